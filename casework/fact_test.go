package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		n, d  int
		kind  casework.IndicatorKind
		want  string
		small bool
	}{
		{216, 242, casework.RatioFigure, "89.3%", false},
		{1, 3, casework.RatioFigure, "33.3%", true},
		{2, 3, casework.RatioFigure, "66.7%", true},
		{1, 2000, casework.RatioFigure, "0.1%", false}, // half up
		{1, 2001, casework.RatioFigure, "0.0%", false},
		{0, 10, casework.RatioFigure, "0.0%", false},
		{10, 10, casework.RatioFigure, "100.0%", false},
		{0, 0, casework.RatioFigure, "—", true},
		{7, 0, casework.CountFigure, "—", false},
	} {
		i := casework.Indicator{Numerator: c.n, Denominator: c.d, Kind: c.kind}
		if i.Percent() != c.want || i.SmallNumber() != c.small {
			t.Errorf("%d/%d = %s, small %v; want %s, %v", c.n, c.d, i.Percent(), i.SmallNumber(), c.want, c.small)
		}
	}
}

// TestJudgedDays: a duty not done is judged only from the day after it was due; done
// late, it still stands on its due date.
func TestJudgedDays(t *testing.T) {
	h := national(t)
	k := newKit(t)
	k.open(k.t, casework.TrackPetition) // received 11-24, K2 due 12-09
	due := day(t, "2026-12-09")
	k.do(k.t, casework.CasePromised, casework.Promised{Due: due})
	count := func(to calendar.Day) (notice, promise [2]int) {
		f := figures(k.t.Case(k.id).Facts(h), day(t, "2026-11-24"), to)
		return f["告知 in_time"], f["承诺兑现 "]
	}
	if n, p := count(due); n != [2]int{0, 0} || p != [2]int{0, 0} {
		t.Errorf("on the due day: notice %v, promise %v; there is time left", n, p)
	}
	if n, p := count(due + 1); n != [2]int{0, 1} || p != [2]int{0, 1} {
		t.Errorf("the day after: notice %v, promise %v", n, p)
	}
	k.clock.Set(due + 2)
	p := k.t.Case(k.id).Promises[0]
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: p.Entry, Kept: true})
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	if n, p := count(due + 5); n != [2]int{0, 1} || p != [2]int{0, 1} {
		t.Errorf("done late: notice %v, promise %v", n, p)
	}
}

func TestPromises(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	first := k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 2}).ID
	broken := k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 2}).ID
	k.do(k.t, casework.CasePromiseChanged, casework.PromiseChanged{Promise: first, Due: k.clock.Today() + 9})
	k.clock.Set(k.clock.Today() + 5)
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: first, Kept: true})
	k.do(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: broken, Kept: false})
	ps := k.t.Case(k.id).Promises
	if p := ps[0]; !p.KeptOnTime() || p.Changed != 1 || p.Open() {
		t.Errorf("re-agreed and kept: %+v is judged by the new date", p)
	}
	if p := ps[1]; p.KeptOnTime() || p.Open() {
		t.Errorf("broken: %+v", p)
	}
	k.refused(k.t, casework.CasePromiseChanged, casework.PromiseChanged{Promise: broken, Due: k.clock.Today() + 9}, casework.WhyTwice, "")
	k.refused(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: k.id, Kept: true}, casework.WhyEarlier, "")
	up := k.up(k.t, k.c)
	k.accept(k.c, up)
	again := k.do(k.c, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 9})
	k.send(k.c, k.t)
	k.refused(k.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: again.ID, Kept: true}, casework.WhyNotHolder, "")
}

func TestFactsOfAVoidedCase(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	f := figures(k.t.Case(k.id).Facts(national(t)), k.clock.Today(), k.clock.Today())
	want := map[string][2]int{"未化解 new": {1, 0}, "未化解 voided": {1, 0}, "上报退回 reported": {0, 1}}
	if diff := cmp.Diff(want, told(f)); diff != "" {
		t.Errorf("a voided case came and went and is no 件 (-want +got):\n%s", diff)
	}
	if f := casework.FoldCase(nil).Facts(national(t)); len(f) != 0 {
		t.Errorf("no case counts: %+v", f)
	}
}

// TestResolvedTwiceCountsTwice: 反弹 and resolved again are two events (domain 0.0, 3),
// yet one matter where matters are counted.
func TestResolvedTwiceCountsTwice(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	for range 2 {
		k.do(k.v, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
		k.do(k.v, casework.CaseResolved, fulfilled)
		k.do(k.v, casework.CaseReopened, casework.Reopened{Relapse: true})
	}
	k.do(k.v, casework.CaseResolved, terminated)
	f := figures(k.v.Case(k.id).Facts(national(t)), k.clock.Today(), k.clock.Today())
	for name, want := range map[string][2]int{
		"未化解 resolved": {2, 0}, "四四二 village": {1, 1}, "反弹 relapses": {2, 0}, "登记 cases": {1, 0},
		"化解率 ": {1, 2}, "批次化解率 ": {0, 1}, "未化解 end": {0, 0},
	} {
		if f[name] != want {
			t.Errorf("%s = %v, want %v", name, f[name], want)
		}
	}
}

func TestReturnedIsCountedOfReported(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	id := k.up(k.v, k.t)
	k.do(k.t, casework.CaseReturned, casework.Returned{Link: id, Reason: casework.ReturnIncomplete})
	f := figures(k.t.Case(k.id).Facts(national(t)), k.clock.Today(), k.clock.Today())
	if f["上报退回 returned"] != [2]int{1, 1} || f["上报退回 reported"] != [2]int{1, 1} {
		t.Errorf("figures %v", f)
	}
}

func TestUnreachedVisitsAreNoVisits(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: false, Persons: 3, First: true}, byOther)
	f := figures(k.t.Case(k.id).Facts(national(t)), k.clock.Today(), k.clock.Today())
	if f["回访 persons"] != [2]int{0, 0} || f["回访 cases"] != [2]int{0, 0} {
		t.Errorf("figures %v", f)
	}
}

func TestPeriodIsInclusive(t *testing.T) {
	p := casework.Period{From: 10, To: 12}
	for d, want := range map[calendar.Day]bool{9: false, 10: true, 12: true, 13: false} {
		if p.Contains(d) != want {
			t.Errorf("Contains(%d) = %v", d, !want)
		}
	}
}

// TestSumsAreSumsOfIntegers: figures of two offices add up part by part.
func TestSumsAreSumsOfIntegers(t *testing.T) {
	facts := func(d *testkit.Desk, k *kit) []casework.Fact {
		k.open(d, casework.TrackDemand)
		k.do(d, casework.CaseResolved, fulfilled)
		return d.Case(k.id).Facts(national(t))
	}
	k := newKit(t)
	a, b := facts(k.v, k), facts(k.t, k)
	p := casework.Period{From: k.clock.Today(), To: k.clock.Today()}
	ia, ib, both := casework.Indicators(a, p), casework.Indicators(b, p), casework.Indicators(append(a, b...), p)
	for i := range both {
		if both[i].Numerator != ia[i].Numerator+ib[i].Numerator || both[i].Denominator != ia[i].Denominator+ib[i].Denominator {
			t.Errorf("%d %s: %+v and %+v give %+v", both[i].ID, both[i].Part, ia[i], ib[i], both[i])
		}
	}
}
