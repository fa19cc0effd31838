package exchange

import (
	"fmt"

	"silian/casework"
)

// Header is header.json of a sealed bundle: public, signed, without personal
// data. Field order is the order on the wire.
type Header struct {
	Type           string              `json:"type"`
	Suite          string              `json:"suite"`
	BundleID       BundleID            `json:"bundle_id"`
	From           casework.OfficeCode `json:"from"`
	SignKey        casework.Digest     `json:"sign_key"` // id of the sender's signing key
	To             casework.OfficeCode `json:"to"`
	EncKey         casework.Digest     `json:"enc_key"` // id of the addressee's encryption key
	Seq            uint64              `json:"seq"`     // from 1, per pair of offices and direction
	Prev           casework.Digest     `json:"prev"`    // SM3 of header.json of seq-1; "" at seq 1 or when the sender no longer has it
	Created        Stamp               `json:"created"`
	Wraps          []Wrap              `json:"wraps"` // the addressee's encryption key, then its recovery key
	KeyCommit      casework.Digest     `json:"key_commit"`
	BodySize       int64               `json:"body_size"`
	BodyDigest     casework.Digest     `json:"body_digest"`
	ManifestDigest casework.Digest     `json:"manifest_digest"`
}

// Wrap is the content key encrypted to one key of the addressee.
type Wrap struct {
	Key    casework.Digest `json:"key"` // id of the public key
	Sealed Bytes           `json:"sealed"`
}

// maxWrap is more than the longest DER form of a wrapped 32-byte key.
const maxWrap = 160

// ParseHeader reads header.json of a bundle strictly. It says nothing about the
// signature; errors are a *Refusal.
func ParseHeader(data []byte) (Header, error) {
	var h Header
	if len(data) > MaxHeader {
		return Header{}, refuse(ReasonTooLarge, "header has %d bytes", len(data))
	}
	if err := strictHeader(data, TypeBundle, &h, &h.Type); err != nil {
		return Header{}, err
	}
	if err := h.check(); err != nil {
		return Header{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	return h, nil
}

func (h *Header) check() error {
	if h.Suite != Suite {
		return fmt.Errorf("suite %.32q", h.Suite)
	}
	if err := checkPair(h.From, h.To); err != nil {
		return err
	}
	switch {
	case h.Seq < 1 || h.Seq > maxNumber:
		return fmt.Errorf("seq %d", h.Seq)
	case h.Seq == 1 && !h.Prev.IsZero():
		return fmt.Errorf("seq 1 with a prev")
	case h.SignKey.IsZero() || h.EncKey.IsZero() || h.KeyCommit.IsZero() || h.BodyDigest.IsZero() || h.ManifestDigest.IsZero():
		return fmt.Errorf("a digest is missing")
	case h.BodySize > MaxBody:
		return fmt.Errorf("body_size %d", h.BodySize)
	case len(h.Wraps) != 2:
		return fmt.Errorf("%d wraps", len(h.Wraps))
	case h.Wraps[0].Key != h.EncKey || h.Wraps[1].Key.IsZero() || h.Wraps[1].Key == h.EncKey:
		return fmt.Errorf("wraps name the wrong keys")
	}
	if _, ok := plainLen(h.BodySize); !ok {
		return fmt.Errorf("body_size %d", h.BodySize)
	}
	for _, w := range h.Wraps {
		if len(w.Sealed) > maxWrap || !strictWrap(w.Sealed) {
			return fmt.Errorf("a wrap is not in DER form")
		}
	}
	return nil
}

// checkPair checks that two different office codes stand in a header.
func checkPair(from, to casework.OfficeCode) error {
	for _, c := range []casework.OfficeCode{from, to} {
		if _, err := casework.ParseOfficeCode(string(c)); err != nil {
			return err
		}
	}
	if from == to {
		return fmt.Errorf("from and to are the same office")
	}
	return nil
}

// FileName is the name that a bundle gets on a stick. It is a hint only: no
// reader believes it. XF-<from>-<to>-<seq>-<first 8 digits of the id>.xfb
func (h Header) FileName() string {
	return fmt.Sprintf("XF-%s-%s-%d-%.8s.xfb", h.From, h.To, h.Seq, h.BundleID)
}
