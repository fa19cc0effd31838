package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// VillageDay is one village-affairs day (村务日).
type VillageDay struct {
	Day Day // the civil date on which it is held, or was to be held if cancelled
	// Lunar is the lunar date by the rule. A moved day keeps its lunar name: it is that of MovedFrom, not of Day.
	Lunar LunarDate
	Kind  Kind // Normal, Moved, Cancelled or Added
	// MovedFrom is the date by the rule of a Moved day; of another day it is Day itself.
	MovedFrom Day
	// Decided says that a person decided about this day; Note and Person are the reason and the person.
	Decided bool
	Note    string
	Person  string
	// Holiday is the name of the public holiday on Day if that is a day off, else "".
	Holiday string
	// HolidayKnown is false when no notice tells whether Day is a holiday or a make-up day.
	HolidayKnown bool
	Weekend      bool // Day is a Saturday or Sunday, make-up working days too
	MeetingDay   bool // Day is a Monday, the day of the weekly case meeting
	Provisional  bool // the lunar month may yet move by a day, see Month
}

// NeedsDecision tells whether the day falls on a holiday, weekend or meeting day and nobody has yet decided
// that it is held, moved or cancelled. It is held until then: nothing moves by itself.
func (v VillageDay) NeedsDecision() bool {
	return !v.Decided && (v.Holiday != "" || v.Weekend || v.MeetingDay)
}

// List returns the village days held from from to to, both included, by date; cancelled days stand in it as such.
// A moved day stands on its new date only, and may share it with another. Of several exceptions about one Day the
// last counts; one that meets no village day changes nothing, see Unmatched. It returns ErrRule, ErrException, or
// ErrRange for a date outside MinDay to MaxDay; from > to gives none.
func (r Rule) List(from, to Day, h Holidays, ex []Exception) ([]VillageDay, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	if from < MinDay || to > MaxDay {
		return nil, fmt.Errorf("days %d to %d: %w", int32(from), int32(to), ErrRange)
	}
	ds, err := decide(ex)
	if err != nil {
		return nil, err
	}
	if from > to {
		return nil, nil
	}
	out := make([]VillageDay, 0, r.count(int(to-from)+1)+len(ds.order))
	r.each(from, to, func(m *Month, on Day) {
		d := ds.of[on]
		if d != nil && d.last.Kind == Moved {
			return
		}
		out = append(out, VillageDay{Day: on, MovedFrom: on, Lunar: lunarIn(m, on), Kind: Normal, Provisional: m.Provisional})
		v := &out[len(out)-1]
		if d != nil {
			v.decide(d.last)
		}
		v.annotate(&h)
	})
	if len(ds.order) > 0 {
		out = append(out, r.besides(ds, from, to, &h)...)
		slices.SortStableFunc(out, func(a, b VillageDay) int {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.MovedFrom, b.MovedFrom))
		})
	}
	return out, nil
}

// besides returns the days in from..to that do not stand on a date of the rule: moved and added ones.
func (r Rule) besides(ds decisions, from, to Day, h *Holidays) []VillageDay {
	var out []VillageDay
	for _, origin := range ds.order {
		d, byRule := ds.of[origin], r.On(origin)
		moved := d.last.Kind == Moved
		if (byRule && !moved) || (!byRule && !d.added) {
			continue
		}
		v := VillageDay{Day: origin, MovedFrom: origin, Kind: Added}
		if moved {
			v.Day = d.last.To
		}
		m, err := MonthOf(origin)
		if err != nil || v.Day < from || v.Day > to {
			continue
		}
		v.Lunar, v.Provisional = lunarIn(&m, origin), m.Provisional
		v.decide(d.last)
		v.annotate(h)
		out = append(out, v)
	}
	return out
}

func (v *VillageDay) decide(e Exception) {
	v.Decided, v.Note, v.Person = true, e.Reason, e.Person
	if e.Kind == Moved || e.Kind == Cancelled {
		v.Kind = e.Kind
	}
}

func (v *VillageDay) annotate(h *Holidays) {
	name, off, known := h.lookup(v.Day)
	if off {
		v.Holiday = name
	}
	w := v.Day.Weekday()
	v.HolidayKnown = known
	v.Weekend = w == time.Saturday || w == time.Sunday
	v.MeetingDay = w == time.Monday
}

// Next returns the first village day held strictly after the given day, never a cancelled one. It returns the
// errors of List, and ErrRange also when no village day is left up to MaxDay.
func (r Rule) Next(after Day, h Holidays, ex []Exception) (VillageDay, error) {
	const window = 31 // a lunar month and a day
	if after < MinDay-1 {
		return VillageDay{}, fmt.Errorf("day %d: %w", int32(after), ErrRange)
	}
	for from := after.Add(1); from <= MaxDay; from += window {
		days, err := r.List(from, min(from+window-1, MaxDay), h, ex)
		if err != nil {
			return VillageDay{}, err
		}
		for _, v := range days {
			if v.Kind != Cancelled {
				return v, nil
			}
		}
	}
	return VillageDay{}, fmt.Errorf("no village day after day %d: %w", int32(after), ErrRange)
}
