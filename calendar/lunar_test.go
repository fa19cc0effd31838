package calendar_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"silian/calendar"
)

// TestVectors holds the dates of the specification: weekday, lunar text and the name of the day off.
func TestVectors(t *testing.T) {
	tests := []struct {
		date    string
		weekday time.Weekday
		lunar   string
		holiday string
	}{
		{"2025-02-03", time.Monday, "正月初六", "春节"},
		{"2025-07-30", time.Wednesday, "闰六月初六", ""},
		{"2025-08-09", time.Saturday, "闰六月十六", ""},
		{"2025-08-19", time.Tuesday, "闰六月廿六", ""},
		{"2025-10-07", time.Tuesday, "八月十六", "国庆节"},
		{"2026-02-13", time.Friday, "腊月廿六", ""},
		{"2026-02-22", time.Sunday, "正月初六", "春节"},
		{"2026-05-02", time.Saturday, "三月十六", "劳动节"},
		{"2026-10-06", time.Tuesday, "八月廿六", "国庆节"},
		{"2026-11-24", time.Tuesday, "十月十六", ""},
		{"2026-12-04", time.Friday, "十月廿六", ""},
		{"2026-12-14", time.Monday, "冬月初六", ""},
		{"2026-12-24", time.Thursday, "冬月十六", ""},
		{"2027-01-03", time.Sunday, "冬月廿六", ""},
		{"2027-01-13", time.Wednesday, "腊月初六", ""},
		{"2027-02-02", time.Tuesday, "腊月廿六", ""},
		{"2027-02-11", time.Thursday, "正月初六", ""},
		{"2027-05-02", time.Sunday, "三月廿六", "劳动节"},
		{"2027-10-05", time.Tuesday, "九月初六", ""},
	}
	h := shipped(t)
	for _, c := range tests {
		d := day(t, c.date)
		l, err := calendar.ToLunar(d)
		if err != nil || l.Text(calendar.StyleFolk) != c.lunar || d.Weekday() != c.weekday {
			t.Errorf("%s is %s %s (%v), want %s %s", c.date, d.Weekday(), l.Text(calendar.StyleFolk), err, c.weekday, c.lunar)
		}
		if name, off, _ := h.Lookup(d); name != c.holiday || off != (c.holiday != "") {
			t.Errorf("%s is %q off %v, want %q", c.date, name, off, c.holiday)
		}
		if !calendar.DefaultRule().On(d) {
			t.Errorf("%s is no village day", c.date)
		}
	}
}

func TestNewYears(t *testing.T) {
	for _, s := range []string{"2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2033-01-31", "2034-02-19"} {
		l, err := calendar.ToLunar(day(t, s))
		if err != nil || l.Text(calendar.StylePlain) != "正月初一" || l.String() != s[:4]+"-01-01" {
			t.Errorf("%s is %s (%v)", s, l, err)
		}
	}
	l, err := calendar.ToLunar(day(t, "2033-12-22"))
	if err != nil || l.Text(calendar.StyleFolk) != "闰冬月初一" || l.String() != "2033-11L-01" {
		t.Errorf("2033-12-22 is %s %s (%v)", l, l.Text(calendar.StyleFolk), err)
	}
}

func TestLeapMonths(t *testing.T) {
	want := map[int]int{
		2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6,
		2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3, 2052: 8, 2055: 6, 2058: 4,
	}
	months, err := calendar.Months(2014, 2060)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range months {
		if m.Leap {
			n++
			if want[m.Year] != m.Number {
				t.Errorf("leap month %d of %d, want %d", m.Number, m.Year, want[m.Year])
			}
		}
	}
	if n != len(want) {
		t.Errorf("%d leap months, want %d", n, len(want))
	}
}

func TestToSolarRefuses(t *testing.T) {
	tests := []struct {
		l    calendar.LunarDate
		want error
	}{
		{calendar.LunarDate{2025, 7, true, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, 6, true, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, 1, false, 31}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2025, 6, true, 30}, calendar.ErrNoSuchDate}, // 29 days
		{calendar.LunarDate{2026, 1, false, 0}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, 13, false, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, 0, false, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, 0, true, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, -6, false, 1}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{2026, math.MinInt, true, math.MinInt}, calendar.ErrNoSuchDate},
		{calendar.LunarDate{1900, 12, false, 1}, calendar.ErrRange},
		{calendar.LunarDate{2101, 1, false, 1}, calendar.ErrRange},
		{calendar.LunarDate{math.MaxInt, 1, false, 1}, calendar.ErrRange},
		{calendar.LunarDate{}, calendar.ErrRange},
	}
	for _, c := range tests {
		if _, err := calendar.ToSolar(c.l); !errors.Is(err, c.want) {
			t.Errorf("ToSolar(%s): %v, want %v", c.l, err, c.want)
		}
	}
}

func TestToLunarRange(t *testing.T) {
	for _, d := range []calendar.Day{calendar.MinDay - 1, calendar.MaxDay + 1, math.MinInt32, math.MaxInt32} {
		if _, err := calendar.ToLunar(d); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("ToLunar(%d): %v", int32(d), err)
		}
		if _, err := calendar.MonthOf(d); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("MonthOf(%d): %v", int32(d), err)
		}
	}
	m, err := calendar.MonthOf(day(t, "2057-09-28"))
	if err != nil || m.Number != 9 || m.Length != 30 || !m.Provisional {
		t.Errorf("month of 2057-09-28 is %+v, %v", m, err)
	}
}

func TestToLunarAllocates(t *testing.T) {
	d := day(t, "2026-11-24")
	if n := testing.AllocsPerRun(100, func() { _, _ = calendar.ToLunar(d) }); n != 0 {
		t.Errorf("ToLunar allocates %v times", n)
	}
}
