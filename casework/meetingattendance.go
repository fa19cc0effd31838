package casework

import (
	"cmp"
	"slices"
)

// UnitAttendance counts how one unit took part in the meetings to which it was called
// (domain 1.1, S4 row 3). It is about units, never about persons.
type UnitAttendance struct {
	Unit    string
	Called  int // meetings: the sum of the four below and of those without a line
	Present int
	Deputy  int
	Leave   int
	Absent  int
}

// UnitAttendances counts the meetings held in the period, by unit. A unit on the
// sign-in sheet more than once counts once, with its best line.
func UnitAttendances(ms []Meeting, p Period) []UnitAttendance {
	all := map[string]*UnitAttendance{}
	for _, m := range ms {
		if m.Status != MeetingWasHeld || !p.Contains(m.HeldOn) {
			continue
		}
		for unit, as := range m.attendance() {
			u := all[unit]
			if u == nil {
				u = &UnitAttendance{Unit: unit}
				all[unit] = u
			}
			u.Called++
			switch as {
			case Present:
				u.Present++
			case Deputy:
				u.Deputy++
			case OnLeave:
				u.Leave++
			case Absent:
				u.Absent++
			}
		}
	}
	out := make([]UnitAttendance, 0, len(all))
	for _, u := range all {
		out = append(out, *u)
	}
	slices.SortFunc(out, func(a, b UnitAttendance) int { return cmp.Compare(a.Unit, b.Unit) })
	return out
}

// attendance gives how each unit that was called or that signed took part; "" where
// the sheet says nothing.
func (m Meeting) attendance() map[string]Attendance {
	out := map[string]Attendance{}
	if m.Notice != nil {
		for _, i := range m.Notice.Invited {
			out[i.Unit] = ""
		}
	}
	best := []Attendance{Present, Deputy, OnLeave, Absent}
	for _, a := range m.Attended {
		old := slices.Index(best, out[a.Unit])
		if n := slices.Index(best, a.As); n >= 0 && (old < 0 || n < old) {
			out[a.Unit] = a.As
		} else if _, named := out[a.Unit]; !named {
			out[a.Unit] = ""
		}
	}
	return out
}
