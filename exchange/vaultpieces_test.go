package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"silian/exchange"
)

// TestVaultInPieces: a member above what a ustar header can say stands in pieces and comes
// out whole; a reader that expects it in one piece, or in others, refuses it.
func TestVaultInPieces(t *testing.T) {
	d := newVaultDesk(t)
	for _, size := range []int{1, 999, 1000, 1001, 2000, 3500} {
		data := filled(size)
		var told int64
		cfg := exchange.InPieces(d.config(data, 2048), 1000)
		paths, err := exchange.SealVault(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		in := contents(t, d, paths[0])
		in.InPieces(1000)
		var out bytes.Buffer
		if _, err := in.Copy(&out, "b.db", int64(size), func(done, total int64) { told = done * 100 / total }); err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if err := in.Finish(); err != nil || !bytes.Equal(out.Bytes(), data) || told != 100 {
			t.Errorf("%d bytes: came out as %d, told %d%%, %v", size, out.Len(), told, err)
		}
		if size <= 1000 {
			continue
		}
		var refusal *exchange.Refusal
		if _, err := contents(t, d, paths[0]).Copy(&out, "b.db", int64(size), nil); !errors.As(err, &refusal) {
			t.Errorf("%d bytes in one piece: %v", size, err)
		}
	}
}

// contents opens a backup behind its first member.
func contents(t *testing.T, d *vaultDesk, path string) *exchange.VaultContents {
	t.Helper()
	v, err := exchange.OpenVault(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	in, err := v.Contents(context.Background(), d.keys)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Small("a.json", 10); err != nil {
		t.Fatal(err)
	}
	return in
}
