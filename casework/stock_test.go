package casework_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// ledger is what several offices wrote on several cases, all of it on one desk, some of
// it dated earlier than it was written (补登).
type ledger struct {
	*kit
	random *rand.Rand
	cases  []casework.ID
	facts  []casework.Fact
	start  calendar.Day
	today  calendar.Day
}

func randomLedger(t *rapid.T, tb testing.TB) *ledger {
	l := &ledger{kit: newKit(tb)}
	l.random = rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "ledger"), 4))
	l.start = l.clock.Today()
	for range rapid.IntRange(1, 4).Draw(t, "cases") {
		opener := pick(l.random, l.v, l.t, l.c)
		l.id = opener.NewID()
		l.cases = append(l.cases, l.id)
		l.write(opener, casework.CaseOpened, opened(opener, pick(l.random, casework.TrackPetition, casework.TrackDispute, casework.TrackDemand)))
		for range rapid.IntRange(0, 14).Draw(t, "acts") {
			l.step()
		}
		if l.random.IntN(2) == 0 {
			l.clock.Set(l.start)
		}
	}
	l.today = l.start.Add(600) // after all that was written
	r := national(tb)
	for _, id := range l.cases {
		l.facts = append(l.facts, l.t.Case(id).Facts(r)...)
	}
	return l
}

// write keeps an entry, in effect or not, and tells all desks.
func (l *ledger) write(d *testkit.Desk, kind casework.Kind, data any) casework.Entry {
	act := testkit.Act{On: l.clock.Today().Add(-l.random.IntN(12))}
	e := d.Write(l.subject(), kind, data, act)
	for _, to := range []*testkit.Desk{l.v, l.t, l.c} {
		to.Take(e)
	}
	return e
}

func (l *ledger) step() {
	l.clock.Set(l.clock.Today() + calendar.Day(l.random.IntN(9)))
	c := l.t.Case(l.id)
	desks := map[casework.OfficeCode]*testkit.Desk{l.v.Code: l.v, l.t.Code: l.t, l.c.Code: l.c}
	d := desks[c.Holder]
	if d == nil {
		return // its opening is no opening
	}
	if u := c.UnderWay(); u != nil && l.random.IntN(4) > 0 {
		if to := desks[u.To]; l.random.IntN(3) > 0 {
			l.write(to, casework.CaseAccepted, link(u.Link))
		} else {
			l.write(to, casework.CaseReturned, casework.Returned{Link: u.Link, Reason: casework.ReturnOther})
		}
		return
	}
	above := l.t
	if d == l.t {
		above = l.c
	}
	a := pick(l.random,
		act{kind: casework.CaseResolved, data: fulfilled}, act{kind: casework.CaseResolved, data: fulfilled}, act{kind: casework.CaseResolved, data: terminated},
		act{kind: casework.CaseResolved, data: casework.Resolved{To: casework.ExportedElsewhere}}, act{kind: casework.CaseResolved, data: casework.Resolved{To: casework.PartlyResolved}},
		act{kind: casework.CaseAnswered, data: casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}}},
		act{kind: casework.CaseReturnVisited, data: casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}},
		act{kind: casework.CaseClosed, data: casework.Closed{Class: "10"}},
		act{kind: casework.CaseReopened, data: casework.Reopened{Relapse: true}}, act{kind: casework.CaseReopened, data: casework.Reopened{}},
		act{kind: casework.CaseVoided, data: casework.Voided{Reason: "mistaken"}},
		act{kind: casework.CaseMerged, data: casework.Merged{Into: l.cases[0]}}, act{kind: casework.CaseUnmerged, data: casework.Unmerged{From: l.cases[0]}},
		act{kind: casework.CaseHandedOver, data: reportUp(above)}, act{kind: casework.CaseHandedOver, data: assign(l.v)},
		act{kind: casework.CaseNoticed, data: casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}},
		act{kind: casework.CaseMediated, data: casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}},
		act{kind: casework.CasePromised, data: casework.Promised{Due: l.clock.Today() + 5}},
		act{kind: casework.CaseRepeated, data: casework.Repeated{Form: "visit"}},
	)
	l.write(d, a.kind, a.data)
}

