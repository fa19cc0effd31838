//go:build !windows

package exchange

import (
	"errors"
	"io/fs"
	"os"
)

// linkNew renames without replacing by making a second name and removing the
// first. On file systems without second names it looks first and then renames.
func linkNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		return os.Remove(from)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

// syncDir makes a new name in dir survive a power cut. File systems that cannot
// sync a folder are not an error.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync() // vfat and FUSE may refuse; the file itself is synced
	return nil
}
