package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/gofrs/flock"
)

// Empty reports whether the file at path is one of ours that was begun and holds no
// entry yet: no file at all, 0 bytes, SQLite's first page, or our tables without a
// row. It asks no question about the instance and changes nothing that counts.
// Errors: ErrInUse, ErrForeign, ErrDamaged.
func Empty(ctx context.Context, path string) (empty bool, err error) {
	if InUse(path) {
		return false, ErrInUse
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return true, nil
	case err != nil:
		return false, fmt.Errorf("store: %w", err)
	case info.Size() == 0:
		return true, nil
	}
	l := flock.New(path + ".lock")
	got, err := l.TryLock()
	if err != nil {
		return false, notWritable(err)
	}
	if !got {
		return false, ErrInUse
	}
	defer func() { err = errors.Join(err, l.Unlock()) }()
	if err := claims(path); err != nil && info.Size() > firstPage {
		return false, err
	}
	db, err := connect(path, reading)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(named(err), db.Close()) }()
	for _, query := range []string{
		"SELECT count(*) FROM sqlite_schema WHERE name = 'entry'",
		"SELECT count(*) FROM (SELECT 1 FROM entry LIMIT 1)",
	} {
		var n int
		if err := db.QueryRowContext(ctx, query).Scan(&n); err != nil {
			return false, fmt.Errorf("store: %w", err)
		}
		if n == 0 {
			return true, nil
		}
	}
	return false, nil
}

// firstPage is what SQLite writes before we write anything.
const firstPage = 4096
