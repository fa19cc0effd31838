package casework

import "silian/calendar"

// Envelopes is the fold of an office's sealed envelopes (检举控告): that they came, and
// for whom. Version 1 keeps no word of what is in them.
type Envelopes struct {
	Office OfficeCode
	List   []Letter
	Rows   []Row
}

// Letter is one sealed envelope that came.
type Letter struct {
	Entry     ID
	On        calendar.Day
	Envelope  string // number on the paper envelope
	Addressee string
}

// SealedSubject names the envelopes of one office.
func SealedSubject(office OfficeCode) Subject {
	return Subject{SubjectSealed, DerivedID("sealed/" + string(office))}
}

// FoldSealed folds the envelopes of one office; entries of other offices do not count.
func FoldSealed(entries []Entry) Envelopes {
	var s Envelopes
	for _, e := range Sort(entries) {
		row := Row{Entry: e.ID, Office: e.Office, Why: WhyWithheld}
		if b, ok := e.Body(); ok {
			row.Kind, row.For, row.Operator, row.On, row.At = b.Kind, b.For, b.Operator, b.On, b.At
			row.Why = s.take(e, b)
		}
		row.InEffect = row.Why == ""
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (s *Envelopes) take(e Entry, b Body) Why {
	if !b.Kind.Known(b.Ver) {
		return WhyNewer
	}
	data, err := dataOf(b)
	if err != nil || !b.Kind.belongs(SubjectSealed) {
		return WhyDamaged
	}
	if SealedSubject(e.Office).ID != e.Envelope.Subject || b.For != "" {
		return WhyStranger
	}
	s.Office = e.Office
	if d, ok := data.(SealedEnvelope); ok {
		s.List = append(s.List, Letter{e.ID, b.On, d.Envelope, d.Addressee})
	}
	return ""
}

// Facts counts the envelopes: no more than their number is ever told.
func (s Envelopes) Facts() []Fact {
	var out []Fact
	for _, e := range s.List {
		out = append(out, Fact{Kind: FactSealed, On: e.On, Office: s.Office, About: SealedSubject(s.Office).ID, Count: 1})
	}
	return out
}
