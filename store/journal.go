package store

import (
	"database/sql"
	"fmt"

	"silian/casework"
)

// Outcome says what an entry did to the journal.
type Outcome string

// Outcomes of Append.
const (
	Fresh    Outcome = "new"      // not seen before
	Same     Outcome = "same"     // known already; nothing changed
	Filled   Outcome = "filled"   // the body of an entry known as a stub
	Kept     Outcome = "kept_out" // a body for an id that was destroyed: only the envelope is kept
	Conflict Outcome = "conflict" // the same id with other content: refused, nothing changed
)

// Append adds an entry, once. The same entry again changes nothing; a full body
// replaces a stub and never the reverse.
func (tx *Tx) Append(e casework.Entry) (Outcome, error) {
	var seq int64
	var digest []byte
	var hasBody bool
	found, err := tx.one("SELECT seq, digest, EXISTS (SELECT 1 FROM body WHERE body.seq = entry.seq) FROM entry WHERE id = ?",
		[]any{e.ID[:]}, &seq, &digest, &hasBody)
	if err != nil {
		return "", err
	}
	if found && casework.Digest(digest) != e.Digest {
		return Conflict, nil
	}
	gone, err := tx.isDestroyed(e.ID)
	if err != nil {
		return "", err
	}
	outcome := Fresh
	switch {
	case found && (e.Stub() || hasBody):
		return Same, nil
	case found && gone:
		return Kept, nil
	case found:
		outcome = Filled
	default:
		if seq, err = tx.insert(e); err != nil {
			return "", err
		}
		if gone && !e.Stub() {
			e, outcome = e.WithoutBody(), Kept
		}
	}
	if !e.Stub() {
		if err := tx.exec("INSERT INTO body (seq, bytes) VALUES (?, ?)", seq, e.BodyBytes); err != nil {
			return "", err
		}
	}
	tx.touched[e.About()] = true
	return outcome, nil
}

func (tx *Tx) insert(e casework.Entry) (int64, error) {
	count, head, err := tx.Head()
	if err != nil {
		return 0, err
	}
	seq := int64(count + 1)
	next := nextChain(head, e.Digest)
	err = tx.exec(`INSERT INTO entry (seq, id, digest, subject_kind, subject, n, office, instance, chain, envelope)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		seq, e.ID[:], e.Digest[:], string(e.Kind), e.Envelope.Subject[:], int64(e.N), string(e.Office), e.Instance[:], next[:], e.EnvelopeBytes)
	tx.grew = true
	return seq, err
}

// nextChain is the local chain over the whole journal: a sheet taken from the end
// shows, because count and head stand in every manifest and backup.
func nextChain(head, digest casework.Digest) casework.Digest {
	return casework.DigestOf(append(head[:], digest[:]...))
}

// Head gives the number of entries and the head of the local chain.
func (v *View) Head() (count uint64, head casework.Digest, err error) {
	var seq int64
	var chain []byte
	found, err := v.one("SELECT seq, chain FROM entry ORDER BY seq DESC LIMIT 1", nil, &seq, &chain)
	if err != nil || !found {
		return 0, casework.Digest{}, err
	}
	return uint64(seq), casework.Digest(chain), nil
}

// metaHead holds where the journal ended when it was last written: a sheet that
// went from the end leaves a chain without a break, and shows here.
const metaHead = "head"

func headText(count uint64, head casework.Digest) string { return fmt.Sprintf("%d %s", count, head) }

// Entries gives all entries of a subject.
func (v *View) Entries(subject casework.ID) ([]casework.Entry, error) {
	var out []casework.Entry
	err := v.query(func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	}, "SELECT e.envelope, b.bytes FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.subject = ? ORDER BY e.n, e.seq", subject[:])
	return out, err
}

// Entry gives one entry by its id.
func (v *View) Entry(id casework.ID) (e casework.Entry, found bool, err error) {
	err = v.query(func(rows *sql.Rows) error {
		found = true
		e, err = scanEntry(rows)
		return err
	}, "SELECT e.envelope, b.bytes FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.id = ?", id[:])
	return e, found, err
}

// scanEntry reads (envelope, body or NULL); each body's digest is checked when it
// is read (storage.md 8).
func scanEntry(rows *sql.Rows) (casework.Entry, error) {
	var envelope, body []byte
	if err := rows.Scan(&envelope, &body); err != nil {
		return casework.Entry{}, err
	}
	e, err := casework.ParseEntry(envelope, body)
	if err != nil {
		return casework.Entry{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return e, nil
}

// Known gives the largest n of a subject and the digest of the last entry that
// this office and instance wrote on it: what the next envelope must build on.
func (v *View) Known(subject casework.ID, office casework.OfficeCode, instance casework.Instance) (n uint64, prev casework.Digest, err error) {
	var top sql.NullInt64
	if _, err = v.one("SELECT max(n) FROM entry WHERE subject = ?", []any{subject[:]}, &top); err != nil {
		return 0, prev, err
	}
	var digest []byte
	found, err := v.one("SELECT digest FROM entry WHERE subject = ? AND office = ? AND instance = ? ORDER BY n DESC LIMIT 1",
		[]any{subject[:], string(office), instance[:]}, &digest)
	if found {
		prev = casework.Digest(digest)
	}
	return uint64(top.Int64), prev, err
}

// Subjects lists all subjects of a kind, oldest first, in pages: after is the last
// seq of the page before, 0 to begin.
func (v *View) Subjects(kind casework.SubjectKind, after int64, limit int) (ids []casework.ID, last int64, err error) {
	last = after
	err = v.query(func(rows *sql.Rows) error {
		var b []byte
		if err := rows.Scan(&b, &last); err != nil {
			return err
		}
		ids = append(ids, casework.ID(b))
		return nil
	}, `SELECT e.subject, e.seq FROM entry e WHERE e.seq > ? AND e.subject_kind = ?
		AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.subject = e.subject AND x.seq < e.seq) ORDER BY e.seq LIMIT ?`,
		after, string(kind), limit)
	return ids, last, err
}

// Others lists all subjects of a kind that is neither case nor day, oldest first.
func (v *View) Others(kind casework.SubjectKind) (ids []casework.ID, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return err
		}
		ids = append(ids, casework.ID(b))
		return nil
	}, `SELECT subject FROM entry WHERE subject_kind = ? AND subject_kind NOT IN ('case', 'day')
		GROUP BY subject ORDER BY min(seq)`, string(kind))
	return ids, err
}
