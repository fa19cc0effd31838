package calendar_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"silian/calendar"
)

// TestMain fixes the seed of the property tests; -rapid.seed still sets another.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.seed"); f != nil && f.Value.String() == "0" {
		if err := flag.Set("rapid.seed", "20261124"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

func day(t failer, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func days(t failer, list string) []calendar.Day {
	t.Helper()
	var out []calendar.Day
	for _, s := range strings.Fields(list) {
		out = append(out, day(t, s))
	}
	return out
}

// shipped is the holiday table of 2014 to 2026.
func shipped(t testing.TB) calendar.Holidays {
	t.Helper()
	f, err := os.Open("testdata/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h, err := calendar.ParseHolidays(f)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// village returns the days of the default rule in the civil years from to to.
func village(t testing.TB, from, to int, h calendar.Holidays) []calendar.VillageDay {
	t.Helper()
	first, err := calendar.Date(from, time.January, 1)
	if err != nil {
		t.Fatal(err)
	}
	last, err := calendar.Date(to, time.December, 31)
	if err != nil {
		t.Fatal(err)
	}
	out, err := calendar.DefaultRule().List(first, last, h, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// failer is what testing.TB and rapid.T share.
type failer interface {
	Helper()
	Fatal(...any)
}
