package office

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Rows that lists show; they are the store's, under the names that window and
// verbs use.
type (
	CaseRow    = store.CaseRow
	CaseKey    = store.Key
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

// Cases gives one page of cases.
func (o *Office) Cases(ctx context.Context, f Filter) (rows []CaseRow, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err = v.Cases(f)
		return err
	})
	return rows, err
}

// Count gives the number of cases that a filter chooses.
func (o *Office) Count(ctx context.Context, f Filter) (n int, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		n, err = v.Count(f)
		return err
	})
	return n, err
}

// Case gives one case with its words.
func (o *Office) Case(ctx context.Context, id casework.ID) (c casework.Case, err error) {
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

// Clocks gives the statutory terms of a case under the loaded holiday table.
func (o *Office) Clocks(c casework.Case) []casework.Clock { return c.Clocks(o.holidays) }

// Day gives the reception day of a village.
func (o *Office) Day(ctx context.Context, village casework.OfficeCode, on calendar.Day) (d casework.ReceptionDay, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		entries, err := v.Entries(casework.DaySubject(village, on).ID)
		if err != nil {
			return err
		}
		d = casework.FoldDay(entries)
		d.Village, d.On = village, on
		return nil
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
	return rows, err
}

// Indicators gives the figures of a period over all that this file holds; a period
// ends today at the latest. With about, only facts of these subjects count.
func (o *Office) Indicators(ctx context.Context, p casework.Period, about ...casework.ID) (out []casework.Indicator, err error) {
	p.To = min(p.To, o.Today())
	err = o.store.View(ctx, func(v *store.View) error {
		facts, err := v.Facts(p)
		if err != nil {
			return err
		}
		if len(about) > 0 {
			facts = slices.DeleteFunc(facts, func(f casework.Fact) bool { return !slices.Contains(about, f.About) })
		}
		out = casework.Indicators(facts, p)
		return nil
	})
	return out, err
}

// VillageDays gives the village days of a range by the rule 逢六.
func (o *Office) VillageDays(from, to calendar.Day) ([]calendar.VillageDay, error) {
	return calendar.DefaultRule().List(from, to, o.holidays, nil)
}

// NextVillageDay gives the first village day after a day.
func (o *Office) NextVillageDay(after calendar.Day) (calendar.VillageDay, error) {
	return calendar.DefaultRule().Next(after, o.holidays, nil)
}

// Check looks at the whole file; see store.Check.
func (o *Office) Check(ctx context.Context, rebuild bool, progress func(done, total int)) (Report, error) {
	return o.store.Check(ctx, rebuild, progress)
}

// SaveDraft keeps a half-typed form of this PC; empty text removes it.
func (o *Office) SaveDraft(ctx context.Context, form, body string) error {
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SaveDraft(form, body, o.Now()) })
}

// Draft gives a half-typed form, "" when there is none.
func (o *Office) Draft(ctx context.Context, form string) (body string, err error) {
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
