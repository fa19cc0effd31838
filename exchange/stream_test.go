package exchange

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
)

// TestStream goes through every length around the chunk borders, forward and at
// single places.
func TestStream(t *testing.T) {
	key := [16]byte{1, 2, 3}
	for _, n := range []int{1, 15, 16, ChunkSize - 1, ChunkSize, ChunkSize + 1, 2 * ChunkSize, 3*ChunkSize + 5} {
		plain := make([]byte, n)
		_, _ = rand.NewChaCha8([32]byte{byte(n)}).Read(plain)
		sealed := Encrypt(key, plain)
		if int64(len(sealed)) != sealedLen(int64(n)) {
			t.Errorf("%d bytes make %d, want %d", n, len(sealed), sealedLen(int64(n)))
		}
		r, err := newStreamReader(bytes.NewReader(sealed), int64(len(sealed)), key)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(io.NewSectionReader(r, 0, r.size))
		if err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: read %d, %v", n, len(got), err)
		}
		for _, off := range []int{n - 1, 0, n / 2} {
			var one [1]byte
			if _, err := r.ReadAt(one[:], int64(off)); err != nil || one[0] != plain[off] {
				t.Errorf("byte %d of %d: %v", off, n, err)
			}
		}
		if m, err := r.ReadAt(make([]byte, 2), int64(n-1)); m != 1 || !errors.Is(err, io.EOF) {
			t.Errorf("past the end: %d %v", m, err)
		}
		if _, err := r.ReadAt(make([]byte, 1), -1); err == nil {
			t.Error("negative offset")
		}
	}
}

func TestStreamLengths(t *testing.T) {
	for n := int64(1); n < 3*ChunkSize; n += 13 {
		if got, ok := plainLen(sealedLen(n)); !ok || got != n {
			t.Fatalf("%d -> %d -> %d %v", n, sealedLen(n), got, ok)
		}
	}
	for _, n := range []int64{-1, 0, 16, sealedSize + 1, sealedSize + 16, 2*sealedSize + 5} {
		if got, ok := plainLen(n); ok {
			t.Errorf("a body of %d bytes holds %d", n, got)
		}
	}
}

// TestStreamFlag: a file of whole chunks must not pass for a longer one cut off.
func TestStreamFlag(t *testing.T) {
	key := [16]byte{9}
	long := Encrypt(key, make([]byte, 2*ChunkSize))
	short := long[:sealedSize]
	r, err := newStreamReader(bytes.NewReader(short), int64(len(short)), key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.ReadAt(make([]byte, 1), 0); !errors.Is(err, errStream) {
		t.Errorf("cut stream: %v", err)
	}
	w, err := newStreamWriter(io.Discard, key)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil {
		t.Error("empty stream")
	}
}
