package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
)

// randomSkeleton draws a case with records of every kind, likely or not.
func randomSkeleton(t *rapid.T, track casework.Track) casework.Skeleton {
	const from calendar.Day = 20454 // 2026-01-01
	on := rapid.Custom(func(t *rapid.T) calendar.Day { return from + calendar.Day(rapid.IntRange(0, 300).Draw(t, "day")) })
	office := rapid.SampledFrom([]casework.OfficeCode{"411626000000", "411626102000", "411626102201"})
	level := rapid.SampledFrom([]casework.Level{casework.Village, casework.Township, casework.County})
	some := func(add func()) {
		for range rapid.IntRange(0, 2).Draw(t, "n") {
			add()
		}
	}
	k := casework.Skeleton{
		Track: track, Opener: office.Draw(t, "opener"), OpenedAt: level.Draw(t, "level"), Received: on.Draw(t, "received"),
		Handling: rapid.SampledFrom([]casework.Handling{casework.Registered, casework.InHandling, casework.ClosedState}).Draw(t, "state"),
	}
	k.OpenedOn = k.Received
	k.Marks.Simple = rapid.Bool().Draw(t, "simple")
	some(func() {
		k.Notices = append(k.Notices, casework.Notice{On: on.Draw(t, "on"), Office: office.Draw(t, "by"), Kind: casework.NoticeAccepted, Route31: rapid.IntRange(1, 6).Draw(t, "route"), Cycle: 1})
	})
	some(func() {
		form := rapid.SampledFrom([]casework.AnswerForm{casework.OralAnswer, casework.HandlingOpinion, casework.AdminReply}).Draw(t, "form")
		k.Answers = append(k.Answers, casework.Answer{On: on.Draw(t, "on"), Office: office.Draw(t, "by"), Level: level.Draw(t, "level"), Form: form, Cycle: 1})
	})
	some(func() {
		k.HandOvers = append(k.HandOvers, casework.HandOver{
			From: office.Draw(t, "from"), FromLevel: level.Draw(t, "from level"), To: office.Draw(t, "to"), ToLevel: level.Draw(t, "to level"),
			Way: casework.Assign, On: on.Draw(t, "on"), ReceivedOn: on.Draw(t, "received"), Due: on.Draw(t, "due"), Outcome: casework.HandOverAccepted, OutcomeOn: on.Draw(t, "outcome"),
		})
	})
	some(func() {
		k.Extensions = append(k.Extensions, casework.Extension{On: on.Draw(t, "on"), Days: 30, Cycle: 1})
	})
	some(func() {
		k.Reviews = append(k.Reviews, casework.Review{Stage: casework.ReviewStage(rapid.IntRange(1, 2).Draw(t, "stage")), AskedOn: on.Draw(t, "asked"), Received: on.Draw(t, "received"), DeliveredOn: on.Draw(t, "delivered"), Upheld: true, Cycle: 1})
	})
	some(func() {
		k.Urgent = append(k.Urgent, casework.UrgentMark{On: on.Draw(t, "on"), Office: office.Draw(t, "by")})
	})
	some(func() {
		k.Takings = append(k.Takings, casework.Taking{On: on.Draw(t, "on"), Office: office.Draw(t, "by"), Mediation: true, Cycle: 1})
	})
	some(func() {
		k.Sessions = append(k.Sessions, casework.Session{On: on.Draw(t, "on"), Result: casework.MediationSuccess, Agreement: casework.OralAgreement, Cycle: 1})
	})
	return k
}

// allOn gives the national rules with the simple procedure switched on.
func allOn(t testing.TB) casework.Rules {
	var b casework.RuleBook
	for _, c := range casework.NationalClocks() {
		if !c.On {
			c.On = true
			b.Clocks = append(b.Clocks, c)
		}
	}
	return national(t).With(b)
}

