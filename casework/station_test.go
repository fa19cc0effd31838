package casework_test

import (
	"slices"
	"testing"

	"silian/casework"
)

var (
	roomFailed  = casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed}
	listed      = casework.Listed{Meeting: meetingID}
	accepted6   = casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}
	gaveOpinion = casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.NotSupported}}
)

// TestRoomIsAGate: a case goes on an agenda only after the room took it and did not
// succeed (source article, sentence 5), or with the chair's waiver; whatever else came
// of it lets it pass (domain 0.0, 4).
func TestRoomIsAGate(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.refused(k.t, casework.CaseListed, listed, casework.WhyNeed, casework.NeedRoom)
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed})
	k.refused(k.t, casework.CaseListed, listed, casework.WhyNeed, casework.NeedRoom)
	for _, result := range []casework.MediationResult{
		casework.MediationPartial, casework.MediationFailed, casework.MediationRefused, casework.MediationEnded,
	} {
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseSubmitted, casework.Submitted{Level: casework.Township})
		k.stands(k.t, k.t.Office, casework.AwaitRoom)
		k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: result})
		k.stands(k.t, k.t.Office, casework.AwaitMeeting)
		k.do(k.t, casework.CaseListed, listed)
	}
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationSuccess})
	k.do(k.t, casework.CaseReopened, casework.Reopened{Reason: "returned"})
	k.refused(k.t, casework.CaseListed, listed, casework.WhyNeed, casework.NeedRoom)
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meetingID, Waiver: casework.WaiverSuperior})
}

// TestGateOfAnEarlierCycle: what the room tried before a reopening opens no gate now.
func TestGateOfAnEarlierCycle(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMediated, roomFailed)
	k.do(k.t, casework.CaseAnswered, gaveOpinion)
	k.do(k.t, casework.CaseReopened, casework.Reopened{Reason: "returned"})
	k.refused(k.t, casework.CaseListed, listed, casework.WhyNeed, casework.NeedRoom)
}

// TestStationsStopNothing: at each station of room and meeting the notice, the
// extension, a settlement, the opinion and the hand-over stay possible, and the terms
// run on (domain 0.0, 4).
func TestStationsStopNothing(t *testing.T) {
	for _, h := range []casework.Handling{casework.AwaitRoom, casework.AwaitMeeting, casework.AfterMeeting} {
		k := newKit(t)
		d := histories()[h](k)
		for _, c := range d.Case(k.id).Clocks(national(t)) {
			if (c.Rule.ID == casework.K2 || c.Rule.ID == casework.K6) && c.Start == 0 {
				t.Errorf("%s: %+v", h, c)
			}
		}
		k.do(d, casework.CaseNoticed, accepted6)
		k.stands(d, d.Office, h)
		k.do(d, casework.CaseExtended, casework.Extended{Days: 15, ApprovedOn: k.clock.Today()})
		k.stands(d, d.Office, h)
		k.clock.Set(k.clock.Today() + 20)
		open := 0
		for _, c := range d.Case(k.id).Clocks(national(t)) {
			if c.Rule.ID == casework.K6 && c.StoppedOn == 0 {
				open++
			}
		}
		if open == 0 {
			t.Errorf("%s: no K6 runs", h)
		}
		k.do(d, casework.CaseAnswered, gaveOpinion)
		for _, c := range d.Case(k.id).Clocks(national(t)) {
			if c.Rule.ID == casework.K6 && c.StoppedOn != k.clock.Today() {
				t.Errorf("%s: K6 stopped on %s", h, c.StoppedOn)
			}
		}
	}
}

