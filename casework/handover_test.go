package casework_test

import (
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

func link(id casework.ID) casework.Linked {
	return casework.Linked{Link: id, Handler: 1}
}

func TestReportUpAndAccept(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition)
	id := k.up(k.v, k.t)
	k.stands(k.v, k.v.Office, casework.InTransit)
	k.refused(k.v, casework.CaseTakenUp, casework.TakenUp{}, casework.WhyState, "")
	k.refused(k.v, casework.CaseHandedOver, reportUp(k.t), casework.WhyState, "")
	k.clock.Set(k.clock.Today() + 7)
	k.do(k.t, casework.CaseReceived, link(id))
	k.stands(k.t, k.v.Office, casework.ReceivedAbove)
	k.refused(k.t, casework.CaseTakenUp, casework.TakenUp{}, casework.WhyNotHolder, "")
	k.clock.Set(k.clock.Today() + 1)
	k.accept(k.t, id)
	c := k.stands(k.t, k.t.Office, casework.Registered)
	h := c.HandOvers[0]
	if h.Outcome != casework.HandOverAccepted || h.ReceivedOn != k.clock.Today()-1 || h.OutcomeOn != k.clock.Today() || !h.Up() {
		t.Errorf("hand-over %+v", h)
	}
	if c.MaxLevel != casework.Township || c.Link != id || c.UnderWay() != nil {
		t.Errorf("max level %s, link %s", c.MaxLevel, c.Link)
	}
	// The village, which has not heard of it, can only settle or recall; then it hears.
	k.send(k.t, k.v)
	k.refused(k.v, casework.CaseRecalled, link(id), casework.WhyOvertaken, "")
	k.refused(k.v, casework.CaseResolved, fulfilled, casework.WhyNotHolder, "")
	k.refused(k.t, casework.CaseAccepted, link(id), casework.WhyTwice, "")
	k.refused(k.t, casework.CaseReturned, casework.Returned{Link: id, Reason: casework.ReturnOther}, casework.WhyTwice, "")
}

func TestAcceptanceWithoutReceiptCountsAsReceipt(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition)
	id := k.up(k.v, k.t)
	k.accept(k.t, id)
	if h := k.t.Case(k.id).HandOvers[0]; h.ReceivedOn != k.clock.Today() {
		t.Errorf("received on %s", h.ReceivedOn)
	}
}

func TestReturned(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.up(k.v, k.t)
	k.do(k.t, casework.CaseReceived, link(id))
	k.do(k.t, casework.CaseReturned, casework.Returned{Link: id, Reason: casework.ReturnIncomplete})
	k.send(k.t, k.v)
	c := k.stands(k.v, k.v.Office, casework.ReturnedBack)
	if h := c.HandOvers[0]; h.Outcome != casework.HandOverReturned || h.Reason != casework.ReturnIncomplete {
		t.Errorf("hand-over %+v", h)
	}
	k.refused(k.t, casework.CaseAccepted, link(id), casework.WhyTwice, "")
	again := k.up(k.v, k.t)
	k.accept(k.t, again)
	k.stands(k.t, k.t.Office, casework.Registered)
}

func TestRecalled(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.do(k.v, casework.CaseHandedOver, reportUp(k.t)).ID
	k.do(k.v, casework.CaseRecalled, link(id))
	c := k.stands(k.v, k.v.Office, casework.InHandling)
	if c.HandOvers[0].Outcome != casework.HandOverRecalled {
		t.Errorf("hand-over %+v", c.HandOvers[0])
	}
	k.send(k.v, k.t)
	if u := k.t.Case(k.id).UnderWay(); u != nil {
		t.Errorf("a recalled hand-over is offered: %+v", u)
	}
}

