package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

// answered seals, opens and answers a bundle.
func (w *world) answered() (*exchange.Sealed, exchange.Receipt, []byte) {
	w.t.Helper()
	s, data := w.seal(w.config())
	o, err := exchange.Open(context.Background(), w.reader(), w.file(data))
	if err != nil {
		w.t.Fatal(err)
	}
	r := o.Receipt()
	r.Created, r.New, r.Same, r.Late, r.NotInEffect = created, 18, 2, 1, 1
	if err := o.Close(); err != nil {
		w.t.Fatal(err)
	}
	r, file, err := exchange.NewReceipt(w.township.keys, w.township.card, r)
	if err != nil {
		w.t.Fatal(err)
	}
	return s, r, file
}

func TestReceipt(t *testing.T) {
	w := newWorld(t)
	s, made, file := w.answered()
	trust := exchange.Trust{w.county.compared(), w.township.compared()}
	r, err := exchange.ParseReceipt(file, trust)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(made, r); diff != "" {
		t.Error(diff)
	}
	if err := r.Answers(s.Header, s.Digest, s.Code); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(r.FileName(), "XR-411626104000-411626104201-1-") || !strings.HasSuffix(r.FileName(), ".xfr") {
		t.Error(r.FileName())
	}
	other := s.Header
	other.Seq = 2
	if err := r.Answers(other, s.Digest, s.Code); !errors.Is(err, exchange.ErrOtherBundle) {
		t.Errorf("other seq: %v", err)
	}
	if err := r.Answers(s.Header, s.Header.BodyDigest, s.Code); !errors.Is(err, exchange.ErrOtherBundle) {
		t.Errorf("other digest: %v", err)
	}
	if err := r.Answers(s.Header, s.Digest, "00000000"); !errors.Is(err, exchange.ErrOtherBundle) {
		t.Errorf("other code: %v", err)
	}
	if _, err := exchange.ParseReceipt(file, exchange.Trust{w.county.compared()}); exchange.ReasonOf(err) != exchange.ReasonUnknownSigner {
		t.Errorf("unknown: %v", err)
	}
	for standing, want := range map[exchange.Standing]exchange.Reason{
		exchange.StandingNew: exchange.ReasonNotCompared, exchange.StandingRevoked: exchange.ReasonRevoked,
	} {
		trust := exchange.Trust{{Card: w.township.card, Standing: standing, LastSeq: 100}}
		if _, err := exchange.ParseReceipt(file, trust); exchange.ReasonOf(err) != want {
			t.Errorf("%s: %v", standing, err)
		}
	}
	for at := range file {
		bad := bytes.Clone(file)
		bad[at] ^= 1
		if _, err := exchange.ParseReceipt(bad, trust); exchange.ReasonOf(err) == "" {
			t.Fatalf("a flipped bit at byte %d passes", at)
		}
	}
}

func TestReceiptByAnotherOffice(t *testing.T) {
	w := newWorld(t)
	s, r, _ := w.answered()
	_, file, err := exchange.NewReceipt(w.county.keys, w.county.card, r)
	if err != nil {
		t.Fatal(err)
	}
	got, err := exchange.ParseReceipt(file, exchange.Trust{w.county.compared()})
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Answers(s.Header, s.Digest, s.Code); !errors.Is(err, exchange.ErrOtherBundle) {
		t.Errorf("an answer of an office that was not asked: %v", err)
	}
	if _, _, err := exchange.NewReceipt(w.county.keys, w.township.card, r); err == nil {
		t.Error("made with keys of another card")
	}
	_, bundle := w.small()
	if _, err := exchange.ParseReceipt(bundle, w.reader().Trust); exchange.ReasonOf(err) != exchange.ReasonWrongType {
		t.Errorf("bundle as receipt: %v", err)
	}
}

func TestReceiptFields(t *testing.T) {
	w := newWorld(t)
	_, good, _ := w.answered()
	for _, tt := range []struct {
		name string
		ok   bool
		edit func(r *exchange.Receipt)
	}{
		{"as it is", true, func(*exchange.Receipt) {}},
		{"refused", true, func(r *exchange.Receipt) {
			*r = exchange.Receipt{BundleID: r.BundleID, To: r.To, Seq: r.Seq, Digest: r.Digest, Created: r.Created, Result: exchange.ResultRefused, Reason: exchange.ReasonBadEntries}
		}},
		{"refused with code", false, func(r *exchange.Receipt) {
			r.Result, r.Reason, r.New, r.Same, r.Late, r.NotInEffect = exchange.ResultRefused, "damaged", 0, 0, 0, 0
		}},
		{"refused without reason", false, func(r *exchange.Receipt) { r.Result, r.Code = exchange.ResultRefused, "" }},
		{"imported with reason", false, func(r *exchange.Receipt) { r.Reason = "damaged" }},
		{"imported without code", false, func(r *exchange.Receipt) { r.Code = "" }},
		{"code of letters", false, func(r *exchange.Receipt) { r.Code = "1234567x" }},
		{"unknown result", false, func(r *exchange.Receipt) { r.Result = "maybe" }},
		{"seq 0", false, func(r *exchange.Receipt) { r.Seq = 0 }},
		{"to itself", false, func(r *exchange.Receipt) { r.To = r.From }},
		{"no digest", false, func(r *exchange.Receipt) { r.Digest = casework.Digest{} }},
		{"gaps fall", false, func(r *exchange.Receipt) { r.Gaps = []uint64{5, 4} }},
		{"gap 0", false, func(r *exchange.Receipt) { r.Gaps = []uint64{0} }},
		{"too many counted", false, func(r *exchange.Receipt) { r.New = exchange.MaxEntries + 1 }},
		{"many gaps are cut", true, func(r *exchange.Receipt) {
			for n := range uint64(500) {
				r.Gaps = append(r.Gaps, n+1)
			}
		}},
	} {
		r := good
		tt.edit(&r)
		_, file, err := exchange.NewReceipt(w.township.keys, w.township.card, r)
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err == nil {
			if _, err := exchange.ParseReceipt(file, exchange.Trust{w.township.compared()}); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	}
}

func TestReceiptCode(t *testing.T) {
	c := exchange.ReceiptCode("01234567")
	for typed, want := range map[string]bool{
		"01234567": true, "0123 4567": true, "01-23-45-67": true, "０１２３４５６７": true,
		"1234567": false, "": false, "01234568": false, "0123456a": false,
	} {
		if c.CheckCode(typed) != want {
			t.Errorf("CheckCode(%q) = %v", typed, !want)
		}
	}
	if exchange.ReceiptCode("").CheckCode("") {
		t.Error("no code equals no code")
	}
}
