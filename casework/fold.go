package casework

import (
	"slices"
	"strings"
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
	beside    map[ID][]string
	visits    []ReturnVisit // all return visits, in order, whatever their cycle
	// beforeMerge is the state to which undoing a merge leads back.
	beforeMerge Handling

	// Indexes, so that a long history costs no more than its length.
	byID    map[ID]*sheet
	onLink  map[ID][]*sheet // acts of the holder and answers to its hand-overs, by the link on which they stand
	answers map[ID][]*sheet // acceptances and returns, by the hand-over they name
	offers  map[ID]int      // place in HandOvers
}

// FoldCase folds the entries of one case, given in any order and with any
// repetition. It never fails: what does not count stays in Rows with the reason.
// A case without its opening entry has an empty Handling.
func FoldCase(entries []Entry) Case {
	f := &folding{table: transitionTable, involved: map[OfficeCode]bool{}, beside: map[ID][]string{}}
	f.Words.Notes, f.Words.Alone, f.Words.Evaluations = map[ID]string{}, map[ID]string{}, map[ID]Evaluated{}
	f.read(Sort(entries))
	if f.root == nil {
		return f.Case
	}
	f.open()
	f.index()
	f.collectVisits()
	f.walk()
	f.leftOver()
	f.neutral()
	for id, texts := range f.beside {
		f.Words.Notes[id] = strings.Join(texts, "\n")
	}
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
			if err != nil || !body.Kind.belongs(SubjectCase) || !readable(data) || intoNothing(data, f.ID) {
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
	gone := map[ID]bool{}
	for _, s := range f.sheets {
		if d, ok := s.data.(Destroying); ok {
			for _, id := range d.IDs {
				gone[id] = true
			}
		}
	}
	for i := range f.Rows {
		if f.Rows[i].Why == WhyWithheld && gone[f.Rows[i].Entry] {
			f.Rows[i].Why = WhyDestroyed
		}
	}
}

func (f *folding) row(s *sheet) *Row { return &f.Rows[s.row] }

func (f *folding) count(s *sheet, detail string) {
	r := f.row(s)
	r.InEffect, r.Why, r.Need, r.Detail = true, "", "", detail
	f.LastOn = max(f.LastOn, s.body.On)
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
// the township of a village that opened the case, or to which that township handed it
// (domain 0.0, 5).
func (f *folding) entitled(s *sheet) bool {
	return s.body.For == "" || s.body.For == s.Office ||
		(s.body.For == f.Opener && s.Office == f.Parent) ||
		slices.ContainsFunc(f.HandOvers, func(h HandOver) bool {
			return h.To == s.body.For && h.ToLevel == Village && h.From == s.Office && h.FromLevel == Township
		})
}

// play applies the state table to one act of the current link.
func (f *folding) play(s *sheet) bool {
	t, why, need := f.allowed(s)
	if why != "" {
		f.refuse(s, why, need)
		return false
	}
	before := f.Handling
	switch t.To {
	case same:
	case former:
		f.Handling = f.beforeMerge
	default:
		f.Handling = t.To
	}
	if s.body.Kind == CaseMerged {
		f.beforeMerge = before
	}
	if before == ClosedState && f.Handling != ClosedState {
		f.ClosedOn = 0
	}
	if f.Handling != ClosedState && f.Handling != VoidedState {
		f.keeping = keeping{} // what is taken up again is in use
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
		if d, ok := s.data.(Resolved); ok {
			if _, moves := f.Resolution.moved(sayTo(d.To)); !moves {
				return t, WhyTwice, ""
			}
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

// index sorts the sheets of the chain by the links on which they stand.
func (f *folding) index() {
	f.byID, f.onLink, f.answers, f.offers = map[ID]*sheet{}, map[ID][]*sheet{}, map[ID][]*sheet{}, map[ID]int{}
	for _, s := range f.sheets {
		f.byID[s.ID] = s
	}
	for _, s := range f.sheets {
		on := s.body.Holds
		power := powerOf(s.body.Kind)
		switch {
		case power == ByAddressee || s.body.Kind == CaseRecalled:
			h := f.byID[linkOf(s)]
			if h == nil {
				continue
			}
			on = h.body.Holds
			if s.body.Kind == CaseAccepted || s.body.Kind == CaseReturned {
				f.answers[h.ID] = append(f.answers[h.ID], s)
			}
		case power != ByHolder:
			continue
		}
		f.onLink[on] = append(f.onLink[on], s)
	}
}

func (f *folding) handOver(link ID) *HandOver {
	if i, ok := f.offers[link]; ok {
		return &f.HandOvers[i]
	}
	return nil
}

func (f *folding) sheetOf(id ID) *sheet { return f.byID[id] }
