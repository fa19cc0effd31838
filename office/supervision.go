package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/store"
)

// Supervise orders a supervision of a unit and says so in each case it concerns; Done
// names it.
func (o *Office) Supervise(ctx context.Context, act Act, s casework.OrderedSupervision, words string) (Done, error) {
	s.Office = o.me.Code
	var err error
	if s.Unit, err = clean("unit", s.Unit, maxTitle); err != nil {
		return Done{}, err
	}
	switch {
	case s.Form == "":
		return Done{}, &Problem{Field: "supervision", Code: "missing"}
	case s.Unit == "":
		return Done{}, &Problem{Field: "unit", Code: "missing"}
	case s.Form == casework.ByLetter && len(s.Cases) != 1:
		return Done{}, &Problem{Field: "supervision", Code: "letter_one_case"}
	}
	return o.do(ctx, act, func(w *writer) error {
		id, err := w.caseID()
		if err != nil {
			return err
		}
		subject := casework.Subject{Kind: casework.SubjectSupervision, ID: id}
		if _, err := w.add(subject, casework.SupervisionOrdered, s); err != nil {
			return err
		}
		if err := w.below(s.To); err != nil {
			return err
		}
		if err := w.beside(subject, casework.SupervisionText, id, words); err != nil {
			return err
		}
		for _, c := range s.Cases {
			if _, err := w.fold(c); err != nil {
				return err
			}
			if _, err := w.add(caseSubject(c), casework.CaseSupervised, casework.Supervised{Supervision: id, Form: s.Form, Unit: s.Unit, Due: s.Due}); err != nil {
				return err
			}
		}
		return nil
	})
}

// below refuses to supervise this office itself or one that is not below it: that one
// would refuse the file.
func (w *writer) below(to casework.OfficeCode) error {
	peers, err := w.tx.Peers()
	if err != nil {
		return err
	}
	above := func(p store.Peer) bool { return p.Code == to && p.Level.Rank() >= w.o.me.Level.Rank() }
	if to == w.o.me.Code || slices.ContainsFunc(peers, above) {
		return &Problem{Field: "to", Code: "not_below"}
	}
	return nil
}

func (o *Office) supervise(ctx context.Context, act Act, id casework.ID, kind casework.Kind, data any, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		entries, err := w.tx.Entries(id)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return &Problem{Field: "supervision", Code: "unknown"}
		}
		subject := casework.Subject{Kind: casework.SubjectSupervision, ID: id}
		entry, err := w.add(subject, kind, data)
		if err != nil {
			return err
		}
		return w.beside(subject, casework.SupervisionText, entry, words)
	})
}

// DeliverSupervision writes down that a letter was delivered.
func (o *Office) DeliverSupervision(ctx context.Context, act Act, id casework.ID) (Done, error) {
	return o.supervise(ctx, act, id, casework.SupervisionDelivered, struct{}{}, "")
}

// FeedBack writes down the unit's feedback; progress codes: done, under_way, not_begun.
func (o *Office) FeedBack(ctx context.Context, act Act, id casework.ID, progress, words string) (Done, error) {
	return o.supervise(ctx, act, id, casework.SupervisionFedBack, casework.FedBack{Progress: progress}, words)
}

// JudgeSupervision writes down the verdict on a feedback.
func (o *Office) JudgeSupervision(ctx context.Context, act Act, id casework.ID, v casework.Verdict, words string) (Done, error) {
	return o.supervise(ctx, act, id, casework.SupervisionJudged, casework.JudgedSupervision{Verdict: v}, words)
}

// CloseSupervision ends a supervision.
func (o *Office) CloseSupervision(ctx context.Context, act Act, id casework.ID) (Done, error) {
	return o.supervise(ctx, act, id, casework.SupervisionClosed, struct{}{}, "")
}

// Supervisions gives all supervisions that this file holds, oldest first.
func (o *Office) Supervisions(ctx context.Context) (out []casework.Supervision, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		return eachOther(v, casework.SubjectSupervision, func(entries []casework.Entry) {
			out = append(out, casework.FoldSupervision(entries))
		})
	})
	return out, err
}
