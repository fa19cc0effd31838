package casework

import "slices"

// collectVisits gathers the return visits before the walk: closing asks for them.
// Who may write one is judged in neutral, when all offices on the case are known;
// a visit of a stranger cannot help to close, so strangers are left out here by
// the narrower test of the writer being named in some hand-over or the opening.
func (f *folding) collectVisits() {
	named := map[OfficeCode]bool{f.Opener: true, f.Parent: true}
	for _, s := range f.sheets {
		if d, ok := s.data.(HandedOver); ok {
			named[d.To] = true
		}
	}
	for _, s := range f.sheets {
		d, ok := s.data.(ReturnVisited)
		if !ok || !named[s.actor()] || !f.entitled(s) {
			continue
		}
		persons := d.Persons
		if !d.First {
			persons = 0
		}
		f.visits = append(f.visits, ReturnVisit{s.ID, s.body.On, s.actor(), d.Way, d.Reached, persons, s.order})
	}
}

// neutral plays the entries that move neither holder nor state.
func (f *folding) neutral() {
	for _, s := range f.sheets {
		if powerOf(s.body.Kind) != ByInvolved {
			continue
		}
		if !f.involved[s.actor()] || !f.entitled(s) {
			f.refuse(s, WhyStranger, "")
			continue
		}
		if why := f.note(s); why != "" {
			f.refuse(s, why, "")
			continue
		}
		f.count(s, "")
	}
}

// note records one neutral entry; a non-empty Why says that it does not count.
func (f *folding) note(s *sheet) Why {
	switch d := s.data.(type) {
	case Text:
		f.Words.Text = d
	case Party:
		f.Words.Parties = append(f.Words.Parties, d)
	case Note:
		if d.About.IsZero() {
			f.Words.Alone[s.ID] = d.Text
		} else if old := f.Words.Notes[d.About]; old != "" {
			f.Words.Notes[d.About] = old + "\n" + d.Text
		} else {
			f.Words.Notes[d.About] = d.Text
		}
	case Evaluated:
		f.Words.Evaluations[d.Visit] = d
	case Split:
		if !slices.Contains(f.Kin, d.Other) {
			f.Kin = append(f.Kin, d.Other)
		}
	case Promised:
		f.Promises = append(f.Promises, Promise{Entry: s.ID, By: s.actor(), MadeOn: s.body.On, Due: d.Due})
	case PromiseChanged:
		return f.promise(s, d.Promise, func(p *Promise) { p.Due, p.Changed = d.Due, p.Changed+1 })
	case PromiseSettled:
		return f.promise(s, d.Promise, func(p *Promise) { p.SettledOn, p.Kept = s.body.On, d.Kept })
	case ReturnVisited:
		i := slices.IndexFunc(f.visits, func(v ReturnVisit) bool { return v.Entry == s.ID })
		if i >= 0 {
			f.Visits = append(f.Visits, f.visits[i])
		}
	}
	return ""
}

// promise changes a promise that its own office made and that is still open.
func (f *folding) promise(s *sheet, id ID, change func(*Promise)) Why {
	for i := range f.Promises {
		p := &f.Promises[i]
		switch {
		case p.Entry != id:
			continue
		case p.By != s.actor():
			return WhyNotHolder
		case !p.Open():
			return WhyTwice
		}
		change(p)
		return ""
	}
	return WhyEarlier
}