// TestTwoTracks: a dispute or a demand has no clock of the regulation, ever, but the
// date of an assignment and the report of an urgent matter (domain 0, 1).
func TestTwoTracks(t *testing.T) {
	r := allOn(t)
	free := []casework.ClockID{casework.K12, casework.K13, casework.K14, casework.K17}
	rapid.Check(t, func(t *rapid.T) {
		track := rapid.SampledFrom([]casework.Track{casework.TrackDispute, casework.TrackDemand, casework.TrackSuggestion}).Draw(t, "track")
		for _, c := range randomSkeleton(t, track).Clocks(r) {
			if !slices.Contains(free, c.Rule.ID) && (track != casework.TrackSuggestion || c.Rule.ID != casework.K18) {
				t.Fatalf("track %s has %s", track, c.Rule.ID)
			}
		}
	})
}

func TestTwoTracksInHistories(t *testing.T) {
	r := allOn(t)
	rapid.Check(t, func(rt *rapid.T) {
		if rapid.IntRange(0, 15).Draw(rt, "run") > 0 {
			return // histories cost time
		}
		h := randomHistory(rt, t, false, false)
		for _, d := range h.desks {
			c := d.Case(h.id)
			for _, k := range c.Clocks(r) {
				if c.Track == casework.TrackDispute && (k.Rule.Start == casework.OnReceipt || k.Rule.Start == casework.OnAccepted || k.Rule.Start == casework.OnHandedDown) {
					rt.Fatalf("a dispute has %s", k.Rule.ID)
				}
			}
		}
	})
}

// TestAnyPetition: whatever is written, each clock is one of an organ or a right of a
// citizen, ends after it began, and is in the table.
func TestAnyPetition(t *testing.T) {
	r := allOn(t)
	seen := map[casework.ClockID]bool{}
	rapid.Check(t, func(t *rapid.T) {
		for _, c := range randomSkeleton(t, casework.TrackPetition).Clocks(r) {
			seen[c.Rule.ID] = true
			set := c.Rule.Unit == casework.AsSet
			if c.Due < c.Raw || !set && c.Raw < c.Start || c.Alarm() > c.Due {
				t.Fatalf("%+v", c)
			}
			if c.Rule.Citizen() != (c.Internal == 0) || c.Rule.Citizen() && c.Office != "" {
				t.Fatalf("%s of %q has the alarm %s", c.Rule.ID, c.Office, c.Internal)
			}
		}
	})
	for _, c := range casework.NationalClocks() {
		if !seen[c.ID] && c.ID != casework.K7 && c.ID != casework.K18 {
			t.Errorf("no %s in any petition", c.ID)
		}
	}
}

// TestLateNeutralEntries: notes, promises, tasks and the like move no clock, however
// late they are written and whatever day they bear.
func TestLateNeutralEntries(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	start := k.clock.Today()
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	k.up(k.t, k.c)
	before := k.t.Case(k.id).Clocks(national(t))
	k.clock.Set(start + 40)
	for _, e := range []struct {
		kind casework.Kind
		data any
	}{
		{casework.CaseNote, casework.Note{Text: "x"}},
		{casework.CasePromised, casework.Promised{Due: start + 3}},
		{casework.CaseTasked, casework.Tasked{Unit: "水利站", Due: start + 4}},
		{casework.CaseLeadAssigned, casework.LeadAssigned{Name: "李某", Post: "副乡长", Rank: casework.TownshipLeader}},
		{casework.CaseRepeated, casework.Repeated{Form: "letter"}},
		{casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}},
	} {
		for _, act := range []calendar.Day{start, start + 1, start + 40} {
			how := byOther
			how.On = act
			k.doAs(k.t, e.kind, e.data, how)
		}
		if diff := cmp.Diff(before, k.t.Case(k.id).Clocks(national(t))); diff != "" {
			t.Errorf("%s moved a clock (-before +after):\n%s", e.kind, diff)
		}
	}
}