// TestRecallAgainstAnswer writes a recall and an answer that do not know of each
// other, in both orders of n: the answer wins.
func TestRecallAgainstAnswer(t *testing.T) {
	for _, c := range []struct {
		name                  string
		kind                  casework.Kind
		recallN, answerN      uint64
		holder                casework.Office
		state                 casework.Handling
		stillWorks, mustYield bool
	}{
		{"accepted, recall first", casework.CaseAccepted, 3, 8, testkit.Township(), casework.Registered, false, true},
		{"accepted, recall last", casework.CaseAccepted, 8, 3, testkit.Township(), casework.Registered, false, true},
		{"accepted, same n", casework.CaseAccepted, 3, 3, testkit.Township(), casework.Registered, false, true},
		{"returned, recall first", casework.CaseReturned, 3, 8, testkit.Village(), casework.InMediation, true, false},
		{"returned, recall last", casework.CaseReturned, 8, 3, testkit.Village(), casework.InMediation, true, false},
		{"returned, same n", casework.CaseReturned, 3, 3, testkit.Village(), casework.InMediation, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newKit(t)
			k.open(k.v, casework.TrackDispute)
			id := k.up(k.v, k.t)
			recall := k.doAs(k.v, casework.CaseRecalled, link(id), actN(c.recallN))
			work := k.do(k.v, casework.CaseTakenUp, casework.TakenUp{Mediation: true, Handler: 1})
			var data any = link(id)
			if c.kind == casework.CaseReturned {
				data = casework.Returned{Link: id, Reason: casework.ReturnOther}
			}
			answer := k.doAs(k.t, c.kind, data, actN(c.answerN))
			k.send(k.v, k.t)
			k.send(k.t, k.v)
			got := k.stands(k.v, c.holder, c.state)
			k.stands(k.t, c.holder, c.state)
			k.inEffect(got, recall, casework.WhyOvertaken)
			k.inEffect(got, answer, "")
			if c.stillWorks {
				k.inEffect(got, work, "") // the village held it either way
			}
			if c.mustYield {
				k.inEffect(got, work, casework.WhyState)
			}
			if o := got.HandOvers[0].Outcome; (o == casework.HandOverAccepted) != c.mustYield {
				t.Errorf("outcome %s", o)
			}
		})
	}
}

// TestReturnAfterRecallAndSecondHandOver: the township returns the first report,
// not knowing that it was recalled and sent again; the second stands.
func TestReturnAfterRecallAndSecondHandOver(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	first := k.up(k.v, k.t)
	k.do(k.v, casework.CaseRecalled, link(first))
	second := k.do(k.v, casework.CaseHandedOver, reportUp(k.t))
	received := k.doAs(k.t, casework.CaseReceived, link(first), actN(20))
	returned := k.doAs(k.t, casework.CaseReturned, casework.Returned{Link: first, Reason: casework.ReturnIncomplete}, actN(21))
	k.send(k.v, k.t)
	k.send(k.t, k.v)
	c := k.stands(k.v, k.v.Office, casework.InTransit)
	k.inEffect(c, second, "")
	k.inEffect(c, returned, "")
	k.inEffect(c, received, casework.WhyState)
	if c.HandOvers[0].Outcome != casework.HandOverReturned || c.HandOvers[1].Outcome != casework.HandOverPending {
		t.Errorf("outcomes %s, %s", c.HandOvers[0].Outcome, c.HandOvers[1].Outcome)
	}
	k.accept(k.t, second.ID)
	k.stands(k.t, k.t.Office, casework.Registered)
}

// TestLateReceiptOfARecalledHandOver must not touch the one that is under way.
func TestLateReceiptOfARecalledHandOver(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	first := k.up(k.v, k.t)
	k.do(k.v, casework.CaseRecalled, link(first))
	k.do(k.v, casework.CaseHandedOver, reportUp(k.t))
	late := k.doAs(k.t, casework.CaseReceived, link(first), actN(20))
	k.send(k.t, k.v)
	c := k.stands(k.v, k.v.Office, casework.InTransit)
	k.inEffect(c, late, casework.WhyState)
	if c.HandOvers[0].Outcome != casework.HandOverRecalled {
		t.Errorf("the recalled hand-over is %s", c.HandOvers[0].Outcome)
	}
}

// fork lets two copies of the township's file hand the case to two villages, both
// of which accept.
func fork(k *kit) (a, b *testkit.Desk, toV, toV2, acceptV, acceptV2 casework.Entry) {
	k.open(k.t, casework.TrackDemand)
	a, b = k.t, k.t.Copy(77)
	toV = k.doAs(a, casework.CaseHandedOver, assign(k.v), actN(2))
	toV2 = k.doAs(b, casework.CaseHandedOver, assign(k.v2), actN(3))
	k.send(a, k.v)
	k.send(b, k.v2)
	acceptV = k.accept(k.v, toV.ID)
	acceptV2 = k.doAs(k.v2, casework.CaseAccepted, link(toV2.ID), actN(4))
	return a, b, toV, toV2, acceptV, acceptV2
}

