package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"

	"silian/casework"
)

// Errors of cards.
var (
	errWrongKeys  = errors.New("exchange: keys do not belong to this card")
	ErrNotNextOne = errors.New("exchange: card does not follow the earlier card")
)

// maxCard is the largest card file in bytes.
const maxCard = 64 << 10

// CardHeader is header.json of an office card (单位名片). Field order is the order
// on the wire.
type CardHeader struct {
	Type        string              `json:"type"`
	Suite       string              `json:"suite"`
	Office      casework.OfficeCode `json:"office"`
	Name        string              `json:"name"`
	Level       casework.Level      `json:"level"`
	Parent      casework.OfficeCode `json:"parent"`  // "" only at the county
	CardNo      uint64              `json:"card_no"` // 1, 2, ... for one office
	SignPub     PublicKey           `json:"sign_pub"`
	EncPub      PublicKey           `json:"enc_pub"`
	RecoveryPub PublicKey           `json:"recovery_pub"`
	PrevCard    casework.Digest     `json:"prev_card"` // digest of the card before; "" for one that stands alone
	Created     Stamp               `json:"created"`
}

// Card is an office's public identity: its names and its three public keys,
// signed by itself and, when it follows another card, by that card's key.
type Card struct {
	CardHeader
	raw          []byte
	sig, prevSig []byte
}

// NewCard makes the first card of an office, or one after all keys were lost:
// it names no card before it and must be compared anew.
func NewCard(keys Keys, office casework.Office, cardNo uint64, created Stamp) (Card, error) {
	return makeCard(keys, office, cardNo, created, nil, nil)
}

// NextCard makes the card that follows prev (new keys, new name): it is also
// signed by prev's key.
func NextCard(keys Keys, office casework.Office, created Stamp, prev Card, prevKeys Keys) (Card, error) {
	if prevKeys.Public().Sign != prev.SignPub {
		return Card{}, errWrongKeys
	}
	if office.Code != prev.Office {
		return Card{}, ErrNotNextOne
	}
	return makeCard(keys, office, prev.CardNo+1, created, &prev, prevKeys)
}

func makeCard(keys Keys, office casework.Office, no uint64, created Stamp, prev *Card, prevKeys Keys) (Card, error) {
	public := keys.Public()
	h := CardHeader{
		Type: TypeCard, Suite: Suite, Office: office.Code, Name: office.Name, Level: office.Level,
		Parent: office.Parent, CardNo: no, Created: created,
		SignPub: public.Sign, EncPub: public.Encrypt, RecoveryPub: public.Recovery,
	}
	if prev != nil {
		h.PrevCard = prev.Digest()
	}
	if err := h.check(); err != nil {
		return Card{}, fmt.Errorf("exchange: card: %w", err)
	}
	raw, err := casework.Encode(h)
	if err != nil {
		return Card{}, err
	}
	c := Card{CardHeader: h, raw: raw}
	if c.sig, err = signHeader(keys, raw); err != nil {
		return Card{}, err
	}
	if prev != nil {
		if c.prevSig, err = signHeader(prevKeys, raw); err != nil {
			return Card{}, err
		}
	}
	return c, nil
}

// ParseCard reads a card file and checks its self-signature. That says only that
// the card is whole: whose it is, a person finds out by comparing the
// fingerprint. Errors are a *Refusal.
func ParseCard(file []byte) (Card, error) {
	if len(file) > maxCard {
		return Card{}, refuse(ReasonTooLarge, "card has %d bytes", len(file))
	}
	c, err := readContainer(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Card{}, err
	}
	return parseCard(c)
}

func parseCard(c *container) (Card, error) {
	h, err := parseCardHeader(c.header)
	if err != nil {
		return Card{}, err
	}
	switch {
	case c.body != nil:
		return Card{}, refuse(ReasonDamaged, "a card has no body")
	case h.PrevCard.IsZero() != (c.prevSig == nil):
		return Card{}, refuse(ReasonDamaged, "prev.sig and prev_card do not agree")
	}
	if err := h.SignPub.verify(c.header, c.sig); err != nil {
		return Card{}, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	return Card{CardHeader: h, raw: c.header, sig: c.sig, prevSig: c.prevSig}, nil
}

func parseCardHeader(data []byte) (CardHeader, error) {
	var h CardHeader
	if err := strictHeader(data, TypeCard, &h, &h.Type); err != nil {
		return CardHeader{}, err
	}
	if err := h.check(); err != nil {
		return CardHeader{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	return h, nil
}

func (h *CardHeader) check() error {
	office := casework.Office{Code: h.Office, Name: h.Name, Level: h.Level, Parent: h.Parent}
	if err := office.Validate(); err != nil {
		return err
	}
	switch {
	case h.Suite != Suite:
		return fmt.Errorf("suite %.32q", h.Suite)
	case h.Parent == h.Office:
		return errors.New("an office is not its own parent")
	case !plainText(h.Name):
		return errors.New("name holds a character that does not print")
	case h.CardNo < 1 || h.CardNo > maxNumber:
		return fmt.Errorf("card_no %d", h.CardNo)
	case h.CardNo == 1 && !h.PrevCard.IsZero():
		return errors.New("card 1 has no card before it")
	case h.SignPub.IsZero() || h.EncPub.IsZero() || h.RecoveryPub.IsZero():
		return errors.New("a key is missing")
	case h.SignPub == h.EncPub || h.SignPub == h.RecoveryPub || h.EncPub == h.RecoveryPub:
		return errors.New("the three keys must differ")
	}
	return nil
}

// plainText refuses control characters, line and paragraph separators, bidi
// overrides and other characters that could make a name look like another.
func plainText(s string) bool {
	for _, r := range s {
		if !unicode.IsPrint(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Variation_Selector, r) {
			return false
		}
	}
	return true
}

// File gives the bytes of the card file, to be written as c.FileName().
func (c Card) File() ([]byte, error) { return headerOnly(c.raw, c.sig, c.prevSig) }

// FileName is the name that a card gets on a stick: XC-<office>-<card_no>.xfcard
func (c Card) FileName() string { return fmt.Sprintf("XC-%s-%d.xfcard", c.Office, c.CardNo) }

// Digest is the SM3 of the card's header.json.
func (c Card) Digest() casework.Digest { return casework.DigestOf(c.raw) }

// OfficeOf gives the office as casework knows it.
func (c Card) OfficeOf() casework.Office {
	return casework.Office{Code: c.Office, Name: c.Name, Level: c.Level, Parent: c.Parent}
}

// Follows checks that the card is the next one after prev: same office, next
// number, prev's digest, and prev's signature. Even then it must be compared
// again before files are believed.
func (c Card) Follows(prev Card) error {
	if c.Office != prev.Office || c.CardNo != prev.CardNo+1 || c.PrevCard != prev.Digest() {
		return ErrNotNextOne
	}
	if err := prev.SignPub.verify(c.raw, c.prevSig); err != nil {
		return fmt.Errorf("%w: %w", ErrNotNextOne, err)
	}
	return nil
}
