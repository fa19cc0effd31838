package office_test

import (
	"strings"
	"testing"

	"silian/office"
)

// TestClockDoubt: a clock that went back over a day, or that shows a year of another
// life, is said with what to do; a day's difference is not.
func TestClockDoubt(t *testing.T) {
	w := newWorld(t)
	w.at("2026-12-01")
	w.open(w.v, "水渠漏水")
	for _, c := range []struct{ day, reason string }{
		{"2026-12-01", ""},
		{"2026-11-30", ""},
		{"2026-11-28", office.ClockBeforeNewest},
		{"2019-01-01", office.ClockBeforeNewest},
		{"2027-12-01", ""},
		{"2061-01-01", office.ClockTooLate},
	} {
		w.at(c.day)
		d, err := w.v.ClockDoubt(w.ctx)
		if err != nil || d.Reason != c.reason {
			t.Errorf("%s: %+v, %v; want %q", c.day, d, err, c.reason)
		}
		if told := d.Words(); (told == "") != (c.reason == "") || strings.Contains(told, "{") ||
			c.reason != "" && !strings.Contains(told, c.day) {
			t.Errorf("%s: %q", c.day, told)
		}
	}
	w.at("2061-01-01")
	w.open(w.v, "钟错了的时候写的")
	w.at("2026-12-02")
	if d, err := w.v.ClockDoubt(w.ctx); err != nil || d.Reason != "" {
		t.Errorf("after the clock was set right: %+v, %v", d, err)
	}
}
