package exchange_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
)

func TestForgedBodies(t *testing.T) {
	w := newWorld(t)
	const chunk = exchange.ChunkSize + 16
	body := func(f func(b []byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.EditBody = f }
	}
	badBody := exchange.ReasonBadBody
	w.forge(t, []forgery{
		{"first chunk dropped", body(func(b []byte) []byte { return b[chunk:] }), badBody},
		{"middle chunk dropped", body(func(b []byte) []byte { return append(bytes.Clone(b[:chunk]), b[2*chunk:]...) }), badBody},
		{"last chunk dropped", body(func(b []byte) []byte { return b[:len(b)/chunk*chunk] }), badBody},
		{"chunks swapped", body(func(b []byte) []byte {
			return slices.Concat(b[chunk:2*chunk], b[:chunk], b[2*chunk:])
		}), badBody},
		{"chunk twice", body(func(b []byte) []byte { return slices.Concat(b[:chunk], b) }), badBody},
		{"cut inside a chunk", body(func(b []byte) []byte { return b[:len(b)-5] }), badBody},
		{"flipped and signed again", body(func(b []byte) []byte { b[chunk+9] ^= 4; return b }), badBody},
		{"only a tag", body(func(b []byte) []byte { return b[:16] }), exchange.ReasonBadHeader},
		{"last chunk is empty", body(func(b []byte) []byte { return append(b[:2*chunk:2*chunk], b[:16]...) }), exchange.ReasonBadHeader},
		{"plaintext is no archive", func(p *exchange.Parts) { p.Plain = bytes.Repeat([]byte("x"), 3000) }, badBody},
		{"plaintext cut", func(p *exchange.Parts) { t := exchange.Tar(p.Inner...); p.Plain = t[:len(t)-512] }, badBody},
		{"plaintext longer", func(p *exchange.Parts) { p.Plain = append(exchange.Tar(p.Inner...), make([]byte, 512)...) }, badBody},
	})
}

func TestForgedManifests(t *testing.T) {
	w := newWorld(t)
	manifest := func(f func(m *exchange.Manifest)) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { m := p.Manifest(); f(&m); p.SetManifest(m) }
	}
	raw := func(f func([]byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.Inner[0].Data = f(p.Inner[0].Data) }
	}
	badBody := exchange.ReasonBadBody
	w.forge(t, []forgery{
		{"of another bundle", manifest(func(m *exchange.Manifest) { m.BundleID[0] ^= 1 }), badBody},
		{"of another sender", manifest(func(m *exchange.Manifest) { m.From = "411626104202" }), badBody},
		{"for another office", manifest(func(m *exchange.Manifest) { m.To = "411626105000" }), badBody},
		{"not the one promised", func(p *exchange.Parts) { p.KeepDigest = true; m := p.Manifest(); m.Salt[0] ^= 1; p.SetManifest(m) }, badBody},
		{"negative size", raw(replaceIn(`"size":700}`, `"size":-700}`)), badBody},
		{"huge size", raw(replaceIn(`"size":700}`, `"size":9223372036854775807}`)), badBody},
		{"huge count", raw(replaceIn(`"count":20,`, `"count":18446744073709551615,`)), badBody},
		{"negative count", raw(replaceIn(`"count":20,`, `"count":-20,`)), badBody},
		{"more lines than there are", raw(replaceIn(`"count":20,`, `"count":21,`)), exchange.ReasonBadEntries},
		{"fewer lines than there are", raw(replaceIn(`"count":20,`, `"count":19,`)), exchange.ReasonBadEntries},
		{"null files", raw(func(b []byte) []byte { return nullList(b, "files") }), badBody},
		{"null acks", raw(func(b []byte) []byte { return nullList(b, "acks") }), badBody},
		{"null lacks", raw(func(b []byte) []byte { return nullList(b, "lacks") }), badBody},
		{"traversal as digest", raw(func(b []byte) []byte { return spoilDigest(b, "../../../../etc/passwd") }), badBody},
		{"upper-case digest", raw(func(b []byte) []byte { return spoilDigest(b, "AB") }), badBody},
		{"newer schema", raw(replaceIn(`"schema":1,`, `"schema":2,`)), badBody},
		{"part 2 of 1", raw(replaceIn(`"part":1,`, `"part":2,`)), badBody},
		{"bidi in program", raw(replaceIn(`silian test`, "silian \u202etest")), badBody},
		{"NUL in program", raw(replaceIn(`silian test`, `silian \u0000`)), badBody},
		{"too long", raw(func(b []byte) []byte { return append(b, bytes.Repeat([]byte(" "), 4<<20)...) }), badBody},
		{"file twice", manifest(func(m *exchange.Manifest) { m.Files = append(m.Files, m.Files[0]) }), badBody},
		{"a file that is not there", manifest(func(m *exchange.Manifest) {
			m.Files = append(m.Files, exchange.FileInfo{Digest: casework.DigestOf([]byte("?")), Size: 4})
		}), badBody},
		{"a file less", manifest(func(m *exchange.Manifest) { m.Files = m.Files[:1] }), badBody},
		{"files in another order", manifest(func(m *exchange.Manifest) { slices.Reverse(m.Files) }), badBody},
	})
}

