//go:build unix

package exchange_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// fifo makes a pipe that nobody writes to: a careless reader waits for ever.
func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe.xfb")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	return path
}
