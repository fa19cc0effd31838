package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/store"
)

// Decision is what an appraisal says of one file.
type Decision struct {
	Case   casework.ID
	Extend int // keep it 1 to 30 more years; 0 destroys its words
}

// Appraise writes the form of an appraisal (鉴定): by whom, which of the expiring files,
// extend or destroy. In an office of two people or more two appraise. Nothing happens
// to a file before JudgeAppraisal.
func (o *Office) Appraise(ctx context.Context, act Act, by []int, list []Decision) (Done, error) {
	if err := o.appraisers(by); err != nil {
		return Done{}, err
	}
	switch {
	case len(list) == 0:
		return Done{}, &Problem{Field: "appraisal", Code: "empty"}
	case len(list) > casework.MaxAppraised:
		return Done{}, &Problem{Field: "appraisal", Code: "too_long"}
	}
	return o.do(ctx, act, func(w *writer) error {
		archive, err := o.archive(&w.tx.View)
		if err != nil {
			return err
		}
		form := casework.Appraised{By: by}
		for _, d := range list {
			if slices.ContainsFunc(form.Cases, func(c casework.AppraisedCase) bool { return c.Case == d.Case }) || archive.Waiting(d.Case) {
				return &Problem{Field: "appraisal", Code: "twice"}
			}
			if d.Extend < 0 || d.Extend > casework.MaxExtend {
				return &Problem{Field: "extend", Code: "needs_1_to_30"}
			}
			e, err := w.expired(archive, d.Case)
			if err != nil {
				return err
			}
			form.Cases = append(form.Cases, casework.AppraisedCase{
				Case: e.Case, No: e.No, Class: e.Class, Ended: e.Ended, Until: e.Until, Extend: d.Extend,
			})
		}
		_, err = w.add(casework.ArchiveSubject(o.me.Code), casework.RetentionAppraised, form)
		return err
	})
}

func (o *Office) appraisers(by []int) error {
	for i, n := range by {
		if o.OperatorName(n) == "" {
			return &Problem{Field: "appraisers", Code: "unknown"}
		}
		if slices.Contains(by[:i], n) {
			return &Problem{Field: "appraisers", Code: "two_needed"}
		}
	}
	if len(by) < min(2, len(o.operators)) {
		return &Problem{Field: "appraisers", Code: "two_needed"}
	}
	return nil
}

// expired gives the term of a file that is over and whose words are here.
func (w *writer) expired(archive casework.Archive, id casework.ID) (casework.Expiry, error) {
	e, found, err := w.tx.Expiry(id)
	if err != nil {
		return e, err
	}
	e.Until = archive.Until(e)
	switch {
	case !found || e.Until >= w.o.Today():
		return e, &Problem{Field: "appraisal", Code: "not_expired"}
	case e.Words == 0:
		return e, &Problem{Field: "appraisal", Code: "destroyed"}
	case e.Newer:
		return e, &Problem{Field: "appraisal", Code: "newer"}
	}
	return e, nil
}

// JudgeAppraisal writes down that a leader approved a form, refused it, or withdraws an
// approval before the destruction, which sets its files free for another form. The leader is
// another than who wrote the form and, in an office of three people or more, than who
// appraised. Extensions hold from then on; destroying is an act of its own.
func (o *Office) JudgeAppraisal(ctx context.Context, act Act, appraisal casework.ID, by int, approved bool) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		archive, err := o.archive(&w.tx.View)
		if err != nil {
			return err
		}
		form, found := archive.Appraisal(appraisal)
		if !found {
			return &Problem{Field: "appraisal", Code: "unknown"}
		}
		if err := o.leads(by, form); err != nil {
			return err
		}
		_, err = w.add(casework.ArchiveSubject(o.me.Code), casework.RetentionApproved,
			casework.AppraisalJudged{Appraisal: appraisal, By: by, Approved: approved})
		return err
	})
}

// leads refuses who may not approve a form.
func (o *Office) leads(by int, form casework.Appraisal) error {
	if err := o.approver(by, form.Writer); err != nil {
		return err
	}
	leader := func(p Operator) bool { return casework.Approves(o.me.Level, p.Role) }
	// Where the only leader wrote the form or appraised it, another person stands in.
	free := slices.ContainsFunc(o.operators, func(p Operator) bool {
		return leader(p) && (len(o.operators) == 1 || p.Number != form.Writer) && !slices.Contains(form.By, p.Number)
	})
	switch {
	case free && !leader(o.operators[by-1]):
		return &Problem{Field: "approved_by", Code: "not_a_leader"}
	case len(o.operators) > 2 && slices.Contains(form.By, by):
		return &Problem{Field: "approved_by", Code: "appraised"}
	}
	return nil
}

// Appraisals gives the forms of this office and what became of them: with those that
// destroyed, the records of destruction (销毁清册).
func (o *Office) Appraisals(ctx context.Context) (out []casework.Appraisal, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		archive, err := o.archive(v)
		out = archive.Appraisals
		return err
	})
	return out, err
}
