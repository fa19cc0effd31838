package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// proposals gives what suggests itself for the case of the kit, as a desk has it.
func (k *kit) proposals(d *testkit.Desk, today calendar.Day, sups ...casework.Supervision) []casework.Proposal {
	return casework.ProposeSupervision([]casework.Case{d.Case(k.id)}, sups, national(k.TB), today)
}

// proposed checks the proposals of a day.
func (k *kit) proposed(d *testkit.Desk, today calendar.Day, sups []casework.Supervision, want ...casework.Proposal) {
	k.Helper()
	for i := range want {
		want[i].Case = k.id
	}
	if diff := cmp.Diff(want, k.proposals(d, today, sups...)); diff != "" {
		k.Errorf("on %s (-want +got):\n%s", today, diff)
	}
}

// TestProposeForClocks: K2 of a petition, 2026-11-24 to 2026-12-09: half out after seven
// days and a half, and overdue the day after.
func TestProposeForClocks(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	half := casework.Proposal{Trigger: casework.TriggerHalfTime, Since: day(t, "2026-12-02"), To: k.t.Code, Clock: casework.K2}
	late := casework.Proposal{Trigger: casework.TriggerOverdue, Since: day(t, "2026-12-10"), To: k.t.Code, Clock: casework.K2}
	k.proposed(k.t, day(t, "2026-12-01"), nil)
	k.proposed(k.t, day(t, "2026-12-02"), nil, half)
	k.proposed(k.t, day(t, "2026-12-09"), nil, half)
	k.proposed(k.t, day(t, "2026-12-10"), nil, late)

	// That the person came again and that somebody supervised is no record of work.
	k.clock.Set(day(t, "2026-11-30"))
	k.do(k.t, casework.CaseSupervised, casework.Supervised{Supervision: k.c.NewID(), Form: casework.ByPhone})
	k.proposed(k.t, day(t, "2026-12-02"), nil, half)
	// A record is: then nothing until the term has run out.
	k.do(k.t, casework.CaseNote, casework.Note{Text: "问过了"})
	k.proposed(k.t, day(t, "2026-12-09"), nil)
	k.proposed(k.t, day(t, "2026-12-10"), nil, late)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeNotOurs})
	k.proposed(k.t, day(t, "2026-12-10"), nil)
}

// TestProposeForTasks: a task of 2026-12-14 due 2026-12-25 with two co-operating units.
func TestProposeForTasks(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	k.clock.Set(day(t, "2026-12-14"))
	task := k.do(k.t, casework.CaseTasked, casework.Tasked{Unit: "农业农村局", CoUnits: []string{"财政所", "司法所"}, Due: day(t, "2026-12-25")}).ID
	silent := func(unit string) casework.Proposal {
		return casework.Proposal{Trigger: casework.TriggerCoHandler, Since: day(t, "2026-12-18"), Unit: unit, About: task}
	}
	half := casework.Proposal{Trigger: casework.TriggerHalfTime, Since: day(t, "2026-12-20"), Unit: "农业农村局", About: task}
	late := casework.Proposal{Trigger: casework.TriggerTask, Since: day(t, "2026-12-26"), Unit: "农业农村局", About: task}
	k.proposed(k.t, day(t, "2026-12-17"), nil)
	k.proposed(k.t, day(t, "2026-12-18"), nil, silent("司法所"), silent("财政所"))
	k.proposed(k.t, day(t, "2026-12-25"), nil, silent("司法所"), silent("财政所"), half)
	k.proposed(k.t, day(t, "2026-12-26"), nil, late)

	// One of them answered a supervision.
	k.clock.Set(day(t, "2026-12-16"))
	o := supervisionOrder(k.t, casework.ByPhone, k.id)
	o.Unit = "财政所"
	s := supervise(k.t, o)
	k.t.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, noAct)
	k.t.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
	k.proposed(k.t, day(t, "2026-12-18"), []casework.Supervision{supervisionOf(k.t, s)}, silent("司法所"))

	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: task, Done: true})
	k.proposed(k.t, day(t, "2026-12-26"), nil)
}

func TestProposeForPromises(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDemand)
	due := k.clock.Today() + 3
	p := k.do(k.v, casework.CasePromised, casework.Promised{Due: due}).ID
	late := casework.Proposal{Trigger: casework.TriggerPromise, Since: due + 1, To: k.v.Code, About: p}
	k.proposed(k.v, due, nil)
	k.proposed(k.v, due+1, nil, late)
	k.do(k.v, casework.CasePromiseChanged, casework.PromiseChanged{Promise: p, Due: due + 4})
	k.proposed(k.v, due+4, nil)
	k.do(k.v, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	k.proposed(k.v, due+9, nil)
}

// TestProposeForRepeats: one proposal for the matter, however often the person came.
func TestProposeForRepeats(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	first := k.clock.Today() + 2
	k.clock.Set(first)
	again := k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"}).ID
	k.clock.Set(first + 3)
	third := k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"}).ID
	want := casework.Proposal{Trigger: casework.TriggerRepeat, Since: first, To: k.t.Code, About: again}
	k.proposed(k.t, first+3, nil, want)
	// After a supervision only what came later, were it closed or not.
	k.clock.Set(first + 1)
	k.do(k.t, casework.CaseSupervised, casework.Supervised{Supervision: k.t.NewID(), Form: casework.ByPhone})
	want.Since, want.About = first+3, third
	k.proposed(k.t, first+3, nil, want)
}

