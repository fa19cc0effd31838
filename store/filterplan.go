package store

import (
	"fmt"
	"strings"
)

// statement is a query for rows of case_row with its arguments, without LIMIT.
type statement = cond

// plan gives the statements whose rows, one after the other, are the list of a filter
// from After on. Which index leads is decided by counting a little, not by the planner:
// it knows no more than how many values a column has.
func (v *View) plan(f Filter) ([]statement, error) {
	axes, rest := f.axes(), f.rest()
	if f.Query = strings.TrimSpace(f.Query); f.Query != "" {
		return v.planText(f, axes, rest)
	}
	if f.Order == EarliestDue {
		return v.planDue(f, axes, rest)
	}
	lead, _, err := v.narrowest(f, axes)
	if err != nil {
		return nil, err
	}
	return []statement{merged(f, axes, lead, rest)}, nil
}

// planDue reads the cases with an open date, few beside those that have none any more,
// from one index that holds every column of a filter; then the others.
func (v *View) planDue(f Filter, axes []axis, rest cond) ([]statement, error) {
	all := []cond{rest}
	for _, a := range axes {
		all = append(all, a.cond())
	}
	dated := []cond{{sql: "due < 2147483647"}}
	if f.After != (Key{}) {
		dated = append(dated, cond{"(due, seq) > (?, ?)", []any{int64(f.After.Due), f.After.Seq}})
	}
	c := and(append(dated, all...)...)
	first := statement{"SELECT " + listColumns + " FROM case_row INDEXED BY case_dated WHERE " + c.sql + " ORDER BY due, seq", c.args}
	if f.dated() {
		return []statement{first}, nil
	}
	lead, _, err := v.narrowest(f, axes)
	if err != nil {
		return nil, err
	}
	undated := merged(f, axes, lead, and(rest, cond{sql: "due = 2147483647"}))
	if f.After != (Key{}) && f.After.Due == NoDue {
		return []statement{undated}, nil
	}
	return []statement{first, undated}, nil
}

// enough is where counting stops: a list of so many rows is read through at once. When
// every list is as long, they are counted once more, further.
const (
	enough  = 500
	further = 5000
)

// narrowest gives the place of the axis that chooses fewest rows, -1 when there is none,
// and how many, up to enough, or up to further when all choose enough.
func (v *View) narrowest(f Filter, axes []axis) (lead, rows int, err error) {
	lead, rows = -1, enough
	if len(axes) == 1 && len(axes[0].arms) <= maxArms && f.Query == "" {
		return 0, rows, nil // an axis alone leads however much it chooses
	}
	for _, most := range []int{enough, further} {
		lead, rows = -1, most
		for i, a := range axes {
			if len(a.arms) > maxArms {
				continue
			}
			n, err := v.length(f, a, rows)
			if err != nil {
				return -1, 0, err
			}
			if lead < 0 || n < rows {
				lead, rows = i, n
			}
		}
		if lead < 0 || rows < most || len(axes) == 1 {
			break
		}
	}
	return lead, rows, nil
}

// length counts the rows of an axis, up to most.
func (v *View) length(f Filter, a axis, most int) (n int, err error) {
	var arms []string
	var args []any
	open := 0
	if f.Open {
		open = 1
	}
	for _, arm := range a.arms {
		arms = append(arms, "SELECT 1 FROM case_row INDEXED BY "+a.index+" WHERE "+arm.sql+" AND open >= ?")
		args = append(append(args, arm.args...), open)
	}
	_, err = v.one(fmt.Sprintf("SELECT count(*) FROM (%s LIMIT %d)", strings.Join(arms, " UNION ALL "), most), args, &n)
	return n, err
}

