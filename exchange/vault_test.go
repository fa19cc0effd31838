package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"silian/exchange"
)

// vaultDesk is an office that writes backups.
type vaultDesk struct {
	t     *testing.T
	keys  *exchange.KeyRing
	paper exchange.RecoveryKey
	file  []byte // key file
	dir   string
	n     int
}

func newVaultDesk(t *testing.T) *vaultDesk {
	t.Helper()
	keys, paper, err := exchange.GenerateKeys(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &vaultDesk{t: t, keys: keys, paper: paper, file: lock(t, keys, "柳林-2026"), dir: t.TempDir()}
}

func (d *vaultDesk) config(data []byte, part int64) exchange.VaultConfig {
	d.n++
	return exchange.VaultConfig{
		Keys: d.keys, KeyFile: d.file, Type: exchange.TypeBackup, Office: "411626000000", Dir: d.dir, Name: fmt.Sprintf("SB-%d.sbk", d.n), Part: part,
		Members: []exchange.VaultMember{exchange.BytesMember("a.json", []byte("{}")), exchange.BytesMember("b.db", data)},
	}
}

func (d *vaultDesk) seal(data []byte, part int64) []string {
	d.t.Helper()
	paths, err := exchange.SealVault(context.Background(), d.config(data, part))
	if err != nil {
		d.t.Fatal(err)
	}
	return paths
}

// read opens a backup and gives what is inside.
func read(path string, keys exchange.Deriver, size int64) ([]byte, error) {
	v, err := exchange.OpenVault(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = v.Close() }()
	in, err := v.Contents(context.Background(), keys)
	if err != nil {
		return nil, err
	}
	if _, err := in.Small("a.json", 10); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if _, err := in.Copy(&out, "b.db", size, nil); err != nil {
		return nil, err
	}
	return out.Bytes(), in.Finish()
}

func filled(n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(i * 7 >> 3)
	}
	return out
}

// TestVaultRoundTrip: sizes around the edges of chunks and parts come out as they went in.
func TestVaultRoundTrip(t *testing.T) {
	d := newVaultDesk(t)
	for _, size := range []int{0, 1, 511, exchange.ChunkSize, 3*exchange.ChunkSize + 17} {
		for _, part := range []int64{0, max(1000, int64(size)/7), exchange.ChunkSize, 2*exchange.ChunkSize + 1} {
			data := filled(size)
			paths := d.seal(data, part)
			if want := 1; part == 0 && len(paths) != want {
				t.Errorf("%d parts", len(paths))
			}
			got, err := read(paths[0], d.keys, int64(size))
			if err != nil || !bytes.Equal(got, data) {
				t.Errorf("size %d part %d: %d bytes, %v", size, part, len(got), err)
			}
			for _, p := range paths {
				if sealed, err := os.ReadFile(p); err != nil || size > 600 && bytes.Contains(sealed, data[:600]) {
					t.Errorf("plain text in %s: %v", p, err)
				}
			}
		}
	}
}

// TestVaultKeys: the password of the day and the recovery key open it, others do not.
func TestVaultKeys(t *testing.T) {
	d := newVaultDesk(t)
	path := d.seal(filled(100), 0)[0]
	v, err := exchange.OpenVault(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.Close() }()
	file, err := v.KeyFile()
	if err != nil || !bytes.Equal(file, d.file) {
		t.Fatalf("key file differs: %v", err)
	}
	byPassword, err := open(file, "柳林-2026")
	if err != nil {
		t.Fatal(err)
	}
	byPaper, err := d.paper.OpenKeyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, keys := range []*exchange.KeyRing{byPassword, byPaper} {
		if got, err := read(path, keys, 100); err != nil || !bytes.Equal(got, filled(100)) {
			t.Errorf("%v", err)
		}
	}
	if _, err := open(file, "柳林-2027"); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := exchange.OpenKeyFile(file, "柳林-2026"); !errors.Is(err, exchange.ErrWeakKDF) {
		t.Errorf("a weak file is taken: %v", err)
	}
	if _, err := read(path, newVaultDesk(t).keys, 100); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("another office's keys: %v", err)
	}
}

