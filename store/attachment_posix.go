//go:build !windows

package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// syncFolder makes a new name in dir survive a power cut, where the file system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("store: files: %w", err)
	}
	defer func() { _ = d.Close() }()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return fmt.Errorf("store: files: %w", err)
	}
	return nil
}