func TestForkHasOneChain(t *testing.T) {
	k := newKit(t)
	a, b, toV, toV2, acceptV, acceptV2 := fork(k)
	work := k.do(k.v, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
	lost := k.do(k.v2, casework.CaseTakenUp, casework.TakenUp{Mediation: true, Handler: 1})
	all := []*testkit.Desk{a, b, k.v, k.v2}
	for _, from := range all {
		for _, to := range all {
			k.send(from, to)
		}
	}
	for _, d := range all {
		c := k.stands(d, k.v.Office, casework.InHandling)
		for _, e := range []casework.Entry{toV, acceptV, work} {
			k.inEffect(c, e, "")
		}
		k.inEffect(c, toV2, casework.WhyState)
		k.inEffect(c, acceptV2, casework.WhyNotHolder)
		k.inEffect(c, lost, casework.WhyNotHolder)
	}
	k.refused(k.v2, casework.CaseTakenUp, casework.TakenUp{}, casework.WhyNotHolder, "")
}

// TestLoserOfAForkLearnsOfIt: the village that was handed the case in vain is told
// how it stands, by the ordinary sharing rules and without the words.
func TestLoserOfAForkLearnsOfIt(t *testing.T) {
	k := newKit(t)
	a, b, _, toV2, _, _ := fork(k)
	secret := k.do(a, casework.CaseText, casework.Text{Title: "only for those who handle it"})
	k.send(b, a)
	k.send(k.v, a)
	c := a.Case(k.id)
	if !c.SeenBy(k.v2.Code) {
		t.Fatal("the losing village is not told")
	}
	a.Send(k.v2, k.id)
	got := k.stands(k.v2, k.v.Office, casework.InHandling)
	k.inEffect(got, secret, casework.WhyWithheld)
	k.inEffect(got, toV2, casework.WhyState)
	if got.Words.Text.Title != "" {
		t.Errorf("the losing village reads %q", got.Words.Text.Title)
	}
}

func TestResolvedInTransitCountsAtTheSender(t *testing.T) {
	for _, acceptFirst := range []bool{true, false} {
		k := newKit(t)
		k.open(k.v, casework.TrackDispute)
		id := k.up(k.v, k.t)
		n := uint64(3)
		if acceptFirst {
			n = 30
		}
		settled := k.doAs(k.v, casework.CaseResolved, fulfilled, actN(n))
		k.doAs(k.t, casework.CaseAccepted, link(id), actN(10))
		also := k.do(k.t, casework.CaseResolved, fulfilled)
		k.send(k.v, k.t)
		c := k.stands(k.t, k.t.Office, casework.Registered)
		k.inEffect(c, settled, "")
		k.inEffect(c, also, casework.WhyTwice)
		if c.ResolvedLevel != casework.Village || c.ResolvedBy != k.v.Code || len(c.Events) != 1 {
			t.Errorf("resolved by %s at %s, %d events: want the sender's level, once", c.ResolvedBy, c.ResolvedLevel, len(c.Events))
		}
	}
}

// TestLateSettlementLeavesTheNewHoldersActs: between answer and opinion a late
// settlement turns H8 into H9; the opinion must still count, or K6 never stops.
func TestLateSettlementLeavesTheNewHoldersActs(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition)
	id := k.up(k.v, k.t)
	late := k.do(k.v, casework.CaseResolved, fulfilled)
	k.accept(k.t, id)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	opinion := k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion})
	k.send(k.v, k.t)
	c := k.stands(k.t, k.t.Office, casework.AwaitVisit)
	k.inEffect(c, late, "")
	k.inEffect(c, opinion, "")
}

func TestAssignedDownAndResolvedAtTheTownship(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	up := k.up(k.t, k.c)
	k.accept(k.c, up)
	down := k.do(k.c, casework.CaseHandedOver, assign(k.t))
	k.send(k.c, k.t)
	k.do(k.t, casework.CaseReceived, link(down.ID))
	k.stands(k.t, k.c.Office, casework.ReceivedBelow)
	k.accept(k.t, down.ID)
	k.stands(k.t, k.t.Office, casework.InHandling)
	k.do(k.t, casework.CaseResolved, fulfilled)
	c := k.t.Case(k.id)
	if c.ResolvedLevel != casework.Township || c.MaxLevel != casework.County || c.HandOvers[1].Way != casework.Assign {
		t.Errorf("resolved at %s, reached %s", c.ResolvedLevel, c.MaxLevel)
	}
}

