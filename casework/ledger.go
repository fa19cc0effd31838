package casework

import (
	"bytes"
	"cmp"
	"slices"

	"silian/calendar"
)

// PromiseLine is one line of the promise ledger (承诺台账): which office promised an
// answer or an act in which matter, by when, and how it stands. It names no person.
type PromiseLine struct {
	Case      ID           `json:"case"`
	No        CaseNo       `json:"no"`
	Entry     ID           `json:"entry"` // the promise
	By        OfficeCode   `json:"by"`
	MadeOn    calendar.Day `json:"made_on"`
	Due       calendar.Day `json:"due"`     // the last date agreed with the person
	Changed   int          `json:"changed"` // times a new date was agreed (已变更)
	SettledOn calendar.Day `json:"settled_on"`
	State     PromiseState `json:"state"`
}

// PromiseState says how a promise stands on a day (domain 3.5).
type PromiseState string

// States of a promise.
const (
	PromiseNotDue   PromiseState = "not_due"   // 未到期: its due day still leaves time
	PromiseKept     PromiseState = "kept"      // 已兑现, on or before the due day
	PromiseOverdue  PromiseState = "overdue"   // 逾期
	PromiseKeptLate PromiseState = "kept_late" // 兑现但晚
	PromiseBroken   PromiseState = "broken"    // 无法兑现
)

// StateOn tells how the promise stands on a day.
func (p Promise) StateOn(today calendar.Day) PromiseState {
	switch {
	case p.Open() && p.Due < today:
		return PromiseOverdue
	case p.Open():
		return PromiseNotDue
	case !p.Kept:
		return PromiseBroken
	case !p.KeptOnTime():
		return PromiseKeptLate
	}
	return PromiseKept
}

// PromiseLedger lists all promises of the cases as they stand today, by due day. What
// was promised in a case registered by mistake is left out; in one merged into another
// it stays: the word was given all the same.
func PromiseLedger(cases []Case, today calendar.Day) []PromiseLine {
	var out []PromiseLine
	for i := range cases {
		c := &cases[i]
		if c.Handling == notYet || (c.Handling == VoidedState && c.MergedInto.IsZero()) {
			continue
		}
		for _, p := range c.Promises {
			out = append(out, PromiseLine{c.ID, c.No, p.Entry, p.By, p.MadeOn, p.Due, p.Changed, p.SettledOn, p.StateOn(today)})
		}
	}
	slices.SortFunc(out, func(a, b PromiseLine) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), bytes.Compare(a.Case[:], b.Case[:]), bytes.Compare(a.Entry[:], b.Entry[:]))
	})
	return slices.Compact(out)
}
