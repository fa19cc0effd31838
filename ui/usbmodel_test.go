package ui

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// aDay reads a day of a test.
func aDay(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func townData(t *testing.T) usbData {
	t.Helper()
	return usbData{
		me:    casework.Office{Code: willowTown, Name: "柳河镇", Level: casework.Township, Parent: plainCounty},
		today: aDay(t, "2026-11-24"),
		peers: []office.Peer{
			{Office: casework.Office{Code: eastRidge, Name: "东岭村", Level: casework.Village, Parent: willowTown}, State: "compared", Added: aDay(t, "2026-03-12")},
			{Office: casework.Office{Code: plainCounty, Name: "平川县信访局", Level: casework.County}, State: "new"},
		},
	}
}

func TestSortPeers(t *testing.T) {
	d := townData(t)
	sortPeers(d.me, d.peers)
	var got []string
	for _, p := range d.peers {
		c := d.peerCard(p)
		got = append(got, c.name+"|"+c.what+"|"+c.state)
	}
	want := []string{"平川县信访局|上级|等核对", "东岭村|村|3月12日核过"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c := d.peerCard(office.Peer{State: "revoked"}); c.state != "已停用" || c.tone != widgets.Neutral {
		t.Errorf("a revoked card is %q", c.state)
	}
}

func TestFileWords(t *testing.T) {
	d := townData(t)
	village := d.peers[0].Office
	tests := []struct {
		name  string
		file  sealedFile
		want  fileWords
		fresh bool
	}{
		{
			"from below",
			sealedFile{in: office.Incoming{From: village, Seq: 17, Created: "2026-11-22 16:03", Cases: make([]office.IncomingCase, 3)}},
			fileWords{"东岭村", "上报 第17号", "11月22日·3件事项", widgets.Green, "签名已验", sealFresh},
			true,
		},
		{
			"from above, again",
			sealedFile{in: office.Incoming{From: d.peers[1].Office, Seq: 9, Created: "2026-11-20 08:00", Already: true}},
			fileWords{"平川县信访局", "下发 第9号", "11月20日", widgets.Neutral, "已导入过", sealOld},
			false,
		},
		{
			"a receipt",
			sealedFile{in: office.Incoming{From: village, Seq: 3, Created: "2026-11-20 08:00", Receipt: true}},
			fileWords{"东岭村", "回执 第3号", "11月20日·我们的文件到了", widgets.Green, "签名已验", sealFresh},
			true,
		},
		{
			"no sealed file",
			sealedFile{path: filepath.Join("x", "a.xfb"), err: &office.SealError{Reason: "not_sealed_file", Err: errors.New("x")}},
			fileWords{"打不开的文件", "", "a.xfb", widgets.Red, "这不是封好的文件", sealUnknown},
			false,
		},
		{
			"our own receipt",
			sealedFile{path: "XR-419901102000-419901102201-2-25b15d70.xfr", ours: true},
			fileWords{"本单位写的", "回执", "给对方的", widgets.Neutral, "交给对方", sealOld},
			false,
		},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, d.words(tc.file), cmp.AllowUnexported(fileWords{})); diff != "" {
				t.Error(diff)
			}
			if tc.file.fresh() != tc.fresh {
				t.Errorf("fresh is %v", tc.file.fresh())
			}
		})
	}
}

func TestPreview(t *testing.T) {
	d := townData(t)
	in := office.Incoming{
		From: d.peers[0].Office, Seq: 17, New: 5, Same: 1, Missing: []uint64{16}, NotInEffect: 1,
		Cases: []office.IncomingCase{
			{No: "419901102201-2026-0041A", Title: "高龄补贴迟发", What: "请镇里协调", New: true, Entries: 3},
			{No: "419901102201-2026-0038A", Title: "低保公示栏破损", What: "已化解", Entries: 2},
			{No: "419901102201-2026-0039A"},
		},
	}
	p := d.preview(in)
	if p.title != "东岭村 上报 第17号" || p.take != "导入 5 笔，写回执" {
		t.Errorf("title %q, button %q", p.title, p.take)
	}
	want := []tile{{"新增", 5, widgets.Blue}, {"相同", 1, widgets.Neutral}, {"缺号", 1, widgets.Ochre}, {"不算数", 1, widgets.Ochre}}
	if diff := cmp.Diff(want, p.tiles, cmp.AllowUnexported(tile{})); diff != "" {
		t.Error(diff)
	}
	var acts []string
	for _, c := range p.cases {
		acts = append(acts, c.title+" "+c.act)
	}
	if diff := cmp.Diff([]string{"高龄补贴迟发 新立", "低保公示栏破损 添2笔", "（没有写标题） 相同，跳过"}, acts); diff != "" {
		t.Error(diff)
	}
	if len(p.notices) != 2 || p.notices[0].head != "缺第16号" || p.notices[1].head != "有1笔不算数" {
		t.Errorf("notices %+v", p.notices)
	}
	if p := d.preview(office.Incoming{Receipt: true, Seq: 2}); p.take != "记下回执" || len(p.tiles) != 0 {
		t.Errorf("a receipt: %+v", p)
	}
	if p := d.preview(office.Incoming{Receipt: true, Already: true}); p.take != "" {
		t.Errorf("a receipt that was noted before can be taken: %+v", p)
	}
	if p := d.preview(office.Incoming{Already: true}); p.take != "再写一次回执" {
		t.Errorf("a known file: %+v", p)
	}
}

