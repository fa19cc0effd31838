package calendar_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"silian/calendar"
)

func TestText(t *testing.T) {
	tests := []struct {
		l                 calendar.LunarDate
		log, folk, simple string
	}{
		{calendar.LunarDate{2026, 10, false, 26}, "2026-10-26", "十月廿六", "十月二十六"},
		{calendar.LunarDate{2026, 11, false, 6}, "2026-11-06", "冬月初六", "十一月初六"},
		{calendar.LunarDate{2026, 12, false, 26}, "2026-12-26", "腊月廿六", "十二月二十六"},
		{calendar.LunarDate{2025, 6, true, 16}, "2025-06L-16", "闰六月十六", "闰六月十六"},
		{calendar.LunarDate{2033, 11, true, 1}, "2033-11L-01", "闰冬月初一", "闰十一月初一"},
		{calendar.LunarDate{2026, 1, false, 10}, "2026-01-10", "正月初十", "正月初十"},
		{calendar.LunarDate{2026, 1, false, 11}, "2026-01-11", "正月十一", "正月十一"},
		{calendar.LunarDate{2026, 1, false, 20}, "2026-01-20", "正月二十", "正月二十"},
		{calendar.LunarDate{2026, 1, false, 21}, "2026-01-21", "正月廿一", "正月二十一"},
		{calendar.LunarDate{2026, 1, false, 30}, "2026-01-30", "正月三十", "正月三十"},
		{calendar.LunarDate{2026, 13, false, 1}, "2026-13-01", "2026-13-01", "2026-13-01"},
		{calendar.LunarDate{2026, 1, false, 31}, "2026-01-31", "2026-01-31", "2026-01-31"},
		{calendar.LunarDate{}, "0000-00-00", "0000-00-00", "0000-00-00"},
	}
	for _, c := range tests {
		if got := c.l.String(); got != c.log {
			t.Errorf("String of %#v = %s, want %s", c.l, got, c.log)
		}
		if got := c.l.Text(calendar.StyleFolk); got != c.folk {
			t.Errorf("folk text of %s = %s, want %s", c.log, got, c.folk)
		}
		if got := c.l.Text(calendar.StylePlain); got != c.simple {
			t.Errorf("plain text of %s = %s, want %s", c.log, got, c.simple)
		}
	}
}

func TestYearName(t *testing.T) {
	for y, want := range map[int]string{1984: "甲子", 2025: "乙巳", 2026: "丙午", 2027: "丁未", 2043: "癸亥", 1901: "辛丑", 4: "甲子", 3: "癸亥", -57: "癸亥"} {
		if got := (calendar.LunarDate{Year: y}).YearName(); got != want {
			t.Errorf("year %d is %s, want %s", y, got, want)
		}
	}
	for _, y := range []int{math.MinInt, math.MaxInt} {
		if got := (calendar.LunarDate{Year: y}).YearName(); len([]rune(got)) != 2 {
			t.Errorf("year %d is %q", y, got)
		}
	}
}

func TestWeekdayText(t *testing.T) {
	want := []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if got := calendar.WeekdayText(w); got != want[w] {
			t.Errorf("%s is %s", w, got)
		}
	}
	if got := calendar.WeekdayLong(time.Tuesday); got != "星期二" {
		t.Errorf("Tuesday is %s", got)
	}
	if got := calendar.WeekdayText(7) + calendar.WeekdayLong(-1); got != "" {
		t.Errorf("no weekday is %q", got)
	}
}

func TestParseLunarText(t *testing.T) {
	tests := []struct {
		year int
		s    string
		want string
		err  error
	}{
		{2026, "十月十六", "2026-10-16", nil},
		{2026, " 农历十月廿六日 ", "2026-10-26", nil},
		{2026, "腊月二十六", "2026-12-26", nil},
		{2026, "十二月廿六", "2026-12-26", nil},
		{2026, "一月初六", "2026-01-06", nil},
		{2025, "闰六月十六", "2025-06L-16", nil},
		{2026, "正月卅", "2026-01-30", nil},
		{2026, "闰六月十六", "", calendar.ErrNoSuchDate},
		{2025, "闰六月三十", "", calendar.ErrNoSuchDate},
		{1900, "正月初一", "", calendar.ErrRange},
		{2026, "十三月初一", "", calendar.ErrSyntax},
		{2026, "月初一", "", calendar.ErrSyntax},
		{2026, "十月", "", calendar.ErrSyntax},
		{2026, "十月初", "", calendar.ErrSyntax},
		{2026, "10月16", "", calendar.ErrSyntax},
		{2026, "", "", calendar.ErrSyntax},
	}
	for _, c := range tests {
		got, err := calendar.ParseLunarText(c.year, c.s)
		if !errors.Is(err, c.err) || (err == nil && got.String() != c.want) {
			t.Errorf("ParseLunarText(%d, %q) = %s, %v, want %s, %v", c.year, c.s, got, err, c.want, c.err)
		}
	}
}

func TestParseLunarDate(t *testing.T) {
	tests := map[string]error{
		"2026-10-16": nil, "2025-06L-16": nil,
		"2026-06L-16": calendar.ErrNoSuchDate, "2026-00-16": calendar.ErrNoSuchDate, "1900-01-01": calendar.ErrRange,
		"2026-10": calendar.ErrSyntax, "2026-1-16": calendar.ErrSyntax, "2026-10-1": calendar.ErrSyntax, "2026-10LL-16": calendar.ErrSyntax,
		"-026-10-16": calendar.ErrSyntax, "": calendar.ErrSyntax, "2026-10-16-": calendar.ErrSyntax, "2026-L-16": calendar.ErrSyntax,
	}
	for s, want := range tests {
		got, err := calendar.ParseLunarDate(s)
		if !errors.Is(err, want) || (err == nil && got.String() != s) {
			t.Errorf("ParseLunarDate(%q) = %s, %v, want %v", s, got, err, want)
		}
	}
}
