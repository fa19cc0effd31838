package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// factDays is the stretch of days over which drawn facts lie.
const factDays = 400

// drawFacts draws the facts of one case of an opener as an office could never have
// written them: any kind, any day, any order. What tells how the case stands stands in
// the figures of its opener alone, as casework gives it; the rest anywhere.
func drawFacts(r *rand.Rand, about casework.ID, offices []casework.OfficeCode, first calendar.Day) []casework.Fact {
	kinds := []casework.FactKind{
		casework.FactRegistered, casework.FactRepeated, casework.FactVisit, casework.FactResolved, casework.FactResolved, casework.FactExported,
		casework.FactTerminated, casework.FactVoided, casework.FactRestored, casework.FactClosed, casework.FactReopened,
		casework.FactReportedUp, casework.FactReturned, casework.FactNotice, casework.FactOpinion, casework.FactPromise,
		casework.FactReturnVisit, casework.FactAnswered, casework.FactVisitDue, casework.FactEvaluated, casework.FactTerm,
		casework.FactMediated, casework.FactAnalysed, casework.FactLead, casework.FactLeadMet, casework.FactAided,
		casework.FactInspected, casework.FactMeeting, casework.FactSupervision, casework.FactFeedback, casework.FactSealed, "of tomorrow",
	}
	owed := []casework.FactKind{
		casework.FactLead, casework.FactLeadMet, casework.FactNotice, casework.FactOpinion, casework.FactPromise, casework.FactVisitDue, casework.FactTerm,
	}
	levels := []casework.Level{"", casework.Village, casework.Township, casework.County, "province"}
	pick := func(n int) int { return r.IntN(n) }
	span := 1 + pick(factDays) // some cases end soon, some last
	from := pick(factDays)
	opener := offices[pick(len(offices))]
	out := []casework.Fact{{Kind: casework.FactRegistered, On: first.Add(from), Office: opener, About: about, Count: 1}}
	for range pick(14) {
		f := casework.Fact{
			Kind: kinds[pick(len(kinds))], On: first.Add(from + pick(span)), Office: opener, About: about,
			Level: levels[pick(len(levels))], Top: levels[pick(len(levels))], Track: casework.Track([]string{"", "A", "D"}[pick(3)]),
			Mark: []string{"", "assigned", "merged", "mistaken", "refused", "letter", "lead 1", "lead 2"}[pick(8)], Good: pick(2) == 0, Count: pick(4) - 1,
		}
		if slices.Contains(owed, f.Kind) {
			f.Office = offices[pick(len(offices))]
			if pick(2) == 0 {
				f.Done = f.On.Add(pick(80) - 40)
			}
		}
		if f.Kind == casework.FactLead {
			f.Mark = fmt.Sprint("lead ", pick(40))
			f.Done = max(f.Done, 0)
		}
		out = append(out, f)
	}
	return out
}

// TestFactsOfAPeriod: the facts that a period reads, with what is summed of the others,
// make the same figures as all facts, however the cases went, whatever the period, the
// day of the report and the offices; also after facts were replaced by others.
func TestFactsOfAPeriod(t *testing.T) {
	b := newBook(t)
	r := rand.New(rand.NewPCG(5, 6))
	first := calendar.Day(20000)
	offices := []casework.OfficeCode{county, township, village, "419901102202"}
	ids := make([]casework.ID, 120)
	for i := range ids {
		ids[i] = casework.ID{1, byte(i)}
	}
	for round := range 3 {
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			for i, id := range ids {
				if round > 0 && r.IntN(3) > 0 {
					continue
				}
				facts := drawFacts(r, id, offices, first)
				if round == 2 && i%10 == 0 {
					facts = nil
				}
				if err := tx.PutFacts(id, facts); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 90 {
			q := casework.Question{Rules: b.Rules(), Offices: map[casework.OfficeCode]bool{}}
			q.From = first.Add(r.IntN(factDays+100) - 50)
			q.To = q.From.Add([]int{0, 6, 30, 90, 364, 3650}[r.IntN(6)])
			q.AsOf = first.Add(r.IntN(factDays + 200))
			for _, o := range offices {
				q.Offices[o] = r.IntN(2) == 0
			}
			samePeriod(t, b.Store, q)
		}
		view(t, b.Store, func(v *store.View) error {
			problems, err := v.Derived()
			if len(problems) > 0 {
				t.Error(problems)
			}
			return err
		})
	}
}

// samePeriod compares the figures from all facts with those from the facts of the period.
func samePeriod(t *testing.T, s *store.Store, q casework.Question) {
	t.Helper()
	var all, some []casework.Fact
	var before casework.Before
	view(t, s, func(v *store.View) (err error) {
		if all, err = v.Facts(calendar.MaxDay); err != nil {
			return err
		}
		var offices []casework.OfficeCode
		for o, in := range q.Offices {
			if in {
				offices = append(offices, o)
			}
		}
		some, before, err = v.FactsOf(q, offices)
		return err
	})
	want := casework.Count(all, q)
	q.Before = before
	if d := cmp.Diff(want, casework.Count(some, q)); d != "" {
		t.Fatalf("%s to %s as of %s for %v (-all +period):\n%s", q.From, q.To, q.AsOf, q.Offices, d)
	}
}

// TestPeriodReadsLittle: a month reads the facts of its cases, however long the file.
func TestPeriodReadsLittle(t *testing.T) {
	b := newBook(t)
	const each, stretches = 20, 12
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		for i := range each * stretches {
			on := calendar.Day(20000).Add(i / each * 32)
			if err := tx.PutFacts(casework.ID{1, byte(i)}, []casework.Fact{
				{Kind: casework.FactRegistered, On: on, Office: county, Count: 1}, {Kind: casework.FactResolved, On: on.Add(3), Office: county},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	from := calendar.Day(20000).Add(6 * 32)
	view(t, b.Store, func(v *store.View) error {
		facts, before, err := v.FactsOf(casework.Question{
			Period: casework.Period{From: from, To: from.Add(10)}, AsOf: from.Add(10), Rules: b.Rules(),
		}, []casework.OfficeCode{county})
		if want := (casework.Before{Resolved: 5 * each}); len(facts) != 2*each || before != want { // 180 days are five stretches and a half
			t.Errorf("%d facts, %+v", len(facts), before)
		}
		return err
	})
}