// TestVaultPartsBelongTogether: a missing, foreign, doubled or swapped part is refused.
func TestVaultPartsBelongTogether(t *testing.T) {
	d := newVaultDesk(t)
	data := filled(3 * exchange.ChunkSize)
	a, b := d.seal(data, exchange.ChunkSize), d.seal(data, exchange.ChunkSize)
	put := func(from, to string) {
		bytes, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, bytes, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	keep := filepath.Join(t.TempDir(), "keep")
	put(a[1], keep)
	for _, from := range []string{b[1], a[0], a[2]} {
		put(from, a[1])
		if _, err := read(a[0], d.keys, int64(len(data))); exchange.ReasonOf(err) != exchange.ReasonDamaged {
			t.Errorf("%s as part 2: %v", filepath.Base(from), err)
		}
	}
	if err := os.Remove(a[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := read(a[0], d.keys, int64(len(data))); exchange.ReasonOf(err) != exchange.ReasonDamaged {
		t.Errorf("missing part: %v", err)
	}
	put(keep, a[1])
	if _, err := read(a[1], d.keys, 0); exchange.ReasonOf(err) != exchange.ReasonWrongType {
		t.Errorf("part 2 first: %v", err)
	}
	if got, err := read(a[0], d.keys, int64(len(data))); err != nil || !bytes.Equal(got, data) {
		t.Errorf("put right again: %v", err)
	}
}

// TestVaultEveryByte: each byte of the header and many others, changed, is
// refused; so is each length.
func TestVaultEveryByte(t *testing.T) {
	d := newVaultDesk(t)
	data := filled(20000)
	path := d.seal(data, 0)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	front := len(whole) - len(data) - 3000 // README, header, and the tar headers around them
	refused := func(what string) {
		_, err := read(path, d.keys, int64(len(data)))
		if exchange.ReasonOf(err) == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	try := func(what string, bytes []byte) {
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(what)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i := 0; i < len(whole); i++ {
		if i < 1024 && i%13 != 0 || i > front && i%97 != 0 { // README; body
			continue
		}
		for _, put := range []byte{whole[i] ^ 0x10, whole[i]} {
			if _, err := f.WriteAt([]byte{put}, int64(i)); err != nil {
				t.Fatal(err)
			}
			if put != whole[i] {
				refused(fmt.Sprintf("byte %d", i))
			}
		}
	}
	for _, n := range []int{0, 1, 511, 512, 5000, len(whole) - 1024, len(whole) - 1} {
		try(fmt.Sprintf("cut at %d", n), whole[:n])
	}
	try("longer", append(bytes.Clone(whole), 0))
	try("another format", bytes.Replace(whole, []byte("SBK1"), []byte("SBK2"), 1))
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := read(path, d.keys, int64(len(data))); err != nil {
		t.Errorf("unchanged: %v", err)
	}
}

// TestVaultFrontIsBound: a header that was changed with a right check opens nothing.
func TestVaultFrontIsBound(t *testing.T) {
	d := newVaultDesk(t)
	path := d.seal(filled(100), 0)[0]
	for _, c := range []struct {
		what   string
		change func(*exchange.VaultHeader)
		want   exchange.Reason
	}{
		{"nothing", func(*exchange.VaultHeader) {}, ""},
		{"another office", func(h *exchange.VaultHeader) { h.Office = "411626000001" }, exchange.ReasonDamaged},
		{"another day", func(h *exchange.VaultHeader) { h.Office, h.Created = "411626000000", h.Created+86400 }, exchange.ReasonDamaged},
		{"one more part", func(h *exchange.VaultHeader) { h.Created, h.Parts = h.Created-86400, 2 }, exchange.ReasonDamaged},
	} {
		if err := exchange.Reforge(path, c.change); err != nil {
			t.Fatal(err)
		}
		if _, err := read(path, d.keys, 100); exchange.ReasonOf(err) != c.want {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
