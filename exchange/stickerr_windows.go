package exchange

import (
	"errors"
	"io/fs"
	"syscall"
)

// meaningOf names what an error of the system means for a stick; nil when it is
// another kind of trouble. The numbers are those of winerror.h.
func meaningOf(err error) error {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return nil
	}
	switch no {
	case 39, 112: // HANDLE_DISK_FULL, DISK_FULL
		return ErrNoRoom
	case 223: // FILE_TOO_LARGE
		return ErrStickTooSmallFiles
	case 19: // WRITE_PROTECT
		return ErrStickReadOnly
	case 2, 3, 15, 20, 21, 23, 27, 31, 34, 55, 433, 483, 1006, 1110, 1112, 1117, 1167:
		// FILE_NOT_FOUND, PATH_NOT_FOUND, INVALID_DRIVE, BAD_UNIT, NOT_READY, CRC,
		// SECTOR_NOT_FOUND, GEN_FAILURE, WRONG_DISK, DEV_NOT_EXIST, NO_SUCH_DEVICE,
		// DEVICE_HARDWARE_ERROR, FILE_INVALID, MEDIA_CHANGED, NO_MEDIA_IN_DRIVE,
		// IO_DEVICE, DEVICE_NOT_CONNECTED
		return ErrStickGone
	}
	if errors.Is(err, fs.ErrPermission) {
		return ErrStickReadOnly
	}
	return nil
}
