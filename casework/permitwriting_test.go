package casework_test

import (
	"errors"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

func TestReturnVisitIsNotByTheHandler(t *testing.T) {
	visit := casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}
	confirm := visit
	confirm.Way = casework.VisitConfirm
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.refused(k.v, casework.CaseReturnVisited, visit, casework.WhyNeed, casework.NeedNotSelf)
	k.do(k.v, casework.CaseReturnVisited, confirm) // one-cadre village (domain 0.0, 8)
	k.doAs(k.v, casework.CaseReturnVisited, visit, byOther)
	k.send(k.v, k.t)
	k.do(k.t, casework.CaseReturnVisited, visit) // the township samples
	link := k.up(k.v, k.t)
	k.accept(k.t, link)
	k.refused(k.t, casework.CaseReturnVisited, visit, casework.WhyNeed, casework.NeedNotSelf)
	k.refused(k.t, casework.CaseReturnVisited, confirm, casework.WhyNeed, casework.NeedNotSelf) // only villages have one cadre
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 2})
	k.do(k.t, casework.CaseReturnVisited, visit)
}

// TestAgreementIsPerformedTermByTerm: 协议已履行 is no evidence while a term of it is not.
func TestAgreementIsPerformedTermByTerm(t *testing.T) {
	performed := casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	agree := func() casework.ID {
		return k.do(k.v, casework.CaseMediated, casework.Mediated{
			By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement,
		}).ID
	}
	term := func(session casework.ID, no int) casework.ID {
		return k.do(k.v, casework.CaseTermAgreed, casework.TermAgreed{Session: session, No: no, Due: k.clock.Today() + 9}).ID
	}
	first := agree()
	one, two := term(first, 1), term(first, 2)
	k.refused(k.v, casework.CaseResolved, performed, casework.WhyNeed, casework.NeedTerms)
	k.do(k.v, casework.CaseTermSettled, casework.TermSettled{Term: one, Performed: true})
	k.refused(k.v, casework.CaseResolved, performed, casework.WhyNeed, casework.NeedTerms)
	k.do(k.v, casework.CaseResolved, casework.Resolved{To: casework.PartlyResolved}) // says nothing of the agreement
	k.do(k.v, casework.CaseTermSettled, casework.TermSettled{Term: two, Performed: true})
	k.do(k.v, casework.CaseResolved, performed)

	// A term of an earlier cycle has no say; one that was not performed has.
	k.do(k.v, casework.CaseReopened, casework.Reopened{Relapse: true, Reason: "returned"})
	second := agree()
	k.do(k.v, casework.CaseTermSettled, casework.TermSettled{Term: term(second, 1), Performed: false})
	k.refused(k.v, casework.CaseResolved, performed, casework.WhyNeed, casework.NeedTerms)
	// 0.0, 7: a withdrawal with its settlement is evidence of its own.
	k.do(k.v, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.SignedWithdrawal})
	k.do(k.v, casework.CaseReopened, casework.Reopened{Reason: "returned"})
	agree()
	k.do(k.v, casework.CaseResolved, performed)
}

func TestHelpNeedsConsent(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	k.refused(k.t, casework.CaseAided, casework.Aided{Kind: "relief", Granted: true}, casework.WhyNeed, casework.NeedConsent)
	k.do(k.t, casework.CaseAided, casework.Aided{Kind: "relief", Consent: true, Granted: true})
}

func TestNothingIsClosedOverAnOpenPromise(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	c := k.t.Case(k.id)
	if err := casework.CheckWriting(c, casework.CaseClosed, casework.Closed{}, k.t.Code, 1); err != nil {
		t.Error(err)
	}
	k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 3})
	var r *casework.Refused
	if err := casework.CheckWriting(k.t.Case(k.id), casework.CaseClosed, casework.Closed{}, k.t.Code, 1); !errors.As(err, &r) || r.Need != casework.NeedPromises {
		t.Errorf("closed over an open promise: %v", err)
	}
}

// onDay writes an act late, as of a day.
func onDay(t *testing.T, s string) testkit.Act { return testkit.Act{On: day(t, s)} }

