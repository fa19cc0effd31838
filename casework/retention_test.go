package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// closedAs opens, answers when asked, visits and closes a case at the township.
func closedAs(k *kit, answered bool, class casework.Class) casework.Case {
	k.Helper()
	k.open(k.t, casework.TrackPetition)
	if answered {
		k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	} else {
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeNotOurs})
	}
	k.do(k.t, casework.CaseText, casework.Text{Title: "井盖"})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	k.do(k.t, casework.CaseClosed, casework.Closed{Class: string(class)})
	return k.t.Case(k.id)
}

// TestTermsCountFromTheNextYear: closed 2026, 10 years: kept through 2036, over from
// 2037-01-01 on. A result asks for 30 years whatever was typed; a class that is not
// known never ends.
func TestTermsCountFromTheNextYear(t *testing.T) {
	for _, c := range []struct {
		answered bool
		class    casework.Class
		want     casework.Class
		until    string
	}{
		{false, casework.Class10, casework.Class10, "2036-12-31"},
		{false, casework.Class30, casework.Class30, "2056-12-31"},
		{true, casework.Class30, casework.Class30, "2056-12-31"},
		{true, casework.Class10, casework.Class30, "2056-12-31"},
		{true, casework.ClassPermanent, casework.ClassPermanent, ""},
		{true, "100", "100", ""},
	} {
		closed := closedAs(newKit(t), c.answered, c.class)
		e, ok := closed.Expiry()
		want := casework.NoEnd
		if c.until != "" {
			want = day(t, c.until)
		}
		if !ok || e.Class != c.want || e.Until != want || e.Words != 1 || e.Ended != closed.ClosedOn {
			t.Errorf("answered %v, %q: %+v", c.answered, c.class, e)
		}
		if want == casework.NoEnd {
			continue
		}
		if got := casework.Expiring([]casework.Case{closed}, want); len(got) > 0 {
			t.Errorf("on the last day: %v", got)
		}
		if got := casework.Expiring([]casework.Case{closed}, want+1); len(got) != 1 || got[0].Case != closed.ID {
			t.Errorf("the day after: %v", got)
		}
	}
}

// TestWhatGoesOnHasNoTerm: an open case, and one that was taken up again.
func TestWhatGoesOnHasNoTerm(t *testing.T) {
	k := newKit(t)
	closed := closedAs(k, true, casework.Class30)
	if closed.Class != casework.Class30 {
		t.Errorf("class %q", closed.Class)
	}
	k.do(k.t, casework.CaseReclassified, casework.Reclassified{Class: string(casework.ClassPermanent)})
	k.do(k.t, casework.CaseSealedOff, casework.SealedOff{Ground: "request"})
	k.refused(k.t, casework.CaseSealedOff, casework.SealedOff{Ground: "request"}, casework.WhyNeed, casework.NeedInUse)
	k.refused(k.v, casework.CaseSealLifted, casework.SealLifted{Reason: "work"}, casework.WhyEarlier, "")
	if c := k.t.Case(k.id); !c.SealedOff() || c.KeptAs() != casework.ClassPermanent {
		t.Errorf("sealed off %v, %s", c.SealedOff(), c.KeptAs())
	}
	k.do(k.t, casework.CaseReopened, casework.Reopened{Reason: "returned"})
	c := k.t.Case(k.id)
	if _, ok := c.Expiry(); ok || c.SealedOff() || c.Class != "" {
		t.Errorf("taken up again: %+v, %q", c.SealedOff(), c.Class)
	}
	k.refused(k.t, casework.CaseSealedOff, casework.SealedOff{Ground: "request"}, casework.WhyState, "")
}

// TestMergedShareTheTerm: a merged case goes when the case that goes on does, over
// several merges; one whose target is not here never does.
func TestMergedShareTheTerm(t *testing.T) {
	k := newKit(t)
	var cases []casework.Case
	end := closedAs(k, false, casework.Class10)
	into := end.ID
	for range 2 {
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseText, casework.Text{Title: "同一件"})
		k.do(k.t, casework.CaseMerged, casework.Merged{Into: into})
		into = k.id
		cases = append(cases, k.t.Case(k.id))
	}
	over := day(t, "2037-01-01")
	if got := casework.Expiring(cases, over); len(got) > 0 {
		t.Errorf("without the case that goes on: %v", got)
	}
	if got := casework.Expiring(append(cases, end), over); len(got) != 3 {
		t.Errorf("%d of 3", len(got))
	}
	if got := casework.Expiring(append(cases, end), over-1); len(got) != 0 {
		t.Errorf("before the end: %v", got)
	}
}

// TestMistakenAreKeptTenYears: a case struck as a mistake has the shortest term.
func TestMistakenAreKeptTenYears(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseParty, casework.Party{Name: "张某某"})
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	if e, ok := k.t.Case(k.id).Expiry(); !ok || e.Class != casework.Class10 || e.Until != day(t, "2036-12-31") {
		t.Errorf("%+v", e)
	}
}

