package casework

import (
	"slices"

	"silian/calendar"
)

// Facts gives all facts that the skeleton of a case bears, in a fixed order. No clock
// has a say: each stands on its own day, and what a figure leaves out as not yet come
// it leaves out as of its own day. A voided case keeps its facts, for it was in the
// stock and left it, but owes nothing more.
func (k Skeleton) Facts(r Rules) []Fact {
	if k.Handling == notYet {
		return nil
	}
	l := factList{Skeleton: k}
	l.add(Fact{Kind: FactRegistered, On: k.OpenedOn, Level: k.OpenedAt})
	for _, e := range k.Events {
		l.event(e)
	}
	l.handOvers()
	l.work()
	l.clocks(r)
	l.agreed()
	for cycle := 1; cycle <= k.Cycle; cycle++ {
		l.answer(cycle, r)
	}
	return l.out
}

// Facts gives the facts of a case; beside those of its skeleton the evaluations, for
// which an office needs the words (FactEvaluated). Who declined or was not reached gave
// no evaluation.
func (c Case) Facts(r Rules) []Fact {
	l := factList{Skeleton: c.Skeleton, out: c.Skeleton.Facts(r)}
	if c.Handling == notYet {
		return nil
	}
	for _, v := range c.Visits {
		switch e := c.Words.Evaluations[v.Entry].Result; e {
		case Satisfied, BasicSatisfied, Dissatisfied:
			l.add(Fact{Kind: FactEvaluated, On: v.On, Good: e != Dissatisfied, Mark: string(e)})
		}
	}
	return l.out
}

// factList gathers the facts of one case.
type factList struct {
	Skeleton
	out []Fact
}

// add takes a fact in; without an office it stands in the figures of the opener,
// without a count for one.
func (l *factList) add(f Fact) {
	if f.On == 0 {
		return
	}
	f.About, f.Track = l.ID, l.Track
	if f.Office == "" {
		f.Office = l.Opener
	}
	switch f.Kind {
	case FactVoided, FactRestored, FactReopened, FactReturnVisit, FactResolved, FactAnswered:
	default:
		f.Count = 1
	}
	l.out = append(l.out, f)
}

// owe takes a duty in. A voided case owes nothing more; a merged one owes it in the
// case that goes on.
func (l *factList) owe(f Fact) {
	if l.Handling != VoidedState || f.Done != 0 || f.On < l.mergedOn() {
		l.add(f)
	}
}

// mergedOn gives the day on which a case was merged, 0 for one that was not: what had
// fallen due by then stays owed, for a merge must not make it unseen.
func (l *factList) mergedOn() (on calendar.Day) {
	if l.MergedInto.IsZero() {
		return 0
	}
	for _, e := range l.Events {
		if e.Kind == EventMerged {
			on = e.On
		}
	}
	return on
}

// Marks of FactVoided and FactResolved, and of duties that were given up.
const (
	markMistaken = "mistaken"
	markMerged   = "merged"
	markAssigned = "assigned"
	markBroken   = "broken"
)

func (l *factList) event(e Event) {
	f := Fact{On: e.On, Level: e.Level, Count: e.Stock}
	switch e.Kind {
	case EventResolved:
		f.Kind, f.Top, f.Count = FactResolved, l.top(e), l.days(e.Cycle, e.On)
		if l.cameDown(e) {
			f.Mark = markAssigned
		}
	case EventExported:
		f.Kind = FactExported
	case EventTerminated:
		f.Kind = FactTerminated
	case EventClosed:
		f.Kind = FactClosed
	case EventRelapsed, EventReopened:
		f.Kind, f.Good = FactReopened, e.Kind == EventRelapsed
	case EventVoided:
		f.Kind, f.Mark, f.Count = FactVoided, markMistaken, -e.Stock
	case EventMerged:
		f.Kind, f.Mark, f.Count = FactVoided, markMerged, -e.Stock
	case EventUnmerged:
		f.Kind = FactRestored
	default:
		return
	}
	l.add(f)
}

// top gives the highest level that the case had reached when it was resolved: one that
// received it and sent it back is reached too (domain 4.4). What comes later, in
// another cycle, does not change it.
func (l *factList) top(e Event) Level {
	top := l.OpenedAt
	for _, level := range append(l.reached(e.On), e.Level) {
		if level.Rank() > top.Rank() {
			top = level
		}
	}
	return top
}

