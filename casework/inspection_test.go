package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
)

// inspectionState is the part of a line that tells the order of the list.
type inspectionState struct {
	Entry casework.ID
	State casework.InspectionState
}

func inspectionStates(days []casework.ReceptionDay, asOf calendar.Day) []inspectionState {
	var out []inspectionState
	for _, l := range casework.Inspections(days, asOf) {
		out = append(out, inspectionState{l.Entry, l.State})
	}
	return out
}

func TestInspections(t *testing.T) {
	k := newKit(t)
	on := day(t, "2026-12-04")
	k.clock.Set(on)
	look := func(d calendar.Day, problems int, by calendar.Day) (casework.Subject, casework.ID) {
		k.clock.Set(d)
		s := casework.DaySubject(k.v.Code, d)
		x := casework.InspectedDay{Village: k.v.Code, Problems: []string{"poster", "register"}[:problems], RectifyBy: by}
		return s, k.t.Write(s, casework.DayInspected, x, noAct).ID
	}
	s1, clean := look(on, 0, 0)
	s2, late := look(on+10, 1, on+12)
	s3, open := look(on+11, 2, 0)
	s4, soon := look(on+12, 1, on+20)
	s5, done := look(on+13, 1, on+14)
	s6, future := look(on+40, 1, on+50)
	k.clock.Set(on + 15)
	k.t.Write(s5, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: done, Done: true}, noAct)
	k.t.Write(s2, casework.DayRectified, casework.RectifiedDay{Village: k.v.Code, Inspection: late}, noAct)
	var days []casework.ReceptionDay
	for _, s := range []casework.Subject{s1, s2, s3, s4, s5, s6} {
		days = append(days, casework.FoldDay(k.t.Entries(s.ID)))
	}
	type line = inspectionState
	list := func(asOf calendar.Day) []line { return inspectionStates(days, asOf) }
	if diff := cmp.Diff([]line{
		{late, casework.InspectionOverdue},
		{soon, casework.InspectionOpen},
		{open, casework.InspectionOpen},
		{done, casework.InspectionDone},
		{clean, casework.InspectionClean},
	}, list(on+20)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// The last day still leaves time, and a re-check that is to come is not seen yet.
	if diff := cmp.Diff([]line{
		{late, casework.InspectionOverdue},
		{done, casework.InspectionOpen},
		{soon, casework.InspectionOpen},
		{open, casework.InspectionOpen},
		{clean, casework.InspectionClean},
	}, list(on+14)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]line{{late, casework.InspectionOpen}, {clean, casework.InspectionClean}}, list(on+10)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := list(on + 60); len(got) != 6 || got[0].Entry != late || got[1].Entry != soon || got[2].Entry != future {
		t.Errorf("%+v", got)
	}
	if got := casework.Inspections(days, on+20)[0]; got.Day != s2.ID || got.CheckedOn != on+15 || got.RectifiedOn != 0 || got.By != k.t.Code {
		t.Errorf("%+v", got)
	}
}
