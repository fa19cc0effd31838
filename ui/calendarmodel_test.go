package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/office"
	"silian/ui/widgets"
)

const (
	testVillage   = "411626102201"
	otherVillage  = "411626102202"
	testTownship  = "411626102000"
	testCountyOwn = "411626000000"
)

func year2026(t *testing.T) []calendar.VillageDay {
	t.Helper()
	days, err := office.RuleDays(day(t, "2026-01-01"), day(t, "2026-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	return days
}

func TestYearCounts(t *testing.T) {
	today := day(t, "2026-11-24")
	rows := []office.DayRow{
		{Village: testVillage, On: day(t, "2026-11-04"), Opened: true, Closed: true, Visits: 3, People: 5},
		{Village: otherVillage, On: day(t, "2026-11-04"), Opened: true, Closed: true},
		{Village: testVillage, On: day(t, "2026-11-14"), Opened: true, Closed: true},
		{Village: testVillage, On: day(t, "2026-11-12"), Opened: true, Closed: true, Visits: 1, People: 1}, // an ordinary day
		{Village: testVillage, On: today, Opened: true, Visits: 1, People: 1},
	}
	v := viewYear(2026, year2026(t), rows, testVillage, today)
	// Eleven-and-a-bit lunar months of three days: domain 0, 7 says 37 a year.
	want := yearCounts{Due: 37, Held: 3, Ahead: 3, Blank: 31}
	if d := cmp.Diff(want, v.Counts()); d != "" {
		t.Error(d)
	}
	if v.Name != "丙午" || len(v.Months) != 12 {
		t.Errorf("year %s with %d months", v.Name, len(v.Months))
	}
}

func TestMonthLines(t *testing.T) {
	today := day(t, "2026-11-23")
	rows := []office.DayRow{
		{Village: testVillage, On: day(t, "2026-11-04"), Opened: true, Closed: true, Visits: 3, People: 5},
		{Village: otherVillage, On: day(t, "2026-11-04"), Opened: true, Closed: true},
	}
	days := year2026(t)
	for _, tc := range []struct {
		name string
		many bool
		want []dayLine
	}{
		{"village", false, []dayLine{
			{"11-04", "周三", "九月廿六", "", "已开，来访3批", widgets.Green},
			{"11-14", "周六", "十月初六", "周末", "没有记录", widgets.Neutral},
			{"11-24", "周二", "十月十六", "", "明天", widgets.Blue},
		}},
		{"township", true, []dayLine{
			{"11-04", "周三", "九月廿六", "", "2村已开", widgets.Green},
			{"11-14", "周六", "十月初六", "周末", "没有记录", widgets.Neutral},
			{"11-24", "周二", "十月十六", "", "明天", widgets.Blue},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			village := testVillage
			if tc.many {
				village = ""
			}
			v := viewYear(2026, days, rows, officeCode(village), today)
			if d := cmp.Diff(tc.want, v.Lines(10, tc.many)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestYearMarks(t *testing.T) {
	today := day(t, "2026-11-24")
	v := viewYear(2026, year2026(t), nil, testVillage, today)
	nov := v.Months[10]
	if nov.First != 6 || len(nov.Days) != 30 || nov.Lunar != "九月 十月" {
		t.Errorf("November begins on %d, has %d days, %s", nov.First, len(nov.Days), nov.Lunar)
	}
	for number, want := range map[int]widgets.Day{
		4:  {Number: 4, Mark: widgets.DayNext}, // went by without a record
		23: {Number: 23},
		24: {Number: 24, Mark: widgets.DayAhead, Today: true},
	} {
		if d := cmp.Diff(want, nov.Days[number-1]); d != "" {
			t.Errorf("day %d: %s", number, d)
		}
	}
	if got := v.Months[11].Days[3].Mark; got != widgets.DayAhead {
		t.Errorf("12-04 is %v, want solid", got)
	}
	held := viewYear(2026, year2026(t), []office.DayRow{{Village: testVillage, On: day(t, "2026-11-04"), Opened: true}}, testVillage, today)
	if got := held.Months[10].Days[3].Mark; got != widgets.DayHeld {
		t.Errorf("a day with a record is %v, want soft", got)
	}
	// A day that is closed is done, although it is still today.
	closed := viewYear(2026, year2026(t), []office.DayRow{{Village: testVillage, On: today, Opened: true, Closed: true}}, testVillage, today)
	if got := closed.Months[10].Days[23]; got.Mark != widgets.DayHeld || !got.Today {
		t.Errorf("closed today is %+v", got)
	}
}

func TestAboutDay(t *testing.T) {
	v := viewYear(2026, year2026(t), nil, testVillage, day(t, "2026-11-23"))
	head, lines := v.About(day(t, "2026-11-14"), false)
	if d := cmp.Diff([]string{"农历十月初六", "村务日：没有记录", "注意：周末"}, lines); d != "" || head != "2026年11月14日 周六" {
		t.Error(head, d)
	}
	_, lines = v.About(day(t, "2026-11-15"), false)
	if d := cmp.Diff([]string{"农历十月初七", "不是村务日"}, lines); d != "" {
		t.Error(d)
	}
}
