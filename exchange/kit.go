package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"silian/casework"
)

// MaxKitVillages is how many villages one kit may found.
const MaxKitVillages = 500

// KitHeader is header.json of a village kit (建村包): what a village's first run needs
// to know. Field order is the order on the wire. It holds no personal data.
type KitHeader struct {
	Type     string              `json:"type"`
	Suite    string              `json:"suite"`
	From     casework.OfficeCode `json:"from"` // the township
	SignKey  casework.Digest     `json:"sign_key"`
	Region   string              `json:"region"` // 平川县柳河镇
	Card     casework.Digest     `json:"card"`   // of the township's card, which lies beside the kit
	Above    casework.Digest     `json:"above"`  // of the county's card beside it; "" when the township has none
	Created  Stamp               `json:"created"`
	Villages []KitVillage        `json:"villages"` // ascending by code
}

// KitVillage is one village that may found its office with the kit.
type KitVillage struct {
	Office casework.OfficeCode `json:"office"`
	Name   string              `json:"name"`
}

// Kit is a signed village kit.
type Kit struct {
	KitHeader
	raw, sig []byte
}

// NewKit signs a kit. The list is sorted. above is the zero Card when there is none.
func NewKit(keys Keys, township, above Card, region string, villages []KitVillage, created Stamp) (Kit, error) {
	if township.SignPub != keys.Public().Sign {
		return Kit{}, errWrongKeys
	}
	h := KitHeader{
		Type: TypeKit, Suite: Suite, From: township.Office, SignKey: township.SignPub.ID(), Region: region,
		Card: township.Digest(), Created: created, Villages: slices.Clone(villages),
	}
	if above.raw != nil {
		h.Above = above.Digest()
	}
	slices.SortFunc(h.Villages, func(a, b KitVillage) int { return strings.Compare(string(a.Office), string(b.Office)) })
	if err := h.check(); err != nil {
		return Kit{}, fmt.Errorf("exchange: kit: %w", err)
	}
	raw, err := casework.Encode(h)
	if err != nil {
		return Kit{}, err
	}
	sig, err := signHeader(keys, raw)
	return Kit{h, raw, sig}, err
}

// ParseKit reads a kit against the township's card that lies beside it: container,
// signature, header. That says only that kit and card are of one hand: whose hand, a
// person knows who was given the stick. Errors are a *Refusal.
func ParseKit(file []byte, township Card) (Kit, error) {
	if len(file) > MaxRoster {
		return Kit{}, refuse(ReasonTooLarge, "kit has %d bytes", len(file))
	}
	c, err := readContainerUpTo(bytes.NewReader(file), int64(len(file)), MaxRoster)
	if err != nil {
		return Kit{}, err
	}
	if c.body != nil || c.prevSig != nil {
		return Kit{}, refuse(ReasonWrongType, "not a kit")
	}
	if err := township.SignPub.verify(c.header, c.sig); err != nil {
		return Kit{}, &Refusal{Reason: ReasonUnknownSigner, Err: err}
	}
	if err := shortLists(c.header); err != nil {
		return Kit{}, err
	}
	var h KitHeader
	if err := strictHeader(c.header, TypeKit, &h, &h.Type); err != nil {
		return Kit{}, err
	}
	if err := h.check(); err != nil {
		return Kit{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	switch {
	case h.From != township.Office || h.Card != township.Digest() || h.SignKey != township.SignPub.ID():
		return Kit{}, refuse(ReasonKeyMismatch, "kit names %s, signed by %s", h.From, township.Office)
	case township.Level != casework.Township:
		return Kit{}, refuse(ReasonNotCounty, "%s is no township", h.From)
	}
	return Kit{h, c.header, c.sig}, nil
}

func (h *KitHeader) check() error {
	switch {
	case h.Suite != Suite:
		return fmt.Errorf("suite %.32q", h.Suite)
	case h.SignKey.IsZero() || h.Card.IsZero():
		return errors.New("a digest is missing")
	case h.Region == "" || len([]rune(h.Region)) > 60 || !plainText(h.Region):
		return errors.New("region needs 1 to 60 characters that print")
	case len(h.Villages) < 1 || len(h.Villages) > MaxKitVillages:
		return fmt.Errorf("%d villages", len(h.Villages))
	}
	if _, err := casework.ParseOfficeCode(string(h.From)); err != nil {
		return err
	}
	for i, v := range h.Villages {
		if i > 0 && v.Office <= h.Villages[i-1].Office {
			return errors.New("villages do not ascend")
		}
		if err := h.OfficeOf(v).Validate(); err != nil {
			return err
		}
		if v.Office == h.From || !plainText(v.Name) {
			return fmt.Errorf("village %s", v.Office)
		}
	}
	return nil
}

// OfficeOf gives a village of the kit as casework knows it.
func (h *KitHeader) OfficeOf(v KitVillage) casework.Office {
	return casework.Office{Code: v.Office, Name: v.Name, Level: casework.Village, Parent: h.From}
}

// Find gives a village of the kit.
func (h *KitHeader) Find(code casework.OfficeCode) (casework.Office, bool) {
	for _, v := range h.Villages {
		if v.Office == code {
			return h.OfficeOf(v), true
		}
	}
	return casework.Office{}, false
}

// File gives the bytes of the kit file, to be written as k.FileName().
func (k Kit) File() ([]byte, error) { return headerOnly(k.raw, k.sig, nil) }

// FileName is the name that a kit gets on a stick: XV-<township>.xfkit
func (k Kit) FileName() string { return fmt.Sprintf("XV-%s.xfkit", k.From) }
