package store

import (
	"database/sql"
	"fmt"
	"slices"

	"silian/casework"
)

// checkStrays finds rows of projections that belong to nothing, cases that search
// would not find, and numbers that name two cases.
func (v *View) checkStrays(r *Report) error {
	for _, c := range []struct{ problem, query string }{
		{"projection: a case row belongs to no case: %s", `SELECT no FROM case_row c WHERE NOT EXISTS
			(SELECT 1 FROM entry e WHERE e.seq = c.seq AND e.subject = c.id AND e.subject_kind = 'case')`},
		{"projection: a day row belongs to no day: %s", `SELECT village FROM day_row d WHERE NOT EXISTS
			(SELECT 1 FROM entry e WHERE e.seq = d.seq AND e.subject = d.id AND e.subject_kind = 'day')`},
		{"projection: a fact belongs to nothing: %s", "SELECT DISTINCT kind FROM fact WHERE subject NOT IN (SELECT subject FROM entry)"},
		{"projection: words of no case: %s", "SELECT seq FROM case_words WHERE seq NOT IN (SELECT seq FROM case_row)"},
		{"projection: a promise of no case: %s", "SELECT case_seq FROM promise_row WHERE case_seq NOT IN (SELECT seq FROM case_row)"},
		{"projection: an office that sees no case: %s", `SELECT office FROM case_seen WHERE case_seq NOT IN
			(SELECT seq FROM case_row UNION ALL SELECT seq FROM retention WHERE sealed_off > 0)`},
		{"projection: the term of no case: %s", `SELECT no FROM retention t WHERE NOT EXISTS
			(SELECT 1 FROM entry e WHERE e.seq = t.seq AND e.subject = t.id AND e.subject_kind = 'case')`},
		{"projection: search lacks row %s", "SELECT seq FROM case_words WHERE seq NOT IN (SELECT rowid FROM search)"},
		{"projection: search has stray row %s", "SELECT rowid FROM search WHERE rowid NOT IN (SELECT seq FROM case_words)"},
		{"projection: a visit of no day: %s", "SELECT village FROM visit_row WHERE day_seq NOT IN (SELECT seq FROM day_row)"},
		{"projection: search lacks visit %s", "SELECT place FROM visit_row WHERE place NOT IN (SELECT rowid FROM visit_search)"},
		{"projection: search has stray visit %s", "SELECT rowid FROM visit_search WHERE rowid NOT IN (SELECT place FROM visit_row)"},
		{"number: %s names more than one case", "SELECT no FROM case_row GROUP BY no HAVING count(*) > 1"},
	} {
		err := v.query(func(rows *sql.Rows) error {
			var what string
			if err := rows.Scan(&what); err != nil {
				return err
			}
			r.Problems = append(r.Problems, fmt.Sprintf(c.problem, what))
			return nil
		}, c.query)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkProjection compares the stored rows of one subject with a fresh fold.
func (v *View) checkProjection(kind casework.SubjectKind, id casework.ID, r *Report) error {
	entries, err := v.Entries(id)
	if err != nil {
		return nil // reported by the journal check
	}
	seq, err := v.firstSeq(id)
	if err != nil {
		return err
	}
	switch kind {
	case casework.SubjectCase:
	case casework.SubjectDay:
		r.Days++
		return v.checkDay(seq, casework.FoldDay(entries), r)
	default:
		return v.checkFacts(id, otherFacts(casework.Subject{Kind: kind, ID: id}, entries), r)
	}
	r.Cases++
	if err := v.checkAttached(id, entries, r); err != nil {
		return err
	}
	c := casework.FoldCase(entries)
	if err := v.checkRetention(seq, c, r); err != nil || c.SealedOff() {
		return err
	}
	row, found, err := v.CaseRowOf(id)
	if err != nil {
		return err
	}
	var text caseWords
	if _, err := v.one("SELECT hay, keys FROM case_words WHERE seq = ?", []any{seq}, &text.hay, &text.keys); err != nil {
		return err
	}
	if c.Handling == "" {
		if found {
			r.Problems = append(r.Problems, fmt.Sprintf("projection: case %s should not be listed", row.No))
		}
		return nil
	}
	if !found || row != caseRow(seq, c, v.s.Rules()) || text != words(c) {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: case %s differs from its entries", c.No))
	}
	if err := v.checkFound(seq, text, c.No, r); err != nil {
		return err
	}
	if err := v.checkSeers(seq, c, r); err != nil {
		return err
	}
	if err := v.checkPromises(seq, c, r); err != nil {
		return err
	}
	return v.checkFacts(c.ID, c.Facts(v.s.Rules()), r)
}

// checkFound asks the index for the beginning of a case's words and for its keys: it
// keeps no text that could be compared.
func (v *View) checkFound(seq int64, text caseWords, no casework.CaseNo, r *Report) error {
	match := text.someTokens()
	if match == "" {
		return nil
	}
	var one int
	found, err := v.one("SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?", []any{match, seq}, &one)
	if err == nil && !found {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: search does not find case %s", no))
	}
	return err
}

func (v *View) checkSeers(seq int64, c casework.Case, r *Report) error {
	var got []casework.OfficeCode
	err := v.query(func(rows *sql.Rows) error {
		var o casework.OfficeCode
		err := rows.Scan(&o)
		got = append(got, o)
		return err
	}, "SELECT office FROM case_seen WHERE case_seq = ? ORDER BY office", seq)
	if err == nil && !slices.Equal(got, c.Seers()) {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: who sees case %s differs from its entries", c.No))
	}
	return err
}

func (v *View) checkPromises(seq int64, c casework.Case, r *Report) error {
	got := map[casework.ID]casework.Promise{}
	err := v.query(func(rows *sql.Rows) error {
		var p casework.Promise
		var entry []byte
		if err := rows.Scan(&entry, &p.By, &p.Due, &p.SettledOn, &p.Kept); err != nil {
			return err
		}
		p.Entry = casework.ID(entry)
		got[p.Entry] = p
		return nil
	}, "SELECT entry, by_office, due, settled_on, kept FROM promise_row WHERE case_seq = ?", seq)
	if err != nil {
		return err
	}
	equal := len(got) == len(c.Promises)
	for _, p := range c.Promises {
		equal = equal && got[p.Entry] == casework.Promise{Entry: p.Entry, By: p.By, Due: p.Due, SettledOn: p.SettledOn, Kept: p.Kept}
	}
	if !equal {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: promises of case %s differ from its entries", c.No))
	}
	return nil
}

func (v *View) checkDay(seq int64, d casework.ReceptionDay, r *Report) error {
	if d.Village == "" {
		return nil // nothing that names the day has arrived; checkStrays sees a row
	}
	var got DayRow
	var id []byte
	found, err := v.one("SELECT id, village, on_day, village_day, opened, closed, visits, people, on_the_spot FROM day_row WHERE seq = ?",
		[]any{seq}, &id, &got.Village, &got.On, &got.VillageDay, &got.Opened, &got.Closed, &got.Visits, &got.People, &got.OnTheSpot)
	if err != nil {
		return err
	}
	copy(got.ID[:], id)
	want := DayRow{d.ID, d.Village, d.On, d.VillageDay, d.Opened, d.Closed, len(d.Visits), d.People(), d.OnTheSpot()}
	if !found || got != want {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: day %s differs from its entries", d.On))
	}
	if err := v.checkVisits(seq, d, r); err != nil {
		return err
	}
	return v.checkFacts(d.ID, d.Facts(), r)
}

func (v *View) checkFacts(subject casework.ID, want []casework.Fact, r *Report) error {
	var got []casework.Fact
	err := v.query(func(rows *sql.Rows) error {
		f := casework.Fact{About: subject}
		err := scanFact(rows, &f)
		got = append(got, f)
		return err
	}, "SELECT "+factColumns+" FROM fact WHERE subject = ? ORDER BY rowid", subject[:])
	if err != nil {
		return err
	}
	if !slices.Equal(got, want) {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: facts of %s differ from its entries", subject))
	}
	return nil
}
