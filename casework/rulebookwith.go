package casework

import (
	"errors"
	"fmt"
	"slices"

	"silian/calendar"
)

// Errors of a line of the rule table beside those in force.
var (
	// ErrLooser says that a line would give the office more time than the law, cut a
	// citizen's right, or change a law without the text of another law.
	ErrLooser = errors.New("casework: rule is looser than the law in force")
	// ErrUnknownClock says that no term of this version has the id.
	ErrUnknownClock = errors.New("casework: no such clock")
)

// With gives the rules with rule books laid over them: first the superior's, then the
// own. What defines figures (四四二, labels, limits) is for the highest office that set
// it, or sums over offices would mean nothing; village days and meetings each office may
// set for itself. A line of law is taken before any internal limit is held against it; lines that
// may not count are in Ignored.
func (r Rules) With(books ...RuleBook) Rules {
	r.clocks, r.ignored = slices.Clone(r.clocks), slices.Clone(r.ignored)
	for _, internal := range []bool{false, true} {
		for _, b := range books {
			for _, c := range b.Clocks {
				if c.Internal == internal {
					r.lay(b.Office, c)
				}
			}
		}
	}
	r.targets = slices.Concat(r.targets, highest(books, func(b RuleBook) []ShareTarget { return b.Targets }))
	r.labels = slices.Concat(r.labels, highest(books, func(b RuleBook) []Labels { return b.Labels }))
	r.limits = slices.Concat(r.limits, highest(books, func(b RuleBook) []Limits { return b.Limits }))
	for _, b := range books {
		r.villages = slices.Concat(r.villages, b.VillageDays)
		r.meetings = slices.Concat(r.meetings, b.Meetings)
		r.moved = slices.Concat(r.moved, b.Exceptions)
		for _, n := range b.Holidays {
			if h, err := n.table(); err == nil {
				r.Holidays = r.Holidays.Replace(h)
			}
		}
	}
	return r
}

// highest gives the settings of the first book that has any.
func highest[T any](books []RuleBook, of func(RuleBook) []T) []T {
	for _, b := range books {
		if list := of(b); len(list) > 0 {
			return list
		}
	}
	return nil
}

func (r *Rules) lay(office OfficeCode, c ClockRule) {
	if err := r.CheckClock(c); err != nil {
		r.ignored = append(r.ignored, IgnoredClock{office, c, err})
		return
	}
	r.clocks = append(r.clocks, c)
}

// CheckClock tells whether an office may write a line into its rule book. An internal
// limit has the unit of the law and is not longer, over its whole span. A line that is
// none replaces the national one: of law only by a provincial text, or by a dated
// national one that does not switch it off; of practice and judgement freely. Errors
// wrap ErrLooser, ErrUnknownClock or ErrBadRule.
func (r Rules) CheckClock(c ClockRule) error {
	if err := c.check(); err != nil {
		return err
	}
	i := slices.IndexFunc(r.clocks, func(o ClockRule) bool { return o.ID == c.ID && o.Province == "" && !o.Internal })
	if i < 0 {
		return fmt.Errorf("%w: %.8q", ErrUnknownClock, string(c.ID))
	}
	national := r.clocks[i]
	looser := func(why string) error { return fmt.Errorf("%w: %s %s", ErrLooser, c.ID, why) }
	if c.Citizen() != national.Citizen() {
		return looser("turns a right into a duty")
	}
	switch {
	case c.Internal && !c.On: // an internal limit may always go
		return nil
	case c.Internal && national.Citizen():
		return looser("cuts a citizen's right")
	case c.Internal:
		for _, day := range r.spanOf(c) {
			if law, ok := r.line(c.ID, day, false); ok && law.On && (law.Unit != c.Unit || law.Length < c.Length) {
				return looser("on " + day.String())
			}
		}
		return nil
	case national.Basis != BasisLaw:
		return nil
	case c.Basis == BasisJudgement:
		return looser("is no law")
	case c.Province != "":
		return nil
	case !c.On:
		return looser("cannot be switched off")
	case c.Basis != BasisLaw || c.From == 0:
		return looser("needs a law and its first day")
	}
	return nil
}

// spanOf gives the days of a line's span on which the law in force may change: its
// first one, and those on which a line of the same id begins or has ended.
func (r Rules) spanOf(c ClockRule) []calendar.Day {
	first := c.From
	if first == 0 {
		first = calendar.MinDay
	}
	out := []calendar.Day{first}
	for _, l := range r.clocks {
		if l.ID != c.ID || l.Internal {
			continue
		}
		for _, day := range []calendar.Day{l.From, l.To.Add(1)} {
			if day > first && (c.To == 0 || day <= c.To) {
				out = append(out, day)
			}
		}
	}
	return out
}

// Version names all that decides a date or a figure: terms, settings, decisions and
// holidays, not the words of the mechanism. The same content has the same version.
func (r Rules) Version() Digest {
	content := struct {
		Province string               `json:"province"`
		Clocks   []ClockRule          `json:"clocks"`
		Targets  []ShareTarget        `json:"targets"`
		Villages []VillageDayRule     `json:"villages"`
		Meetings []MeetingRule        `json:"meetings"`
		Limits   []Limits             `json:"limits"`
		Moved    []calendar.Exception `json:"moved"`
		Holidays []HolidayRow         `json:"holidays"`
	}{
		r.Province, slices.Concat(r.clocks), slices.Concat(r.targets), slices.Concat(r.villages),
		slices.Concat(r.meetings), slices.Concat(r.limits), slices.Concat(r.moved), nil,
	}
	for _, h := range r.Holidays.Rows() {
		content.Holidays = append(content.Holidays, HolidayRow(h))
	}
	b, err := Encode(content)
	if err != nil {
		return Digest{} // only a day past the year 9999 has no form on the wire
	}
	return DigestOf(b)
}
