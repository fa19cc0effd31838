//go:build !windows

package exchange

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestPipe must return at once instead of waiting for a writer.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.xfb")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	if _, _, err := openSource(path); ReasonOf(err) != ReasonUnreadable {
		t.Errorf("pipe: %v", err)
	}
	if _, _, err := openSource(os.DevNull); ReasonOf(err) != ReasonUnreadable {
		t.Errorf("device: %v", err)
	}
}

func TestLinkNew(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := errors.Join(os.WriteFile(from, []byte("a"), 0o600), os.WriteFile(to, []byte("b"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := linkNew(from, to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("replaced: %v", err)
	}
	if err := errors.Join(os.Remove(to), linkNew(from, to)); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(to); err != nil || string(got) != "a" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := os.Lstat(from); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the first name is still there: %v", err)
	}
}
