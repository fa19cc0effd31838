package exchange_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"silian/exchange"
)

// volume mounts a small memory volume where the test may; elsewhere it skips.
func volume(t *testing.T, size string, flags uintptr) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", flags, "size="+size); err != nil {
		t.Skip("no volume of our own here:", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir
}

// TestStickFull: a volume that is full before, or that others fill in mid-write, gets no
// file of that name and keeps no part of one.
func TestStickFull(t *testing.T) {
	w := newWorld(t)
	dir := volume(t, "8m", 0)
	grab := func(n int) error { return os.WriteFile(dir+"/others.bin", make([]byte, n), 0o600) }
	cfg := exchange.StickConfig{Source: w.file(make([]byte, 5<<20)), Dir: dir, Name: "a.xfb"}
	if err := grab(5 << 20); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrNoRoom) {
		t.Errorf("full before: %v", err)
	}
	if err := grab(0); err != nil {
		t.Fatal(err)
	}
	cfg.Progress = func(done, _ int64) {
		if done == 1<<20 {
			_ = grab(8 << 20) // takes all there is
		}
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, unix.ENOSPC) && !errors.Is(err, exchange.ErrNoRoom) {
		t.Errorf("full in mid-write: %v", err)
	}
	if got := names(t, dir); got != "others.bin" {
		t.Errorf("on the volume: %s", got)
	}
}

// TestStickReadOnly: a locked stick is an error, and nothing is there.
func TestStickReadOnly(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	dir := volume(t, "4m", unix.MS_RDONLY)
	_, err := exchange.WriteStick(context.Background(), exchange.StickConfig{Source: w.file(data), Dir: dir, Name: "a.xfb"})
	if !errors.Is(err, unix.EROFS) && !errors.Is(err, fs.ErrPermission) {
		t.Errorf("read-only: %v", err)
	}
	if got := names(t, dir); got != "" {
		t.Errorf("on the volume: %s", got)
	}
}
