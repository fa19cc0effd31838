package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
)

// kindsOf gives the facts of some kinds, without what all facts of a case share.
func kindsOf(facts []casework.Fact, kinds ...casework.FactKind) []casework.Fact {
	var out []casework.Fact
	for _, f := range facts {
		if slices.Contains(kinds, f.Kind) {
			f.About, f.Track = casework.ID{}, ""
			out = append(out, f)
		}
	}
	return out
}

func sameFacts(t *testing.T, what string, facts, want []casework.Fact) {
	t.Helper()
	var kinds []casework.FactKind
	for _, f := range want {
		kinds = append(kinds, f.Kind)
	}
	if diff := cmp.Diff(want, kindsOf(facts, kinds...)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestFactsStandInOneOffice: what happens to a case stands in the figures of its
// opener, a duty in those of who owes it.
func TestFactsStandInOneOffice(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition) // 11-24
	own := k.do(k.v, casework.CasePromised, casework.Promised{Due: day(t, "2026-12-01")})
	k.do(k.v, casework.CaseRepeated, casework.Repeated{Form: "call"})
	k.do(k.v, casework.CasePromiseSettled, casework.PromiseSettled{Promise: own.ID, Kept: true})
	k.clock.Set(day(t, "2026-11-26"))
	k.accept(k.t, k.up(k.v, k.t))
	k.clock.Set(day(t, "2026-12-02"))
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	theirs := k.do(k.t, casework.CasePromised, casework.Promised{Due: day(t, "2026-12-20")})
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: theirs.ID})
	lead := k.do(k.t, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "李某", Post: "副乡长", Rank: casework.TownshipLeader})
	k.do(k.t, casework.CaseLeadMet, casework.LeadMet{Lead: lead.ID, Way: casework.VisitHome})
	k.do(k.t, casework.CaseLeadEnded, casework.LeadEnded{Lead: lead.ID, Reason: "handover"})
	k.do(k.t, casework.CaseAided, casework.Aided{Kind: "relief", Consent: true, Granted: true})
	k.clock.Set(day(t, "2026-12-04"))
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}})
	k.do(k.t, casework.CaseResolved, fulfilled)
	k.clock.Set(day(t, "2026-12-08"))
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 2, First: true}, byOther)
	k.do(k.t, casework.CaseClosed, casework.Closed{Class: "30"})
	c := k.t.Case(k.id)
	v, tn := k.v.Code, k.t.Code
	mark := lead.ID.String()
	on := func(s string) calendar.Day { return day(t, s) }
	want := []casework.Fact{
		{Kind: casework.FactRegistered, On: on("2026-11-24"), Office: v, Level: casework.Village, Count: 1},
		{Kind: casework.FactResolved, On: on("2026-12-04"), Office: v, Level: casework.Township, Top: casework.Township, Count: 10},
		{Kind: casework.FactClosed, On: on("2026-12-08"), Office: v, Level: casework.Township, Count: 1},
		{Kind: casework.FactReportedUp, On: on("2026-11-26"), Office: v, Level: casework.Village, Count: 1},
		{Kind: casework.FactRepeated, On: on("2026-11-24"), Office: v, Mark: "call", Count: 1},
		{Kind: casework.FactLead, On: on("2026-12-02"), Done: on("2026-12-02"), Office: tn, Mark: mark, Count: 1},
		{Kind: casework.FactLeadMet, On: on("2026-12-02"), Office: tn, Mark: mark, Count: 1},
		{Kind: casework.FactAided, On: on("2026-12-02"), Office: v, Mark: "relief", Good: true, Count: 1},
		{Kind: casework.FactReturnVisit, On: on("2026-12-08"), Office: v, Good: true, Count: 2},
		{Kind: casework.FactNotice, On: on("2026-12-11"), Done: on("2026-12-02"), Office: tn, Count: 1},
		{Kind: casework.FactOpinion, On: on("2027-02-01"), Done: on("2026-12-04"), Office: tn, Count: 1},
		{Kind: casework.FactPromise, On: on("2026-12-01"), Done: on("2026-11-24"), Office: v, Count: 1},
		{Kind: casework.FactPromise, On: on("2026-12-20"), Office: tn, Mark: "broken", Count: 1},
		{Kind: casework.FactAnswered, On: on("2026-12-04"), Office: v, Level: casework.Township, Count: 10},
		{Kind: casework.FactVisitDue, On: on("2027-01-03"), Done: on("2026-12-08"), Office: tn, Count: 1},
	}
	if diff := cmp.Diff(want, kindsOf(c.Facts(national(t)), kindsIn(c.Facts(national(t)))...)); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	for _, f := range c.Facts(national(t)) {
		if f.About != k.id || f.Track != casework.TrackPetition {
			t.Errorf("%s is about %s, %s", f.Kind, f.About, f.Track)
		}
	}
}

