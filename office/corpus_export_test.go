package office

import (
	"context"

	"silian/exchange"
	"silian/store"
)

// PreviewTurned is Preview of a stick that shows one file and then gives another.
func (o *Office) PreviewTurned(ctx context.Context, shown, given string) error {
	var cards exchange.Trust
	err := o.store.View(ctx, func(v *store.View) (err error) {
		cards, err = trust(v)
		return err
	})
	if err != nil {
		return err
	}
	info, err := exchange.Verify(ctx, shown, cards)
	if err != nil {
		return err
	}
	in := &Incoming{Path: given, o: o, From: info.Signer.Card.OfficeOf(), Seq: info.Seq}
	return in.read(ctx, cards, info, nil)
}
