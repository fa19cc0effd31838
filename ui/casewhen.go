package ui

import (
	"fmt"

	"silian/calendar"
)

// when is the day of an event; of another year, the year stands for the weekday.
func (f caseFacts) when(d calendar.Day) (date, beside string) {
	y, m, number := d.YMD()
	date = fmt.Sprintf("%02d-%02d", int(m), number)
	if now, _, _ := f.today.YMD(); y != now {
		return date, fmt.Sprint(y)
	}
	return date, calendar.WeekdayText(d.Weekday())
}