func kindsIn(facts []casework.Fact) []casework.FactKind {
	out := make([]casework.FactKind, 0, len(facts))
	for _, f := range facts {
		out = append(out, f.Kind)
	}
	return out
}

// TestCyclesHaveTheirOwnAnswers: days count from the receipt, then from the day on which
// the matter came back; each first answer asks for a visit of its own.
func TestCyclesHaveTheirOwnAnswers(t *testing.T) {
	k := newKit(t)
	start := k.clock.Today()
	k.open(k.v, casework.TrackDispute)
	session := casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}
	k.clock.Set(start + 3)
	first := k.do(k.v, casework.CaseMediated, session)
	k.do(k.v, casework.CaseTermAgreed, casework.TermAgreed{Session: first.ID, No: 1, Due: start + 5})
	k.do(k.v, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer}) // not the first
	k.do(k.v, casework.CaseResolved, fulfilled)
	k.clock.Set(start + 50)
	k.do(k.v, casework.CaseReopened, casework.Reopened{Relapse: true})
	k.accept(k.t, k.up(k.v, k.t))
	k.clock.Set(start + 60)
	session.By, session.Result = casework.TownshipCommittee, casework.MediationPartial
	k.do(k.t, casework.CaseMediated, session)
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: false, Persons: 1}, byOther)
	k.clock.Set(start + 62)
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1}, byOther)
	k.do(k.t, casework.CaseResolved, fulfilled)
	v, tn := k.v.Code, k.t.Code
	sameFacts(t, "two cycles", k.t.Case(k.id).Facts(national(t)), []casework.Fact{
		{Kind: casework.FactResolved, On: start + 3, Office: v, Level: casework.Village, Top: casework.Village, Count: 3}, // the second cycle went up, not this one
		{Kind: casework.FactReopened, On: start + 50, Office: v, Level: casework.Village, Good: true, Count: 1},
		{Kind: casework.FactResolved, On: start + 62, Office: v, Level: casework.Township, Top: casework.Township, Count: 12},
		{Kind: casework.FactMediated, On: start + 3, Office: v, Good: true, Mark: "success", Count: 1},
		{Kind: casework.FactMediated, On: start + 60, Office: v, Good: true, Mark: "partial", Count: 1},
		{Kind: casework.FactTerm, On: start + 5, Office: v, Count: 1},
		{Kind: casework.FactAnswered, On: start + 3, Office: v, Level: casework.Village, Count: 3},
		{Kind: casework.FactVisitDue, On: start + 33, Office: v, Count: 1}, // a visit of the next cycle is none of this
		{Kind: casework.FactAnswered, On: start + 60, Office: v, Level: casework.Township, Count: 10},
		{Kind: casework.FactVisitDue, On: start + 90, Done: start + 62, Office: tn, Count: 1},
	})
}

// TestARevokedOpinionBeginsACycle: 复查 that sends a matter back makes it count afresh.
func TestARevokedOpinionBeginsACycle(t *testing.T) {
	k := newKit(t)
	start := k.clock.Today()
	k.open(k.t, casework.TrackPetition)
	opinion := casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.NotSupported}}
	k.do(k.t, casework.CaseAnswered, opinion)
	k.clock.Set(start + 10)
	k.do(k.t, casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.FirstReview, Organ: k.c.Code, Received: start + 10})
	k.clock.Set(start + 30)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview, DecidedOn: start + 28})
	k.clock.Set(start + 37)
	k.do(k.t, casework.CaseAnswered, opinion)
	sameFacts(t, "two answers", k.t.Case(k.id).Facts(national(t)), []casework.Fact{
		{Kind: casework.FactAnswered, On: start, Office: k.t.Code, Level: casework.Township},
		{Kind: casework.FactAnswered, On: start + 37, Office: k.t.Code, Level: casework.Township, Count: 7},
	})
}