func TestStrangersMoveNothing(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.up(k.v, k.t)
	for _, d := range []*testkit.Desk{k.t2, k.v2, k.c} {
		k.send(k.v, d)
		k.refused(d, casework.CaseAccepted, link(id), casework.WhyNotNamed, "")
		k.refused(d, casework.CaseReceived, link(id), casework.WhyNotNamed, "")
		k.refused(d, casework.CaseReturned, casework.Returned{Link: id}, casework.WhyNotNamed, "")
		k.refused(d, casework.CaseRecalled, link(id), casework.WhyNotHolder, "")
		k.refused(d, casework.CaseResolved, fulfilled, casework.WhyNotHolder, "")
		k.refused(d, casework.CaseNote, casework.Note{Text: "hello"}, casework.WhyStranger, "")
		k.refused(d, casework.CasePromised, casework.Promised{Due: k.clock.Today()}, casework.WhyStranger, "")
	}
	// The township is on the case from the start; its words count, its hand does not.
	k.do(k.t, casework.CaseNote, casework.Note{Text: "seen"})
	k.refused(k.t, casework.CaseTakenUp, casework.TakenUp{}, casework.WhyNotHolder, "")
	k.stands(k.t, k.v.Office, casework.InTransit)
}

func TestTownshipWritesForItsVillage(t *testing.T) {
	k := newKit(t)
	k.id = k.t.NewID()
	o := opened(k.v, casework.TrackDispute)
	k.doAs(k.t, casework.CaseOpened, o, actFor(k.v))
	k.doAs(k.t, casework.CaseMediated, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}, actFor(k.v))
	k.doAs(k.t, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, actFor(k.v))
	c := k.stands(k.t, k.v.Office, casework.AwaitVisit)
	if c.ResolvedLevel != casework.Village {
		t.Errorf("resolved at %s: the body that acted was the village's (domain 0.0, 5)", c.ResolvedLevel)
	}
	k.refused(k.t, casework.CaseReopened, casework.Reopened{}, casework.WhyNotHolder, "") // in its own name
	// Another township, or the village next door, may not.
	for _, d := range []*testkit.Desk{k.t2, k.v2, k.c} {
		k.send(k.t, d)
		if _, err := d.Try(k.id, casework.CaseReopened, casework.Reopened{}, actFor(k.v)); err == nil {
			t.Errorf("%s wrote for a village that is not its own", d.Name)
		}
		if _, err := d.Try(k.id, casework.CaseNote, casework.Note{Text: "x"}, actFor(k.v)); err == nil {
			t.Errorf("%s noted for a village that is not its own", d.Name)
		}
	}
}

func TestWrongTownshipCannotOpenForAVillage(t *testing.T) {
	k := newKit(t)
	k.id = k.t2.NewID()
	_, err := k.t2.Try(k.id, casework.CaseOpened, opened(k.v, casework.TrackDispute), actFor(k.v))
	if err == nil {
		t.Error("a township opened a case for another township's village")
	}
	if c := k.t2.Case(k.id); c.Handling != "" {
		t.Errorf("the case is %s", c.Handling)
	}
}

func TestNobodyTakesTheOpeningsPlace(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.up(k.v, k.t)
	body := opened(k.t, casework.TrackDispute)
	raw := k.t.Draft(casework.Subject{Kind: casework.SubjectCase, ID: k.t.NewID()}, casework.CaseOpened, body, noAct)
	b, _ := raw.Body()
	forged := k.t.Seal(k.subject(), b, actN(1))
	c := casework.FoldCase(append(k.t.Entries(k.id), forged))
	if c.Opener != k.v.Code {
		t.Error("a second opening took the case")
	}
	k.inEffect(c, forged, casework.WhyTwice)
}

// TestTwoSheetsUnderOneID: an id is a link, so a forged twin must not bend the
// chain into a ring; the fold ends and counts one of them.
func TestTwoSheetsUnderOneID(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.up(k.v, k.t)
	k.accept(k.t, id)
	ring := k.t.Draft(k.subject(), casework.CaseHandedOver, casework.HandedOver{Way: casework.Transfer, To: k.t.Code, ToLevel: casework.Village},
		testkit.Act{ID: id, Holds: id})
	c := casework.FoldCase(append(k.t.Entries(k.id), ring))
	if len(c.HandOvers) != 1 || c.Holder != k.t.Code {
		t.Errorf("%d hand-overs, holder %s", len(c.HandOvers), c.Holder)
	}
}

func TestChainWithoutItsBeginning(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.up(k.v, k.t)
	answer := k.accept(k.t, id)
	all := k.t.Entries(k.id)
	c := casework.FoldCase([]casework.Entry{answer})
	if c.Handling != "" || c.Holder != "" {
		t.Errorf("a case without its opening is %s at %s", c.Handling, c.Holder)
	}
	k.inEffect(c, answer, casework.WhyEarlier)
	c = casework.FoldCase([]casework.Entry{all[0], answer}) // the hand-over is still to come
	k.inEffect(c, answer, casework.WhyEarlier)
	if c := casework.FoldCase(nil); c.Handling != "" || len(c.Rows) != 0 {
		t.Error("nothing folds to something")
	}
}
