package store

import (
	"database/sql"

	"silian/calendar"
	"silian/casework"
)

// Peer is another office whose card is in the file.
type Peer struct {
	casework.Office
	Card  []byte
	State string // new, compared, revoked
	Added calendar.Day
}

// PutPeer adds an office or replaces its card and state.
func (tx *Tx) PutPeer(p Peer) error {
	tx.relations = true
	return tx.exec(`INSERT INTO peer (office, name, level, parent, card, state, added) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (office) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent,
		card = excluded.card, state = excluded.state, added = excluded.added`,
		string(p.Code), p.Name, string(p.Level), string(p.Parent), p.Card, p.State, int64(p.Added))
}

// Peers gives all known offices, by code.
func (v *View) Peers() ([]Peer, error) {
	var out []Peer
	err := v.query(func(rows *sql.Rows) error {
		var p Peer
		if err := rows.Scan(&p.Code, &p.Name, &p.Level, &p.Parent, &p.Card, &p.State, &p.Added); err != nil {
			return err
		}
		out = append(out, p)
		return nil
	}, "SELECT office, name, level, parent, card, state, added FROM peer ORDER BY office")
	return out, err
}

// Sent is one sealed file that was written for another office.
type Sent struct {
	Bundle    [16]byte
	Peer      casework.OfficeCode
	Seq       uint64
	Digest    casework.Digest // of header.json
	File      string          // its name
	Code      string          // receipt code by telephone, 8 digits
	Entries   int
	Written   calendar.Day // it came to a stick; 0 before
	Delivered calendar.Day // 0 until a receipt comes
}

