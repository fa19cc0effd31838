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
	From, To casework.OfficeCode
	Seq      uint64
	BundleID string
}

// Verify checks the seal of a file against the enrolled cards, without opening it.
func (o *Office) Verify(ctx context.Context, path string) (Seal, error) {
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
	return verify(ctx, path, exchange.Trust{{Card: c, Standing: exchange.StandingCompared}})
}

func verify(ctx context.Context, path string, cards exchange.Trust) (Seal, error) {
	info, err := exchange.Verify(ctx, path, cards)
	if err != nil {
		return Seal{}, sealError(err)
	}
	if info.Signer.Standing != exchange.StandingCompared {
		return Seal{}, &SealError{string(exchange.ReasonNotCompared), errors.New(string(info.From))}
	}
	return Seal{info.From, info.To, info.Seq, info.BundleID.String()}, nil
}
