package casework_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

func actOn(d calendar.Day) testkit.Act { return testkit.Act{On: d} }

// clocksOf gives the clocks of an id in the copy of a desk.
func (k *kit) clocksOf(d *testkit.Desk, r casework.Rules, id casework.ClockID) (out []casework.Clock) {
	for _, c := range d.Case(k.id).Clocks(r) {
		if c.Rule.ID == id {
			out = append(out, c)
		}
	}
	return out
}

// noClock checks that no clock of an id exists.
func (k *kit) noClock(d *testkit.Desk, id casework.ClockID) {
	k.Helper()
	if got := k.clocksOf(d, national(k.TB), id); len(got) > 0 {
		k.Errorf("unexpected %s: %+v", id, got)
	}
}

// clockRan checks the only clock of an id: whose, from when, to when, stopped when (0 not).
func (k *kit) clockRan(d *testkit.Desk, id casework.ClockID, office casework.OfficeCode, start, raw, stopped calendar.Day) casework.Clock {
	k.Helper()
	c := onlyClock(k, k.clocksOf(d, national(k.TB), id))
	if c.Office != office || c.Start != start || c.Raw != raw || c.StoppedOn != stopped {
		k.Errorf("%s of %q from %s to %s, stopped %s; want %q from %s to %s, stopped %s",
			id, c.Office, c.Start, c.Raw, c.StoppedOn, office, start, raw, stopped)
	}
	return c
}

func onlyClock(k *kit, clocks []casework.Clock) casework.Clock {
	k.Helper()
	if len(clocks) != 1 {
		k.Fatalf("%d clocks: %+v", len(clocks), clocks)
	}
	return clocks[0]
}

var (
	acceptedSix  = casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}
	opinionGiven = casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}}
)

// opinionOut opens a petition at the township, accepts it and gives the opinion.
func (k *kit) opinionOut() calendar.Day {
	k.Helper()
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	k.clock.Set(k.clock.Today() + 20)
	k.do(k.t, casework.CaseAnswered, opinionGiven)
	return k.clock.Today()
}

func TestReviewClocks(t *testing.T) {
	k := newKit(t)
	answer := k.opinionOut()
	k.clockRan(k.t, casework.K8, "", answer, answer+30, 0)
	if c := onlyClock(k, k.clocksOf(k.t, national(t), casework.K8)); c.Internal != 0 || c.Alarm() != 0 || !c.Rule.Citizen() {
		t.Errorf("a right has no earlier alarm: %+v", c)
	}
	k.clock.Set(answer + 10)
	k.do(k.t, casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.FirstReview, Organ: k.c.Code, Received: answer + 12})
	k.clockRan(k.t, casework.K8, "", answer, answer+30, answer+10)
	k.clockRan(k.t, casework.K9, k.c.Code, answer+12, answer+42, 0)
	k.noClock(k.t, casework.K10)
	k.clock.Set(answer + 40)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview, Upheld: true, DecidedOn: answer + 38})
	k.clockRan(k.t, casework.K9, k.c.Code, answer+12, answer+42, answer+38)
	k.clockRan(k.t, casework.K10, "", answer+40, answer+70, 0)
	k.clock.Set(answer + 50)
	k.do(k.t, casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.SecondReview, Received: answer + 51})
	k.clockRan(k.t, casework.K10, "", answer+40, answer+70, answer+50)
	k.clockRan(k.t, casework.K11, "", answer+51, answer+81, 0)
	k.clock.Set(answer + 90)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.SecondReview, Upheld: true, HearingDays: 9})
	c := k.clockRan(k.t, casework.K11, "", answer+51, answer+90, answer+90) // 听证 is not counted (条例 36)
	if !c.OnTime() || c.Internal == 0 {
		t.Errorf("K11 %+v", c)
	}
}

// TestRevokedReviewBeginsAnew: no second review, and the next opinion has a K8 of its
// own that the first review does not stop.
func TestRevokedReviewBeginsAnew(t *testing.T) {
	k := newKit(t)
	answer := k.opinionOut()
	k.do(k.t, casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.FirstReview, Received: answer + 1})
	k.clock.Set(answer + 20)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview})
	k.noClock(k.t, casework.K10)
	k.clock.Set(answer + 30)
	k.do(k.t, casework.CaseAnswered, opinionGiven)
	rights := k.clocksOf(k.t, national(t), casework.K8)
	if len(rights) != 2 || rights[0].StoppedOn != answer || rights[1].StoppedOn != 0 || rights[1].Start != answer+30 {
		t.Errorf("K8 %+v", rights)
	}
}

// TestAdminReply: an answer that is an administrative act opens reconsideration and
// suit, and no review of the regulation.
func TestAdminReply(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-08-31"))
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.AdminReply})
	k.clockRan(k.t, casework.K15, "", day(t, "2026-08-31"), day(t, "2026-10-30"), 0)
	k.clockRan(k.t, casework.K15S, "", day(t, "2026-08-31"), day(t, "2027-02-28"), 0)
	k.noClock(k.t, casework.K8)
}

