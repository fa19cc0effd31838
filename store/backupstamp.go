package store

import (
	"database/sql"
	"fmt"

	"silian/casework"
)

// Stamp is a short text that changes whenever something worth a backup changed: the
// journal, what was destroyed, who is known, what was sent and taken in, who signs
// in. Drafts and windows do not count.
func (v *View) Stamp() (string, error) {
	var parts []byte
	for _, query := range []string{
		"SELECT count(*), coalesce(max(seq), 0) FROM entry",
		"SELECT count(*), 0 FROM body",
		"SELECT count(*), 0 FROM destroyed",
		"SELECT count(*), coalesce(sum(written + delivered), 0) FROM sent",
		"SELECT count(*), 0 FROM taken",
		"SELECT count(*), coalesce(sum(full), 0) FROM acked",
		"SELECT count(*), coalesce(sum(last_seq + length(state)), 0) FROM card",
		"SELECT count(*), coalesce(max(version), 0) FROM roster",
	} {
		var a, b int64
		if _, err := v.one(query, nil, &a, &b); err != nil {
			return "", err
		}
		parts = fmt.Appendf(parts, "%d %d\n", a, b)
	}
	for _, key := range []string{metaHead, metaOffice, "operators", "instance"} {
		value, err := v.Meta(key)
		if err != nil {
			return "", err
		}
		parts = fmt.Appendf(parts, "%s\n", value)
	}
	err := v.query(func(rows *sql.Rows) error {
		var office, state string
		var card []byte
		err := rows.Scan(&office, &state, &card)
		parts = fmt.Appendf(parts, "%s %s %s\n", office, state, casework.DigestOf(card))
		return err
	}, "SELECT office, state, card FROM peer ORDER BY office")
	return casework.DigestOf(parts).String(), err
}

// LastCaseNo gives the case number that this office gave last, "" for none.
func (v *View) LastCaseNo(office casework.OfficeCode) (no casework.CaseNo, err error) {
	_, err = v.one("SELECT no FROM case_row WHERE no >= ?1 || '-' AND no < ?1 || '.' ORDER BY seq DESC LIMIT 1", []any{string(office)}, &no)
	return no, err
}
