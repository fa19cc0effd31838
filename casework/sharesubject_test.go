package casework_test

import (
	"slices"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// TestShareOf walks all pairs of offices for each subject.
func TestShareOf(t *testing.T) {
	k := newKit(t)
	desks := []*testkit.Desk{k.v, k.v2, k.t, k.t2, k.c}
	below := map[*testkit.Desk][]*testkit.Desk{k.c: {k.t, k.t2}, k.t: {k.v, k.v2}}
	kinds := map[casework.SubjectKind]casework.Kind{
		casework.SubjectRules: casework.RulesTarget, casework.SubjectReport: casework.ReportFrozen, casework.SubjectOffice: casework.OfficeFounded,
		casework.SubjectMeeting: casework.MeetingHeld, casework.SubjectRoom: casework.RoomJoined, casework.SubjectSealed: casework.SealedReceived,
		casework.SubjectCase: casework.CaseNote, casework.SubjectDay: casework.DayVisit, casework.SubjectSupervision: casework.SupervisionOrdered,
	}
	for subject, kind := range kinds {
		for _, from := range desks {
			e := from.Draft(casework.Subject{Kind: subject, ID: from.NewID()}, kind, struct{}{}, noAct)
			for _, to := range desks {
				want := casework.ShareNot
				switch {
				case subject == casework.SubjectRules && slices.Contains(below[from], to),
					subject == casework.SubjectReport && slices.Contains(below[to], from):
					want = casework.ShareFull
				}
				if got := casework.ShareOf(e, subject, from.Office, to.Office); got != want {
					t.Errorf("%s from %s to %s: %v, want %v", subject, from.Name, to.Name, got, want)
				}
				if got := casework.ShareOf(e, "other", from.Office, to.Office); got != casework.ShareNot {
					t.Errorf("%s under another name: %v", subject, got)
				}
				if want == casework.ShareFull {
					want = casework.ShareStub
				}
				if got := casework.ShareOf(e.WithoutBody(), subject, from.Office, to.Office); got != want {
					t.Errorf("a stub of %s from %s to %s: %v, want %v", subject, from.Name, to.Name, got, want)
				}
			}
		}
	}
	// A township passes the county's rules on, but not a village's figures.
	rules := k.c.Draft(casework.Subject{Kind: casework.SubjectRules, ID: k.c.NewID()}, casework.RulesTarget, struct{}{}, noAct)
	if got := casework.ShareOf(rules, casework.SubjectRules, k.t.Office, k.v.Office); got != casework.ShareFull {
		t.Errorf("the county's rules go on to a village as %v", got)
	}
	figures := k.v.Draft(casework.Subject{Kind: casework.SubjectReport, ID: k.v.NewID()}, casework.ReportFrozen, struct{}{}, noAct)
	if got := casework.ShareOf(figures, casework.SubjectReport, k.t.Office, k.c.Office); got != casework.ShareNot {
		t.Errorf("a village's figures go on to the county as %v", got)
	}
	if got := casework.ShareOf(rules, casework.SubjectRules, casework.Office{}, k.c.Office); got != casework.ShareNot {
		t.Errorf("an unknown office shares: %v", got)
	}
}

// TestShareSupervision: between the ordering and the supervised office, words too.
func TestShareSupervision(t *testing.T) {
	k := newKit(t)
	subject := casework.Subject{Kind: casework.SubjectSupervision, ID: k.c.NewID()}
	for _, kind := range []casework.Kind{casework.SupervisionOrdered, casework.SupervisionFedBack, casework.SupervisionText} {
		e := k.c.Draft(subject, kind, struct{}{}, noAct)
		for _, to := range []*testkit.Desk{k.v, k.v2, k.t, k.t2, k.c} {
			want, stub := casework.ShareNot, casework.ShareNot
			if to == k.c || to == k.t2 {
				want, stub = casework.ShareFull, casework.ShareStub
			}
			if got := casework.ShareSupervision(k.c.Code, k.t2.Code, e, to.Office); got != want {
				t.Errorf("%s to %s: %v, want %v", kind, to.Name, got, want)
			}
			if got := casework.ShareSupervision(k.c.Code, k.t2.Code, e.WithoutBody(), to.Office); got != stub {
				t.Errorf("stub of %s to %s: %v, want %v", kind, to.Name, got, stub)
			}
			if got := casework.ShareSupervision(k.c.Code, "", e, to.Office); (got == casework.ShareFull) != (to == k.c) {
				t.Errorf("of a unit outside, %s to %s: %v", kind, to.Name, got)
			}
		}
		if got := casework.ShareSupervision(k.c.Code, "", e, casework.Office{}); got != casework.ShareNot {
			t.Errorf("to nobody: %v", got)
		}
	}
	note := k.c.Draft(casework.Subject{Kind: casework.SubjectCase, ID: subject.ID}, casework.CaseNote, casework.Note{Text: "x"}, noAct)
	if got := casework.ShareSupervision(k.c.Code, k.t2.Code, note, k.t2.Office); got != casework.ShareNot {
		t.Errorf("a case under the name of a supervision: %v", got)
	}
}
