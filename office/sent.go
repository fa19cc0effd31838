package office

import (
	"context"
	"encoding/json"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

func sentOf(s store.Sent) Sent {
	return Sent{s.File, s.Peer, s.Seq, s.Entries, s.Code, s.Written, s.Delivered}
}

// SentFiles gives the sealed files written so far, newest first.
func (o *Office) SentFiles(ctx context.Context) (out []Sent, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.SentTo("")
		for _, s := range rows {
			out = append(out, sentOf(s))
		}
		return err
	})
	return out, err
}

// DeliveredByCode marks a file as delivered by the code that the addressee reads
// out by telephone.
func (o *Office) DeliveredByCode(ctx context.Context, s Sent, typed string) error {
	if !exchange.ReceiptCode(s.Code).CheckCode(typed) {
		return &Problem{Field: "receipt_code", Code: "differs"}
	}
	defer o.tidyOutbox(ctx)
	return o.store.Update(ctx, func(tx *store.Tx) error {
		rows, err := tx.SentTo(s.Peer)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Seq == s.Seq {
				return tx.Delivered(r.Bundle, o.Today())
			}
		}
		return &Problem{Field: "receipt_code", Code: "unknown_file"}
	})
}

// unsaid reports whether a file with entries was taken in from an office since we last
// sealed one for it: then a file of acknowledgements alone is worth a stick.
func (o *Office) unsaid(v *store.View, to casework.OfficeCode) (bool, error) {
	entries, err := v.Entries(casework.OfficeSubject(o.me.Code).ID)
	if err != nil {
		return false, err
	}
	for _, e := range slices.Backward(casework.Sort(entries)) {
		b, ok := e.Body()
		if !ok || (b.Kind != casework.OfficeImported && b.Kind != casework.OfficeExported) {
			continue
		}
		var file casework.Bundle
		if err := json.Unmarshal(b.Data, &file); err != nil || file.Peer != to {
			continue
		}
		if b.Kind == casework.OfficeExported || file.Entries > 0 {
			return b.Kind == casework.OfficeImported, nil
		}
	}
	return false, nil
}