// merged reads the lists of one axis, open and closed cases apart, and merges them in
// their order; the other conditions are asked of each row.
func merged(f Filter, axes []axis, lead int, rest cond) statement {
	a, others := axis{arms: []cond{{}}}, []cond{rest}
	for i := range axes {
		if i == lead {
			a = axes[i]
		} else {
			others = append(others, axes[i].cond())
		}
	}
	order, after := "seq DESC", "seq < ?"
	if f.Order == EarliestDue {
		order, after = "seq", "seq > ?"
	}
	if f.After != (Key{}) && (f.Order == NewestFirst || f.After.Due == NoDue) {
		others = append(others, cond{after, []any{f.After.Seq}})
	}
	from, halves := "case_row", []string{""}
	switch {
	case a.index != "":
		from, halves = "case_row INDEXED BY "+a.index, []string{"open = 1", "open = 0"}
	case f.dated():
		from = "case_row INDEXED BY case_dated_new"
	case f.Open:
		from, halves = "case_row INDEXED BY case_open", []string{"open = 1"}
	}
	if f.Open && len(halves) > 1 {
		halves = halves[:1]
	}
	var out statement
	var parts []string
	for _, arm := range a.arms {
		for _, half := range halves {
			c := and(append([]cond{arm, {sql: half}}, others...)...)
			parts, out.args = append(parts, "SELECT "+listColumns+" FROM "+from+" WHERE "+c.sql), append(out.args, c.args...)
		}
	}
	out.sql = strings.Join(parts, " UNION ALL ") + " ORDER BY " + order
	return out
}

// few is how many rows of the index are sorted by due date; above that enough rows of
// any list hold what was typed.
const few = 3000

// planText looks for typed text: along the index newest first, along a filter that
// chooses few rows, or, by due date, by sorting what the index gives.
func (v *View) planText(f Filter, axes []axis, rest cond) ([]statement, error) {
	t := readTyped(f.Query)
	if t.match == "" {
		return nil, nil
	}
	most := enough
	if f.Order == EarliestDue {
		most = few
	}
	n, err := v.matches(t.match, most)
	if err != nil || n == 0 {
		return nil, err
	}
	dense := n == most
	if dense && f.Order == EarliestDue {
		if dense, err = v.mostly(t); err != nil {
			return nil, err
		}
	}
	lead, rows, err := v.narrowest(f, axes)
	if err != nil {
		return nil, err
	}
	decides := and(rest, inWords(t.cond))
	switch {
	case f.Order == EarliestDue && (dense || rows < n && rows < enough):
		return v.planDue(f, axes, decides)
	case f.Order == NewestFirst && lead >= 0 && rows < n:
		return []statement{merged(f, axes, lead, decides)}, nil
	}
	return alongIndex(f, axes, and(rest, inWords(t.left)), t.match), nil
}

// alongIndex reads the rows that the search index gives, in its own order newest first.
// By due date those with an open date are sorted, few among those that are found, and the
// others follow as they come.
func alongIndex(f Filter, axes []axis, rest cond, match string) []statement {
	all := []cond{{"search MATCH ?", []any{match}}}
	for _, a := range axes {
		all = append(all, a.cond())
	}
	all = append(all, rest)
	read := func(how, order string, more ...cond) statement {
		c := and(append(all[:len(all):len(all)], more...)...)
		return statement{"SELECT " + listColumns + " FROM search CROSS JOIN case_row" + how + " ON case_row.seq = search.rowid WHERE " + c.sql + " ORDER BY " + order, c.args}
	}
	further := f.After != (Key{})
	if f.Order == NewestFirst {
		var after cond
		if further {
			after = cond{"search.rowid < ?", []any{f.After.Seq}}
		}
		return []statement{read("", "search.rowid DESC", after)}
	}
	var later, behind cond
	if further {
		later = cond{"(due, seq) > (?, ?)", []any{int64(f.After.Due), f.After.Seq}}
	}
	if further && f.After.Due == NoDue {
		behind = cond{"search.rowid > ?", []any{f.After.Seq}}
	}
	dated := read(" INDEXED BY case_dated_new", "due, seq", cond{sql: "due < 2147483647"}, later)
	undated := read("", "search.rowid", cond{sql: "due = 2147483647"}, behind)
	switch {
	case f.dated():
		return []statement{dated}
	case further && f.After.Due == NoDue:
		return []statement{undated}
	}
	return []statement{dated, undated}
}