// timing checks what CheckTiming says; need "" is nothing.
func timing(t *testing.T, c casework.Case, kind casework.Kind, data any, on calendar.Day, need casework.Need) {
	t.Helper()
	err := casework.CheckTiming(c, kind, data, on, national(t))
	var r *casework.Refused
	switch {
	case need == "" && err != nil:
		t.Errorf("%s on %s: %v", kind, on, err)
	case need != "" && (!errors.As(err, &r) || r.Need != need || r.Why != casework.WhyNeed || r.Act != kind):
		t.Errorf("%s on %s: %v, want need %s", kind, on, err, need)
	}
}

// TestExtensionIsToldInTime: accepted 2026-12-01, 60 days end on Saturday 2027-01-30 and
// roll to Monday (民法典 203); the notices of 2027 are not loaded, so weekends speak.
func TestExtensionIsToldInTime(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	extend := casework.Extended{Days: 30, ApprovedOn: day(t, "2027-01-20")}
	timing(t, k.t.Case(k.id), casework.CaseExtended, extend, day(t, "2027-06-01"), "") // no 60 days run: the fold refuses it
	k.doAs(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, onDay(t, "2026-12-01"))
	c := k.t.Case(k.id)
	timing(t, c, casework.CaseExtended, extend, day(t, "2027-01-30"), "")
	timing(t, c, casework.CaseExtended, extend, day(t, "2027-02-01"), "")
	timing(t, c, casework.CaseExtended, extend, day(t, "2027-02-02"), casework.NeedInTime)
}

// TestNothingHappensBeforeItsGround: no act before the matter was there, no reopening
// before the end that it undoes. Words may be of any day.
func TestNothingHappensBeforeItsGround(t *testing.T) {
	k := newKit(t) // opened on 2026-11-24
	k.id = k.t.NewID()
	data := opened(k.t, casework.TrackDemand)
	data.ReceivedOn = day(t, "2026-11-20")
	timing(t, k.t.Case(k.id), casework.CaseOpened, data, day(t, "2026-11-24"), "")
	k.do(k.t, casework.CaseOpened, data)
	c := k.t.Case(k.id)
	take := casework.TakenUp{Handler: 1}
	timing(t, c, casework.CaseTakenUp, take, day(t, "2026-11-19"), casework.NeedAfter)
	timing(t, c, casework.CaseTakenUp, take, day(t, "2026-11-20"), "") // received before it was written down
	timing(t, c, casework.CaseMarked, casework.Marked{}, day(t, "2026-11-19"), casework.NeedAfter)
	timing(t, c, casework.CaseText, casework.Text{}, day(t, "2026-11-19"), "")
	timing(t, c, casework.CaseNote, casework.Note{}, day(t, "2020-01-01"), "")
	timing(t, c, casework.CaseOpened, data, day(t, "2026-11-01"), "")
	timing(t, c, casework.EntryDestroyed, casework.Destroying{}, day(t, "2026-11-01"), "")
	timing(t, c, casework.DayClosed, casework.ClosedDay{}, day(t, "2026-11-01"), "")

	again := casework.Reopened{Reason: "returned"}
	timing(t, c, casework.CaseReopened, again, day(t, "2026-11-24"), "")
	k.doAs(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer}, onDay(t, "2026-12-01"))
	k.doAs(k.t, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, onDay(t, "2026-12-05"))
	timing(t, k.t.Case(k.id), casework.CaseReopened, again, day(t, "2026-12-04"), casework.NeedAfter)
	timing(t, k.t.Case(k.id), casework.CaseReopened, again, day(t, "2026-12-05"), "")
	visit := onDay(t, "2026-12-08")
	visit.Operator = 2
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, visit)
	k.doAs(k.t, casework.CaseClosed, casework.Closed{Class: "10"}, onDay(t, "2026-12-10"))
	timing(t, k.t.Case(k.id), casework.CaseReopened, again, day(t, "2026-12-09"), casework.NeedAfter)
	timing(t, k.t.Case(k.id), casework.CaseReopened, again, day(t, "2026-12-10"), "")
}

func TestRefusedNamesActAndCondition(t *testing.T) {
	r := &casework.Refused{Act: casework.CaseClosed, Why: casework.WhyNeed, Need: casework.NeedVisit}
	if got, want := r.Error(), "casework: case.closed refused: need visit"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