// TestProposeForASuperior: until the closed case is reopened or somebody supervised.
func TestProposeForASuperior(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	late := k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 1}).ID
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: late, Kept: true})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"})
	k.do(k.t, casework.CaseClosed, casework.Closed{Class: "10"})
	k.clock.Set(k.clock.Today() + 5)
	asked := k.do(k.t, casework.CaseReopenAsked, casework.ReopenAsked{}).ID
	want := casework.Proposal{Trigger: casework.TriggerSuperior, Since: k.clock.Today(), To: k.t.Code, About: asked}
	k.proposed(k.t, k.clock.Today()+20, nil, want) // nothing else of a closed case
	s := supervise(k.t, supervisionOrder(k.t, casework.ByPhone, k.id))
	k.t.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
	k.proposed(k.t, k.clock.Today()+20, []casework.Supervision{supervisionOf(k.t, s)})
	k.do(k.t, casework.CaseReopened, casework.Reopened{Reason: "superior"})
	for _, p := range k.proposals(k.t, k.clock.Today()+20) {
		if p.Trigger == casework.TriggerSuperior {
			t.Errorf("reopened: %+v", p)
		}
	}
}

// TestProposeForRejectedFeedback: five days to answer again.
func TestProposeForRejectedFeedback(t *testing.T) {
	k := newKit(t)
	k.open(k.c, casework.TrackDispute)
	o := supervisionOrder(k.c, casework.ByLetter, k.id)
	o.To = k.t.Code
	s := supervise(k.c, o)
	k.c.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, actFor(k.t))
	verdict := k.clock.Today() + 2
	k.clock.Set(verdict)
	k.c.Write(s, casework.SupervisionJudged, verdictOf(casework.NotCarriedOut), noAct)
	sups := []casework.Supervision{supervisionOf(k.c, s)}
	want := casework.Proposal{Trigger: casework.TriggerRejected, Since: verdict + 6, Unit: o.Unit, To: k.t.Code, About: s.ID}
	k.proposed(k.c, verdict+5, sups)
	k.proposed(k.c, verdict+6, sups, want)
	k.clock.Set(verdict + 4)
	k.c.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, actFor(k.t))
	k.proposed(k.c, verdict+6, []casework.Supervision{supervisionOf(k.c, s)})
}

// TestAlreadySupervised: an open supervision ordered on or after the first day of a
// proposal takes it away; a closed or an earlier one does not.
func TestAlreadySupervised(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDemand)
	due := k.clock.Today() + 3
	p := k.do(k.v, casework.CasePromised, casework.Promised{Due: due}).ID
	late := casework.Proposal{Trigger: casework.TriggerPromise, Since: due + 1, To: k.v.Code, About: p}
	for _, c := range []struct {
		ordered calendar.Day
		closed  bool
		other   bool // about another case
		want    bool
	}{
		{due, false, false, true},
		{due + 1, false, false, false},
		{due + 2, false, false, false},
		{due + 2, true, false, true},
		{due + 2, false, true, true},
	} {
		k.clock.Set(c.ordered)
		id := k.id
		if c.other {
			id = k.t.NewID()
		}
		s := supervise(k.t, supervisionOrder(k.t, casework.OnSite, id))
		if c.closed {
			k.t.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
		}
		var want []casework.Proposal
		if c.want {
			want = []casework.Proposal{late}
		}
		k.proposed(k.v, due+5, []casework.Supervision{supervisionOf(k.t, s)}, want...)
	}
	// One that only the case knows of counts as open.
	k.clock.Set(due + 1)
	k.do(k.v, casework.CaseSupervised, casework.Supervised{Supervision: k.c.NewID(), Form: casework.ByLetter})
	k.proposed(k.v, due+5, nil)
}

// TestProposalsInOrder: overdue first, then by the first day, then by case; each once.
func TestProposalsInOrder(t *testing.T) {
	k := newKit(t)
	start := k.clock.Today()
	var cases []casework.Case
	for i := range 3 {
		k.clock.Set(start + calendar.Day(i))
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"})
		k.do(k.t, casework.CasePromised, casework.Promised{Due: start + 20 - calendar.Day(i)})
		cases = append(cases, k.t.Case(k.id))
	}
	h := national(t)
	want := casework.ProposeSupervision(cases, nil, h, start+30)
	var seen []casework.Trigger
	for i, p := range want {
		seen = append(seen, p.Trigger)
		if i > 0 && seen[i-1] == p.Trigger && want[i-1].Since > p.Since {
			t.Errorf("%+v after %+v", p, want[i-1])
		}
	}
	o, pr, re := casework.TriggerOverdue, casework.TriggerPromise, casework.TriggerRepeat
	if diff := cmp.Diff([]casework.Trigger{o, o, o, pr, pr, pr, re, re, re}, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	turned := []casework.Case{cases[2], cases[0], cases[1], cases[2]}
	if got := casework.ProposeSupervision(turned, nil, h, start+30); !slices.Equal(want, got) {
		t.Errorf("another order gave %+v", got)
	}
}

// TestProposeToTheUnit: a matter analysed at a meeting is the unit's, not the holder's.
func TestProposeToTheUnit(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	meeting := k.t.NewID()
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meeting, Waiver: casework.WaiverUrgent})
	k.do(k.t, casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Level: casework.Township, Unit: "农业农村局"})
	again := k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"}).ID
	k.proposed(k.t, k.clock.Today(), nil,
		casework.Proposal{Trigger: casework.TriggerRepeat, Since: k.clock.Today(), Unit: "农业农村局", About: again})
}
