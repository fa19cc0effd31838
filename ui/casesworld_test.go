package ui

import (
	"path/filepath"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// world is a township that keeps the books of an invented village, with a clock
// that can be moved.
type world struct {
	t     *testing.T
	o     *office.Office
	clock *testClock
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: newTestClock()}
	w.o = foundOffice(t, casework.Township, w.clock)
	village := foundOffice(t, casework.Village, w.clock)
	card := filepath.Join(t.TempDir(), "v.xfcard")
	w.must(village.WriteCard(t.Context(), card))
	_, err := w.o.Enrol(t.Context(), card, village.Fingerprint())
	w.must(err)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// on moves the clock to nine o'clock of a day.
func (w *world) on(date string) {
	w.t.Helper()
	d, err := calendar.ParseDay(date)
	w.must(err)
	w.clock.at = d.Time().Add(9 * time.Hour)
}

// opens lets somebody come to the township's counter.
func (w *world) opens(title, category string, track casework.Track) casework.ID {
	w.t.Helper()
	done, err := w.o.OpenCase(w.t.Context(), office.Act{}, office.CaseInput{
		Track: track, Category: category, Title: title, Narrative: title + "，来访时这样说。", Requests: []string{"请镇里核实", "给一个书面说法"}, Place: eastRidge,
		Parties: []office.PartyInput{{Part: casework.Applicant, Name: "田桂兰", Group: "二组", Phone: "13900000000"}, {Part: casework.Respondent, Name: "东岭丰禾种植合作社"}},
	})
	w.must(err)
	return done.Subject
}

// rent is a long case: visit in the village, reported up, accepted, noticed,
// mediated in part, promised.
func (w *world) rent() casework.ID {
	w.t.Helper()
	ctx, village := w.t.Context(), office.Act{For: eastRidge}
	w.on("2026-09-26")
	v, err := w.o.ReceiveVisitor(ctx, village, office.VisitInput{
		Name: "田桂兰", Group: "二组", Words: "合作社拖欠土地流转费，涉及12户，去年的还没有付清。", Category: "land", People: 4,
		Case: &office.CaseInput{
			Track: casework.TrackPetition, Title: "合作社拖欠土地流转费（涉及12户）", People: 12,
			Requests: []string{"付清2026年土地流转费14.4万元", "按实际亩数计算（3户有分歧）", "明年按季预付"},
			Parties:  []office.PartyInput{{Part: casework.Respondent, Name: "东岭丰禾种植合作社"}},
		},
	})
	w.must(err)
	id := v.Case
	step := func(date string, do func() (office.Done, error)) {
		w.t.Helper()
		w.on(date)
		_, err := do()
		w.must(err)
	}
	step("2026-09-27", func() (office.Done, error) {
		return w.o.Mediate(ctx, village, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "合作社说等粮款到账。")
	})
	step("2026-09-28", func() (office.Done, error) {
		return w.o.ReportUp(ctx, village, id, office.ReportInput{Demand: casework.AskCoordinate, Opinion: "村里9月27日调解一次未成；请镇里协调。"})
	})
	step("2026-09-29", func() (office.Done, error) { return w.o.Accept(ctx, office.Act{}, id) })
	step("2026-10-09", func() (office.Done, error) {
		return w.o.Notice(ctx, office.Act{}, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, "当面送达，田桂兰签收。自10月9日起60日内办结。")
	})
	step("2026-11-05", func() (office.Done, error) {
		return w.o.Mediate(ctx, office.Act{}, id, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationPartial}, "合作社承认欠款，双方对其中3户亩数有分歧，提请例会研判。")
	})
	step("2026-11-14", func() (office.Done, error) {
		return w.o.Promise(ctx, office.Act{}, id, calendar.DayOf(w.clock.at).Add(6), "11月20日前把亩数核清楚")
	})
	step("2026-11-16", func() (office.Done, error) {
		return w.o.Promise(ctx, office.Act{}, id, calendar.DayOf(w.clock.at).Add(9), "11月25日前告知核实结果")
	})
	step("2026-11-16", func() (office.Done, error) {
		return w.o.AddNote(ctx, office.Act{}, id, "农业服务中心11月20日前按户核实亩数；合作社11月30日前付清。验收：12户收款签字。", false)
	})
	return id
}

// full is an office as it looks on 2026-11-23.
func (w *world) full() casework.ID {
	w.t.Helper()
	ctx := w.t.Context()
	id := w.rent()
	for _, c := range []struct {
		date, title, category string
		track                 casework.Track
		promise               int
	}{
		{"2026-10-12", "机井电费分摊争议", "public", casework.TrackDispute, 42},
		{"2026-10-14", "高龄补贴迟发三个月", "benefit", casework.TrackDemand, 40},
		{"2026-10-20", "排灌站占地补偿标准", "land", casework.TrackPetition, 0},
		{"2026-11-02", "宅基地边界与邻户纠纷", "homestead", casework.TrackDispute, 22},
		{"2026-11-05", "学校门前道路积水", "public", casework.TrackDemand, 30},
		{"2026-11-09", "养鸡场气味扰民", "environment", casework.TrackDemand, 0},
		{"2026-11-12", "邻居排水沟改道", "neighbour", casework.TrackDispute, 15},
		{"2026-11-13", "外出务工工资拖欠（5人）", "money", casework.TrackPetition, 17},
	} {
		w.on(c.date)
		other := w.opens(c.title, c.category, c.track)
		if c.promise > 0 {
			_, err := w.o.Promise(ctx, office.Act{}, other, calendar.DayOf(w.clock.at).Add(c.promise), "到时回话")
			w.must(err)
		}
		if c.category == "neighbour" {
			_, err := w.o.Resolve(ctx, office.Act{}, other, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "沟已改回原位")
			w.must(err)
		}
	}
	w.on("2026-11-23")
	return id
}
