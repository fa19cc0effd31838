package casework

import (
	"fmt"
	"time"

	"silian/calendar"
)

// Period is an inclusive range of civil days.
type Period struct{ From, To calendar.Day }

// Contains reports whether d lies in the period.
func (p Period) Contains(d calendar.Day) bool { return p.From <= d && d <= p.To }

// PeriodOf gives the week (Monday to Sunday), month, quarter or civil year in which a
// day lies; of any other span the day alone. What is open at its end is carried over
// into the next one, at the turn of the year too (上年接转): a line like any other.
func PeriodOf(s Span, d calendar.Day) Period {
	y, m, _ := d.YMD()
	switch s {
	case Week:
		monday := d.Add(-(int(d.Weekday()) + 6) % 7)
		return Period{monday, monday.Add(6)}
	case Month:
		return months(y, m, 1)
	case Quarter:
		return months(y, (m-1)/3*3+1, 3)
	case Year:
		return months(y, time.January, 12)
	}
	return Period{d, d}
}

// months gives n civil months from the first of one.
func months(y int, m time.Month, n int) Period {
	from, err := calendar.Date(y, m, 1)
	if err != nil {
		return Period{}
	}
	return Period{from, from.AddMonths(n).Add(-1)}
}

// Next gives the period of the same span that follows.
func (p Period) Next(s Span) Period { return PeriodOf(s, p.To.Add(1)) }

// Before gives the period of the same span that comes before.
func (p Period) Before(s Span) Period { return PeriodOf(s, p.From.Add(-1)) }

// PeriodName gives the name of the period of a span in which a day lies, as
// ParsePeriod reads it: 2026-W49 (ISO 8601 week), 2026-12, 2026-Q4, 2026; the day
// itself for any other span.
func PeriodName(s Span, d calendar.Day) string {
	y, m, _ := d.YMD()
	switch s {
	case Week:
		// the year of a week is that of its Thursday
		thursday := PeriodOf(Week, d).From.Add(3)
		y, _, _ = thursday.YMD()
		return fmt.Sprintf("%04d-W%02d", y, int(thursday-months(y, time.January, 12).From)/7+1)
	case Month:
		return fmt.Sprintf("%04d-%02d", y, int(m))
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", y, (int(m)+2)/3)
	case Year:
		return fmt.Sprintf("%04d", y)
	}
	return d.String()
}

// ParsePeriod reads "2026-W49", "2026-12", "2026-Q4" or "2026", exactly so. Anything
// else is a *Problem.
func ParsePeriod(text string) (Span, Period, error) {
	bad := &Problem{Field: "period", Code: "unreadable"}
	var y, n int
	read := func(format string, into ...any) bool {
		_, err := fmt.Sscanf(text, format, into...)
		return err == nil
	}
	span, day := Year, calendar.Day(0)
	switch {
	case len(text) == 8 && read("%4d-W%2d", &y, &n):
		// 01-04 lies in week 1 (ISO 8601)
		span, day = Week, months(y, time.January, 1).From.Add(3+7*(n-1))
	case len(text) == 7 && read("%4d-Q%1d", &y, &n):
		span, day = Quarter, months(y, time.Month(3*n-2), 1).From
	case len(text) == 7 && read("%4d-%2d", &y, &n):
		span, day = Month, months(y, time.Month(n), 1).From
	case len(text) == 4 && read("%4d", &y):
		day = months(y, time.January, 1).From
	default:
		return "", Period{}, bad
	}
	// what does not come out again as it was written was no name of a period
	if PeriodName(span, day) != text {
		return "", Period{}, bad
	}
	return span, PeriodOf(span, day), nil
}
