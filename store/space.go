package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Bytes of room on the disk (storage.md 10).
const (
	LowSpace    = 500 << 20 // below this a person is warned
	BallastSize = 64 << 20  // what is kept back for finishing work on a full disk
)

func (s *Store) ballastPath() string { return s.cfg.Path + ".ballast" }

// Free gives the free bytes of the disk the file lies on.
func (s *Store) Free() (uint64, error) {
	if s.cfg.Space != nil {
		return s.cfg.Space(s.cfg.Path)
	}
	return Space(s.cfg.Path)
}

// Ballast gives the bytes that are kept back beside the file, 0 when there are none.
func (s *Store) Ballast() int64 {
	info, err := os.Stat(s.ballastPath())
	if err != nil {
		return 0
	}
	return info.Size()
}

// KeepBallast makes sure that size bytes are kept back beside the file, so that a
// full disk leaves room to finish and to make a backup. It makes them only while
// LowSpace stays free beside them and reports whether they are there. It takes
// seconds; cancelling ctx leaves nothing behind.
func (s *Store) KeepBallast(ctx context.Context, size int64) (bool, error) {
	if s.writer == nil || size <= 0 {
		return false, nil
	}
	if s.Ballast() == size {
		return true, nil
	}
	free, err := s.Free()
	if err != nil {
		return false, err
	}
	if free < uint64(size)+LowSpace {
		return s.Ballast() > 0, nil
	}
	next := s.ballastPath() + ".new"
	if err := fill(ctx, next, size); err != nil {
		_ = os.Remove(next) // it may be what fills the disk
		if errors.Is(err, errFull) {
			return false, nil
		}
		return false, err
	}
	if err := os.Rename(next, s.ballastPath()); err != nil {
		return false, fmt.Errorf("store: ballast: %w", err)
	}
	return true, nil
}

// fill writes a file of bytes that no file system can shrink: neither holes nor
// anything that compresses.
func fill(ctx context.Context, path string, size int64) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("store: ballast: %w", err)
	}
	chunk := make([]byte, 1<<20)
	noise := rand.NewChaCha8([32]byte{})
	for left := size; left > 0 && err == nil; left -= int64(len(chunk)) {
		chunk = chunk[:min(left, int64(len(chunk)))]
		_, _ = noise.Read(chunk) // never fails
		if _, err = f.Write(chunk); err == nil {
			err = ctx.Err()
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("store: ballast: %w", err)
	}
	return nil
}

// giveWay gives the ballast up when the disk is full: the act that met the full
// disk is refused, and the next try has room.
func (s *Store) giveWay(err error) error {
	if !errors.Is(err, ErrDiskFull) {
		return err
	}
	if os.Remove(s.ballastPath()) != nil {
		return err
	}
	return fmt.Errorf("%w: %w", ErrReserve, err)
}

// SyncFolder makes the names of the files in the folder of path last through a
// power cut. File systems that cannot sync a folder are no error.
func SyncFolder(path string) {
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return
	}
	_ = d.Sync() // Windows and vfat refuse: there the file itself is enough
	_ = d.Close()
}
