package store

import (
	"database/sql"
	"errors"

	"silian/calendar"
	"silian/casework"
)

const retentionColumns = "id, no, class, ended, until, into_case, sealed_off > 0, words, newer"

func scanExpiry(rows *sql.Rows, more ...any) (casework.Expiry, error) {
	var e casework.Expiry
	var id, into []byte
	err := rows.Scan(append([]any{&id, &e.No, &e.Class, &e.Ended, &e.Until, &into, &e.SealedOff, &e.Words, &e.Newer}, more...)...)
	copy(e.Case[:], id)
	copy(e.Into[:], into)
	return e, err
}

// projectRetention replaces the row of a file's term; a case that goes on has none.
func (tx *Tx) projectRetention(seq int64, c casework.Case) error {
	if err := tx.exec("DELETE FROM retention WHERE seq = ?", seq); err != nil {
		return err
	}
	e, ok := c.Expiry()
	if !ok {
		return nil
	}
	into := []byte{}
	if !e.Into.IsZero() {
		into = e.Into[:]
	}
	return tx.exec(`INSERT INTO retention (seq, id, no, class, ended, until, into_case, sealed_off, words, newer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, seq, e.Case[:], string(e.No), string(e.Class), int64(e.Ended), int64(e.Until),
		into, int64(c.SealedOffOn), e.Words, e.Newer)
}

// projectSealedOff writes what goes on of a sealed-off file: which offices see it, so
// that its skeleton travels, and its facts, so that figures stay.
func (tx *Tx) projectSealedOff(seq int64, c casework.Case) error {
	for _, office := range c.Seers() {
		if err := tx.exec("INSERT INTO case_seen (office, case_seq) VALUES (?, ?)", string(office), seq); err != nil {
			return err
		}
	}
	return tx.facts(c.ID, c.Facts(tx.rules))
}

// expiryOf gives the term of one case; found is false for one that goes on.
func (v *View) expiryOf(id casework.ID) (e casework.Expiry, found bool, err error) {
	err = v.query(func(rows *sql.Rows) error {
		found = true
		e, err = scanExpiry(rows)
		return err
	}, "SELECT "+retentionColumns+" FROM retention WHERE id = ?", id[:])
	return e, found, err
}

// Expiring lists the files whose term was over before today and that still hold words,
// sealed-off ones too; as casework.Expiring does from the cases themselves.
func (v *View) Expiring(today calendar.Day) ([]casework.Expiry, error) {
	var out, merged []casework.Expiry
	into := func(list *[]casework.Expiry) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			e, err := scanExpiry(rows)
			*list = append(*list, e)
			return err
		}
	}
	err := errors.Join(
		v.query(into(&out), "SELECT "+retentionColumns+" FROM retention WHERE words > 0 AND into_case = x'' AND until < ?", int64(today)),
		v.query(into(&merged), "SELECT "+retentionColumns+" FROM retention WHERE words > 0 AND into_case <> x''"))
	if err != nil {
		return nil, err
	}
	for _, e := range merged {
		if e.Until, err = v.sharedTerm(e); err != nil {
			return nil, err
		}
		if e.Until < today {
			out = append(out, e)
		}
	}
	casework.SortExpiries(out)
	return out, nil
}

func (v *View) sharedTerm(e casework.Expiry) (until calendar.Day, err error) {
	until = e.SharedTerm(func(id casework.ID) (casework.Expiry, bool) {
		next, found, failed := v.expiryOf(id)
		err = errors.Join(err, failed)
		return next, found
	})
	return until, err
}

// Expiry gives the term of one case as Expiring lists it, the term of a merged one being
// that of the case that goes on; found is false for a case that goes on.
func (v *View) Expiry(id casework.ID) (e casework.Expiry, found bool, err error) {
	if e, found, err = v.expiryOf(id); err == nil && found {
		e.Until, err = v.sharedTerm(e)
	}
	return e, found, err
}

// SealedOffRow is one file of the list of sealed-off ones: no word of it.
type SealedOffRow struct {
	casework.Expiry
	Since calendar.Day
}

// SealedOff lists the sealed-off files, those longest sealed off first.
func (v *View) SealedOff() (out []SealedOffRow, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var r SealedOffRow
		r.Expiry, err = scanExpiry(rows, &r.Since)
		out = append(out, r)
		return err
	}, "SELECT "+retentionColumns+", sealed_off FROM retention WHERE sealed_off > 0 ORDER BY sealed_off, no")
	return out, err
}

// IsSealedOff reports whether a case is sealed off.
func (v *View) IsSealedOff(id casework.ID) (bool, error) {
	var n int
	return v.one("SELECT 1 FROM retention WHERE id = ? AND sealed_off > 0", []any{id[:]}, &n)
}

// WithDestroyed gives the sealed files that nobody acknowledged and that carry a body
// which was destroyed since: no copy of them may wait here.
func (v *View) WithDestroyed() (files []string, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var file string
		err := rows.Scan(&file)
		files = append(files, file)
		return err
	}, `SELECT DISTINCT s.file FROM sent s CROSS JOIN sent_entry e ON e.bundle = s.bundle AND e.full <> 0
		CROSS JOIN destroyed d ON d.id = e.entry WHERE s.delivered = 0 ORDER BY s.file`)
	return files, err
}
