package store

import (
	"context"
	"database/sql"
	"fmt"

	"silian/casework"
)

// Against says how the journal stands to that of a backup.
type Against struct {
	Entries   int    // in the backup
	Same      int    // here with the same digest
	Newer     uint64 // here and not in the backup
	Destroyed []Lost // body here destroyed since
	Missing   []Lost // not here at all: lost
	Differ    []Lost // here with other content
	NoBody    []Lost // the backup has the body, here it went without having been destroyed
}

// Whole reports whether nothing of the backup is missing here.
func (a Against) Whole() bool { return len(a.Missing)+len(a.Differ)+len(a.NoBody) == 0 }

// Lost names one entry of a backup without a word of what it says.
type Lost struct {
	ID      casework.ID
	Subject casework.Subject
	No      casework.CaseNo // of its case, when the backup lists it
	Seq     int64           // its place in the backup
}

// CheckAgainst compares the journal with that of a decrypted copy at path, entry by
// entry. progress is told entries and may be nil; cancelling ctx changes nothing.
func (s *Store) CheckAgainst(ctx context.Context, path string, progress func(done, total int64)) (Against, error) {
	var a Against
	err := readCopy(ctx, path, func(old *View) error {
		return s.View(ctx, func(now *View) error {
			total, _, err := old.Head()
			if err != nil {
				return err
			}
			if err := old.compare(now, &a, func(done int) {
				if progress != nil {
					progress(int64(done), int64(total))
				}
			}); err != nil {
				return err
			}
			var here int64
			if _, err := now.one("SELECT count(*) FROM entry", nil, &here); err != nil {
				return err
			}
			a.Newer = uint64(max(0, here-int64(a.Entries-len(a.Missing))))
			return nil
		})
	})
	return a, err
}

func (v *View) compare(now *View, a *Against, step func(done int)) error {
	return v.query(func(rows *sql.Rows) error {
		var l Lost
		var id, digest, subject []byte
		var had bool
		if err := rows.Scan(&l.Seq, &id, &digest, &l.Subject.Kind, &subject, &had, &l.No); err != nil {
			return err
		}
		if len(id) != len(l.ID) || len(subject) != len(l.ID) || len(digest) != len(casework.Digest{}) {
			return fmt.Errorf("%w: entry %d", ErrDamaged, l.Seq)
		}
		l.ID, l.Subject.ID = casework.ID(id), casework.ID(subject)
		if a.Entries++; a.Entries%500 == 0 {
			step(a.Entries)
		}
		return now.place(l, casework.Digest(digest), had, a)
	}, `SELECT e.seq, e.id, e.digest, e.subject_kind, e.subject, EXISTS (SELECT 1 FROM body b WHERE b.seq = e.seq),
		coalesce((SELECT c.no FROM case_row c WHERE c.id = e.subject), '') FROM entry e ORDER BY e.seq`)
}

// place looks one entry of the backup up here.
func (v *View) place(l Lost, want casework.Digest, had bool, a *Against) error {
	var digest []byte
	var has, gone bool
	found, err := v.one(`SELECT e.digest, EXISTS (SELECT 1 FROM body b WHERE b.seq = e.seq),
		EXISTS (SELECT 1 FROM destroyed d WHERE d.id = e.id) FROM entry e WHERE e.id = ?`, []any{l.ID[:]}, &digest, &has, &gone)
	switch {
	case err != nil:
		return err
	case !found:
		a.Missing = append(a.Missing, l)
	case string(digest) != string(want[:]):
		a.Differ = append(a.Differ, l)
	case had && !has && gone:
		a.Destroyed = append(a.Destroyed, l)
	case had && !has:
		a.NoBody = append(a.NoBody, l)
	default:
		a.Same++
	}
	return nil
}
