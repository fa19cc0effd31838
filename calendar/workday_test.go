package calendar_test

import (
	"math"
	"testing"

	"silian/calendar"
)

// TestDeadlines holds the vectors of the specification: N calendar days raw, the last working day
// on or before (the office's own alarm date), the roll forward (民法典 art. 203), and working days.
func TestDeadlines(t *testing.T) {
	type limit struct {
		n                 int
		raw, before, roll string // "" for the same as raw
		provisional       bool
	}
	tests := []struct {
		trigger string
		limits  []limit
		wd      map[int]string
	}{
		{"2026-02-13", []limit{
			{15, "2026-02-28", "", "", false},
			{30, "2026-03-15", "2026-03-13", "2026-03-16", false},
			{60, "2026-04-14", "", "", false},
			{90, "2026-05-14", "", "", false},
		}, map[int]string{3: "2026-02-25", 5: "2026-02-27", 10: "2026-03-05"}},
		{"2026-04-21", []limit{
			{15, "2026-05-06", "", "", false},
			{30, "2026-05-21", "", "", false},
			{60, "2026-06-20", "2026-06-18", "2026-06-22", false},
			{90, "2026-07-20", "", "", false},
		}, map[int]string{3: "2026-04-24", 5: "2026-04-28", 10: "2026-05-08"}},
		{"2026-09-16", []limit{
			{15, "2026-10-01", "2026-09-30", "2026-10-08", false},
			{30, "2026-10-16", "", "", false},
			{60, "2026-11-15", "2026-11-13", "2026-11-16", false},
			{90, "2026-12-15", "", "", false},
		}, map[int]string{3: "2026-09-20", 5: "2026-09-22", 10: "2026-09-30"}},
		{"2026-09-20", []limit{
			{15, "2026-10-05", "2026-09-30", "2026-10-08", false},
			{30, "2026-10-20", "", "", false},
			{60, "2026-11-19", "", "", false},
			{90, "2026-12-19", "2026-12-18", "2026-12-21", false},
		}, map[int]string{3: "2026-09-23", 5: "2026-09-28", 10: "2026-10-10"}},
		{"2026-11-24", []limit{
			{15, "2026-12-09", "", "", false},
			{30, "2026-12-24", "", "", false},
			{60, "2027-01-23", "2027-01-22", "2027-01-25", true},
			{90, "2027-02-22", "", "", true},
		}, map[int]string{3: "2026-11-27", 5: "2026-12-01", 10: "2026-12-08"}},
	}
	h := shipped(t)
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	for _, c := range tests {
		d := day(t, c.trigger)
		for _, l := range c.limits {
			raw := d.Add(l.n)
			before, known1 := h.PrevWorking(raw)
			roll, known2 := h.NextWorking(raw)
			if raw.String() != l.raw || before.String() != or(l.before, l.raw) || roll.String() != or(l.roll, l.raw) {
				t.Errorf("%s +%d: %s, %s, %s, want %+v", c.trigger, l.n, raw, before, roll, l)
			}
			if known1 == l.provisional || known2 == l.provisional {
				t.Errorf("%s +%d: known %v, %v, want provisional %v", c.trigger, l.n, known1, known2, l.provisional)
			}
		}
		for n, want := range c.wd {
			if got, known := h.AddWorkingDays(d, n); got.String() != want || !known {
				t.Errorf("%s + %d working days = %s, %v, want %s", c.trigger, n, got, known, want)
			}
		}
	}
}

func TestWorkingDayUnknownYear(t *testing.T) {
	h := shipped(t)
	tests := []struct {
		date           string
		working, known bool
	}{
		{"2026-09-20", true, true},  // make-up Sunday
		{"2026-10-05", false, true}, // Monday off
		{"2026-11-24", true, true},
		{"2026-11-28", false, true},
		{"2027-02-05", false, true}, // Friday, eve of the Spring Festival, by law
		{"2027-02-09", true, false}, // Tuesday after: off in every notice so far, but not by law
		{"2027-05-01", false, true}, // Saturday and by law
		{"2027-05-08", false, false},
		{"2013-10-01", false, false},
		{"2012-05-02", false, false},
	}
	for _, c := range tests {
		if working, known := h.WorkingDay(day(t, c.date)); working != c.working || known != c.known {
			t.Errorf("WorkingDay(%s) = %v, %v, want %v, %v", c.date, working, known, c.working, c.known)
		}
	}
	// A limit that ends on the second day of the lunar year 2027 must not end before the rest.
	got, known := h.NextWorking(day(t, "2027-02-07"))
	if got.String() != "2027-02-09" || known {
		t.Errorf("roll of 2027-02-07 = %s, %v, want 2027-02-09, provisional", got, known)
	}
	// A count that crosses into the unknown year says so.
	if got, known := h.AddWorkingDays(day(t, "2026-12-28"), 3); got.String() != "2026-12-31" || !known {
		t.Errorf("within 2026: %s, %v", got, known)
	}
	if got, known := h.AddWorkingDays(day(t, "2026-12-28"), 4); got.String() != "2027-01-04" || known {
		t.Errorf("into 2027: %s, %v", got, known)
	}
}

// TestKnownStaysLost: one unknown day on the way makes the whole count provisional, whatever comes after it.
func TestKnownStaysLost(t *testing.T) {
	rows := []calendar.Holiday{{Day: day(t, "2027-01-09"), Name: "元旦"}} // a lone make-up Saturday of 2027
	h, err := calendar.NewHolidays(append(shipped(t).Rows(), rows...))
	if err != nil {
		t.Fatal(err)
	}
	// Friday 01-08 is not known, Saturday 01-09 is.
	if got, known := h.AddWorkingDays(day(t, "2027-01-07"), 2); got.String() != "2027-01-09" || known {
		t.Errorf("01-07 + 2 = %s, %v", got, known)
	}
	if got, known := h.AddWorkingDays(day(t, "2027-01-08"), 1); got.String() != "2027-01-09" || !known {
		t.Errorf("01-08 + 1 = %s, %v", got, known)
	}
	// Sunday 01-10 is not known; back from it stands the Saturday, which is.
	if got, known := h.PrevWorking(day(t, "2027-01-10")); got.String() != "2027-01-09" || known {
		t.Errorf("back from 01-10 = %s, %v", got, known)
	}
}

func TestWorkingDaysLimits(t *testing.T) {
	h := shipped(t)
	d := day(t, "2026-11-28")
	if got, known := h.AddWorkingDays(d, 0); got != d || !known {
		t.Errorf("0 working days = %s, %v", got, known)
	}
	if got, known := h.AddWorkingDays(d, -1); got.String() != "2026-11-27" || !known {
		t.Errorf("-1 working day = %s, %v", got, known)
	}
	if got, known := h.AddWorkingDays(d, math.MaxInt); got != calendar.MaxDay || known {
		t.Errorf("all working days = %s, %v", got, known)
	}
	if got, known := h.AddWorkingDays(d, math.MinInt); got != calendar.MinDay || known {
		t.Errorf("all working days back = %s, %v", got, known)
	}
	for _, d := range []calendar.Day{math.MinInt32, calendar.MinDay - 1, calendar.MaxDay + 1, math.MaxInt32} {
		a, knownA := h.NextWorking(d)
		b, knownB := h.PrevWorking(d)
		c, knownC := h.AddWorkingDays(d, 1)
		if a != d || b != d || c != d || knownA || knownB || knownC {
			t.Errorf("out of range %d: %d %d %d", int32(d), int32(a), int32(b), int32(c))
		}
	}
}