func (l *ledger) count(from, to calendar.Day, offices ...casework.OfficeCode) casework.Figures {
	q := casework.Question{Period: casework.Period{From: from, To: to}, AsOf: l.today, Rules: national(l.TB)}
	for _, o := range offices {
		if q.Offices == nil {
			q.Offices = map[casework.OfficeCode]bool{}
		}
		q.Offices[o] = true
	}
	return casework.Count(l.facts, q)
}

// TestStockEqualsLiveCount: carry + new + reopened + restored - resolved - exported -
// terminated - voided is what a live count finds, and the end of a period is the carry
// of the next, with late entries too; no order of the facts changes a figure.
func TestStockEqualsLiveCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := randomLedger(rt, t)
		live := make([]casework.Skeleton, 0, len(l.cases))
		for _, id := range l.cases {
			live = append(live, l.t.Case(id).Skeleton)
		}
		want := casework.Live(live...)
		if got := casework.Stock(l.facts, l.today); got != want {
			rt.Fatalf("stock %d, live %d", got, want)
		}
		from, cut := l.start.Add(-20), l.start.Add(rapid.IntRange(-15, 90).Draw(rt, "cut"))
		one, two := l.count(from, cut), l.count(cut+1, l.today)
		if two.Stock.End() != want || one.Stock.Carry != 0 {
			rt.Fatalf("carry %d, end %d, live %d", one.Stock.Carry, two.Stock.End(), want)
		}
		if one.Stock.End() != two.Stock.Carry || one.Stock.End() != casework.Stock(l.facts, cut) {
			rt.Fatalf("end %d, carry of the next %d, stock %d", one.Stock.End(), two.Stock.Carry, casework.Stock(l.facts, cut))
		}
		l.random.Shuffle(len(l.facts), func(i, j int) { l.facts[i], l.facts[j] = l.facts[j], l.facts[i] })
		if diff := cmp.Diff(one, l.count(from, cut)); diff != "" {
			rt.Fatalf("another order of the facts:\n%s", diff)
		}
		checkParts(rt, one)
		checkParts(rt, l.count(from, l.today))
	})
}

// checkParts: nothing is negative when all facts are in one period, and no share is above the whole.
func checkParts(rt *rapid.T, f casework.Figures) {
	flows := []int{14, 24} // numerator and denominator are of other cases
	for _, i := range f.All {
		if i.Kind == casework.RatioFigure && i.Denominator >= 0 && i.Numerator > i.Denominator && !slices.Contains(flows, i.ID) && f.Stock.End() >= 0 {
			rt.Errorf("%d %s: %d of %d", i.ID, i.Part, i.Numerator, i.Denominator)
		}
	}
}

// TestRollUpIsUnion: figures of all offices are the sums of those of each, but for
// medians.
func TestRollUpIsUnion(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := randomLedger(rt, t)
		from, to := l.start.Add(rapid.IntRange(-10, 30).Draw(rt, "from")), l.start.Add(60)
		v, rest, all := l.count(from, to, l.v.Code), l.count(from, to, l.t.Code, l.c.Code), l.count(from, to)
		sum := casework.RollUp(v.All, rest.All)
		for i, want := range all.All {
			if sum[i].Unsummed {
				if want.Kind != casework.MedianFigure || sum[i].Denominator != 0 || sum[i].Value() != "—" {
					rt.Errorf("unsummed %+v", sum[i])
				}
				continue
			}
			if diff := cmp.Diff(want, sum[i]); diff != "" {
				rt.Errorf("%d %s (-union +sum):\n%s", want.ID, want.Part, diff)
			}
		}
		if v.Stock.Plus(rest.Stock) != all.Stock || v.Share.Plus(rest.Share) != all.Share {
			rt.Errorf("stock %+v and %+v, shares %+v and %+v", v.Stock.Plus(rest.Stock), all.Stock, v.Share.Plus(rest.Share), all.Share)
		}
	})
}
