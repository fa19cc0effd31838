package casework_test

import (
	"slices"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// histories lead a case into each handling state; each gives the desk of the
// holder. Every state but the first is reached after a hand-over to the county was
// recalled, so that answers to it can be tried in any state, and after the case stood
// on an agenda, was accepted under art. 31(6) and analysedHere.
func histories() map[casework.Handling]func(*kit) *testkit.Desk {
	atTownship := func(k *kit) *testkit.Desk {
		k.open(k.t, casework.TrackPetition)
		link := k.do(k.t, casework.CaseHandedOver, reportUp(k.c)).ID
		k.do(k.t, casework.CaseRecalled, casework.Linked{Link: link})
		k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meetingID, Waiver: casework.WaiverUrgent})
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
		k.do(k.t, casework.CaseAnalysed, analysedHere)
		k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
		return k.t
	}
	then := func(kind casework.Kind, data any, before func(*kit) *testkit.Desk) func(*kit) *testkit.Desk {
		return func(k *kit) *testkit.Desk {
			d := before(k)
			k.do(d, kind, data)
			return d
		}
	}
	handedUp := then(casework.CaseHandedOver, casework.HandedOver{Way: casework.ReportUp, To: testkit.County().Code, ToLevel: casework.County, Demand: casework.AskRuling, Tried: "urgent"}, atTownship)
	handedDown := then(casework.CaseHandedOver, casework.HandedOver{Way: casework.Transfer, To: testkit.Village().Code, ToLevel: casework.Village}, atTownship)
	answeredBy := func(to func(*kit) *testkit.Desk, kind casework.Kind, data func(casework.ID) any, before func(*kit) *testkit.Desk) func(*kit) *testkit.Desk {
		return func(k *kit) *testkit.Desk {
			from, d := before(k), to(k)
			k.send(from, d)
			k.do(d, kind, data(d.Case(k.id).UnderWay().Link))
			k.send(d, from)
			return from
		}
	}
	linked := func(l casework.ID) any { return casework.Linked{Link: l} }
	returned := func(l casework.ID) any { return casework.Returned{Link: l, Reason: casework.ReturnIncomplete} }
	county := func(k *kit) *testkit.Desk { return k.c }
	village := func(k *kit) *testkit.Desk { return k.v }
	opinion := then(casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}}, atTownship)
	inReview := then(casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.FirstReview, Organ: testkit.County().Code}, opinion)
	answered := then(casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview, Upheld: true}, inReview)
	notOurs := then(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeNotOurs}, atTownship)
	return map[casework.Handling]func(*kit) *testkit.Desk{
		casework.Registered:    func(k *kit) *testkit.Desk { k.open(k.t, casework.TrackPetition); return k.t },
		casework.AdmittedState: then(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, atTownship),
		casework.InHandling:    atTownship,
		casework.InMediation:   then(casework.CaseTakenUp, casework.TakenUp{Mediation: true, Handler: 2}, atTownship),
		casework.NotOurs:       notOurs,
		casework.LedElsewhere:  then(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeGuided, Route31: 2}, atTownship),
		casework.AwaitRoom:     then(casework.CaseSubmitted, casework.Submitted{Level: casework.Township}, atTownship),
		casework.AwaitMeeting:  then(casework.CaseListed, casework.Listed{Meeting: meetingID, Waiver: casework.WaiverNoRoom}, atTownship),
		casework.AfterMeeting:  then(casework.CaseAnalysed, analysedHere, atTownship),
		casework.InTransit:     handedUp,
		casework.ReceivedAbove: answeredBy(county, casework.CaseReceived, linked, handedUp),
		casework.ReceivedBelow: answeredBy(village, casework.CaseReceived, linked, handedDown),
		casework.ReturnedBack:  answeredBy(county, casework.CaseReturned, returned, handedUp),
		casework.AnsweredState: answered,
		casework.AwaitVisit:    then(casework.CaseResolved, fulfilled, answered),
		casework.InReview:      inReview,
		casework.InReReview:    then(casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.SecondReview}, answered),
		casework.ClosedState: func(k *kit) *testkit.Desk {
			d := answered(k)
			k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
			k.do(d, casework.CaseClosed, casework.Closed{Class: "30"})
			return d
		},
		casework.VoidedState: func(k *kit) *testkit.Desk {
			k.open(k.t, casework.TrackPetition)
			k.do(k.t, casework.CaseMerged, casework.Merged{Into: meetingID})
			return k.t
		},
	}
}

