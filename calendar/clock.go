package calendar

import (
	"fmt"
	"time"
)

// ClockProblem says what makes the PC clock doubtful.
type ClockProblem string

// The problems that CheckClock finds.
const (
	BeforeBuild  ClockProblem = "before_build"  // earlier than the day on which the program was built
	BeforeNewest ClockProblem = "before_newest" // earlier than the newest entry of this office
	Jumped       ClockProblem = "jumped"        // over 45 days, forward or back, since the program last ran
)

const (
	clockJump = 45 * 24 * time.Hour
	// clockSlack lets a clock be set right by some minutes without a warning.
	clockSlack = 5 * time.Minute
)

// ClockWarning is one reason to ask a person whether the PC clock is right.
type ClockWarning struct {
	Problem ClockProblem
	Now     time.Time // what the PC says
	Against time.Time // the instant it was held against
}

// String describes the warning in English, for logs.
func (w ClockWarning) String() string {
	return fmt.Sprintf("clock %s: %s against %s", w.Problem,
		w.Now.In(zone).Format(time.RFC3339), w.Against.In(zone).Format(time.RFC3339))
}

// CheckClock holds the PC clock against three instants and returns what is doubtful, nil if nothing is: the
// build of the program (by civil day), the newest entry of the office (five minutes are let pass), and the
// last time the program ran (45 days either way). A zero instant is not known and not held against.
func CheckClock(now, built, newest, last time.Time) []ClockWarning {
	var out []ClockWarning
	warn := func(bad bool, p ClockProblem, against time.Time) {
		if bad && !against.IsZero() {
			out = append(out, ClockWarning{Problem: p, Now: now, Against: against})
		}
	}
	warn(DayOf(now) < DayOf(built), BeforeBuild, built)
	warn(now.Before(newest.Add(-clockSlack)), BeforeNewest, newest)
	gap := now.Sub(last) // holds at the limits of Duration instead of wrapping round
	warn(gap > clockJump || gap < -clockJump, Jumped, last)
	return out
}
