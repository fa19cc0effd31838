package office

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// PlanMeeting plans a meeting of this office; Done names it.
func (o *Office) PlanMeeting(ctx context.Context, act Act, m casework.PlannedMeeting) (Done, error) {
	m.Office, m.Level = o.me.Code, o.me.Level
	if m.On == 0 {
		return Done{}, &Problem{Field: "on", Code: "missing"}
	}
	if m.Type == "" {
		m.Type = casework.RegularMeeting
	}
	return o.do(ctx, act, func(w *writer) error {
		id, err := w.caseID()
		if err != nil {
			return err
		}
		if m.No == 0 {
			if m.No, err = w.nextMeetingNo(m.Type); err != nil {
				return err
			}
		}
		_, err = w.add(casework.Subject{Kind: casework.SubjectMeeting, ID: id}, casework.MeetingPlanned, m)
		return err
	})
}

func (w *writer) nextMeetingNo(t casework.MeetingType) (int, error) {
	all, err := meetings(&w.tx.View)
	if err != nil {
		return 0, err
	}
	no := 0
	for _, m := range all {
		if m.Type == t && m.Office == w.o.me.Code {
			no = max(no, m.No)
		}
	}
	return no + 1, nil
}

func meetings(v *store.View) (out []casework.Meeting, err error) {
	err = eachOther(v, casework.SubjectMeeting, func(entries []casework.Entry) {
		out = append(out, casework.FoldMeeting(entries))
	})
	return out, err
}

// eachOther hands the entries of each subject of a kind to take, oldest first.
func eachOther(v *store.View, kind casework.SubjectKind, take func([]casework.Entry)) error {
	ids, err := v.Others(kind)
	if err != nil {
		return err
	}
	for _, id := range ids {
		entries, err := v.Entries(id)
		if err != nil {
			return err
		}
		take(entries)
	}
	return nil
}

// Meetings gives all meetings, oldest first.
func (o *Office) Meetings(ctx context.Context) (out []casework.Meeting, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		out, err = meetings(v)
		return err
	})
	return out, err
}

// Meeting gives one meeting.
func (o *Office) Meeting(ctx context.Context, id casework.ID) (m casework.Meeting, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		m, err = meetingOf(v, id)
		return err
	})
	return m, err
}

func meetingOf(v *store.View, id casework.ID) (casework.Meeting, error) {
	entries, err := v.Entries(id)
	if err != nil {
		return casework.Meeting{}, err
	}
	m := casework.FoldMeeting(entries)
	if m.ID.IsZero() || m.Status == "" {
		return casework.Meeting{}, &Problem{Field: "meeting", Code: "unknown"}
	}
	return m, nil
}

// meet writes one entry about a meeting; what the fold would not count is refused.
func (w *writer) meet(id casework.ID, kind casework.Kind, data any) (casework.ID, error) {
	if _, err := meetingOf(&w.tx.View, id); err != nil {
		return casework.ID{}, err
	}
	return w.add(casework.Subject{Kind: casework.SubjectMeeting, ID: id}, kind, data)
}

func (o *Office) meetingAct(ctx context.Context, act Act, id casework.ID, kind casework.Kind, data any, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		entry, err := w.meet(id, kind, data)
		if err != nil {
			return err
		}
		return w.beside(casework.Subject{Kind: casework.SubjectMeeting, ID: id}, casework.MeetingText, entry, words)
	})
}

// beside writes personal words beside an entry of a meeting, a supervision or a day;
// empty words write nothing.
func (w *writer) beside(subject casework.Subject, kind casework.Kind, about casework.ID, words string) error {
	words, err := clean("words", words, maxWords)
	if err != nil || words == "" {
		return err
	}
	_, err = w.add(subject, kind, casework.Beside{About: about, Text: words})
	return err
}

// NotifyMeeting writes down who was called, by whom and how.
func (o *Office) NotifyMeeting(ctx context.Context, act Act, id casework.ID, n casework.NotifiedMeeting) (Done, error) {
	return o.meetingAct(ctx, act, id, casework.MeetingNotified, n, "")
}

// ConfirmMeeting writes down what a unit answered to the notice.
func (o *Office) ConfirmMeeting(ctx context.Context, act Act, id casework.ID, c casework.ConfirmedMeeting) (Done, error) {
	return o.meetingAct(ctx, act, id, casework.MeetingConfirmed, c, "")
}

