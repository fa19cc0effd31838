package office

import (
	"fmt"

	"silian/exchange"
)

// Drive is a stick or another volume that a person can carry.
type Drive = exchange.Drive

// Drives lists the sticks that are in now.
func Drives() ([]Drive, error) {
	d, err := exchange.Drives()
	if err != nil {
		return nil, fmt.Errorf("office: drives: %w", err)
	}
	return d, nil
}

// OnlyDrive gives the one stick that is in. None, or more than one, is refused: a
// person must say which.
func OnlyDrive(all []Drive) (Drive, error) {
	switch {
	case len(all) == 0:
		return Drive{}, &Problem{Field: "usb", Code: "none"}
	case len(all) > 1:
		return Drive{}, &Problem{Field: "usb", Code: "several"}
	}
	return all[0], nil
}

// DriveWords says what a stick is: its name, where it is, and what is free on it.
func DriveWords(d Drive) string {
	w := d.Label
	if w == "" {
		w = "U盘"
	}
	switch {
	case d.ReadOnly:
		return w + "　只能看，不能写"
	case d.Free < 0:
		return w
	}
	return w + "　还能放" + sizeWords(d.Free)
}

// sizeWords is a number of bytes as people say it.
func sizeWords(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1fGB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%dMB", n>>20)
	}
	return fmt.Sprintf("%dKB", n>>10)
}
