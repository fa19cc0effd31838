package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// stick is a source file of n bytes and an empty folder.
func stick(t *testing.T, n int) (exchange.StickConfig, []byte) {
	t.Helper()
	data := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(data)
	source := filepath.Join(t.TempDir(), "source")
	if err := os.WriteFile(source, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return exchange.StickConfig{Source: source, Dir: t.TempDir(), Name: "XF-1.xfb"}, data
}

// onStick wants exactly these names in the folder.
func onStick(t *testing.T, dir string, want ...string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Name())
	}
	if len(got) != len(want) {
		t.Fatalf("on the stick: %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("on the stick: %v, want %v", got, want)
		}
	}
}

func TestWriteStick(t *testing.T) {
	for _, n := range []int{0, 1, 4096, 4097, 1 << 20, 3<<20 + 5} {
		cfg, data := stick(t, n)
		var last int64
		cfg.Progress = func(done, total int64) {
			if done < last || total != int64(2*n) {
				t.Errorf("progress %d after %d of %d", done, last, total)
			}
			last = done
		}
		res, err := exchange.WriteStick(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		onStick(t, cfg.Dir, "XF-1.xfb")
		got, err := os.ReadFile(res.Path)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: differs, %v", n, err)
		}
		if res.Size != int64(n) || res.Digest != casework.DigestOf(data) || res.Existed || last != int64(2*n) {
			t.Errorf("%+v, progress ended at %d", res, last)
		}
		again, err := exchange.WriteStick(context.Background(), cfg)
		if err != nil || !again.Existed {
			t.Errorf("same bytes again: %+v %v", again, err)
		}
	}
}

func TestWriteStickNameTaken(t *testing.T) {
	cfg, data := stick(t, 5000)
	path := filepath.Join(cfg.Dir, cfg.Name)
	other := bytes.Clone(data)
	other[4999] ^= 1
	for _, there := range [][]byte{other, data[:4999], {}} {
		if err := os.WriteFile(path, there, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrNameTaken) {
			t.Errorf("error %v", err)
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, there) {
			t.Errorf("the other file was touched: %v", err)
		}
		onStick(t, cfg.Dir, cfg.Name)
	}
	if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrNameTaken) {
		t.Errorf("a folder of that name: %v", err)
	}
}

// TestWriteStickRace lets another program make the file while ours is written.
func TestWriteStickRace(t *testing.T) {
	cfg, _ := stick(t, 2<<20)
	path := filepath.Join(cfg.Dir, cfg.Name)
	cfg.Progress = func(done, total int64) {
		if done == total {
			if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrNameTaken) {
		t.Errorf("error %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "theirs" {
		t.Errorf("their file: %q %v", got, err)
	}
	onStick(t, cfg.Dir, cfg.Name)
}

func TestWriteStickCancel(t *testing.T) {
	for _, at := range []int64{1 << 20, 3 << 20, 5 << 20} { // while writing, at its end, while reading back
		cfg, _ := stick(t, 3<<20)
		ctx, cancel := context.WithCancel(context.Background())
		cfg.Progress = func(done, _ int64) {
			if done >= at {
				cancel()
			}
		}
		if _, err := exchange.WriteStick(ctx, cfg); !errors.Is(err, context.Canceled) {
			t.Errorf("at %d: %v", at, err)
		}
		onStick(t, cfg.Dir)
	}
}

// TestWriteStickAfterPull finds the part file of a stick that was drawn.
func TestWriteStickAfterPull(t *testing.T) {
	cfg, _ := stick(t, 9000)
	part := filepath.Join(cfg.Dir, cfg.Name+".part")
	if err := os.WriteFile(part, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); err != nil {
		t.Fatal(err)
	}
	onStick(t, cfg.Dir, cfg.Name)
}

// TestWriteStickBadMemory changes the part file before it is read back.
func TestWriteStickBadMemory(t *testing.T) {
	cfg, data := stick(t, 2<<20)
	part := filepath.Join(cfg.Dir, cfg.Name+".part")
	cfg.Progress = func(done, _ int64) {
		if done != int64(len(data)) {
			return
		}
		bad := bytes.Clone(data)
		bad[1000] ^= 1
		if err := os.WriteFile(part, bad, 0o600); err != nil {
			t.Error(err)
		}
	}
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrReadBack) {
		t.Errorf("error %v", err)
	}
	onStick(t, cfg.Dir)
}

func TestWriteStickErrors(t *testing.T) {
	good, _ := stick(t, 10)
	for _, name := range []string{"", ".hidden", "a/b", `a\b`, "..", "上报.xfb", "a b", "x.part", "x.", "a:b", string(bytes.Repeat([]byte("x"), 121))} {
		cfg := good
		cfg.Name = name
		if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, exchange.ErrBadStickName) {
			t.Errorf("name %q: %v", name, err)
		}
	}
	cfg := good
	cfg.Dir = filepath.Join(cfg.Dir, "drawn")
	if _, err := exchange.WriteStick(context.Background(), cfg); err == nil {
		t.Error("a stick that is not there")
	}
	cfg = good
	cfg.Source += "x"
	if _, err := exchange.WriteStick(context.Background(), cfg); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no source: %v", err)
	}
	onStick(t, good.Dir)
}

// fullFile is a stick that takes so many bytes and counts syncs.
type fullFile struct {
	room  int
	syncs int
	fail  error
}

func (f *fullFile) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errors.New("no space left")
	}
	f.room -= len(p)
	return len(p), nil
}

func (f *fullFile) Sync() error { f.syncs++; return f.fail }

func TestSyncingWriter(t *testing.T) {
	f := &fullFile{room: 100 << 20}
	w := exchange.Syncing(f)
	piece := make([]byte, 1<<20)
	for range 100 {
		if _, err := w.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	if f.syncs != 3 {
		t.Errorf("%d syncs in 100 MiB", f.syncs)
	}
	if _, err := w.Write(piece); err == nil {
		t.Error("a full stick and no error")
	}
	f = &fullFile{room: 100 << 20, fail: errors.New("pulled")}
	w = exchange.Syncing(f)
	var err error
	for range 32 {
		_, err = w.Write(piece)
	}
	if err == nil {
		t.Error("a failed sync and no error")
	}
}
