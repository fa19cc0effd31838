package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Errors of the disk. After each of them the file is as it was before the act.
var (
	ErrDiskFull = errors.New("store: the disk is full")
	ErrReadOnly = errors.New("store: the file or its place can only be read")
	ErrDisk     = errors.New("store: the disk gives errors")
	ErrBusy     = errors.New("store: another program holds the file")
	// ErrReserve is ErrDiskFull with the ballast given up: the same act, tried again,
	// has room.
	ErrReserve = fmt.Errorf("%w; the ballast was given up", ErrDiskFull)
)

// named puts our name for it before what SQLite says of the disk or the file.
func named(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		// STRICT tables hold what their columns say: another value is a damaged page
		if err != nil && strings.Contains(err.Error(), "sql: Scan error on column") && !errors.Is(err, ErrDamaged) {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return err
	}
	var name error
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		name = ErrDiskFull
	case lib.SQLITE_READONLY:
		name = ErrReadOnly
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		name = ErrDamaged
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		name = ErrBusy
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN:
		name = ErrDisk
		if e.Code() == lib.SQLITE_IOERR_SHMSIZE { // the index of the log could not grow
			name = ErrDiskFull
		}
	default:
		if !strings.Contains(e.Error(), "invalid fts5 file format") { // the one damage that has no code of its own
			return err
		}
		name = ErrDamaged
	}
	if errors.Is(err, name) {
		return err
	}
	return fmt.Errorf("%w: %w", name, err)
}

// spoilt is deferred around all that reads rows: it names what SQLite says, and makes
// ErrDamaged of a digest or id that has not its length, which only a damaged file
// can hold.
func spoilt(err *error) {
	if p := recover(); p != nil {
		e, ok := p.(runtime.Error)
		if !ok || !strings.Contains(e.Error(), "cannot convert slice with length") {
			panic(p)
		}
		*err = fmt.Errorf("%w: %w", ErrDamaged, e)
	}
	*err = named(*err)
}

// placed names better why a file could not be opened for writing: SQLite only says
// that it could not make its log. It tries to make a file there.
func placed(err error, path string) error {
	if !errors.Is(err, ErrDisk) {
		return err
	}
	f, tried := os.CreateTemp(filepath.Dir(path), ".silian-*")
	if tried == nil {
		_, tried = f.Write(make([]byte, 4096))
		tried = errors.Join(tried, f.Close(), os.Remove(f.Name()))
	}
	if tried == nil {
		return err
	}
	if name := notWritable(tried); errors.Is(name, ErrReadOnly) || errors.Is(name, ErrDiskFull) {
		return fmt.Errorf("%w: %w", name, err)
	}
	return err
}

// notWritable names why the lock file could not be made.
func notWritable(err error) error {
	switch {
	case errors.Is(err, errMedium), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case errors.Is(err, errFull):
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return fmt.Errorf("store: lock: %w", err)
}
