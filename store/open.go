package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver registers itself

	"silian/calendar"
	"silian/casework"
)

// applicationID marks our files: "SiLn".
const applicationID = 0x53694c6e

// Errors of opening.
var (
	ErrInUse    = errors.New("store: the file is open in another window")
	ErrForeign  = errors.New("store: not a Silian file")
	ErrNewer    = errors.New("store: the file was written by a newer version")
	ErrExists   = errors.New("store: the file exists already")
	ErrMissing  = errors.New("store: no such file")
	ErrInstance = errors.New("store: this copy of the file is not the one last used here")
	ErrDamaged  = errors.New("store: the file is damaged")
)

// Config says how to open a file.
type Config struct {
	Path     string
	Holidays calendar.Holidays // due dates are projected with it
	// Begin names a new instance when the copy was restored, moved or doubled; it
	// is used only when the instance beside the file does not match.
	Begin *casework.Instance
	// Sealer encrypts the files of attachments; without one only small ones are kept.
	Sealer Sealer
	// EvenDamaged opens a file whose last entries do not check, so that Check can
	// say what is wrong with it.
	EvenDamaged bool
}

// Store is one open office file. It is safe for concurrent use.
type Store struct {
	cfg      Config
	writer   *sql.DB
	readers  *sql.DB
	lock     *flock.Flock
	instance casework.Instance
	rules    atomic.Pointer[casework.Rules]
	// committing keeps commit and rules together: whoever writes next begins with both.
	committing sync.Mutex
	purgeDue   atomic.Bool // destroyed text may still stand in the write-ahead log
	// Renewed reports that Config.Begin was used.
	Renewed bool
}

// Create makes a new file with its first instance and opens it.
func Create(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Begin == nil {
		return nil, errors.New("store: Create needs Config.Begin")
	}
	f, err := os.OpenFile(cfg.Path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%w: %s", ErrExists, cfg.Path)
	}
	if err != nil {
		return nil, fmt.Errorf("store: create: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("store: create: %w", err)
	}
	s, err := open(ctx, cfg, true)
	if err != nil {
		for _, end := range []string{"", "-wal", "-shm"} { // half a file would be in the way of the next try
			_ = os.Remove(cfg.Path + end)
		}
	}
	return s, err
}

// Open opens an existing file, brings it to the current schema and checks its
// last 100 entries. Errors: ErrMissing, ErrInUse, ErrForeign, ErrNewer,
// ErrInstance (ask a person, then give Config.Begin), ErrDamaged.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	info, err := os.Stat(cfg.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, cfg.Path)
	}
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil, fmt.Errorf("%w: %s", ErrForeign, cfg.Path)
	}
	if err := claims(cfg.Path); err != nil {
		return nil, err
	}
	return open(ctx, cfg, false)
}

// claims looks at the head of a file before SQLite does: opening would turn another
// program's database into one with a write-ahead log. Right after Create a crash
// can leave our mark in the log alone; then migrate decides.
func claims(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("store: open: %w", err)
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 100) // SQLite file format, 1.3
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w: %s", ErrForeign, path)
	}
	app := binary.BigEndian.Uint32(head[68:])
	if log, err := os.Stat(path + "-wal"); app == 0 && err == nil && log.Size() > 0 {
		return nil
	}
	if app != applicationID {
		return fmt.Errorf("%w: %s", ErrForeign, path)
	}
	return nil
}

func open(ctx context.Context, cfg Config, fresh bool) (_ *Store, err error) {
	s := &Store{cfg: cfg, lock: flock.New(cfg.Path + ".lock")}
	national := casework.NationalRules(cfg.Holidays)
	s.rules.Store(&national)
	defer func() {
		if err != nil {
			_ = s.Close()
		}
	}()
	got, err := s.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("store: lock: %w", err)
	}
	if !got {
		return nil, ErrInUse
	}
	if s.writer, err = connect(cfg.Path, false); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writer, cfg.Path, fresh); err != nil {
		return nil, err
	}
	if s.readers, err = connect(cfg.Path, true); err != nil {
		return nil, err
	}
	s.readers.SetMaxOpenConns(3)
	if err := s.settleInstance(ctx, fresh); err != nil {
		return nil, err
	}
	s.purgeDue.Store(true) // a crash may have left destroyed text in the log
	s.purgeLog()
	damaged := s.checkTail(ctx, 100)
	if damaged != nil && !cfg.EvenDamaged {
		return nil, damaged
	}
	if err := s.startRules(ctx, damaged == nil); err != nil && !cfg.EvenDamaged {
		return nil, err
	}
	if damaged == nil {
		if err := s.startSearch(ctx); err != nil {
			return nil, err
		}
		if err := s.collect(ctx); err != nil {
			return nil, err
		}
	}
	return s, ctx.Err()
}

// connect opens a pool. The rules are those of storage.md, decision 2.
func connect(path string, readOnly bool) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	for _, p := range []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "secure_delete(1)",
	} {
		q.Add("_pragma", p)
	}
	if readOnly {
		q.Set("_txlock", "deferred")
		q.Add("_pragma", "query_only(1)")
		q.Add("_pragma", "cache_size(-8000)")
	} else {
		q.Add("_pragma", "cache_size(-16000)")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: path: %w", err)
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	return db, nil
}

// Close folds the write-ahead log into the file and lets go of it.
func (s *Store) Close() error {
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	errs = append(errs, s.lock.Unlock())
	return errors.Join(errs...)
}

// Path gives the file.
func (s *Store) Path() string { return s.cfg.Path }

// Instance names this copy of the file.
func (s *Store) Instance() casework.Instance { return s.instance }