func TestAnalysisNeedsThatAgenda(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMediated, roomFailed)
	k.do(k.t, casework.CaseListed, listed)
	other := analysedHere
	other.Meeting = casework.DerivedID("another meeting")
	k.refused(k.t, casework.CaseAnalysed, other, casework.WhyNeed, casework.NeedListed)
	k.do(k.t, casework.CaseAnalysed, analysedHere)
	k.do(k.t, casework.CaseAnalysed, analysedHere) // discussed again
	if c := k.stands(k.t, k.t.Office, casework.AfterMeeting); len(c.Analyses) != 2 || c.TimesOnAgenda() != 1 {
		t.Errorf("%d analyses, %d times on an agenda", len(c.Analyses), c.TimesOnAgenda())
	}
}

func TestExtensionOnceAndWithinThirtyDays(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	today := k.clock.Today()
	ok := casework.Extended{Days: 30, ApprovedOn: today}
	k.refused(k.t, casework.CaseExtended, ok, casework.WhyNeed, casework.NeedExtend) // not accepted yet
	k.do(k.t, casework.CaseNoticed, accepted6)
	for _, bad := range []casework.Extended{
		{Days: 0, ApprovedOn: today}, {Days: -1, ApprovedOn: today}, {Days: 31, ApprovedOn: today}, {Days: 30}, {Days: 30, ApprovedOn: today + 1},
	} {
		k.refused(k.t, casework.CaseExtended, bad, casework.WhyNeed, casework.NeedExtend)
	}
	k.do(k.t, casework.CaseExtended, ok)
	k.refused(k.t, casework.CaseExtended, ok, casework.WhyNeed, casework.NeedExtend)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 5})
	k.refused(k.t, casework.CaseExtended, ok, casework.WhyNeed, casework.NeedExtend) // only art. 31(6) has the 60 days
}

func TestLedElsewhereNeedsARoute(t *testing.T) {
	for route, good := range map[int]bool{-1: false, 0: false, 1: true, 5: true, 6: false} {
		k := newKit(t)
		k.open(k.t, casework.TrackPetition)
		guided := casework.Noticed{Notice: casework.NoticeGuided, Route31: route}
		if !good {
			k.refused(k.t, casework.CaseNoticed, guided, casework.WhyNeed, casework.NeedRoute)
			continue
		}
		k.do(k.t, casework.CaseNoticed, guided)
		k.stands(k.t, k.t.Office, casework.LedElsewhere)
		k.do(k.t, casework.CaseResolved, casework.Resolved{To: casework.ExportedElsewhere})
		k.do(k.t, casework.CaseClosed, casework.Closed{Class: "10"}) // nobody is visited for what a court does
	}
}

func TestReviews(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, accepted6)
	first := casework.ReviewAsked{Stage: casework.FirstReview, Organ: k.c.Code, Received: k.clock.Today()}
	second := casework.ReviewAsked{Stage: casework.SecondReview}
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.refused(k.t, casework.CaseReviewAsked, first, casework.WhyNeed, casework.NeedOpinion)
	k.do(k.t, casework.CaseAnswered, gaveOpinion)
	k.refused(k.t, casework.CaseReviewAsked, second, casework.WhyNeed, casework.NeedReviewed)
	k.do(k.t, casework.CaseReviewAsked, first)
	k.stands(k.t, k.t.Office, casework.InReview)
	k.refused(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.SecondReview, Upheld: true}, casework.WhyNeed, casework.NeedReview)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview, Upheld: true})
	k.stands(k.t, k.t.Office, casework.AnsweredState)
	k.do(k.t, casework.CaseReviewAsked, second)
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.SecondReview, HearingDays: 4})
	c := k.stands(k.t, k.t.Office, casework.InHandling)
	if c.Cycle != 2 || len(c.Reviews) != 2 || c.Reviews[1].HearingDays != 4 || c.Reviews[1].Upheld {
		t.Errorf("cycle %d, reviews %+v", c.Cycle, c.Reviews)
	}
	// Sent back: the old opinion closes nothing, and is not reviewed again.
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	k.refused(k.t, casework.CaseClosed, casework.Closed{Class: "30"}, casework.WhyNeed, casework.NeedAnswer)
	k.refused(k.t, casework.CaseReviewAsked, first, casework.WhyNeed, casework.NeedOpinion)
}

