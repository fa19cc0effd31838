package exchange_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"testing"

	"silian/exchange"
)

// small is a bundle that fits a few blocks, for tests that try every place.
func (w *world) small() (*exchange.Sealed, []byte) {
	cfg := w.config()
	cfg.Entries = seqOf(journal(w.t, w.village.office.Code, 2))
	cfg.Attachments = []exchange.Attachment{photo(1, 40)}
	return w.seal(cfg)
}

func TestEveryByteCounts(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	for at := 0; at < len(data); at += stride(11) {
		bad := bytes.Clone(data)
		bad[at] ^= 1 << (at % 8)
		if _, err := exchange.VerifyBytes(bad, w.reader().Trust); err == nil {
			t.Fatalf("a flipped bit at byte %d of %d passes", at, len(data))
		}
	}
}

// TestFlipsByMember opens files with one flipped byte in each member and header.
func TestFlipsByMember(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	damaged := []exchange.Reason{exchange.ReasonDamaged}
	for _, name := range []string{"XFB1-README.txt", "header.json", "header.sig", "body.enc", "SM3SUMS.txt"} {
		at := bytes.Index(data, append([]byte(name), 0))
		wantName := damaged
		if name == "XFB1-README.txt" {
			wantName = []exchange.Reason{exchange.ReasonNotSealedFile}
		}
		for _, f := range []struct {
			what string
			off  int
			want []exchange.Reason
		}{
			{"name", 1, wantName},
			{"mode", 104, damaged},
			{"uid", 110, damaged},
			{"gid", 118, damaged},
			{"size", 134, damaged},
			{"mtime", 140, damaged},
			{"sum", 150, damaged},
			{"type", 156, damaged},
			{"link", 160, damaged},
			{"magic", 258, damaged},
			{"owner", 270, damaged},
			{"prefix", 400, damaged},
			{"content", 512, damaged},
		} {
			t.Run(name+" "+f.what, func(t *testing.T) {
				w := w.with(t)
				bad := bytes.Clone(data)
				bad[at+f.off] ^= 1
				w.refused(w.reader(), bad, f.want...)
			})
		}
	}
}

// with gives the world to a subtest.
func (w *world) with(t testing.TB) *world {
	c := *w
	c.t = t
	return &c
}

func TestDamagedOnTheWay(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	random := make([]byte, 5000)
	if _, err := rand.Read(random); err != nil {
		t.Fatal(err)
	}
	swapped := bytes.Clone(data)
	copy(swapped[8192:12288], data[12288:16384])
	copy(swapped[12288:16384], data[8192:12288])
	zeroed := func(from, to int) []byte {
		out := bytes.Clone(data)
		clear(out[from:to])
		return out
	}
	notOurs := exchange.ReasonNotSealedFile
	damaged := exchange.ReasonDamaged
	for _, tt := range []struct {
		name string
		data []byte
		want exchange.Reason
	}{
		{"empty", nil, notOurs},
		{"one byte", []byte("X"), notOurs},
		{"zeros", make([]byte, 4096), notOurs},
		{"random", random, notOurs},
		{"a zip", append([]byte("PK\x03\x04"), random...), notOurs},
		{"half, aligned", data[:len(data)/2/512*512], damaged},
		{"half, unaligned", data[:len(data)/2-100], damaged},
		{"readme only", data[:512], damaged},
		{"last byte missing", data[:len(data)-1], damaged},
		{"last block missing", data[:len(data)-512], damaged},
		{"both end blocks missing", data[:len(data)-1024], damaged},
		{"tail zeroed", zeroed(len(data)-20000, len(data)), damaged},
		{"cluster zeroed", zeroed(16384, 20480), damaged},
		{"clusters swapped", swapped, damaged},
		{"a byte appended", append(bytes.Clone(data), 0), damaged},
		{"zeros appended", append(bytes.Clone(data), make([]byte, 512)...), damaged},
		{"a second bundle appended", append(bytes.Clone(data), data...), damaged},
		{"a second bundle inside", append(bytes.Clone(data[:len(data)-1024]), data...), damaged},
		{"a later format", bytes.Replace(data, []byte("XFB1-README.txt"), []byte("XFB2-README.txt"), 1), exchange.ReasonNewerFormat},
	} {
		t.Run(tt.name, func(t *testing.T) { w.with(t).refused(w.reader(), tt.data, tt.want) })
	}
}

// tarWith replaces one member's size field and recomputes the checksum.
func tarWith(data []byte, name string, field func(h []byte)) []byte {
	out := bytes.Clone(data)
	at := bytes.Index(out, append([]byte(name), 0))
	h := out[at : at+512]
	field(h)
	copy(h[148:156], "        ")
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:156], fmt.Sprintf("%06o\x00 ", sum))
	return out
}

func TestOtherTars(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	field := func(off int, text string) func(h []byte) {
		return func(h []byte) { copy(h[off:], text) }
	}
	for _, tt := range []struct {
		name, member string
		edit         func(h []byte)
		want         []exchange.Reason
	}{
		{"mode 0755", "header.json", field(100, "0000755"), []exchange.Reason{exchange.ReasonDamaged}},
		{"uid", "header.json", field(108, "0001750"), []exchange.Reason{exchange.ReasonDamaged}},
		{"symlink", "header.sig", field(156, "2"), []exchange.Reason{exchange.ReasonDamaged}},
		{"old type", "header.sig", field(156, "\x00"), []exchange.Reason{exchange.ReasonDamaged}},
		{"pax first", "XFB1-README.txt", field(156, "x"), []exchange.Reason{exchange.ReasonDamaged}},
		{"gnu magic", "body.enc", field(257, "ustar  \x00"), []exchange.Reason{exchange.ReasonDamaged}},
		{"8 GiB", "body.enc", field(124, "77777777777"), []exchange.Reason{exchange.ReasonTooLarge}},
		{"2 GiB of header", "header.json", field(124, "20000000000"), []exchange.Reason{exchange.ReasonTooLarge}},
		{"base 256", "body.enc", field(124, "\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00"), []exchange.Reason{exchange.ReasonDamaged}},
		{"spaces in size", "body.enc", field(124, "      40000"), []exchange.Reason{exchange.ReasonDamaged}},
		{"date", "body.enc", field(136, "14000000000"), []exchange.Reason{exchange.ReasonDamaged}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w.with(t).refused(w.reader(), tarWith(data, tt.member, tt.edit), tt.want...)
		})
	}
}
