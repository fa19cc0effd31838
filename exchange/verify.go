package exchange

import (
	"bytes"
	"context"
	"io"

	"silian/casework"
)

// SealInfo is what anyone with the right card can find out about a file without
// opening it.
type SealInfo struct {
	Type     string
	From     casework.OfficeCode
	To       casework.OfficeCode // "" for a card
	Seq      uint64              // 0 for a card
	BundleID BundleID            // zero for a card
	Digest   casework.Digest     // of header.json
	Created  Stamp
	Signer   Enrolled // the card that verified it; for a card file not enrolled yet: that card, StandingNew
}

// Verify checks the seal of a bundle, receipt or card at path against cards,
// without decrypting: container, signature, strict header, digest of the body.
// It does not ask who the addressee is or whether the number is new. A signer
// that is not compared passes, and Signer.Standing says so; a revoked one does
// not. Errors are a *Refusal, or about this machine.
func Verify(ctx context.Context, path string, trust Trust) (SealInfo, error) {
	f, size, err := openSource(path)
	if err != nil {
		return SealInfo{}, err
	}
	defer f.Close()
	return verify(ctx, stick{f}, size, trust)
}

// Glance is Verify without reading the body, which may be large and lie on a slow
// stick: it says what a file is and that its header is signed, for putting files in
// order, or before Open, which looks at the body too. A file that was damaged on its
// way may be refused as one of an unknown signer.
func Glance(ctx context.Context, path string, trust Trust) (SealInfo, error) {
	f, size, err := openSource(path)
	if err != nil {
		return SealInfo{}, err
	}
	defer f.Close()
	c, err := readContainer(stick{f}, size)
	if err != nil {
		return SealInfo{}, err
	}
	return c.seal(trust.signer, func(Header) error { return ctx.Err() }, trust)
}

func verify(ctx context.Context, r io.ReaderAt, size int64, trust Trust) (SealInfo, error) {
	c, err := readContainer(r, size)
	if err != nil {
		return SealInfo{}, err
	}
	signer := func(_, _ []byte) (Enrolled, error) { return findSigner(ctx, c, trust) }
	return c.seal(signer, func(h Header) error { return checkBody(ctx, c, h) }, trust)
}

// seal reads who signed a file and what its header says.
func (c *container) seal(find func(header, sig []byte) (Enrolled, error), body func(Header) error, trust Trust) (SealInfo, error) {
	if bytes.HasPrefix(c.header, []byte(`{"type":"`+TypeCard+`",`)) {
		return verifyCard(c, trust)
	}
	signer, err := find(c.header, c.sig)
	if err != nil {
		return SealInfo{}, err
	}
	info := SealInfo{Signer: signer, Digest: casework.DigestOf(c.header)}
	var signKey casework.Digest
	if c.body == nil {
		r, err := parseReceiptHeader(c.header)
		if err != nil {
			return SealInfo{}, err
		}
		signKey = r.SignKey
		info.Type, info.From, info.To, info.Seq, info.BundleID, info.Created = r.Type, r.From, r.To, r.Seq, r.BundleID, r.Created
	} else {
		h, err := ParseHeader(c.header)
		if err != nil {
			return SealInfo{}, err
		}
		if err := body(h); err != nil {
			return SealInfo{}, err
		}
		signKey = h.SignKey
		info.Type, info.From, info.To, info.Seq, info.BundleID, info.Created = h.Type, h.From, h.To, h.Seq, h.BundleID, h.Created
	}
	return info, info.checkSigner(signKey, c)
}

func (s *SealInfo) checkSigner(signKey casework.Digest, c *container) error {
	if s.From != s.Signer.Card.Office || signKey != s.Signer.Card.SignPub.ID() {
		return refuse(ReasonKeyMismatch, "names %s, signed by %s", s.From, s.Signer.Card.Office)
	}
	if c.prevSig != nil {
		return refuse(ReasonDamaged, "%s belongs in cards only", prevSigName)
	}
	if s.Signer.Standing != StandingRevoked {
		return nil
	}
	seq := s.Seq
	if s.Type != TypeBundle {
		seq = 0
	}
	return s.Signer.mayBeBelieved(seq)
}

func verifyCard(c *container, trust Trust) (SealInfo, error) {
	card, err := parseCard(c)
	if err != nil {
		return SealInfo{}, err
	}
	info := SealInfo{
		Type: TypeCard, From: card.Office, Digest: card.Digest(), Created: card.Created,
		Signer: Enrolled{Card: card, Standing: StandingNew},
	}
	for _, e := range trust {
		if e.Card.Digest() == info.Digest {
			info.Signer = e
		}
	}
	return info, nil
}
