package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/ledger"
	"silian/store"
)

// ReadHouseholdFile takes a roster from a file: .xlsx, or a text as ledger.ReadTable reads
// it. Of a workbook, every sheet with headings counts; when none has any, the first one.
// Nothing is kept yet: see PutHouseholds. progress may be nil.
// Errors: ctx's own, the Problems of ledger.ReadTable.
func ReadHouseholdFile(ctx context.Context, path string, progress Progress) (Households, error) {
	sheets, err := ledger.ReadTable(ctx, path, ledger.DefaultLimits(), ledger.Progress(progress))
	if err != nil {
		return Households{}, err
	}
	r := newHouseholdReader()
	var skipped []string
	headed := slices.ContainsFunc(sheets, func(s ledger.Sheet) bool { return hasHead(cellsOf(s)) })
	for i, s := range sheets {
		rows := cellsOf(s)
		if headed && !hasHead(rows) || !headed && i > 0 {
			skipped = append(skipped, s.Name)
			continue
		}
		r.take(s.Name, rows, func(i int) int { return s.Rows[i].No })
	}
	r.out.Skipped = skipped
	return r.out, ctx.Err()
}

func hasHead(rows [][]string) bool {
	_, _, headed := householdHead(rows)
	return headed
}

// cellsOf gives the cells of a sheet. A text without tabs and commas is cut as a pasted one.
func cellsOf(s ledger.Sheet) [][]string {
	rows := make([][]string, len(s.Rows))
	text := s.Name == "" && !slices.ContainsFunc(s.Rows, func(r ledger.Row) bool { return len(r.Cells) > 1 })
	for i, r := range s.Rows {
		rows[i] = r.Cells
		if text {
			rows[i] = householdCells(r.Cells[0])
		}
	}
	return rows
}

// RosterSize says how many names the roster of a village holds.
type RosterSize struct {
	Village casework.OfficeCode
	Name    string
	Names   int
}

// HouseholdSizes gives the villages whose roster this office may keep, and how many names
// each has: a village its own, a township those below it, a county none.
func (o *Office) HouseholdSizes(ctx context.Context) (out []RosterSize, err error) {
	switch o.me.Level {
	case casework.Village:
		out = []RosterSize{{Village: o.me.Code, Name: o.me.Name}}
	case casework.Township:
		peers, err := o.Peers(ctx)
		if err != nil {
			return nil, err
		}
		for _, p := range peers {
			if p.Level == casework.Village && p.Parent == o.me.Code {
				out = append(out, RosterSize{Village: p.Code, Name: p.Name})
			}
		}
	default:
		return nil, nil
	}
	err = o.store.View(ctx, func(v *store.View) (err error) {
		for i := range out {
			if out[i].Names, err = v.HouseholdSize(out[i].Village); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
