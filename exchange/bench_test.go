package exchange_test

import (
	"context"
	"crypto/cipher"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"

	"silian/exchange"
)

const benchSize = 8 << 20

// BenchmarkBase is what the figures below are compared with in one run: one SM3
// pass and one SM4-GCM pass (64 KiB chunks) over 8 MiB. Targets: Seal at most 2.5
// times this, Open at most 1.4.
func BenchmarkBase(b *testing.B) {
	data := make([]byte, benchSize)
	block, err := sm4.NewCipher(make([]byte, 16))
	if err != nil {
		b.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	out := make([]byte, 0, exchange.ChunkSize+16)
	b.SetBytes(benchSize)
	for b.Loop() {
		sm3.Sum(data)
		for off := 0; off < benchSize; off += exchange.ChunkSize {
			out = gcm.Seal(out[:0], make([]byte, 12), data[off:off+exchange.ChunkSize], nil)
		}
	}
}

func benchConfig(w *world) exchange.SealConfig {
	cfg := w.config()
	cfg.Random = nil
	cfg.Attachments = nil
	for i := range byte(8) {
		cfg.Attachments = append(cfg.Attachments, photo(i, 1<<20))
	}
	return cfg
}

// BenchmarkSeal is Seal with its re-check.
func BenchmarkSeal(b *testing.B) {
	w := newWorld(b)
	cfg := benchConfig(w)
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		s, err := exchange.Seal(context.Background(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Discard(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSealOnly is the writing half of Seal.
func BenchmarkSealOnly(b *testing.B) {
	w := newWorld(b)
	cfg := benchConfig(w)
	b.SetBytes(benchSize)
	for b.Loop() {
		s, err := exchange.SealOnly(context.Background(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Discard(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRecheck is the reading half of Seal.
func BenchmarkRecheck(b *testing.B) {
	w := newWorld(b)
	s, err := exchange.Seal(context.Background(), benchConfig(w))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(benchSize)
	for b.Loop() {
		if err := s.Recheck(context.Background(), w.village.card); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Discard(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOpen is Open, its copy into the spool included.
func BenchmarkOpen(b *testing.B) {
	w := newWorld(b)
	_, data := w.seal(benchConfig(w))
	path := w.file(data)
	cfg := w.reader()
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		o, err := exchange.Open(context.Background(), cfg, path)
		if err != nil {
			b.Fatal(err)
		}
		if err := o.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
