package exchange_test

import (
	"bytes"
	"io"
	"testing"

	"silian/exchange"
)

func TestLocalStream(t *testing.T) {
	key := [16]byte{1, 2, 3}
	plain := bytes.Repeat([]byte("recording"), 20_000) // three chunks
	var sealed bytes.Buffer
	w, err := exchange.SealLocal(&sealed, key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	read := func(data []byte, key [16]byte) ([]byte, error) {
		r, err := exchange.OpenLocal(bytes.NewReader(data), int64(len(data)), key)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	if got, err := read(sealed.Bytes(), key); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if _, err := read(sealed.Bytes(), [16]byte{1, 2, 4}); err == nil {
		t.Error("another key opens it")
	}
	for _, n := range []int{0, 5, 16, exchange.ChunkSize + 16, sealed.Len() - 1} {
		if _, err := read(sealed.Bytes()[:n], key); err == nil {
			t.Errorf("cut to %d bytes it opens", n)
		}
	}
	for _, at := range []int{0, exchange.ChunkSize, exchange.ChunkSize + 20, sealed.Len() - 1} {
		changed := bytes.Clone(sealed.Bytes())
		changed[at] ^= 1
		if _, err := read(changed, key); err == nil {
			t.Errorf("byte %d changed and it opens", at)
		}
	}
}
