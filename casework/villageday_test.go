package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// TestVillageDayYears are the vectors of domain A.2 for 2026 and 2027.
func TestVillageDayYears(t *testing.T) {
	y := newVillageYear(t)
	lunar := map[string]string{}
	for year, want := range map[string]int{"2025": 37, "2026": 37, "2027": 37, "2028": 38} {
		lines := y.lines(year+"-01-01", year+"-12-31", year+"-01-01")
		if len(lines) != want {
			t.Errorf("%s has %d village days", year, len(lines))
		}
		for _, l := range lines {
			if l.Status != casework.DayUpcoming && l.Day > day(t, year+"-01-01") {
				t.Errorf("%s is %s", l.Day, l.Status)
			}
			lunar[l.Day.String()] = l.Lunar.String()
		}
	}
	for on, want := range map[string]calendar.LunarDate{
		"2025-07-30": {Year: 2025, Month: 6, Leap: true, Day: 6}, "2025-08-09": {Year: 2025, Month: 6, Leap: true, Day: 16},
		"2026-02-13": {Year: 2025, Month: 12, Day: 26}, "2026-02-22": {Year: 2026, Month: 1, Day: 6},
		"2026-05-02": {Year: 2026, Month: 3, Day: 16}, "2026-10-06": {Year: 2026, Month: 8, Day: 26},
		"2026-11-24": {Year: 2026, Month: 10, Day: 16}, "2026-12-04": {Year: 2026, Month: 10, Day: 26},
		"2026-12-14": {Year: 2026, Month: 11, Day: 6}, "2026-12-24": {Year: 2026, Month: 11, Day: 16},
		"2027-01-03": {Year: 2026, Month: 11, Day: 26}, "2027-01-13": {Year: 2026, Month: 12, Day: 6},
		"2027-02-02": {Year: 2026, Month: 12, Day: 26}, "2027-02-11": {Year: 2027, Month: 1, Day: 6},
		"2027-05-02": {Year: 2027, Month: 3, Day: 26}, "2027-10-05": {Year: 2027, Month: 9, Day: 6},
	} {
		if lunar[on] != want.String() {
			t.Errorf("%s is %q, want %s", on, lunar[on], want)
		}
	}
}

