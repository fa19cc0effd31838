package casework_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
)

// clockOf gives the only clock of a rule.
func clockOf(t *testing.T, clocks []casework.Clock, id casework.ClockID) casework.Clock {
	t.Helper()
	var found []casework.Clock
	for _, c := range clocks {
		if c.Rule.ID == id {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d clocks %s in %+v", len(found), id, clocks)
	}
	return found[0]
}

func TestStoryClocks(t *testing.T) {
	s := tell(t)
	a, b := s.t.Case(s.a).Clocks(national(t)), s.t.Case(s.b).Clocks(national(t))
	for _, c := range []struct {
		clock             casework.Clock
		start, raw, stops string
		known             bool
	}{
		{clockOf(t, a, casework.K2), "2026-12-01", "2026-12-16", "2026-12-04", true},
		{clockOf(t, a, casework.K6), "2026-12-04", "2027-02-02", "2027-01-08", false},
		{clockOf(t, a, casework.K8), "2027-01-08", "2027-02-07", "", false},
		{clockOf(t, b, casework.K14), "2026-12-28", "2027-01-27", "", false},
	} {
		id := c.clock.Rule.ID
		if c.clock.Start != day(t, c.start) || c.clock.Raw != day(t, c.raw) {
			t.Errorf("%s runs from %s to %s, want %s to %s", id, c.clock.Start, c.clock.Raw, c.start, c.raw)
		}
		if c.clock.Known != c.known {
			t.Errorf("%s: known %v; the notice for 2027 is not out", id, c.clock.Known)
		}
		if c.clock.Due < c.clock.Raw || c.clock.Internal > c.clock.Raw {
			t.Errorf("%s: internal %s, raw %s, due %s", id, c.clock.Internal, c.clock.Raw, c.clock.Due)
		}
		if stops := c.stops; (stops == "") != (c.clock.StoppedOn == 0) || stops != "" && (c.clock.StoppedOn != day(t, stops) || !c.clock.OnTime()) {
			t.Errorf("%s stopped on %s, want %s and on time", id, c.clock.StoppedOn, stops)
		}
	}
	for clock, due := range map[casework.ClockID]string{casework.K2: "2026-12-16", casework.K6: "2027-02-02"} {
		if got := clockOf(t, a, clock).Due; got != day(t, due) {
			t.Errorf("%s is due %s, want %s", clock, got, due)
		}
	}
	if got := clockOf(t, b, casework.K14).Due; got != day(t, "2027-01-27") {
		t.Errorf("K14 ends %s", got)
	}
	// 2027-02-07 is 正月初二: the citizen's term ends after the holiday, never before.
	if k8 := clockOf(t, a, casework.K8); k8.Due <= day(t, "2027-02-08") || k8.Office != "" {
		t.Errorf("K8 %+v", k8)
	}
	for _, c := range b {
		if c.Office != "" {
			t.Errorf("a dispute has the statutory clock %s", c.Rule.ID)
		}
	}
}

func TestReportingUpStopsNoClock(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	received := k.clock.Today()
	k.clock.Set(received + 2)
	up := k.up(k.t, k.c)
	h := national(t)
	if c := clockOf(t, k.t.Case(k.id).Clocks(h), casework.K2); c.StoppedOn != 0 || c.Start != received {
		t.Errorf("reporting up stopped %+v", c)
	}
	if due, what, ok := k.t.Case(k.id).NextDue(h); !ok || what != "K2" || due != received+15 {
		t.Errorf("next due %s %s: the sender's copy shows the running clock", due, what)
	}
	// The county takes it over and tells the petitioner: told is told.
	k.accept(k.c, up)
	k.clock.Set(received + 9)
	k.do(k.c, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	if c := clockOf(t, k.c.Case(k.id).Clocks(h), casework.K2); c.StoppedOn != received+9 || c.Office != k.t.Code {
		t.Errorf("K2 %+v", c)
	}
}

// TestMediationStopsNoClock: mediation is no condition of the notice (domain 0.0, 4).
func TestMediationStopsNoClock(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Mediation: true, Handler: 1})
	h := national(t)
	if c := clockOf(t, k.t.Case(k.id).Clocks(h), casework.K2); c.StoppedOn != 0 {
		t.Errorf("mediation stopped %+v", c)
	}
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement})
	if c := clockOf(t, k.t.Case(k.id).Clocks(h), casework.K6); c.StoppedOn != 0 {
		t.Errorf("an agreement stopped %+v: K6 ends with the 处理意见书 (domain 0.0, 3)", c)
	}
}

