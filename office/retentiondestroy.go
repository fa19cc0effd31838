package office

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"silian/casework"
)

// groundRetention is the ground of EntryDestroyed at the end of a term; it is written by
// DestroyExpired alone.
const groundRetention = "retention"

// destroyable says on what ground Destroy removes single entries.
func destroyable(ground string) error {
	switch ground {
	case "wrong_data", "request":
		return nil
	}
	return &Problem{Field: "ground", Code: "unknown"}
}

// DestroyExpired destroys the words of all files that an approved form says are to go,
// with the words about them alone in reception days, meetings and supervisions, and
// writes the record. Skeletons and figures stay. All of it happens or nothing: a file
// that changed since the appraisal is not destroyed, and so none is.
func (o *Office) DestroyExpired(ctx context.Context, act Act, appraisal casework.ID) (Done, error) {
	done, err := o.do(ctx, act, func(w *writer) error {
		archive, err := o.archive(&w.tx.View)
		if err != nil {
			return err
		}
		form, found := archive.Appraisal(appraisal)
		switch {
		case !found:
			return &Problem{Field: "appraisal", Code: "unknown"}
		case !form.Approved:
			return &Problem{Field: "appraisal", Code: "not_approved"}
		case form.DestroyedOn != 0:
			return &Problem{Field: "appraisal", Code: "done"}
		case !form.Destroys():
			return &Problem{Field: "appraisal", Code: "nothing_to_destroy"}
		}
		return w.destroyForm(archive, form)
	})
	if err == nil {
		o.dropDestroyed(ctx)
	}
	return done, err
}

// gone is what one destruction removes: entries by their subject, in a fixed order.
type gone struct {
	subjects []casework.Subject
	ids      map[casework.Subject][]casework.ID
	cases    int
	entries  int
}

func (g *gone) add(s casework.Subject, ids []casework.ID) {
	if len(ids) == 0 {
		return
	}
	if g.ids[s] == nil {
		g.subjects = append(g.subjects, s)
	}
	for _, id := range ids {
		if !slices.Contains(g.ids[s], id) {
			g.ids[s] = append(g.ids[s], id)
			g.entries++
		}
	}
}

func (w *writer) destroyForm(archive casework.Archive, form casework.Appraisal) error {
	g, err := w.gather(archive, form)
	if err != nil {
		return err
	}
	record, err := w.add(casework.ArchiveSubject(w.o.me.Code), casework.RetentionDestroyed,
		casework.AppraisalDone{Appraisal: form.Entry, Cases: g.cases, Entries: g.entries})
	if err != nil {
		return err
	}
	for _, s := range g.subjects {
		by, err := w.add(s, casework.EntryDestroyed, casework.Destroying{IDs: g.ids[s], Ground: groundRetention, ApprovedBy: form.JudgedBy})
		var refused *casework.Refused
		if errors.As(err, &refused) && refused.Why != casework.WhyRole {
			by, err = record, nil // no part of ours in that subject: our copy goes, our record says so
		}
		if err != nil {
			return err
		}
		if err := w.tx.Destroy(by, g.ids[s]); err != nil {
			return fmt.Errorf("office: destroy: %w", err)
		}
	}
	w.o.clearViews() // a viewer's copy may be of what is destroyed
	return nil
}

// gather finds the words of the files and those that are about them alone elsewhere.
func (w *writer) gather(archive casework.Archive, form casework.Appraisal) (gone, error) {
	g := gone{ids: map[casework.Subject][]casework.ID{}}
	var elsewhere []casework.Subject
	for _, c := range form.Cases {
		if c.Extend > 0 {
			continue
		}
		e, err := w.expired(archive, c.Case)
		var problem *Problem
		switch {
		case errors.As(err, &problem) || (err == nil && (e.Class != c.Class || e.Until != c.Until)):
			return g, &Problem{Field: "appraisal", Code: "changed"}
		case err != nil:
			return g, err
		}
		entries, err := w.tx.Entries(c.Case)
		if err != nil {
			return g, err
		}
		g.cases++
		g.add(caseSubject(c.Case), casework.WordsOf(entries))
		about, err := w.aboutElsewhere(casework.FoldCase(entries).Skeleton)
		if err != nil {
			return g, err
		}
		elsewhere = append(elsewhere, about...)
	}
	for i, s := range elsewhere {
		if slices.Contains(elsewhere[:i], s) {
			continue
		}
		entries, err := w.tx.Entries(s.ID)
		if err != nil {
			return g, err
		}
		ids, err := w.wordsBeside(entries, form)
		if err != nil {
			return g, err
		}
		g.add(s, ids)
	}
	return g, nil
}

// aboutElsewhere names the subjects beside a case, with the days of its visits.
func (w *writer) aboutElsewhere(k casework.Skeleton) ([]casework.Subject, error) {
	out := k.AboutElsewhere()
	for _, visit := range k.VisitsOf() {
		e, found, err := w.tx.Entry(visit)
		if err != nil {
			return nil, err
		}
		if found && e.Kind == casework.SubjectDay {
			out = append(out, e.About())
		}
	}
	return out, nil
}

// wordsBeside asks of each case that a subject names whether it goes with this form or
// lost its words before.
func (w *writer) wordsBeside(entries []casework.Entry, form casework.Appraisal) ([]casework.ID, error) {
	var failed error
	ids := casework.WordsBeside(entries, func(id casework.ID) bool {
		if slices.ContainsFunc(form.Cases, func(c casework.AppraisedCase) bool { return c.Case == id && c.Extend == 0 }) {
			return true
		}
		e, found, err := w.tx.Expiry(id)
		failed = errors.Join(failed, err)
		return found && e.Words == 0 && e.Until < w.o.Today()
	})
	return ids, failed
}
