package exchange_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"silian/exchange"
)

// corpusContainer is what copying does to files, and what is no file of ours.
func corpusContainer() []corpusRow {
	const cluster = 4096
	none, damaged := exchange.ReasonNotSealedFile, exchange.ReasonDamaged
	zeroed := func(b []byte, from, to int) []byte { b = bytes.Clone(b); clear(b[from:to]); return b }
	return []corpusRow{
		one("empty", none, func(*corpus) []byte { return []byte{} }),
		one("one byte", none, func(*corpus) []byte { return []byte("X") }),
		one("zeros", none, func(*corpus) []byte { return make([]byte, 1<<20) }),
		one("random", none, func(*corpus) []byte {
			b := make([]byte, 1<<20)
			_, _ = rand.NewChaCha8([32]byte{5}).Read(b)
			return b
		}),
		one("half copied, aligned", damaged, func(c *corpus) []byte { return c.data[:len(c.data)/2/512*512] }),
		one("half copied, unaligned", damaged, func(c *corpus) []byte { return c.data[:len(c.data)/2/512*512+100] }),
		one("last byte missing", damaged, func(c *corpus) []byte { return c.data[:len(c.data)-1] }),
		one("last block missing", damaged, func(c *corpus) []byte { return c.data[:len(c.data)-512] }),
		one("tail zeroed", damaged, func(c *corpus) []byte { return zeroed(c.data, len(c.data)-3*cluster, len(c.data)) }),
		one("cluster zeroed", damaged, func(c *corpus) []byte { return zeroed(c.data, 2*cluster, 3*cluster) }),
		one("clusters swapped", damaged, func(c *corpus) []byte {
			return slices.Concat(c.data[:2*cluster], c.data[3*cluster:4*cluster], c.data[2*cluster:3*cluster], c.data[4*cluster:])
		}),
		{"bytes appended", func(_ *testing.T, c *corpus) (out []attack) {
			for _, n := range []int{1, 512, 1024, 10240} {
				out = append(out, attack{name: fmt.Sprint(n), data: append(bytes.Clone(c.data), make([]byte, n)...), want: damaged})
			}
			return out
		}},
		one("a second bundle appended", damaged, func(c *corpus) []byte { return append(bytes.Clone(c.data), c.data...) }),
		{"a flipped bit in every member", func(_ *testing.T, c *corpus) (out []attack) {
			for _, m := range exchange.Untar(c.data) {
				bad := bytes.Clone(c.data)
				bad[bytes.Index(bad, append([]byte(m.Name), 0))+512+len(m.Data)/2] ^= 1
				out = append(out, attack{name: m.Name, data: bad, want: damaged})
			}
			return out
		}},
	}
}

// corpusTar is archives that other programs would take.
func corpusTar() []corpusRow {
	damaged := exchange.ReasonDamaged
	field := func(phrase, member string, off int, text string, want exchange.Reason) corpusRow {
		return one(phrase, want, func(c *corpus) []byte {
			return tarWith(c.data, member, func(h []byte) { copy(h[off:], text) })
		})
	}
	return []corpusRow{
		field("other tar mode", "header.json", 100, "0000755", damaged),
		field("other tar uid", "header.json", 108, "0001750", damaged),
		{"other tar type", func(_ *testing.T, c *corpus) (out []attack) {
			for _, kind := range "\x00123456xgLKS" {
				bad := tarWith(c.data, "header.sig", func(h []byte) { h[156] = byte(kind) })
				out = append(out, attack{name: fmt.Sprintf("%q", kind), data: bad, want: damaged})
			}
			return out
		}},
		{"pax first", func(_ *testing.T, c *corpus) []attack {
			pax := tarWith(exchange.Tar(exchange.Member{Name: "PaxHeaders.0/header.json", Data: []byte("21 path=/etc/passwd12\n")}),
				"PaxHeaders.0/header.json", func(h []byte) { h[156] = 'x' })
			return []attack{
				{name: "whole", data: append(pax[:1024], c.data...), want: exchange.ReasonNotSealedFile},
				{name: "as README", data: tarWith(c.data, "XFB1-README.txt", func(h []byte) { h[156] = 'x' }), want: damaged},
			}
		}},
		field("8 GiB size", "body.enc", 124, "77777777777", exchange.ReasonTooLarge),
		field("base-256 size", "body.enc", 124, "\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00", damaged),
	}
}
