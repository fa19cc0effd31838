package casework

import (
	"bytes"
	"cmp"
	"slices"

	"silian/calendar"
)

// Inspection is one look at a village office on a village day (村务日督导, domain
// 3.12) and what became of it.
type Inspection struct {
	Entry ID           `json:"entry"`
	On    calendar.Day `json:"on"`
	By    OfficeCode   `json:"by"`
	InspectedDay
	CheckedOn   calendar.Day `json:"checked_on,omitzero"`   // last re-check
	RectifiedOn calendar.Day `json:"rectified_on,omitzero"` // the re-check that found it done
}

// ToRectify reports whether the inspection left something to put right: a problem, or
// a day by which one is to be.
func (x Inspection) ToRectify() bool { return len(x.Problems) > 0 || x.RectifyBy != 0 }

// InspectionState says how an inspection stands as of a day.
type InspectionState string

// States of an inspection.
const (
	InspectionClean   InspectionState = "clean"   // nothing to rectify
	InspectionOpen    InspectionState = "open"    // 待整改
	InspectionOverdue InspectionState = "overdue" // 逾期未整改
	InspectionDone    InspectionState = "done"    // 已整改, at a re-check
)

// InspectionLine is one line of the list of inspections.
type InspectionLine struct {
	Day ID `json:"day"` // subject
	Inspection
	State InspectionState `json:"state"`
}

// Inspections lists the inspections dated up to asOf: first those overdue, then the
// open ones, both by the day on which they are due (without one last), then the rest,
// the newest first. A re-check after asOf is not seen yet.
func Inspections(days []ReceptionDay, asOf calendar.Day) []InspectionLine {
	var out []InspectionLine
	for _, d := range days {
		for _, x := range d.Inspections {
			if x.On <= asOf {
				out = append(out, InspectionLine{d.ID, x, x.stateOn(asOf)})
			}
		}
	}
	slices.SortFunc(out, func(a, b InspectionLine) int {
		return cmp.Or(
			cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.dueKey(), b.dueKey()),
			cmp.Compare(b.On, a.On), cmp.Compare(a.Village, b.Village), bytes.Compare(a.Entry[:], b.Entry[:]),
		)
	})
	return out
}

func (x Inspection) stateOn(asOf calendar.Day) InspectionState {
	switch {
	case !x.ToRectify():
		return InspectionClean
	case x.RectifiedOn != 0 && x.RectifiedOn <= asOf:
		return InspectionDone
	case x.RectifyBy != 0 && x.RectifyBy < asOf:
		return InspectionOverdue
	}
	return InspectionOpen
}

func (l InspectionLine) rank() int {
	switch l.State {
	case InspectionOverdue:
		return 0
	case InspectionOpen:
		return 1
	}
	return 2
}

func (l InspectionLine) dueKey() calendar.Day {
	switch {
	case l.rank() == 2:
		return 0
	case l.RectifyBy == 0:
		return calendar.MaxDay + 1
	}
	return l.RectifyBy
}

// inspectionFacts gives one fact for each inspection, in the figures of the office that
// looked.
func (d ReceptionDay) inspectionFacts() []Fact {
	var out []Fact
	for _, x := range d.Inspections {
		out = append(out, Fact{Kind: FactInspected, On: x.On, Office: x.By, About: d.ID, Good: !x.ToRectify(), Count: 1})
	}
	return out
}
