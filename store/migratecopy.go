package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// dropMigrationCopies removes the copies that migrations left beside the file: they are
// readable and hold what is destroyed now.
func (s *Store) dropMigrationCopies() error {
	all, err := os.ReadDir(filepath.Dir(s.cfg.Path))
	if err != nil {
		return fmt.Errorf("store: copies: %w", err)
	}
	var errs []error
	for _, e := range all {
		rest, ours := strings.CutPrefix(e.Name(), filepath.Base(s.cfg.Path)+".v")
		if !ours || !isMigrationCopy(rest) {
			continue
		}
		if err := os.Remove(filepath.Join(filepath.Dir(s.cfg.Path), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("store: copies: %w", err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	SyncFolder(s.cfg.Path)
	return nil
}

// isMigrationCopy tells what copyBefore writes behind ".v": "3", "3-2", "3.new" and what
// SQLite puts beside these.
func isMigrationCopy(rest string) bool {
	for _, end := range []string{"-journal", "-wal", "-shm", ".new"} {
		rest = strings.TrimSuffix(rest, end)
	}
	version, again, _ := strings.Cut(rest, "-")
	return digits(version) && (again == "" || digits(again))
}
