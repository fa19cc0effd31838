package casework

import "slices"

// holdsWords reports whether the body of a row is personal text that ends with the term
// of the file. An evaluation in effect is a code and no word: it stays, and with it the
// figure that counts it.
func (r Row) holdsWords() bool {
	return r.Kind.Personal() && (r.Kind != CaseEvaluated || !r.InEffect)
}

// unread reports an entry of a kind that this program does not know.
func (r Row) unread() bool { return r.Kind != "" && r.Kind.Version() == 0 }

// WordsOf gives the entries of a case whose bodies go when its term is over. Without
// them the skeleton and all facts of the case are the same.
func WordsOf(entries []Entry) (ids []ID) {
	for _, r := range FoldCase(entries).Rows {
		if r.holdsWords() {
			ids = append(ids, r.Entry)
		}
	}
	return ids
}

// AboutElsewhere gives the subjects beside a case that may hold words about it: its
// meetings and supervisions. The days of its visits are named by VisitsOf.
func (k Skeleton) AboutElsewhere() (out []Subject) {
	add := func(s Subject) {
		if !s.ID.IsZero() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, l := range k.Listings {
		add(Subject{SubjectMeeting, l.Meeting})
	}
	for _, s := range k.Supervisions {
		add(Subject{SubjectSupervision, s.Supervision})
	}
	return out
}

// VisitsOf gives the visits by which the matter came, each the entry of a reception day.
func (k Skeleton) VisitsOf() (out []ID) {
	for _, r := range append([]Repeat{{Visit: k.Visit}}, k.Repeats...) {
		if !r.Visit.IsZero() && !slices.Contains(out, r.Visit) {
			out = append(out, r.Visit)
		}
	}
	return out
}

// WordsBeside gives the entries of a day, a meeting or a supervision whose words are
// about cases that are gone and about no other: words beside a visit, an item of the
// agenda, its decision, or a whole supervision.
func WordsBeside(entries []Entry, gone func(ID) bool) (ids []ID) {
	if len(entries) == 0 {
		return nil
	}
	kind := entries[0].Kind
	_, papers, _ := readPapers(entries, kind)
	ended := map[ID]bool{} // entries beside which words go
	whole := false
	for _, p := range papers {
		switch d := p.data.(type) {
		case Visit:
			ended[p.ID] = allGone(d.Cases, gone)
		case AgendaItem:
			ended[p.ID] = allGone([]ID{d.Case}, gone)
		case DecidedItem:
			ended[p.ID] = ended[d.Item]
		case DroppedItem:
			ended[p.ID] = ended[d.Item]
		case OrderedSupervision:
			whole = allGone(d.Cases, gone)
		}
	}
	for _, p := range papers {
		about := ID{}
		switch d := p.data.(type) {
		case VisitText:
			about = d.About
		case Beside:
			about = d.About
		default:
			continue
		}
		if whole || ended[about] {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// allGone reports that some case is named and all are gone.
func allGone(cases []ID, gone func(ID) bool) bool {
	named := 0
	for _, id := range cases {
		if id.IsZero() {
			continue
		}
		if named++; !gone(id) {
			return false
		}
	}
	return named > 0
}
