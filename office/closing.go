package office

import (
	"context"
	"errors"

	"silian/calendar"
	"silian/casework"
)

// Promise writes down a promise of this office: by when, and what.
func (o *Office) Promise(ctx context.Context, act Act, id casework.ID, due calendar.Day, words string) (Done, error) {
	on := act.On
	if on == 0 {
		on = o.Today()
	}
	if due < on {
		return Done{}, &Problem{Field: "promise", Code: "before_the_day"}
	}
	return o.move(ctx, act, id, casework.CasePromised, casework.Promised{Due: due}, casework.NoteOpen, words)
}

// ChangePromise writes down that the person agreed to another date; the promise
// is judged by it from now on.
func (o *Office) ChangePromise(ctx context.Context, act Act, id, promise casework.ID, due calendar.Day, words string) (Done, error) {
	on := act.On
	if on == 0 {
		on = o.Today()
	}
	if due < on {
		return Done{}, &Problem{Field: "promise", Code: "before_the_day"}
	}
	return o.move(ctx, act, id, casework.CasePromiseChanged, casework.PromiseChanged{Promise: promise, Due: due}, casework.NoteOpen, words)
}

// SettlePromise writes down that a promise was kept, or cannot be kept.
func (o *Office) SettlePromise(ctx context.Context, act Act, id, promise casework.ID, kept bool, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CasePromiseSettled, casework.PromiseSettled{Promise: promise, Kept: kept}, casework.NoteOpen, words)
}

// Resolve moves a case on the resolution axis; 已化解 needs evidence.
func (o *Office) Resolve(ctx context.Context, act Act, id casework.ID, r casework.Resolved, words string) (Done, error) {
	switch r.To {
	case casework.ResolvedFully, casework.PartlyResolved, casework.ExportedElsewhere, casework.Terminated:
		return o.move(ctx, act, id, casework.CaseResolved, r, casework.NoteOpen, words)
	}
	return Done{}, &Problem{Field: "resolution", Code: "unknown"}
}

// ReturnVisitInput is what is written down of a return visit.
type ReturnVisitInput struct {
	Way     casework.VisitWay
	Result  casework.VisitResult
	Reason  string // of list 3.10.5, or ""
	Persons int    // 0 means 1
}

// ReturnVisit writes down one return visit that covers one case or several: the
// persons are counted once. What the person thinks of it and said stays with the
// township.
func (o *Office) ReturnVisit(ctx context.Context, act Act, ids []casework.ID, v ReturnVisitInput, words string) (Done, error) {
	switch {
	case len(ids) == 0:
		return Done{}, &Problem{Field: "case", Code: "missing"}
	case v.Way == "" || v.Result == "":
		return Done{}, &Problem{Field: "return_visit", Code: "missing"}
	case v.Persons < 0 || v.Persons > 10000:
		return Done{}, &Problem{Field: "persons", Code: "out_of_range"}
	}
	return o.do(ctx, act, func(w *writer) error {
		for i, id := range ids {
			one := casework.ReturnVisited{Way: v.Way, Reached: v.Result != casework.VisitUnreachable, Persons: max(v.Persons, 1), First: i == 0}
			for _, other := range ids {
				if other != id {
					one.Covers = append(one.Covers, other)
				}
			}
			entry, err := w.add(caseSubject(id), casework.CaseReturnVisited, one)
			if err != nil {
				return err
			}
			if one.Reached {
				said := casework.Evaluated{Visit: entry, Result: v.Result, Reason: v.Reason}
				if _, err := w.add(caseSubject(id), casework.CaseEvaluated, said); err != nil {
					return err
				}
			}
			if err := w.note(id, entry, casework.NoteReturnVisit, words); err != nil {
				return err
			}
		}
		return nil
	})
}

// CloseCase closes a case (办结归档): answered, resolved or led elsewhere, visited,
// promises settled. Its retention class is the shortest that the matter allows.
func (o *Office) CloseCase(ctx context.Context, act Act, id casework.ID) (Done, error) {
	return o.CloseCaseAs(ctx, act, id, "")
}

// Reopen opens a case again. The same demand within the county's window of 已化解
// (domain 4.3: 180 days) makes it a 反弹; what figures said before stays said.
func (o *Office) Reopen(ctx context.Context, act Act, id casework.ID, sameDemand bool, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		relapse := sameDemand && c.ResolvedOn != 0 && w.act.On-c.ResolvedOn <= calendar.Day(o.Rules().Limits(w.act.On).ReopenDays)
		entry, err := w.add(caseSubject(id), casework.CaseReopened, casework.Reopened{Relapse: relapse, Reason: "returned"})
		if err != nil {
			return err
		}
		return w.note(id, entry, casework.NoteOpen, words)
	})
}

// Void strikes a case that was opened by mistake.
func (o *Office) Void(ctx context.Context, act Act, id casework.ID, words string) (Done, error) {
	return o.move(ctx, act, id, casework.CaseVoided, casework.Voided{Reason: "mistaken"}, casework.NoteOpen, words)
}

// Destroy removes the personal text of entries of one subject for good; their
// envelopes and the record of who approved it stay. ground: wrong_data or request; the
// end of a term has a way of its own (DestroyExpired). In an office of two people or
// more another than the writer approves.
func (o *Office) Destroy(ctx context.Context, act Act, subject casework.Subject, ids []casework.ID, ground string, approvedBy int) (Done, error) {
	if len(ids) == 0 {
		return Done{}, &Problem{Field: "entry", Code: "missing"}
	}
	if err := errors.Join(destroyable(ground), o.approver(approvedBy, o.Operator().Number)); err != nil {
		return Done{}, err
	}
	defer o.dropDestroyed(ctx)
	return o.do(ctx, act, func(w *writer) error {
		for _, id := range ids {
			e, found, err := w.tx.Entry(id)
			if err != nil {
				return err
			}
			if !found || e.About() != subject {
				return &Problem{Field: "entry", Code: "missing"}
			}
		}
		by, err := w.add(subject, casework.EntryDestroyed, casework.Destroying{IDs: ids, Ground: ground, ApprovedBy: approvedBy})
		if err != nil {
			return err
		}
		w.o.clearViews() // a viewer's copy may be of what is destroyed
		return w.tx.Destroy(by, ids)
	})
}