// TestVillageDayStatuses walks one month through all that may become of a day.
func TestVillageDayStatuses(t *testing.T) {
	y := newVillageYear(t)
	y.open("2026-10-15")
	y.write("2026-10-25", casework.DayClosed, casework.ClosedDay{Zero: true})
	y.write("2026-10-25", casework.DayOpened, casework.OpenedDay{Village: y.v.Code})
	y.notHeld("2026-11-04", casework.ReasonStaff)
	y.notHeld("2026-11-14", casework.ReasonElection)
	y.decide("2026-12-04", calendar.Moved, "2026-12-05", casework.ReasonMourning)
	y.decide("2026-12-14", calendar.Cancelled, "", casework.ReasonDisaster)
	from, to := "2026-10-01", "2026-12-31"
	lines := y.lines(from, to, "2026-11-24")
	if diff := cmp.Diff([]string{
		"2026-10-06 missed", "2026-10-15 held", "2026-10-25 zero", "2026-11-04 not_held staff", "2026-11-14 not_held election lawful",
		"2026-11-24 upcoming", "2026-12-05 moved from 2026-12-04 mourning", "2026-12-14 cancelled disaster lawful", "2026-12-24 upcoming",
	}, sayLines(lines)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	y.judged(lines, 2, 4, 1) // what is to come is in no figure, the cancelled day neither
	if lines[1].Reception == nil || lines[1].Reception.On != day(t, "2026-10-15") || lines[0].Reception != nil {
		t.Errorf("held on %+v", lines[1].Reception)
	}
	y.open("2026-11-24")
	y.judged(y.lines(from, to, "2026-11-24"), 3, 5, 1)
	lines = y.lines(from, to, "2026-12-31")
	if got := sayLines(lines)[6]; got != "2026-12-05 missed from 2026-12-04 mourning" {
		t.Error(got)
	}
	y.judged(lines, 3, 7, 2)
	f := casework.VillageDayFacts(lines, y.v.Code)
	if diff := cmp.Diff(casework.Fact{
		Kind: casework.FactVillageDay, On: day(t, "2026-12-05"), Office: y.v.Code, Level: casework.Village,
		About: casework.DaySubject(y.v.Code, day(t, "2026-12-04")).ID, Count: 1,
	}, f[6]); diff != "" {
		t.Errorf("a moved day that was missed (-want +got):\n%s", diff)
	}
	if f[7].Mark != "disaster" || f[7].Good || f[1].Mark != "" || !f[1].Good {
		t.Errorf("%+v %+v", f[7], f[1])
	}
}

// TestVillageDayDecisions: one decision after another about one day; the entries win.
func TestVillageDayDecisions(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*villageYear)
		want string
	}{
		{"cancelled without ground", func(y *villageYear) { y.decide("2026-12-04", calendar.Cancelled, "", casework.ReasonStaff) }, "2026-12-04 cancelled staff"},
		{"cancelled and held all the same", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Cancelled, "", casework.ReasonDisaster)
			y.open("2026-12-04")
		}, "2026-12-04 held disaster"},
		{"cancelled, then as usual: the last counts", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Cancelled, "", casework.ReasonDisaster)
			y.decide("2026-12-04", calendar.Held, "", casework.ReasonSuperior)
		}, "2026-12-04 missed superior"},
		{"moved and held", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Moved, "2026-12-07", casework.ReasonMourning)
			y.open("2026-12-07")
		}, "2026-12-07 held from 2026-12-04 mourning"},
		{"moved, opened on the old date before the word came", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Moved, "2026-12-07", casework.ReasonSuperior)
			y.open("2026-12-04")
		}, "2026-12-07 held from 2026-12-04 superior"},
		{"moved twice", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Moved, "2026-12-07", casework.ReasonMourning)
			y.decide("2026-12-04", calendar.Moved, "2026-12-09", casework.ReasonElection)
			y.open("2026-12-09")
		}, "2026-12-09 held from 2026-12-04 election"},
		{"moved, not held under its new date", func(y *villageYear) {
			y.decide("2026-12-04", calendar.Moved, "2026-12-07", casework.ReasonMourning)
			y.notHeld("2026-12-07", casework.ReasonDisaster)
		}, "2026-12-07 not_held from 2026-12-04 disaster lawful"},
		{"of another village", func(y *villageYear) {
			d := day(y.TB, "2026-12-04")
			y.v2.Write(casework.DaySubject(y.v2.Code, d), casework.DayDecided, casework.DecidedDay{Village: y.v2.Code, Kind: calendar.Cancelled}, testkit.Act{On: d})
		}, "2026-12-04 missed"},
	} {
		y := newVillageYear(t)
		c.do(y)
		lines := y.lines("2026-12-01", "2026-12-10", "2026-12-31")
		if diff := cmp.Diff([]string{c.want}, sayLines(lines)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if lines[0].Lunar.Day != 26 || lines[0].Lunar.Month != 10 {
			t.Errorf("%s: a moved day keeps its lunar name, not %s", c.name, lines[0].Lunar)
		}
	}
}

