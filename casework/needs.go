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
		return s.data.(HandedOver).ToLevel.Rank() == f.HolderLevel.Rank()+1 && f.levelFits(s.data.(HandedOver))
	case NeedLevelDown:
		return s.data.(HandedOver).ToLevel.Rank() < f.HolderLevel.Rank() && f.levelFits(s.data.(HandedOver))
	case NeedEvidence:
		return f.hasEvidence(s)
	case NeedAnswer:
		return f.answered()
	case NeedOpener:
		return f.Link == f.root.ID
	case NeedVisit:
		return f.toldElsewhere() || visited(f.visitsBefore(s.order))
	case NeedOrgan:
		return f.HolderLevel != Village
	}
	return f.hasStation(n, s)
}

// hasStation is has for what the room, the meeting and a review ask.
func (f *folding) hasStation(n Need, s *sheet) bool {
	switch n {
	case NeedRoom:
		return s.data.(Listed).Waiver != "" || f.roomPassed()
	case NeedListed:
		d := s.data.(Analysed)
		return d.Level.Rank() <= f.MaxLevel.Rank() && // no meeting above any office that held the case
			slices.ContainsFunc(f.Listings, func(l Listing) bool { return l.Meeting == d.Meeting && l.Cycle == f.Cycle })
	case NeedExtend:
		d := s.data.(Extended)
		return d.Days >= 1 && d.Days <= MaxExtension && d.ApprovedOn != 0 && d.ApprovedOn <= s.body.On && f.extendable()
	case NeedOpinion:
		return slices.ContainsFunc(f.Answers, func(a Answer) bool { return a.Cycle == f.Cycle && a.Form == HandlingOpinion })
	case NeedReviewed:
		r := f.review(FirstReview) // after 复核 there is no other (条例 36)
		return r != nil && r.DeliveredOn != 0 && r.Upheld && f.review(SecondReview) == nil
	case NeedReview:
		d := s.data.(Reviewed)
		r := f.review(d.Stage)
		return r != nil && r.DeliveredOn == 0 && (f.Handling == InReReview) == (d.Stage == SecondReview)
	case NeedMerged:
		return !f.MergedInto.IsZero()
	case NeedRoute:
		r := s.data.(Noticed).Route31
		return r >= 1 && r <= 5
	}
	return f.hasKeeping(n)
}

// levelFits reports that a hand-over gives its addressee no other level than the case
// knows of that office: the level that figures count is not typed (domain 4.4).
func (f *folding) levelFits(d HandedOver) bool {
	return d.To != "" && d.To != f.Holder && (d.To != f.Opener || d.ToLevel == f.OpenedAt) &&
		!slices.ContainsFunc(f.HandOvers, func(h HandOver) bool {
			return (h.To == d.To && h.ToLevel != d.ToLevel) || (h.From == d.To && h.FromLevel != d.ToLevel)
		})
}

// extendable reports a matter of art. 31(6) that was accepted in this cycle, has no
// opinion yet and was not extended (条例 34: one extension).
func (f *folding) extendable() bool {
	accepted := slices.ContainsFunc(f.Notices, func(n Notice) bool { return n.Cycle == f.Cycle && n.Kind == NoticeAccepted && n.Route31 == 6 })
	extended := slices.ContainsFunc(f.Extensions, func(e Extension) bool { return e.Cycle == f.Cycle })
	return accepted && !extended && !f.hasStation(NeedOpinion, nil)
}

// review gives the review of a stage in the current cycle, nil for none.
func (f *folding) review(stage ReviewStage) *Review {
	for i := len(f.Reviews) - 1; i >= 0; i-- {
		if r := &f.Reviews[i]; r.Stage == stage && r.Cycle == f.Cycle {
			return r
		}
	}
	return nil
}

// toldElsewhere reports that a notice sent the person to another body: nothing of this
// office's doing is left to visit for.
func (f *folding) toldElsewhere() bool { return f.Handling == NotOurs || f.Handling == LedElsewhere }

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
	return f.toldElsewhere() ||
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
