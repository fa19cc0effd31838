package exchange_test

import (
	"bytes"
	"testing"

	"silian/exchange"
)

// corpusHeader is headers that were signed but are not to the specification.
func corpusHeader() []corpusRow {
	bad := exchange.ReasonBadHeader
	header := func(f func([]byte) []byte) func(p *exchange.Parts) {
		return func(p *exchange.Parts) { p.EditHeader = f }
	}
	instead := func(old string, with ...string) (out []func(p *exchange.Parts)) {
		for _, s := range with {
			out = append(out, header(replaceIn(old, s)))
		}
		return out
	}
	seq := `"seq":1,`
	return []corpusRow{
		forged("duplicate key", bad, instead(seq, `"seq":1,"seq":1,`, `"seq":2,"seq":1,`)...),
		forged("case-folded key", bad, instead(seq, `"Seq":1,`, `"SEQ":1,`)...),
		forged("unknown key", bad, instead(seq, `"seq":1,"note":"x",`)...),
		forged("float seq", bad, instead(seq, `"seq":1.0,`, `"seq":1e0,`, `"seq":0.1e1,`)...),
		forged("huge seq", bad, instead(seq, `"seq":9007199254740992,`, `"seq":18446744073709551616,`, `"seq":99999999999999999999999999,`)...),
		forged("BOM", exchange.ReasonWrongType, header(func(b []byte) []byte { return append([]byte("\ufeff"), b...) })),
		forged("trailing space", bad, header(func(b []byte) []byte { return append(b, ' ') }), header(func(b []byte) []byte { return append(b, '\n') })),
		forged("invalid UTF-8", bad, instead(`"created":"2026`, "\"created\":\"\xff026", "\"created\":\"\xc0\xb2026", "\"created\":\"\xed\xa0\x80")...),
		{"receipt as bundle", func(t *testing.T, c *corpus) []attack {
			_, _, receipt := c.with(t).answered()
			p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
			p.EditHeader = replaceIn(`xfb1-bundle`, `xfb1-receipt`)
			return []attack{
				{name: "type changed", data: p.Build(c.village.keys), want: exchange.ReasonWrongType},
				{name: "a true one", data: receipt, want: exchange.ReasonWrongType, edit: func(o *exchange.OpenConfig) {
					o.Me, o.Keys, o.Trust = c.village.card, c.village.keys, exchange.Trust{c.township.compared()}
				}},
			}
		}},
		forged("suite downgrade", bad, instead(`"suite":"sm2-sm3-sm4gcm"`, `"suite":"none"`, `"suite":""`, `"suite":"sm2-sm3-sm4cbc"`)...),
		forged("wraps missing", bad,
			func(p *exchange.Parts) { p.Header.Wraps = []exchange.Wrap{} },
			func(p *exchange.Parts) { p.Header.Wraps = nil },
			func(p *exchange.Parts) { p.Header.Wraps = p.Header.Wraps[:1] },
			func(p *exchange.Parts) { p.Header.Wraps[1] = p.Header.Wraps[0] }),
	}
}

// corpusWraps is content keys that are wrapped wrongly.
func corpusWraps() []corpusRow {
	cannot := exchange.ReasonCannotUnwrap
	wrap := func(edit func(der []byte)) func(p *exchange.Parts) {
		return func(p *exchange.Parts) {
			der := bytes.Clone(p.Header.Wraps[0].Sealed)
			edit(der)
			p.Header.Wraps[0].Sealed = der
		}
	}
	return []corpusRow{
		// x begins at 4 or 5, y 34 later, then 2 + 32 of C3 and 2 + 32 of C2 at the end.
		forged("off-curve point", cannot, wrap(func(der []byte) { der[20] ^= 1 }), wrap(func(der []byte) { clear(der[len(der)-90 : len(der)-70]) })),
		forged("wrong C3", cannot, wrap(func(der []byte) { der[len(der)-40] ^= 1 }), wrap(func(der []byte) { clear(der[len(der)-66 : len(der)-34]) })),
		forged("wrong key_commit", cannot, func(p *exchange.Parts) { p.KeepCommit = true; p.Header.KeyCommit[3] ^= 1 }),
	}
}
