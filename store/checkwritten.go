package store

import (
	"database/sql"
	"errors"

	"silian/casework"
)

var errEnough = errors.New("store: enough")

// LastWritten hands over the entries of an office among the last most of the journal, the
// newest first, until visit says false.
func (v *View) LastWritten(office casework.OfficeCode, most int, visit func(casework.Entry) bool) error {
	count, _, err := v.Head()
	if err != nil {
		return err
	}
	err = v.query(func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		if err == nil && !visit(e) {
			err = errEnough
		}
		return err
	}, `SELECT e.envelope, b.bytes FROM entry e LEFT JOIN body b ON b.seq = e.seq
		WHERE e.seq > ? AND e.office = ? ORDER BY e.seq DESC`, max(0, int64(count)-int64(most)), string(office))
	if errors.Is(err, errEnough) {
		err = nil
	}
	return err
}
