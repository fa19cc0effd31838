package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

func byRoom(r casework.MediationResult) casework.Mediated {
	return casework.Mediated{By: casework.VeteransRoom, Result: r}
}

func (k *kit) agendaGate(d *testkit.Desk, w casework.Waiver) casework.Gate {
	return d.Case(k.id).AgendaGate(w)
}

// TestAgendaGate: what the gate says is what the fold of the case does (domain 0.0, 4).
func TestAgendaGate(t *testing.T) {
	listed := casework.Listed{Waiver: ""}
	for result, open := range map[casework.MediationResult]bool{
		casework.MediationPartial: true, casework.MediationFailed: true, casework.MediationRefused: true, casework.MediationEnded: true,
		casework.MediationSuccess: false,
	} {
		k := newKit(t)
		k.open(k.t, casework.TrackDispute)
		if g := k.agendaGate(k.t, ""); g != (casework.Gate{}) {
			t.Errorf("before the room: %+v", g)
		}
		k.refused(k.t, casework.CaseListed, listed, casework.WhyNeed, casework.NeedRoom)
		session := k.do(k.t, casework.CaseMediated, byRoom(result)).ID
		if diff := cmp.Diff(casework.Gate{Open: open, Session: session, Result: result}, k.agendaGate(k.t, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", result, diff)
		}
		if _, err := k.t.Try(k.id, casework.CaseListed, listed, noAct); (err == nil) != open {
			t.Errorf("%s: listing it gives %v", result, err)
		}
	}
}

func TestAgendaGateWaived(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed})
	if g := k.agendaGate(k.t, casework.WaiverUrgent); g != (casework.Gate{Open: true, Waiver: casework.WaiverUrgent}) {
		t.Errorf("another body's session is none of the room's: %+v", g)
	}
	first := k.do(k.t, casework.CaseMediated, byRoom(casework.MediationRefused)).ID
	k.do(k.t, casework.CaseMediated, byRoom(casework.MediationSuccess))
	if g := k.agendaGate(k.t, casework.WaiverUrgent); g != (casework.Gate{Open: true, Session: first, Result: casework.MediationRefused}) {
		t.Errorf("no waiver is needed: %+v", g)
	}
	k.do(k.t, casework.CaseReopened, casework.Reopened{})
	if g := k.agendaGate(k.t, ""); g.Open {
		t.Errorf("a new cycle begins before the room: %+v", g)
	}
}

// toTask sets a task of the township's and gives its id.
func (k *kit) toTask(unit, due string) casework.ID {
	k.Helper()
	return k.do(k.t, casework.CaseTasked, casework.Tasked{Unit: unit, Due: day(k.TB, due)}).ID
}

func TestFollowUps(t *testing.T) {
	k := newKit(t)
	set := func(date string) { k.clock.Set(day(t, date)) }
	set("2026-12-01")
	k.open(k.t, casework.TrackDemand)
	names := map[casework.ID]string{}
	names[k.toTask("甲", "2026-12-20")] = "open"
	names[k.toTask("乙", "2026-12-10")] = "open, late"
	done, early := k.toTask("丙", "2026-12-05"), k.toTask("丁", "2026-12-05")
	later := k.toTask("戊", "2026-12-12")
	names[done], names[early], names[later] = "done late", "done before the last meeting", "done after this one"
	set("2026-12-06")
	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: early, Done: true})
	set("2026-12-07")
	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: done, Done: true})
	set("2026-12-14")
	names[k.toTask("己", "2026-12-15")] = "of this day"
	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: later, Done: true})
	first := k.id
	k.open(k.t, casework.TrackDemand)
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	cases := []casework.Case{k.t.Case(k.id), k.t.Case(first)}

	got := func(office casework.OfficeCode) (out []string) {
		for _, f := range casework.FollowUps(cases, office, day(t, "2026-12-07"), day(t, "2026-12-14")) {
			s := names[f.Task.Entry]
			if f.Open {
				s += " [open]"
			}
			if f.Late {
				s += " [late]"
			}
			out = append(out, s)
		}
		return out
	}
	want := []string{"done late [late]", "open, late [open] [late]", "done after this one [open] [late]", "open [open]"}
	if diff := cmp.Diff(want, got(k.t.Code)); diff != "" {
		t.Errorf("follow-ups (-want +got):\n%s", diff)
	}
	if f := got(k.c.Code); len(f) != 0 {
		t.Errorf("the county set none: %v", f)
	}
}

