package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// toTownship opens a dispute at the village and hands it to the township.
func toTownship(k *kit) {
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
}

// resolvedAt plays the lines of domain 4.4, "resolved at level X: edge cases".
func resolvedAt() []struct {
	name  string
	play  func(k *kit)
	want  casework.Share442 // by holder
	byMax casework.Share442
	open  int // of the stock
} {
	v, tn, none := casework.Share442{Village: 1}, casework.Share442{Township: 1}, casework.Share442{}
	return []struct {
		name  string
		play  func(k *kit)
		want  casework.Share442
		byMax casework.Share442
		open  int
	}{
		{"village resolves, township cadre sat in", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement})
			k.do(k.v, casework.CaseResolved, fulfilled)
		}, v, v, 0},
		{"reported up, received, returned, solved in the village", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			id := k.up(k.v, k.t)
			k.do(k.t, casework.CaseReceived, link(id))
			k.do(k.t, casework.CaseReturned, casework.Returned{Link: id, Reason: casework.ReturnNotOurs})
			k.send(k.t, k.v)
			k.do(k.v, casework.CaseResolved, fulfilled)
		}, v, tn, 0},
		{"reported up, township mediates in the village", func(k *kit) {
			toTownship(k)
			k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement})
			k.do(k.t, casework.CaseResolved, fulfilled)
		}, tn, tn, 0},
		{"assigned down from the county, solved in the township", func(k *kit) {
			k.open(k.c, casework.TrackPetition)
			down := k.do(k.c, casework.CaseHandedOver, assign(k.t)).ID
			k.send(k.c, k.t)
			k.accept(k.t, down)
			k.do(k.t, casework.CaseResolved, fulfilled)
		}, casework.Share442{Township: 1, AssignedTownship: 1}, casework.Share442{County: 1}, 0},
		{"in transit when the parties settle", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.up(k.v, k.t)
			k.do(k.v, casework.CaseResolved, fulfilled)
		}, v, v, 0},
		{"on the spot on a village day", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
			day := casework.DaySubject(k.v.Code, k.clock.Today())
			k.v.Write(day, casework.DayVisit, visitOf(k.v, 1, 1, true), noAct)
		}, none, none, 0},
		{"one party paid, other terms open", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseResolved, casework.Resolved{To: casework.PartlyResolved})
		}, none, none, 1},
		{"resolved by a court", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseResolved, casework.Resolved{To: casework.ExportedElsewhere})
		}, none, none, 0},
		{"withdrawn with a settlement", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.SignedWithdrawal})
		}, v, v, 0},
		{"withdrawn without one", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseResolved, terminated)
		}, none, none, 0},
		{"duplicates merged", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseMerged, casework.Merged{Into: k.v.NewID()})
		}, none, none, 0},
		{"reopened in a later period", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
			k.do(k.v, casework.CaseResolved, fulfilled)
			k.clock.Set(k.clock.Today() + 40)
			k.do(k.v, casework.CaseReopened, casework.Reopened{Relapse: true})
		}, v, v, 1},
		{"resolved in the village, back again, solved in the county", func(k *kit) {
			k.open(k.v, casework.TrackDispute)
			k.do(k.v, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
			k.do(k.v, casework.CaseResolved, fulfilled)
			k.clock.Set(k.clock.Today() + 40)
			k.do(k.v, casework.CaseReopened, casework.Reopened{Relapse: true})
			k.accept(k.t, k.up(k.v, k.t))
			k.accept(k.c, k.up(k.t, k.c))
			k.do(k.c, casework.CaseResolved, fulfilled)
		}, v, v, 0}, // the report of the first period says what it said
	}
}

func TestResolvedAtLevel(t *testing.T) {
	for _, c := range resolvedAt() {
		k := newKit(t)
		month := casework.PeriodOf(casework.Month, k.clock.Today())
		c.play(k)
		var facts []casework.Fact
		for _, d := range []*testkit.Desk{k.v, k.t, k.c} {
			if own := d.Case(k.id).Facts(national(t)); len(own) > len(facts) {
				facts = own
			}
		}
		facts = append(facts, casework.FoldDay(k.v.Entries(casework.DaySubject(k.v.Code, k.clock.Today()).ID)).Facts()...)
		for by, want := range map[casework.LevelBasis]casework.Share442{casework.ByHolderLevel: c.want, casework.ByMaxLevel: c.byMax} {
			want.Target = target(casework.BasisPetitionsAndDisputes, by)
			got := casework.Count(facts, casework.Question{Period: month, Rules: casework.WithTarget(national(t), want.Target)}).Share
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, by %s (-want +got):\n%s", c.name, by, diff)
			}
		}
		if n := casework.Stock(facts, k.clock.Today()); n != c.open {
			t.Errorf("%s: %d open, want %d", c.name, n, c.open)
		}
	}
}

func target(basis casework.ShareBasis, by casework.LevelBasis) casework.ShareTarget {
	return casework.ShareTarget{Village: 40, Township: 40, County: 20, Basis: basis, By: by}
}

