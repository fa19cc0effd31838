package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"silian/casework"
)

// The results a receipt can state.
const (
	ResultImported = "imported"
	ResultRefused  = "refused"
)

// MaxGaps is how many missing numbers a receipt or manifest names; the lowest
// come first.
const MaxGaps = 100

// ErrOtherBundle says that a receipt is for another bundle than the one asked about.
var ErrOtherBundle = errors.New("exchange: receipt is for another bundle")

// Receipt (回执) is header.json of a signed answer to one bundle. Field order is
// the order on the wire.
type Receipt struct {
	Type        string              `json:"type"`
	Suite       string              `json:"suite"`
	BundleID    BundleID            `json:"bundle_id"` // of the bundle answered
	From        casework.OfficeCode `json:"from"`      // who received the bundle
	SignKey     casework.Digest     `json:"sign_key"`  // id of its signing key
	To          casework.OfficeCode `json:"to"`        // who sent the bundle
	Seq         uint64              `json:"seq"`       // of the bundle
	Digest      casework.Digest     `json:"digest"`    // SM3 of header.json of the bundle
	Created     Stamp               `json:"created"`
	Result      string              `json:"result"`        // imported or refused
	Reason      Reason              `json:"reason"`        // why refused; "" when imported
	New         uint64              `json:"new"`           // entries that were new
	Same        uint64              `json:"same"`          // entries that were already there
	Late        uint64              `json:"late"`          // of the new: older than what was known on their subject
	NotInEffect uint64              `json:"not_in_effect"` // of the new: kept but without effect
	Gaps        []uint64            `json:"gaps"`          // numbers still missing from this sender, ascending
	Code        ReceiptCode         `json:"code"`          // proof that the bundle was opened; "" when refused
}

// NewReceipt fills type, suite, signer and signature key of r and gives the whole
// file, to be written as r.FileName().
func NewReceipt(keys Keys, signer Card, r Receipt) (Receipt, []byte, error) {
	r.Type, r.Suite = TypeReceipt, Suite
	r.From, r.SignKey = signer.Office, keys.Public().Sign.ID()
	if signer.SignPub != keys.Public().Sign {
		return Receipt{}, nil, errWrongKeys
	}
	if r.Gaps == nil {
		r.Gaps = []uint64{}
	}
	if len(r.Gaps) > MaxGaps {
		r.Gaps = r.Gaps[:MaxGaps]
	}
	if err := r.check(); err != nil {
		return Receipt{}, nil, fmt.Errorf("exchange: receipt: %w", err)
	}
	header, err := casework.Encode(r)
	if err != nil {
		return Receipt{}, nil, err
	}
	sig, err := signHeader(keys, header)
	if err != nil {
		return Receipt{}, nil, err
	}
	file, err := headerOnly(header, sig, nil)
	return r, file, err
}

// ParseReceipt reads a receipt file: container, signature against the enrolled
// keys, then the header. Only a compared, unrevoked signer passes. Errors are a
// *Refusal. Use Answers to see which bundle it closes.
func ParseReceipt(file []byte, trust Trust) (Receipt, error) {
	c, err := readContainer(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Receipt{}, err
	}
	return parseReceipt(c, trust)
}

func parseReceipt(c *container, trust Trust) (Receipt, error) {
	signer, err := trust.signer(c.header, c.sig)
	if err != nil {
		return Receipt{}, err
	}
	r, err := parseReceiptHeader(c.header)
	if err != nil {
		return Receipt{}, err
	}
	switch {
	case c.body != nil || c.prevSig != nil:
		return Receipt{}, refuse(ReasonDamaged, "a receipt has three members")
	case r.From != signer.Card.Office || r.SignKey != signer.Card.SignPub.ID():
		return Receipt{}, refuse(ReasonKeyMismatch, "receipt names %s, signed by %s", r.From, signer.Card.Office)
	}
	if err := signer.mayBeBelieved(0); err != nil {
		return Receipt{}, err
	}
	return r, nil
}

func parseReceiptHeader(data []byte) (Receipt, error) {
	var r Receipt
	if err := strictHeader(data, TypeReceipt, &r, &r.Type); err != nil {
		return Receipt{}, err
	}
	if err := r.check(); err != nil {
		return Receipt{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	return r, nil
}

func (r *Receipt) check() error {
	if r.Suite != Suite {
		return fmt.Errorf("suite %.32q", r.Suite)
	}
	if err := checkPair(r.From, r.To); err != nil {
		return err
	}
	if r.Seq < 1 || r.Seq > maxNumber || r.SignKey.IsZero() || r.Digest.IsZero() {
		return errors.New("seq or digest is missing")
	}
	if err := checkNumbers(r.Gaps); err != nil {
		return err
	}
	for _, n := range []uint64{r.New, r.Same, r.Late, r.NotInEffect} {
		if n > MaxEntries {
			return fmt.Errorf("count %d", n)
		}
	}
	switch r.Result {
	case ResultImported:
		if r.Reason != "" || !r.Code.valid() {
			return errors.New("imported needs a code and no reason")
		}
	case ResultRefused:
		if !r.Reason.valid() || r.Code != "" || r.New+r.Same+r.Late+r.NotInEffect != 0 {
			return errors.New("refused needs a reason, no code and no counts")
		}
	default:
		return fmt.Errorf("result %.32q", r.Result)
	}
	return nil
}

// valid reports whether a reason is 1 to 32 letters a-z and underscores: a later
// program may know more reasons than this one.
func (r Reason) valid() bool {
	for i := range len(r) {
		if c := r[i]; (c < 'a' || c > 'z') && c != '_' {
			return false
		}
	}
	return len(r) >= 1 && len(r) <= 32
}

// checkNumbers checks a list of sequence numbers: not null, ascending, bounded.
func checkNumbers(list []uint64) error {
	if list == nil || len(list) > MaxGaps {
		return fmt.Errorf("list of %d numbers", len(list))
	}
	for i, n := range list {
		if n < 1 || n > maxNumber || i > 0 && n <= list[i-1] {
			return errors.New("numbers do not ascend")
		}
	}
	return nil
}

// Answers checks that the receipt is for the bundle with this header digest and
// code, which the sender kept. A receipt of a refused bundle carries no code. The
// error is a *Refusal that wraps ErrOtherBundle.
func (r Receipt) Answers(h Header, digest casework.Digest, code ReceiptCode) error {
	ok := r.BundleID == h.BundleID && r.From == h.To && r.To == h.From && r.Seq == h.Seq && r.Digest == digest
	if !ok || r.Result == ResultImported && r.Code != code {
		return &Refusal{Reason: ReasonNoAnswer, Signer: r.From, Err: ErrOtherBundle}
	}
	return nil
}

// FileName is the name that a receipt gets on a stick:
// XR-<from>-<to>-<seq>-<first 8 digits of the bundle id>.xfr
func (r Receipt) FileName() string {
	return fmt.Sprintf("XR-%s-%s-%d-%.8s.xfr", r.From, r.To, r.Seq, r.BundleID)
}

// CheckCode compares a code heard over the telephone with the one kept, ignoring
// spaces and hyphens.
func (c ReceiptCode) CheckCode(typed string) bool {
	digits := onlyDigits(typed)
	return c.valid() && digits == string(c)
}

// onlyDigits drops spaces and hyphens and turns full-width digits into plain
// ones; anything else makes the result "".
func onlyDigits(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			out = append(out, r)
		case r >= '０' && r <= '９':
			out = append(out, r-'０'+'0')
		case slices.Contains([]rune{' ', '-', '\t', '　'}, r):
		default:
			return ""
		}
	}
	return string(out)
}
