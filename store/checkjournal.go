package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"silian/casework"
)

// checkTail checks the last n entries: envelope, body and chain. It is cheap
// enough for every opening.
func (s *Store) checkTail(ctx context.Context, n int) error {
	return s.View(ctx, func(v *View) error {
		var r Report
		count, _, err := v.Head()
		if err != nil {
			return err
		}
		from := max(0, int64(count)-int64(n))
		if err := v.checkJournal(from, &r); err != nil {
			return err
		}
		if len(r.Problems) > 0 {
			return fmt.Errorf("%w: %s", ErrDamaged, r.Problems[0])
		}
		return nil
	})
}

// sheetColumns are what is read of an entry e and its body b to check it.
const sheetColumns = "e.seq, e.id, e.digest, e.subject_kind, e.subject, e.n, e.office, e.instance, e.envelope, b.bytes"

// sheetRow is one entry as it stands in the file, nothing of it believed yet.
type sheetRow struct {
	seq, n                                    int64
	kind, office                              string
	id, digest, subject, instance, head, body []byte
}

func scanSheet(rows *sql.Rows) (s sheetRow, err error) {
	err = rows.Scan(&s.seq, &s.id, &s.digest, &s.kind, &s.subject, &s.n, &s.office, &s.instance, &s.head, &s.body)
	return s, err
}

// read parses the entry once, with its digests, and says what is wrong with it, "" for
// nothing.
func (s sheetRow) read() (e casework.Entry, problem string) {
	e, err := casework.ParseEntry(s.head, s.body)
	switch {
	case err != nil:
		return e, fmt.Sprintf("entry %d: %v", s.seq, err)
	case string(e.Digest[:]) != string(s.digest):
		return e, fmt.Sprintf("entry %d: digest differs", s.seq)
	case string(e.ID[:]) != string(s.id), string(e.Kind) != s.kind, string(e.Envelope.Subject[:]) != string(s.subject),
		int64(e.N) != s.n, string(e.Office) != s.office, string(e.Instance[:]) != string(s.instance):
		return e, fmt.Sprintf("entry %d: the row differs from its envelope", s.seq)
	}
	return e, ""
}

// checkJournal looks at the entries after seq from by themselves, and at their chain.
func (v *View) checkJournal(from int64, r *Report) error {
	if err := v.checkSheets(from, r); err != nil {
		return err
	}
	return v.checkChain(from, r)
}

// checkSheets reads the entries after seq from by themselves.
func (v *View) checkSheets(from int64, r *Report) error {
	return v.query(func(rows *sql.Rows) error {
		s, err := scanSheet(rows)
		if err != nil {
			return err
		}
		if _, problem := s.read(); problem != "" {
			r.Problems = append(r.Problems, problem)
		}
		return nil
	}, "SELECT "+sheetColumns+" FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.seq > ? ORDER BY e.seq", from)
}

// checkChain follows the local chain after seq from to the end that was last written.
func (v *View) checkChain(from int64, r *Report) error {
	var head casework.Digest
	var before []byte
	found, err := v.one("SELECT chain FROM entry WHERE seq = ?", []any{from}, &before)
	if err != nil {
		return err
	}
	if found {
		head = casework.Digest(before)
	}
	if err := v.checkEnd(r); err != nil {
		return err
	}
	next := from + 1
	var seq int64
	var digest, chain sql.RawBytes
	return v.query(func(rows *sql.Rows) error {
		if err := rows.Scan(&seq, &digest, &chain); err != nil {
			return err
		}
		if seq != next {
			r.Problems = append(r.Problems, fmt.Sprintf("chain %d: number missing", next))
		}
		head = nextChain(head, casework.Digest(digest))
		if head != casework.Digest(chain) {
			r.Problems = append(r.Problems, fmt.Sprintf("chain %d: broken", seq))
			head = casework.Digest(chain)
		}
		next = seq + 1
		r.Entries++
		return nil
	}, "SELECT seq, digest, chain FROM entry WHERE seq > ? ORDER BY seq", from)
}

// checkEnd compares the end of the journal with what was last written.
func (v *View) checkEnd(r *Report) error {
	count, head, err := v.Head()
	if err != nil {
		return err
	}
	want, err := v.Meta(metaHead)
	if err != nil {
		return err
	}
	if want != "" && want != headText(count, head) {
		r.Problems = append(r.Problems, fmt.Sprintf("chain %d: the journal does not end where it was last written", count))
	}
	return nil
}

// checkLinks follows prev of every writer on one subject: two sheets that follow the
// same one show that two copies of an office file were at work.
func checkLinks(entries []casework.Entry) (problems []string) {
	type writer struct {
		office   casework.OfficeCode
		instance casework.Instance
	}
	last := map[writer]casework.Digest{}
	for _, e := range casework.Sort(entries) {
		w := writer{e.Office, e.Instance}
		if e.Prev != last[w] && slices.ContainsFunc(entries, func(p casework.Entry) bool {
			return p.Prev == e.Prev && p.Digest != e.Digest && p.Office == e.Office && p.Instance == e.Instance
		}) {
			problems = append(problems, fmt.Sprintf("prev: two entries of %s follow the same one", e.Office))
		}
		last[w] = e.Digest
	}
	return problems
}
