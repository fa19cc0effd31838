package store

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// VisitKey is the place of a visit in the list of all visits: greater is newer, by civil
// day and then by arrival in this file. 0 is before the first page.
type VisitKey int64

// placeOf makes the key of a visit: seq is that of its entry, below 2^36.
func placeOf(on calendar.Day, seq int64) VisitKey { return VisitKey(int64(on)<<36 + seq) }

// VisitRow is one visit that never became a case, as search finds it: no word of it.
type VisitRow struct {
	Place   VisitKey
	Entry   casework.ID // of the visit
	Village casework.OfficeCode
	On      calendar.Day
}

// visitRow is a row of visit_row.
type visitRow struct {
	VisitRow
	words caseWords
}

// visitWords is all that search may find a visit by: nothing of one whose category is
// for named handlers only, because a visit names none.
func visitWords(d casework.ReceptionDay, v casework.DayEntry) caseWords {
	if casework.SensitiveCategory(v.Category) {
		return caseWords{}
	}
	w := v.Words
	parts := []string{w.Name, groupText(w.Group), w.Phone.Reveal(), w.Words, w.Answer, d.Notes[v.Entry]}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if len(parts) == 0 {
		return caseWords{} // withheld or destroyed: the category alone is in the figures
	}
	keys := spellings(w.Name)
	if v.Category != "" {
		keys = append(keys, categoryKey(v.Category))
	}
	return caseWords{fold(strings.Join(parts, "\n")), lines(keys)}
}

// visitRows is the pure projection of a day: the visits of no case that have words, the
// newest last. seqs are the places of their entries in the journal.
func visitRows(d casework.ReceptionDay, seqs map[casework.ID]int64) []visitRow {
	var out []visitRow
	for _, v := range d.Visits {
		words := visitWords(d, v)
		if len(v.Cases) > 0 || words.hay == "" {
			continue
		}
		out = append(out, visitRow{VisitRow{placeOf(d.On, seqs[v.Entry]), v.Entry, d.Village, d.On}, words})
	}
	slices.SortFunc(out, func(a, b visitRow) int { return cmp.Compare(a.Place, b.Place) })
	return out
}

// seqsOf gives the places in the journal of all entries of a subject.
func (v *View) seqsOf(subject casework.ID) (map[casework.ID]int64, error) {
	out := map[casework.ID]int64{}
	err := v.query(func(rows *sql.Rows) error {
		var id []byte
		var seq int64
		if err := rows.Scan(&id, &seq); err != nil {
			return err
		}
		out[casework.ID(id)] = seq
		return nil
	}, "SELECT id, seq FROM entry WHERE subject = ?", subject[:])
	return out, err
}

// visitsOfDay gives the stored rows of a day in order of their place.
func (v *View) visitsOfDay(seq int64) (out []visitRow, err error) {
	err = v.query(func(rows *sql.Rows) error {
		r, err := scanVisit(rows)
		out = append(out, r)
		return err
	}, "SELECT "+visitColumns+" FROM visit_row WHERE day_seq = ? ORDER BY place", seq)
	return out, err
}

const visitColumns = "place, id, village, on_day, hay, keys"

// scanVisit reads visitColumns and what stands behind them.
func scanVisit(rows *sql.Rows, more ...any) (r visitRow, err error) {
	var id []byte
	if err = rows.Scan(append([]any{&r.Place, &id, &r.Village, &r.On, &r.words.hay, &r.words.keys}, more...)...); err != nil {
		return r, err
	}
	copy(r.Entry[:], id)
	return r, nil
}

// projectVisits writes what changed among the visits of a day and their places in the
// index. seq is that of the day.
func (tx *Tx) projectVisits(seq int64, d casework.ReceptionDay) error {
	old, err := tx.visitsOfDay(seq)
	if err != nil {
		return err
	}
	var now []visitRow
	if d.Village != "" {
		seqs, err := tx.seqsOf(d.ID)
		if err != nil {
			return err
		}
		now = visitRows(d, seqs)
	}
	for _, r := range old {
		if slices.Contains(now, r) {
			continue
		}
		for _, q := range []string{"DELETE FROM visit_row WHERE place = ?", "DELETE FROM visit_search WHERE rowid = ?"} {
			if err := tx.exec(q, int64(r.Place)); err != nil {
				return err
			}
		}
	}
	for _, r := range now {
		if slices.Contains(old, r) {
			continue
		}
		if err := tx.exec("INSERT INTO visit_row (day_seq, "+visitColumns+") VALUES (?, ?, ?, ?, ?, ?, ?)", seq, int64(r.Place), r.Entry[:],
			string(r.Village), int64(r.On), r.words.hay, r.words.keys); err != nil {
			return err
		}
		if err := tx.indexVisit(r.Place, r.words); err != nil {
			return err
		}
	}
	return nil
}

// clearVisits empties rows and index before all projections are written anew.
func (tx *Tx) clearVisits() error {
	if err := tx.exec("DELETE FROM visit_row"); err != nil {
		return err
	}
	return tx.exec("INSERT INTO visit_search (visit_search) VALUES ('delete-all')")
}
