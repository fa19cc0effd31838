package casework_test

import (
	"testing"

	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// TestSealedLeavesNoTraceAtAVillage: not seen, not written, not received (domain 0.0, 2).
func TestSealedLeavesNoTraceAtAVillage(t *testing.T) {
	for _, r := range allRoles {
		if r.Level() != casework.Village && r != casework.RoleAdministrator {
			continue
		}
		for _, in := range eachCircumstances() {
			if got := casework.Visible(casework.ReaderOf(r), casework.DataSealed, in); got != (casework.Sight{}) {
				t.Fatalf("%s sees %+v of a sealed matter, %+v", r, got, in)
			}
		}
		if casework.Permitted(casework.Village, r, casework.SealedReceived) == nil {
			t.Errorf("%s writes a sealed matter at a village", r)
		}
	}
	for _, s := range []casework.Track{"S", "sealed"} {
		k := newKit(t)
		k.id = k.v.NewID()
		if _, err := k.v.Try(k.id, casework.CaseOpened, opened(k.v, s), noAct); err == nil {
			t.Errorf("a village opens a case of track %s", s)
		}
	}
}

// TestSealedNeverTravels: no call of any sharing function lets go of a sealed matter,
// to whomever, whatever the entry claims to be about.
func TestSealedNeverTravels(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
	k.up(k.t, k.c)
	state := k.t.Case(k.id).Skeleton
	desks := []*testkit.Desk{k.t, k.c}
	offices := []casework.Office{testkit.Village(), testkit.Neighbour(), testkit.Township(), testkit.OtherTownship(), testkit.County(), {}}
	subjects := []casework.SubjectKind{
		casework.SubjectCase, casework.SubjectDay, casework.SubjectOffice, casework.SubjectMeeting, casework.SubjectSupervision,
		casework.SubjectRoom, casework.SubjectRules, casework.SubjectReport, casework.SubjectSealed, "unheard",
	}
	envelope := casework.SealedEnvelope{Envelope: "7", Addressee: "县纪委"}
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(desks).Draw(t, "writer")
		office := func(name string) casework.Office { return rapid.SampledFrom(offices).Draw(t, name) }
		// Either the subject is the sealed one, or its body stands under a false envelope.
		about := rapid.SampledFrom(subjects).Draw(t, "about")
		e := d.Draft(casework.Subject{Kind: about, ID: k.id}, casework.SealedReceived, envelope, noAct)
		if about == casework.SubjectSealed && rapid.Bool().Draw(t, "stub") {
			e = e.WithoutBody()
		}
		for range rapid.IntRange(1, 6).Draw(t, "calls") {
			from, to := office("from"), office("to")
			for name, got := range map[string]casework.Share{
				"ShareCase":        state.ShareCase(e, to),
				"ShareOf":          casework.ShareOf(e, rapid.SampledFrom(subjects).Draw(t, "as"), from, to),
				"ShareSupervision": casework.ShareSupervision(from.Code, office("supervised").Code, e, to),
			} {
				if got != casework.ShareNot {
					t.Fatalf("%s under %q from %q to %q: %v", name, about, from.Name, to.Name, got)
				}
			}
		}
	})
}
