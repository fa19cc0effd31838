package office

import (
	"context"
	"fmt"
	"iter"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// seal makes the next file for an office.
func (o *Office) seal(ctx context.Context, spool *exchange.Spool, to casework.OfficeCode, progress Progress) (*exchange.Sealed, parcel, error) {
	cfg := exchange.SealConfig{
		Spool: spool, Keys: o.ring(), Created: exchange.StampOf(o.clock.Now()), Program: program,
		Seq: 1, Random: o.random, Progress: progress,
	}
	var p parcel
	peer, err := o.peer(ctx, to)
	if err != nil {
		return nil, p, err
	}
	if cfg.From, err = exchange.ParseCard(o.ownCard); err != nil {
		return nil, p, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	err = o.store.View(ctx, func(v *store.View) error {
		cards, err := trust(v)
		if err != nil {
			return err
		}
		for _, e := range cards {
			if e.Card.Office == to {
				cfg.To = e
			}
		}
		if p, err = o.pack(v, peer); err != nil {
			return err
		}
		if err := o.address(v, to, &cfg); err != nil {
			return err
		}
		unsaid, err := o.unsaid(v, to)
		if err == nil && len(p.entries) == 0 && len(p.files) == 0 && !unsaid {
			err = &Problem{Field: "export", Code: "nothing_new"}
		}
		return err
	})
	if err != nil {
		return nil, p, err
	}
	cfg.Entries, cfg.Attachments = each(p.entries), o.attachments(ctx, p)
	s, err := exchange.Seal(ctx, cfg)
	if err != nil && o.dropDamaged(ctx, &p) {
		cfg.Attachments = o.attachments(ctx, p)
		s, err = exchange.Seal(ctx, cfg)
	}
	if err != nil {
		return nil, p, sealError(err)
	}
	return s, p, nil
}

// address fills in number, link, acknowledgements and the journal's chain.
func (o *Office) address(v *store.View, to casework.OfficeCode, cfg *exchange.SealConfig) error {
	sent, err := v.SentTo(to)
	if err != nil {
		return err
	}
	for _, s := range sent {
		if s.Seq >= cfg.Seq {
			cfg.Seq, cfg.Prev = s.Seq+1, s.Digest
		}
	}
	from, err := seqFrom(v)
	if err != nil {
		return err
	}
	cfg.Seq = max(cfg.Seq, from)
	taken, err := v.TakenFrom(to)
	if err != nil {
		return err
	}
	for _, t := range taken[max(0, len(taken)-exchange.MaxAcks):] {
		cfg.Acks = append(cfg.Acks, exchange.Ack{BundleID: t.Bundle, Seq: t.Seq, Digest: t.Digest})
	}
	cfg.Journal.Count, cfg.Journal.Head, err = v.Head()
	return err
}

func each(entries []casework.Entry) iter.Seq2[casework.Entry, error] {
	return func(yield func(casework.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}
