package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
)

// Errors of writing to a stick.
var (
	ErrNameTaken    = errors.New("exchange: another file of this name is already there")
	ErrReadBack     = errors.New("exchange: what was read back differs from what was written")
	ErrBadStickName = errors.New("exchange: not a name for a file on a stick")
)

// partSuffix marks a file that is being written; no reader ever believes one.
const partSuffix = ".part"

// syncEvery is how many bytes may wait in the system's cache: the progress shown
// is what the stick truly has.
const syncEvery = 32 << 20

// StickConfig says which file goes where.
type StickConfig struct {
	Source   string                  // a finished file on the local disk
	Dir      string                  // a folder of the stick; it must exist
	Name     string                  // see FileName of Header, Receipt and Card
	Progress func(done, total int64) // bytes written, then bytes read back: total is twice the size; may be nil
}

// StickResult says how a file came to the stick.
type StickResult struct {
	Path    string
	Size    int64
	Digest  casework.Digest // SM3 of the whole file
	Existed bool            // the same bytes were already there
	Direct  bool            // read back past the system's cache; when false, say so and have the stick drawn and checked
}

// WriteStick copies a file so that its name appears on the stick only when every
// byte was written, synced, read back and found the same. A file of that name
// with the same bytes counts as done; with other bytes it is left alone and the
// error is ErrNameTaken. On error or cancel no file of that name appears.
func WriteStick(ctx context.Context, cfg StickConfig) (StickResult, error) {
	if err := checkStickName(cfg.Name); err != nil {
		return StickResult{}, err
	}
	w := newStickWriter(cfg)
	err := stickError(w.run(ctx))
	return w.res, err
}

// run is WriteStick; on error res is empty.
func (w *stickWriter) run(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			w.res = StickResult{}
		}
	}()
	if err := w.measure(ctx); err != nil {
		return err
	}
	if done, err := w.alreadyThere(ctx); done || err != nil {
		return err
	}
	if err := w.copy(ctx); err != nil {
		return errors.Join(err, w.drop())
	}
	if err := w.readBack(ctx); err != nil {
		return errors.Join(err, w.drop())
	}
	if err := renameNew(w.part, w.final); err != nil {
		if errors.Is(err, fs.ErrExist) {
			err = fmt.Errorf("%w: %w", ErrNameTaken, err)
		}
		return errors.Join(fmt.Errorf("exchange: stick: %w", err), w.drop())
	}
	if err := syncDir(w.cfg.Dir); err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	return nil
}

// checkStickName admits what every file system takes: 1 to 120 of letters,
// digits, hyphen, dot and underscore, not beginning with a dot.
func checkStickName(name string) error {
	if name == "" || len(name) > 120 || name[0] == '.' || strings.HasSuffix(name, partSuffix) || strings.HasSuffix(name, ".") {
		return fmt.Errorf("%w: %q", ErrBadStickName, name)
	}
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("-._", c) {
			return fmt.Errorf("%w: %q", ErrBadStickName, name)
		}
	}
	return nil
}

// stickWriter is one file on its way to a stick.
type stickWriter struct {
	cfg         StickConfig
	final, part string
	res         StickResult
	volume      func(dir string) (volume, error) // tests put other sticks here
	free        func(dir string) (int64, error)
	through     func(syncer) syncer
}

// syncer is a file as far as writing needs it.
type syncer interface {
	io.Writer
	Sync() error
}

func newStickWriter(cfg StickConfig) *stickWriter {
	final := filepath.Join(cfg.Dir, cfg.Name)
	return &stickWriter{
		cfg: cfg, final: final, part: final + partSuffix,
		volume: volumeOf, free: freeSpace, through: func(f syncer) syncer { return f },
	}
}

// measure digests the source: that, and not what the copy loop happened to read,
// is what must come back from the stick.
func (w *stickWriter) measure(ctx context.Context) error {
	size, digest, err := digestFile(ctx, w.cfg.Source)
	if err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	w.res = StickResult{Path: w.final, Size: size, Digest: digest}
	return nil
}

// alreadyThere looks at a file of the final name.
func (w *stickWriter) alreadyThere(ctx context.Context) (bool, error) {
	info, err := os.Lstat(w.final)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("exchange: stick: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() != w.res.Size {
		return false, fmt.Errorf("%w: %s", ErrNameTaken, w.final)
	}
	digest, direct, err := digestUncached(ctx, w.final, nil)
	if err != nil {
		return false, fmt.Errorf("exchange: stick: %w", err)
	}
	if digest != w.res.Digest {
		return false, fmt.Errorf("%w: %s", ErrNameTaken, w.final)
	}
	w.res.Existed, w.res.Direct = true, direct
	return true, nil
}

// copy writes the part file.
func (w *stickWriter) copy(ctx context.Context) error {
	if err := w.fits(); err != nil {
		return err
	}
	src, err := os.Open(w.cfg.Source)
	if err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	defer src.Close()
	if err := w.drop(); err != nil {
		return err
	}
	dst, err := os.OpenFile(w.part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	synced := &syncingWriter{file: w.through(dst)}
	_, err = copyPieces(ctx, synced, src, 2*w.res.Size, w.cfg.Progress)
	if err == nil {
		err = synced.file.Sync()
	}
	if cerr := dst.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	return nil
}

// drop removes a part file, ours or one left by a stick that was drawn.
func (w *stickWriter) drop() error {
	if err := os.Remove(w.part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	return nil
}

// readBack compares the part file with the source's digest.
func (w *stickWriter) readBack(ctx context.Context) error {
	digest, direct, err := digestUncached(ctx, w.part, func(done int64) {
		if w.cfg.Progress != nil {
			w.cfg.Progress(w.res.Size+done, 2*w.res.Size)
		}
	})
	if err != nil {
		return fmt.Errorf("exchange: stick: %w", err)
	}
	if digest != w.res.Digest {
		return ErrReadBack
	}
	w.res.Direct = direct
	return nil
}

// syncingWriter syncs its file every 32 MiB.
type syncingWriter struct {
	file    syncer
	waiting int64
}

func (s *syncingWriter) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	if s.waiting += int64(n); err == nil && s.waiting >= syncEvery {
		s.waiting = 0
		err = s.file.Sync()
	}
	return n, err
}
