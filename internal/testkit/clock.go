package testkit

import (
	"testing"
	"time"

	"silian/calendar"
)

// Clock is a clock that moves only when a test says so.
type Clock struct{ now time.Time }

// NewClock gives a clock that stands at 09:00 (UTC+8) of a day.
func NewClock(d calendar.Day) *Clock {
	c := &Clock{}
	c.Set(d)
	return c
}

// Now gives the time at which the clock stands.
func (c *Clock) Now() time.Time { return c.now }

// Today gives the civil day of Now.
func (c *Clock) Today() calendar.Day { return calendar.DayOf(c.now) }

// Set moves the clock to 09:00 (UTC+8) of a day, forwards or backwards.
func (c *Clock) Set(d calendar.Day) {
	y, m, day := d.YMD()
	c.now = time.Date(y, m, day, 9, 0, 0, 0, calendar.Zone())
}

// Advance moves the clock by d.
func (c *Clock) Advance(d time.Duration) { c.now = c.now.Add(d) }

// Day reads a civil day written as 2026-11-24; a bad text fails the test.
func Day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