var (
	fulfilled    = casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}
	terminated   = casework.Resolved{To: casework.Terminated}
	meetingID    = casework.DerivedID("a meeting")
	analysedHere = casework.Analysed{Meeting: meetingID, Level: casework.Township, Unit: "乡农业农村办"}
)

// act is one act of the holder with all its conditions met.
type act struct {
	kind    casework.Kind
	variant string
	data    any
}

func holderActs(k *kit) []act {
	return []act{
		{casework.CaseTakenUp, "handling", casework.TakenUp{Handler: 1}},
		{casework.CaseTakenUp, "mediation", casework.TakenUp{Mediation: true, Handler: 1}},
		{casework.CaseMediated, "success", casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement}},
		{casework.CaseMediated, "other", casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}},
		{casework.CaseMediated, "room", casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed}},
		{casework.CaseSubmitted, "", casework.Submitted{Level: casework.Township}},
		{casework.CaseListed, "", casework.Listed{Meeting: meetingID, Waiver: casework.WaiverUrgent}},
		{casework.CaseAnalysed, "", analysedHere},
		{casework.CaseHandedOver, "up", reportUp(k.c)},
		{casework.CaseHandedOver, "down", assign(k.v)},
		{casework.CaseNoticed, "accepted", casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}},
		{casework.CaseNoticed, "not_ours", casework.Noticed{Notice: casework.NoticeNotOurs}},
		{casework.CaseNoticed, "guided", casework.Noticed{Notice: casework.NoticeGuided, Route31: 1}},
		{casework.CaseExtended, "", casework.Extended{Days: 30, ApprovedOn: k.clock.Today()}},
		{casework.CaseAnswered, "", casework.Answered{Form: casework.OralAnswer}},
		{casework.CaseAnswered, "of_organ", casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.NotSupported}}},
		{casework.CaseResolved, "resolved", fulfilled},
		{casework.CaseResolved, "other", terminated},
		{casework.CaseClosed, "", casework.Closed{Class: "30"}},
		{casework.CaseReclassified, "", casework.Reclassified{Class: "permanent"}},
		{casework.CaseSealedOff, "", casework.SealedOff{Ground: "request"}},
		{casework.CaseSealLifted, "", casework.SealLifted{Reason: "request"}},
		{casework.CaseReopened, "", casework.Reopened{Reason: "unmet"}},
		{casework.CaseVoided, "", casework.Voided{Reason: "mistaken"}},
		{casework.CaseReviewAsked, "first", casework.ReviewAsked{Stage: casework.FirstReview}},
		{casework.CaseReviewAsked, "second", casework.ReviewAsked{Stage: casework.SecondReview}},
		{casework.CaseReviewed, "upheld", casework.Reviewed{Stage: casework.FirstReview, Upheld: true}},
		{casework.CaseReviewed, "revoked", casework.Reviewed{Stage: casework.FirstReview}},
		{casework.CaseReviewed, "upheld", casework.Reviewed{Stage: casework.SecondReview, Upheld: true}},
		{casework.CaseReviewed, "revoked", casework.Reviewed{Stage: casework.SecondReview}},
		{casework.CaseMerged, "", casework.Merged{Into: meetingID}},
		{casework.CaseUnmerged, "", casework.Unmerged{From: meetingID}},
	}
}

// find gives the line of the table for an act in a state.
func find(h casework.Handling, kind casework.Kind, variant string) (casework.Transition, bool) {
	for _, t := range casework.Transitions() {
		if t.Act == kind && (t.Variant == "" || t.Variant == variant) && slices.Contains(t.From, h) {
			return t, true
		}
	}
	return casework.Transition{}, false
}

// way is one way to a state.
type way struct {
	state casework.Handling
	reach func(*kit) *testkit.Desk
}

