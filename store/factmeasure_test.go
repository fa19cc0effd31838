package store_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// TestMeasureFigures prints how long figures of one office take that opened all of
// SILIAN_MEASURE cases of ten years itself, from all facts and from those of the period:
//
//	SILIAN_MEASURE=100000 go test ./store -run TestMeasureFigures -v -timeout 1h
func TestMeasureFigures(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("SILIAN_MEASURE"))
	if n == 0 {
		t.Skip("SILIAN_MEASURE is not set")
	}
	b := newBook(t)
	r := rand.New(rand.NewPCG(1, 3))
	last := calendar.Day(20818)
	began := time.Now()
	for from := 0; from < n; from += 5000 {
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			for i := from; i < min(n, from+5000); i++ {
				id := casework.ID{1, byte(i >> 16), byte(i >> 8), byte(i)}
				if err := tx.PutFacts(id, usualFacts(r, last.Add(-3650+i*3650/n))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d cases written in %.1f s", n, time.Since(began).Seconds())
	for _, p := range []struct {
		name string
		days int
	}{{"week", 7}, {"month", 30}, {"quarter", 91}, {"year", 365}, {"decade", 3650}} {
		q := casework.Question{Period: casework.Period{From: last.Add(1 - p.days), To: last}, AsOf: last, Rules: b.Rules()}
		var took, all []time.Duration
		for range 5 {
			began := time.Now()
			view(t, b.Store, func(v *store.View) error {
				facts, before, err := v.FactsOf(q, []casework.OfficeCode{county})
				asked := q
				asked.Before = before
				casework.Count(facts, asked)
				return err
			})
			took = append(took, time.Since(began))
		}
		for range 2 {
			began := time.Now()
			view(t, b.Store, func(v *store.View) error {
				facts, err := v.Facts(q.AsOf)
				casework.Count(facts, q)
				return err
			})
			all = append(all, time.Since(began))
		}
		say(t, p.name, took, 0)
		say(t, p.name+", all facts", all, 0)
	}
}

// usualFacts are those of a case that took its usual way from a day on.
func usualFacts(r *rand.Rand, on calendar.Day) []casework.Fact {
	done := on.Add(20 + r.IntN(40))
	out := []casework.Fact{
		{Kind: casework.FactRegistered, On: on, Level: casework.County, Count: 1},
		{Kind: casework.FactNotice, On: on.Add(15), Done: on.Add(r.IntN(20)), Count: 1},
		{Kind: casework.FactOpinion, On: on.Add(60), Done: done, Count: 1},
		{Kind: casework.FactReturnVisit, On: done.Add(9), Good: true, Count: 1},
		{Kind: casework.FactAnswered, On: done, Level: casework.County, Count: int(done - on)},
		{Kind: casework.FactVisitDue, On: done.Add(30), Done: done.Add(9), Count: 1},
		{Kind: casework.FactResolved, On: done, Level: casework.County, Top: casework.County, Count: int(done - on)},
		{Kind: casework.FactClosed, On: done.Add(9), Level: casework.County},
		{Kind: casework.FactEvaluated, On: done.Add(9), Good: true, Mark: "satisfied", Count: 1},
	}
	if r.IntN(20) == 0 { // hard ones
		out = append(out, casework.Fact{Kind: casework.FactAnalysed, On: on.Add(9), Level: casework.County, Count: 1},
			casework.Fact{Kind: casework.FactLead, On: on.Add(9), Mark: casework.ID{byte(r.IntN(256)), byte(r.IntN(256)), byte(r.IntN(256))}.String(), Count: 1})
	}
	for i := range out {
		out[i].Office, out[i].Track = county, "D"
	}
	return out
}
