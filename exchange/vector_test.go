package exchange_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

var update = flag.Bool("update", false, "write the files of testdata/vectors that are missing, and the example of docs/exchange-format.md")

// vector is testdata/vectors/expect.json: the secrets and results for the files
// beside it, for whoever writes a second reader.
type vector struct {
	SenderSign      string `json:"sender_sign_private"`
	SenderEnc       string `json:"sender_enc_private"`
	SenderRecovery  string `json:"sender_recovery_private"`
	AddresseeSign   string `json:"addressee_sign_private"`
	AddresseeEnc    string `json:"addressee_enc_private"`
	AddresseeRecov  string `json:"addressee_recovery_private"`
	RecoveryText    string `json:"addressee_recovery_text"`
	Fingerprint     string `json:"sender_fingerprint"`
	SignKeyID       string `json:"sign_key"`
	EncKeyID        string `json:"enc_key"`
	BundleID        string `json:"bundle_id"`
	ContentKey      string `json:"content_key"`
	BodyKey         string `json:"body_key"`
	KeyCommit       string `json:"key_commit"`
	ReceiptCode     string `json:"receipt_code"`
	HeaderDigest    string `json:"header_digest"`
	Manifest        string `json:"manifest"`
	Entries         int    `json:"entries"`
	KeyFilePassword string `json:"key_file_password"`
}

// vectorDesk has keys that everyone knows: SM3 of a sentence.
func vectorDesk(t *testing.T, name string, office casework.Office) (*desk, [3][32]byte) {
	t.Helper()
	var raw [3][32]byte
	for i, part := range []string{"sign", "enc", "recovery"} {
		raw[i] = casework.DigestOf([]byte("silian test vector, never use: " + name + " " + part))
	}
	keys, recovery := exchange.KeysOf(raw[0], raw[1], raw[2], rand.NewChaCha8([32]byte{1}))
	card, err := exchange.NewCard(keys, office, 1, created)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{office, keys, recovery, card}, raw
}

// TestVectors reads the committed files with the committed keys: a change of the
// format that was not meant shows here.
func TestVectors(t *testing.T) {
	w := newWorld(t)
	var sraw, araw [3][32]byte
	w.village, sraw = vectorDesk(t, "sender", w.village.office)
	w.township, araw = vectorDesk(t, "addressee", w.township.office)
	dir := filepath.FromSlash(vectorDir)
	if _, err := os.Stat(filepath.Join(dir, "bundle.xfb")); *update && err != nil {
		w.writeVectors(dir, sraw, araw)
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var want vector
	if err := json.Unmarshal(read("expect.json"), &want); err != nil {
		t.Fatal(err)
	}
	sender, err := exchange.ParseCard(read("sender.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	me, err := exchange.ParseCard(read("addressee.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	compared := func(c exchange.Card) exchange.Trust {
		return exchange.Trust{{Card: c, Standing: exchange.StandingCompared}}
	}
	bundle := read("bundle.xfb")
	o, err := exchange.Open(context.Background(), exchange.OpenConfig{Spool: w.spool, Keys: w.township.keys, Me: me, Trust: compared(sender)}, w.file(bundle))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	got := describe(t, bundle, o, w, sraw, araw)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r, err := exchange.ParseReceipt(read("receipt.xfr"), compared(me))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Answers(o.Header, o.Digest, exchange.ReceiptCode(want.ReceiptCode)); err != nil {
		t.Error(err)
	}
	ring, err := open(read("addressee.keys"), want.KeyFilePassword)
	if err != nil {
		t.Fatal(err)
	}
	sameSecretKeys(t, ring, w.township.keys)
	ring, err = w.township.recovery.OpenKeyFile(read("addressee.keys"))
	if err != nil {
		t.Fatal(err)
	}
	sameSecretKeys(t, ring, w.township.keys)
}

func sameSecretKeys(t *testing.T, a, b *exchange.KeyRing) {
	t.Helper()
	as, ae := a.Raw()
	bs, be := b.Raw()
	if as != bs || ae != be {
		t.Error("private keys differ")
	}
}

// describe computes what expect.json says.
func describe(t *testing.T, bundle []byte, o *exchange.Opened, w *world, sraw, araw [3][32]byte) vector {
	t.Helper()
	p := exchange.TakeApart(bytes.Clone(bundle), w.township.keys)
	body, commit, code := exchange.Secrets(p.Key, o.Header)
	entries := 0
	for _, err := range o.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		entries++
	}
	h := func(b [32]byte) string { return hex.EncodeToString(b[:]) }
	return vector{
		SenderSign: h(sraw[0]), SenderEnc: h(sraw[1]), SenderRecovery: h(sraw[2]),
		AddresseeSign: h(araw[0]), AddresseeEnc: h(araw[1]), AddresseeRecov: h(araw[2]),
		RecoveryText: w.township.recovery.Text(), Fingerprint: o.Sender.Card.Fingerprint().String(),
		SignKeyID: o.Header.SignKey.String(), EncKeyID: o.Header.EncKey.String(), BundleID: o.Header.BundleID.String(),
		ContentKey: hex.EncodeToString(p.Key), BodyKey: hex.EncodeToString(body[:]), KeyCommit: commit.String(),
		ReceiptCode: string(code), HeaderDigest: o.Digest.String(), Manifest: string(p.Inner[0].Data), Entries: entries,
		KeyFilePassword: "四联台账",
	}
}

func (w *world) writeVectors(dir string, sraw, araw [3][32]byte) {
	t, ok := w.t.(*testing.T)
	if !ok {
		w.t.Fatal("not a test")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	_, data := w.small()
	cfg := w.reader()
	cfg.Trust = exchange.Trust{w.village.compared()}
	o, err := exchange.Open(context.Background(), cfg, w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	r := o.Receipt()
	r.Created, r.New = created, 2
	_, receipt, err := exchange.NewReceipt(w.township.keys, w.township.card, r)
	if err != nil {
		t.Fatal(err)
	}
	expect, err := json.MarshalIndent(describe(t, data, o, w, sraw, araw), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"bundle.xfb": data, "receipt.xfr": receipt, "expect.json": append(expect, '\n'),
		"sender.xfcard": cardFile(t, w.village.card), "addressee.xfcard": cardFile(t, w.township.card),
		"addressee.keys": lock(t, w.township.keys, "四联台账"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