func TestAgreementClock(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	agreed := casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement}
	today := k.clock.Today()
	session := k.do(k.t, casework.CaseMediated, agreed).ID
	k.do(k.t, casework.CaseCourtAsked, casework.CourtAsked{Session: k.id})
	k.clockRan(k.t, casework.K14, "", today, today+30, 0)
	k.clock.Set(today + 8)
	k.do(k.t, casework.CaseCourtAsked, casework.CourtAsked{Session: session})
	k.do(k.t, casework.CaseCourtAsked, casework.CourtAsked{Session: session, Result: casework.CourtConfirmed})
	k.clockRan(k.t, casework.K14, "", today, today+30, today+8)
}

// TestMediationClock: one month from its beginning to a session with a result.
func TestMediationClock(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-01-31"))
	k.open(k.t, casework.TrackDispute)
	k.noClock(k.t, casework.K17)
	begin := casework.TakenUp{Mediation: true, Handler: 1}
	k.do(k.t, casework.CaseTakenUp, begin)
	start := k.clock.Today()
	k.clock.Set(start + 4)
	k.do(k.t, casework.CaseTakenUp, begin) // taken up once more: the month runs on
	k.clockRan(k.t, casework.K17, k.t.Code, start, day(t, "2026-02-28"), 0)
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed})
	k.clockRan(k.t, casework.K17, k.t.Code, start, day(t, "2026-02-28"), start+4)
	k.clock.Set(start + 10)
	k.do(k.t, casework.CaseTakenUp, begin)
	if got := k.clocksOf(k.t, national(t), casework.K17); len(got) != 2 || got[1].Start != start+10 || got[1].StoppedOn != 0 {
		t.Errorf("K17 %+v", got)
	}
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
	if n := len(k.clocksOf(k.t, national(t), casework.K17)); n != 2 {
		t.Errorf("handling that is no mediation started K17: %d", n)
	}
}

// TestUrgentClock: whoever learns of an urgent matter reports it itself, at once, on a
// day of rest too, whatever the track.
func TestUrgentClock(t *testing.T) {
	k := newKit(t)
	saturday := day(t, "2026-11-28")
	k.clock.Set(saturday)
	k.open(k.v, casework.TrackDispute)
	k.do(k.v, casework.CaseMarked, casework.Marked{Urgency: casework.Pressing})
	k.noClock(k.v, casework.K13)
	k.send(k.v, k.t)
	k.do(k.t, casework.CaseMarked, casework.Marked{Urgency: casework.Urgent})
	k.send(k.t, k.v)
	k.do(k.v, casework.CaseUrgentReported, casework.UrgentReported{To: []string{"superior"}})
	k.send(k.v, k.t)
	c := k.clockRan(k.t, casework.K13, k.t.Code, saturday, saturday, 0)
	if c.Due != saturday || c.Internal != saturday || !c.Known {
		t.Errorf("K13 %+v", c)
	}
	k.clock.Set(saturday + 1)
	k.do(k.t, casework.CaseUrgentReported, casework.UrgentReported{To: []string{"committee"}})
	if c := k.clockRan(k.t, casework.K13, k.t.Code, saturday, saturday, saturday+1); c.OnTime() {
		t.Error("reported a day later is not at once")
	}
}

// TestAssignmentClock: the date stands as written, on a day of rest too.
func TestAssignmentClock(t *testing.T) {
	k := newKit(t)
	k.open(k.c, casework.TrackDemand)
	down := assign(k.t)
	down.Due = day(t, "2026-12-12") // a Saturday
	link := k.do(k.c, casework.CaseHandedOver, down).ID
	k.send(k.c, k.t)
	k.noClock(k.t, casework.K12)
	k.accept(k.t, link)
	c := k.clockRan(k.t, casework.K12, k.t.Code, k.clock.Today(), down.Due, 0)
	if c.Due != down.Due || c.Internal != down.Due-1 || !c.Known {
		t.Errorf("K12 %+v", c)
	}
	start := k.clock.Today()
	k.do(k.t, casework.CaseNote, casework.Note{Text: "x"})
	k.clock.Set(start + 5)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.clockRan(k.t, casework.K12, k.t.Code, start, down.Due, start+5)

	k = newKit(t) // 转送 asks for no report
	k.open(k.c, casework.TrackDemand)
	link = k.do(k.c, casework.CaseHandedOver, casework.HandedOver{Way: casework.Transfer, To: k.t.Code, ToLevel: k.t.Level}).ID
	k.send(k.c, k.t)
	k.accept(k.t, link)
	k.noClock(k.t, casework.K12)
}

func TestSuggestionClock(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackSuggestion)
	k.noClock(k.v, casework.K18)
	link := k.up(k.v, k.t)
	k.clock.Set(k.clock.Today() + 2)
	k.do(k.t, casework.CaseReceived, casework.Linked{Link: link})
	k.accept(k.t, link)
	start := k.clock.Today()
	k.clockRan(k.t, casework.K18, k.t.Code, start, start+30, 0)
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	k.clockRan(k.t, casework.K18, k.t.Code, start, start+30, 0)
	k.clock.Set(start + 31)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.clockRan(k.t, casework.K18, k.t.Code, start, start+30, start+31)
}