// TestMergeIsUndone: a merged case leaves the stock and comes back where it stood.
func TestMergeIsUndone(t *testing.T) {
	for _, h := range []casework.Handling{casework.Registered, casework.AdmittedState, casework.InHandling, casework.InMediation, casework.ReturnedBack} {
		k := newKit(t)
		d := histories()[h](k)
		k.do(d, casework.CaseMerged, casework.Merged{Into: meetingID})
		c := k.stands(d, d.Office, casework.VoidedState)
		if c.MergedInto != meetingID || c.Events[len(c.Events)-1].Stock != -1 {
			t.Errorf("%s: into %s, %+v", h, c.MergedInto, c.Events)
		}
		k.do(d, casework.CaseUnmerged, casework.Unmerged{From: meetingID})
		c = k.stands(d, d.Office, h)
		if !c.MergedInto.IsZero() || c.Events[len(c.Events)-1].Stock != 1 {
			t.Errorf("%s: into %s, %+v", h, c.MergedInto, c.Events)
		}
	}
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	k.refused(k.t, casework.CaseUnmerged, casework.Unmerged{From: meetingID}, casework.WhyNeed, casework.NeedMerged)
}

func TestAbsorbedAndReleased(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	one, two := casework.DerivedID("one"), casework.DerivedID("two")
	for _, id := range []casework.ID{one, two, one} {
		k.do(k.t, casework.CaseAbsorbed, casework.Joined{Other: id})
	}
	k.do(k.t, casework.CaseReleased, casework.Joined{Other: one})
	if got := k.t.Case(k.id).Absorbed; !slices.Equal(got, []casework.ID{two}) {
		t.Errorf("absorbed %v", got)
	}
}

// TestStateAsOthersSeeIt: 上级办理中 is a view of the office below, not a state.
func TestStateAsOthersSeeIt(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	link := k.up(k.v, k.t)
	if got := k.v.Case(k.id).HandlingAt(k.v.Code); got != casework.InTransit {
		t.Errorf("under way: %s", got)
	}
	k.accept(k.t, link)
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
	k.send(k.t, k.v)
	c := k.v.Case(k.id)
	if c.HandlingAt(k.v.Code) != casework.HandledAbove || c.HandlingAt(k.t.Code) != casework.InHandling || c.HandlingAt(k.c.Code) != casework.InHandling {
		t.Errorf("village %s, township %s, county %s", c.HandlingAt(k.v.Code), c.HandlingAt(k.t.Code), c.HandlingAt(k.c.Code))
	}
	k.do(k.t, casework.CaseHandedOver, casework.HandedOver{Way: casework.Assign, To: k.v.Code, ToLevel: casework.Village, Due: k.clock.Today() + 9})
	k.send(k.t, k.v)
	k.accept(k.v, k.v.Case(k.id).UnderWay().Link)
	if c := k.v.Case(k.id); c.HandlingAt(k.v.Code) != casework.InHandling || c.HandlingAt(k.t.Code) != casework.InHandling {
		t.Errorf("back in the village: %s, %s", c.HandlingAt(k.v.Code), c.HandlingAt(k.t.Code))
	}
}

// TestTownshipActsForAVillageItAssigned: a village without a PC, that did not open the
// case, takes it over by its township's pen (domain 0.0, 5); the neighbour's does not.
func TestTownshipActsForAVillageItAssigned(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	down := k.do(k.t, casework.CaseHandedOver, casework.HandedOver{Way: casework.Transfer, To: k.v2.Code, ToLevel: casework.Village}).ID
	k.doAs(k.t, casework.CaseAccepted, casework.Linked{Link: down, Handler: 1}, actFor(k.v2))
	c := k.stands(k.t, k.v2.Office, casework.InHandling)
	k.doAs(k.t, casework.CaseMediated, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}, actFor(k.v2))
	k.doAs(k.t, casework.CaseResolved, fulfilled, actFor(k.v2))
	if c = k.t.Case(k.id); c.ResolvedLevel != casework.Village || c.ResolvedBy != k.v2.Code {
		t.Errorf("resolved by %s at %s: the village committee did it, whoever typed", c.ResolvedBy, c.ResolvedLevel)
	}
	k.send(k.t, k.t2)
	if _, err := k.t2.Try(k.id, casework.CaseReopened, casework.Reopened{}, actFor(k.v2)); err == nil {
		t.Error("another township wrote in the village's name")
	}
}

