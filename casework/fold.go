package casework

import (
	"slices"

	"silian/calendar"
)

// sheet is one entry as the fold sees it.
type sheet struct {
	Entry
	body  Body
	data  any
	order int // place in the sorted entries
	row   int // place in Case.Rows
}

// actor is the office in whose name the sheet stands.
func (s *sheet) actor() OfficeCode {
	if s.body.For != "" {
		return s.body.For
	}
	return s.Office
}

// folding is the work table of one fold.
type folding struct {
	Case
	table  []Transition
	sheets []*sheet
	root   *sheet
	// cycleFrom is the order of the entry that began the current cycle.
	cycleFrom int
	involved  map[OfficeCode]bool
	visits    []ReturnVisit // all return visits, in order, whatever their cycle
}

// FoldCase folds the entries of one case, given in any order and with any
// repetition. It never fails: what does not count stays in Rows with the reason.
// A case without its opening entry has an empty Handling.
func FoldCase(entries []Entry) Case {
	f := &folding{table: transitionTable, involved: map[OfficeCode]bool{}}
	f.Words.Notes, f.Words.Alone, f.Words.Evaluations = map[ID]string{}, map[ID]string{}, map[ID]Evaluated{}
	f.read(Sort(entries))
	if f.root == nil {
		return f.Case
	}
	f.open()
	f.collectVisits()
	f.walk()
	f.leftOver()
	f.neutral()
	return f.Case
}

var transitionTable = Transitions()

// read parses the entries into sheets and one row each.
func (f *folding) read(entries []Entry) {
	seen := map[ID]bool{}
	for i, e := range entries {
		if f.ID.IsZero() {
			f.ID = e.Envelope.Subject
		}
		twice := seen[e.ID]
		seen[e.ID] = true
		s := &sheet{Entry: e, order: i, row: len(f.Rows)}
		row := Row{Entry: e.ID, Office: e.Office, Why: WhyEarlier}
		body, ok := e.Body()
		switch {
		case twice: // an id is a link: two sheets under one id could make the chain a ring
			row.Why = WhyTwice
		case !ok:
			row.Why = WhyWithheld
		case !body.Kind.Known(body.Ver):
			row.Kind, row.On, row.At, row.Why = body.Kind, body.On, body.At, WhyNewer
		default:
			s.body = body
			row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
			data, err := dataOf(body)
			if err != nil || !body.Kind.belongs(SubjectCase) || !readable(data) {
				row.Why = WhyDamaged
				break
			}
			s.data = data
			f.sheets = append(f.sheets, s)
			// The opening entry gave the case its id, so nobody can put another one
			// in its place.
			if body.Kind == CaseOpened && f.root == nil && s.ID == s.Envelope.Subject {
				f.root = s
			}
		}
		f.Rows = append(f.Rows, row)
	}
	for _, s := range f.sheets {
		if d, ok := s.data.(Destroying); ok {
			f.markDestroyed(d.IDs)
		}
	}
}

func (f *folding) markDestroyed(ids []ID) {
	for i := range f.Rows {
		if f.Rows[i].Why == WhyWithheld && slices.Contains(ids, f.Rows[i].Entry) {
			f.Rows[i].Why = WhyDestroyed
		}
	}
}

func (f *folding) row(s *sheet) *Row { return &f.Rows[s.row] }

func (f *folding) count(s *sheet, detail string) {
	r := f.row(s)
	r.InEffect, r.Why, r.Need, r.Detail = true, "", "", detail
}

func (f *folding) refuse(s *sheet, why Why, need Need) {
	r := f.row(s)
	r.InEffect, r.Why, r.Need = false, why, need
}

