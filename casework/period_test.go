package casework_test

import (
	"testing"

	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		span           casework.Span
		on, from, to   string
		name           string
		next, previous string
	}{
		{casework.Week, "2026-12-06", "2026-11-30", "2026-12-06", "2026-W49", "2026-W50", "2026-W48"},
		{casework.Week, "2026-11-30", "2026-11-30", "2026-12-06", "2026-W49", "2026-W50", "2026-W48"},
		{casework.Week, "2027-01-01", "2026-12-28", "2027-01-03", "2026-W53", "2027-W01", "2026-W52"},
		{casework.Week, "2024-12-31", "2024-12-30", "2025-01-05", "2025-W01", "2025-W02", "2024-W52"},
		{casework.Month, "2026-12-24", "2026-12-01", "2026-12-31", "2026-12", "2027-01", "2026-11"},
		{casework.Month, "2028-02-29", "2028-02-01", "2028-02-29", "2028-02", "2028-03", "2028-01"},
		{casework.Quarter, "2026-12-24", "2026-10-01", "2026-12-31", "2026-Q4", "2027-Q1", "2026-Q3"},
		{casework.Quarter, "2026-03-31", "2026-01-01", "2026-03-31", "2026-Q1", "2026-Q2", "2025-Q4"},
		{casework.Year, "2026-06-01", "2026-01-01", "2026-12-31", "2026", "2027", "2025"},
		{casework.Other, "2026-06-01", "2026-06-01", "2026-06-01", "2026-06-01", "2026-06-02", "2026-05-31"},
	} {
		want := casework.Period{From: day(t, c.from), To: day(t, c.to)}
		p := casework.PeriodOf(c.span, day(t, c.on))
		if p != want || casework.PeriodName(c.span, day(t, c.on)) != c.name {
			t.Errorf("%s of %s: %s to %s, %s", c.span, c.on, p.From, p.To, casework.PeriodName(c.span, day(t, c.on)))
		}
		if n, b := casework.PeriodName(c.span, p.Next(c.span).From), casework.PeriodName(c.span, p.Before(c.span).To); n != c.next || b != c.previous {
			t.Errorf("%s: next %s, before %s", c.name, n, b)
		}
		span, q, err := casework.ParsePeriod(c.name)
		if c.span == casework.Other {
			if err == nil {
				t.Errorf("%s is read as %s", c.name, span)
			}
		} else if err != nil || span != c.span || q != want {
			t.Errorf("%s is read as %s %v, %v", c.name, span, q, err)
		}
	}
}

func TestPeriodNamesThatAreNone(t *testing.T) {
	for _, s := range []string{"", "2026-W00", "2026-W54", "2025-W53", "2026-W5", "2026-00", "2026-13", "2026-Q0", "2026-Q5", "0000", "26", "2026-1", "2026-12 ", " 026", "+026", "2026-W-1", "2026-+1", "二〇二六"} {
		if span, p, err := casework.ParsePeriod(s); err == nil {
			t.Errorf("%q is read as %s %v", s, span, p)
		}
	}
}

// TestPeriodsTile: the periods of a span lie side by side, and each day is in the one
// that bears its name.
func TestPeriodsTile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := calendar.Day(rapid.IntRange(int(calendar.MinDay), int(calendar.MaxDay)).Draw(rt, "day"))
		span := rapid.SampledFrom([]casework.Span{casework.Week, casework.Month, casework.Quarter, casework.Year}).Draw(rt, "span")
		p := casework.PeriodOf(span, d)
		s, q, err := casework.ParsePeriod(casework.PeriodName(span, d))
		if err != nil || s != span || q != p || !p.Contains(d) {
			rt.Fatalf("%s of %s: %v, read %v, %v", span, d, p, q, err)
		}
		if n := p.Next(span); n.From != p.To+1 || n.Before(span) != p {
			rt.Fatalf("after %v comes %v", p, n)
		}
	})
}
