package office

import "errors"

// Errors of the desk: the PC has no program for the file, or no printer.
var (
	ErrNoViewer  = errors.New("office: no program opens this file")
	ErrNoPrinter = errors.New("office: the file cannot be printed from here")
)

// Desk is the PC around the program, as far as papers need it: it opens a file in the
// program that the PC has for it, and prints one.
type Desk interface {
	// Open shows the file. It returns when the viewer was asked, not when it closes.
	Open(path string) error
	// Print hands the file to the usual printer.
	Print(path string) error
}

// SystemDesk is the desk of the system this program runs on.
type SystemDesk struct {
	// Run starts another program with arguments; nil is the system's. Windows asks the
	// shell instead.
	Run func(name string, args ...string) error
}

var _ Desk = SystemDesk{}
