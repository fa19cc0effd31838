package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

func TestTrack(t *testing.T) {
	const v, tw, c = casework.Village, casework.Township, casework.County
	const none, been, holder, done = widgets.NotReached, widgets.Been, widgets.Holder, widgets.Resolved
	for _, tc := range []struct {
		name string
		at   trackPlace
		want widgets.Track
	}{
		{"village has it", trackPlace{opened: v, holder: v, top: v}, widgets.Track{Village: holder, Township: none, County: none}},
		{"township has it", trackPlace{opened: v, holder: tw, top: tw}, widgets.Track{Village: been, Township: holder, County: none}},
		{"opened at the township", trackPlace{opened: tw, holder: tw, top: tw}, widgets.Track{Village: none, Township: holder, County: none}},
		{"on the way up", trackPlace{opened: v, holder: tw, top: tw, transit: c}, widgets.Track{Village: been, Township: holder, InTransit: 2}},
		{"on the way to the township", trackPlace{opened: v, holder: v, top: v, transit: tw}, widgets.Track{Village: holder, InTransit: 1}},
		{"on the way down", trackPlace{opened: v, holder: c, top: c, transit: tw}, widgets.Track{Village: been, Township: been, County: holder, InTransit: 2}},
		{"resolved in the village after all", trackPlace{opened: v, holder: v, top: tw, resolved: v}, widgets.Track{Village: done, Township: been}},
		{"assigned down to the village", trackPlace{opened: tw, holder: v, top: tw}, widgets.Track{Village: holder, Township: been}},
	} {
		if d := cmp.Diff(tc.want, tc.at.track()); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
	}
}

func testEyes(t *testing.T, soft bool) caseEyes {
	return caseEyes{
		today: day(t, "2026-11-23"), soft: soft, level: levelOfCode,
		name: func(c casework.OfficeCode) string { return map[casework.OfficeCode]string{testVillage: "东岭村"}[c] },
	}
}

func TestCaseLine(t *testing.T) {
	row := office.CaseRow{
		No: "411626102000-2026-0163A", Title: "合作社拖欠土地流转费", Category: "land", Place: testVillage, Opener: testVillage,
		Holder: testTownship, HolderLevel: casework.Township, MaxLevel: casework.Township,
		Handling: casework.InHandling, Resolution: casework.Resolving, Due: day(t, "2026-11-20"),
	}
	want := caseLine{
		No: "2026-0163", Title: "合作社拖欠土地流转费", Place: "东岭村", Kind: "土地",
		Track: widgets.Track{Village: widgets.Been, Township: widgets.Holder},
		State: "化解中", StateTone: widgets.Blue, Due: "11-20", Left: "超期3天", LeftTone: widgets.Red,
	}
	if d := cmp.Diff(want, testEyes(t, false).line(row)); d != "" {
		t.Error(d)
	}
	for _, tc := range []struct {
		name      string
		change    func(*office.CaseRow)
		soft      bool
		due, left string
		tone      widgets.Tone
	}{
		{"village", func(*office.CaseRow) {}, true, "11-20", "先办", widgets.Ochre},
		{"no date", func(r *office.CaseRow) { r.Due = office.NoDue }, false, "", "没有期限", widgets.Neutral},
		{"to be visited", func(r *office.CaseRow) { r.Due, r.Handling = office.NoDue, casework.AwaitVisit }, false, "", "待回访", widgets.Neutral},
		{"closed", func(r *office.CaseRow) { r.Handling = casework.ClosedState }, false, "", "已办结", widgets.Neutral},
	} {
		r := row
		tc.change(&r)
		got := testEyes(t, tc.soft).line(r)
		if got.Due != tc.due || got.Left != tc.left || got.LeftTone != tc.tone {
			t.Errorf("%s: %s %s %v", tc.name, got.Due, got.Left, got.LeftTone)
		}
	}
}

func TestCaseChips(t *testing.T) {
	today := day(t, "2026-11-23")
	words := func(soft bool) (out []string) {
		for _, c := range caseChips(today, soft) {
			out = append(out, c.Word)
		}
		return out
	}
	if d := cmp.Diff([]string{"在办", "已超期", "上报在途", "待回访", "已化解", "全部"}, words(false)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"在办", "先办", "上报在途", "待回访", "已化解", "全部"}, words(true)); d != "" {
		t.Error(d)
	}
	f := caseChips(today, false)[1].ask(caseSift{}, today, " 流转费 ", byDue, office.CaseKey{Seq: 7, Due: 9})
	want := office.Filter{Open: true, DueBefore: today, Query: "流转费", Order: office.EarliestDue, After: office.CaseKey{Seq: 7, Due: 9}, Limit: casesPage}
	if d := cmp.Diff(want, f); d != "" {
		t.Error(d)
	}
}

func TestTones(t *testing.T) {
	for r, want := range map[casework.Resolution]widgets.Tone{
		casework.Unresolved: widgets.Neutral, casework.Resolving: widgets.Blue, casework.PartlyResolved: widgets.BlueHalf,
		casework.ResolvedFully: widgets.Green, casework.Relapsed: widgets.Blue, casework.Terminated: widgets.Neutral,
	} {
		if got := resolutionTone(r); got != want {
			t.Errorf("%s is %v, want %v", r, got, want)
		}
	}
	for _, h := range []casework.Handling{casework.Registered, casework.InHandling, casework.InTransit, casework.ReturnedBack, casework.AwaitVisit, casework.ClosedState} {
		if handlingTone(h) == widgets.Red {
			t.Errorf("%s is red: only what is late is red", h)
		}
	}
}
