package office

import (
	"context"
	"errors"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Seal is what a checked seal says.
type Seal struct {
	Kind     string // bundle, receipt, card, roster, revocation
	From, To casework.OfficeCode
	About    casework.OfficeCode // revocation: whose card
	Seq      uint64              // of a roster its version, of a revocation the last number believed
	BundleID string
}

// Verify checks the seal of a file against the enrolled cards, without opening it.
func (o *Office) Verify(ctx context.Context, path string) (Seal, error) {
	if noticeKind(path) != "" {
		return o.verifyNotice(ctx, path)
	}
	var cards exchange.Trust
	err := o.store.View(ctx, func(v *store.View) (err error) {
		cards, err = trust(v)
		return err
	})
	if err != nil {
		return Seal{}, err
	}
	return verify(ctx, path, cards)
}

// VerifyAgainst checks the seal of a file against one card file, without an office.
func VerifyAgainst(ctx context.Context, path, card string) (Seal, error) {
	file, err := exchange.ReadSmall(card)
	if err != nil {
		return Seal{}, &Problem{Field: "card", Code: "malformed"}
	}
	c, err := exchange.ParseCard(file)
	if err != nil {
		return Seal{}, errors.Join(&Problem{Field: "card", Code: "malformed"}, err)
	}
	cards := exchange.Trust{{Card: c, Standing: exchange.StandingCompared}}
	if noticeKind(path) != "" {
		return sealOfNotice(path, cards)
	}
	return verify(ctx, path, cards)
}

func verify(ctx context.Context, path string, cards exchange.Trust) (Seal, error) {
	info, err := exchange.Verify(ctx, path, cards)
	if err != nil {
		return Seal{}, sealError(err)
	}
	if info.Signer.Standing != exchange.StandingCompared {
		return Seal{}, &SealError{string(exchange.ReasonNotCompared), errors.New(string(info.From))}
	}
	return Seal{Kind: kindOfSeal(info), From: info.From, To: info.To, Seq: info.Seq, BundleID: info.BundleID.String()}, nil
}
