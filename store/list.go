package store

import (
	"database/sql"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// CasePage is one page of cases; More says that others follow: a list says "50+" and
// counts nothing while somebody types.
type CasePage struct {
	Rows []CaseRow
	More bool
}

// CasePage gives one page of cases.
func (v *View) CasePage(f Filter) (CasePage, error) {
	limit := f.Limit
	if limit < 1 || limit > 200 {
		limit = 50
	}
	var page CasePage
	statements, err := v.plan(f)
	if err != nil {
		return page, err
	}
	for _, s := range statements {
		if len(page.Rows) > limit {
			break
		}
		err := v.query(func(rows *sql.Rows) error {
			r, err := scanPacked(rows)
			page.Rows = append(page.Rows, r)
			return err
		}, s.sql+" LIMIT ?", append(s.args, limit+1-len(page.Rows))...)
		if err != nil {
			return page, err
		}
	}
	if len(page.Rows) > limit {
		page.Rows, page.More = page.Rows[:limit], true
	}
	return page, nil
}

// Cases gives the rows of one page of cases.
func (v *View) Cases(f Filter) ([]CaseRow, error) {
	page, err := v.CasePage(f)
	return page.Rows, err
}

// Count gives the number of cases that the filter chooses; its page is ignored. What
// counted does not know is counted by reading them all.
func (v *View) Count(f Filter) (int, error) {
	if n, ok, err := v.counted(f); ok || err != nil {
		return n, err
	}
	all := []cond{f.rest()}
	for _, a := range f.axes() {
		all = append(all, a.cond())
	}
	if f.Query = strings.TrimSpace(f.Query); f.Query != "" {
		t := readTyped(f.Query)
		if t.match == "" {
			return 0, nil
		}
		all = append(all, cond{"seq IN (SELECT rowid FROM search WHERE search MATCH ?)", []any{t.match}}, inWords(t.left))
	}
	c := and(all...)
	var n int
	_, err := v.one("SELECT count(*) FROM case_row WHERE "+c.sql, c.args, &n)
	return n, err
}

// CasesByNo finds the cases of a number: the one of a full number, or all of a
// short one ("2026-0003"): a village and its township count on their own. At most
// ten.
func (v *View) CasesByNo(no string) (out []CaseRow, err error) {
	err = v.query(func(rows *sql.Rows) error {
		r, err := scanPacked(rows)
		out = append(out, r)
		return err
	}, "SELECT "+listColumns+` FROM case_row WHERE no = ?1 OR short IN (?1, ?1 || 'A')
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
	_, err = v.one(`SELECT max(CAST(substr(no, ?2, length(no) - ?2) AS INTEGER)) FROM
		(SELECT no FROM case_row WHERE no >= ?1 AND no < ?1 || ':'
		UNION ALL SELECT no FROM retention WHERE sealed_off > 0 AND no >= ?1 AND no < ?1 || ':')
		WHERE substr(no, -1) = ?3`, []any{prefix, len(prefix) + 1, string(letter)}, &top)
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
	return v.days("WHERE on_day BETWEEN ? AND ? ORDER BY on_day, village", int64(p.From), int64(p.To))
}

// DaysOf gives those of one village, by date.
func (v *View) DaysOf(village casework.OfficeCode, p casework.Period) ([]DayRow, error) {
	return v.days("INDEXED BY day_village WHERE village = ? AND on_day BETWEEN ? AND ? ORDER BY on_day", string(village), int64(p.From), int64(p.To))
}

func (v *View) days(which string, args ...any) (out []DayRow, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var d DayRow
		var id []byte
		if err := rows.Scan(&id, &d.Village, &d.On, &d.VillageDay, &d.Opened, &d.Closed, &d.Visits, &d.People, &d.OnTheSpot); err != nil {
			return err
		}
		d.ID = casework.ID(id)
		out = append(out, d)
		return nil
	}, "SELECT id, village, on_day, village_day, opened, closed, visits, people, on_the_spot FROM day_row "+which, args...)
	return out, err
}
