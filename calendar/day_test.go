package calendar_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"silian/calendar"
)

func TestDate(t *testing.T) {
	tests := []struct {
		y    int
		m    time.Month
		d    int
		want string
		err  error
	}{
		{2026, 11, 24, "2026-11-24", nil},
		{2024, 2, 29, "2024-02-29", nil},
		{1, 1, 1, "0001-01-01", nil},
		{9999, 12, 31, "9999-12-31", nil},
		{2026, 2, 30, "", calendar.ErrNoSuchDate},
		{2026, 2, 29, "", calendar.ErrNoSuchDate},
		{2026, 13, 1, "", calendar.ErrNoSuchDate},
		{2026, 0, 1, "", calendar.ErrNoSuchDate},
		{2026, 1, 0, "", calendar.ErrNoSuchDate},
		{2026, 1, math.MaxInt, "", calendar.ErrNoSuchDate},
		{2026, math.MaxInt, 1, "", calendar.ErrNoSuchDate},
		{0, 1, 1, "", calendar.ErrRange},
		{10000, 1, 1, "", calendar.ErrRange},
		{math.MinInt, 1, 1, "", calendar.ErrRange},
	}
	for _, c := range tests {
		got, err := calendar.Date(c.y, c.m, c.d)
		if !errors.Is(err, c.err) {
			t.Errorf("Date(%d,%d,%d): error %v, want %v", c.y, int(c.m), c.d, err, c.err)
		}
		if err == nil && got.String() != c.want {
			t.Errorf("Date(%d,%d,%d) = %s, want %s", c.y, int(c.m), c.d, got, c.want)
		}
	}
}

func TestParseDay(t *testing.T) {
	tests := map[string]error{
		"2026-11-24": nil, "1901-02-19": nil, "0001-01-01": nil,
		"2026-02-30": calendar.ErrNoSuchDate, "2026-00-10": calendar.ErrNoSuchDate, "0000-01-01": calendar.ErrNoSuchDate,
		"": calendar.ErrSyntax, "2026-1-24": calendar.ErrSyntax, "2026/11/24": calendar.ErrSyntax,
		"2026-11-24 ": calendar.ErrSyntax, " 2026-11-2": calendar.ErrSyntax, "20261-1-24": calendar.ErrSyntax,
		"+026-11-24": calendar.ErrSyntax, "2026-+1-24": calendar.ErrSyntax, "２026-11-24": calendar.ErrSyntax,
	}
	for s, want := range tests {
		got, err := calendar.ParseDay(s)
		if !errors.Is(err, want) {
			t.Errorf("ParseDay(%q): error %v, want %v", s, err, want)
		}
		if err == nil && got.String() != s {
			t.Errorf("ParseDay(%q) = %s", s, got)
		}
	}
}

func TestDayLimits(t *testing.T) {
	if got := calendar.MinDay.String() + " " + calendar.MaxDay.String(); got != "1901-02-19 2101-01-28" {
		t.Errorf("limits are %s", got)
	}
	if got := calendar.Day(math.MaxInt32).Add(math.MaxInt); got != math.MaxInt32 {
		t.Errorf("Add above the limit = %d", got)
	}
	if got := calendar.Day(math.MinInt32).Add(math.MinInt); got != math.MinInt32 {
		t.Errorf("Add below the limit = %d", got)
	}
	if got := calendar.Day(math.MaxInt32).Add(math.MinInt); got != math.MinInt32 {
		t.Errorf("Add from end to end = %d", got)
	}
}

// TestDayOf holds the date of an instant against what package time says of it in UTC+8.
func TestDayOf(t *testing.T) {
	tests := []struct{ instant, want string }{
		{"2026-11-24T23:50:00+08:00", "2026-11-24"},
		{"2026-11-24T15:59:59Z", "2026-11-24"},
		{"2026-11-24T16:00:00Z", "2026-11-25"},
		{"2026-11-24T00:00:00+08:00", "2026-11-24"},
		{"2026-11-23T23:59:59.999999999+08:00", "2026-11-23"},
		{"2026-11-24T10:59:59-05:00", "2026-11-24"},
		{"1969-12-31T15:59:59Z", "1969-12-31"},
		{"1969-12-31T16:00:00Z", "1970-01-01"},
	}
	for _, c := range tests {
		at, err := time.Parse(time.RFC3339Nano, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.DayOf(at).String(); got != c.want {
			t.Errorf("DayOf(%s) = %s, want %s", c.instant, got, c.want)
		}
	}
	_ = calendar.DayOf(time.Unix(math.MaxInt64, 0)) // must not panic
	_ = calendar.DayOf(time.Unix(math.MinInt64, 0))
}

func TestDayTimeAndWeekday(t *testing.T) {
	for d := calendar.MinDay; d <= calendar.MaxDay; d += 11 {
		at := d.Time()
		if at.Format("2006-01-02 15:04:05 -0700") != d.String()+" 00:00:00 +0800" {
			t.Fatalf("Time of %s is %s", d, at)
		}
		if calendar.DayOf(at) != d || calendar.DayOf(at.Add(-1)) != d-1 {
			t.Fatalf("%s does not begin at its Time", d)
		}
		if at.Weekday() != d.Weekday() {
			t.Fatalf("%s is %s, want %s", d, d.Weekday(), at.Weekday())
		}
		y, m, n := d.YMD()
		if back, err := calendar.Date(y, m, n); err != nil || back != d {
			t.Fatalf("%s by its parts is %s, %v", d, back, err)
		}
	}
}

func TestWeekdayLimits(t *testing.T) {
	for _, d := range []calendar.Day{math.MinInt32, -7, -1, 0, 1, 7, math.MaxInt32} {
		if want := time.Unix(int64(d)*86400, 0).UTC().Weekday(); d.Weekday() != want {
			t.Errorf("day %d is %s, want %s", int32(d), d.Weekday(), want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-02-28", 1, "2026-03-28"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-11-24", 0, "2026-11-24"},
		{"2026-01-15", -13, "2024-12-15"},
	}
	for _, c := range tests {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s plus %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
	_ = calendar.Day(math.MaxInt32).AddMonths(math.MaxInt) // must not panic
	_ = calendar.Day(math.MinInt32).AddMonths(math.MinInt)
}

func TestDayJSON(t *testing.T) {
	type form struct {
		On calendar.Day            `json:"on"`
		By map[calendar.Day]string `json:"by"`
	}
	in := form{On: day(t, "2026-11-24"), By: map[calendar.Day]string{day(t, "2026-12-04"): "x"}}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"on":"2026-11-24","by":{"2026-12-04":"x"}}`; string(data) != want {
		t.Errorf("JSON is %s, want %s", data, want)
	}
	var out form
	if err := json.Unmarshal(data, &out); err != nil || out.On != in.On || len(out.By) != 1 {
		t.Errorf("back: %+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"on":"2026-02-30"}`), &out); !errors.Is(err, calendar.ErrNoSuchDate) {
		t.Errorf("2026-02-30: %v", err)
	}
	if _, err := calendar.Day(math.MaxInt32).MarshalText(); !errors.Is(err, calendar.ErrRange) {
		t.Errorf("year 5881580: %v", err)
	}
}