func pairs(m map[casework.Handling]func(*kit) *testkit.Desk) []way {
	var out []way
	for h, reach := range m {
		out = append(out, way{h, reach})
	}
	return out
}

// takenOverAbove leads to 已登记 at the county, of a case that the township had
// accepted and listed.
func takenOverAbove(k *kit) *testkit.Desk {
	d := histories()[casework.InTransit](k)
	k.send(d, k.c)
	k.accept(k.c, k.c.Case(k.id).UnderWay().Link)
	return k.c
}

// missing names the condition that an act lacks in a state although the table has a
// line for it, "" for none.
func missing(c casework.Case, a act) casework.Need {
	switch d := a.data.(type) {
	case casework.Analysed:
		if len(c.Listings) == 0 {
			return casework.NeedListed
		}
	case casework.Extended:
		if len(c.Notices) == 0 {
			return casework.NeedExtend
		}
	case casework.Voided:
		if c.Opener != c.Holder || len(c.HandOvers) > 1 {
			return casework.NeedOpener
		}
	case casework.HandedOver:
		if d.Way == casework.ReportUp && c.HolderLevel == casework.County {
			return casework.NeedLevelUp
		}
	case casework.Reviewed:
		if (d.Stage == casework.SecondReview) != (c.Handling == casework.InReReview) {
			return casework.NeedReview
		}
	}
	return ""
}

func TestEveryStateIsReached(t *testing.T) {
	all := histories()
	for h := range known {
		reach, ok := all[h]
		if !ok {
			t.Errorf("no history leads to %s", h)
			continue
		}
		k := newKit(t)
		d := reach(k)
		k.stands(d, d.Office, h)
	}
	for _, line := range casework.Transitions() {
		for _, h := range line.From {
			if h != "" && !known[h] {
				t.Errorf("%s starts from an unknown state %q", line.Act, h)
			}
		}
	}
}

// TestHolderActsInEveryState tries each act of the holder in each state: what the
// table has leads where the table says, anything else is refused by the state.
func TestHolderActsInEveryState(t *testing.T) {
	used := map[string]bool{}
	for _, one := range append(pairs(histories()), way{casework.Registered, takenOverAbove}) {
		h, reach := one.state, one.reach
		for i := range holderActs(newKit(t)) {
			k := newKit(t)
			d := reach(k)
			a := holderActs(k)[i]
			k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}, byOther)
			if _, ok := find(h, a.kind, a.variant); ok && a.kind == casework.CaseSealLifted {
				k.do(d, casework.CaseSealedOff, casework.SealedOff{Ground: "request"})
			}
			before := d.Case(k.id)
			line, ok := find(h, a.kind, a.variant)
			switch {
			case !ok:
				k.refused(d, a.kind, a.data, casework.WhyState, "")
				if got := d.Case(k.id); got.Handling != h {
					t.Errorf("%s in %s: refused, yet the state is %s", a.kind, h, got.Handling)
				}
			case a.kind == casework.CaseResolved && before.Resolution.Settled():
				k.refused(d, a.kind, a.data, casework.WhyTwice, "")
			case missing(before, a) != "":
				k.refused(d, a.kind, a.data, casework.WhyNeed, missing(before, a))
			default:
				used[string(h)+" "+string(a.kind)+" "+line.Variant] = true
				k.do(d, a.kind, a.data)
				want := line.To
				if want == "=" {
					want = h
				}
				if want == "<" {
					want = casework.Registered // where the history merged it
				}
				if want == casework.AnsweredState && d.Case(k.id).Resolution.Settled() {
					want = casework.AwaitVisit
				}
				k.stands(d, d.Office, want)
			}
		}
	}
	for _, line := range casework.Transitions() {
		for _, h := range line.From {
			if line.Who != casework.ByHolder || line.Act == casework.CaseRecalled || line.Act == casework.CaseResolved {
				continue
			}
			if !used[string(h)+" "+string(line.Act)+" "+line.Variant] {
				t.Errorf("the line %s %s from %s was never tried", line.Act, line.Variant, h)
			}
		}
	}
}