// TestMovedOntoAVillageDay: two days share one date; one reception holds one of them.
func TestMovedOntoAVillageDay(t *testing.T) {
	y := newVillageYear(t)
	y.decide("2026-12-04", calendar.Moved, "2026-12-14", casework.ReasonMourning)
	y.open("2026-12-14")
	lines := y.lines("2026-12-01", "2026-12-31", "2026-12-31")
	if diff := cmp.Diff([]string{"2026-12-14 not_held from 2026-12-04 mourning", "2026-12-14 held", "2026-12-24 missed"}, sayLines(lines)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	y.judged(lines, 1, 3, 0)
	// In the period of its old date alone it does not stand.
	y.judged(y.lines("2026-12-01", "2026-12-10", "2026-12-31"), 0, 0, 0)
}

// TestAddedVillageDay: 加开 counts as scheduled; so does an exception for all villages.
func TestAddedVillageDay(t *testing.T) {
	y := newVillageYear(t)
	y.decide("2026-12-08", calendar.Added, "", casework.ReasonOther)
	y.open("2026-12-08")
	y.Exceptions = []calendar.Exception{
		{Day: day(t, "2026-12-10"), Kind: calendar.Added, Reason: "ten"},
		{Day: day(t, "2026-12-04"), Kind: calendar.Cancelled, Reason: "全县防汛"},
		{Day: day(t, "2026-12-14"), Kind: calendar.Cancelled, Reason: string(casework.ReasonOther)},
	}
	y.decide("2026-12-14", calendar.Held, "", casework.ReasonOther) // the village's own word comes last
	lines := y.lines("2026-12-01", "2026-12-20", "2026-12-31")
	if diff := cmp.Diff([]string{
		"2026-12-04 cancelled superior lawful", "2026-12-08 held other", "2026-12-10 missed superior", "2026-12-14 missed other",
	}, sayLines(lines)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	y.judged(lines, 1, 3, 1)
	y.Exceptions = []calendar.Exception{{Day: day(t, "2026-12-10"), Kind: "perhaps"}}
	if _, err := casework.VillageDays(y.VillageDayConfig, nil, casework.Period{From: day(t, "2026-12-01"), To: day(t, "2026-12-31")}, 0); err == nil {
		t.Error("a bad exception was taken")
	}
}

func TestVillageDaysBeforeTheStart(t *testing.T) {
	y := newVillageYear(t)
	y.Start = day(t, "2026-12-14")
	y.decide("2026-12-04", calendar.Moved, "2026-12-16", casework.ReasonMourning)
	lines := y.lines("2026-11-01", "2026-12-31", "2027-01-01")
	if diff := cmp.Diff([]string{"2026-12-14 missed", "2026-12-24 missed"}, sayLines(lines)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPostponedVillageDays: the county ticks 顺延到节后首个工作日.
func TestPostponedVillageDays(t *testing.T) {
	y := newVillageYear(t)
	y.Postpone = true
	onHolidays := func(from, to string) []string {
		var out []string
		for i, s := range sayLines(y.lines(from, to, "2026-01-01")) {
			if l := y.lines(from, to, "2026-01-01")[i]; l.Reason != "" || l.Holiday != "" {
				out = append(out, s)
			}
		}
		return out
	}
	if diff := cmp.Diff([]string{
		"2026-02-24 moved from 2026-02-22 holiday", "2026-05-06 moved from 2026-05-02 holiday", "2026-06-22 moved from 2026-06-20 holiday",
		"2026-09-28 moved from 2026-09-26 holiday", "2026-10-08 moved from 2026-10-06 holiday",
	}, onHolidays("2026-01-01", "2026-12-31")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// 2027 has no notice yet: 05-02 is a holiday by law, but not when work begins again.
	if diff := cmp.Diff([]string{"2027-05-02 upcoming"}, onHolidays("2027-05-01", "2027-05-10")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// The old date lies before the period.
	if diff := cmp.Diff([]string{"2026-10-08 moved from 2026-10-06 holiday"}, onHolidays("2026-10-07", "2026-10-10")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	y.decide("2026-10-06", calendar.Held, "", casework.ReasonOther)
	if diff := cmp.Diff([]string{"2026-10-06 upcoming other"}, onHolidays("2026-10-01", "2026-10-10")); diff != "" {
		t.Errorf("照常 beats the rule (-want +got):\n%s", diff)
	}
	y.Postpone = false
	if diff := cmp.Diff([]string{"2026-05-02 upcoming"}, onHolidays("2026-05-01", "2026-05-10")); diff != "" {
		t.Errorf("held by default (-want +got):\n%s", diff)
	}
}