// TestAVoidedCaseOwesNothing: what it did stays, what it still owed goes.
func TestAVoidedCaseOwesNothing(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 3})
	owed := func() int {
		return len(kindsOf(k.t.Case(k.id).Facts(national(t)), casework.FactNotice, casework.FactOpinion, casework.FactPromise))
	}
	if n := owed(); n != 3 {
		t.Errorf("%d duties", n)
	}
	k.do(k.t, casework.CaseMerged, casework.Merged{Into: k.t.NewID()})
	if n := owed(); n != 1 {
		t.Errorf("%d duties of a merged case, want the notice that was given", n)
	}
	k.do(k.t, casework.CaseUnmerged, casework.Unmerged{})
	if n := owed(); n != 3 {
		t.Errorf("%d duties when the merge was undone", n)
	}
	sameFacts(t, "there and back", k.t.Case(k.id).Facts(national(t)), []casework.Fact{
		{Kind: casework.FactVoided, On: k.clock.Today(), Office: k.t.Code, Level: casework.Township, Mark: "merged", Count: 1},
		{Kind: casework.FactRestored, On: k.clock.Today(), Office: k.t.Code, Level: casework.Township, Count: 1},
	})
}

// TestNoNoticeToTheUnknown: one whose name or address is not clear is in no rate.
func TestNoNoticeToTheUnknown(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMarked, casework.Marked{Unreachable: true})
	if f := kindsOf(k.t.Case(k.id).Facts(national(t)), casework.FactNotice); len(f) != 0 {
		t.Errorf("notices %+v", f)
	}
}

// TestEvaluationsNeedWords: a skeleton tells nothing of what a person thought.
func TestEvaluationsNeedWords(t *testing.T) {
	for result, want := range map[casework.VisitResult][]casework.Fact{
		casework.Satisfied:        {{Good: true, Mark: "satisfied"}},
		casework.BasicSatisfied:   {{Good: true, Mark: "basically_satisfied"}},
		casework.Dissatisfied:     {{Mark: "dissatisfied"}},
		casework.VisitDeclined:    nil,
		casework.VisitUnreachable: nil,
	} {
		k := newKit(t)
		k.open(k.t, casework.TrackDemand)
		visit := k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}, byOther)
		k.doAs(k.t, casework.CaseEvaluated, casework.Evaluated{Visit: visit.ID, Result: result}, byOther)
		for i := range want {
			want[i].Kind, want[i].On, want[i].Office, want[i].Count = casework.FactEvaluated, k.clock.Today(), k.t.Code, 1
		}
		c := k.t.Case(k.id)
		if diff := cmp.Diff(want, kindsOf(c.Facts(national(t)), casework.FactEvaluated)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", result, diff)
		}
		if f := kindsOf(c.Skeleton.Facts(national(t)), casework.FactEvaluated); len(f) != 0 {
			t.Errorf("%s: the skeleton says %+v", result, f)
		}
	}
}

func TestDayOfAFact(t *testing.T) {
	for _, c := range []struct {
		f    casework.Fact
		want calendar.Day
	}{
		{casework.Fact{Kind: casework.FactOpinion, On: 100, Done: 90}, 90},
		{casework.Fact{Kind: casework.FactNotice, On: 100, Done: 90}, 90},
		{casework.Fact{Kind: casework.FactNotice, On: 100, Done: 110}, 100},
		{casework.Fact{Kind: casework.FactNotice, On: 100}, 100},
		{casework.Fact{Kind: casework.FactPromise, On: 100, Done: 90}, 100},
		{casework.Fact{Kind: casework.FactLead, On: 100, Done: 120}, 100},
	} {
		if got := c.f.Day(); got != c.want {
			t.Errorf("%+v stands on %d, want %d", c.f, got, c.want)
		}
	}
}
