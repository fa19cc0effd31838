package calendar_test

import (
	"fmt"
	"strings"
	"time"

	"silian/calendar"
)

// The next village day after Monday 2026-11-23, and the fifth working day after it.
func Example() {
	holidays, err := calendar.ParseHolidays(strings.NewReader("date,name,kind\n2026-10-01,国庆节,off\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	today := calendar.DayOf(time.Date(2026, 11, 23, 23, 50, 0, 0, calendar.Zone()))
	v, err := calendar.DefaultRule().Next(today, holidays, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(v.Day, calendar.WeekdayText(v.Day.Weekday()), v.Lunar.YearName(), v.Lunar.Text(calendar.StyleFolk))
	due, known := holidays.AddWorkingDays(v.Day, 5)
	fmt.Println(due, known)
	// Output:
	// 2026-11-24 周二 丙午 十月十六
	// 2026-12-01 false
}

func ExampleToSolar() {
	for _, l := range []calendar.LunarDate{
		{Year: 2025, Month: 6, Leap: true, Day: 16},
		{Year: 2025, Month: 7, Leap: true, Day: 16},
	} {
		d, err := calendar.ToSolar(l)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(d)
	}
	// Output:
	// 2025-08-09
	// lunar 2025-07L-16: leap month: no such date
}