// MoveMeeting gives a meeting another date, with the reason.
func (o *Office) MoveMeeting(ctx context.Context, act Act, id casework.ID, to calendar.Day, reason string) (Done, error) {
	return o.meetingAct(ctx, act, id, casework.MeetingMoved, casework.MovedMeeting{To: to, Reason: reason}, "")
}

// CancelMeeting writes down that a meeting is not held, with the reason, or that
// another took its place.
func (o *Office) CancelMeeting(ctx context.Context, act Act, id casework.ID, n casework.NotHeldMeeting) (Done, error) {
	return o.meetingAct(ctx, act, id, casework.MeetingNotHeld, n, "")
}

// SubmitCase brings a case to the room of retired cadres before a meeting.
func (o *Office) SubmitCase(ctx context.Context, act Act, id casework.ID) (Done, error) {
	return o.move(ctx, act, id, casework.CaseSubmitted, casework.Submitted{Level: o.me.Level}, casework.NoteOpen, "")
}

// AddToAgenda puts a line on the agenda. A case goes on it when the room took it and
// did not succeed, or with the chair's waiver; the case says so too.
func (o *Office) AddToAgenda(ctx context.Context, act Act, meeting casework.ID, item casework.AgendaItem) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		m, err := meetingOf(&w.tx.View, meeting)
		if err != nil {
			return err
		}
		if item.Order == 0 {
			item.Order = len(m.Items) + 1
		}
		if item.Kind != casework.ItemCase {
			_, err = w.meet(meeting, casework.MeetingItem, item)
			return err
		}
		c, err := w.fold(item.Case)
		if err != nil {
			return err
		}
		if item.Waiver == "" {
			item.Session = c.AgendaGate(item.Waiver).Session
		}
		entry, err := w.meet(meeting, casework.MeetingItem, item)
		if err != nil {
			return err
		}
		_, err = w.add(caseSubject(item.Case), casework.CaseListed, casework.Listed{Meeting: meeting, Item: entry, Waiver: item.Waiver})
		return err
	})
}

// DropFromAgenda takes a line off the agenda; reason codes: settled, withdrawn, time.
func (o *Office) DropFromAgenda(ctx context.Context, act Act, meeting, item casework.ID, reason string) (Done, error) {
	return o.meetingAct(ctx, act, meeting, casework.MeetingDropped, casework.DroppedItem{Item: item, Reason: reason}, "")
}

// HoldMeeting writes down that a meeting was held on the act's date.
func (o *Office) HoldMeeting(ctx context.Context, act Act, id casework.ID, h casework.HeldMeeting, words string) (Done, error) {
	return o.meetingAct(ctx, act, id, casework.MeetingHeld, h, words)
}

// Decide writes down what a meeting decided about one case: in the meeting, in the
// case, as a task of the responsible unit, and as its lead cadre.
func (o *Office) Decide(ctx context.Context, act Act, meeting casework.ID, d casework.DecidedItem, rank casework.Rank, opinion string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		m, err := meetingOf(&w.tx.View, meeting)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(m.Items, func(it casework.Item) bool { return it.Entry == d.Item })
		if i < 0 {
			return &Problem{Field: "item", Code: "unknown"}
		}
		if d.Unit == "" || d.Due == 0 {
			return &Problem{Field: "decision", Code: "missing"}
		}
		if _, err := w.meet(meeting, casework.MeetingDecided, d); err != nil {
			return err
		}
		id := m.Items[i].Case
		if id.IsZero() {
			return nil
		}
		entry, err := w.add(caseSubject(id), casework.CaseAnalysed, casework.Analysed{
			Meeting: meeting, Item: d.Item, Level: m.Level, Unit: d.Unit, CoUnits: d.CoUnits, Due: d.Due,
		})
		if err != nil {
			return err
		}
		if err := w.note(id, entry, casework.NoteOpen, opinion); err != nil {
			return err
		}
		if _, err := w.add(caseSubject(id), casework.CaseTasked, casework.Tasked{Meeting: meeting, Unit: d.Unit, CoUnits: d.CoUnits, Due: d.Due}); err != nil {
			return err
		}
		if d.Lead.Name == "" {
			return nil
		}
		_, err = w.add(caseSubject(id), casework.CaseLeadAssigned, casework.LeadAssigned{Name: d.Lead.Name, Post: d.Lead.Post, Rank: rank})
		return err
	})
}
