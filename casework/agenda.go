package casework

import (
	"bytes"
	"cmp"
	"slices"

	"silian/calendar"
)

// Gate says whether a case may go on an agenda (source article, sentence 5: the room
// of retired cadres takes it first). It never asks that the room succeeds, and it
// stops no statutory term (domain 0.0, 4).
type Gate struct {
	Open bool `json:"open"`
	// Session is the session of the room in this cycle that lets the case pass, else the
	// last one; Result is its result. Both are empty when the room did not take the case.
	Session ID              `json:"session"`
	Result  MediationResult `json:"result"`
	Waiver  Waiver          `json:"waiver"` // the ground on which it passes without the room, else ""
}

// AgendaGate gives the gate of a case: partial, failed, refused and ended sessions of
// the room pass, success does not; else the chair's waiver does, "" for none.
func (k Skeleton) AgendaGate(w Waiver) Gate {
	var g Gate
	passed := k.roomPassed()
	for _, s := range k.Sessions {
		if s.Cycle == k.Cycle && s.By == VeteransRoom && (!passed || s.Result != MediationSuccess) {
			g.Session, g.Result = s.Entry, s.Result
		}
	}
	if !passed {
		g.Waiver = w
	}
	g.Open = passed || w != ""
	return g
}

// Agenda gives the items that stand, in the order of the agenda; items of the same
// number stand as they were written.
func (m Meeting) Agenda() []Item {
	out := slices.DeleteFunc(slices.Clone(m.Items), func(i Item) bool { return i.Dropped != "" })
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Compare(a.Order, b.Order) })
	return out
}

// FollowUp is one task that a meeting looks back on (上次研判事项落实情况).
type FollowUp struct {
	Case ID
	No   CaseNo
	Task Task
	Open bool // on the day of the meeting
	Late bool // open past its due date, or settled after it
}

// FollowUps gives the tasks set by an office before the day of a meeting that are
// still open, and those settled since the last one (its own day included): they stand
// first on the agenda, oldest due first, those without a date last.
func FollowUps(cases []Case, office OfficeCode, last, day calendar.Day) []FollowUp {
	var out []FollowUp
	for _, c := range cases {
		if c.Handling == notYet || c.Handling == VoidedState {
			continue
		}
		for _, t := range c.Tasks {
			open := t.Open() || t.SettledOn >= day // as it stood on that day
			if t.By != office || t.On >= day || (!open && t.SettledOn < last) {
				continue
			}
			late := t.Due != 0 && ((open && t.Due < day) || (!open && t.Due < t.SettledOn))
			out = append(out, FollowUp{c.ID, c.No, t, open, late})
		}
	}
	slices.SortFunc(out, func(a, b FollowUp) int {
		return cmp.Or(dueOrder(a.Task.Due, b.Task.Due), idOrder(a.Case, b.Case), idOrder(a.Task.Entry, b.Task.Entry))
	})
	return out
}

// dueOrder orders dates, 0 for "none" last.
func dueOrder(a, b calendar.Day) int {
	if (a == 0) != (b == 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func idOrder(a, b ID) int { return bytes.Compare(a[:], b[:]) }
