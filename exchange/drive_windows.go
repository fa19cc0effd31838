package exchange

import (
	"encoding/binary"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	ioctlStorageQueryProperty = 0x2d1400
	busTypeUSB                = 7
	fileReadOnlyVolume        = 0x00080000
)

// drives looks at each drive letter: removable ones, and fixed ones on USB, which is
// what large sticks and disks call themselves.
func drives() ([]Drive, error) {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil, err
	}
	system := strings.ToUpper(os.Getenv("SystemDrive"))
	var out []Drive
	for i := range 26 {
		letter := string(rune('A' + i))
		if mask&(1<<i) == 0 || letter+":" == system || i < 2 { // A and B are diskettes
			continue
		}
		if d, ok := driveAt(letter); ok {
			out = append(out, d)
		}
	}
	return out, nil
}

func driveAt(letter string) (Drive, bool) {
	path := letter + `:\`
	root, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Drive{}, false
	}
	switch windows.GetDriveType(root) {
	case windows.DRIVE_REMOVABLE:
	case windows.DRIVE_FIXED:
		if !onUSB(letter) {
			return Drive{}, false
		}
	default:
		return Drive{}, false
	}
	label, v, err := volumeAt(root)
	if err != nil { // a card reader without a card
		return Drive{}, false
	}
	d := Drive{Path: path, Label: plainLabel(label), System: v.system, Free: -1, ReadOnly: v.readOnly}
	if n, err := freeSpace(path); err == nil {
		d.Free = n
	}
	return d, true
}

// onUSB asks the device of a drive letter on which bus it is; no rights are needed
// for that.
func onUSB(letter string) bool {
	name, err := windows.UTF16PtrFromString(`\\.\` + letter + ":")
	if err != nil {
		return false
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return false
	}
	defer func() { _ = windows.CloseHandle(h) }()
	var query [12]byte // STORAGE_PROPERTY_QUERY: StorageDeviceProperty, PropertyStandardQuery
	var answer [1024]byte
	var n uint32
	err = windows.DeviceIoControl(h, ioctlStorageQueryProperty, (*byte)(unsafe.Pointer(&query)), uint32(len(query)),
		&answer[0], uint32(len(answer)), &n, nil)
	const busAt = 28 // of STORAGE_DEVICE_DESCRIPTOR.BusType
	return err == nil && n >= busAt+4 && binary.LittleEndian.Uint32(answer[busAt:]) == busTypeUSB
}

func volumeAt(root *uint16) (label string, v volume, err error) {
	var name, system [windows.MAX_PATH + 1]uint16
	var flags uint32
	if err := windows.GetVolumeInformation(root, &name[0], uint32(len(name)), nil, nil, &flags, &system[0], uint32(len(system))); err != nil {
		return "", volume{}, err
	}
	v = volume{system: strings.ToLower(windows.UTF16ToString(system[:])), readOnly: flags&fileReadOnlyVolume != 0}
	return windows.UTF16ToString(name[:]), v, nil
}

// volumeOf tells what a folder lies on.
func volumeOf(dir string) (volume, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return volume{}, err
	}
	var root [windows.MAX_PATH + 1]uint16
	if err := windows.GetVolumePathName(p, &root[0], uint32(len(root))); err != nil {
		return volume{}, err
	}
	_, v, err := volumeAt(&root[0])
	return v, err
}
