package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// newestSchema is the number of the last migration.
func newestSchema() (int, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, fmt.Errorf("store: migrations: %w", err)
	}
	return len(names), nil
}

// copyBefore copies the file to path as it is before a migration. A crash or a full
// disk leaves no half copy under that name. A copy that is there already is kept:
// when it holds something else, the new one gets the next free name.
func copyBefore(ctx context.Context, db *sql.DB, path string) error {
	half := path + ".new"
	if err := os.Remove(half); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", half); err != nil {
		_ = os.Remove(half)
		return err
	}
	sum, err := syncedSum(half)
	if err != nil {
		return err
	}
	to := path
	for i := 2; ; i++ {
		there, err := syncedSum(to)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err == nil && there == sum { // an earlier try got as far as this
			return os.Remove(half)
		}
		to = fmt.Sprintf("%s-%d", path, i)
	}
	if err := os.Rename(half, to); err != nil {
		return err
	}
	SyncFolder(to)
	return nil
}

// syncedSum makes a file last and gives the digest of its bytes.
func syncedSum(path string) (sum [sha256.Size]byte, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	h.Sum(sum[:0])
	return sum, errors.Join(err, f.Sync(), f.Close())
}
