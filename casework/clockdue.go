package casework

import "silian/calendar"

// NextDue gives the earliest open date of a case: a running duty of an office, an open
// promise, task or term of an agreement; a closed or voided case has none. K17 only
// advises: a mediation is over when the two sides say so. what is the
// clock's id, "promise", "task" or "term"; ok is false for none.
func (k Skeleton) NextDue(r Rules) (due calendar.Day, what string, ok bool) {
	if k.Handling == ClosedState || k.Handling == VoidedState || k.Handling == notYet {
		return 0, "", false
	}
	take := func(d calendar.Day, w string) {
		if d != 0 && (!ok || d < due) {
			due, what, ok = d, w, true
		}
	}
	for _, c := range k.Clocks(r) {
		if c.Office != "" && c.StoppedOn == 0 && c.Rule.ID != K17 {
			take(c.Due, string(c.Rule.ID))
		}
	}
	for _, p := range k.Promises {
		if p.Open() {
			take(p.Due, "promise")
		}
	}
	for _, t := range k.Tasks {
		if t.Open() {
			take(t.Due, "task")
		}
	}
	for _, t := range k.Terms {
		if t.SettledOn == 0 {
			take(t.Due, "term")
		}
	}
	return due, what, ok
}
