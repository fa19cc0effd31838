package casework

import (
	"silian/calendar"
)

// clocks gives the statutory duties. One whose name or address is not clear is owed no
// notice (条例 23).
func (l *factList) clocks(r Rules) {
	k := l.Skeleton
	if k.Handling == VoidedState {
		k.Handling = Registered // it owes nothing now, but what was done stays done
	}
	for _, c := range k.Clocks(r) {
		switch {
		case c.Office == "":
		case (c.Rule.ID == K2 || c.Rule.ID == K3) && !l.unreachable(c.Due):
			l.owe(Fact{Kind: FactNotice, On: c.Due, Done: c.StoppedOn, Office: c.Office})
		case c.Rule.ID == K6:
			l.owe(Fact{Kind: FactOpinion, On: c.Due, Done: c.StoppedOn, Office: c.Office})
		}
	}
}

// agreed gives promises and the terms of agreements.
func (l *factList) agreed() {
	settled := func(f Fact, on calendar.Day, kept bool) {
		switch {
		case kept:
			f.Done = on
		case on != 0:
			f.Mark = markBroken
		}
		l.owe(f)
	}
	for _, p := range l.Promises {
		settled(Fact{Kind: FactPromise, On: p.Due, Office: p.By}, p.SettledOn, p.Kept)
	}
	for _, t := range l.Terms {
		settled(Fact{Kind: FactTerm, On: t.Due, Office: t.By}, t.SettledOn, t.Performed)
	}
}
