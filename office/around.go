package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
)

// Mark writes down what is known of the matter: urgency, people concerned, money,
// safety, whether it is sensitive. Never anything of a person.
func (o *Office) Mark(ctx context.Context, act Act, id casework.ID, m casework.Marked) (Done, error) {
	if m.Concerned < 0 || m.Concerned > 1_000_000 || m.Money < 0 {
		return Done{}, &Problem{Field: "people", Code: "out_of_range"}
	}
	return o.move(ctx, act, id, casework.CaseMarked, m, casework.NoteOpen, "")
}

// Repeat writes down that the same person came with the same matter again: one more
// 件次, the same 件.
func (o *Office) Repeat(ctx context.Context, act Act, id casework.ID, r casework.Repeated, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseRepeated, r, casework.NoteOpen, words)
}

// Merge puts a case that was registered twice into another (并案); it can be undone.
func (o *Office) Merge(ctx context.Context, act Act, id, into casework.ID, words string) (Done, error) {
	if id == into {
		return Done{}, &Problem{Field: "case", Code: "same"}
	}
	return o.do(ctx, act, func(w *writer) error {
		return w.both(id, casework.CaseMerged, casework.Merged{Into: into}, into, casework.CaseAbsorbed, words)
	})
}

// Unmerge undoes Merge: the case goes on where it stood.
func (o *Office) Unmerge(ctx context.Context, act Act, id casework.ID, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		from := c.MergedInto
		if from.IsZero() {
			return &casework.Refused{Act: casework.CaseUnmerged, Why: casework.WhyNeed, Need: casework.NeedMerged}
		}
		return w.both(id, casework.CaseUnmerged, casework.Unmerged{From: from}, from, casework.CaseReleased, words)
	})
}

// both writes one act in a case and its mirror in the other.
func (w *writer) both(id casework.ID, kind casework.Kind, data any, other casework.ID, mirror casework.Kind, words string) error {
	for _, one := range []casework.ID{id, other} {
		if _, err := w.fold(one); err != nil {
			return err
		}
	}
	entry, err := w.add(caseSubject(id), kind, data)
	if err != nil {
		return err
	}
	if err := w.note(id, entry, casework.NoteOpen, words); err != nil {
		return err
	}
	_, err = w.add(caseSubject(other), mirror, casework.Joined{Other: id})
	return err
}

// Extend writes down a 延期告知书 that was delivered: 1 to 30 days, once, approved by
// the head of the organ, told before the 60 days are over (条例 34).
func (o *Office) Extend(ctx context.Context, act Act, id casework.ID, e casework.Extended, reason string) (Done, error) {
	if e.Days < 1 || e.Days > casework.MaxExtension {
		return Done{}, &Problem{Field: "extension", Code: "needs_1_to_30"}
	}
	if e.ApprovedOn == 0 {
		e.ApprovedOn = act.On
		if e.ApprovedOn == 0 {
			e.ApprovedOn = o.Today()
		}
	}
	return o.move(ctx, act, id, casework.CaseExtended, e, casework.NoteOpen, reason)
}

// AskReview writes down that 复查 or 复核 was asked for, from the review organ's paper.
func (o *Office) AskReview(ctx context.Context, act Act, id casework.ID, r casework.ReviewAsked, words string) (Done, error) {
	if r.Stage != casework.FirstReview && r.Stage != casework.SecondReview {
		return Done{}, &Problem{Field: "review", Code: "unknown"}
	}
	return o.move(ctx, act, id, casework.CaseReviewAsked, r, casework.NoteOpen, words)
}

// Reviewed writes down a review opinion that was delivered.
func (o *Office) Reviewed(ctx context.Context, act Act, id casework.ID, r casework.Reviewed, words string) (Done, error) {
	if r.HearingDays < 0 || r.HearingDays > 365 {
		return Done{}, &Problem{Field: "review", Code: "out_of_range"}
	}
	return o.move(ctx, act, id, casework.CaseReviewed, r, casework.NoteOpen, words)
}

