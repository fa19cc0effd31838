package casework_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// TestDayRecords: what is planned, decided, inspected and noted of one day, in rows.
func TestDayRecords(t *testing.T) {
	k := newKit(t)
	on := day(t, "2026-12-04")
	s := casework.DaySubject(k.v.Code, on)
	plan := casework.PlannedDay{Village: k.v.Code, Day: on, Duty: []int{1, 2}, Opens: "08:00", Closes: "11:30"}
	k.v.Write(s, casework.DayPlanned, plan, noAct) // written on 11-24, ahead
	plan.Duty, plan.Township = []int{3}, true
	k.t.Write(s, casework.DayPlanned, plan, testkit.Act{For: k.v.Code, N: 2})
	later := k.v.Write(s, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Day: on, Kind: calendar.Moved, To: on + 3, Reason: casework.ReasonMourning}, testkit.Act{N: 3})
	usual := k.t.Write(s, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Day: on, Kind: calendar.Held, Reason: casework.ReasonSuperior}, testkit.Act{N: 4})
	k.v.Write(s, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Day: on, Kind: "perhaps"}, testkit.Act{N: 5})
	k.v.Write(s, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Day: on, Kind: calendar.Moved, To: on}, testkit.Act{N: 6})
	k.v.Write(s, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Day: on + 1, Kind: calendar.Cancelled}, testkit.Act{N: 7})
	k.v.Write(s, casework.DayNotHeld, casework.NotHeldDay{Village: k.v.Code, Day: on, Reason: casework.ReasonStaff}, testkit.Act{N: 8})
	k.clock.Set(on)
	seen := casework.InspectedDay{Village: k.v.Code, Arrived: "09:10", Open: true, OnDuty: 1, Missing: 1, Register: true, Visits: 4, Kept: 2, Due: 3, Problems: []string{"poster"}, RectifyBy: on + 7}
	look := k.t.Write(s, casework.DayInspected, seen, testkit.Act{N: 9})
	k.v.Write(s, casework.DayNote, casework.Beside{About: look.ID, Text: "公示栏坏了"}, testkit.Act{N: 10})
	k.t.Write(s, casework.DayNote, casework.Beside{About: look.ID, Text: "限期七日"}, testkit.Act{N: 11})
	k.clock.Set(on + 7)
	k.t.Write(s, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: look.ID}, testkit.Act{N: 12})
	k.t.Write(s, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: later.ID, Done: true}, testkit.Act{N: 13})
	k.clock.Set(on + 9)
	k.t.Write(s, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: look.ID, Done: true}, testkit.Act{N: 14})
	k.t.Write(s, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: look.ID}, testkit.Act{N: 15})

	d := casework.FoldDay(append(k.v.Entries(s.ID), k.t.Entries(s.ID)...))
	if diff := cmp.Diff([]string{
		"day.planned ", "day.planned ", "day.decided ", "day.decided ", "day.decided damaged", "day.decided damaged",
		"day.decided stranger", "day.not_held ", "day.inspected ", "day.note ", "day.note ", "day.rectified ",
		"day.rectified earlier", "day.rectified ", "day.rectified twice",
	}, rowWhys(d.Rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	notHeld := d.Rows[7]
	d.Rows = nil
	if diff := cmp.Diff(casework.ReceptionDay{
		ID: s.ID, Village: k.v.Code, On: on, Plan: &plan,
		Decisions: []casework.DayDecision{
			{Entry: later.ID, On: day(t, "2026-11-24"), By: k.v.Code, Kind: calendar.Moved, To: on + 3, Reason: casework.ReasonMourning},
			{Entry: usual.ID, On: day(t, "2026-11-24"), By: k.t.Code, Kind: calendar.Held, Reason: casework.ReasonSuperior},
		},
		NotHeld:     &casework.NotHeldSaid{Entry: notHeld.Entry, On: day(t, "2026-11-24"), By: k.v.Code, Reason: casework.ReasonStaff},
		Inspections: []casework.Inspection{{Entry: look.ID, On: on, By: k.t.Code, InspectedDay: seen, CheckedOn: on + 9, RectifiedOn: on + 9}},
		Notes:       map[casework.ID]string{look.ID: "公示栏坏了\n限期七日"},
	}, d); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDayNamedByRecords: each record that says village and date names the day alone, so
// that it travels before the day is opened.
func TestDayNamedByRecords(t *testing.T) {
	k := newKit(t)
	on := k.clock.Today()
	s := casework.DaySubject(k.v.Code, on)
	for kind, data := range map[casework.Kind]any{
		casework.DayPlanned: casework.PlannedDay{Village: k.v.Code},
		casework.DayDecided: casework.DecidedDay{Village: k.v.Code, Kind: calendar.Cancelled},
		casework.DayNotHeld: casework.NotHeldDay{Village: k.v.Code},
	} {
		e := k.v.Draft(s, kind, data, noAct)
		if d := casework.FoldDay([]casework.Entry{e}); d.Village != k.v.Code || d.On != on || d.ID != s.ID {
			t.Errorf("%s names %s %s", kind, d.Village, d.On)
		}
	}
	e := k.c.Draft(s, casework.DayInspected, casework.InspectedDay{Village: k.v.Code}, noAct)
	d := casework.FoldDay([]casework.Entry{e})
	want := []casework.Fact{{Kind: casework.FactInspected, On: on, Office: k.c.Code, About: s.ID, Good: true, Count: 1}}
	if diff := cmp.Diff(want, d.Facts()); d.Village != k.v.Code || diff != "" {
		t.Errorf("an inspection with nothing to rectify (-want +got):\n%s", diff)
	}
	e = k.c.Draft(s, casework.DayInspected, casework.InspectedDay{Village: k.v.Code, RectifyBy: on + 1}, noAct)
	if f := casework.FoldDay([]casework.Entry{e}).Facts(); f[0].Good {
		t.Errorf("something to rectify: %+v", f)
	}
}

// TestDayByWhom: a village inspects nothing of its own; an office above neither opens
// its day nor says that it was not held, except for it; the next village says nothing.
func TestDayByWhom(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	plan := k.v.Draft(s, casework.DayPlanned, casework.PlannedDay{Village: k.v.Code}, noAct)
	look := k.t.Draft(s, casework.DayInspected, casework.InspectedDay{Village: k.v.Code, Problems: []string{"closed"}}, testkit.Act{N: 2})
	cancel := casework.DecidedDay{Village: k.v.Code, Kind: calendar.Cancelled}
	inspect := casework.InspectedDay{Village: k.v.Code}
	done := casework.RectifiedDay{Village: k.v.Code, Inspection: look.ID, Done: true}
	notHeld := casework.NotHeldDay{Village: k.v.Code}
	for _, c := range []struct {
		by   *testkit.Desk
		kind casework.Kind
		data any
		pro  casework.OfficeCode // in whose name
		want casework.Why
	}{
		{k.v, casework.DayInspected, inspect, "", casework.WhyStranger},
		{k.t, casework.DayInspected, inspect, k.v.Code, casework.WhyStranger},
		{k.v, casework.DayRectified, done, "", casework.WhyStranger},
		{k.c, casework.DayRectified, done, "", ""},
		{k.c, casework.DayDecided, cancel, "", ""},
		{k.t, casework.DayDecided, cancel, k.v.Code, ""},
		{k.t, casework.DayNotHeld, notHeld, "", casework.WhyStranger},
		{k.t, casework.DayNotHeld, notHeld, k.v.Code, ""},
		{k.t, casework.DayPlanned, casework.PlannedDay{Village: k.v.Code}, "", casework.WhyStranger},
		{k.t, casework.DayOpened, casework.OpenedDay{Village: k.v.Code}, "", casework.WhyStranger},
		{k.t, casework.DayNote, casework.Beside{Text: "话"}, "", ""},
		{k.v2, casework.DayDecided, cancel, "", casework.WhyStranger},
		{k.v2, casework.DayInspected, inspect, "", casework.WhyStranger},
		{k.v2, casework.DayNote, casework.Beside{Text: "话"}, "", casework.WhyStranger},
		{k.t, casework.DayDecided, cancel, k.v2.Code, casework.WhyStranger},
	} {
		e := c.by.Draft(s, c.kind, c.data, testkit.Act{For: c.pro, N: 3})
		d := casework.FoldDay([]casework.Entry{plan, look, e})
		if r := d.Rows[2]; r.Entry != e.ID || r.Why != c.want {
			t.Errorf("%s by %s for %q: %q, want %q", c.kind, c.by.Name, c.pro, r.Why, c.want)
		}
	}
}

// TestOpenedWasHeld: a day that was opened was held, whoever said otherwise, before or
// after.
func TestOpenedWasHeld(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	for _, n := range [][2]uint64{{1, 2}, {2, 1}} {
		opened := k.v.Draft(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code}, actN(n[0]))
		said := k.v.Draft(s, casework.DayNotHeld, casework.NotHeldDay{Village: k.v.Code, Reason: casework.ReasonStaff}, actN(n[1]))
		d := casework.FoldDay([]casework.Entry{opened, said})
		if r := d.Rows[n[1]-1]; d.NotHeld != nil || !d.Held() || r.Why != casework.WhyState || r.InEffect {
			t.Errorf("%+v %+v", d, r)
		}
	}
}

// TestFoldDayConverges: any order and repetition, words withheld at random, folds to the
// same day but for the words.
func TestFoldDayConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newKit(t)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "history"), 1))
		on := k.clock.Today()
		s := casework.DaySubject(k.v.Code, on)
		var look casework.ID
		for range 12 {
			d := pick(r, k.v, k.v, k.t, k.v2)
			a := pick(r,
				act{kind: casework.DayPlanned, data: casework.PlannedDay{Village: k.v.Code, Day: on, Duty: []int{r.IntN(9)}}},
				act{kind: casework.DayDecided, data: casework.DecidedDay{Village: k.v.Code, Day: on, Kind: calendar.Moved, To: on + calendar.Day(r.IntN(9))}},
				act{kind: casework.DayNotHeld, data: casework.NotHeldDay{Village: k.v.Code, Day: on, Reason: casework.ReasonStaff}},
				act{kind: casework.DayInspected, data: casework.InspectedDay{Village: k.v.Code, Problems: []string{"poster"}}},
				act{kind: casework.DayRectified, data: casework.RectifiedDay{Village: k.v.Code, Inspection: look, Done: r.IntN(2) == 0}},
				act{kind: casework.DayNote, data: casework.Beside{About: look, Text: "话"}},
				act{kind: casework.DayOpened, data: casework.OpenedDay{Village: k.v.Code}},
				act{kind: casework.DayVisit, data: visitOf(k.v, 1, 1+r.IntN(3), true)},
				act{kind: casework.DayClosed, data: casework.ClosedDay{Zero: r.IntN(2) == 0}},
			)
			how := noAct
			if d == k.t && r.IntN(2) == 0 {
				how.For = k.v.Code
			}
			e := d.Write(s, a.kind, a.data, how)
			if a.kind == casework.DayInspected {
				look = e.ID
			}
			if r.IntN(2) == 0 {
				k.v.Take(k.t.Entries(s.ID)...)
				k.t.Take(k.v.Entries(s.ID)...)
			}
		}
		all := append(append(k.v.Entries(s.ID), k.t.Entries(s.ID)...), k.v2.Entries(s.ID)...)
		want := casework.FoldDay(all)
		for range 2 {
			mixed := shuffled(r, all)
			got := casework.FoldDay(mixed)
			got.Rows, got.Notes = want.Rows, want.Notes
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("another order (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want, casework.FoldDay(append(mixed, all...))); diff != "" {
				rt.Fatalf("a full body wins over its stub (-want +got):\n%s", diff)
			}
		}
	})
}