// nullList replaces a list by null.
func nullList(b []byte, key string) []byte {
	start := bytes.Index(b, []byte(`"`+key+`":[`)) + len(key) + 3
	end := start + bytes.IndexByte(b[start:], ']') + 1
	return slices.Concat(b[:start], []byte("null"), b[end:])
}

// spoilDigest overwrites the beginning of the first file's digest.
func spoilDigest(b []byte, with string) []byte {
	out := bytes.Clone(b)
	at := bytes.Index(out, []byte(`"files":[{"digest":"`)) + 20
	copy(out[at:], with)
	return out
}

func TestForgedMembers(t *testing.T) {
	w := newWorld(t)
	badBody := exchange.ReasonBadBody
	w.forge(t, []forgery{
		{"traversal", func(p *exchange.Parts) { p.Inner[2].Name = "a/../../evil" }, badBody},
		{"absolute", func(p *exchange.Parts) { p.Inner[2].Name = "/etc/passwd" }, badBody},
		{"upper-case name", func(p *exchange.Parts) { p.Inner[2].Name = strings.ToUpper(p.Inner[2].Name) }, badBody},
		{"duplicate", func(p *exchange.Parts) { p.Inner = append(p.Inner, p.Inner[2]) }, badBody},
		{"missing", func(p *exchange.Parts) { p.Inner = p.Inner[:4] }, badBody},
		{"extra", func(p *exchange.Parts) {
			p.Inner = append(p.Inner, exchange.Member{Name: "run.exe", Data: []byte("MZ")})
		}, badBody},
		{"manifest second", func(p *exchange.Parts) {
			p.Plain = exchange.Tar(slices.Concat(p.Inner[1:2], p.Inner[:1], p.Inner[2:])...)
		}, badBody},
		{"content differs", func(p *exchange.Parts) { p.Inner[2].Data[600] ^= 1 }, exchange.ReasonBadAttachment},
		{"program as photo", func(p *exchange.Parts) {
			data := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), make([]byte, 692)...)
			d := casework.DigestOf(data)
			m := p.Manifest()
			m.Files[0] = exchange.FileInfo{Digest: d, Size: 700}
			p.SetManifest(m)
			p.Inner[2] = exchange.Member{Name: "a/" + d.String(), Data: data}
		}, exchange.ReasonBadAttachment},
	})
}

func TestForgedEntries(t *testing.T) {
	w := newWorld(t)
	lines := func(f func(lines [][]byte) [][]byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) {
			ls := f(bytes.SplitAfter(bytes.TrimSuffix(p.Inner[1].Data, nil), []byte("\n"))[:20])
			p.SetEntries(bytes.Join(ls, nil), len(ls))
		}
	}
	one := func(line string) func(p *exchange.Parts) {
		return lines(func(ls [][]byte) [][]byte { ls[3] = []byte(line + "\n"); return ls })
	}
	bad := exchange.ReasonBadEntries
	w.forge(t, []forgery{
		{"not JSON", one("hello"), bad},
		{"array", one("[]"), bad},
		{"number", one("1"), bad},
		{"null", one("null"), bad},
		{"blank", one(""), bad},
		{"2 MiB", one(`{"e":{"v":"` + strings.Repeat("x", 2<<20) + `"},"b":null}`), bad},
		{"deep", one(`{"e":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `,"b":null}`), bad},
		{"carriage return", lines(func(ls [][]byte) [][]byte { ls[3] = slices.Concat(ls[3][:len(ls[3])-1], []byte("\r\n")); return ls }), bad},
		{"space", lines(func(ls [][]byte) [][]byte { ls[3] = append([]byte(" "), ls[3]...); return ls }), bad},
		{"no last newline", func(p *exchange.Parts) { d := p.Inner[1].Data; p.SetEntries(d[:len(d)-1], 20) }, bad},
		{"twice", lines(func(ls [][]byte) [][]byte { return slices.Insert(ls, 4, ls[3]) }), bad},
		{"out of order", lines(func(ls [][]byte) [][]byte { ls[3], ls[4] = ls[4], ls[3]; return ls }), bad},
		{"body changed", lines(func(ls [][]byte) [][]byte {
			ls[0] = bytes.Replace(ls[0], []byte("水渠"), []byte("水井"), 1)
			return ls
		}), bad},
		{"digest wrong", func(p *exchange.Parts) {
			m := p.Manifest()
			m.Entries.Digest[0] ^= 1
			p.SetManifest(m)
		}, bad},
	})
}
