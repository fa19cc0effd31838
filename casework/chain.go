package casework

import (
	"slices"
)

// walk goes along the chain of links: in each, the acts of its holder and the
// answers to its hand-overs, in order, until an acceptance makes the next link.
func (f *folding) walk() {
	if !f.entitled(f.root) {
		f.refuse(f.root, WhyStranger, "")
		f.Handling = notYet
		return
	}
	for {
		next, accepted := f.link()
		if next == nil {
			break
		}
		h := f.handOver(next.ID)
		f.Holder, f.HolderLevel, f.Link = h.To, h.ToLevel, h.Link
		if h.ToLevel.Rank() > f.MaxLevel.Rank() {
			f.MaxLevel = h.ToLevel
		}
		f.Handler = accepted.data.(Linked).Handler
		h.Outcome, h.OutcomeOn = HandOverAccepted, accepted.body.On
		if h.ReceivedOn == 0 || h.ReceivedOn > accepted.body.On {
			h.ReceivedOn = accepted.body.On
		}
		f.Handling = f.target(accepted, variantOfWay(h.Way))
		f.count(accepted, string(h.Way))
	}
}

// leftOver tells apart the acts that stand on a link which never came into
// effect from those whose link has not arrived, and gathers the offices that were
// handed the case in vain: they must learn that another chain stands.
func (f *folding) leftOver() {
	for _, s := range f.sheets {
		r := f.row(s)
		if r.Why != WhyEarlier {
			continue
		}
		link := s.body.Holds
		if l := linkOf(s); !l.IsZero() {
			link = l
		}
		if power := powerOf(s.body.Kind); (power == ByHolder || power == ByAddressee) && f.sheetOf(link) != nil {
			f.refuse(s, WhyNotHolder, "")
		}
	}
	f.passOn()
	slices.Sort(f.Passed)
}

// passOn adds the addressees of hand-overs without effect made by an office on the
// case, or by one to which it was passed in vain itself.
func (f *folding) passOn() {
	vain := map[OfficeCode][]OfficeCode{}
	for _, s := range f.sheets {
		if d, ok := s.data.(HandedOver); ok && !f.row(s).InEffect && f.entitled(s) {
			vain[s.actor()] = append(vain[s.actor()], d.To)
		}
	}
	told := map[OfficeCode]bool{}
	tell := func(by OfficeCode) {
		for _, to := range vain[by] {
			if !told[to] {
				told[to] = true
				f.Passed = append(f.Passed, to)
			}
		}
	}
	for by := range vain {
		if f.involved[by] {
			tell(by)
		}
	}
	for i := 0; i < len(f.Passed); i++ {
		tell(f.Passed[i])
	}
}

// link plays the current link and gives the hand-over that was accepted, with
// its acceptance, or nil.
func (f *folding) link() (next, accepted *sheet) {
	for _, s := range f.onLink[f.Link] {
		power := powerOf(s.body.Kind)
		switch {
		case power == ByAddressee || s.body.Kind == CaseRecalled:
			f.respond(s, next)
		case power != ByHolder || s.body.Holds != f.Link:
		case s.actor() != f.Holder || !f.entitled(s):
			f.refuse(s, WhyNotHolder, "")
		case f.play(s) && s.body.Kind == CaseHandedOver && next == nil:
			if first := f.answerTo(s); first != nil && first.body.Kind == CaseAccepted {
				next, accepted = s, first
			}
		}
	}
	return next, accepted
}

// answerTo finds the first acceptance or return of a hand-over by its addressee.
func (f *folding) answerTo(h *sheet) *sheet {
	to := h.data.(HandedOver).To
	for _, s := range f.answers[h.ID] {
		if s.actor() == to && f.entitled(s) {
			return s
		}
	}
	return nil
}

// respond plays an answer to a hand-over of the current link. Acceptance itself
// is played by walk, because it begins the next link.
func (f *folding) respond(s *sheet, next *sheet) {
	h := f.handOver(linkOf(s))
	if h == nil || h.Follows != f.Link {
		return
	}
	isNext := next != nil && next.ID == h.Link
	switch s.body.Kind {
	case CaseRecalled:
		first := f.answerTo(f.sheetOf(h.Link))
		switch {
		case s.actor() != h.From || !f.entitled(s):
			f.refuse(s, WhyNotHolder, "")
		case first != nil:
			f.refuse(s, WhyOvertaken, "")
			// A return takes the place of the recall that it beats: the sender held
			// the case again from here on, and what it did since stays legal.
			if d, ok := first.data.(Returned); ok && h.underWay() && f.play(first) {
				h.Outcome, h.OutcomeOn, h.Reason = HandOverReturned, first.body.On, d.Reason
			}
		case !h.underWay():
			f.refuse(s, WhyState, "")
		case f.play(s):
			h.Outcome, h.OutcomeOn = HandOverRecalled, s.body.On
		}
		return
	case CaseAccepted:
		if s.actor() != h.To || !f.entitled(s) {
			f.refuse(s, WhyNotNamed, "")
		} else if !isNext || f.answerTo(f.sheetOf(h.Link)) != s {
			f.refuse(s, WhyTwice, "")
		}
		return
	}
	if s.actor() != h.To || !f.entitled(s) {
		f.refuse(s, WhyNotNamed, "")
		return
	}
	if s.body.Kind == CaseReturned && f.answerTo(f.sheetOf(h.Link)) != s {
		f.refuse(s, WhyTwice, "")
		return
	}
	switch {
	case f.row(s).InEffect: // a return that was played in the place of a recall
		return
	case !h.underWay():
		f.refuse(s, WhyState, "")
		return
	case !f.play(s):
		return
	}
	if d, ok := s.data.(Returned); ok {
		h.Outcome, h.OutcomeOn, h.Reason = HandOverReturned, s.body.On, d.Reason
		return
	}
	h.Outcome, h.ReceivedOn = HandOverReceived, s.body.On
}