// open takes the opening entry; a second one says nothing new.
func (f *folding) open() {
	o := f.root.data.(Opened)
	k := &f.Skeleton
	k.No, k.Track, k.Category, k.Source, k.Place, k.People = o.No, o.Track, o.Category, o.Source, o.Place, o.People
	k.Opener, k.Parent, k.OpenedOn, k.Received, k.Visit = f.root.actor(), o.Parent, f.root.body.On, o.ReceivedOn, o.Visit
	k.OpenedAt = o.Level
	k.Holder, k.HolderLevel, k.MaxLevel, k.Link = k.Opener, o.Level, o.Level, f.root.ID
	k.Handling, k.Resolution, k.Cycle, k.Handler = Registered, Unresolved, 1, o.HandlerOper
	if !o.SplitFrom.IsZero() {
		k.Kin = append(k.Kin, o.SplitFrom)
	}
	f.involved[k.Opener] = true
	if k.OpenedAt == Village {
		f.involved[k.Parent] = true // a township sees its villages' cases
	}
	f.cycleFrom = f.root.order
	f.count(f.root, string(o.Track))
	for _, s := range f.sheets {
		if s.body.Kind == CaseOpened && s != f.root {
			f.refuse(s, WhyTwice, "")
		}
	}
}

// entitled says whether the writer may write in the name it uses: its own, or as
// the township of the village that opened the case (domain 0.0, 5).
func (f *folding) entitled(s *sheet) bool {
	return s.body.For == "" || s.body.For == s.Office ||
		(s.body.For == f.Opener && s.Office == f.Parent)
}

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
		if h.ReceivedOn == 0 {
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
	for f.passOn() {
	}
	slices.Sort(f.Passed)
}

// passOn adds the addressees of hand-overs without effect made by an office on the
// case, or by one to which it was passed in vain itself; true when it found any.
func (f *folding) passOn() (found bool) {
	for _, s := range f.sheets {
		d, ok := s.data.(HandedOver)
		if !ok || f.row(s).InEffect || slices.Contains(f.Passed, d.To) || !f.entitled(s) {
			continue
		}
		if by := s.actor(); f.involved[by] || slices.Contains(f.Passed, by) {
			f.Passed, found = append(f.Passed, d.To), true
		}
	}
	return found
}

// link plays the current link and gives the hand-over that was accepted, with
// its acceptance, or nil.
func (f *folding) link() (next, accepted *sheet) {
	for _, s := range f.sheets {
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
	for _, s := range f.sheets {
		if s.actor() != to || !f.entitled(s) {
			continue
		}
		switch d := s.data.(type) {
		case Linked:
			if s.body.Kind == CaseAccepted && d.Link == h.ID {
				return s
			}
		case Returned:
			if d.Link == h.ID {
				return s
			}
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

// play applies the state table to one act of the current link.
func (f *folding) play(s *sheet) bool {
	t, why, need := f.allowed(s)
	if why != "" {
		f.refuse(s, why, need)
		return false
	}
	if t.To != same {
		f.Handling = t.To
	}
	f.apply(s)
	if f.Handling == AnsweredState && f.Resolution.Settled() {
		f.Handling = AwaitVisit // domain 4.1: H9 is entered by itself
	}
	detail := f.variant(s)
	if d, ok := s.data.(Resolved); ok {
		detail = string(d.To)
	}
	f.count(s, detail)
	return true
}

// allowed looks an act up in the state table.
func (f *folding) allowed(s *sheet) (Transition, Why, Need) {
	v := f.variant(s)
	for _, t := range f.table {
		if t.Act != s.body.Kind || (t.Variant != "" && t.Variant != v) {
			continue
		}
		if !slices.Contains(t.From, f.Handling) {
			continue
		}
		for _, n := range t.Needs {
			if !f.has(n, s) {
				return t, WhyNeed, n
			}
		}
		if s.body.Kind == CaseResolved && f.Resolution.Settled() {
			return t, WhyTwice, ""
		}
		return t, "", ""
	}
	return Transition{}, WhyState, ""
}

// target gives the state that an accepted hand-over leads to.
func (f *folding) target(s *sheet, variant string) Handling {
	for _, t := range f.table {
		if t.Act == s.body.Kind && t.Variant == variant {
			return t.To
		}
	}
	return f.Handling
}

func (f *folding) handOver(link ID) *HandOver {
	for i := range f.HandOvers {
		if f.HandOvers[i].Link == link {
			return &f.HandOvers[i]
		}
	}
	return nil
}

func (f *folding) sheetOf(id ID) *sheet {
	for _, s := range f.sheets {
		if s.ID == id {
			return s
		}
	}
	return nil
}

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
