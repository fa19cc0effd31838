package exchange_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// stride is how many places a flip test passes over; SILIAN_FLIPS=1 tries every one
// (make fuzz does).
func stride(n int) int {
	if os.Getenv("SILIAN_FLIPS") != "" {
		return 1
	}
	return n
}

// TestFlipOnTheWay changes one byte of a finished bundle: always refused, with a
// reason, and nothing stays.
func TestFlipOnTheWay(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	path := w.file(data)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	put := func(at int, b byte) {
		if _, err := f.WriteAt([]byte{b}, int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	for at := 0; at < len(data); at += stride(41) {
		put(at, data[at]^1<<(at%8))
		if err := openAndClose(w.reader(), path); exchange.ReasonOf(err) == "" {
			t.Errorf("byte %d of %d: %v", at, len(data), err)
		}
		put(at, data[at])
	}
	w.spoolEmpty()
	if err := openAndClose(w.reader(), path); err != nil {
		t.Errorf("unchanged: %v", err)
	}
}

// TestFlipBySender changes one byte of the inside, or of the header, before everything
// is digested and signed anew, as a broken writer would: refused, or what is read is
// canonical all the same.
func TestFlipBySender(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	plain := exchange.Tar(exchange.TakeApart(bytes.Clone(data), w.township.keys).Inner...)
	header := exchange.Untar(data)[1].Data
	harmless := 0
	try := func(what string, at int, edit func(p *exchange.Parts)) {
		p := exchange.TakeApart(bytes.Clone(data), w.township.keys)
		edit(p)
		o, err := exchange.Open(context.Background(), w.reader(), w.file(p.Build(w.village.keys)))
		if err == nil {
			harmless++
			again, encErr := casework.Encode(o.Manifest)
			if encErr != nil || casework.DigestOf(again) != o.Header.ManifestDigest {
				t.Errorf("%s byte %d: taken as something else than it is", what, at)
			}
			if err := o.Close(); err != nil {
				t.Error(err)
			}
		} else if exchange.ReasonOf(err) == "" {
			t.Errorf("%s byte %d: %v", what, at, err)
		}
		w.spoolEmpty()
	}
	for at := 0; at < len(plain); at += stride(53) {
		try("inside", at, func(p *exchange.Parts) {
			p.Plain = bytes.Clone(plain)
			p.Plain[at] ^= 1 << (at % 8)
			p.Inner[0].Data = p.Plain[512 : 512+len(p.Inner[0].Data)] // whose digest stands in the header
		})
	}
	for at := 0; at < len(header); at += stride(53) {
		try("header", at, func(p *exchange.Parts) {
			p.EditHeader = func(h []byte) []byte { h[at] ^= 1 << (at % 8); return h }
		})
	}
	t.Logf("%d flips were harmless: salt, program, created", harmless)
}
