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
	return Sent{File: s.File, Peer: s.Peer, Seq: s.Seq, Entries: s.Entries, Code: s.Code, Written: s.Written, Delivered: s.Delivered}
}

// SentFiles gives the sealed files written so far, newest first.
func (o *Office) SentFiles(ctx context.Context) (out []Sent, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		out, err = o.sentTo(v, "")
		return err
	})
	return out, err
}

// sentTo is SentFiles of one office; "" for all.
func (o *Office) sentTo(v *store.View, peer casework.OfficeCode) (out []Sent, err error) {
	rows, err := v.SentTo(peer)
	if err != nil {
		return nil, err
	}
	known := map[casework.OfficeCode]letters{}
	for _, s := range rows {
		l, ok := known[s.Peer]
		if !ok {
			if l, err = readLetters(v, s.Peer); err != nil {
				return nil, err
			}
			known[s.Peer] = l
		}
		one := sentOf(s)
		one.Wanted, one.Replaced, one.Here = slices.Contains(l.Wanted, s.Seq), l.Replaced[s.Seq], o.copyHere(s)
		out = append(out, one)
	}
	return out, nil
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
				if err := tx.Delivered(r.Bundle, o.Today()); err != nil {
					return err
				}
				return receiptWishes(tx, s.Peer, s.Seq, nil)
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
	return askBack(v)
}
