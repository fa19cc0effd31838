package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"silian/casework"
)

// storedRows are the projections of a batch of subjects as the file has them.
type storedRows struct {
	cases    map[casework.ID]CaseRow
	words    map[int64]caseWords
	seers    map[int64][]casework.OfficeCode
	promises map[int64]map[casework.ID]casework.Promise
	packs    map[casework.ID]map[casework.OfficeCode][]byte
	attached map[casework.ID]map[casework.ID]casework.Digest
	terms    map[casework.ID]casework.Expiry
	days     map[int64]DayRow
	visits   map[int64][]visitRow // by the number of their day
}

// storedRows reads them, a few statements for all: what hangs on ids lies between the
// first and the last, what hangs on numbers is asked for by its number.
func (v *View) storedRows(subjects []subjectSheets) (out storedRows, err error) {
	lowest, highest := subjects[0].sheets[0].subject, subjects[len(subjects)-1].sheets[0].subject
	seqs := make([]int64, len(subjects))
	for i, s := range subjects {
		seqs[i] = s.seq
	}
	numbers, err := json.Marshal(seqs)
	if err != nil {
		return out, fmt.Errorf("store: %w", err)
	}
	return out, errors.Join(out.readByID(v, lowest, highest), out.readBySeq(v, string(numbers)))
}

func (o *storedRows) readByID(v *View, lowest, highest []byte) error {
	const between = " BETWEEN ?1 AND ?2"
	o.cases, o.terms = map[casework.ID]CaseRow{}, map[casework.ID]casework.Expiry{}
	o.packs, o.attached = map[casework.ID]map[casework.OfficeCode][]byte{}, map[casework.ID]map[casework.ID]casework.Digest{}
	return errors.Join(
		v.query(func(rows *sql.Rows) error {
			r, err := scanCase(rows)
			o.cases[r.ID] = r
			return err
		}, "SELECT "+caseColumns+" FROM case_row WHERE id"+between, lowest, highest),
		v.query(func(rows *sql.Rows) error {
			e, err := scanExpiry(rows)
			o.terms[e.Case] = e
			return err
		}, "SELECT "+retentionColumns+" FROM retention WHERE id"+between, lowest, highest),
		v.query(func(rows *sql.Rows) error {
			var about, pack []byte
			var office casework.OfficeCode
			if err := rows.Scan(&about, &office, &pack); err != nil {
				return err
			}
			id := casework.ID(about)
			if o.packs[id] == nil {
				o.packs[id] = map[casework.OfficeCode][]byte{}
			}
			o.packs[id][office] = pack
			return nil
		}, "SELECT subject, office, facts FROM fact_pack WHERE subject"+between, lowest, highest),
		v.query(func(rows *sql.Rows) error {
			var subject, entry, digest []byte
			if err := rows.Scan(&subject, &entry, &digest); err != nil {
				return err
			}
			id := casework.ID(subject)
			if o.attached[id] == nil {
				o.attached[id] = map[casework.ID]casework.Digest{}
			}
			o.attached[id][casework.ID(entry)] = casework.Digest(digest)
			return nil
		}, "SELECT subject, entry, digest FROM attached WHERE subject"+between, lowest, highest),
	)
}

func (o *storedRows) readBySeq(v *View, numbers string) error {
	const among = " IN (SELECT value FROM json_each(?))"
	o.words, o.seers = map[int64]caseWords{}, map[int64][]casework.OfficeCode{}
	o.promises, o.days = map[int64]map[casework.ID]casework.Promise{}, map[int64]DayRow{}
	o.visits = map[int64][]visitRow{}
	var seq int64
	return errors.Join(
		v.query(func(rows *sql.Rows) error {
			var w caseWords
			err := rows.Scan(&seq, &w.hay, &w.keys)
			o.words[seq] = w
			return err
		}, "SELECT seq, hay, keys FROM case_words WHERE seq"+among, numbers),
		v.query(func(rows *sql.Rows) error {
			var office casework.OfficeCode
			err := rows.Scan(&seq, &office)
			o.seers[seq] = append(o.seers[seq], office)
			return err
		}, "SELECT case_seq, office FROM case_seen WHERE case_seq"+among+" ORDER BY case_seq, office", numbers),
		v.query(func(rows *sql.Rows) error {
			var p casework.Promise
			var entry []byte
			if err := rows.Scan(&seq, &entry, &p.By, &p.Due, &p.SettledOn, &p.Kept); err != nil {
				return err
			}
			p.Entry = casework.ID(entry)
			if o.promises[seq] == nil {
				o.promises[seq] = map[casework.ID]casework.Promise{}
			}
			o.promises[seq][p.Entry] = p
			return nil
		}, "SELECT case_seq, entry, by_office, due, settled_on, kept FROM promise_row WHERE case_seq"+among, numbers),
		v.query(func(rows *sql.Rows) error {
			var d DayRow
			var id []byte
			err := rows.Scan(&seq, &id, &d.Village, &d.On, &d.VillageDay, &d.Opened, &d.Closed, &d.Visits, &d.People, &d.OnTheSpot)
			copy(d.ID[:], id)
			o.days[seq] = d
			return err
		}, "SELECT seq, id, village, on_day, village_day, opened, closed, visits, people, on_the_spot FROM day_row WHERE seq"+among, numbers),
		v.query(func(rows *sql.Rows) error {
			r, err := scanVisit(rows, &seq)
			o.visits[seq] = append(o.visits[seq], r)
			return err
		}, "SELECT "+visitColumns+", day_seq FROM visit_row WHERE day_seq"+among+" ORDER BY place", numbers),
	)
}
