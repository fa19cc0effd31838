package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"hash/maphash"
	"maps"

	"silian/casework"
)

// checkFacts compares the packed facts of a subject with those of a fresh fold.
func (o *storedRows) checkFacts(subject casework.ID, want []casework.Fact) []string {
	p := newPacker()
	packs := map[casework.OfficeCode][]byte{}
	for office, facts := range factsByOffice(want) {
		packs[office] = p.pack(facts)
	}
	if maps.EqualFunc(o.packs[subject], packs, bytes.Equal) {
		return nil
	}
	return []string{fmt.Sprintf("projection: facts of %s differ from its entries", subject)}
}

// checkDerived compares what is made from rows of projections with these rows: where
// facts lie, and how many cases there are.
func (v *View) checkDerived(r *Report) error {
	for _, check := range []func(*Report) error{v.checkPlaces, v.checkPacked, v.checkCounts} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// sketch sums the digests of rows, each as often as it counts, so that two sets of rows
// are compared without holding either: equal sets have equal sums, and of two others the
// sums are the same once in 2^64.
type sketch uint64

func (s *sketch) add(seed maphash.Seed, times int, row placeRow) {
	*s += sketch(times) * sketch(maphash.Comparable(seed, row))
}

// placeRow is a row of one of the tables that a period finds facts by.
type placeRow struct {
	office  casework.OfficeCode
	subject casework.ID
	mark    string
	a, b, c int64
}

// checkPlaces compares the tables that a period finds facts by with the packs.
func (v *View) checkPlaces(r *Report) error {
	const in, lead, ever, stock, resolved = 0, 1, 2, 3, 4
	seed := maphash.MakeSeed()
	var want, got [5]sketch
	p := newPacker()
	err := v.eachPack(func(subject casework.ID, office casework.OfficeCode, pack []byte) error {
		facts, err := p.unpack(nil, pack, subject, office)
		if err != nil {
			r.Problems = append(r.Problems, fmt.Sprintf("projection: facts of %s cannot be read", subject))
			return nil
		}
		at := placesOf(facts)
		for s, before := range at.stretches {
			want[in].add(seed, 1, placeRow{office, subject, "", s, before, 0})
		}
		for l := range at.leads {
			want[lead].add(seed, 1, placeRow{office, subject, l.mark, int64(l.until), int64(l.since), 0})
		}
		if e := at.ever; e != (everPlace{}) {
			want[ever].add(seed, 1, placeRow{office, subject, "", int64(e.analysed), int64(e.changed), int64(e.stands)})
		}
		for on, d := range at.days {
			want[stock].add(seed, d.stock, placeRow{office: office, a: int64(on)})
			want[resolved].add(seed, d.resolved, placeRow{office: office, a: int64(on)})
		}
		return nil
	}, "SELECT subject, office, facts FROM fact_pack")
	if err != nil {
		return err
	}
	var row placeRow
	var subject []byte
	var n, m int
	for _, q := range []struct {
		query string
		into  []any
		take  func()
	}{
		{"SELECT office, stretch, subject, before FROM fact_in", []any{&row.office, &row.a, &subject, &row.b}, func() {
			got[in].add(seed, 1, row)
		}},
		{"SELECT office, until, since, mark, subject FROM fact_lead", []any{&row.office, &row.a, &row.b, &row.mark, &subject}, func() {
			got[lead].add(seed, 1, row)
		}},
		{"SELECT office, analysed, subject, changed, stands FROM fact_ever", []any{&row.office, &row.a, &subject, &row.b, &row.c}, func() {
			got[ever].add(seed, 1, row)
		}},
		{"SELECT office, on_day, stock, resolved FROM fact_day", []any{&row.office, &row.a, &n, &m}, func() {
			got[stock].add(seed, n, row)
			got[resolved].add(seed, m, row)
		}},
	} {
		row, subject = placeRow{}, nil
		if err := v.query(func(rows *sql.Rows) error {
			err := rows.Scan(q.into...)
			copy(row.subject[:], subject)
			q.take()
			return err
		}, q.query); err != nil {
			return err
		}
	}
	for i, what := range []string{"periods", "leads", "analysed cases", "stock", "resolutions"} {
		if want[i] != got[i] {
			r.Problems = append(r.Problems, "projection: the "+what+" of facts differ from the facts")
		}
	}
	return nil
}

// checkCounts compares the numbers of cases with the cases.
func (v *View) checkCounts(r *Report) error {
	for _, query := range []string{
		`SELECT handling, resolution, count(*) FROM case_row GROUP BY handling, resolution
			EXCEPT SELECT handling, resolution, n FROM case_count`,
		`SELECT handling, resolution, n FROM case_count WHERE n <> 0
			EXCEPT SELECT handling, resolution, count(*) FROM case_row GROUP BY handling, resolution`,
		`SELECT due, count(*), 0 FROM case_row WHERE open = 1 AND due < 2147483647 GROUP BY due
			EXCEPT SELECT due, n, 0 FROM case_count_due`,
		`SELECT due, n, 0 FROM case_count_due
			EXCEPT SELECT due, count(*), 0 FROM case_row WHERE open = 1 AND due < 2147483647 GROUP BY due`,
	} {
		wrong := 0
		if err := v.query(func(*sql.Rows) error {
			wrong++
			return nil
		}, query); err != nil {
			return err
		}
		if wrong > 0 {
			r.Problems = append(r.Problems, "projection: the numbers of cases differ from the cases")
			return nil
		}
	}
	return nil
}
