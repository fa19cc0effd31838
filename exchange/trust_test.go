package exchange_test

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"testing"

	"silian/exchange"
)

func TestRefusalNamesTheBundle(t *testing.T) {
	w := newWorld(t)
	s, data := w.small()
	cfg := w.reader()
	cfg.Past = past(exchange.Imported{Seq: 1, Digest: s.Digest})
	err := w.refused(cfg, data, exchange.ReasonAlreadyImported)
	r, ok := err.(*exchange.Refusal)
	if !ok || r.Header == nil || r.Header.BundleID != s.Header.BundleID || r.Signer != w.village.office.Code {
		t.Errorf("refusal %+v", r)
	}
}

// TestNewNameSameKeys: the office changed its name and kept its keys.
func TestNewNameSameKeys(t *testing.T) {
	w := newWorld(t)
	_, data := w.small()
	renamed := w.village.office
	renamed.Name = "柳林镇新东村"
	card, err := exchange.NextCard(w.village.keys, renamed, created, w.village.card, w.village.keys)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		first, second exchange.Standing
		want          exchange.Reason
		no            uint64
	}{
		{exchange.StandingCompared, exchange.StandingNew, "", 1},
		{exchange.StandingCompared, exchange.StandingCompared, "", 2},
		{exchange.StandingRevoked, exchange.StandingCompared, exchange.ReasonRevoked, 0},
		{exchange.StandingCompared, exchange.StandingRevoked, exchange.ReasonRevoked, 0},
		{exchange.StandingNew, exchange.StandingNew, exchange.ReasonNotCompared, 0},
	} {
		cfg := w.reader()
		cfg.Trust = exchange.Trust{{Card: w.village.card, Standing: tt.first}, w.county.compared(), {Card: card, Standing: tt.second}}
		if tt.want != "" {
			w.refused(cfg, data, tt.want)
			continue
		}
		o, err := exchange.Open(context.Background(), cfg, w.file(data))
		if err != nil {
			t.Fatal(err)
		}
		if o.Sender.Card.CardNo != tt.no {
			t.Errorf("%s, %s: card %d", tt.first, tt.second, o.Sender.Card.CardNo)
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestReasonsAreDocumented: cli, ui and other readers rely on the list.
func TestReasonsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../docs/exchange-format.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("refusal.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`Reason = "([a-z_]+)"`).FindAllSubmatch(source, -1)
	if len(codes) < 15 {
		t.Fatalf("only %d reasons found", len(codes))
	}
	for _, c := range codes {
		if !bytes.Contains(doc, append(append([]byte("`"), c[1]...), '`')) {
			t.Errorf("%s is not in docs/exchange-format.md", c[1])
		}
	}
}
