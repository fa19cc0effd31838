package calendar

import (
	"errors"
	"fmt"
)

// ErrException says that an Exception cannot be used.
var ErrException = errors.New("bad village-day exception")

// Kind says how a village day came to its date, and what an Exception does.
type Kind string

// The kinds of village days and exceptions. Held stands in exceptions only:
// somebody decided that a day with a note (holiday, weekend, meeting day) is held as usual (照常).
const (
	Normal    Kind = "normal"    // by the rule
	Moved     Kind = "moved"     // held on another date (顺延, 提前)
	Cancelled Kind = "cancelled" // not held (取消)
	Added     Kind = "added"     // held outside the rule (加开)
	Held      Kind = "held"      // held as usual (照常)
)

// Exception is one decision of a person about one village day.
type Exception struct {
	// Day is the date by the rule, or the date of an added day. It stays the same when a day already moved is
	// moved again, cancelled or put back: the last decision about a Day counts.
	Day    Day    `json:"day"`
	Kind   Kind   `json:"kind"`        // Moved, Cancelled, Added or Held
	To     Day    `json:"to,omitzero"` // Moved: the new date
	Reason string `json:"reason"`      // as the person wrote it
	Person string `json:"person"`      // who decided
}

// Validate returns ErrException for an unknown kind, a day outside MinDay to MaxDay, or a move to its own day.
func (e Exception) Validate() error {
	if e.Day < MinDay || e.Day > MaxDay {
		return fmt.Errorf("day %d: %w: %w", int32(e.Day), ErrException, ErrRange)
	}
	switch e.Kind {
	case Cancelled, Added, Held:
		return nil
	case Moved:
		if e.To < MinDay || e.To > MaxDay {
			return fmt.Errorf("%s moved to day %d: %w: %w", e.Day, int32(e.To), ErrException, ErrRange)
		}
		if e.To == e.Day {
			return fmt.Errorf("%s moved to itself: %w", e.Day, ErrException)
		}
		return nil
	default:
		return fmt.Errorf("%s: kind %.20q: %w", e.Day, string(e.Kind), ErrException)
	}
}

// decision is all that was decided about one Day.
type decision struct {
	last  Exception
	added bool // an Added stands somewhere in the row
}

// decisions is keyed by Exception.Day; order holds the keys by first mention.
type decisions struct {
	of    map[Day]*decision
	order []Day
}

func decide(ex []Exception) (decisions, error) {
	if len(ex) == 0 {
		return decisions{}, nil
	}
	ds := decisions{of: make(map[Day]*decision, len(ex))}
	for _, e := range ex {
		if err := e.Validate(); err != nil {
			return decisions{}, err
		}
		d := ds.of[e.Day]
		if d == nil {
			d = &decision{}
			ds.of[e.Day] = d
			ds.order = append(ds.order, e.Day)
		}
		d.last, d.added = e, d.added || e.Kind == Added
	}
	return ds, nil
}

// Unmatched returns the exceptions that change nothing because their Day is no village day, neither by the
// rule nor added: so it goes when the rule changes after a decision. Show them; List passes over them.
func (r Rule) Unmatched(ex []Exception) []Exception {
	added := map[Day]bool{}
	for _, e := range ex {
		if e.Kind == Added {
			added[e.Day] = true
		}
	}
	var out []Exception
	for _, e := range ex {
		if !added[e.Day] && !r.On(e.Day) {
			out = append(out, e)
		}
	}
	return out
}
