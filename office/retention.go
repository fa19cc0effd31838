package office

import (
	"context"
	"os"

	"silian/casework"
	"silian/store"
)

// CloseCaseAs closes a case (办结归档) with its retention class. "" takes the shortest one
// that the matter allows: 30 years with a result, 10 without. A shorter one is refused;
// permanent is for who closes a case that bears important instructions (重要批示).
func (o *Office) CloseCaseAs(ctx context.Context, act Act, id casework.ID, class casework.Class) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		if class == "" {
			class = c.LeastClass()
		}
		if err := classFits(c, class); err != nil {
			return err
		}
		_, err = w.add(caseSubject(id), casework.CaseClosed, casework.Closed{Class: string(class)})
		return err
	})
}

// Reclassify changes the retention class of a closed file (保管期限变更), as long as its
// words are here.
func (o *Office) Reclassify(ctx context.Context, act Act, id casework.ID, class casework.Class, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		if err := classFits(c, class); err != nil {
			return err
		}
		if e, ok := c.Expiry(); ok && e.Words == 0 {
			return &Problem{Field: "class", Code: "destroyed"}
		}
		entry, err := w.add(caseSubject(id), casework.CaseReclassified, casework.Reclassified{Class: string(class)})
		if err != nil {
			return err
		}
		return w.note(id, entry, casework.NoteOpen, words)
	})
}

func classFits(c casework.Case, class casework.Class) error {
	if _, err := casework.ParseClass(string(class)); err != nil {
		return err
	}
	if class == casework.Class10 && c.LeastClass() == casework.Class30 {
		return &Problem{Field: "class", Code: "too_short"}
	}
	return nil
}

// Expiring lists the files whose term, with the extensions of this office, was over
// before today, by class. Those on a form that waits are left out.
func (o *Office) Expiring(ctx context.Context) (out []casework.Expiry, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		archive, err := o.archive(v)
		if err != nil {
			return err
		}
		all, err := v.Expiring(o.Today())
		for _, e := range all {
			if e.Until = archive.Until(e); e.Until < o.Today() && !archive.Waiting(e.Case) {
				out = append(out, e)
			}
		}
		return err
	})
	return out, err
}

func (o *Office) archive(v *store.View) (casework.Archive, error) {
	entries, err := v.Entries(casework.ArchiveSubject(o.me.Code).ID)
	return casework.FoldArchive(entries), err
}

// approver refuses who may not approve what a person wrote: anybody but the writer, as
// long as the office has two people.
func (o *Office) approver(approvedBy, writer int) error {
	switch {
	case o.OperatorName(approvedBy) == "":
		return &Problem{Field: "approved_by", Code: "unknown"}
	case approvedBy == writer && len(o.operators) > 1:
		return &Problem{Field: "approved_by", Code: "is_the_writer"}
	}
	return nil
}

// dropDestroyed removes the waiting copies of sealed files that carry a destroyed body:
// what else was in them goes again under the next number. A copy that cannot be removed
// now is removed the next time; it can be read by its addressee only.
func (o *Office) dropDestroyed(ctx context.Context) {
	_ = o.store.View(ctx, func(v *store.View) error {
		files, err := v.WithDestroyed()
		for _, f := range files {
			_ = os.Remove(o.outbox(f))
		}
		return err
	})
}
