package casework_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
)

// BenchmarkFigures counts all indicators of a township-year of 1,000 cases, each folded
// from twelve entries.
func BenchmarkFigures(b *testing.B) {
	k := newKit(b)
	rules := national(b)
	var facts []casework.Fact
	start := day(b, "2026-01-01")
	for i := range 1000 {
		k.clock.Set(start.Add(i % 330))
		facts = append(facts, benchCase(k, i).Facts(rules)...)
	}
	q := casework.Question{Period: casework.PeriodOf(casework.Year, start), AsOf: calendar.Day(20820), Rules: rules}
	b.ReportMetric(float64(len(facts)), "facts")
	b.ReportAllocs()
	for b.Loop() {
		if f := casework.Count(facts, q); f.Stock.New != 1000 {
			b.Fatalf("%d cases", f.Stock.New)
		}
	}
	b.ReportMetric(float64(len(facts)), "facts")
}

func benchCase(k *kit, i int) casework.Case {
	k.open(k.t, casework.TrackPetition)
	write := func(kind casework.Kind, data any) casework.Entry {
		return k.t.Write(k.subject(), kind, data, noAct)
	}
	write(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	promise := write(casework.CasePromised, casework.Promised{Due: k.clock.Today() + 10})
	write(casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationPartial})
	meeting := k.t.NewID()
	write(casework.CaseListed, casework.Listed{Meeting: meeting, Item: meeting})
	write(casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Item: meeting, Level: casework.Township, Unit: "农业农村办"})
	k.clock.Set(k.clock.Today() + 9)
	write(casework.CasePromiseSettled, casework.PromiseSettled{Promise: promise.ID, Kept: true})
	write(casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}})
	if i%10 > 0 {
		write(casework.CaseResolved, fulfilled)
	}
	visit := write(casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
	write(casework.CaseEvaluated, casework.Evaluated{Visit: visit.ID, Result: casework.Satisfied})
	write(casework.CaseClosed, casework.Closed{Class: "10"})
	return k.t.Case(k.id)
}
