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
	"slices"
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
	// Looking opens a file on a medium that cannot be written: nothing is written,
	// not even a lock file, and every Update is refused with ErrReadOnly.
	Looking bool
	// Progress is told entries done and of all, when opening has to write all lists anew
	// after an update of the program or of the rules; it may be nil.
	Progress func(done, total int64)
	// Space tells the free bytes of the medium a path lies on; nil means Space.
	Space func(path string) (uint64, error)
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
	marked  bool // the file says that it is open; Close takes that back
	heading sync.Mutex
	noted   uint64 // entries that the second witness saw, see headPath
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
		for _, end := range []string{"", "-wal", "-shm", ".head"} { // half a file would be in the way of the next try
			_ = os.Remove(cfg.Path + end)
		}
	}
	return s, err
}

// Open opens an existing file, brings it to the current schema and checks its
// last 100 entries. Errors: ErrMissing, ErrInUse, ErrForeign, ErrNewer,
// ErrInstance and ErrBehind (ask a person, then give Config.Begin), ErrDamaged,
// ErrReadOnly (the medium; Config.Looking opens it for looking), ErrDiskFull, ErrDisk.
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
	if cfg.Looking {
		return look(ctx, cfg)
	}
	s, err := open(ctx, cfg, false)
	if errors.Is(err, ErrDiskFull) && os.Remove(cfg.Path+".ballast") == nil { // opening needs a little room
		return open(ctx, cfg, false)
	}
	return s, err
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
		return nil, notWritable(err)
	}
	if !got {
		return nil, ErrInUse
	}
	if s.writer, err = connect(cfg.Path, writing); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writer, cfg.Path, fresh); err != nil {
		return nil, placed(named(err), cfg.Path)
	}
	if s.readers, err = connect(cfg.Path, reading); err != nil {
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
		if err := s.startSearch(ctx, cfg.Progress); err != nil {
			return nil, err
		}
		if err := s.collect(ctx); err != nil {
			return nil, err
		}
	}
	return s, errors.Join(ctx.Err(), s.markOpen(ctx))
}

// mode is what a pool of connections is for.
type mode int

const (
	writing mode = iota
	reading      // beside the writer
	looking      // at a medium that nobody writes
)

// connect opens a pool. The rules are those of storage.md, decision 2.
func connect(path string, m mode) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	pragmas := []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "secure_delete(1)",
	}
	switch m {
	case writing:
		pragmas = append(pragmas, "cache_size(-16000)")
	case looking:
		q.Set("immutable", "1")
		pragmas = slices.Delete(pragmas, 1, 2)
		fallthrough
	case reading:
		q.Set("_txlock", "deferred")
		pragmas = append(pragmas, "query_only(1)", "cache_size(-8000)")
	}
	for _, p := range pragmas {
		q.Add("_pragma", p)
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
	s.unmark()
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// Path gives the file.
func (s *Store) Path() string { return s.cfg.Path }

// Instance names this copy of the file.
func (s *Store) Instance() casework.Instance { return s.instance }
