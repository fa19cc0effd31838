package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Rows that lists show; they are the store's, under the names that window and
// verbs use.
type (
	CaseRow    = store.CaseRow
	CaseKey    = store.Key
	CasePage   = store.CasePage
	Filter     = store.Filter
	DayRow     = store.DayRow
	PromiseRow = store.PromiseRow
	Report     = store.Report
)

// Orders of a case list, and the due date of a case that has none.
const (
	NewestFirst = store.NewestFirst
	EarliestDue = store.EarliestDue
	NoDue       = store.NoDue
)

// CasePage gives one page of cases and says whether more follow. A filter by handler
// without an office means a person of this one.
func (o *Office) CasePage(ctx context.Context, f Filter) (page CasePage, err error) {
	f = o.own(f)
	err = o.store.View(ctx, func(v *store.View) error {
		page, err = v.CasePage(f)
		return err
	})
	for i := range page.Rows {
		page.Rows[i].Title = titleOrNone(page.Rows[i].Title)
	}
	return page, err
}

// Cases gives the rows of one page of cases, see CasePage.
func (o *Office) Cases(ctx context.Context, f Filter) ([]CaseRow, error) {
	page, err := o.CasePage(ctx, f)
	return page.Rows, err
}

// own lets the number of a handler mean a person of this office.
func (o *Office) own(f Filter) Filter {
	if f.Handler != 0 && f.HandlerOffice == "" {
		f.HandlerOffice = o.me.Code
	}
	return f
}

// Count gives the number of cases that a filter chooses.
func (o *Office) Count(ctx context.Context, f Filter) (n int, err error) {
	f = o.own(f)
	err = o.store.View(ctx, func(v *store.View) error {
		n, err = v.Count(f)
		return err
	})
	return n, err
}

// titleOrNone stands in the place of a title that is not here, or is for the handler's
// eyes only.
func titleOrNone(title string) string {
	if title == "" {
		return Word("title", "none")
	}
	return title
}

// Case gives one case with the words that the person who is signed in may read
// (domain 2.6).
func (o *Office) Case(ctx context.Context, id casework.ID) (casework.Case, error) {
	c, err := o.whole(ctx, id)
	if err != nil {
		return c, err
	}
	who := o.Operator()
	return casework.Redact(c, casework.Viewer{Office: o.me, Role: who.Role, Operator: who.Number}), nil
}

// whole gives one case with all words that are here.
func (o *Office) whole(ctx context.Context, id casework.ID) (c casework.Case, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		entries, err := v.Entries(id)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return &Problem{Field: "case", Code: "unknown"}
		}
		c = casework.FoldCase(entries)
		return nil
	})
	return c, err
}

// FindCase finds a case by its number, in full or short ("2026-0003").
func (o *Office) FindCase(ctx context.Context, no string) (casework.Case, error) {
	var id casework.ID
	err := o.store.View(ctx, func(v *store.View) error {
		rows, err := v.CasesByNo(no)
		switch {
		case err != nil:
			return err
		case len(rows) == 0:
			return &Problem{Field: "case_no", Code: "unknown"}
		case len(rows) > 1:
			return &Problem{Field: "case_no", Code: "several"}
		}
		id = rows[0].ID
		return nil
	})
	if err != nil {
		return casework.Case{}, err
	}
	return o.Case(ctx, id)
}

// Rules gives the rules in force: national law, the offices above, this office.
func (o *Office) Rules() casework.Rules { return o.store.Rules() }

// Clocks gives the terms of a case under the rules in force.
func (o *Office) Clocks(c casework.Case) []casework.Clock {
	return c.Clocks(o.Rules())
}

// Day gives the reception day of a village.
func (o *Office) Day(ctx context.Context, village casework.OfficeCode, on calendar.Day) (d casework.ReceptionDay, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		d, err = o.dayIn(v, village, on)
		return err
	})
	return d, err
}

// Days gives the reception days of a range.
func (o *Office) Days(ctx context.Context, p casework.Period) (rows []DayRow, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err = v.Days(p)
		return err
	})
	return rows, err
}

// OpenPromises gives the promises on which nothing is recorded, earliest first.
func (o *Office) OpenPromises(ctx context.Context, limit int) (rows []PromiseRow, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err = v.OpenPromises(limit)
		return err
	})
	for i := range rows {
		rows[i].CaseTitle = titleOrNone(rows[i].CaseTitle)
	}
	return rows, err
}

// VillageDays gives the village days of a range by the rule in force at its end, with
// the exceptions that hold for all villages.
func (o *Office) VillageDays(from, to calendar.Day) ([]calendar.VillageDay, error) {
	r := o.Rules()
	return r.VillageDays(to).Calendar().List(from, to, r.Holidays, r.Exceptions())
}

// NextVillageDay gives the first village day after a day.
func (o *Office) NextVillageDay(after calendar.Day) (calendar.VillageDay, error) {
	r := o.Rules()
	return r.VillageDays(after).Calendar().Next(after, r.Holidays, r.Exceptions())
}

// Check looks at the whole file; see store.Check.
func (o *Office) Check(ctx context.Context, rebuild bool, progress func(done, total int)) (Report, error) {
	return o.store.Check(ctx, rebuild, progress)
}

// SaveDraft keeps a half-typed form of this PC and of who is signed in, or was before
// the lock; empty text removes it.
func (o *Office) SaveDraft(ctx context.Context, form, body string) error {
	form = o.draftOf(form)
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SaveDraft(form, body, o.Now()) })
}

// Draft gives a half-typed form of the same person, "" when there is none.
func (o *Office) Draft(ctx context.Context, form string) (body string, err error) {
	form = o.draftOf(form)
	err = o.store.View(ctx, func(v *store.View) error {
		body, err = v.Draft(form)
		return err
	})
	return body, err
}

// visited finds again what an act with the same key wrote the first time.
func (o *Office) visited(ctx context.Context, done Done) (out Visited, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		entries, err := v.Entries(done.Subject)
		if err != nil {
			return err
		}
		for _, visit := range casework.FoldDay(entries).Visits {
			if visit.Entry == done.Entry {
				out = Visited{Visit: done.Entry, No: visit.No}
				if len(visit.Cases) > 0 {
					out.Case = visit.Cases[0]
				}
			}
		}
		return nil
	})
	return out, err
}