// TestShareBasis: which matters are counted decides the result (domain 1.3).
func TestShareBasis(t *testing.T) {
	facts := []casework.Fact{
		of(resolved, 1, 100, at(casework.Village), track(casework.TrackDispute)),
		of(resolved, 2, 100, at(casework.Township), track(casework.TrackPetition)),
		of(resolved, 3, 100, at(casework.Township), track(casework.TrackDemand)),
		of(resolved, 4, 100, at(casework.County), track(casework.TrackSuggestion)),
		of(analysed, 2, 90, at(casework.County)), of(analysed, 1, 131, at(casework.County)),
		of(casework.FactVisit, 5, 100, good), of(casework.FactVisit, 6, 100), of(casework.FactSealed, 7, 100),
	}
	spot := target(casework.BasisPetitionsAndDisputes, casework.ByHolderLevel)
	spot.OnTheSpot = true
	for _, c := range []struct {
		target  casework.ShareTarget
		v, t, c int
	}{
		{target("", ""), 1, 1, 0},
		{target(casework.BasisPetitionsAndDisputes, casework.ByHolderLevel), 1, 1, 0},
		{target(casework.BasisPetitions, casework.ByHolderLevel), 0, 1, 0},
		{target(casework.BasisAll, casework.ByHolderLevel), 1, 2, 1},
		{target(casework.BasisMeeting, casework.ByHolderLevel), 0, 1, 0},
		{spot, 2, 1, 0},
	} {
		got := casework.Count(facts, casework.Question{Period: casework.Period{From: first, To: last}, AsOf: last + 5, Rules: casework.WithTarget(national(t), c.target)})
		if s := got.Share; s.Village != c.v || s.Township != c.t || s.County != c.c {
			t.Errorf("%+v: %+v, want %d %d %d", c.target, s, c.v, c.t, c.c)
		}
		if i := got.Get(9, "within_village"); i.Numerator != c.v || i.Denominator != c.v+c.t+c.c {
			t.Errorf("不出村 %+v", i)
		}
	}
}

func TestTargetIsOneSided(t *testing.T) {
	for _, c := range []struct {
		v, t, c     int
		met, judged bool
		deviation   [3]int
	}{
		{40, 40, 20, true, true, [3]int{0, 0, 0}},
		{80, 10, 10, true, true, [3]int{400, -300, -100}}, // more at the village is no fault
		{39, 41, 20, false, true, [3]int{-10, 10, 0}},
		{40, 39, 21, false, true, [3]int{0, -10, 10}},
		{2, 2, 1, true, true, [3]int{0, 0, 0}},
		{1, 1, 1, false, true, [3]int{-67, -67, 133}}, // 33.3, half up
		{0, 2, 0, false, true, [3]int{-400, 600, -200}},
		{0, 0, 0, false, false, [3]int{}},
	} {
		s := casework.Share442{Village: c.v, Township: c.t, County: c.c, Target: target("", "")}
		if met, judged := s.Met(); met != c.met || judged != c.judged {
			t.Errorf("%d %d %d: met %v, judged %v", c.v, c.t, c.c, met, judged)
		}
		for i, l := range []casework.Level{casework.Village, casework.Township, casework.County} {
			if d, ok := s.Deviation(l); d != c.deviation[i] || ok != c.judged {
				t.Errorf("%d %d %d at %s: %d, %v", c.v, c.t, c.c, l, d, ok)
			}
		}
	}
	if _, ok := (casework.Share442{Village: 1}).Deviation("province"); ok {
		t.Error("a level that is none")
	}
}

// TestSettingsHaveDates: a report of last year is counted as the rules were then.
func TestSettingsHaveDates(t *testing.T) {
	r := casework.WithTarget(national(t), casework.ShareTarget{From: 150, Village: 50, Township: 30, County: 20})
	r = casework.WithLimits(r, casework.Limits{From: 150, SmallNumber: 3, ReopenDays: 10})
	for _, c := range []struct {
		p              casework.Period
		village, small int
	}{{casework.Period{From: first, To: last}, 40, 10}, {casework.Period{From: 140, To: 170}, 50, 3}} {
		f := casework.Count(nil, casework.Question{Period: c.p, Rules: r})
		if f.Share.Target.Village != c.village || f.Get(8, "village").Small != c.small {
			t.Errorf("%v: %+v, %+v", c.p, f.Share.Target, f.Get(8, "village"))
		}
	}
	back := func(day calendar.Day) [2]int {
		facts := []casework.Fact{of(resolved, 1, day), of(reopened, 1, 150, good)}
		return named(casework.Count(facts, casework.Question{Period: casework.Period{From: 150, To: 160}, Rules: r}).All)["反弹 "]
	}
	if in, out := back(140), back(139); in != [2]int{1, 1} || out != [2]int{1, 0} {
		t.Errorf("window of ten days: %v, %v", in, out)
	}
}