func TestResolutionTable(t *testing.T) {
	all := []casework.Resolution{
		casework.Unresolved, casework.Resolving, casework.PartlyResolved, casework.ResolvedFully, casework.Relapsed,
		casework.ExportedElsewhere, casework.Terminated,
	}
	for _, from := range all {
		for _, by := range []casework.ResolutionAct{
			casework.WorkBegins, casework.SaidResolving, casework.SaidPartly, casework.SaidResolved, casework.SaidExported,
			casework.SaidTerminated, casework.RelapseReopens, casework.OtherReopens,
		} {
			n := 0
			for _, m := range casework.ResolutionMoves() {
				if m.By == by && slices.Contains(m.From, from) {
					n++
				}
			}
			want := 1
			switch {
			case by == casework.WorkBegins && from != casework.Unresolved && from != casework.Relapsed:
				want = 0
			case by == casework.RelapseReopens && from != casework.ResolvedFully:
				want = 0
			case from.Settled() && by != casework.RelapseReopens && by != casework.OtherReopens:
				want = 0
			}
			if n != want {
				t.Errorf("%s by %s: %d lines, want %d", from, by, n, want)
			}
		}
	}
}

func TestMarksAreOfTheMatter(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMarked, casework.Marked{Urgency: casework.Urgent, Sensitive: casework.Minors, Concerned: 40})
	k.clock.Set(k.clock.Today() + 1)
	k.do(k.t, casework.CaseMarked, casework.Marked{Urgency: casework.Urgent, Money: 9000})
	c := k.t.Case(k.id)
	if !c.Sensitive() || c.Marks.Money != 9000 || c.Marks.Concerned != 0 {
		t.Errorf("%+v: a later mark replaces the earlier, but sensitive it stays", c.Marks)
	}
	if len(c.Urgent) != 1 || c.Urgent[0].On != k.clock.Today()-1 {
		t.Errorf("urgent since %+v", c.Urgent)
	}
}

// TestTasksAndLeads: what one office set only that office settles, once.
func TestTasksAndLeads(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	task := k.do(k.t, casework.CaseTasked, casework.Tasked{Unit: "乡水利站", Due: k.clock.Today() + 5}).ID
	lead := k.do(k.t, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "李某", Post: "乡长", Rank: casework.TownshipLeader}).ID
	k.up(k.t, k.c)
	k.refused(k.c, casework.CaseTaskSettled, casework.TaskSettled{Task: task, Done: true}, casework.WhyNotHolder, "")
	k.refused(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: lead, Done: true}, casework.WhyEarlier, "")
	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: task, Done: true})
	k.refused(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: task}, casework.WhyTwice, "")
	k.do(k.t, casework.CaseLeadMet, casework.LeadMet{Lead: lead, Way: casework.VisitHome})
	if l := k.t.Case(k.id).ActiveLead(); l == nil || l.Name != "李某" || len(l.Met) != 1 {
		t.Errorf("lead %+v", l)
	}
	k.do(k.t, casework.CaseLeadEnded, casework.LeadEnded{Lead: lead, Reason: "handover"})
	if l := k.t.Case(k.id).ActiveLead(); l != nil {
		t.Errorf("still led by %+v", l)
	}
	p := casework.Period{From: k.clock.Today() + 1, To: k.clock.Today() + 9}
	if l := k.t.Case(k.id).Leads[0]; l.Active(p) || !l.Active(casework.Period{From: p.From - 9, To: p.To}) {
		t.Errorf("active in %+v: %+v", p, l)
	}
}
