package office

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// seal makes the next files for an office and hands each to keep; then it is gone from
// the spool. It gives the numbers that the last of them asks for.
func (o *Office) seal(ctx context.Context, spool *exchange.Spool, to casework.OfficeCode, m *meter, keep func(*exchange.Sealed, parcel) error) ([]uint64, error) {
	cfg := exchange.SealConfig{
		Spool: spool, Keys: o.ring(), Created: exchange.StampOf(o.clock.Now()), Program: program,
		Seq: 1, Random: o.random, Progress: m.at,
	}
	parts, err := o.planSeal(ctx, to, &cfg)
	if err != nil {
		return nil, err
	}
	acks, lacks := cfg.Acks, cfg.Lacks
	cfg.Acks, cfg.Lacks, cfg.Parts = nil, nil, uint64(len(parts))
	for _, p := range parts {
		m.expect(p.size())
	}
	for i, p := range parts {
		cfg.Part = uint64(i + 1)
		if cfg.Part == cfg.Parts { // the last says what came and what did not
			cfg.Acks, cfg.Lacks = acks, lacks
		}
		s, err := o.sealOne(ctx, cfg, &p)
		if err != nil {
			return nil, err
		}
		m.done(p.size())
		cfg.Seq, cfg.Prev = cfg.Seq+1, s.Digest
		err = keep(s, p)
		if err := errors.Join(err, s.Discard()); err != nil {
			return nil, err
		}
	}
	return lacks, nil
}

// planSeal fills in who writes to whom and splits what goes.
func (o *Office) planSeal(ctx context.Context, to casework.OfficeCode, cfg *exchange.SealConfig) (parts []parcel, err error) {
	peer, err := o.peer(ctx, to)
	if err != nil {
		return nil, err
	}
	if cfg.From, err = exchange.ParseCard(o.ownCard); err != nil {
		return nil, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	err = o.store.View(ctx, func(v *store.View) error {
		cards, err := trust(v)
		if err != nil {
			return err
		}
		for _, e := range cards {
			if e.Card.Office == to && digitsOf(e.Card) == peer.Fingerprint { // an office may have several cards
				cfg.To = e
			}
		}
		p, err := o.pack(v, peer)
		if err != nil {
			return err
		}
		l, err := readLetters(v, to)
		if err != nil {
			return err
		}
		if err := o.address(v, to, l, cfg); err != nil {
			return err
		}
		parts = p.split(o.traffic.most())
		if parts[0].left > 0 { // an acknowledgement says that nothing is held back
			cfg.Acks = nil
		}
		unsaid, err := o.unsaid(v, to)
		ask := slices.ContainsFunc(cfg.Lacks, func(n uint64) bool { return !l.asked(n) })
		if err == nil && len(p.entries) == 0 && len(p.files) == 0 && !unsaid && !ask && len(l.Wanted) == 0 {
			err = &Problem{Field: "export", Code: "nothing_new"}
		}
		return err
	})
	return parts, err
}

// sealOne makes one file; a content that cannot be read is left out of p.
func (o *Office) sealOne(ctx context.Context, cfg exchange.SealConfig, p *parcel) (*exchange.Sealed, error) {
	cfg.Entries, cfg.Attachments = each(p.entries), o.attachments(ctx, *p)
	s, err := exchange.Seal(ctx, cfg)
	if err != nil && o.dropDamaged(ctx, p) {
		cfg.Attachments = o.attachments(ctx, *p)
		s, err = exchange.Seal(ctx, cfg)
	}
	return s, sealError(err)
}

// address fills in number, link, acknowledgements, missing numbers and the journal's chain.
func (o *Office) address(v *store.View, to casework.OfficeCode, l letters, cfg *exchange.SealConfig) error {
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
	if cfg.Lacks = l.lacking(taken); len(cfg.Lacks) == 0 {
		cfg.Lacks = nil
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
