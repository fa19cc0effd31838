package exchange_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"silian/exchange"
)

func TestUnplainSources(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	path := w.file(data)
	link := filepath.Join(t.TempDir(), "link.xfb")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, p := range []string{link, t.TempDir(), filepath.Join(t.TempDir(), "absent")} {
		_, err := exchange.Open(context.Background(), w.reader(), p)
		if exchange.ReasonOf(err) != exchange.ReasonUnreadable {
			t.Errorf("%s: %v", p, err)
		}
	}
	sparse := filepath.Join(t.TempDir(), "huge.xfb")
	if err := os.WriteFile(sparse, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(sparse, exchange.MaxFile+1); err != nil {
		t.Skip("no sparse files here:", err)
	}
	if _, err := exchange.Open(context.Background(), w.reader(), sparse); exchange.ReasonOf(err) != exchange.ReasonTooLarge {
		t.Errorf("huge file: %v", err)
	}
	w.spoolEmpty()
}

// TestStickMayBePulled changes the source after Open: the copy counts.
func TestStickMayBePulled(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	path := w.file(data)
	o, err := exchange.Open(context.Background(), w.reader(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := os.WriteFile(path, []byte("another stick"), 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range o.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	checkAttachment(t, o, photo(2, 150_000))
	if n != 20 {
		t.Errorf("%d entries", n)
	}
}

// TestClocksDoNotMatter opens files of 1970 and 2099.
func TestClocksDoNotMatter(t *testing.T) {
	w := newWorld(t)
	for _, stamp := range []exchange.Stamp{0, 4070908800} {
		cfg := w.config()
		cfg.Created = stamp
		_, data := w.seal(cfg)
		o, err := exchange.Open(context.Background(), w.reader(), w.file(data))
		if err != nil {
			t.Fatal(err)
		}
		if o.Header.Created != stamp {
			t.Errorf("created %v", o.Header.Created.Time())
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestAllocationBound: a refusal of a hostile file costs little memory.
func TestAllocationBound(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	binary.BigEndian.PutUint64(data[len(data)-8:], 1) // spoil the end: everything before is read
	path := w.file(data)
	cfg := w.reader()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := exchange.Open(context.Background(), cfg, path); err == nil {
		t.Fatal("opened")
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 8<<20 {
		t.Errorf("a refusal allocates %d bytes", got)
	}
}
