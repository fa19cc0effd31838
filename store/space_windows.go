package store

import (
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// errFull is what the system says when a disk is full.
const errFull = windows.ERROR_DISK_FULL

// errMedium is what the system says of a medium that only lets itself be read.
const errMedium = windows.ERROR_WRITE_PROTECT

// Space gives the bytes that may still be written on the disk that the folder of
// path lies on.
func Space(path string) (free uint64, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return 0, fmt.Errorf("store: space: %w", err)
	}
	dir, err := windows.UTF16PtrFromString(filepath.Dir(abs))
	if err != nil {
		return 0, fmt.Errorf("store: space: %w", err)
	}
	if err := windows.GetDiskFreeSpaceEx(dir, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("store: space: %w", err)
	}
	return free, nil
}