// AgreeTerm writes down one term of an agreement: what is to be done by when.
func (o *Office) AgreeTerm(ctx context.Context, act Act, id casework.ID, t casework.TermAgreed, words string) (Done, error) {
	if t.Due == 0 {
		return Done{}, &Problem{Field: "due", Code: "missing"}
	}
	return o.move(ctx, act, id, casework.CaseTermAgreed, t, casework.NoteOpen, words)
}

// SettleTerm writes down that a term was performed, or was not.
func (o *Office) SettleTerm(ctx context.Context, act Act, id, term casework.ID, performed bool, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseTermSettled, casework.TermSettled{Term: term, Performed: performed}, casework.NoteOpen, words)
}

// AskCourt writes down that both sides asked a court to confirm an agreement, or what
// the court said (人民调解法 33).
func (o *Office) AskCourt(ctx context.Context, act Act, id casework.ID, c casework.CourtAsked) (Done, error) {
	return o.move(ctx, act, id, casework.CaseCourtAsked, c, casework.NoteOpen, "")
}

// ReportUrgent writes down that an urgent matter was reported at once (条例 25).
func (o *Office) ReportUrgent(ctx context.Context, act Act, id casework.ID, to []string, words string) (Done, error) {
	if len(to) == 0 {
		return Done{}, &Problem{Field: "to", Code: "missing"}
	}
	return o.move(ctx, act, id, casework.CaseUrgentReported, casework.UrgentReported{To: to}, casework.NoteOpen, words)
}

// AskReopen asks the holder of a closed case to take it up again (上级再次交办); the
// holder reopens it.
func (o *Office) AskReopen(ctx context.Context, act Act, id casework.ID, due calendar.Day, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseReopenAsked, casework.ReopenAsked{Due: due}, casework.NoteOpen, words)
}

// Aid writes down help that was given with the person's consent (条例 27, 37).
func (o *Office) Aid(ctx context.Context, act Act, id casework.ID, a casework.Aided, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseAided, a, casework.NoteInternal, words)
}

// AssignLead names the lead cadre of a case (包案).
func (o *Office) AssignLead(ctx context.Context, act Act, id casework.ID, l casework.LeadAssigned) (Done, error) {
	var err error
	if l.Name, err = clean("name", l.Name, maxName); err != nil {
		return Done{}, err
	}
	if l.Post, err = clean("post", l.Post, maxName); err != nil {
		return Done{}, err
	}
	if l.Name == "" {
		return Done{}, &Problem{Field: "name", Code: "missing"}
	}
	return o.move(ctx, act, id, casework.CaseLeadAssigned, l, casework.NoteOpen, "")
}

// MeetLead writes down a personal contact of the lead cadre with the party.
func (o *Office) MeetLead(ctx context.Context, act Act, id, lead casework.ID, way casework.VisitWay, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseLeadMet, casework.LeadMet{Lead: lead, Way: way}, casework.NoteReturnVisit, words)
}

// EndLead ends a lead; reason codes: handover, resolved, left.
func (o *Office) EndLead(ctx context.Context, act Act, id, lead casework.ID, reason string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseLeadEnded, casework.LeadEnded{Lead: lead, Reason: reason}, casework.NoteOpen, "")
}

// SetTask tells a unit what it is to do for a case by when, outside a meeting.
func (o *Office) SetTask(ctx context.Context, act Act, id casework.ID, t casework.Tasked, words string) (Done, error) {
	var err error
	if t.Unit, err = clean("unit", t.Unit, maxTitle); err != nil {
		return Done{}, err
	}
	switch {
	case t.Unit == "":
		return Done{}, &Problem{Field: "unit", Code: "missing"}
	case t.Due == 0:
		return Done{}, &Problem{Field: "due", Code: "missing"}
	}
	return o.move(ctx, act, id, casework.CaseTasked, t, casework.NoteOpen, words)
}

// SettleTask writes down that a task is done and verified, or given up.
func (o *Office) SettleTask(ctx context.Context, act Act, id, task casework.ID, done bool, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseTaskSettled, casework.TaskSettled{Task: task, Done: done}, casework.NoteOpen, words)
}
