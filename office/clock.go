package office

import (
	"context"
	"sync"
	"time"

	"silian/calendar"
	"silian/store"
)

// Clock tells the time. There are two: the PC's, and the one of a demo file.
type Clock interface{ Now() time.Time }

// SystemClock is the clock of the PC.
type SystemClock struct{}

// Now gives the PC's time.
func (SystemClock) Now() time.Time { return time.Now() }

// DemoClock stands where the demo put it (演示时间); the window shows a band.
type DemoClock struct {
	mu  sync.Mutex
	now time.Time
}

// Now gives the demo time.
func (c *DemoClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *DemoClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

const metaDemoClock = "demo_clock"

// SetDemoClock moves the clock of a demo file to a time and keeps it in the file.
// On any other file it fails: a real office has one clock only.
func (o *Office) SetDemoClock(ctx context.Context, t time.Time) error {
	c, ok := o.clock.(*DemoClock)
	if !ok {
		return &Problem{Field: "clock", Code: "not_a_demo"}
	}
	c.set(t)
	return o.store.Update(ctx, func(tx *store.Tx) error {
		return tx.SetMeta(metaDemoClock, t.Format(time.RFC3339))
	})
}

// Demo reports whether the file runs on a demo clock.
func (o *Office) Demo() bool {
	_, ok := o.clock.(*DemoClock)
	return ok
}

// Now gives the office's time in UTC+8.
func (o *Office) Now() time.Time { return o.clock.Now().In(calendar.Zone()) }

// Today gives the office's civil day.
func (o *Office) Today() calendar.Day { return calendar.DayOf(o.clock.Now()) }
