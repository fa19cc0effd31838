package calendar

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Errors of this package. They come wrapped with the offending value.
var (
	// ErrRange says that a day or year lies outside what the lunar table covers (MinDay to MaxDay).
	ErrRange = errors.New("outside 1901-02-19 to 2101-01-28")
	// ErrNoSuchDate says that a civil or lunar date does not exist, such as 2026-02-30 or a leap month the year lacks.
	ErrNoSuchDate = errors.New("no such date")
	// ErrSyntax says that a text is not written the way the parser wants it.
	ErrSyntax = errors.New("bad syntax")
)

// Day is a civil day in UTC+8 as the number of days since 1970-01-01.
// It has no time of day and no zone, so a PC set to a wrong zone cannot shift it.
type Day int32

// MinDay is 1901-02-19 and MaxDay is 2101-01-28: the first and last civil day that the lunar table covers.
const (
	MinDay Day = -25153
	MaxDay Day = 47874
)

const secondsPerDay = 24 * 60 * 60

// zone is never changed after the package starts.
var zone = time.FixedZone("UTC+8", 8*60*60)

// Zone returns UTC+8 without daylight saving, the only zone the product knows.
func Zone() *time.Location { return zone }

// DayOf returns the civil day in UTC+8 on which the instant t falls, whatever zone t carries.
func DayOf(t time.Time) Day {
	y, m, d := t.In(zone).Date()
	return clamp(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// Date returns the civil day y-m-d. The year runs from 1 to 9999 (else ErrRange);
// a day that does not exist gives ErrNoSuchDate and is never rolled over.
func Date(y int, m time.Month, d int) (Day, error) {
	if y < 1 || y > 9999 {
		return 0, fmt.Errorf("year %d: %w", y, ErrRange)
	}
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if ty, tm, td := t.Date(); ty != y || tm != m || td != d {
		return 0, fmt.Errorf("%d-%d-%d: %w", y, int(m), d, ErrNoSuchDate)
	}
	return Day(t.Unix() / secondsPerDay), nil
}

// ParseDay reads exactly "2006-01-02": ten characters, four-digit year from 0001.
// It returns ErrSyntax for any other form and ErrNoSuchDate for 2026-02-30.
func ParseDay(s string) (Day, error) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return 0, fmt.Errorf("day %.20q: %w", s, ErrSyntax)
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD {
		return 0, fmt.Errorf("day %q: %w", s, ErrSyntax)
	}
	if y == 0 {
		return 0, fmt.Errorf("day %q: %w", s, ErrNoSuchDate)
	}
	return Date(y, time.Month(m), d)
}

// digits reads ASCII digits only; strconv.Atoi would also take a sign.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(s) > 0
}

// String returns the day as 2026-11-24.
func (d Day) String() string { return d.utc().Format(time.DateOnly) }

// YMD returns the civil year, month and day of the month.
func (d Day) YMD() (year int, month time.Month, day int) { return d.utc().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	// 1970-01-01 was a Thursday; a multiple of seven above 2^31 lifts every Day over zero.
	const lift = 7*306783379 + int64(time.Thursday)
	return time.Weekday(uint64(int64(d)+lift) % 7)
}

// Add returns the day n days later (n may be negative). It stops at the limits of int32 instead of wrapping round.
func (d Day) Add(n int) Day {
	return clamp(int64(d) + min(max(int64(n), -math.MaxUint32), math.MaxUint32))
}

// AddMonths returns the corresponding day n months later (n may be negative);
// where the month has no such day, its last day (民法典 art. 202): 01-31 plus one month is 02-28 or 02-29.
// n is held within 120000 months.
func (d Day) AddMonths(n int) Day {
	n = min(max(n, -120000), 120000)
	y, m, day := d.YMD()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return clamp(first.Unix()/secondsPerDay + int64(min(day, last)-1))
}

// Time returns the instant of midnight, in UTC+8, at which the day begins.
func (d Day) Time() time.Time {
	return time.Unix(int64(d)*secondsPerDay-8*60*60, 0).In(zone)
}

// MarshalText writes the day as 2026-11-24. A year outside 1 to 9999 gives ErrRange.
func (d Day) MarshalText() ([]byte, error) {
	if y, _, _ := d.YMD(); y < 1 || y > 9999 {
		return nil, fmt.Errorf("year %d: %w", y, ErrRange)
	}
	return d.utc().AppendFormat(nil, time.DateOnly), nil
}

// UnmarshalText reads what MarshalText writes, as strictly as ParseDay.
func (d *Day) UnmarshalText(text []byte) error {
	v, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

func clamp(n int64) Day { return Day(min(max(n, math.MinInt32), math.MaxInt32)) }
