package casework_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
)

// TestStipendsOfTheSource: 8 retired cadres at 2000 yuan a month (source article,
// sentence 5, read as per head).
func TestStipendsOfTheSource(t *testing.T) {
	h := newHall(t)
	for range 8 {
		h.join("2014-01-10", "某", 2000)
	}
	r := h.fold()
	sum := func(lines []casework.Stipend) (lineCount, months, yuan int) {
		for _, s := range lines {
			months, yuan = months+s.Months, yuan+s.Yuan
		}
		return len(lines), months, yuan
	}
	if n, months, yuan := sum(r.Stipends(2018, time.December)); n != 8 || months != 8 || yuan != 16000 {
		t.Errorf("a month: %d lines, %d months, %d yuan", n, months, yuan)
	}
	if n, months, yuan := sum(r.StipendsOver(fromTo(t, "2018-01-01", "2018-12-31"))); n != 8 || months != 96 || yuan != 192000 {
		t.Errorf("a year: %d lines, %d months, %d yuan", n, months, yuan)
	}
}

func TestStipends(t *testing.T) {
	h := newHall(t)
	b := h.join("2026-05-31", "吴某", 1000) // a month counts by one day
	a := h.join("2026-03-10", "孙某", 2000)
	h.leave("2026-07-01", b)
	h.pay("2026-06-30", a, 2500) // holds from June 1
	h.pay("2026-06-01", a, 2600) // written later in the same month
	h.pay("2026-05-02", a, 2400) // written last, of an earlier month
	r := h.fold()
	line := func(id casework.ID, name string, months, yuan int) casework.Stipend {
		return casework.Stipend{Member: id, Name: name, Months: months, Yuan: yuan}
	}
	for month, want := range map[time.Month][]casework.Stipend{
		time.February: nil,
		time.March:    {line(a, "孙某", 1, 2000)},
		time.April:    {line(a, "孙某", 1, 2000)},
		time.May:      {line(a, "孙某", 1, 2400), line(b, "吴某", 1, 1000)},
		time.June:     {line(a, "孙某", 1, 2600), line(b, "吴某", 1, 1000)},
		time.July:     {line(a, "孙某", 1, 2600), line(b, "吴某", 1, 1000)},
		time.August:   {line(a, "孙某", 1, 2600)},
		0:             nil,
		13:            nil,
	} {
		if diff := cmp.Diff(want, r.Stipends(2026, month)); diff != "" {
			t.Errorf("month %d (-want +got):\n%s", month, diff)
		}
	}
	want := []casework.Stipend{line(a, "孙某", 10, 2*2000+2400+7*2600), line(b, "吴某", 3, 3000)}
	if diff := cmp.Diff(want, r.StipendsOver(fromTo(t, "2026-01-01", "2026-12-31"))); diff != "" {
		t.Errorf("the year (-want +got):\n%s", diff)
	}
	// Days within a month make no difference; a period without end stops somewhere.
	if diff := cmp.Diff(r.Stipends(2026, time.May), r.StipendsOver(fromTo(t, "2026-05-15", "2026-05-16"))); diff != "" {
		t.Errorf("days in May (-want +got):\n%s", diff)
	}
	if n := len(r.StipendsOver(casework.Period{From: -1 << 31, To: 1<<31 - 1})); n != 2 {
		t.Errorf("%d lines for ever", n)
	}
	if n := len(r.StipendsOver(casework.Period{From: calendar.MaxDay.Add(40), To: 1<<31 - 1})); n != 0 {
		t.Errorf("%d lines beyond the calendar", n)
	}
}
