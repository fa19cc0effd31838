package casework

import (
	"slices"

	"silian/calendar"
)

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
		class, _, _ := classOf(s.body)
		f.count(s, string(class)) // who may read one that stands alone is told from its class
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
		} else if d.Text != "" {
			f.beside[d.About] = append(f.beside[d.About], d.Text)
		}
	case Evaluated:
		f.Words.Evaluations[d.Visit] = d
	case Attached:
		return f.attach(s, d)
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
	case TaskSettled:
		return settle(f.Tasks, d.Task, func(t *Task) (ID, OfficeCode, bool) { return t.Entry, t.By, t.Open() },
			s.actor(), func(t *Task) { t.SettledOn, t.Done = s.body.On, d.Done })
	case TermSettled:
		return settle(f.Terms, d.Term, func(t *Term) (ID, OfficeCode, bool) { return t.Entry, t.By, t.SettledOn == 0 },
			s.actor(), func(t *Term) { t.SettledOn, t.Performed = s.body.On, d.Performed })
	case LeadMet:
		return settle(f.Leads, d.Lead, func(l *Lead) (ID, OfficeCode, bool) { return l.Entry, l.By, true },
			s.actor(), func(l *Lead) { l.Met = append(l.Met, s.body.On) })
	case LeadEnded:
		return settle(f.Leads, d.Lead, func(l *Lead) (ID, OfficeCode, bool) { return l.Entry, l.By, l.To == 0 },
			s.actor(), func(l *Lead) { l.To, l.Why = s.body.On, d.Reason })
	case ReturnVisited:
		i := slices.IndexFunc(f.visits, func(v ReturnVisit) bool { return v.Entry == s.ID })
		if i >= 0 {
			f.Visits = append(f.Visits, f.visits[i])
		}
	default:
		f.record(s)
	}
	return ""
}

// record keeps one neutral entry that only adds to a list.
func (f *folding) record(s *sheet) {
	on, by := s.body.On, s.actor()
	switch d := s.data.(type) {
	case Marked:
		f.mark(on, by, d)
	case Repeated:
		f.Repeats = append(f.Repeats, Repeat{s.ID, on, by, d.Visit, d.Form})
	case Tasked:
		f.Tasks = append(f.Tasks, Task{Entry: s.ID, On: on, By: by, Meeting: d.Meeting, Unit: d.Unit, CoUnits: d.CoUnits, Due: d.Due})
	case LeadAssigned:
		f.Leads = append(f.Leads, Lead{Entry: s.ID, By: by, Name: d.Name, Post: d.Post, Rank: d.Rank, From: on})
	case Supervised:
		f.Supervisions = append(f.Supervisions, CaseSupervision{s.ID, on, by, d.Supervision, d.Form, d.Unit, d.Due})
	case TermAgreed:
		f.Terms = append(f.Terms, Term{Entry: s.ID, By: by, Session: d.Session, No: d.No, Due: d.Due, Cycle: f.cycleOf(d.Session)})
	case CourtAsked:
		f.Court = append(f.Court, CourtStep{on, d.Session, d.Result})
	case Joined:
		f.merged(d.Other, s.body.Kind == CaseAbsorbed)
	case UrgentReported:
		f.Reported = append(f.Reported, UrgentReport{on, by, d.To})
	case ReopenAsked:
		f.Requests = append(f.Requests, Request{s.ID, on, by, d.Due})
	case Aided:
		f.Aids = append(f.Aids, Aid{on, by, d.Kind, d.Granted})
	}
}

// mark takes over what is said of the matter; sensitive it stays, and not known is no
// news.
func (f *folding) mark(on calendar.Day, by OfficeCode, d Marked) {
	if d.Urgency == Urgent && f.Marks.Urgency != Urgent {
		f.Urgent = append(f.Urgent, UrgentMark{on, by})
	}
	if d.Sensitive == NotSensitive {
		d.Sensitive = f.Marks.Sensitive
	}
	switch {
	case !d.Unreachable:
		f.UnreachableOn = 0
	case !f.Marks.Unreachable:
		f.UnreachableOn = on
	}
	f.Marks = d
}

// cycleOf gives the cycle of a session, that of the case when it is not known here.
func (f *folding) cycleOf(session ID) int {
	for _, m := range f.Sessions {
		if m.Entry == session {
			return m.Cycle
		}
	}
	return f.Cycle
}

// settle changes one thing of a list that its own office wrote and that is still open.
func settle[T any](list []T, id ID, of func(*T) (entry ID, by OfficeCode, open bool), actor OfficeCode, change func(*T)) Why {
	for i := range list {
		entry, by, open := of(&list[i])
		switch {
		case entry != id:
			continue
		case by != actor:
			return WhyNotHolder
		case !open:
			return WhyTwice
		}
		change(&list[i])
		return ""
	}
	return WhyEarlier
}

// promise changes a promise that its own office made and that is still open.
func (f *folding) promise(s *sheet, id ID, change func(*Promise)) Why {
	return settle(f.Promises, id, func(p *Promise) (ID, OfficeCode, bool) { return p.Entry, p.By, p.Open() }, s.actor(), change)
}
