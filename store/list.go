package store

import (
	"database/sql"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// Filter chooses cases; its conditions combine.
type Filter struct {
	Query      string // typed text; all words must occur
	Handling   []casework.Handling
	Resolution []casework.Resolution
	Open       bool         // neither closed nor voided
	DueBefore  calendar.Day // due strictly before; 0 any
	Order      Order
	After      Key // last row of the page before; zero for the first page
	Limit      int // 1 to 200; 0 means 50
}

// Order is the order of a list.
type Order int

// Orders.
const (
	NewestFirst Order = iota
	EarliestDue
)

// Key is the place of a row in a list, for the next page.
type Key struct {
	Seq int64
	Due calendar.Day
}

// Key gives the row's place.
func (r CaseRow) Key() Key { return Key{r.Seq, r.Due} }

// where collects conditions and their arguments.
type where struct {
	conds []string
	args  []any
}

func (w *where) add(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

func in[T ~string](w *where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	w.add(column+" IN ("+marks+")", args...)
}

func (f Filter) where() where {
	var w where
	w.add("1")
	in(&w, "handling", f.Handling)
	in(&w, "resolution", f.Resolution)
	if f.Open {
		w.add("handling NOT IN ('HZ', 'HX')")
	}
	if f.DueBefore != 0 {
		w.add("due < ?", int64(f.DueBefore))
	}
	if strings.TrimSpace(f.Query) != "" {
		query, plain, ok := match(f.Query)
		if !ok {
			w.add("0")
		} else {
			w.add("seq IN (SELECT rowid FROM search WHERE search MATCH ?)", query)
		}
		for _, p := range plain {
			w.add("EXISTS (SELECT 1 FROM case_words w WHERE w.seq = case_row.seq AND instr(w.hay, ?) > 0)", p)
		}
	}
	return w
}

// Cases gives one page of cases.
func (v *View) Cases(f Filter) ([]CaseRow, error) {
	w := f.where()
	order := "seq DESC"
	if f.Order == EarliestDue {
		order = "due, seq"
	}
	switch {
	case f.After == Key{}:
	case f.Order == EarliestDue:
		w.add("(due, seq) > (?, ?)", int64(f.After.Due), f.After.Seq)
	default:
		w.add("seq < ?", f.After.Seq)
	}
	limit := f.Limit
	if limit < 1 || limit > 200 {
		limit = 50
	}
	var out []CaseRow
	err := v.query(func(rows *sql.Rows) error {
		r, err := scanCase(rows)
		out = append(out, r)
		return err
	}, "SELECT "+caseColumns+" FROM case_row WHERE "+strings.Join(w.conds, " AND ")+" ORDER BY "+order+" LIMIT ?", append(w.args, limit)...)
	return out, err
}

// Count gives the number of cases that the filter chooses; its page is ignored.
func (v *View) Count(f Filter) (int, error) {
	w := f.where()
	var n int
	_, err := v.one("SELECT count(*) FROM case_row WHERE "+strings.Join(w.conds, " AND "), w.args, &n)
	return n, err
}

// CasesByNo finds the cases of a number: the one of a full number, or all of a
// short one ("2026-0003"): a village and its township count on their own. At most
// ten.
func (v *View) CasesByNo(no string) (out []CaseRow, err error) {
	err = v.query(func(rows *sql.Rows) error {
		r, err := scanCase(rows)
		out = append(out, r)
		return err
	}, "SELECT "+caseColumns+` FROM case_row WHERE no = ?1 OR substr(no, 14) = ?1 OR substr(no, 14) = ?1 || 'A'
		ORDER BY seq LIMIT 10`, no)
	return out, err
}

// CaseRowOf gives the row of a case.
func (v *View) CaseRowOf(id casework.ID) (r CaseRow, found bool, err error) {
	err = v.query(func(rows *sql.Rows) error {
		found = true
		r, err = scanCase(rows)
		return err
	}, "SELECT "+caseColumns+" FROM case_row WHERE id = ?", id[:])
	return r, found, err
}

// LastCaseSeq gives the largest running number that this office gave in a year
// under a letter, 0 for none.
func (v *View) LastCaseSeq(office casework.OfficeCode, year int, letter byte) (int, error) {
	pattern, err := casework.MakeCaseNo(office, year, 1, letter)
	if err != nil {
		return 0, err
	}
	prefix := strings.TrimSuffix(string(pattern), "0001"+string(letter))
	var top sql.NullInt64
	_, err = v.one(`SELECT max(CAST(substr(no, ?2, length(no) - ?2) AS INTEGER)) FROM case_row
		WHERE no >= ?1 AND no < ?1 || ':' AND substr(no, -1) = ?3`, []any{prefix, len(prefix) + 1, string(letter)}, &top)
	return int(top.Int64), err
}

// PromiseRow is one promise as lists show it.
type PromiseRow struct {
	Entry     casework.ID
	Case      casework.ID
	CaseNo    casework.CaseNo
	CaseTitle string
	By        casework.OfficeCode
	Due       calendar.Day
}

// OpenPromises gives the promises on which nothing is recorded, earliest first.
func (v *View) OpenPromises(limit int) ([]PromiseRow, error) {
	var out []PromiseRow
	err := v.query(func(rows *sql.Rows) error {
		var p PromiseRow
		var entry, id []byte
		if err := rows.Scan(&entry, &id, &p.CaseNo, &p.CaseTitle, &p.By, &p.Due); err != nil {
			return err
		}
		p.Entry, p.Case = casework.ID(entry), casework.ID(id)
		out = append(out, p)
		return nil
	}, `SELECT p.entry, c.id, c.no, c.title, p.by_office, p.due FROM promise_row p JOIN case_row c ON c.seq = p.case_seq
		WHERE p.settled_on = 0 ORDER BY p.due, p.entry LIMIT ?`, limit)
	return out, err
}

// DayRow is one day of reception as lists show it.
type DayRow struct {
	ID                        casework.ID
	Village                   casework.OfficeCode
	On                        calendar.Day
	VillageDay                bool
	Opened, Closed            bool
	Visits, People, OnTheSpot int
}

// Days gives the reception days of a range, by date and village.
func (v *View) Days(p casework.Period) ([]DayRow, error) {
	var out []DayRow
	err := v.query(func(rows *sql.Rows) error {
		var d DayRow
		var id []byte
		if err := rows.Scan(&id, &d.Village, &d.On, &d.VillageDay, &d.Opened, &d.Closed, &d.Visits, &d.People, &d.OnTheSpot); err != nil {
			return err
		}
		d.ID = casework.ID(id)
		out = append(out, d)
		return nil
	}, `SELECT id, village, on_day, village_day, opened, closed, visits, people, on_the_spot FROM day_row
		WHERE on_day BETWEEN ? AND ? ORDER BY on_day, village`, int64(p.From), int64(p.To))
	return out, err
}
