package store

import (
	"database/sql"

	"silian/casework"
)

// Unsent is a content that an office is not known to have, with one of the entries
// that name it.
type Unsent struct {
	Subject, Entry casework.ID
	Digest         casework.Digest
	Size           int64
}

// UnsentAttachments gives the contents of cases that an office sees which it is not
// known to have: what was never sent to it first, then in the order of entries.
// Whether it may read them is not asked here.
func (v *View) UnsentAttachments(peer casework.OfficeCode) (out []Unsent, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var u Unsent
		var subject, entry, digest []byte
		if err := rows.Scan(&subject, &entry, &digest, &u.Size); err != nil {
			return err
		}
		u.Subject, u.Entry, u.Digest = casework.ID(subject), casework.ID(entry), casework.Digest(digest)
		out = append(out, u)
		return nil
	}, `SELECT x.subject, x.entry, x.digest, a.size FROM case_seen s
		JOIN case_row c ON c.seq = s.case_seq
		JOIN attached x ON x.subject = c.id
		JOIN attachment a ON a.digest = x.digest
		WHERE s.office = ?1 AND NOT EXISTS (SELECT 1 FROM acked_attachment k WHERE k.peer = ?1 AND k.digest = x.digest)
		ORDER BY EXISTS (SELECT 1 FROM sent_attachment t JOIN sent b ON b.bundle = t.bundle WHERE t.digest = x.digest AND b.peer = ?1), x.entry`,
		string(peer))
	return out, err
}

// PutSentAttachments records what went with a sealed file.
func (tx *Tx) PutSentAttachments(bundle [16]byte, digests []casework.Digest) error {
	for _, d := range digests {
		if err := tx.exec("INSERT INTO sent_attachment (bundle, digest) VALUES (?, ?)", bundle[:], d[:]); err != nil {
			return err
		}
	}
	return nil
}

// AcknowledgeAttachment marks a content as known to an office, because it came from
// there.
func (tx *Tx) AcknowledgeAttachment(peer casework.OfficeCode, d casework.Digest) error {
	return tx.exec("INSERT INTO acked_attachment (peer, digest) VALUES (?, ?) ON CONFLICT DO NOTHING", string(peer), d[:])
}

// deliveredAttachments is Delivered for what went with the file.
func (tx *Tx) deliveredAttachments(bundle [16]byte) error {
	return tx.exec(`INSERT INTO acked_attachment (peer, digest)
		SELECT s.peer, t.digest FROM sent s JOIN sent_attachment t ON t.bundle = s.bundle WHERE s.bundle = ?
		ON CONFLICT DO NOTHING`, bundle[:])
}

// forgetAttachments is Forget for contents.
func (tx *Tx) forgetAttachments(peer casework.OfficeCode) error {
	return tx.exec("DELETE FROM acked_attachment WHERE peer = ?", string(peer))
}
