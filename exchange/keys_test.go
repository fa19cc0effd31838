package exchange_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"silian/exchange"
)

// device stands for a key device: another implementation of Keys.
type device struct {
	exchange.Keys
	fail  error
	fault bool
}

func (d device) SignDigest(digest [32]byte) ([]byte, error) {
	if d.fail != nil {
		return nil, d.fail
	}
	if d.fault {
		digest[0] ^= 1
	}
	return d.Keys.SignDigest(digest)
}

func TestKeyDevice(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	cfg.Keys = device{Keys: w.village.keys}
	s, data := w.seal(cfg)
	rd := w.reader()
	rd.Keys = device{Keys: w.township.keys}
	o, err := exchange.Open(context.Background(), rd, w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	if o.Digest != s.Digest {
		t.Error("digests differ")
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
	pulled := errors.New("device was pulled")
	for _, bad := range []device{{Keys: w.village.keys, fail: pulled}, {Keys: w.village.keys, fault: true}} {
		cfg := w.config()
		cfg.Keys = bad
		if _, err := exchange.Seal(context.Background(), cfg); err == nil || bad.fail != nil && !errors.Is(err, pulled) {
			t.Errorf("a device that fails seals: %v", err)
		}
		w.spoolEmpty()
	}
}

func TestGenerateKeysNeedsRandomness(t *testing.T) {
	if _, _, err := exchange.GenerateKeys(strings.NewReader("too short")); err == nil {
		t.Error("keys out of nothing")
	}
	if _, _, err := exchange.GenerateKeys(zeroReader{}); err == nil {
		t.Error("keys out of zeros")
	}
	a, _, err := exchange.GenerateKeys(nil)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := exchange.GenerateKeys(nil)
	if err != nil || a.Public() == b.Public() {
		t.Errorf("twice the same keys: %v", err)
	}
}

// zeroReader is a broken source: the number 0 is no key.
type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestFileNames(t *testing.T) {
	w := newWorld(t)
	s, _ := w.small()
	name := s.Header.FileName()
	want := "XF-411626104201-411626104000-1-" + s.Header.BundleID.String()[:8] + ".xfb"
	if name != want {
		t.Errorf("name %s, want %s", name, want)
	}
}
