package exchange_test

import (
	"context"
	"testing"

	"silian/exchange"
)

func TestVerify(t *testing.T) {
	w := newWorld(t)
	s, bundle := w.small()
	_, r, receipt := w.answered()
	both := exchange.Trust{w.village.compared(), w.township.compared()}
	got, err := exchange.Verify(context.Background(), w.file(bundle), both)
	if err != nil {
		t.Fatal(err)
	}
	if got.Type != exchange.TypeBundle || got.From != s.Header.From || got.To != s.Header.To || got.Seq != 1 ||
		got.BundleID != s.Header.BundleID || got.Digest != s.Digest || got.Created != created || got.Signer.Standing != exchange.StandingCompared {
		t.Errorf("bundle: %+v", got)
	}
	got, err = exchange.Verify(context.Background(), w.file(receipt), both)
	if err != nil || got.Type != exchange.TypeReceipt || got.From != r.From || got.BundleID != r.BundleID {
		t.Errorf("receipt: %+v %v", got, err)
	}
	got, err = exchange.Verify(context.Background(), w.file(cardFile(t, w.county.card)), both)
	if err != nil || got.Type != exchange.TypeCard || got.From != w.county.office.Code || got.Signer.Standing != exchange.StandingNew {
		t.Errorf("unknown card: %+v %v", got, err)
	}
	got, err = exchange.Verify(context.Background(), w.file(cardFile(t, w.village.card)), both)
	if err != nil || got.Signer.Standing != exchange.StandingCompared {
		t.Errorf("known card: %+v %v", got, err)
	}
}

func TestVerifyRefuses(t *testing.T) {
	w := newWorld(t)
	_, bundle := w.small()
	_, _, receipt := w.answered()
	with := func(d *desk, s exchange.Standing, last uint64) exchange.Trust {
		return exchange.Trust{{Card: d.card, Standing: s, LastSeq: last}}
	}
	stripped := exchange.Tar(exchange.Untar(bundle)[:3]...)
	extra := exchange.Tar(append(exchange.Untar(receipt), exchange.Member{Name: "prev.sig", Data: []byte("x")})...)
	for _, tt := range []struct {
		name  string
		file  []byte
		trust exchange.Trust
		want  exchange.Reason
	}{
		{"not compared is told, not refused", bundle, with(w.village, exchange.StandingNew, 0), ""},
		{"revoked before", bundle, with(w.village, exchange.StandingRevoked, 0), exchange.ReasonRevoked},
		{"revoked after", bundle, with(w.village, exchange.StandingRevoked, 1), ""},
		{"receipt of a revoked card", receipt, with(w.township, exchange.StandingRevoked, 99), exchange.ReasonRevoked},
		{"unknown", bundle, exchange.Trust{w.county.compared()}, exchange.ReasonUnknownSigner},
		{"bundle without body", stripped, exchange.Trust{w.village.compared()}, exchange.ReasonWrongType},
		{"receipt with prev.sig", extra, exchange.Trust{w.township.compared()}, exchange.ReasonDamaged},
	} {
		_, err := exchange.Verify(context.Background(), w.file(tt.file), tt.trust)
		if got := exchange.ReasonOf(err); got != tt.want || (err == nil) != (tt.want == "") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
