package casework_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
)

// termOf gives the rules with the one free term, K18, at another length: it serves
// to look at dates of any length through the whole path.
func termOf(r casework.Rules, length int, unit casework.TermUnit) casework.Rules {
	line, _ := r.ClockRule(casework.K18, 20000)
	line.Length, line.Unit, line.From = length, unit, 0
	return r.With(casework.RuleBook{Clocks: []casework.ClockRule{line}})
}

// suggestionOn is a suggestion that the township received on a day.
func suggestionOn(on calendar.Day) casework.Skeleton {
	return casework.Skeleton{
		Track: casework.TrackSuggestion, Handling: casework.Registered, Opener: "411626102000",
		OpenedAt: casework.Township, OpenedOn: on, Received: on,
	}
}

// TestAppendixB holds all dates of the table in domain Appendix B: the raw end, 内控日
// and the rolled end of 15, 30, 60 and 90 days, and 3, 5 and 10 working days.
func TestAppendixB(t *testing.T) {
	same := func(d string) [3]string { return [3]string{d, d, d} }
	tests := []struct {
		trigger string
		days    [4][3]string // raw, internal, rolled
		working [3]string
	}{
		{"2026-02-13", [4][3]string{same("2026-02-28"), {"2026-03-15", "2026-03-13", "2026-03-16"}, same("2026-04-14"), same("2026-05-14")}, [3]string{"2026-02-25", "2026-02-27", "2026-03-05"}},
		{"2026-04-21", [4][3]string{same("2026-05-06"), same("2026-05-21"), {"2026-06-20", "2026-06-18", "2026-06-22"}, same("2026-07-20")}, [3]string{"2026-04-24", "2026-04-28", "2026-05-08"}},
		{"2026-09-16", [4][3]string{{"2026-10-01", "2026-09-30", "2026-10-08"}, same("2026-10-16"), {"2026-11-15", "2026-11-13", "2026-11-16"}, same("2026-12-15")}, [3]string{"2026-09-20", "2026-09-22", "2026-09-30"}},
		{"2026-09-20", [4][3]string{{"2026-10-05", "2026-09-30", "2026-10-08"}, same("2026-10-20"), same("2026-11-19"), {"2026-12-19", "2026-12-18", "2026-12-21"}}, [3]string{"2026-09-23", "2026-09-28", "2026-10-10"}},
		{"2026-11-24", [4][3]string{same("2026-12-09"), same("2026-12-24"), {"2027-01-23", "2027-01-22", "2027-01-25"}, same("2027-02-22")}, [3]string{"2026-11-27", "2026-12-01", "2026-12-08"}},
	}
	r := national(t)
	check := func(trigger string, rules casework.Rules, want [3]string) {
		t.Helper()
		c := clockOf(t, suggestionOn(day(t, trigger)).Clocks(rules), casework.K18)
		if got := [3]string{c.Raw.String(), c.Internal.String(), c.Due.String()}; got != want {
			t.Errorf("%s + %d %s = %v, want %v", trigger, c.Rule.Length, c.Rule.Unit, got, want)
		}
		if y, _, _ := c.Due.YMD(); c.Known != (y == 2026) {
			t.Errorf("%s + %d %s: known %v; the notice for 2027 is not out", trigger, c.Rule.Length, c.Rule.Unit, c.Known)
		}
	}
	for _, row := range tests {
		for i, n := range []int{15, 30, 60, 90} {
			check(row.trigger, termOf(r, n, casework.CalendarDays), row.days[i])
		}
		for i, n := range []int{3, 5, 10} {
			check(row.trigger, termOf(r, n, casework.WorkingDays), same(row.working[i]))
		}
	}
}

// TestCountedEnds are the properties listed under the table of Appendix B.
func TestCountedEnds(t *testing.T) {
	r := national(t)
	for _, c := range []struct {
		start  string
		length int
		unit   casework.TermUnit
		raw    string
	}{
		{"2026-02-28", 15, casework.CalendarDays, "2026-03-15"}, // received on the last day of February
		{"2024-02-29", 15, casework.CalendarDays, "2024-03-15"},
		{"2024-02-29", 12, casework.Months, "2025-02-28"},
		{"2026-01-31", 1, casework.Months, "2026-02-28"}, // 民法典 202
		{"2024-01-31", 1, casework.Months, "2024-02-29"},
		{"2026-08-31", 6, casework.Months, "2027-02-28"},
	} {
		got := clockOf(t, suggestionOn(day(t, c.start)).Clocks(termOf(r, c.length, c.unit)), casework.K18)
		if got.Raw != day(t, c.raw) {
			t.Errorf("%s + %d %s = %s, want %s", c.start, c.length, c.unit, got.Raw, c.raw)
		}
	}
	// Received at 23:50: still that day, in UTC+8, whatever the zone of the PC.
	at := time.Date(2026, 11, 24, 23, 50, 0, 0, calendar.Zone()).UTC()
	if c := clockOf(t, suggestionOn(calendar.DayOf(at)).Clocks(termOf(r, 15, casework.CalendarDays)), casework.K18); c.Due != day(t, "2026-12-09") {
		t.Errorf("received at 23:50, due %s", c.Due)
	}
}

// TestDates: no end is put before what was counted, no alarm behind it, both are
// working days, and who begins later never has to end earlier.
func TestDates(t *testing.T) {
	h := holidays(t)
	r := casework.NationalRules(h)
	first, last := day(t, "2022-05-01"), day(t, "2028-12-31")
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]casework.TermUnit{casework.CalendarDays, casework.WorkingDays, casework.Months}).Draw(t, "unit")
		length := rapid.IntRange(1, 100).Draw(t, "length")
		start := calendar.Day(rapid.IntRange(int(first), int(last)).Draw(t, "start"))
		rules := termOf(r, length, unit)
		c := suggestionOn(start).Clocks(rules)[0]
		next := suggestionOn(start + 1).Clocks(rules)[0]
		if c.Due < c.Raw || c.Internal > c.Raw || c.Start != start || c.Raw <= start {
			t.Fatalf("from %s: internal %s, raw %s, due %s", start, c.Internal, c.Raw, c.Due)
		}
		for _, d := range []calendar.Day{c.Internal, c.Due} {
			if working, _ := h.WorkingDay(d); !working {
				t.Fatalf("%s is no working day", d)
			}
		}
		if next.Raw < c.Raw || next.Due < c.Due || next.Internal < c.Internal {
			t.Fatalf("from %s due %s, from %s due %s", start, c.Due, start+1, next.Due)
		}
		if got := c.Alarm(); got != c.Internal {
			t.Fatalf("alarm %s without a limit of the office, internal %s", got, c.Internal)
		}
	})
}
