//go:build !windows

package office

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Open shows the file by xdg-open.
func (d SystemDesk) Open(path string) error { return d.run(ErrNoViewer, path, "xdg-open") }

// Print hands a PDF to lp. Other files are not printed from here: they want the program
// that made them.
func (d SystemDesk) Print(path string) error {
	if !strings.EqualFold(filepath.Ext(path), ".pdf") {
		return ErrNoPrinter
	}
	return d.run(ErrNoPrinter, path, "lp")
}

func (d SystemDesk) run(none error, path, name string) error {
	full, err := filepath.Abs(path) // never begins with a dash
	if err != nil {
		return fmt.Errorf("%w: %w", none, err)
	}
	run := d.Run
	if run == nil {
		run = start
	}
	if err := run(name, full); err != nil {
		return fmt.Errorf("%w: %w", none, err)
	}
	return nil
}

// start runs a program to its end: both give the file to another one and return.
func start(name string, args ...string) error { return exec.Command(name, args...).Run() }
