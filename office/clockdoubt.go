package office

import (
	"context"
	"runtime/debug"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// What ClockDoubt finds; the empty reason is that nothing is doubtful.
const (
	ClockBeforeNewest = "before_newest" // over a day earlier than the newest entry of this office
	ClockBeforeBuild  = "before_build"  // earlier than the day on which the program was built
	ClockTooLate      = "too_late"      // later than any year in which this program will be used
)

// lastClockYear is the last year that a PC's clock is believed.
const lastClockYear = 2060

// newestLooked is how many entries from the end are looked at for one written here.
const newestLooked = 2000

// ClockDoubt says that the PC's clock cannot be right. Everything still works; what is
// written gets the wrong days, and terms are counted from them.
type ClockDoubt struct {
	Reason  string    // "" when nothing is doubtful
	Now     time.Time // what the PC says
	Against time.Time // what it was held against; zero for too_late
}

// Words gives what a person should be told in plain Chinese, "" for no doubt.
func (d ClockDoubt) Words() string {
	if d.Reason == "" {
		return ""
	}
	in := func(t time.Time) string { return t.In(calendar.Zone()).Format("2006-01-02 15:04") }
	return strings.NewReplacer("{now}", in(d.Now), "{against}", in(d.Against)).Replace(words["clock_doubt."+d.Reason])
}

// ClockDoubt holds the PC's clock against the newest entry written here, the build of the
// program and a plausible year. It is cheap; ask it after opening and at each sign-in. A
// demo has a clock of its own and is never doubted.
func (o *Office) ClockDoubt(ctx context.Context) (ClockDoubt, error) {
	if o.Demo() {
		return ClockDoubt{}, nil
	}
	newest, err := o.newestHere(ctx)
	if err != nil {
		return ClockDoubt{}, err
	}
	return doubtClock(o.clock.Now(), builtAt(), newest), nil
}

// DoubtFirst holds the PC's clock against the build of the program and a plausible year:
// all that can be asked before there is an office.
func DoubtFirst(now time.Time) ClockDoubt { return doubtClock(now, builtAt(), time.Time{}) }

func doubtClock(now, built, newest time.Time) ClockDoubt {
	if now.In(calendar.Zone()).Year() > lastClockYear {
		return ClockDoubt{Reason: ClockTooLate, Now: now}
	}
	if !newest.IsZero() {
		newest = newest.Add(-24 * time.Hour)
	}
	for _, w := range calendar.CheckClock(now, built, newest, time.Time{}) {
		switch w.Problem {
		case calendar.BeforeNewest:
			return ClockDoubt{ClockBeforeNewest, now, newest.Add(24 * time.Hour)}
		case calendar.BeforeBuild:
			return ClockDoubt{ClockBeforeBuild, now, built}
		}
	}
	return ClockDoubt{}
}

// newestHere is the time of the last entry that this office wrote; zero when it
// wrote none. A time that no clock can be believed to show does not count: it was written
// when the clock was wrong.
func (o *Office) newestHere(ctx context.Context) (newest time.Time, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		return v.LastWritten(o.me.Code, newestLooked, func(e casework.Entry) bool {
			b, ok := e.Body()
			if !ok {
				return true
			}
			at, err := time.Parse(time.RFC3339, b.At)
			if err != nil || at.In(calendar.Zone()).Year() > lastClockYear {
				return true
			}
			newest = at
			return false
		})
	})
	return newest, err
}

// builtAt is the time of the sources the program was built from; zero when it does not
// say.
func builtAt() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
				return t
			}
		}
	}
	return time.Time{}
}
