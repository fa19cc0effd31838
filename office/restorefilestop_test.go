package office_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/office"
)

// TestRestoreStopped: cancelled at every step or with a full disk, the old file is byte
// for byte what it was.
func TestRestoreStopped(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "备份前")
	file := l.backup()
	l.open(l.o, "备份后")
	must(t, l.o.Close())
	before := tree(t, filepath.Dir(l.path))
	cfg := l.config(file, l.path)
	cfg.Replace = true
	for at := 1; ; at++ {
		ctx, cancel := context.WithCancel(l.ctx)
		now := 0
		cfg.Progress = func(int64, int64) {
			if now++; now == at {
				cancel()
			}
		}
		_, err := office.Restore(ctx, cfg)
		cancel()
		if err == nil {
			if at < 4 {
				t.Errorf("progress was told %d times only", at)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v", at, err)
		}
		sameTree(t, fmt.Sprintf("cancelled at %d", at), tree(t, filepath.Dir(l.path)), before)
	}
	l2 := newLone(t)
	file = l2.backup()
	must(t, l2.o.Close())
	before = tree(t, filepath.Dir(l2.path))
	for _, left := range []int{0, 4096, 100_000} {
		cfg := l2.config(file, l2.path)
		cfg.Replace = true
		if _, err := office.Restore(l2.ctx, cfg.With(func(w io.Writer) io.Writer { return &room{w, left} }, nil)); err == nil {
			t.Errorf("room for %d: no error", left)
		}
		sameTree(t, fmt.Sprintf("room for %d", left), tree(t, filepath.Dir(l2.path)), before)
	}
}

// TestRestorePowerCut: the program dies at any moment; the next opening finds the old file
// as it was or the new one whole, and nothing between.
func TestRestorePowerCut(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "备份前")
	file := l.backup()
	l.open(l.o, "备份后")
	old := titles(t, l.o)
	must(t, l.o.Close())
	start := tree(t, filepath.Dir(l.path))
	var moments []string
	cfg := l.config(file, l.path)
	cfg.Replace = true
	dir := filepath.Dir(l.path)
	reset := func() {
		for _, name := range namesIn(t, dir) {
			must(t, os.RemoveAll(filepath.Join(dir, name)))
		}
		for path, data := range start {
			must(t, os.WriteFile(path, []byte(data), 0o600))
		}
	}
	_, err := office.Restore(l.ctx, cfg.With(nil, func(at string) error { moments = append(moments, at); return nil }))
	must(t, err)
	if len(moments) < 20 {
		t.Errorf("only %v", moments)
	}
	for i, at := range moments {
		reset()
		now := 0
		_, err := office.Restore(l.ctx, cfg.With(nil, func(string) error {
			if now++; now == i+1 {
				return office.ErrCrash
			}
			return nil
		}))
		if !errors.Is(err, office.ErrCrash) {
			t.Fatalf("%s: %v", at, err)
		}
		o := l.opened(l.path)
		got := titles(t, o)
		want := old
		if strings.HasPrefix(at, "aside") || strings.HasPrefix(at, "in") || at == "ready" {
			want = old[1:]
		}
		if !slices.Equal(got, want) {
			t.Errorf("power cut at %s: %v, want %v", at, got, want)
		}
		l.clean(o)
		must(t, o.Close())
		if _, err := os.Stat(l.path + ".restoring"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("power cut at %s: the folder is left", at)
		}
		if len(want) == len(old) {
			continue
		}
		aside := l.opened(l.path + ".old-20261124-1")
		if got := titles(t, aside); !slices.Equal(got, old) {
			t.Errorf("power cut at %s: the old file has %v", at, got)
		}
		must(t, aside.Close())
	}
}
