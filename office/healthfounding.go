package office

import (
	"context"
	"errors"
	"fmt"
	"os"

	"silian/store"
)

// ErrUnfounded says that making the file was cut off before its end; Init may be
// called again and begins anew.
var ErrUnfounded = errors.New("office: the file was not made to its end")

// removeOffice removes the files of an office that is none yet; the lock stays until
// nobody holds it.
func removeOffice(path string) error {
	for _, end := range []string{"", "-wal", "-shm", ".instance", ".head", ".key", ".xfcard"} {
		if err := removeOld(path + end); err != nil {
			return err
		}
	}
	return nil
}

func foundingPath(db string) string { return db + ".founding" }

// beginFounding removes what a founding left that was cut off, and marks that one
// begins. What holds a single entry is an office and stays.
func beginFounding(ctx context.Context, path string) error {
	if _, err := os.Lstat(foundingPath(path)); err == nil {
		empty, err := store.Empty(ctx, path)
		if err != nil {
			return err
		}
		if !empty {
			endFounding(path)
			return fmt.Errorf("%w: %s", ErrExists, path)
		}
		return removeOffice(path) // the mark stays for this try
	}
	for _, end := range []string{"", ".key", ".xfcard"} { // without a mark they are not ours to replace
		if _, err := os.Lstat(path + end); err == nil {
			return fmt.Errorf("%w: %s", ErrExists, path+end)
		}
	}
	if err := writeNew(foundingPath(path), nil); err != nil {
		return err
	}
	store.SyncFolder(path)
	return nil
}

// endFounding says that the file is an office now: its files first, then the mark.
func endFounding(path string) {
	store.SyncFolder(path)
	_ = os.Remove(foundingPath(path)) // left behind it does no harm: the file holds entries
	store.SyncFolder(path)
}

// cutOff reports ErrUnfounded for a file that cannot be opened because making it
// was cut off; err stays what it is for all others.
func cutOff(ctx context.Context, path string, err error) error {
	if err == nil || errors.Is(err, store.ErrInUse) {
		return err
	}
	if _, none := os.Lstat(foundingPath(path)); none != nil {
		return err
	}
	if empty, failed := store.Empty(ctx, path); failed != nil || !empty {
		return err
	}
	return fmt.Errorf("%w: %v", ErrUnfounded, err) // not %w: what is missing is the end, nothing else
}
