package store

import (
	"context"
	"database/sql"
	"errors"

	"silian/casework"
)

// rebuiltAtOnce is how many subjects are read and folded at a time.
const rebuiltAtOnce = 300

// Rebuild writes all projections anew from the journal, in one transaction: others see
// the old lists until it ends. progress gets done and total entries and may be nil;
// cancelling ctx changes nothing.
func (s *Store) Rebuild(ctx context.Context, progress func(done, total int)) error {
	return s.Update(ctx, func(tx *Tx) error { return tx.projectAll(progress) })
}

// projectAll writes all projections anew with the rules of the transaction.
func (tx *Tx) projectAll(progress func(done, total int)) error {
	if err := tx.emptyProjections(); err != nil {
		return err
	}
	end := tx.long()
	defer end()
	tx.onEmpty(true)
	defer tx.onEmpty(false)
	r := rebuilding{tx: tx, limit: rebuiltAtOnce}
	for more := true; more; {
		var err error
		if more, err = r.some(); err != nil {
			return err
		}
		if progress != nil && more {
			progress(int(r.after), r.total)
		}
	}
	if progress != nil {
		progress(r.total, r.total)
	}
	if err := tx.searchWritten(); err != nil {
		return err
	}
	return tx.SetMeta(metaRules, tx.rules.Version().String())
}

func (tx *Tx) emptyProjections() error {
	for _, table := range projectionTables() {
		if err := tx.exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	return errors.Join(tx.exec("INSERT INTO search (search) VALUES ('delete-all')"), tx.clearVisits())
}

// rebuilding goes through the journal by the first entry of each subject: rows get into
// their tables and into the index in order.
type rebuilding struct {
	tx    *Tx
	limit int   // subjects at a time
	after int64 // subjects that begin up to here are written
	total int   // entries
}

// readSubject is one subject on its way through a rebuild.
type readSubject struct {
	about   casework.Subject
	seq     int64 // of its first entry
	sheets  []sheetRow
	entries []casework.Entry
	c       casework.Case // of a case
}

// some writes the next subjects; more is false when none is left.
func (r *rebuilding) some() (more bool, err error) {
	if r.total == 0 {
		count, _, err := r.tx.Head()
		if err != nil {
			return false, err
		}
		r.total = int(count)
	}
	firsts, err := r.tx.firstsAfter(r.after, r.limit)
	if err != nil || len(firsts) == 0 {
		return false, err
	}
	i := 0
	next := func() (s *readSubject, more bool, err error) {
		if i == len(firsts) {
			return nil, false, nil
		}
		s, i = &firsts[i], i+1
		return s, true, r.tx.readSheets(s)
	}
	err = inOrder(r.tx.ctx, next, (*readSubject).fold, func(_ *readSubject, s *readSubject) error { return r.tx.projectRead(s) })
	r.after = firsts[len(firsts)-1].seq
	return true, err
}

// firstsAfter lists subjects by their first entry.
func (v *View) firstsAfter(after int64, limit int) (out []readSubject, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var s readSubject
		var id []byte
		if err := rows.Scan(&s.seq, &s.about.Kind, &id); err != nil {
			return err
		}
		s.about.ID = casework.ID(id)
		out = append(out, s)
		return nil
	}, `SELECT e.seq, e.subject_kind, e.subject FROM entry e WHERE e.seq > ? AND e.subject_kind <> 'office'
		AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.subject = e.subject AND x.seq < e.seq) ORDER BY e.seq LIMIT ?`, after, limit)
	return out, err
}

func (v *View) readSheets(s *readSubject) error {
	return v.query(func(rows *sql.Rows) error {
		sheet, err := scanSheet(rows)
		s.sheets = append(s.sheets, sheet)
		return err
	}, "SELECT "+sheetColumns+" FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.subject = ? ORDER BY e.n, e.seq", s.about.ID[:])
}

// fold reads the entries and folds a case; it touches no transaction.
func (s *readSubject) fold() (*readSubject, error) {
	for _, sheet := range s.sheets {
		e, err := casework.ParseEntry(sheet.head, sheet.body)
		if err != nil {
			return nil, errors.Join(ErrDamaged, err)
		}
		s.entries = append(s.entries, e)
	}
	s.sheets = nil
	if s.about.Kind == casework.SubjectCase {
		s.c = casework.FoldCase(s.entries)
	}
	return s, nil
}

// projectRead does what project does, with what was read and folded elsewhere.
func (tx *Tx) projectRead(s *readSubject) error {
	if err := tx.projectAttached(s.about, s.entries); err != nil {
		return err
	}
	switch s.about.Kind {
	case casework.SubjectCase:
		return tx.projectCase(s.seq, s.c)
	case casework.SubjectDay:
		return tx.projectDay(s.seq, casework.FoldDay(s.entries))
	}
	return tx.facts(s.about.ID, otherFacts(s.about, s.entries))
}
