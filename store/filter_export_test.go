package store

import (
	"database/sql"
	"fmt"
	"strings"
)

// Spellings gives how a name can be typed.
func Spellings(name string) []string { return spellings(name) }

// PutCase writes the projections of a case that has no journal: row, text, names.
func (tx *Tx) PutCase(r CaseRow, text string, names ...string) error {
	if err := tx.putCaseRow(r); err != nil {
		return err
	}
	keys := numberKeys(r.No)
	for _, n := range names {
		keys = append(keys, spellings(n)...)
	}
	return tx.putWords(r.Seq, caseWords{fold(numberText(r.No) + "\n" + text), lines(keys)})
}

// DropCases takes all cases out of lists and search.
func (tx *Tx) DropCases() error {
	for _, q := range []string{"DELETE FROM case_row", "DELETE FROM case_words", "INSERT INTO search (search) VALUES ('delete-all')"} {
		if err := tx.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// Plan gives what SQLite says of each statement of a page.
func (v *View) Plan(f Filter) (out []string, err error) {
	statements, err := v.plan(f)
	if err != nil {
		return nil, err
	}
	for _, s := range statements {
		var lines []string
		err := v.query(func(rows *sql.Rows) error {
			var id, parent, unused int
			var detail string
			err := rows.Scan(&id, &parent, &unused, &detail)
			lines = append(lines, detail)
			return err
		}, "EXPLAIN QUERY PLAN "+s.sql+" LIMIT 50", s.args...)
		if err != nil {
			return nil, fmt.Errorf("%w in %s", err, s.sql)
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return out, nil
}
