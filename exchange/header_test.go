package exchange_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"silian/exchange"
)

// forgery is one bundle that its sender (or a thief of its keys) made wrong.
type forgery struct {
	name string
	edit func(p *exchange.Parts)
	want exchange.Reason
}

func (w *world) forge(t *testing.T, list []forgery) {
	t.Helper()
	_, data := w.seal(w.config())
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			p := exchange.TakeApart(data, w.township.keys)
			tt.edit(p)
			w.with(t).refused(w.reader(), p.Build(w.village.keys), tt.want)
		})
	}
	// The forge itself makes good bundles when nothing is edited.
	o, err := exchange.Open(context.Background(), w.reader(), w.file(exchange.TakeApart(data, w.township.keys).Build(w.village.keys)))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

func replaceIn(old, with string) func([]byte) []byte {
	return func(b []byte) []byte {
		if !bytes.Contains(b, []byte(old)) {
			panic("nothing to replace: " + old)
		}
		return bytes.Replace(b, []byte(old), []byte(with), 1)
	}
}

func TestForgedHeaders(t *testing.T) {
	w := newWorld(t)
	header := func(f func([]byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.EditHeader = f }
	}
	bad := exchange.ReasonBadHeader
	w.forge(t, []forgery{
		{"duplicate key", header(replaceIn(`"seq":1,`, `"seq":1,"seq":1,`)), bad},
		{"case-folded key", header(replaceIn(`"seq":1,`, `"Seq":1,`)), bad},
		{"unknown key", header(replaceIn(`"seq":1,`, `"seq":1,"note":"x",`)), bad},
		{"key missing", header(replaceIn(`"seq":1,`, ``)), bad},
		{"float seq", header(replaceIn(`"seq":1,`, `"seq":1.0,`)), bad},
		{"exponent seq", header(replaceIn(`"seq":1,`, `"seq":1e0,`)), bad},
		{"huge seq", header(replaceIn(`"seq":1,`, `"seq":9007199254740992,`)), bad},
		{"seq over 64 bit", header(replaceIn(`"seq":1,`, `"seq":99999999999999999999,`)), bad},
		{"seq 0", header(replaceIn(`"seq":1,`, `"seq":0,`)), bad},
		{"negative seq", header(replaceIn(`"seq":1,`, `"seq":-1,`)), bad},
		{"text seq", header(replaceIn(`"seq":1,`, `"seq":"1",`)), bad},
		{"leap in seq", header(replaceIn(`"seq":1,`, `"seq":100001,`)), exchange.ReasonSeqConflict},
		{"BOM", header(func(b []byte) []byte { return append([]byte("\ufeff"), b...) }), exchange.ReasonWrongType},
		{"trailing space", header(func(b []byte) []byte { return append(b, ' ') }), bad},
		{"trailing newline", header(func(b []byte) []byte { return append(b, '\n') }), bad},
		{"two objects", header(func(b []byte) []byte { return append(b, '{', '}') }), bad},
		{"invalid UTF-8", header(replaceIn(`"created":"2026`, "\"created\":\"\xff026")), bad},
		{"white space inside", header(replaceIn(`"seq":1,`, `"seq": 1,`)), bad},
		{"escaped letter", header(replaceIn(`"from":"4`, `"from":"\u0034`)), bad},
		{"not JSON", header(func([]byte) []byte { return []byte("hello") }), exchange.ReasonWrongType},
		{"deep", header(func([]byte) []byte {
			return []byte(`{"type":"xfb1-bundle","suite":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}")
		}), bad},
		{"too long", header(func(b []byte) []byte { return append(b, bytes.Repeat([]byte(" "), exchange.MaxHeader)...) }), exchange.ReasonTooLarge},
		{"receipt as bundle", header(replaceIn(`xfb1-bundle`, `xfb1-receipt`)), exchange.ReasonWrongType},
		{"suite downgrade", header(replaceIn(`"suite":"sm2-sm3-sm4gcm"`, `"suite":"none"`)), bad},
		{"upper-case hex", header(replaceIn(`"prev":""`, `"prev":"`+strings.Repeat("A", 64)+`"`)), bad},
		{"prev at seq 1", header(replaceIn(`"prev":""`, `"prev":"`+strings.Repeat("a", 64)+`"`)), bad},
		{"bad date", header(replaceIn(`"created":"2026-12-07T01:30:00Z"`, `"created":"2026-12-07T09:30:00+08:00"`)), bad},
		{"date 2 Feb 30", header(replaceIn(`"created":"2026-12-07T`, `"created":"2026-02-30T`)), bad},
		{"from is no code", header(replaceIn(`"from":"411626104201"`, `"from":"41162610420"`)), bad},
		{"from another office", header(replaceIn(`"from":"411626104201"`, `"from":"411626104202"`)), exchange.ReasonKeyMismatch},
		{"from empty", header(replaceIn(`"from":"411626104201"`, `"from":""`)), bad},
		{"to another office", header(replaceIn(`"to":"411626104000"`, `"to":"411626105000"`)), exchange.ReasonNotAddressed},
		{"to the sender", header(replaceIn(`"to":"411626104000"`, `"to":"411626104201"`)), bad},
		{"sign_key of another", func(p *exchange.Parts) { p.Header.SignKey = w.another.card.SignPub.ID() }, exchange.ReasonKeyMismatch},
		{"no wraps", func(p *exchange.Parts) { p.Header.Wraps = []exchange.Wrap{} }, bad},
		{"null wraps", func(p *exchange.Parts) { p.Header.Wraps = nil }, bad},
		{"one wrap", func(p *exchange.Parts) { p.Header.Wraps = p.Header.Wraps[:1] }, bad},
		{"three wraps", func(p *exchange.Parts) { p.Header.Wraps = append(p.Header.Wraps, p.Header.Wraps[0]) }, bad},
		{"wraps swapped", func(p *exchange.Parts) { slices.Reverse(p.Header.Wraps) }, bad},
		{"recovery wrap for another", func(p *exchange.Parts) { p.Header.Wraps[1].Key = w.county.card.RecoveryPub.ID() }, exchange.ReasonNotAddressed},
		{"body_size wrong", header(replaceIn(`"body_size":`, `"body_size":1`)), exchange.ReasonDamaged},
		{"body_size negative", header(replaceIn(`"body_size":`, `"body_size":-`)), bad},
		{"body_digest wrong", func(p *exchange.Parts) { p.EditHeader = flipDigest("body_digest") }, exchange.ReasonDamaged},
		{"manifest_digest wrong", func(p *exchange.Parts) { p.EditHeader = flipDigest("manifest_digest") }, exchange.ReasonBadBody},
	})
}

// flipDigest changes one hex digit of a digest field.
func flipDigest(field string) func([]byte) []byte {
	return func(b []byte) []byte {
		at := bytes.Index(b, []byte(`"`+field+`":"`)) + len(field) + 4
		out := bytes.Clone(b)
		if out[at] == '0' {
			out[at] = '1'
		} else {
			out[at] = '0'
		}
		return out
	}
}

func TestForgedKeys(t *testing.T) {
	w := newWorld(t)
	rewrap := func(edit func(der []byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.Header.Wraps[0].Sealed = edit(bytes.Clone(p.Header.Wraps[0].Sealed)) }
	}
	cannot := exchange.ReasonCannotUnwrap
	w.forge(t, []forgery{
		{"wrong key_commit", func(p *exchange.Parts) { p.KeepCommit = true; p.Header.KeyCommit[3] ^= 1 }, cannot},
		{"wrap of another key", func(p *exchange.Parts) {
			sealed, err := w.township.card.EncPub.Wrap(rand.Reader, bytes.Repeat([]byte{5}, 32))
			if err != nil {
				panic(err)
			}
			p.Header.Wraps[0].Sealed = sealed
		}, cannot},
		{"wrap to another office", func(p *exchange.Parts) {
			sealed, err := w.county.card.EncPub.Wrap(rand.Reader, p.Key)
			if err != nil {
				panic(err)
			}
			p.Header.Wraps[0].Sealed = sealed
		}, cannot},
		{"wrap of 16 bytes", func(p *exchange.Parts) {
			sealed, err := w.township.card.EncPub.Wrap(rand.Reader, p.Key[:16])
			if err != nil {
				panic(err)
			}
			p.Header.Wraps[0].Sealed = sealed
		}, exchange.ReasonBadHeader},
		{"wrong C3", rewrap(func(der []byte) []byte { der[len(der)-40] ^= 1; return der }), cannot},
		{"wrong C2", rewrap(func(der []byte) []byte { der[len(der)-1] ^= 1; return der }), cannot},
		{"point off the curve", rewrap(func(der []byte) []byte { der[20] ^= 1; return der }), cannot},
		{"wrap cut", rewrap(func(der []byte) []byte { return der[:len(der)-1] }), exchange.ReasonBadHeader},
		{"wrap with tail", rewrap(func(der []byte) []byte { return append(der, 0) }), exchange.ReasonBadHeader},
		{"wrap not DER", rewrap(func([]byte) []byte { return append([]byte{4}, make([]byte, 128)...) }), exchange.ReasonBadHeader},
		{"wrap empty", rewrap(func([]byte) []byte { return nil }), exchange.ReasonBadHeader},
	})
}

func TestForgedSignatures(t *testing.T) {
	w := newWorld(t)
	unknown := exchange.ReasonUnknownSigner
	der := func(r, s []byte) []byte {
		out := append([]byte{2, byte(len(r))}, r...)
		out = append(append(out, 2, byte(len(s))), s...)
		return append([]byte{0x30, byte(len(out))}, out...)
	}
	n := []byte("\x00\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41\x23")
	sig := func(f func(sig []byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.EditSig = f }
	}
	w.forge(t, []forgery{
		{"empty", sig(func([]byte) []byte { return nil }), unknown},
		{"garbage", sig(func([]byte) []byte { return bytes.Repeat([]byte{0x5a}, 71) }), unknown},
		{"r = 0", sig(func([]byte) []byte { return der([]byte{0}, []byte{1}) }), unknown},
		{"s = 0", sig(func([]byte) []byte { return der([]byte{1}, []byte{0}) }), unknown},
		{"r = n", sig(func([]byte) []byte { return der(n, []byte{1}) }), unknown},
		{"negative", sig(func([]byte) []byte { return der([]byte{0x81}, []byte{1}) }), unknown},
		{"tail", sig(func(s []byte) []byte { return append(s, 0) }), unknown},
		{"not minimal", sig(func(s []byte) []byte {
			r := s[4 : 4+int(s[3])]
			rest := s[4+int(s[3]):]
			return der(append([]byte{0}, r...), rest[2:])
		}), unknown},
		{"long length form", sig(func(s []byte) []byte { return append([]byte{0x30, 0x81}, s[1:]...) }), unknown},
		{"too long", sig(func(s []byte) []byte { return append(s, make([]byte, 128)...) }), exchange.ReasonTooLarge},
	})
}
