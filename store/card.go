package store

import (
	"database/sql"

	"silian/calendar"
	"silian/casework"
)

// CardRow is one card that is or was held.
type CardRow struct {
	ID      int64 // 0 for a new row
	Office  casework.OfficeCode
	File    []byte
	State   string // new, compared, revoked; own for an earlier card of ours
	LastSeq uint64 // revoked: the last number still believed
	Asked   string // new: the groups drawn, numbers from 0 with spaces between
	How     string // compared: groups, all, kit
	By      int    // operator who compared or revoked, 0 none
	On      calendar.Day
	Added   calendar.Day
}

// PutCard adds a card, or replaces the row with its ID.
func (tx *Tx) PutCard(c CardRow) error {
	if c.ID == 0 {
		return tx.exec("INSERT INTO card (office, file, state, last_seq, asked, how, by_whom, on_day, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			string(c.Office), c.File, c.State, int64(c.LastSeq), c.Asked, c.How, c.By, int64(c.On), int64(c.Added))
	}
	return tx.exec("UPDATE card SET state = ?, last_seq = ?, asked = ?, how = ?, by_whom = ?, on_day = ? WHERE id = ?",
		c.State, int64(c.LastSeq), c.Asked, c.How, c.By, int64(c.On), c.ID)
}

// Cards gives the cards held of an office, in the order they came; "" for all.
func (v *View) Cards(office casework.OfficeCode) ([]CardRow, error) {
	var out []CardRow
	err := v.query(func(rows *sql.Rows) error {
		var c CardRow
		if err := rows.Scan(&c.ID, &c.Office, &c.File, &c.State, &c.LastSeq, &c.Asked, &c.How, &c.By, &c.On, &c.Added); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	}, `SELECT id, office, file, state, last_seq, asked, how, by_whom, on_day, added FROM card
		WHERE office = ?1 OR ?1 = '' ORDER BY office, id`, string(office))
	return out, err
}

// PutRoster keeps a roster in the place of the one before.
func (tx *Tx) PutRoster(version uint64, file []byte, on calendar.Day) error {
	if err := tx.exec("DELETE FROM roster"); err != nil {
		return err
	}
	return tx.exec("INSERT INTO roster (version, file, on_day) VALUES (?, ?, ?)", int64(version), file, int64(on))
}

// Roster gives the roster that is kept, nil for none.
func (v *View) Roster() (file []byte, err error) {
	_, err = v.one("SELECT file FROM roster ORDER BY version DESC LIMIT 1", nil, &file)
	return file, err
}
