package exchange_test

import (
	"bytes"
	"slices"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// corpusTrust is good files of the wrong people, for the wrong people, or come before.
func corpusTrust() []corpusRow {
	reads := func(phrase string, want exchange.Reason, edit func(c *corpus, o *exchange.OpenConfig)) corpusRow {
		return corpusRow{phrase, func(_ *testing.T, c *corpus) []attack {
			return []attack{{name: "it", data: c.data, want: want, edit: func(o *exchange.OpenConfig) { edit(c, o) }}}
		}}
	}
	standing := func(c *corpus, s exchange.Standing) exchange.Trust {
		return exchange.Trust{{Card: c.village.card, Standing: s}}
	}
	return []corpusRow{
		reads("wrong recipient", exchange.ReasonNotAddressed, func(c *corpus, o *exchange.OpenConfig) { o.Me, o.Keys = c.county.card, c.county.keys }),
		reads("unknown signer", exchange.ReasonUnknownSigner, func(c *corpus, o *exchange.OpenConfig) { o.Trust = exchange.Trust{c.county.compared()} }),
		{"right id with unenrolled key", func(t *testing.T, c *corpus) []attack {
			thief := newDesk(t, 8, c.village.office)
			p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
			p.Header.SignKey = thief.card.SignPub.ID()
			return []attack{{name: "it", data: p.Build(thief.keys), want: exchange.ReasonUnknownSigner}}
		}},
		{"signed by another enrolled office", func(_ *testing.T, c *corpus) []attack {
			p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
			return []attack{{name: "it", data: p.Build(c.another.keys), want: exchange.ReasonKeyMismatch}}
		}},
		reads("replay", exchange.ReasonAlreadyImported, func(c *corpus, o *exchange.OpenConfig) {
			o.Past = past(exchange.Imported{Seq: 1, Digest: c.sealed.Digest})
		}),
		reads("same seq other content", exchange.ReasonSeqConflict, func(_ *corpus, o *exchange.OpenConfig) {
			o.Past = past(exchange.Imported{Seq: 1, Digest: casework.DigestOf([]byte("another"))})
		}),
		reads("revoked key", exchange.ReasonRevoked, func(c *corpus, o *exchange.OpenConfig) { o.Trust = standing(c, exchange.StandingRevoked) }),
		{"unconfirmed rotation", func(t *testing.T, c *corpus) []attack {
			next := newDesk(t, 21, c.village.office)
			card, err := exchange.NextCard(next.keys, c.village.office, created, c.village.card, c.village.keys)
			if err != nil {
				t.Fatal(err)
			}
			p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
			p.Header.SignKey = card.SignPub.ID()
			return []attack{{name: "it", data: p.Build(next.keys), want: exchange.ReasonNotCompared, edit: func(o *exchange.OpenConfig) {
				o.Trust = exchange.Trust{c.village.compared(), {Card: card, Standing: exchange.StandingNew}}
			}}}
		}},
		{"broken chain", func(t *testing.T, c *corpus) []attack {
			cfg := c.with(t).config()
			cfg.Seq, cfg.Prev = 2, casework.DigestOf([]byte("another first"))
			_, data := c.with(t).seal(cfg)
			return []attack{{name: "it", data: data, want: exchange.ReasonSeqConflict, edit: func(o *exchange.OpenConfig) {
				o.Past = past(exchange.Imported{Seq: 1, Digest: c.sealed.Digest})
			}}}
		}},
		clock("clock 1970", 0),
		clock("clock 2099", 4070908800),
	}
}

// clock is harmless: no rule depends on a clock.
func clock(phrase string, at exchange.Stamp) corpusRow {
	return corpusRow{phrase, func(t *testing.T, c *corpus) []attack {
		cfg := c.with(t).config()
		cfg.Created = at
		_, data := c.with(t).seal(cfg)
		return []attack{{name: "it", data: data}}
	}}
}

// corpusSignatures is signatures that other libraries take.
func corpusSignatures() []corpusRow {
	unknown := exchange.ReasonUnknownSigner
	n := append([]byte{0}, bytes.Clone(orderN())...)
	sig := func(phrase string, edits ...func(s []byte) []byte) corpusRow {
		var list []func(p *exchange.Parts)
		for _, e := range edits {
			list = append(list, func(p *exchange.Parts) { p.EditSig = e })
		}
		return forged(phrase, unknown, list...)
	}
	always := func(b []byte) func([]byte) []byte { return func([]byte) []byte { return b } }
	return []corpusRow{
		sig("empty signature", always(nil)),
		sig("garbage signature", always(bytes.Repeat([]byte{0x5a}, 71)), always(make([]byte, 128))),
		sig("non-minimal signature", func(s []byte) []byte { return derSig(append([]byte{0}, partR(s)...), partS(s)) },
			func(s []byte) []byte { return append([]byte{0x30, 0x81}, s[1:]...) },
			func(s []byte) []byte { return append(s, 0) }),
		sig("r=0 signature", always(derSig([]byte{0}, []byte{1})), func(s []byte) []byte { return derSig([]byte{0}, partS(s)) }),
		sig("r=n signature", always(derSig(n, []byte{1})), func(s []byte) []byte { return derSig(n, partS(s)) }),
	}
}

// orderN is the order of the curve's group.
func orderN() []byte {
	return []byte("\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41\x23")
}

func derSig(r, s []byte) []byte {
	inner := slices.Concat([]byte{2, byte(len(r))}, r, []byte{2, byte(len(s))}, s)
	return append([]byte{0x30, byte(len(inner))}, inner...)
}

func partR(sig []byte) []byte { return sig[4 : 4+int(sig[3])] }
func partS(sig []byte) []byte { return sig[6+int(sig[3]):] }