// PutSent records a written file and what went in it (entry to full).
func (tx *Tx) PutSent(s Sent, entries map[casework.ID]bool) error {
	if err := tx.exec(`INSERT INTO sent (bundle, peer, seq, digest, file, code, entries, written, delivered) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		s.Bundle[:], string(s.Peer), int64(s.Seq), s.Digest[:], s.File, s.Code, len(entries), int64(s.Written)); err != nil {
		return err
	}
	for id, full := range entries {
		if err := tx.exec("INSERT INTO sent_entry (bundle, entry, full) VALUES (?, ?, ?)", s.Bundle[:], id[:], full); err != nil {
			return err
		}
	}
	return nil
}

// OnStick marks a sealed file as written to a stick.
func (tx *Tx) OnStick(bundle [16]byte, on calendar.Day) error {
	return tx.exec("UPDATE sent SET written = ? WHERE bundle = ?", int64(on), bundle[:])
}

// Delivered marks a written file as arrived: its entries need not travel again.
func (tx *Tx) Delivered(bundle [16]byte, on calendar.Day) error {
	if err := tx.exec("UPDATE sent SET delivered = ? WHERE bundle = ? AND delivered = 0", int64(on), bundle[:]); err != nil {
		return err
	}
	if err := tx.deliveredAttachments(bundle); err != nil {
		return err
	}
	return tx.exec(`INSERT INTO acked (peer, entry, full)
		SELECT s.peer, e.entry, e.full FROM sent s JOIN sent_entry e ON e.bundle = s.bundle WHERE s.bundle = ?
		ON CONFLICT (peer, entry) DO UPDATE SET full = max(full, excluded.full)`, bundle[:])
}

// Acknowledge marks an entry as known to an office, because it came from there.
func (tx *Tx) Acknowledge(peer casework.OfficeCode, entry casework.ID, full bool) error {
	return tx.exec("INSERT INTO acked (peer, entry, full) VALUES (?, ?, ?) ON CONFLICT (peer, entry) DO UPDATE SET full = max(full, excluded.full)",
		string(peer), entry[:], full)
}

// Forget drops all that is known of what an office has: all it may see goes to it
// again.
func (tx *Tx) Forget(peer casework.OfficeCode) error {
	if err := tx.forgetAttachments(peer); err != nil {
		return err
	}
	return tx.exec("DELETE FROM acked WHERE peer = ?", string(peer))
}

// Acknowledged gives what an office is known to have: entry to full.
func (v *View) Acknowledged(peer casework.OfficeCode) (map[casework.ID]bool, error) {
	out := map[casework.ID]bool{}
	err := v.query(func(rows *sql.Rows) error {
		var id []byte
		var full bool
		if err := rows.Scan(&id, &full); err != nil {
			return err
		}
		out[casework.ID(id)] = full
		return nil
	}, "SELECT entry, full FROM acked WHERE peer = ?", string(peer))
	return out, err
}

// Unacknowledged gives the subjects of one kind that may hold something an office
// is not known to have: cases it sees, or all subjects of another kind.
func (v *View) Unacknowledged(kind casework.SubjectKind, peer casework.OfficeCode) ([]casework.ID, error) {
	query := `SELECT DISTINCT e.subject FROM case_seen s JOIN entry c ON c.seq = s.case_seq JOIN entry e ON e.subject = c.subject
		LEFT JOIN acked a ON a.peer = ?1 AND a.entry = e.id WHERE s.office = ?1 AND coalesce(a.full, 0) = 0 ORDER BY e.subject`
	args := []any{string(peer)}
	if kind != casework.SubjectCase {
		query = `SELECT DISTINCT e.subject FROM entry e LEFT JOIN acked a ON a.peer = ?1 AND a.entry = e.id
			WHERE e.subject_kind = ?2 AND coalesce(a.full, 0) = 0 ORDER BY e.subject`
		args = append(args, string(kind))
	}
	var out []casework.ID
	err := v.query(func(rows *sql.Rows) error {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return err
		}
		out = append(out, casework.ID(id))
		return nil
	}, query, args...)
	return out, err
}

// SentTo gives the files written for an office, newest first; "" for all.
func (v *View) SentTo(peer casework.OfficeCode) ([]Sent, error) {
	var out []Sent
	err := v.query(func(rows *sql.Rows) error {
		var s Sent
		var bundle, digest []byte
		if err := rows.Scan(&bundle, &s.Peer, &s.Seq, &digest, &s.File, &s.Code, &s.Entries, &s.Written, &s.Delivered); err != nil {
			return err
		}
		s.Bundle, s.Digest = [16]byte(bundle), casework.Digest(digest)
		out = append(out, s)
		return nil
	}, `SELECT bundle, peer, seq, digest, file, code, entries, written, delivered FROM sent
		WHERE peer = ?1 OR ?1 = '' ORDER BY written DESC, peer, seq DESC`, string(peer))
	return out, err
}

// Taken is one sealed file that was taken in.
type Taken struct {
	Peer    casework.OfficeCode
	Seq     uint64
	Bundle  [16]byte
	Digest  casework.Digest // of header.json
	On      calendar.Day
	Fresh   int
	Same    int
	Receipt []byte // the sealed receipt, to be given again
	// ReceiptName is the receipt's file name, Code its 8 digits by telephone.
	ReceiptName, Code string
}

// PutTaken records a file that was taken in.
func (tx *Tx) PutTaken(t Taken) error {
	return tx.exec("INSERT INTO taken (peer, seq, bundle, digest, on_day, fresh, same, receipt, name, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		string(t.Peer), int64(t.Seq), t.Bundle[:], t.Digest[:], int64(t.On), t.Fresh, t.Same, t.Receipt, t.ReceiptName, t.Code)
}

// TakenFrom gives the files taken in from an office by sequence; "" for all.
func (v *View) TakenFrom(peer casework.OfficeCode) ([]Taken, error) {
	var out []Taken
	err := v.query(func(rows *sql.Rows) error {
		var t Taken
		var bundle, digest []byte
		if err := rows.Scan(&t.Peer, &t.Seq, &bundle, &digest, &t.On, &t.Fresh, &t.Same, &t.Receipt, &t.ReceiptName, &t.Code); err != nil {
			return err
		}
		t.Bundle, t.Digest = [16]byte(bundle), casework.Digest(digest)
		out = append(out, t)
		return nil
	}, "SELECT peer, seq, bundle, digest, on_day, fresh, same, receipt, name, code FROM taken WHERE peer = ?1 OR ?1 = '' ORDER BY peer, seq", string(peer))
	return out, err
}
