//go:build !windows

package exchange

import (
	"errors"
	"io/fs"
	"syscall"
)

// meaningOf names what an error of the system means for a stick; nil when it is
// another kind of trouble.
func meaningOf(err error) error {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return nil
	}
	switch no {
	case syscall.ENOSPC, syscall.EDQUOT:
		return ErrNoRoom
	case syscall.EFBIG:
		return ErrStickTooSmallFiles
	case syscall.EROFS:
		return ErrStickReadOnly
	case syscall.EIO, syscall.ENODEV, syscall.ENXIO, syscall.ENOTDIR, syscall.ENOENT:
		return ErrStickGone
	}
	if errors.Is(err, fs.ErrPermission) {
		return ErrStickReadOnly
	}
	return nil
}