func TestClocksByTrackAndWay(t *testing.T) {
	h := national(t)
	ids := func(k *kit) map[casework.ClockID]bool {
		out := map[casework.ClockID]bool{}
		for _, c := range k.t.Case(k.id).Clocks(h) {
			out[c.Rule.ID] = true
		}
		return out
	}
	for _, track := range []casework.Track{casework.TrackDispute, casework.TrackDemand, casework.TrackSuggestion} {
		k := newKit(t)
		k.open(k.t, track)
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
		got := ids(k)
		if delete(got, casework.K18); len(got) != 0 {
			t.Errorf("track %s has %v", track, got)
		}
	}
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 4})
	if got := ids(k); got[casework.K6] {
		t.Error("K6 runs for a matter of art. 31(4)")
	}
	k = newKit(t)
	k.open(k.v, casework.TrackPetition)
	if got := k.v.Case(k.id).Clocks(h); len(got) != 0 {
		t.Errorf("a village committee is no organ, yet it has %+v", got)
	}
	link := k.up(k.v, k.t)
	k.do(k.t, casework.CaseReceived, casework.Linked{Link: link})
	if got := ids(k); !got[casework.K2] {
		t.Error("receipt from a village starts no K2")
	}
	k.do(k.t, casework.CaseReturned, casework.Returned{Link: link, Reason: casework.ReturnNotOurs})
	if got := ids(k); got[casework.K2] {
		t.Error("K2 runs on after the return")
	}
	k = newKit(t)
	k.open(k.c, casework.TrackPetition)
	down := k.do(k.c, casework.CaseHandedOver, assign(k.t)).ID
	k.send(k.c, k.t)
	k.accept(k.t, down)
	if got := ids(k); !got[casework.K3] || !got[casework.K12] {
		t.Errorf("assigned from the county: %v", got)
	}
}

// TestLateEntryMayMoveTheAnswer: 补登 of an earlier answer counts from its own day.
func TestLateEntryMayMoveTheAnswer(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	received := k.clock.Today()
	k.clock.Set(received + 30)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	late := noAct
	late.On = received + 3
	k.doAs(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer}, late)
	if c := clockOf(t, k.t.Case(k.id).Clocks(national(t)), casework.K2); c.StoppedOn != received+3 || !c.OnTime() {
		t.Errorf("K2 %+v", c)
	}
}

func TestNextDue(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	h := national(t)
	if _, _, ok := k.t.Case(k.id).NextDue(h); ok {
		t.Error("a fresh dispute has a due date")
	}
	p := k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 3})
	k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 8})
	if due, what, _ := k.t.Case(k.id).NextDue(h); due != k.clock.Today()+3 || what != "promise" {
		t.Errorf("next due %s %s", due, what)
	}
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: p.ID, Kept: true})
	if due, _, _ := k.t.Case(k.id).NextDue(h); due != k.clock.Today()+8 {
		t.Errorf("next due %s", due)
	}
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	if due, what, ok := k.t.Case(k.id).NextDue(h); ok {
		t.Errorf("a voided case is due %s %s", due, what)
	}
	if _, _, ok := (casework.Skeleton{}).NextDue(casework.NationalRules(calendar.Holidays{})); ok {
		t.Error("no case has a due date")
	}
}
