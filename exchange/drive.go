package exchange

import (
	"strings"
	"unicode"
)

// Drive is a mounted volume that a person can carry: a stick, a card, a USB disk.
type Drive struct {
	Path     string // where it is mounted: E:\ or /media/user/STICK
	Label    string // the volume's own name; may be ""
	System   string // file system in lower case as the system names it: vfat, fat32, exfat, ntfs; may be ""
	Free     int64  // bytes that may still be written; -1 when unknown
	ReadOnly bool
}

// Drives lists the sticks that are in now, by path. What cannot be looked at (a card
// reader without a card) is left out.
func Drives() ([]Drive, error) { return drives() }

// plainLabel keeps of a volume's name what can be printed: it comes from outside.
func plainLabel(s string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}

// maxFAT is the largest file of FAT32: 4 GiB - 1.
const maxFAT = 1<<32 - 1

// volume is what matters of the place where a file is to be written.
type volume struct {
	system   string // as in Drive; "" when unknown
	readOnly bool
}

// largest is the greatest number of bytes that one file may have; 0 means no limit
// that matters here.
func (v volume) largest() int64 {
	switch v.system {
	case "vfat", "msdos", "fat32":
		return maxFAT
	case "fat", "fat16", "fat12":
		return 1<<31 - 1
	}
	return 0
}
