package casework

import "slices"

// Share says in what form an entry travels to another office.
type Share int

// Forms of sharing.
const (
	ShareNot  Share = iota // the office has no business with the subject
	ShareStub              // envelope only: the text stays here
	ShareFull
)

// SeenBy reports whether an office sees this case at all: it opened it, it is the
// township of the village that opened it, or the case was handed to or by it, be it
// in vain.
func (k Skeleton) SeenBy(o OfficeCode) bool {
	return slices.Contains(k.Seers(), o)
}

// Seers lists the offices that see this case (SeenBy), each once.
func (k Skeleton) Seers() []OfficeCode {
	all := []OfficeCode{k.Opener}
	if k.OpenedAt == Village {
		all = append(all, k.Parent)
	}
	for _, h := range k.HandOvers {
		all = append(all, h.From, h.To)
	}
	all = append(all, k.Passed...)
	slices.Sort(all)
	return slices.Compact(all)
}

// reads reports whether an office may read the words of the case: it opened it,
// keeps the books of the village that did, holds or held it, or has it offered.
// One that sent it back, or from which it was recalled, is told how the case goes
// on and no more (个人信息保护法 6: no more than needed).
func (k Skeleton) reads(o OfficeCode) bool {
	return o == k.Opener || o == k.Holder || (k.OpenedAt == Village && o == k.Parent) ||
		slices.ContainsFunc(k.HandOvers, func(h HandOver) bool {
			return h.From == o || (h.To == o && (h.underWay() || h.Outcome == HandOverAccepted))
		})
}

// keeps reports whether an office is the township that keeps the file: it opened
// the case, its village did, or it took the case over.
func (k Skeleton) keeps(o Office) bool {
	if o.Level != Township {
		return false
	}
	return o.Code == k.Opener || (k.OpenedAt == Village && o.Code == k.Parent) ||
		slices.ContainsFunc(k.HandOvers, func(h HandOver) bool { return h.To == o.Code && h.Outcome == HandOverAccepted })
}

// consentUp reports whether the parties agreed that the full mediation record goes
// up with the case (人民调解法 15(4), 23).
func (k Skeleton) consentUp() bool {
	return slices.ContainsFunc(k.HandOvers, func(h HandOver) bool { return h.Consent && h.ToLevel == County })
}

// hears reports whether words may travel to an office: in an ordinary case to whom
// may read it, in a sensitive one only to the office that holds it or to which it is
// offered now; being the parent or having held it once is no ground (个人信息保护法 28).
func (k Skeleton) hears(o OfficeCode) bool {
	if k.SealedOff() {
		return false // 封存: the words stay where they are
	}
	if !k.HandlersOnly() {
		return k.reads(o)
	}
	h := k.UnderWay()
	return o == k.Holder || (h != nil && h.To == o)
}

// ShareCase says how entry e of case k travels to office to. What moves holder,
// handling or resolution always travels whole, and an office gets its own words
// back. The record of a mediation goes to the township that keeps the file, and to
// the county with the parties' consent; what was said and thought at a return visit
// and internal notes go to that township alone (domain 2.6). The words of a sensitive
// case go to no office but that which handles it.
func (k Skeleton) ShareCase(e Entry, to Office) Share {
	if e.Kind != SubjectCase || !k.SeenBy(to.Code) {
		return ShareNot
	}
	body, ok := e.Body()
	if !ok {
		return ShareStub
	}
	switch {
	case body.Kind == SealedReceived:
		return ShareNot
	case e.Office == to.Code:
		return ShareFull
	case body.Kind.Personal() && !k.hears(to.Code):
		return ShareStub
	case !body.Kind.Known(body.Ver) && to.Level == County:
		return ShareStub // of a newer program below: it may be words, and goes whole once we know it
	case body.Kind == CaseEvaluated && !k.keeps(to):
		return ShareStub
	}
	class, classed, err := classOf(body)
	switch {
	case err != nil:
		return ShareStub
	case !classed, class == NoteOpen, k.keeps(to):
		return ShareFull
	case class == NoteMediation && to.Level == County && k.consentUp():
		return ShareFull
	}
	return ShareStub
}

// ShareDay says how an entry of a reception day travels: between a village and its
// township whole, elsewhere not at all.
func ShareDay(village OfficeCode, from, to Office) Share {
	switch {
	case from.Code == village && from.Level == Village && to.Code == from.Parent:
		return ShareFull
	case to.Code == village && to.Level == Village && from.Code == to.Parent:
		return ShareFull
	}
	return ShareNot
}

// ShareOf says how an entry of a subject other than a case, a day or a supervision
// travels between two offices. A rule book goes whole to the offices directly below,
// an office's own published figures whole to the office above. What is about a
// meeting, the room, the office itself or a sealed envelope stays, as does an entry
// that is not of the kind named.
func ShareOf(e Entry, kind SubjectKind, from, to Office) Share {
	if e.Kind != kind || from.Code == "" || to.Code == "" {
		return ShareNot
	}
	switch kind {
	case SubjectRules:
		if to.Parent == from.Code {
			return e.whole()
		}
	case SubjectReport:
		if from.Parent == to.Code && e.Office == from.Code {
			return e.whole()
		}
	}
	return ShareNot
}

// ShareSupervision says how an entry of a supervision travels to receiver: whole
// between the office that ordered it and the supervised office, its words too; to
// nobody else. supervised is "" where the unit is none of our offices.
func ShareSupervision(ordering, supervised OfficeCode, e Entry, receiver Office) Share {
	if e.Kind != SubjectSupervision || receiver.Code == "" {
		return ShareNot
	}
	if receiver.Code == ordering || receiver.Code == supervised {
		return e.whole()
	}
	return ShareNot
}

// whole is ShareFull, or ShareStub for what is here as envelope only. A sealed matter
// hidden in another subject stays.
func (e Entry) whole() Share {
	body, ok := e.Body()
	switch {
	case !ok:
		return ShareStub
	case body.Kind == SealedReceived:
		return ShareNot
	}
	return ShareFull
}
