package calendar_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

func TestDays2027(t *testing.T) {
	want := days(t, `2027-01-03 2027-01-13 2027-01-23 2027-02-02 2027-02-11 2027-02-21 2027-03-03 2027-03-13 2027-03-23
		2027-04-02 2027-04-12 2027-04-22 2027-05-02 2027-05-11 2027-05-21 2027-05-31 2027-06-10 2027-06-20 2027-06-30
		2027-07-09 2027-07-19 2027-07-29 2027-08-07 2027-08-17 2027-08-27 2027-09-06 2027-09-16 2027-09-26 2027-10-05
		2027-10-15 2027-10-25 2027-11-03 2027-11-13 2027-11-23 2027-12-03 2027-12-13 2027-12-23`)
	var got []calendar.Day
	for _, v := range village(t, 2027, 2027, shipped(t)) {
		got = append(got, v.Day)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("2027 (-want +got):\n%s", diff)
	}
}

// TestDayCounts holds the facts of the observatory's tables on days a year, days a month, and gaps.
func TestDayCounts(t *testing.T) {
	perYear, perMonth, gaps, gapsTo2060 := map[int]int{}, map[[2]int]int{}, map[int]int{}, map[int]int{}
	list := village(t, 1902, 2100, shipped(t))
	for i, v := range list {
		y, m, _ := v.Day.YMD()
		perYear[y]++
		perMonth[[2]int{y, int(m)}]++
		if i == 0 {
			continue
		}
		gap := int(v.Day - list[i-1].Day)
		gaps[gap]++
		if before, _, _ := list[i-1].Day.YMD(); before >= 2014 && y <= 2060 {
			gapsTo2060[gap]++
		}
	}
	years, to2060 := map[int]int{}, map[int]int{}
	for y, n := range perYear {
		years[n]++
		if y >= 2014 && y <= 2060 {
			to2060[n]++
		}
	}
	for ym, n := range perMonth {
		if n != 3 && n != 4 && (n != 2 || ym[1] != 2) {
			t.Errorf("%d village days in %d-%02d", n, ym[0], ym[1])
		}
	}
	if len(perMonth) != 199*12 {
		t.Errorf("%d months with village days", len(perMonth))
	}
	if diff := cmp.Diff(map[int]int{37: 178, 38: 21}, years); diff != "" {
		t.Errorf("days a year 1902-2100 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int]int{37: 42, 38: 5}, to2060); diff != "" {
		t.Errorf("days a year 2014-2060 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int]int{9: 272, 10: 1471}, gapsTo2060); diff != "" {
		t.Errorf("gaps 2014-2060 (-want +got):\n%s", diff)
	}
	if gaps[9]+gaps[10] != len(list)-1 {
		t.Errorf("gaps %v", gaps)
	}
}

func TestDayNotes(t *testing.T) {
	h := shipped(t)
	weekend := 0
	all := village(t, 2024, 2033, h)
	for _, v := range all {
		if v.Weekend {
			weekend++
		}
		if v.MeetingDay != (v.Day.Weekday() == time.Monday) || v.Provisional || v.Decided {
			t.Errorf("%+v", v)
		}
	}
	if len(all) != 371 || weekend != 112 {
		t.Errorf("%d of %d days on a weekend, want 112 of 371", weekend, len(all))
	}
	for y, want := range map[int]int{2024: 11, 2025: 16, 2026: 11} {
		n := 0
		for _, v := range village(t, y, y, h) {
			if working, known := h.WorkingDay(v.Day); !working && known {
				n++
			}
		}
		if n != want {
			t.Errorf("%d village days of %d on rest days, want %d", n, y, want)
		}
	}
	one := func(date string) calendar.VillageDay {
		list, err := calendar.DefaultRule().List(day(t, date), day(t, date), h, nil)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v, %v", date, list, err)
		}
		return list[0]
	}
	if v := one("2026-10-06"); v.Holiday != "国庆节" || !v.HolidayKnown || !v.NeedsDecision() {
		t.Errorf("%+v", v)
	}
	if v := one("2026-12-14"); !v.MeetingDay || v.Weekend || !v.NeedsDecision() {
		t.Errorf("%+v", v)
	}
	if v := one("2026-11-24"); v.NeedsDecision() || !v.HolidayKnown {
		t.Errorf("%+v", v)
	}
	if v := one("2027-02-02"); v.HolidayKnown || v.Holiday != "" || v.NeedsDecision() {
		t.Errorf("%+v", v)
	}
	if v := one("2057-10-03"); !v.Provisional || v.Lunar.String() != "2057-09-06" {
		t.Errorf("%+v", v)
	}
}

func TestListRange(t *testing.T) {
	r := calendar.DefaultRule()
	for _, c := range [][2]calendar.Day{{calendar.MinDay - 1, 0}, {0, calendar.MaxDay + 1}, {math.MinInt32, math.MaxInt32}} {
		if _, err := r.List(c[0], c[1], calendar.Holidays{}, nil); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("List(%d, %d): %v", int32(c[0]), int32(c[1]), err)
		}
	}
	if got, err := r.List(100, 99, calendar.Holidays{}, nil); err != nil || len(got) != 0 {
		t.Errorf("List(100, 99) = %v, %v", got, err)
	}
	all, err := r.List(calendar.MinDay, calendar.MaxDay, calendar.Holidays{}, nil)
	if err != nil || len(all) != 3*2473 {
		t.Errorf("%d village days in all, %v, want 3 a lunar month", len(all), err)
	}
}

func TestNext(t *testing.T) {
	h := shipped(t)
	r := calendar.DefaultRule()
	ex := []calendar.Exception{
		{Day: day(t, "2026-12-04"), Kind: calendar.Cancelled},
		{Day: day(t, "2026-12-14"), Kind: calendar.Moved, To: day(t, "2026-12-15")},
	}
	tests := []struct {
		after, want string
		ex          []calendar.Exception
	}{
		{"2026-11-23", "2026-11-24", nil},
		{"2026-11-24", "2026-12-04", nil},
		{"2026-11-24", "2026-12-15", ex},
		{"2026-12-14", "2026-12-15", ex},
		{"2026-12-15", "2026-12-24", ex},
		{"1901-02-18", "1901-02-24", nil},
		{"2101-01-24", "2101-01-25", nil},
	}
	for _, c := range tests {
		if got, err := r.Next(day(t, c.after), h, c.ex); err != nil || got.Day.String() != c.want {
			t.Errorf("Next(%s) = %s, %v, want %s", c.after, got.Day, err, c.want)
		}
	}
	for _, d := range []calendar.Day{math.MinInt32, calendar.MinDay - 2, day(t, "2101-01-25"), calendar.MaxDay, math.MaxInt32} {
		if _, err := r.Next(d, h, nil); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("Next(%d): %v", int32(d), err)
		}
	}
	// A rule that rarely falls: the leap-free day 30.
	rare := calendar.Rule{LunarDays: []int{30}, SkipLeap: true}
	if got, err := rare.Next(day(t, "2026-11-24"), h, nil); err != nil || got.Lunar.Day != 30 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := (calendar.Rule{}).Next(0, h, nil); !errors.Is(err, calendar.ErrRule) {
		t.Errorf("empty rule: %v", err)
	}
}
