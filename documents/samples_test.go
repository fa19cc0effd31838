package documents_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"silian/assets"
	"silian/calendar"
	"silian/documents"
)

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sampleSlip(t testing.TB) documents.Slip {
	return documents.Slip{
		Office: "东岭村", On: day(t, "2026-11-24"), Name: "张某某", VisitNo: 3, CaseNo: "419901102201-2026-0003A",
		Matter:  "合作社欠2026年土地流转费12000元；合作社说是镇里的补贴没发",
		Handler: "王建国（村支书）", Phone: "0394-2680001",
		Steps: []documents.Step{{What: documents.StepAnswer, Due: day(t, "2026-11-30")}},
		Upper: "柳河镇综治中心", UpperTel: "0394-2680110", Village: true,
	}
}

// sampleRegister is a day with n visits.
func sampleRegister(t testing.TB, n int) documents.Register {
	r := documents.Register{Village: "东岭村", On: day(t, "2026-11-24"), VillageDay: true, Duty: []string{"王建国", "李秀英"}, Hours: "8:30—11:30"}
	for i := range n {
		v := documents.RegisterVisit{
			No: i + 1, Time: fmt.Sprintf("%02d:%02d", 8+i/20, i%20), Name: "张某某", Group: "二组", People: 1 + i%3, Phone: "*******0001",
			Words: "合作社欠2026年土地流转费12000元；合作社说是镇里的补贴没发", Category: "土地",
			Promise: day(t, "2026-11-30"), Handler: "王建国", CaseNos: []string{"2026-0003"},
		}
		if i%4 == 3 {
			v.OnTheSpot, v.Promise, v.CaseNos, v.Answer = true, 0, nil, "已说明政策，本人认可。"
		}
		r.Visits = append(r.Visits, v)
	}
	return r
}

func sampleHandOver(t testing.TB) documents.HandOver {
	return documents.HandOver{
		From: "东岭村", FromCode: "419901102201", To: "柳河镇", ToCode: "419901102000", On: day(t, "2026-11-30"),
		Files: []documents.HandOverFile{{Name: "XF-419901102201-419901102000-17-e8d9abbd.xfb", Seq: 17, Entries: 5, Written: day(t, "2026-11-30"), Check: "e8d9 abbd"}},
	}
}

func samplePoster(t testing.TB, year int, ex ...calendar.Exception) documents.Poster {
	h, err := calendar.ParseHolidays(bytes.NewReader(assets.Holidays()))
	if err != nil {
		t.Fatal(err)
	}
	days, err := calendar.DefaultRule().List(day(t, fmt.Sprintf("%d-01-01", year)), day(t, fmt.Sprintf("%d-12-31", year)), h, ex)
	if err != nil {
		t.Fatal(err)
	}
	return documents.Poster{
		Office: "东岭村", Year: year, Days: days, LunarDays: []int{6, 16, 26}, Holidays: h, Hours: "上午8:30—11:30", Place: "东岭村村室",
		Phone: "0394-2680001", Upper: "柳河镇综治中心", UpperTel: "0394-2680110", Village: true,
	}
}

// papers gives each sort of paper, ordinary and at its edges.
func papers(t testing.TB) map[string]documents.Paper {
	quiet := sampleSlip(t)
	quiet.Quiet = true
	spot := documents.Slip{Office: "柳河镇", On: day(t, "2026-11-24"), Matter: "问低保怎么办", VisitNo: 1, OnTheSpot: true, Answer: "已告诉办法。"}
	long := sampleSlip(t)
	long.Name = "欧阳䶮𬱖㛃·买买提·吐尔逊江·阿不都热依木"
	long.Matter = strings.Repeat("村东头的路坏了，下雨天孩子上学走不了；", 12)
	empty := sampleRegister(t, 0)
	empty.Zero, empty.Closed = true, true
	mixed := sampleRegister(t, 8)
	mixed.Office = "柳河镇"
	mixed.Visits[1].Withheld = true
	mixed.Visits[2].Name = ""
	mixed.Visits[6].Name = "欧阳䶮𬱖㛃·买买提江"
	mixed.Visits[6].Words = strings.Repeat("宅基地边界不清，“两家都说是自己的”。\n", 40)
	head := documents.Paper{
		Title: "通知", Page: documents.A4(), Head: documents.NewRedHead("county", "平川县信访局文件", "平信〔2026〕5号", false),
		Blocks: []documents.Block{documents.Para{Runs: []documents.Run{{Text: strings.Repeat("请认真落实（含2026年11月24日以前的）。", 40), Size: documents.Size3}}, Indent: 2}},
	}
	return map[string]documents.Paper{
		"slip": documents.SlipPaper(sampleSlip(t)), "slip-quiet": documents.SlipPaper(quiet), "slip-spot": documents.SlipPaper(spot),
		"slip-long": documents.SlipPaper(long), "register-empty": documents.RegisterPaper(empty), "register": documents.RegisterPaper(sampleRegister(t, 3)),
		"register-mixed": documents.RegisterPaper(mixed), "register-60": documents.RegisterPaper(sampleRegister(t, 60)),
		"handover": documents.HandOverPaper(sampleHandOver(t)), "handover-empty": documents.HandOverPaper(documents.HandOver{From: "东岭村", To: "柳河镇"}),
		"red-head": head,
	}
}
