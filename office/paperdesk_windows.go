package office

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// Open shows the file in the program of its kind.
func (SystemDesk) Open(path string) error { return shell("open", path, ErrNoViewer) }

// Print lets the program of its kind print the file.
func (SystemDesk) Print(path string) error { return shell("print", path, ErrNoPrinter) }

func shell(verb, path string, none error) error {
	v, err1 := windows.UTF16PtrFromString(verb)
	p, err2 := windows.UTF16PtrFromString(path)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("%w: %w", none, err)
	}
	if err := windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL); err != nil {
		return fmt.Errorf("%w: %w", none, err)
	}
	return nil
}