// groundsFor opens one case for each ground and some without, on 2026-12-01 at the
// township; it gives all cases and those with a ground, in the order of the grounds.
func groundsFor(k *kit) (cases, withGround []casework.ID) {
	fresh := func(track casework.Track) { k.open(k.t, track); cases = append(cases, k.id) }
	k.clock.Set(day(k.TB, "2026-12-01"))
	fresh(casework.TrackDemand) // nothing speaks for it
	fresh(casework.TrackDemand)
	many := k.id
	k.do(k.t, casework.CaseMarked, casework.Marked{Concerned: 5})
	fresh(casework.TrackDemand)
	repeat := k.id
	k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"})
	fresh(casework.TrackDemand)
	task := k.id
	k.toTask("甲", "2026-12-20")
	fresh(casework.TrackDemand)
	k.toTask("乙", "2026-12-21") // due today is not late
	fresh(casework.TrackPetition)
	overdue := k.id // K2 ended on 2026-12-16
	fresh(casework.TrackDispute)
	room := k.id
	k.do(k.t, casework.CaseMediated, byRoom(casework.MediationFailed))
	k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "visit"})
	fresh(casework.TrackDispute)
	listed := k.id
	k.do(k.t, casework.CaseMediated, byRoom(casework.MediationPartial))
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: k.t.NewID()})
	fresh(casework.TrackDispute) // analysed: the room's word has been heard
	k.do(k.t, casework.CaseMediated, byRoom(casework.MediationPartial))
	meeting := k.t.NewID()
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meeting})
	k.do(k.t, casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Level: casework.Township})
	fresh(casework.TrackDispute) // settled
	k.do(k.t, casework.CaseMediated, byRoom(casework.MediationFailed))
	k.do(k.t, casework.CaseResolved, fulfilled)
	fresh(casework.TrackDispute)
	villages := k.id
	k.handDown(k.v)
	k.handDown(k.v2)
	return cases, []casework.ID{listed, room, overdue, task, repeat, villages, many}
}

// TestCandidates: one case for each ground, in the order of the grounds.
func TestCandidates(t *testing.T) {
	k := newKit(t)
	today := day(t, "2026-12-21")
	cases, withGround := groundsFor(k)
	in := make([]casework.Case, 0, len(cases))
	for _, id := range cases {
		in = append(in, k.t.Case(id))
	}
	var got [][]casework.CandidateReason
	var order []casework.ID
	for _, c := range casework.Candidates(in, national(t), today, casework.Township, 5) {
		got, order = append(got, c.Why), append(order, c.Case)
	}
	want := [][]casework.CandidateReason{
		{casework.CandidateListed, casework.CandidateRoom},
		{casework.CandidateRoom, casework.CandidateRepeat},
		{casework.CandidateOverdue},
		{casework.CandidateTask},
		{casework.CandidateRepeat},
		{casework.CandidateVillages},
		{casework.CandidateMany},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("grounds (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(withGround, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if n := len(casework.Candidates(in, national(t), today, casework.County, 5)); n != 0 {
		t.Errorf("%d candidates for the county, which holds none", n)
	}
	if n := len(casework.Candidates(in, national(t), today, casework.Township, 0)); n != 6 {
		t.Errorf("%d candidates without a number for many", n)
	}
}

// handDown gives the case to a village, which reports it back up.
func (k *kit) handDown(v *testkit.Desk) {
	k.Helper()
	down := k.do(k.t, casework.CaseHandedOver, assign(v)).ID
	k.send(k.t, v)
	k.accept(v, down)
	up := k.do(v, casework.CaseHandedOver, reportUp(k.t)).ID
	k.send(v, k.t)
	k.accept(k.t, up)
}

// TestCandidatesByDate: with the same ground, the earlier date comes first, none last.
func TestCandidatesByDate(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-12-01"))
	var in []casework.Case
	for _, due := range []string{"", "2026-12-25", "2026-12-24"} {
		k.open(k.t, casework.TrackDemand)
		k.do(k.t, casework.CaseRepeated, casework.Repeated{})
		if due != "" {
			k.toTask("甲", due)
		}
		in = append(in, k.t.Case(k.id))
	}
	var dates []string
	for _, c := range casework.Candidates(in, national(t), day(t, "2026-12-07"), casework.Township, 5) {
		dates = append(dates, c.Due.String())
	}
	if diff := cmp.Diff([]string{"2026-12-24", "2026-12-25", "1970-01-01"}, dates); diff != "" {
		t.Errorf("dates (-want +got):\n%s", diff)
	}
}
