//go:build unix

package exchange_test

import (
	"context"
	"crypto/cipher"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
	"golang.org/x/sys/unix"

	"silian/casework"
	"silian/exchange"
)

// BenchmarkSizes seals and opens bundles of SILIAN_BENCH_MB megabytes ("1,100,500";
// without it, 1) beside a plain copy, one SM3 pass and one SM4-GCM pass over the same
// bytes, all in turn within each round. Ratios are to the two passes; "cpu" counts the
// time of all cores, the rest the time a person waits. peak-MiB is the most heap in use
// while sealing and opening, above what was there before.
func BenchmarkSizes(b *testing.B) {
	sizes := os.Getenv("SILIAN_BENCH_MB")
	if sizes == "" {
		sizes = "1"
	}
	for _, s := range strings.Split(sizes, ",") {
		var mb int64
		if _, err := fmt.Sscan(s, &mb); err != nil {
			b.Fatal(err)
		}
		b.Run(s+"MB", func(b *testing.B) { benchSizes(b, mb<<20) })
	}
}

// span is wall and processor time of one thing over all rounds.
type span struct{ wall, cpu time.Duration }

func (s *span) time(f func() error) error {
	wall, cpu := time.Now(), cpuTime()
	err := f()
	s.wall += time.Since(wall)
	s.cpu += cpuTime() - cpu
	return err
}

func cpuTime() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func benchSizes(b *testing.B, size int64) {
	w := newWorld(b)
	store := bigFile(b, size)
	cfg := w.config()
	cfg.Random, cfg.Attachments = nil, slicesOf(b, store, size)
	var copied, sum, gcm, seal, recheck, open span
	var peak int64
	ctx := context.Background()
	stick := filepath.Join(b.TempDir(), "stick.xfb")
	for b.Loop() {
		steps := []error{
			copied.time(func() error { return copyFile(store, stick) }),
			sum.time(func() error { return sm3Pass(store) }),
			gcm.time(func() error { return gcmPass(store) }),
		}
		var s *exchange.Sealed
		peak = max(peak, watchHeap(func() {
			steps = append(steps,
				seal.time(func() (err error) { s, err = exchange.SealOnly(ctx, cfg); return err }),
				recheck.time(func() error { return s.Recheck(ctx, w.village.card) }))
		}))
		steps = append(steps, copyFile(s.Path(), stick), s.Discard())
		peak = max(peak, watchHeap(func() {
			steps = append(steps, open.time(func() error { return openAndClose(w.reader(), stick) }))
		}))
		for _, err := range steps {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	base := span{sum.wall + gcm.wall, sum.cpu + gcm.cpu}
	n := float64(b.N)
	b.ReportMetric(base.wall.Seconds()*1000/n, "passes-ms")
	for _, r := range []struct {
		name string
		s    span
	}{{"copy", copied}, {"seal", seal}, {"seal+recheck", span{seal.wall + recheck.wall, seal.cpu + recheck.cpu}}, {"open", open}} {
		b.ReportMetric(float64(r.s.wall)/float64(base.wall), r.name)
		b.ReportMetric(float64(r.s.cpu)/float64(base.cpu), r.name+"-cpu")
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
}

// bigFile is what an attachment store would hold: no two MiB are the same.
func bigFile(b *testing.B, size int64) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "store.bin")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := io.CopyN(f, rand.NewChaCha8([32]byte{3}), size); err != nil {
		b.Fatal(err)
	}
	for at := int64(0); at < size; at += sliceSize {
		if _, err := f.WriteAt([]byte("\xff\xd8\xff\xe0"), at); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

// sliceSize is one attachment: a photo.
const sliceSize = 1 << 20

func slicesOf(b *testing.B, path string, size int64) (out []exchange.Attachment) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	buf := make([]byte, sliceSize)
	for at := int64(0); at < size; at += sliceSize {
		n := min(sliceSize, size-at)
		if _, err := f.ReadAt(buf[:n], at); err != nil {
			b.Fatal(err)
		}
		out = append(out, exchange.Attachment{
			FileInfo: exchange.FileInfo{Digest: casework.DigestOf(buf[:n]), Size: n},
			Open:     func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(f, at, n)), nil },
		})
	}
	return out
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{dst}, struct{ io.Reader }{src}, make([]byte, 1<<20))
	return cmpOr(err, dst.Close())
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func sm3Pass(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.CopyBuffer(struct{ io.Writer }{sm3.New()}, struct{ io.Reader }{f}, make([]byte, exchange.ChunkSize))
	return err
}

func gcmPass(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	block, err := sm4.NewCipher(make([]byte, 16))
	if err != nil {
		return err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return err
	}
	buf, out, nonce := make([]byte, exchange.ChunkSize), make([]byte, 0, exchange.ChunkSize+16), make([]byte, 12)
	for {
		n, err := io.ReadFull(f, buf)
		out = gcm.Seal(out[:0], nonce, buf[:n], nil)
		if err != nil {
			return ignoreEnd(err)
		}
	}
}

func ignoreEnd(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

// watchHeap gives the most heap in use while f runs, above what was in use before.
func watchHeap(f func()) int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapInuse
	var stop atomic.Bool
	done := make(chan int64)
	go func() {
		most := int64(0)
		for !stop.Load() {
			runtime.ReadMemStats(&m)
			most = max(most, int64(m.HeapInuse)-int64(before))
			time.Sleep(5 * time.Millisecond)
		}
		done <- most
	}()
	f()
	stop.Store(true)
	return <-done
}
