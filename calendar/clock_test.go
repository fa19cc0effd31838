package calendar_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

func TestCheckClock(t *testing.T) {
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct {
		name                     string
		now, built, newest, last string
		want                     []calendar.ClockProblem
	}{
		{"right", "2026-11-24T09:00:00+08:00", "2026-11-01T00:00:00Z", "2026-11-23T17:00:00+08:00", "2026-11-23T18:00:00+08:00", nil},
		{"nothing known", "1980-01-01T00:00:00Z", "", "", "", nil},
		{
			"empty battery", "2002-01-01T00:00:00+08:00", "2026-11-01T00:00:00Z", "2026-11-23T17:00:00+08:00", "2026-11-23T18:00:00+08:00",
			[]calendar.ClockProblem{calendar.BeforeBuild, calendar.BeforeNewest, calendar.Jumped},
		},
		{"on the build day", "2026-11-01T00:00:00+08:00", "2026-11-01T15:00:00+08:00", "", "", nil},
		{"the evening before", "2026-10-31T23:59:59+08:00", "2026-11-01T00:00:00+08:00", "", "", []calendar.ClockProblem{calendar.BeforeBuild}},
		{"set right by minutes", "2026-11-24T09:00:00+08:00", "", "2026-11-24T09:05:00+08:00", "", nil},
		{"an hour back", "2026-11-24T09:00:00+08:00", "", "2026-11-24T10:00:00+08:00", "", []calendar.ClockProblem{calendar.BeforeNewest}},
		{"45 days on", "2026-11-24T09:00:00+08:00", "", "", "2026-10-10T09:00:00+08:00", nil},
		{"and a second", "2026-11-24T09:00:01+08:00", "", "", "2026-10-10T09:00:00+08:00", []calendar.ClockProblem{calendar.Jumped}},
		{"back", "2026-10-10T08:59:59+08:00", "", "", "2026-11-24T09:00:00+08:00", []calendar.ClockProblem{calendar.Jumped}},
		{"centuries", "9000-01-01T00:00:00Z", "", "", "2026-11-24T09:00:00+08:00", []calendar.ClockProblem{calendar.Jumped}},
	}
	for _, c := range tests {
		now := at(c.now)
		var got []calendar.ClockProblem
		for _, w := range calendar.CheckClock(now, at(c.built), at(c.newest), at(c.last)) {
			got = append(got, w.Problem)
			if !w.Now.Equal(now) || w.Against.IsZero() || w.String() == "" {
				t.Errorf("%s: %+v", c.name, w)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
