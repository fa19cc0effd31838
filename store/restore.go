package store

import (
	"context"
	"database/sql"
	"errors"

	"silian/casework"
)

// Gone is one destroyed entry and the entry that destroyed it.
type Gone struct {
	ID casework.ID `json:"id"`
	By casework.ID `json:"by"`
}

// Destroyed gives all destroyed ids, by id.
func (v *View) Destroyed() ([]Gone, error) {
	var out []Gone
	err := v.query(func(rows *sql.Rows) error {
		var id, by []byte
		if err := rows.Scan(&id, &by); err != nil {
			return err
		}
		out = append(out, Gone{casework.ID(id), casework.ID(by)})
		return nil
	}, "SELECT id, by_entry FROM destroyed ORDER BY id")
	return out, err
}

// DestroyedIn reads the destroyed ids of an office file that may be damaged and that
// nobody writes; with its log when one is left, so the file may be touched as by any
// opening. What can be read is given even with an error.
func DestroyedIn(ctx context.Context, path string) ([]Gone, error) {
	if err := claims(path); err != nil {
		return nil, err
	}
	db, err := connect(path, reading)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	s := &Store{cfg: Config{Path: path}, readers: db}
	var out []Gone
	err = s.View(ctx, func(v *View) (err error) {
		out, err = v.Destroyed()
		return err
	})
	return out, err
}

// DestroyAgain applies ids that were destroyed after a backup was written, and tells
// how many bodies went. Ids that are not here yet are kept: their bodies will not be
// taken. What is not personal text stays: a list from outside must not tear out the
// sheets that move a case.
func (s *Store) DestroyAgain(ctx context.Context, list []Gone) (bodies int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	err = s.Update(ctx, func(tx *Tx) error {
		bodies = 0
		for _, g := range list {
			e, found, err := tx.Entry(g.ID)
			if err != nil {
				return err
			}
			err = tx.Destroy(g.By, []casework.ID{g.ID})
			var problem *casework.Problem
			if errors.As(err, &problem) {
				continue
			}
			if err != nil {
				return err
			}
			if found && !e.Stub() {
				bodies++
			}
		}
		return nil
	})
	return bodies, err
}