func TestSamePlan(t *testing.T) {
	a := office.Incoming{Seq: 1, New: 2, Missing: []uint64{3}, Cases: []office.IncomingCase{{Title: "a"}}}
	b := a
	if !samePlan(a, b) {
		t.Error("the same plan counts as another")
	}
	for name, change := range map[string]func(*office.Incoming){
		"count":   func(in *office.Incoming) { in.New++ },
		"gap":     func(in *office.Incoming) { in.Missing = nil },
		"case":    func(in *office.Incoming) { in.Cases = []office.IncomingCase{{Title: "b"}} },
		"already": func(in *office.Incoming) { in.Already = true },
	} {
		c := a
		change(&c)
		if samePlan(a, c) {
			t.Errorf("%s: another plan counts as the same", name)
		}
	}
}

func TestSeqWords(t *testing.T) {
	for _, tc := range []struct {
		seqs []uint64
		want string
	}{
		{[]uint64{16}, "第16号"},
		{[]uint64{3, 5, 6}, "第3、5、6号"},
		{[]uint64{1, 2, 3, 4, 5, 6, 7, 8}, "第1、2、3、4、5、6号等8份"},
	} {
		if got := office.SeqWords(tc.seqs); got != tc.want {
			t.Errorf("%v is %q, want %q", tc.seqs, got, tc.want)
		}
	}
}

func TestSentRows(t *testing.T) {
	d := townData(t)
	county := d.peers[1]
	d.plans = []office.Outgoing{{To: county, Entries: 9, Cases: make([]office.OutCase, 2)}}
	d.remind = 8
	d.sent = []office.Sent{
		{Peer: plainCounty, Seq: 13, Entries: 6, Written: d.today},
		{Peer: plainCounty, Seq: 12, Entries: 4, Written: d.today - 8},
		{Peer: plainCounty, Seq: 11, Entries: 4, Written: d.today - 15, Delivered: d.today - 11},
	}
	var got []string
	for _, r := range d.sentRows() {
		got = append(got, r.title+" "+r.state+" "+r.detail)
	}
	want := []string{
		"给平川县信访局 待写出 3笔新内容", "第13号 等回执 11月24日写出，6笔",
		"第12号 没有回执 11月16日写出，8天没回执", "第11号 已送达 11月9日写出，11月13日送达",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := d.sentRows()[2].steps; got != [3]bool{true, true, false} {
		t.Errorf("steps of a file under way: %v", got)
	}
}

func TestExportWords(t *testing.T) {
	d := townData(t)
	to := d.peers[1]
	if lines, why := d.exportWords(office.Outgoing{To: to}); why != "没有新内容" || lines[0] != "没有新内容要给平川县信访局，不用写出。" {
		t.Errorf("nothing new: %q, %q", lines, why)
	}
	plan := office.Outgoing{To: to, Entries: 20, Cases: make([]office.OutCase, 9)}
	if lines, why := d.exportWords(plan); why == "" || lines[len(lines)-1] != "另有2件" {
		t.Errorf("without a folder: %q, %q", lines, why)
	}
	d.dir = t.TempDir()
	if _, why := d.exportWords(plan); why != "" {
		t.Errorf("with a folder: %q", why)
	}
	d.sent = []office.Sent{{Peer: plainCounty, Seq: 1, Entries: 20}}
	if lines, why := d.exportWords(plan); why != "" || lines[0] != "上次写出以后没有新内容；对方还没有回执，要再写一份也可以。" {
		t.Errorf("sent already: %q, %q", lines, why)
	}
}

func TestOnlyDigits(t *testing.T) {
	for in, want := range map[string]string{
		"38205 71946-60318": "382057194660318", "３８２": "382", "38２05，a": "38205a", "": "",
	} {
		if got := onlyDigits(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestTakenWords(t *testing.T) {
	head, lines := takenWords("东岭村", office.Received{Result: "imported", New: 3, Same: 1, Receipt: "XR.xfr"})
	if head != "导入好了" || len(lines) != 2 || lines[0] != "新增3笔，相同1笔。" {
		t.Errorf("%q %q", head, lines)
	}
	if head, _ := takenWords("东岭村", office.Received{Result: "already"}); head != "台账没有变" {
		t.Errorf("again: %q", head)
	}
	if got := codeGroups("12345678"); got != "1234 5678" {
		t.Errorf("code %q", got)
	}
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"乙", "甲", ".hidden"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.xfcard"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	places, err := inside(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []folderPlace{{"上一层", filepath.Dir(dir)}, {"乙", filepath.Join(dir, "乙")}, {"甲", filepath.Join(dir, "甲")}}
	if diff := cmp.Diff(want, places, cmp.AllowUnexported(folderPlace{})); diff != "" {
		t.Error(diff)
	}
	if got := folderWords(dir); got != "这里有0个封好的文件，1张指纹卡" {
		t.Errorf("the folder holds %q", got)
	}
	if _, err := inside(filepath.Join(dir, "none")); err == nil {
		t.Error("a missing folder was read")
	}
	if got := tidyPath(` "E:/" `); got != filepath.Clean("E:/") {
		t.Errorf("a pasted path is %q", got)
	}
	got := drives(func(p string) bool { return p == `E:\` || p == `C:\` })
	if diff := cmp.Diff([]folderPlace{{"E盘", `E:\`}, {"C盘", `C:\`}}, got, cmp.AllowUnexported(folderPlace{})); diff != "" {
		t.Error(diff)
	}
}
