package exchange_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/exchange"
)

func TestStickVolume(t *testing.T) {
	for system, want := range map[string]int64{"vfat": 1<<32 - 1, "fat32": 1<<32 - 1, "fat": 1<<31 - 1, "exfat": 0, "ntfs": 0, "": 0} {
		if got := exchange.Largest(system); got != want {
			t.Errorf("%s: %d", system, got)
		}
	}
	cfg, _ := stick(t, 3<<20)
	for name, tt := range map[string]struct {
		stick exchange.Stick
		want  error
	}{
		"read-only": {exchange.Stick{ReadOnly: true}, exchange.ErrStickReadOnly},
		"full":      {exchange.Stick{Free: 3 << 20}, exchange.ErrNoRoom},
	} {
		if _, err := exchange.WriteStickOn(context.Background(), cfg, tt.stick); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
		onStick(t, cfg.Dir)
	}
	if _, err := exchange.WriteStickOn(context.Background(), cfg, exchange.Stick{System: "vfat", Free: 4<<20 + 1}); err != nil {
		t.Error(err)
	}
}

// TestStickFaults fails in mid-write in every way a stick knows. No name appears, and
// what is left behind is nothing.
func TestStickFaults(t *testing.T) {
	at := func(after int, n int, err error) func([]byte) (int, error, bool) {
		return func([]byte) (int, error, bool) {
			after--
			return n, err, after >= 0
		}
	}
	path := func(no syscall.Errno) error { return &os.PathError{Op: "write", Path: "x", Err: no} }
	for name, tt := range map[string]struct {
		stick exchange.Stick
		want  error
	}{
		"full in mid-write":    {exchange.Stick{Write: at(2, 1000, path(syscall.ENOSPC))}, exchange.ErrNoRoom},
		"drawn in mid-write":   {exchange.Stick{Write: at(1, 0, path(syscall.EIO))}, exchange.ErrStickGone},
		"turned read-only":     {exchange.Stick{Write: at(1, 0, path(syscall.EROFS))}, exchange.ErrStickReadOnly},
		"drawn at the sync":    {exchange.Stick{Sync: func() error { return path(syscall.EIO) }}, exchange.ErrStickGone},
		"lies about its bytes": {exchange.Stick{Write: func(p []byte) (int, error, bool) { p[7] ^= 1; return 0, nil, true }}, exchange.ErrReadBack},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, _ := stick(t, 3<<20)
			res, err := exchange.WriteStickOn(context.Background(), cfg, tt.stick)
			if !errors.Is(err, tt.want) || res.Path != "" {
				t.Errorf("%+v, %v", res, err)
			}
			onStick(t, cfg.Dir)
			if _, err := exchange.WriteStick(context.Background(), cfg); err != nil {
				t.Errorf("the next try: %v", err)
			}
		})
	}
}

// TestStickGoneAltogether: with the stick out its folder is gone too, part file and all.
func TestStickGoneAltogether(t *testing.T) {
	cfg, _ := stick(t, 3<<20)
	cfg.Progress = func(done, _ int64) {
		if done == 3<<20 {
			_ = os.RemoveAll(cfg.Dir)
		}
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrStickGone) {
		t.Errorf("%v", err)
	}
}

func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"XF-1-2-3-aabb.xfb.part", "XR-1-2-3-aabb.xfr.part", "XC-1-1.xfcard.part", // ours
		"XF-1-2-3-aabb.xfb", "film.part", "XF-1.doc.part", "XF-..xfb.part.part", "XF-村.xfb.part", "readme.txt",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "XF-9.xfb.part"), 0o700); err != nil {
		t.Fatal(err)
	}
	left, err := exchange.Leftovers(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range left {
		names = append(names, filepath.Base(p))
	}
	if d := cmp.Diff([]string{"XC-1-1.xfcard.part", "XF-1-2-3-aabb.xfb.part", "XR-1-2-3-aabb.xfr.part"}, names); d != "" {
		t.Error(d)
	}
	if err := exchange.DropLeftovers(append(left, filepath.Join(dir, "film.part"), filepath.Join(dir, "none.part"))); err != nil {
		t.Fatal(err)
	}
	onStick(t, dir, "XF-..xfb.part.part", "XF-1-2-3-aabb.xfb", "XF-1.doc.part", "XF-9.xfb.part", "XF-村.xfb.part", "film.part", "readme.txt")
	if left, err := exchange.Leftovers(filepath.Join(dir, "none")); err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
}
