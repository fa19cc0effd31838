package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
)

func TestPromiseLedger(t *testing.T) {
	k := newKit(t)
	today := k.clock.Today() // 2026-11-24
	promise := func(due calendar.Day) casework.ID {
		return k.do(k.t, casework.CasePromised, casework.Promised{Due: due}).ID
	}
	settle := func(on calendar.Day, id casework.ID, kept bool) {
		k.clock.Set(on)
		k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: id, Kept: kept})
	}
	k.open(k.t, casework.TrackDemand)
	a := k.id
	kept, late, broken, open := promise(today+5), promise(today+4), promise(today+3), promise(today+10)
	k.do(k.t, casework.CasePromiseChanged, casework.PromiseChanged{Promise: open, Due: today + 12})
	settle(today+3, broken, false)
	settle(today+5, kept, true)
	settle(today+6, late, true)
	k.clock.Set(today)
	k.open(k.t, casework.TrackDemand)
	b := k.id
	other := promise(today + 4)
	k.do(k.t, casework.CaseMerged, casework.Merged{Into: a}) // the word was given all the same
	k.open(k.t, casework.TrackDemand)
	promise(today + 1)
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	cases := []casework.Case{k.t.Case(k.id), k.t.Case(b), k.t.Case(a), k.t.Case(a), casework.FoldCase(nil)}

	no := k.t.Case(a).No
	line := func(id, entry casework.ID, due calendar.Day, changed int, settled calendar.Day, s casework.PromiseState) casework.PromiseLine {
		return casework.PromiseLine{Case: id, No: no, Entry: entry, By: k.t.Code, MadeOn: today, Due: due, Changed: changed, SettledOn: settled, State: s}
	}
	want := []casework.PromiseLine{
		line(a, broken, today+3, 0, today+3, casework.PromiseBroken),
		line(a, late, today+4, 0, today+6, casework.PromiseKeptLate),
		line(b, other, today+4, 0, 0, casework.PromiseNotDue),
		line(a, kept, today+5, 0, today+5, casework.PromiseKept),
		line(a, open, today+12, 1, 0, casework.PromiseNotDue),
	}
	if a.String() > b.String() { // equal due days: by case
		want[1], want[2] = want[2], want[1]
	}
	if diff := cmp.Diff(want, casework.PromiseLedger(cases, today+4)); diff != "" {
		t.Errorf("the due day still leaves time (-want +got):\n%s", diff)
	}
	var states []casework.PromiseState
	for _, l := range casework.PromiseLedger(cases[1:2], today+5) {
		states = append(states, l.State)
	}
	if diff := cmp.Diff([]casework.PromiseState{casework.PromiseOverdue}, states); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestStoryLedger: Appendix E: four promises, all kept on time (domain 0.0, 15).
func TestStoryLedger(t *testing.T) {
	s := tell(t)
	lines := casework.PromiseLedger([]casework.Case{s.t.Case(s.b), s.t.Case(s.a)}, day(t, "2027-01-31"))
	got := map[string]casework.PromiseState{}
	for _, l := range lines {
		got[l.Due.String()] = l.State
	}
	if diff := cmp.Diff(map[string]casework.PromiseState{
		"2026-11-30": casework.PromiseKept, "2026-12-05": casework.PromiseKept, "2027-01-15": casework.PromiseKept, "2027-01-20": casework.PromiseKept,
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
