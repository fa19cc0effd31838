package casework

import (
	"slices"

	"silian/calendar"
)

// has tells whether a condition of the fold is met for act s. Conditions that are
// asked when writing hold here always.
func (f *folding) has(n Need, s *sheet) bool {
	switch n {
	case NeedTried:
		return len(f.Sessions) > 0 || s.data.(HandedOver).Tried != ""
	case NeedDemand:
		return s.data.(HandedOver).Demand != ""
	case NeedLevelUp:
		return s.data.(HandedOver).ToLevel.Rank() == f.HolderLevel.Rank()+1
	case NeedLevelDown:
		return s.data.(HandedOver).ToLevel.Rank() < f.HolderLevel.Rank()
	case NeedEvidence:
		return f.hasEvidence(s)
	case NeedAnswer:
		return f.answered()
	case NeedOpener:
		return f.Link == f.root.ID
	case NeedVisit:
		return f.Handling == NotOurs || visited(f.visitsBefore(s.order))
	case NeedOrgan:
		return f.HolderLevel != Village
	}
	return true
}

// hasEvidence checks evidence of 已化解: an agreement that was performed needs the
// agreement, the person's word needs the return visit (domain 4.1 rule 5).
func (f *folding) hasEvidence(s *sheet) bool {
	switch s.data.(Resolved).Evidence {
	case AgreementPerformed:
		return slices.ContainsFunc(f.Sessions, func(m Session) bool { return m.Cycle == f.Cycle && m.Agreement != "" })
	case PersonConfirmed:
		return slices.ContainsFunc(f.visitsBefore(s.order), ReturnVisit.Reached)
	case DemandFulfilled, SignedWithdrawal:
		return true
	}
	return false
}

func (f *folding) answered() bool {
	return f.Handling == NotOurs ||
		slices.ContainsFunc(f.Answers, func(a Answer) bool { return a.Cycle == f.Cycle }) ||
		slices.ContainsFunc(f.Sessions, func(m Session) bool { return m.Cycle == f.Cycle && m.Agreement != "" })
}

// visitsBefore gives the return visits of the current cycle written before order.
func (f *folding) visitsBefore(order int) []ReturnVisit {
	var out []ReturnVisit
	for _, v := range f.visits {
		if v.order > f.cycleFrom && v.order < order {
			out = append(out, v)
		}
	}
	return out
}

// visited reports one visit that reached somebody, or two attempts on two days.
func visited(visits []ReturnVisit) bool {
	days := map[calendar.Day]bool{}
	for _, v := range visits {
		if v.Reached() {
			return true
		}
		days[v.On] = true
	}
	return len(days) >= 2
}