// TestAnswersInEveryState tries receipt and recall: they belong to a hand-over
// that is under way. (An acceptance or return is heard at any time: handover_test.)
func TestAnswersInEveryState(t *testing.T) {
	for h, reach := range histories() {
		if h == casework.Registered || h == casework.VoidedState {
			continue // no hand-over stands before these
		}
		k := newKit(t)
		d := reach(k)
		c := d.Case(k.id)
		if h == casework.ReturnedBack { // a recall of what was returned
			k.refused(d, casework.CaseRecalled, casework.Linked{Link: c.HandOvers[1].Link}, casework.WhyOvertaken, "")
			continue
		}
		first := c.HandOvers[0].Link // recalled before
		k.refused(d, casework.CaseRecalled, casework.Linked{Link: first}, casework.WhyState, "")
		k.send(d, k.c)
		k.refused(k.c, casework.CaseReceived, casework.Linked{Link: first}, casework.WhyState, "")
		k.send(k.c, d)
		if u := c.UnderWay(); u != nil {
			if _, ok := find(h, casework.CaseRecalled, ""); !ok {
				t.Errorf("%s has no recall", h)
			}
			k.do(d, casework.CaseRecalled, casework.Linked{Link: u.Link})
			k.stands(d, d.Office, casework.InHandling)
		}
	}
}

func TestNeeds(t *testing.T) {
	hand := func(way casework.Way, to casework.Office, change func(*casework.HandedOver)) casework.HandedOver {
		h := casework.HandedOver{Way: way, To: to.Code, ToLevel: to.Level, Demand: casework.AskFunding, Tried: "urgent"}
		if change != nil {
			change(&h)
		}
		return h
	}
	village := func(k *kit) *testkit.Desk { k.open(k.v, casework.TrackDispute); return k.v }
	township := func(k *kit) *testkit.Desk { k.open(k.t, casework.TrackPetition); return k.t }
	oral := func(k *kit) *testkit.Desk {
		d := township(k)
		k.do(d, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
		return d
	}
	agreedInWords := func(k *kit) *testkit.Desk {
		d := township(k)
		k.do(d, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess})
		return d
	}
	once := func(k *kit) *testkit.Desk {
		d := oral(k)
		k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: false}, byOther)
		k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: false}, byOther)
		return d
	}
	promised := func(k *kit) *testkit.Desk {
		d := once(k)
		k.do(d, casework.CasePromised, casework.Promised{Due: d.Clock.Today() + 9})
		k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true}, byOther)
		return d
	}
	closing := casework.Closed{Class: "30"}
	resolved := func(e casework.Evidence) casework.Resolved {
		return casework.Resolved{To: casework.ResolvedFully, Evidence: e}
	}
	for _, c := range []struct {
		name  string
		reach func(*kit) *testkit.Desk
		kind  casework.Kind
		data  any
		need  casework.Need
	}{
		{"nothing tried", village, casework.CaseHandedOver, hand(casework.ReportUp, testkit.Township(), func(h *casework.HandedOver) { h.Tried = "" }), casework.NeedTried},
		{"no demand", village, casework.CaseHandedOver, hand(casework.ReportUp, testkit.Township(), func(h *casework.HandedOver) { h.Demand = "" }), casework.NeedDemand},
		{"past the township", village, casework.CaseHandedOver, hand(casework.ReportUp, testkit.County(), nil), casework.NeedLevelUp},
		{"up to a village", township, casework.CaseHandedOver, hand(casework.ReportUp, testkit.Village(), nil), casework.NeedLevelUp},
		{"assigned up", township, casework.CaseHandedOver, hand(casework.Assign, testkit.County(), nil), casework.NeedLevelDown},
		{"assigned sideways", township, casework.CaseHandedOver, hand(casework.Transfer, testkit.OtherTownship(), nil), casework.NeedLevelDown},
		{"resolved without evidence", township, casework.CaseResolved, resolved(""), casework.NeedEvidence},
		{"unknown evidence", township, casework.CaseResolved, resolved("hearsay"), casework.NeedEvidence},
		{"performed without agreement", township, casework.CaseResolved, resolved(casework.AgreementPerformed), casework.NeedEvidence},
		{"confirmed by nobody", township, casework.CaseResolved, resolved(casework.PersonConfirmed), casework.NeedEvidence},
		{"confirmed by nobody reached", once, casework.CaseResolved, resolved(casework.PersonConfirmed), casework.NeedEvidence},
		{"a village's notice", village, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted}, casework.NeedOrgan},
		{"closed without an answer", agreedInWords, casework.CaseClosed, closing, casework.NeedAnswer},
		{"closed without a visit", oral, casework.CaseClosed, closing, casework.NeedVisit},
		{"two attempts on one day", once, casework.CaseClosed, closing, casework.NeedVisit},
		{"an open promise", promised, casework.CaseClosed, closing, casework.NeedPromises},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newKit(t)
			k.refused(c.reach(k), c.kind, c.data, casework.WhyNeed, c.need)
		})
	}
	t.Run("two attempts on two days", func(t *testing.T) {
		k := newKit(t)
		d := once(k)
		k.clock.Set(k.clock.Today() + 1)
		k.doAs(d, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: false}, byOther)
		k.do(d, casework.CaseClosed, closing)
	})
	t.Run("a session in place of a reason", func(t *testing.T) {
		k := newKit(t)
		d := village(k)
		k.do(d, casework.CaseMediated, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationRefused})
		k.do(d, casework.CaseHandedOver, hand(casework.ReportUp, testkit.Township(), func(h *casework.HandedOver) { h.Tried = "" }))
	})
}

