package exchange

import (
	"errors"
	"fmt"

	"silian/casework"
)

// Why a revocation is refused though its signature is good.
const (
	ReasonUnknownCard Reason = "unknown_card" // it speaks of a card that is not held
	ReasonNotEntitled Reason = "not_entitled" // its signer may not revoke that card
)

// Reasons of a revocation.
const (
	RevokeRotated = "rotated" // new keys as a matter of course
	RevokeLost    = "lost"
	RevokeStolen  = "stolen"
	RevokeClosed  = "closed" // the office is no more
)

// Revocation (作废通知) is header.json of a notice that the files of one card are not
// to be believed after a number. Field order is the order on the wire.
type Revocation struct {
	Type    string              `json:"type"`
	Suite   string              `json:"suite"`
	From    casework.OfficeCode `json:"from"` // the office itself or its superior
	SignKey casework.Digest     `json:"sign_key"`
	To      casework.OfficeCode `json:"to"`     // for whose numbers last_seq stands; "" for everybody
	Office  casework.OfficeCode `json:"office"` // whose card
	CardNo  uint64              `json:"card_no"`
	Card    casework.Digest     `json:"card"`     // of the card's header.json
	LastSeq uint64              `json:"last_seq"` // last number still believed; 0 believes none that is not here yet
	Reason  string              `json:"reason"`
	Created Stamp               `json:"created"`
}

// NewRevocation fills type, suite, signer and signature key of r and gives the file.
func NewRevocation(keys Keys, signer Card, r Revocation) (Revocation, []byte, error) {
	r.Type, r.Suite, r.From, r.SignKey = TypeRevoke, Suite, signer.Office, signer.SignPub.ID()
	if signer.SignPub != keys.Public().Sign {
		return Revocation{}, nil, errWrongKeys
	}
	if err := r.check(); err != nil {
		return Revocation{}, nil, fmt.Errorf("exchange: revocation: %w", err)
	}
	header, err := casework.Encode(r)
	if err != nil {
		return Revocation{}, nil, err
	}
	sig, err := signHeader(keys, header)
	if err != nil {
		return Revocation{}, nil, err
	}
	file, err := headerOnly(header, sig, nil)
	return r, file, err
}

// ParseRevocation reads a revocation: container, signature against the enrolled cards,
// header, then whether its signer may speak of that card: an office of its own cards,
// never an earlier key of a later card; or the direct superior. Errors are a *Refusal.
func ParseRevocation(file []byte, trust Trust) (Revocation, error) {
	c, signer, err := openNotice(file, trust)
	if err != nil {
		return Revocation{}, err
	}
	var r Revocation
	if err := strictHeader(c.header, TypeRevoke, &r, &r.Type); err != nil {
		return Revocation{}, err
	}
	if err := r.check(); err != nil {
		return Revocation{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	if r.From != signer.Card.Office || r.SignKey != signer.Card.SignPub.ID() {
		return Revocation{}, refuse(ReasonKeyMismatch, "notice names %s, signed by %s", r.From, signer.Card.Office)
	}
	if err := signer.mayBeBelieved(0); err != nil {
		return Revocation{}, err
	}
	return r, r.entitled(signer.Card, trust)
}

func (r *Revocation) entitled(signer Card, trust Trust) error {
	for _, e := range trust {
		if e.Card.Digest() != r.Card {
			continue
		}
		switch c := e.Card; {
		case c.Office != r.Office || c.CardNo != r.CardNo:
			return refuse(ReasonKeyMismatch, "card %s is not card %d of %s", r.Card, r.CardNo, r.Office)
		case signer.Office == c.Office && signer.CardNo >= c.CardNo, signer.Office == c.Parent:
			return nil
		}
		return refuse(ReasonNotEntitled, "card %d of %s may not revoke card %d of %s", signer.CardNo, signer.Office, r.CardNo, r.Office)
	}
	return refuse(ReasonUnknownCard, "card %d of %s is not held", r.CardNo, r.Office)
}

func (r *Revocation) check() error {
	for _, c := range []casework.OfficeCode{r.From, r.Office} {
		if _, err := casework.ParseOfficeCode(string(c)); err != nil {
			return err
		}
	}
	if r.To != "" {
		if err := checkPair(r.Office, r.To); err != nil {
			return err
		}
	}
	switch {
	case r.Suite != Suite:
		return fmt.Errorf("suite %.32q", r.Suite)
	case r.SignKey.IsZero() || r.Card.IsZero():
		return errors.New("a digest is missing")
	case r.CardNo < 1 || r.CardNo > maxNumber || r.LastSeq > maxNumber:
		return errors.New("a number is out of range")
	case r.Reason != RevokeRotated && r.Reason != RevokeLost && r.Reason != RevokeStolen && r.Reason != RevokeClosed:
		return fmt.Errorf("reason %.32q", r.Reason)
	}
	return nil
}

// FileName is the name that a revocation gets on a stick:
// XK-<office>-<card_no>-<to, or all>.xfrevoke
func (r Revocation) FileName() string {
	to := string(r.To)
	if to == "" {
		to = "all"
	}
	return fmt.Sprintf("XK-%s-%d-%s.xfrevoke", r.Office, r.CardNo, to)
}
