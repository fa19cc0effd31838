package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"silian/casework"
)

// Snapshot says what a copy of the file holds.
type Snapshot struct {
	Count  uint64          // entries
	Head   casework.Digest // of the local chain
	Schema int             // user_version
	Rules  string          // version of the rules of its projections
	Size   int64           // bytes
}

// Snapshot writes a consistent copy of the file to path, which must not exist, and
// verifies it: pages, chain, and that the live journal holds its last link. Writing
// goes on meanwhile. On error or cancel no copy is left. progress is told bytes of
// the copy and a total that is an estimate; it may be nil.
func (s *Store) Snapshot(ctx context.Context, path string, progress func(done, total int64)) (_ Snapshot, err error) {
	if _, err := os.Lstat(path); err == nil {
		return Snapshot{}, fmt.Errorf("%w: %s", ErrExists, path)
	}
	before, _, err := s.head(ctx)
	if err != nil {
		return Snapshot{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, DropCopy(path))
		}
	}()
	if err := s.copyInto(ctx, path, progress); err != nil {
		return Snapshot{}, err
	}
	got, err := Inspect(ctx, path)
	if err != nil {
		return got, err
	}
	return got, s.View(ctx, func(v *View) error {
		var chain []byte
		found, err := v.one("SELECT chain FROM entry WHERE seq = ?", []any{int64(got.Count)}, &chain)
		if err != nil {
			return err
		}
		if got.Count < before || found != (got.Count > 0) || (found && casework.Digest(chain) != got.Head) {
			return fmt.Errorf("%w: the copy does not end where the journal stood", ErrDamaged)
		}
		return nil
	})
}

// copyInto runs VACUUM INTO on a connection of its own: the writer's stays free, and a
// pooled reader's query_only would forbid it.
func (s *Store) copyInto(ctx context.Context, path string, progress func(done, total int64)) error {
	db, err := connect(s.cfg.Path, writing)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	stop := watchSize(path, s.Size(), progress)
	defer stop()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("store: copy: %w", errors.Join(err, ctx.Err()))
	}
	return nil
}

// watchSize reports the size of a growing file four times a second until stopped.
func watchSize(path string, total int64, progress func(done, total int64)) (stop func()) {
	if progress == nil {
		return func() {}
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(250 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				if info, err := os.Stat(path); err == nil {
					progress(min(info.Size(), total), total)
				}
			}
		}
	}()
	return func() { close(quit); <-gone }
}

func (s *Store) head(ctx context.Context) (count uint64, head casework.Digest, err error) {
	err = s.View(ctx, func(v *View) error {
		count, head, err = v.Head()
		return err
	})
	return count, head, err
}

// Size gives the bytes of the file and its log.
func (s *Store) Size() (n int64) {
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(s.cfg.Path + end); err == nil {
			n += info.Size()
		}
	}
	return n
}

// DropCopy removes a copy and what SQLite put beside it.
func DropCopy(path string) error {
	var errs []error
	for _, end := range []string{"", "-journal", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Inspect verifies a file that nobody writes, without changing a byte of it: pages
// (quick_check), every entry and its chain, and where the journal ends.
// Errors: ErrForeign, ErrNewer, ErrDamaged.
func Inspect(ctx context.Context, path string) (got Snapshot, err error) {
	err = readCopy(ctx, path, func(v *View) error {
		if err := v.quickCheck(); err != nil {
			return err
		}
		var r Report
		if err := v.checkJournal(0, &r); err != nil {
			return err
		}
		if len(r.Problems) > 0 {
			return fmt.Errorf("%w: %s", ErrDamaged, r.Problems[0])
		}
		if got.Count, got.Head, err = v.Head(); err != nil {
			return err
		}
		if got.Rules, err = v.Meta(metaRules); err != nil {
			return err
		}
		_, err := v.one("PRAGMA user_version", nil, &got.Schema)
		return err
	})
	if err != nil {
		return got, err
	}
	if info, err := os.Stat(path); err == nil {
		got.Size = info.Size()
	}
	return got, nil
}

// readCopy reads a file that nobody writes; nothing is created beside it.
func readCopy(ctx context.Context, path string, read func(*View) error) error {
	if err := claims(path); err != nil {
		return err
	}
	if v, err := schemaOf(path); err != nil || v > Schema() {
		return errors.Join(ErrNewer, err)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("store: path: %w", err)
	}
	q := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_dqs": {"0"}, "_defensive": {"1"}}
	q["_pragma"] = []string{"query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "cache_size(-8000)"}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return fmt.Errorf("store: open: %w", err)
	}
	defer func() { _ = db.Close() }()
	s := &Store{cfg: Config{Path: path}, readers: db}
	return s.View(ctx, read)
}

// Schema is the newest schema that this program knows.
func Schema() int {
	names, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0
	}
	return len(names)
}

// schemaOf reads user_version from the head of a file.
func schemaOf(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("store: open: %w", err)
	}
	defer func() { _ = f.Close() }()
	var b [4]byte
	if _, err := f.ReadAt(b[:], 60); err != nil { // SQLite file format, 1.3
		return 0, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return int(binary.BigEndian.Uint32(b[:])), nil
}

// quickCheck looks at the pages without the indexes' content.
func (v *View) quickCheck() error {
	return v.query(func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			return fmt.Errorf("%w: page: %s", ErrDamaged, line)
		}
		return nil
	}, "PRAGMA quick_check")
}

// Hold keeps others from using what path names: the lock lies in PATH.lock, as that
// of an open office file. Errors: ErrInUse.
func Hold(path string) (release func() error, err error) {
	lock := flock.New(path + ".lock")
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("store: lock: %w", err)
	}
	if !got {
		return nil, ErrInUse
	}
	return lock.Unlock, nil
}