// TestExpiringIsSorted: by class, shortest first, then by the last day.
func TestExpiringIsSorted(t *testing.T) {
	var cases []casework.Case
	for _, c := range []struct {
		on       string
		answered bool
		class    casework.Class
	}{
		{"2028-02-01", true, casework.Class30},
		{"2027-02-01", true, casework.Class30},
		{"2029-05-01", false, casework.Class10},
		{"2027-05-01", false, casework.Class10},
	} {
		k := newKit(t)
		k.clock.Set(day(t, c.on))
		cases = append(cases, closedAs(k, c.answered, c.class))
	}
	var got []string
	for _, e := range casework.Expiring(cases, day(t, "2099-01-01")) {
		got = append(got, string(e.Class)+" "+e.Until.String()[:4])
	}
	if diff := cmp.Diff([]string{"10 2037", "10 2039", "30 2057", "30 2058"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestNewerEntriesAreTold: what only a newer program reads may be words.
func TestNewerEntriesAreTold(t *testing.T) {
	k := newKit(t)
	closedAs(k, false, casework.Class10)
	c := casework.FoldCase(append(k.t.Entries(k.id), newerBody(k, "case.blessed", 1, `{}`)))
	if e, ok := c.Expiry(); !ok || !e.Newer {
		t.Errorf("%+v", e)
	}
}

// TestFoldArchive: a form, the leader's word, the destruction, once each, by the office
// alone; extensions hold when they are approved.
func TestFoldArchive(t *testing.T) {
	k := newKit(t)
	s := casework.ArchiveSubject(k.t.Code)
	a, b := casework.DerivedID("a"), casework.DerivedID("b")
	until := day(t, "2036-12-31")
	say := func(d *testkit.Desk, kind casework.Kind, data any) casework.Entry {
		return d.Write(s, kind, data, noAct)
	}
	form := say(k.t, casework.RetentionAppraised, casework.Appraised{By: []int{1, 2}, Cases: []casework.AppraisedCase{
		{Case: a, Until: until, Class: casework.Class10}, {Case: b, Until: until, Class: casework.Class10, Extend: 5},
	}})
	early := say(k.t, casework.RetentionDestroyed, casework.AppraisalDone{Appraisal: form.ID})
	bad := say(k.t, casework.RetentionAppraised, casework.Appraised{By: []int{1}, Cases: []casework.AppraisedCase{{Case: a, Extend: 31}}})
	none := say(k.t, casework.RetentionApproved, casework.AppraisalJudged{Appraisal: b, By: 3, Approved: true})
	before := casework.FoldArchive(k.t.Entries(s.ID))
	if !before.Waiting(a) || before.Until(casework.Expiry{Case: b, Until: until}) != until {
		t.Errorf("%+v", before)
	}
	yes := say(k.t, casework.RetentionApproved, casework.AppraisalJudged{Appraisal: form.ID, By: 3, Approved: true})
	again := say(k.t, casework.RetentionApproved, casework.AppraisalJudged{Appraisal: form.ID, By: 3, Approved: true})
	done := say(k.t, casework.RetentionDestroyed, casework.AppraisalDone{Appraisal: form.ID, Cases: 1, Entries: 7})
	read := say(k.t, casework.RetentionConsulted, casework.Consulted{Case: a, Reason: "court"})
	k.v.Take(k.t.Entries(s.ID)...)
	stranger := say(k.v, casework.RetentionConsulted, casework.Consulted{Case: a, Reason: "court"})
	entries := k.v.Entries(s.ID)
	slices.Reverse(entries)
	got := casework.FoldArchive(append(entries, entries...))
	why := map[casework.ID]casework.Why{}
	for _, r := range got.Rows {
		if r.Why != casework.WhyTwice || why[r.Entry] == "" {
			why[r.Entry] = r.Why
		}
	}
	want := map[casework.ID]casework.Why{
		form.ID: "", early.ID: casework.WhyState, bad.ID: casework.WhyDamaged, none.ID: casework.WhyEarlier, yes.ID: "",
		again.ID: casework.WhyTwice, done.ID: "", read.ID: "", stranger.ID: casework.WhyStranger,
	}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	f, found := got.Appraisal(form.ID)
	if !found || !f.Approved || f.JudgedBy != 3 || f.DestroyedOn == 0 || f.Entries != 7 || f.Pending() || got.Waiting(a) {
		t.Errorf("%+v", f)
	}
	if u := got.Until(casework.Expiry{Case: b, Until: until}); u != day(t, "2041-12-31") {
		t.Errorf("extended to %s", u)
	}
	if len(got.Consultation) != 1 || got.Consultation[0].Case != a {
		t.Errorf("%+v", got.Consultation)
	}
}
