package casework

import "silian/calendar"

// StockFlow is 期末未化解 of a period as a sum: what was there, what came, what went
// (domain 4.5, 4). Every 已化解 event counts: a case resolved, relapsed and resolved
// again went twice and came back once (domain 0.0, 3). What is left at the end of a
// year is the carry of the next.
type StockFlow struct {
	Carry      int // not resolved when the period began (接转)
	New        int // registered, those too that were voided later
	Reopened   int // came back: 反弹 and other reopenings
	Restored   int // came back because a merge was undone
	Resolved   int // 已化解
	Exported   int // 导出其他程序
	Terminated int // 终止
	Voided     int // 误登, 并案
}

// End gives what is left when the period ends. It must equal a live count of the cases
// not yet resolved (Live): show both, and an alarm when they differ.
func (s StockFlow) End() int {
	return s.Carry + s.New + s.Reopened + s.Restored - s.Resolved - s.Exported - s.Terminated - s.Voided
}

// ToResolve gives the denominator of 化解率 on the stock basis (domain 4.5, 5): what was
// there and came, without what left on another way.
func (s StockFlow) ToResolve() int { return s.End() + s.Resolved }

// Plus gives the flow of two scopes together.
func (s StockFlow) Plus(o StockFlow) StockFlow {
	return StockFlow{
		s.Carry + o.Carry, s.New + o.New, s.Reopened + o.Reopened, s.Restored + o.Restored,
		s.Resolved + o.Resolved, s.Exported + o.Exported, s.Terminated + o.Terminated, s.Voided + o.Voided,
	}
}

// Stock gives the number of cases not resolved at the end of a day.
func Stock(facts []Fact, upTo calendar.Day) int {
	n := 0
	for _, f := range facts {
		if f.On <= upTo {
			n += stockOf(f)
		}
	}
	return n
}

// Live counts the cases that are not resolved as they stand: the other side of the
// identity. A case whose opening has not arrived is none.
func Live(cases ...Skeleton) int {
	n := 0
	for _, k := range cases {
		if k.Handling != notYet && k.Handling != VoidedState && !k.Resolution.Settled() {
			n++
		}
	}
	return n
}

// stockOf says what a fact adds to the stock.
func stockOf(f Fact) int {
	switch f.Kind {
	case FactRegistered:
		return 1
	case FactReopened, FactRestored:
		return f.Count
	case FactResolved, FactExported, FactTerminated:
		return -1
	case FactVoided:
		return -f.Count
	}
	return 0
}

// take adds a fact that lies in the period to its line of the flow.
func (s *StockFlow) take(f Fact) {
	n := stockOf(f)
	switch f.Kind {
	case FactRegistered:
		s.New += n
	case FactReopened:
		s.Reopened += n
	case FactRestored:
		s.Restored += n
	case FactResolved:
		s.Resolved -= n
	case FactExported:
		s.Exported -= n
	case FactTerminated:
		s.Terminated -= n
	case FactVoided:
		s.Voided -= n
	}
}