// TestClosedIsNotResolved: 办结 and 化解 are two axes (domain 0, 2; 4.1 rule 6).
func TestClosedIsNotResolved(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.NotSupported}})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}, byOther)
	k.do(k.t, casework.CaseClosed, casework.Closed{Class: "10"})
	c := k.stands(k.t, k.t.Office, casework.ClosedState)
	if c.Resolution != casework.Resolving || c.ResolvedOn != 0 {
		t.Errorf("closed, resolution %s on %s: closing must not resolve", c.Resolution, c.ResolvedOn)
	}
	k.do(k.t, casework.CaseResolved, fulfilled)
	if c := k.stands(k.t, k.t.Office, casework.ClosedState); c.Resolution != casework.ResolvedFully || c.Cycle != 1 {
		t.Errorf("resolved after closing: %s, cycle %d", c.Resolution, c.Cycle)
	}
}

func TestReopening(t *testing.T) {
	k := newKit(t)
	d := histories()[casework.AwaitVisit](k)
	k.do(d, casework.CaseReopened, casework.Reopened{Relapse: true, Reason: "returned"})
	c := k.stands(d, d.Office, casework.InHandling)
	if c.Cycle != 2 || c.Resolution != casework.Relapsed || c.ResolvedOn != 0 || c.ResolvedBy != "" || c.ClosedOn != 0 {
		t.Errorf("cycle %d, %s, resolved by %q on %s", c.Cycle, c.Resolution, c.ResolvedBy, c.ResolvedOn)
	}
	if n := len(c.Events); n != 2 || c.Events[0].Kind != casework.EventResolved || c.Events[1].Kind != casework.EventRelapsed {
		t.Errorf("events %+v: what was published stays", c.Events)
	}
	// The answer of the first cycle does not close the second.
	k.do(d, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess})
	k.refused(d, casework.CaseClosed, casework.Closed{}, casework.WhyNeed, casework.NeedAnswer)
	k.refused(d, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, casework.WhyNeed, casework.NeedEvidence)
}

func TestUnknownCodesMoveNothing(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	for kind, data := range map[casework.Kind]any{
		casework.CaseHandedOver: casework.HandedOver{Way: "throw", To: k.v.Code, ToLevel: casework.Village},
		casework.CaseResolved:   casework.Resolved{To: "unresolved"},
		casework.CaseNoticed:    casework.Noticed{Notice: "maybe"},
	} {
		k.refused(k.t, kind, data, casework.WhyState, "")
	}
	k.stands(k.t, k.t.Office, casework.Registered)
}

// Only who opened a case can say that it was a mistake: a township does not void
// what a village wrote down, or it would vanish from the figures.
func TestOnlyTheOpenerVoids(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
	k.refused(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"}, casework.WhyNeed, casework.NeedOpener)
}
