package exchange_test

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"silian/exchange"
)

// full is a disk that has room for so many bytes.
type full struct {
	w    io.Writer
	left int
}

var errFull = errors.New("disk full")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		n, _ := f.w.Write(p[:f.left])
		f.left = 0
		return n, errFull
	}
	f.left -= len(p)
	return f.w.Write(p)
}

// TestVaultLeavesNothing: a full disk, a cancel, a source that is shorter than
// announced: no part stays.
func TestVaultLeavesNothing(t *testing.T) {
	d := newVaultDesk(t)
	data := filled(2 * exchange.ChunkSize)
	empty := func(what string) {
		t.Helper()
		left, err := os.ReadDir(d.dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%s: %d files stay, %v", what, len(left), err)
		}
	}
	for _, room := range []int{0, 100, 3000, 70000, 100000} {
		cfg := d.config(data, exchange.ChunkSize)
		left := room
		cfg.Wrap = func(w io.Writer) io.Writer {
			f := &full{w, left}
			left = max(0, left-70000)
			return f
		}
		if _, err := exchange.SealVault(context.Background(), cfg); !errors.Is(err, errFull) {
			t.Errorf("room for %d: %v", room, err)
		}
		empty("full disk")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cfg := d.config(data, exchange.ChunkSize)
	cfg.Progress = func(int64, int64) { cancel() }
	if _, err := exchange.SealVault(ctx, cfg); !errors.Is(err, context.Canceled) {
		t.Errorf("cancel: %v", err)
	}
	empty("cancel")
	cfg = d.config(data, 0)
	cfg.Members[1].Size++
	if _, err := exchange.SealVault(context.Background(), cfg); !errors.Is(err, exchange.ErrSourceChanged) {
		t.Errorf("shorter than announced: %v", err)
	}
	empty("changed source")
	cfg = d.config(data, 0)
	cfg.KeyFile = []byte("{}")
	if _, err := exchange.SealVault(context.Background(), cfg); !errors.Is(err, exchange.ErrKeyFileDamaged) {
		t.Errorf("key file: %v", err)
	}
	empty("key file")
}
