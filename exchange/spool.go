package exchange

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Spool is a private folder for files that are being made or read. It only ever
// holds sealed files: nothing decrypted is written to it.
type Spool struct {
	root *os.Root
	dir  string
}

const spoolPrefix = "silian-spool-"

// OpenSpool makes the folder if needed, with access for its owner alone, and
// removes what a crash left in it. One process uses a spool at a time.
func OpenSpool(dir string) (*Spool, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("exchange: spool: %w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("exchange: spool: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("exchange: spool: %w", err)
	}
	s := &Spool{root: root, dir: dir}
	if err := s.clean(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return s, nil
}

// Close lets go of the folder.
func (s *Spool) Close() error { return s.root.Close() }

// clean removes spool files, and only those.
func (s *Spool) clean() error {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return fmt.Errorf("exchange: spool: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), spoolPrefix) {
			continue
		}
		if err := s.root.Remove(e.Name()); err != nil {
			return fmt.Errorf("exchange: spool: %w", err)
		}
	}
	return nil
}

// create makes a new file that no one else has open.
func (s *Spool) create() (*spoolFile, error) {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return nil, err
	}
	name := spoolPrefix + hex.EncodeToString(random[:])
	f, err := s.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("exchange: spool: %w", err)
	}
	return &spoolFile{File: f, spool: s, name: name}, nil
}

// spoolFile is a file of the spool; discard closes and removes it.
type spoolFile struct {
	*os.File
	spool *Spool
	name  string
}

func (f *spoolFile) discard() error {
	err := f.Close()
	if errors.Is(err, os.ErrClosed) {
		err = nil
	}
	if rm := f.spool.root.Remove(f.name); rm != nil && !errors.Is(rm, fs.ErrNotExist) {
		err = errors.Join(err, rm)
	}
	return err
}
