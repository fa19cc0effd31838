package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

func visitOf(d *testkit.Desk, no, people int, spot bool) casework.Visit {
	return casework.Visit{Village: d.Code, No: no, People: people, Category: "roads", OnTheSpot: spot, Time: "10:00"}
}

func TestFoldDay(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	k.v.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code, VillageDay: true, Duty: []int{1, 4}}, noAct)
	v1 := k.v.Write(s, casework.DayVisit, visitOf(k.v, 1, 3, false), noAct)
	k.v.Write(s, casework.DayVisitText, casework.VisitText{About: v1.ID, Name: "张某某", Words: "路"}, noAct)
	k.v.Write(s, casework.DayVisit, visitOf(k.v, 2, 1, true), noAct)
	k.v.Write(s, casework.DayClosed, casework.ClosedDay{}, noAct)
	d := casework.FoldDay(k.v.Entries(s.ID))
	if !d.Opened || !d.VillageDay || !d.Closed || d.Zero || d.Village != k.v.Code || d.On != k.clock.Today() || d.ID != s.ID {
		t.Errorf("day %+v", d)
	}
	if len(d.Visits) != 2 || d.People() != 4 || d.OnTheSpot() != 1 || d.Visits[0].Words.Name != "张某某" || d.Visits[0].By != k.v.Code {
		t.Errorf("visits %+v", d.Visits)
	}
	for _, r := range d.Rows {
		if !r.InEffect {
			t.Errorf("%s: %s", r.Kind, r.Why)
		}
	}
	f := figures(d.Facts(), k.clock.Today(), k.clock.Today())
	if f["接访 groups"] != [2]int{2, 0} || f["接访 persons"] != [2]int{4, 0} || f["当场解决 "] != [2]int{1, 2} {
		t.Errorf("figures %v", f)
	}
}

func TestFoldDayInAnyOrder(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	k.v.Write(s, casework.DayVisit, visitOf(k.v, 1, 2, false), noAct)
	k.v.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code}, noAct)
	k.t.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code, Duty: []int{9}}, actFor(k.v)) // the township did so too
	k.t.Write(s, casework.DayVisit, visitOf(k.v, 1, 1, true), actFor(k.v))
	k.v.Write(s, casework.DayClosed, casework.ClosedDay{}, noAct)
	k.t.Write(s, casework.DayClosed, casework.ClosedDay{}, actFor(k.v))
	all := append(k.v.Entries(s.ID), k.t.Entries(s.ID)...)
	want := casework.FoldDay(all)
	twice := 0
	for _, r := range want.Rows {
		if r.Why == casework.WhyTwice {
			twice++
		}
	}
	if len(want.Visits) != 2 || twice != 2 {
		t.Errorf("%d visits, %d said twice", len(want.Visits), twice)
	}
	for i := range all {
		turned := append(append([]casework.Entry{}, all[i:]...), all[:i+1]...)
		if diff := cmp.Diff(want, casework.FoldDay(turned)); diff != "" {
			t.Fatalf("turned by %d (-want +got):\n%s", i, diff)
		}
	}
}

// TestStrangersOfADay: the next village knows the id of the day, for anybody can
// derive it; it can neither add to it nor close it nor put words into it.
func TestStrangersOfADay(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	visit := k.v.Write(s, casework.DayVisit, visitOf(k.v, 1, 1, false), noAct)
	k.v.Write(s, casework.DayVisitText, casework.VisitText{About: visit.ID, Words: "真话"}, noAct)
	foreign := []casework.Entry{
		k.v2.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v2.Code}, noAct),
		k.v2.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code}, noAct),
		k.v2.Write(s, casework.DayVisit, visitOf(k.v, 2, 9, true), noAct),
		k.v2.Write(s, casework.DayVisitText, casework.VisitText{About: visit.ID, Words: "假话"}, noAct),
		k.v2.Write(s, casework.DayClosed, casework.ClosedDay{Zero: true}, noAct),
		k.v.Write(s, casework.DayVisit, visitOf(k.v2, 2, 1, true), noAct), // of another village on this day
	}
	d := casework.FoldDay(append(k.v.Entries(s.ID), foreign...))
	if len(d.Visits) != 1 || d.Opened || d.Closed || d.Visits[0].Words.Words != "真话" {
		t.Errorf("day %+v", d)
	}
	for _, e := range foreign {
		for _, r := range d.Rows {
			if r.Entry == e.ID && r.Why != casework.WhyStranger {
				t.Errorf("%s of a stranger: %q", r.Kind, r.Why)
			}
		}
	}
	// Alone, without an entry that names the village, they wait.
	if d := casework.FoldDay(foreign[4:5]); d.Closed || d.Rows[0].Why != casework.WhyEarlier {
		t.Errorf("rows %+v", d.Rows)
	}
}

func TestDayKeepsWhatItCannotUse(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	visit := k.v.Write(s, casework.DayVisit, visitOf(k.v, 1, 1, false), noAct)
	text := k.v.Write(s, casework.DayVisitText, casework.VisitText{About: visit.ID, Words: "话"}, noAct)
	alien := k.v.Write(s, casework.CaseNote, casework.Note{Text: "about a case"}, noAct)
	broken := k.v.Seal(s, casework.Body{Kind: casework.DayVisit, Ver: 1, On: k.clock.Today(), Data: []byte(`7`)}, noAct)
	d := casework.FoldDay([]casework.Entry{visit, text.WithoutBody(), alien, broken})
	want := map[casework.ID]casework.Why{visit.ID: "", text.ID: casework.WhyWithheld, alien.ID: casework.WhyDamaged, broken.ID: casework.WhyDamaged}
	for _, r := range d.Rows {
		if r.Why != want[r.Entry] {
			t.Errorf("%s: %q, want %q", r.Kind, r.Why, want[r.Entry])
		}
	}
	if len(d.Visits) != 1 || d.Visits[0].Words.Words != "" {
		t.Errorf("visits %+v", d.Visits)
	}
}
