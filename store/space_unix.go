//go:build !windows

package store

import (
	"fmt"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// errFull is what the system says when a disk is full.
const errFull = syscall.ENOSPC

// errMedium is what the system says of a medium that only lets itself be read.
const errMedium = syscall.EROFS

// Space gives the bytes that may still be written on the disk that the folder of
// path lies on.
func Space(path string) (free uint64, err error) {
	var st unix.Statfs_t
	if err := unix.Statfs(filepath.Dir(path), &st); err != nil {
		return 0, fmt.Errorf("store: space: %w", err)
	}
	return uint64(st.Bavail) * uint64(st.Bsize), nil
}
