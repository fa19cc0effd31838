package store

import (
	"database/sql"
	"fmt"
)

// Operator is a person of the office as the file keeps him. He is never deleted:
// old entries name their writer by number.
type Operator struct {
	Number  int // from 1
	Name    string
	Role    string
	Active  bool
	Secret  string // what office makes of a PIN, "" without one
	Wrong   int    // wrong tries since the last right one
	WrongAt int64  // unix seconds of the last of them by the PC's clock, 0 none
}

// Operators gives all people the office ever had, by number.
func (v *View) Operators() ([]Operator, error) {
	var out []Operator
	err := v.query(func(rows *sql.Rows) error {
		var p Operator
		err := rows.Scan(&p.Number, &p.Name, &p.Role, &p.Active, &p.Secret, &p.Wrong, &p.WrongAt)
		out = append(out, p)
		return err
	}, "SELECT number, name, role, active, secret, wrong, wrong_at FROM operator ORDER BY number")
	return out, err
}

// PutOperator writes one person, new or known.
func (tx *Tx) PutOperator(p Operator) error {
	return tx.exec(`INSERT INTO operator (number, name, role, active, secret, wrong, wrong_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (number) DO UPDATE SET name = excluded.name, role = excluded.role, active = excluded.active,
		secret = excluded.secret, wrong = excluded.wrong, wrong_at = excluded.wrong_at`,
		p.Number, p.Name, p.Role, p.Active, p.Secret, p.Wrong, p.WrongAt)
}

// SetWrong notes how often an operator was wrong in a row and when last.
func (tx *Tx) SetWrong(number, wrong int, at int64) error {
	tx.mark("operator")
	res, err := tx.tx.ExecContext(tx.ctx, "UPDATE operator SET wrong = ?, wrong_at = ? WHERE number = ?", wrong, at, number)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("%w: operator %d", ErrDamaged, number)
	}
	return nil
}
