package calendar

// WorkingDay tells whether d is a working day: Monday to Friday and make-up days, without days off. For a year
// whose notice is not in the table it falls back to Monday to Friday without the thirteen statutory days, and
// known is false, save on those days from 2025 on, which the law fixes (放假办法 2024 art. 2).
func (h Holidays) WorkingDay(d Day) (working, known bool) {
	name, off, known := h.Lookup(d)
	switch {
	case off:
		return false, known
	case name != "": // a make-up day
		return true, known
	default:
		return !weekend(d), known
	}
}

// AddWorkingDays returns the n-th working day after d, or before d for a negative n; d itself is not counted
// (民法典 art. 201) and comes back for n = 0. known is false when a day on the way is not known to work or rest:
// show such a date as provisional. A count that leaves MinDay to MaxDay stops there, and a d outside comes back, both with known false.
func (h Holidays) AddWorkingDays(d Day, n int) (day Day, known bool) {
	if d < MinDay || d > MaxDay {
		return d, false
	}
	step := 1
	if n < 0 {
		step = -1
	}
	known = true
	for n != 0 {
		next := d.Add(step)
		if next < MinDay || next > MaxDay {
			return d, false
		}
		d = next
		working, sure := h.WorkingDay(d)
		known = known && sure
		if working {
			n -= step
		}
	}
	return d, known
}

// NextWorking returns d if it is a working day, else the next one: the last day of a time limit that falls on
// a day off moves to the day after the rest (民法典 art. 203). known is as in AddWorkingDays.
func (h Holidays) NextWorking(d Day) (day Day, known bool) { return h.roll(d, 1) }

// PrevWorking returns d if it is a working day, else the last one before it: the day on which an office warns
// itself (内控日), for a limit that must not depend on a rest. known is as in AddWorkingDays.
func (h Holidays) PrevWorking(d Day) (day Day, known bool) { return h.roll(d, -1) }

func (h Holidays) roll(d Day, step int) (Day, bool) {
	known := true
	for {
		if d < MinDay || d > MaxDay {
			return d, false
		}
		working, sure := h.WorkingDay(d)
		known = known && sure
		if working {
			return d, known
		}
		d = d.Add(step)
	}
}
