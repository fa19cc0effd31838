//go:build !linux && !windows

package exchange

import "os"

// openUncached opens a file; this system has no portable way past its cache.
func openUncached(path string) (f *os.File, direct bool, err error) {
	f, err = os.Open(path)
	return f, false, err
}

// renameNew renames without ever replacing a file.
func renameNew(from, to string) error { return linkNew(from, to) }
