package exchange_test

import (
	"context"
	"crypto/rand"
	"testing"

	"silian/casework"
	"silian/exchange"
)

func TestWhoMayWrite(t *testing.T) {
	w := newWorld(t)
	sealed, data := w.seal(w.config())
	rotated := newDesk(t, 9, w.township.office)
	stranger := newDesk(t, 8, w.village.office) // the village's code, other keys
	enrolled := func(s exchange.Standing, last uint64) exchange.Trust {
		return exchange.Trust{{Card: w.village.card, Standing: s, LastSeq: last}}
	}
	elsewhere := newDesk(t, 10, casework.Office{Code: w.village.office.Code, Name: "迁走的村", Level: casework.Village, Parent: "411626105000"})
	for _, tt := range []struct {
		name string
		edit func(c *exchange.OpenConfig)
		want exchange.Reason
	}{
		{"nobody enrolled", func(c *exchange.OpenConfig) { c.Trust = nil }, exchange.ReasonUnknownSigner},
		{"others enrolled", func(c *exchange.OpenConfig) { c.Trust = exchange.Trust{w.county.compared(), w.another.compared()} }, exchange.ReasonUnknownSigner},
		{"right id, other key", func(c *exchange.OpenConfig) { c.Trust = exchange.Trust{stranger.compared()} }, exchange.ReasonUnknownSigner},
		{"not compared", func(c *exchange.OpenConfig) { c.Trust = enrolled(exchange.StandingNew, 0) }, exchange.ReasonNotCompared},
		{"unknown standing", func(c *exchange.OpenConfig) { c.Trust = enrolled("", 0) }, exchange.ReasonNotCompared},
		{"revoked", func(c *exchange.OpenConfig) { c.Trust = enrolled(exchange.StandingRevoked, 0) }, exchange.ReasonRevoked},
		{"another office reads", func(c *exchange.OpenConfig) { c.Me, c.Keys = w.county.card, w.county.keys }, exchange.ReasonNotAddressed},
		{"our new keys read", func(c *exchange.OpenConfig) { c.Me, c.Keys = rotated.card, rotated.keys }, exchange.ReasonNotAddressed},
		{"our card, other keys", func(c *exchange.OpenConfig) { c.Keys = w.county.keys }, exchange.ReasonCannotUnwrap},
		{"past says same", func(c *exchange.OpenConfig) { c.Past = past(exchange.Imported{Seq: 1, Digest: sealed.Digest}) }, exchange.ReasonAlreadyImported},
		{"past says other", func(c *exchange.OpenConfig) {
			c.Past = past(exchange.Imported{Seq: 1, Digest: sealed.Header.BodyDigest})
		}, exchange.ReasonSeqConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := w.reader()
			tt.edit(&cfg)
			w.with(t).refused(cfg, data, tt.want)
		})
	}
	t.Run("off the line", func(t *testing.T) {
		p := exchange.TakeApart(data, w.township.keys)
		p.Header.SignKey = elsewhere.card.SignPub.ID()
		cfg := w.reader()
		cfg.Trust = exchange.Trust{elsewhere.compared()}
		w.with(t).refused(cfg, p.Build(elsewhere.keys), exchange.ReasonNotOnOurLine)
	})
	t.Run("signed by another enrolled office", func(t *testing.T) {
		p := exchange.TakeApart(data, w.township.keys)
		w.with(t).refused(w.reader(), p.Build(w.another.keys), exchange.ReasonKeyMismatch)
	})
	t.Run("revoked later", func(t *testing.T) {
		cfg := w.reader()
		cfg.Trust = enrolled(exchange.StandingRevoked, 1)
		o, err := exchange.Open(context.Background(), cfg, w.file(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
}

func past(list ...exchange.Imported) func(casework.OfficeCode) ([]exchange.Imported, error) {
	return func(casework.OfficeCode) ([]exchange.Imported, error) { return list, nil }
}

// TestForwardedBody is the insider who strips a file addressed to him and sends
// its inside on as if the author had addressed it to a third office.
func TestForwardedBody(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	p := exchange.TakeApart(data, w.township.keys)
	p.Header.From, p.Header.SignKey = w.township.office.Code, w.township.card.SignPub.ID()
	p.Header.To, p.Header.EncKey = w.county.office.Code, w.county.card.EncPub.ID()
	for i, k := range []exchange.PublicKey{w.county.card.EncPub, w.county.card.RecoveryPub} {
		sealed, err := k.Wrap(rand.Reader, p.Key)
		if err != nil {
			t.Fatal(err)
		}
		p.Header.Wraps[i] = exchange.Wrap{Key: k.ID(), Sealed: sealed}
	}
	cfg := exchange.OpenConfig{Spool: w.spool, Keys: w.county.keys, Me: w.county.card, Trust: exchange.Trust{w.township.compared()}}
	w.refused(cfg, p.Build(w.township.keys), exchange.ReasonBadBody)
}