func (l *factList) reached(by calendar.Day) []Level {
	var out []Level
	for _, h := range l.HandOvers {
		on := h.ReceivedOn
		if on == 0 && h.Outcome == HandOverReturned {
			on = h.OutcomeOn
		}
		if on != 0 && on <= by {
			out = append(out, h.ToLevel)
		}
	}
	return out
}

// cameDown reports whether the case had been assigned or transferred down to the
// office that resolved it (其中:上级交办).
func (l *factList) cameDown(e Event) bool {
	return slices.ContainsFunc(l.HandOvers, func(h HandOver) bool {
		return !h.Up() && h.To == e.Office && h.Outcome == HandOverAccepted && h.OutcomeOn <= e.On
	})
}

// since gives the first day of a cycle: the receipt of the matter, or the day on which
// it came back.
func (k Skeleton) since(cycle int) calendar.Day {
	for _, e := range k.Events {
		if e.Cycle == cycle && (e.Kind == EventRelapsed || e.Kind == EventReopened) {
			return e.On
		}
	}
	for _, v := range k.Reviews {
		if v.Cycle == cycle-1 && v.DeliveredOn != 0 && !v.Upheld {
			return v.DeliveredOn
		}
	}
	if k.Received != 0 {
		return k.Received
	}
	return k.OpenedOn
}

// days gives the days from the beginning of a cycle, never less than none.
func (l *factList) days(cycle int, on calendar.Day) int { return max(0, int(on)-int(l.since(cycle))) }

func (l *factList) handOvers() {
	for _, h := range l.HandOvers {
		if !h.Up() {
			continue
		}
		l.add(Fact{Kind: FactReportedUp, On: h.On, Level: h.FromLevel})
		if h.Outcome == HandOverReturned {
			l.add(Fact{Kind: FactReturned, On: h.OutcomeOn, Level: h.FromLevel})
		}
	}
}

// work gives what was done for the case.
func (l *factList) work() {
	for _, r := range l.Repeats {
		l.add(Fact{Kind: FactRepeated, On: r.On, Mark: r.Form})
	}
	for _, m := range l.Sessions {
		l.add(Fact{Kind: FactMediated, On: m.On, Good: m.Agreement != "" || m.Result == MediationSuccess, Mark: string(m.Result)})
	}
	for _, a := range l.Analyses {
		l.add(Fact{Kind: FactAnalysed, On: a.On, Level: a.Level})
	}
	for _, d := range l.Leads {
		l.add(Fact{Kind: FactLead, On: d.From, Done: d.To, Office: d.By, Mark: d.Entry.String()})
		for _, on := range d.Met {
			l.add(Fact{Kind: FactLeadMet, On: on, Office: d.By, Mark: d.Entry.String()})
		}
	}
	for _, a := range l.Aids {
		l.add(Fact{Kind: FactAided, On: a.On, Good: a.Granted, Mark: a.Kind})
	}
	for _, v := range l.Visits {
		l.add(Fact{Kind: FactReturnVisit, On: v.On, Good: v.Reached(), Count: v.Persons})
	}
}

// answer gives the first answer or agreement of a cycle and the return visit that it
// asks for, which whoever answered owes.
func (l *factList) answer(cycle int, r Rules) {
	var first Answer
	take := func(a Answer) {
		if a.Cycle == cycle && a.On != 0 && (first.On == 0 || a.On < first.On) {
			first = a
		}
	}
	for _, a := range l.Answers {
		take(a)
	}
	for _, m := range l.Sessions {
		if m.Agreement != "" {
			office, level := l.holderOn(m.On)
			take(Answer{On: m.On, Office: office, Level: level, Cycle: m.Cycle})
		}
	}
	if first.On == 0 {
		return
	}
	l.add(Fact{Kind: FactAnswered, On: first.On, Level: first.Level, Count: l.days(cycle, first.On)})
	next := l.since(cycle + 1)
	due := Fact{Kind: FactVisitDue, On: first.On.Add(r.Limits(first.On).VisitDays), Office: first.Office}
	for _, v := range l.Visits {
		ours := v.On >= first.On && (cycle == l.Cycle || v.On <= next)
		if v.Reached() && ours && (due.Done == 0 || v.On < due.Done) {
			due.Done = v.On
		}
	}
	l.owe(due)
}

// holderOn gives the office that held the case on a day, after what was accepted on it.
func (k Skeleton) holderOn(on calendar.Day) (OfficeCode, Level) {
	office, level := k.Opener, k.OpenedAt
	for _, h := range k.HandOvers {
		if h.Outcome == HandOverAccepted && h.OutcomeOn <= on {
			office, level = h.To, h.ToLevel
		}
	}
	return office, level
}
