package exchange_test

import (
	"bytes"
	"crypto/cipher"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm4"

	"silian/casework"
	"silian/exchange"
)

// corpusBody is chunks that do not stand where they were sealed; the sender signed
// them so.
func corpusBody() []corpusRow {
	const chunk = exchange.ChunkSize + 16
	body := func(f func(b []byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.EditBody = f }
	}
	flags := func(last func(i, n int) bool) func(p *exchange.Parts) {
		return func(p *exchange.Parts) {
			p.EditBody = func([]byte) []byte { return sealChunks(p, last) }
		}
	}
	bad := exchange.ReasonBadBody
	return []corpusRow{
		forged("chunk reordered", bad, body(func(b []byte) []byte { return slices.Concat(b[chunk:2*chunk], b[:chunk], b[2*chunk:]) })),
		forged("chunk dropped", bad,
			body(func(b []byte) []byte { return b[chunk:] }),
			body(func(b []byte) []byte { return slices.Concat(b[:chunk], b[2*chunk:]) }),
			body(func(b []byte) []byte { return b[:len(b)/chunk*chunk] })),
		forged("last flag moved", bad,
			flags(func(i, _ int) bool { return i == 0 }),
			flags(func(i, n int) bool { return i == n-2 }),
			flags(func(int, int) bool { return false }),
			flags(func(int, int) bool { return true })),
	}
}

// sealChunks encrypts the plaintext of p with flags that a careless writer would set.
func sealChunks(p *exchange.Parts, last func(i, n int) bool) []byte {
	key, _, _ := exchange.Secrets(p.Key, p.Header)
	block, err := sm4.NewCipher(key[:])
	if err != nil {
		panic(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	chunks := slices.Collect(slices.Chunk(exchange.Tar(p.Inner...), exchange.ChunkSize))
	var out []byte
	for i, c := range chunks {
		var nonce [12]byte
		binary.BigEndian.PutUint64(nonce[3:], uint64(i))
		if last(i, len(chunks)) {
			nonce[11] = 1
		}
		out = gcm.Seal(out, nonce[:], c, nil)
	}
	return out
}

// corpusManifest is manifests that lie.
func corpusManifest() []corpusRow {
	manifest := func(f func(m *exchange.Manifest)) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { m := p.Manifest(); f(&m); p.SetManifest(m) }
	}
	instead := func(old string, with ...string) (out []func(p *exchange.Parts)) {
		for _, s := range with {
			out = append(out, func(p *exchange.Parts) { p.Inner[0].Data = replaceIn(old, s)(p.Inner[0].Data) })
		}
		return out
	}
	bad := exchange.ReasonBadBody
	return []corpusRow{
		forged("manifest of another bundle", bad, manifest(func(m *exchange.Manifest) { m.BundleID[0] ^= 1 })),
		forged("manifest of another office", bad,
			manifest(func(m *exchange.Manifest) { m.From = "411626104202" }),
			manifest(func(m *exchange.Manifest) { m.To = "411626105000" })),
		forged("counts negative", bad, instead(`"count":20,`, `"count":-20,`, `"count":-0,`)...),
		forged("counts huge", bad, append(instead(`"count":20,`, `"count":50001,`, `"count":18446744073709551615,`, `"count":1e9,`),
			million(`"files":[`, "{},"), million(`"acks":[`, "{},"), million(`"lacks":[`, "2,"), million(`"files":[`, `{"digest":"","size":0},`))...),
		forged("sizes negative", bad, instead(`"size":700}`, `"size":-700}`, `"size":-9223372036854775808}`)...),
		forged("sizes huge", bad, instead(`"size":700}`, `"size":536870913}`, `"size":9223372036854775807}`, `"size":18446744073709551615}`)...),
	}
}

// million fills a list of the manifest up to the size that a manifest may have.
func million(list, element string) func(p *exchange.Parts) {
	return func(p *exchange.Parts) {
		n := (4<<20 - len(p.Inner[0].Data)) / len(element)
		p.Inner[0].Data = replaceIn(list, list+strings.Repeat(element, n))(p.Inner[0].Data)
	}
}

// corpusMembers is inner archives that would write elsewhere or hold something else.
func corpusMembers() []corpusRow {
	name := func(f func(old string) string) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.Inner[2].Name = f(p.Inner[2].Name) }
	}
	always := func(s string) func(string) string { return func(string) string { return s } }
	bad := exchange.ReasonBadBody
	return []corpusRow{
		forged("traversal member", bad, name(always("a/../../evil")), name(always("../../../../etc/cron.d/x")), name(always("/etc/passwd")),
			name(always(`a\..\..\evil`)), name(always(`C:\evil`)), name(always("a/NUL"))),
		forged("upper-case member", bad, name(strings.ToUpper), name(func(s string) string { return "A" + s[1:] })),
		forged("duplicate member", bad, func(p *exchange.Parts) { p.Inner = append(p.Inner, p.Inner[2]) },
			func(p *exchange.Parts) { p.Inner[3] = p.Inner[2] }),
		forged("missing member", bad, func(p *exchange.Parts) { p.Inner = p.Inner[:4] },
			func(p *exchange.Parts) { p.Inner = slices.Delete(p.Inner, 1, 2) },
			func(p *exchange.Parts) { p.Plain = exchange.Tar(p.Inner[1:]...) }),
		forged("extra member", bad, func(p *exchange.Parts) {
			p.Inner = append(p.Inner, exchange.Member{Name: "run.exe", Data: []byte("MZ")})
		}, func(p *exchange.Parts) {
			p.Inner = append(p.Inner, exchange.Member{Name: "a/" + casework.DigestOf(nil).String(), Data: nil})
		}),
		forged("content differs", exchange.ReasonBadAttachment,
			func(p *exchange.Parts) { p.Inner[2].Data[600] ^= 1 },
			func(p *exchange.Parts) { p.Inner[3].Data = bytes.Repeat([]byte{0xff}, len(p.Inner[3].Data)) }),
	}
}
