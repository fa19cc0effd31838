package calendar

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrRule says that a Rule cannot be used; the text names the part.
var ErrRule = errors.New("bad village-day rule")

// Rule says on which days village days fall: the union of its parts, each day once.
type Rule struct {
	// LunarDays are days of the lunar month, 1 to 30. In a month of 29 days there is no day 30 and none in its stead.
	LunarDays []int `json:"lunar_days,omitempty"`
	// SkipLeap leaves leap months out of LunarDays.
	SkipLeap bool `json:"skip_leap,omitempty"`
	// MonthDays are days of the civil month, 1 to 31. A month too short for a day has none.
	MonthDays []int `json:"month_days,omitempty"`
	// Weekdays are days of every week, 0 for Sunday to 6 for Saturday.
	Weekdays []time.Weekday `json:"weekdays,omitempty"`
}

// DefaultRule is the rule of the mechanism: days 6, 16 and 26 of every lunar month, leap months too.
func DefaultRule() Rule { return Rule{LunarDays: []int{6, 16, 26}} }

// Validate returns ErrRule for a rule without any day, a day out of its range, or a day given twice.
func (r Rule) Validate() error {
	if len(r.LunarDays)+len(r.MonthDays)+len(r.Weekdays) == 0 {
		return fmt.Errorf("no day at all: %w", ErrRule)
	}
	return errors.Join(
		checkDays("lunar_days", r.LunarDays, 1, 30),
		checkDays("month_days", r.MonthDays, 1, 31),
		checkDays("weekdays", r.Weekdays, int(time.Sunday), int(time.Saturday)),
	)
}

func checkDays[T ~int](part string, days []T, low, high int) error {
	for i, d := range days {
		if int(d) < low || int(d) > high {
			return fmt.Errorf("%s: %d is not in %d to %d: %w", part, int(d), low, high, ErrRule)
		}
		if slices.Contains(days[:i], d) {
			return fmt.Errorf("%s: %d twice: %w", part, int(d), ErrRule)
		}
	}
	return nil
}

// On tells whether the rule itself, without exceptions, falls on d. Outside MinDay to MaxDay it falls on no day.
func (r Rule) On(d Day) bool {
	l, err := ToLunar(d)
	if err != nil {
		return false
	}
	_, _, day := d.YMD()
	return (slices.Contains(r.LunarDays, l.Day) && (!l.Leap || !r.SkipLeap)) ||
		slices.Contains(r.MonthDays, day) || slices.Contains(r.Weekdays, d.Weekday())
}

// count is a little more than the days of the rule in a span of n days.
func (r Rule) count(n int) int {
	perYear := 13*len(r.LunarDays) + 12*len(r.MonthDays) + 53*len(r.Weekdays)
	return n*perYear/365 + len(r.LunarDays) + len(r.MonthDays) + len(r.Weekdays)
}

// each calls add for the days of the rule from from to to, in order, each once, with the lunar month
// in which they lie. It wants a valid rule and MinDay <= from <= to <= MaxDay.
func (r *Rule) each(from, to Day, add func(*Month, Day)) {
	lunarDays := r.LunarDays
	if !slices.IsSorted(lunarDays) {
		lunarDays = slices.Sorted(slices.Values(lunarDays))
	}
	civil := len(r.MonthDays)+len(r.Weekdays) > 0
	for t := yearFor(from); ; t = tableOf(t.months[0].Year + 1) {
		for i := range t.months[:t.count] {
			m := &t.months[i]
			first, last := max(from, m.First), min(to, m.First+Day(m.Length-1))
			switch {
			case civil:
				for d := first; d <= last; d++ {
					if r.On(d) {
						add(m, d)
					}
				}
			case !m.Leap || !r.SkipLeap:
				for _, n := range lunarDays {
					if d := m.First + Day(n-1); d >= first && d <= last {
						add(m, d)
					}
				}
			}
		}
		if t.last >= to {
			return
		}
	}
}
