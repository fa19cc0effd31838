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
		{"projection: a fact belongs to nothing: %s", "SELECT DISTINCT office FROM fact_pack WHERE subject NOT IN (SELECT subject FROM entry)"},
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

// check holds the stored rows of one subject against a fresh fold.
func (o *storedRows) check(s subjectSheets, entries []casework.Entry, rules casework.Rules, c *checked) {
	switch s.about.Kind {
	case casework.SubjectCase:
		c.cases++
		c.rows = append(c.rows, o.checkCase(s, entries, rules)...)
	case casework.SubjectDay:
		c.days++
		c.rows = append(c.rows, o.checkDay(s, entries)...)
	default:
		c.rows = append(c.rows, o.checkFacts(s.about.ID, otherFacts(s.about, entries))...)
	}
}

func (o *storedRows) checkCase(s subjectSheets, entries []casework.Entry, rules casework.Rules) (problems []string) {
	say := func(text string, c any) { problems = append(problems, fmt.Sprintf("projection: "+text, c)) }
	if !o.sameAttached(s.about.ID, entries) {
		say("attachments of %s differ from its entries", s.about.ID)
	}
	c := casework.FoldCase(entries)
	e, ok := c.Expiry()
	if got, found := o.terms[s.about.ID]; found != ok || got != e {
		say("the term of case %s differs from its entries", c.No)
	}
	row, listed := o.cases[s.about.ID]
	text, worded := o.words[s.seq]
	switch {
	case c.SealedOff():
		if listed || worded || len(o.promises[s.seq]) > 0 {
			say("case %s should not be listed", c.No)
		}
	case c.Handling == "":
		if listed {
			say("case %s should not be listed", row.No)
		}
		return problems
	default:
		if !listed || row != caseRow(s.seq, c, rules) || text != words(c) {
			say("case %s differs from its entries", c.No)
		}
		if !o.samePromises(s.seq, c) {
			say("promises of case %s differ from its entries", c.No)
		}
	}
	if !slices.Equal(o.seers[s.seq], c.Seers()) {
		say("who sees case %s differs from its entries", c.No)
	}
	return append(problems, o.checkFacts(s.about.ID, c.Facts(rules))...)
}

func (o *storedRows) samePromises(seq int64, c casework.Case) bool {
	got := o.promises[seq]
	equal := len(got) == len(c.Promises)
	for _, p := range c.Promises {
		equal = equal && got[p.Entry] == casework.Promise{Entry: p.Entry, By: p.By, Due: p.Due, SettledOn: p.SettledOn, Kept: p.Kept}
	}
	return equal
}

func (o *storedRows) sameAttached(subject casework.ID, entries []casework.Entry) bool {
	got, want := o.attached[subject], 0
	for _, e := range entries {
		if a, ok := casework.AttachedBy(e); ok {
			if want++; got[e.ID] != a.Digest {
				return false
			}
		}
	}
	return want == len(got)
}

func (o *storedRows) checkDay(s subjectSheets, entries []casework.Entry) (problems []string) {
	d := casework.FoldDay(entries)
	if d.Village == "" {
		return nil // nothing that names the day has arrived; checkStrays sees a row
	}
	want := DayRow{d.ID, d.Village, d.On, d.VillageDay, d.Opened, d.Closed, len(d.Visits), d.People(), d.OnTheSpot()}
	if o.days[s.seq] != want {
		problems = append(problems, fmt.Sprintf("projection: day %s differs from its entries", d.On))
	}
	if !slices.Equal(o.visits[s.seq], visitRows(d, s.seqs(entries))) {
		problems = append(problems, fmt.Sprintf("projection: visits of day %s differ from its entries", d.On))
	}
	return append(problems, o.checkFacts(s.about.ID, d.Facts())...)
}
