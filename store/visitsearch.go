package store

import (
	"database/sql"
	"slices"
	"strings"
)

// VisitAsk chooses visits that never became a case, newest first.
type VisitAsk struct {
	Query string // typed text: every word must be found; without one nothing is
	// Categories gives the codes of the categories that a word names; nil: none. The
	// word is in small letters and half width.
	Categories func(word string) []string
	After      VisitKey // last row of the page before; 0 for the first page
	Limit      int      // 1 to 200; 0 means 50
}

// VisitPage is one page of visits; More says that others follow.
type VisitPage struct {
	Rows []VisitRow
	More bool
}

// Visits gives one page of the visits in which all that was typed is found: in what was
// said and answered, in the name by characters, pinyin or initials, in the telephone, in
// the village group, or as the name of the category.
func (v *View) Visits(ask VisitAsk) (page VisitPage, err error) {
	limit := ask.Limit
	if limit < 1 || limit > 200 {
		limit = 50
	}
	match, left := ask.typed()
	if match == "" {
		return page, nil
	}
	all := []cond{{"visit_search MATCH ?", []any{match}}}
	if ask.After != 0 {
		all = append(all, cond{"visit_search.rowid < ?", []any{int64(ask.After)}})
	}
	c := and(append(all, left)...)
	err = v.query(func(rows *sql.Rows) error {
		r, err := scanVisit(rows)
		page.Rows = append(page.Rows, r.VisitRow)
		return err
	}, `SELECT w.place, w.id, w.village, w.on_day, '', '' FROM visit_search CROSS JOIN visit_row w ON w.place = visit_search.rowid
		WHERE `+c.sql+" ORDER BY visit_search.rowid DESC LIMIT ?", append(c.args, limit+1)...)
	if len(page.Rows) > limit {
		page.Rows, page.More = page.Rows[:limit], true
	}
	return page, err
}

// typed reads the words as a search for cases does, and each of them as a category too:
// what the index is asked, and the test of a row w of visit_row where the index may say
// too much.
func (a VisitAsk) typed() (match string, left cond) {
	var matches, seen []string
	var tests []cond
	for word := range strings.FieldsSeq(fold(a.Query)) {
		if slices.Contains(seen, word) {
			continue
		}
		if seen = append(seen, word); len(seen) > maxWords {
			break
		}
		ways, test, exact := readWord(word)
		if a.Categories != nil {
			for _, code := range a.Categories(word) {
				key := categoryKey(code)
				ways = append(ways, `"`+categoryToken(key)+`"`)
				test.sql, test.args = "("+test.sql+" OR instr(w.keys, ?) > 0)", append(test.args, "\n"+key+"\n")
			}
		}
		if len(ways) > 0 && len(matches) < maxTerms {
			matches = append(matches, "("+strings.Join(ways, " OR ")+")")
		} else {
			exact = false
		}
		if !exact {
			tests = append(tests, test)
		}
	}
	return strings.Join(matches, " AND "), and(tests...)
}

func (tx *Tx) indexVisit(place VisitKey, w caseWords) error {
	_, words := w.cutVisit()
	return tx.exec("INSERT INTO visit_search (rowid, words) VALUES (?, ?)", int64(place), words)
}

// cutVisit gives the words as the index of the visits takes them: it has no head.
func (w caseWords) cutVisit() (head, words string) { return "", cutKeys(w.keys) + cut(w.hay) }

// indexVisits writes the index of the visits anew from their rows.
func (tx *Tx) indexVisits() error {
	if err := tx.exec("INSERT INTO visit_search (visit_search) VALUES ('delete-all')"); err != nil {
		return err
	}
	if err := tx.eachVisit(func(r visitRow) error { return tx.indexVisit(r.Place, r.words) }); err != nil {
		return err
	}
	return tx.mergeVisits()
}

// eachVisit hands all visits to take, in pages, in order of their places.
func (v *View) eachVisit(take func(visitRow) error) error {
	for after, first := VisitKey(0), true; ; first = false {
		var page []visitRow
		err := v.query(func(rows *sql.Rows) error {
			r, err := scanVisit(rows)
			page = append(page, r)
			return err
		}, "SELECT "+visitColumns+" FROM visit_row WHERE place > ? OR ? ORDER BY place LIMIT 500", int64(after), first)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, r := range page {
			if err := take(r); err != nil {
				return err
			}
			after = r.Place
		}
	}
}

// mergeVisits merges the parts of the index: nothing of replaced or destroyed text stays
// in it.
func (tx *Tx) mergeVisits() error {
	return tx.exec("INSERT INTO visit_search (visit_search) VALUES ('optimize')")
}
