package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// TestSealedOffWordsStayHere: nobody reads them in passing, and they travel no more;
// what moves the case does.
func TestSealedOffWordsStayHere(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition)
	text := k.do(k.v, casework.CaseText, casework.Text{Title: "井盖"})
	k.takeOver(k.v, k.t)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	closed := k.do(k.t, casework.CaseClosed, casework.Closed{Class: "30"})
	note := k.do(k.t, casework.CaseNote, casework.Note{Text: "话"})
	clerk := casework.Viewer{Office: k.t.Office, Role: casework.RoleTownshipClerk, Operator: 1}
	facts := k.t.Case(k.id).Facts(national(t))
	for _, sealed := range []bool{false, true} {
		if sealed {
			k.do(k.t, casework.CaseSealedOff, casework.SealedOff{Ground: "request"})
		}
		c := k.t.Case(k.id)
		want := casework.ShareFull
		if sealed {
			want = casework.ShareStub
		}
		if got := c.ShareCase(note, k.v.Office); got != want {
			t.Errorf("sealed off %v: the note goes as %v", sealed, got)
		}
		if c.ShareCase(closed, k.v.Office) != casework.ShareFull || c.ShareCase(text, k.v.Office) != casework.ShareFull {
			t.Error("the skeleton, or an office's own words, do not go")
		}
		if got := casework.Redact(c, clerk).Words.Text.Title; (got == "") != sealed {
			t.Errorf("sealed off %v: the clerk reads %q", sealed, got)
		}
		if got := casework.RedactSealedOff(c, clerk); got.Words.Text.Title != "井盖" || got.SealedOff() != sealed {
			t.Errorf("for a reason: %q", got.Words.Text.Title)
		}
		village := casework.Viewer{Office: k.v2.Office, Role: casework.RoleVillageSecretary, Operator: 1}
		if got := casework.RedactSealedOff(c, village); got.Words.Text.Title != "" {
			t.Errorf("a stranger reads %q", got.Words.Text.Title)
		}
		if diff := cmp.Diff(facts, c.Facts(national(t))); diff != "" {
			t.Errorf("figures\n%s", diff)
		}
	}
}

// takeOver reports a case up and accepts it there.
func (k *kit) takeOver(from, to *testkit.Desk) {
	k.Helper()
	k.accept(to, k.up(from, to))
}
