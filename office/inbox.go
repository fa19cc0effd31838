package office

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Incoming is a sealed file that was opened and checked but not taken in: the plan
// that a person looks at. End it with Take or Discard.
type Incoming struct {
	Path        string
	From        casework.Office
	Seq         uint64
	Created     string // by the sender's clock, which only informs
	New         int    // entries not here yet
	Same        int    // here already
	Late        int    // of the new: older than what is known on their subject
	NotInEffect int    // of the new: kept, but they do not count
	Own         int    // our own entries, lost here and given back; not among the new
	// With Own above zero Take wants one of these: a person says that this file was
	// restored from an old backup and wants them back, or does not want them.
	TakeOwn, LeaveOwn bool
	Newer             int      // of NotInEffect: kept, readable once this program is newer
	Rival             int      // of NotInEffect: acts that another office's act has overtaken
	Conflict          int      // other content under a known id: left out, an alarm
	Files             int      // attachments that are new here
	BadFiles          int      // attachments that are not what their entry says: left out
	Missing           []uint64 // numbers of this sender that have not come, once this one is in
	Part, Parts       int      // this is part so of so many that were written at once; 0 of a receipt
	Receipt           bool     // a receipt for a file of ours
	Already           bool     // taken in before
	Anew              bool     // the sender lost its file and began anew: it will get all again
	Cases             []IncomingCase

	o       *Office
	opened  *exchange.Opened
	spool   *exchange.Spool
	receipt exchange.Receipt
	// the receipt that was given the first time
	again                []byte
	againName, againCode string
	entries              []casework.Entry
	own                  []casework.ID
	staged               []*store.Staged
}

// IncomingCase is one case of the plan.
type IncomingCase struct {
	No      casework.CaseNo
	Title   string
	What    string // what the file says of it, in words
	New     bool   // the case was not here
	Entries int    // new entries
}

// Received is what taking in a file did.
type Received struct {
	File        string
	Result      string // imported, already, receipt
	New         int
	Same        int
	Late        int
	NotInEffect int
	Files       int    // attachments that were new here
	Receipt     string // name of the receipt file, "" for a receipt
	Code        string // 8 digits to read out by telephone
}

// Preview opens a sealed file or a receipt, checks all of it and plans the import.
// Nothing is stored. Refusals are a *SealError.
func (o *Office) Preview(ctx context.Context, path string, progress Progress) (*Incoming, error) {
	in := &Incoming{Path: path, o: o}
	o.sealing.Lock() // before asking for the keys: Lock waits for what is under way
	defer o.sealing.Unlock()
	if o.ring() == nil {
		return nil, ErrLocked
	}
	var cards exchange.Trust
	err := o.store.View(ctx, func(v *store.View) (err error) {
		cards, err = trust(v)
		return err
	})
	if err != nil {
		return nil, err
	}
	info, err := exchange.Glance(ctx, path, cards) // opening looks at the body
	if err != nil {
		info, err = exchange.Verify(ctx, path, cards) // perhaps it is only damaged
	}
	if err != nil {
		return nil, sealError(err)
	}
	in.From, in.Seq, in.Created = info.Signer.Card.OfficeOf(), info.Seq, info.Created.Time().In(calendar.Zone()).Format("2006-01-02 15:04")
	return in, in.read(ctx, cards, info, progress)
}

// read reads the file whose seal was looked at a second time.
func (in *Incoming) read(ctx context.Context, cards exchange.Trust, info exchange.SealInfo, progress Progress) error {
	switch info.Type {
	case exchange.TypeReceipt:
		return in.readReceipt(ctx, cards)
	case exchange.TypeBundle:
		return in.open(ctx, cards, info.Digest, progress)
	}
	return &SealError{string(exchange.ReasonWrongType), errors.New(info.Type)}
}

// open opens a bundle and plans it.
func (in *Incoming) open(ctx context.Context, cards exchange.Trust, seen casework.Digest, progress Progress) (err error) {
	if in.spool, err = in.o.openSpool(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = in.Discard()
		}
	}()
	me, err := exchange.ParseCard(in.o.ownCard)
	if err != nil {
		return fmt.Errorf("%w: own card", ErrKeyFile)
	}
	cfg := exchange.OpenConfig{
		Spool: in.spool, Keys: in.o.ring(), Me: me, Trust: cards, Progress: progress,
		Past: func(from casework.OfficeCode) ([]exchange.Imported, error) { return in.o.past(ctx, from) },
	}
	if in.opened, err = exchange.Open(ctx, cfg, in.Path); err != nil { // perhaps sealed for keys we had before
		in.opened, err = in.o.openPast(ctx, cfg, in.Path, err)
	}
	var refusal *exchange.Refusal
	if errors.As(err, &refusal) && refusal.Reason == exchange.ReasonAlreadyImported && refusal.Header != nil && refusal.Header.From == in.From.Code {
		if _, err := exchange.Verify(ctx, in.Path, cards); err != nil { // a damaged copy is refused all the same
			return sealError(err)
		}
		return in.known(ctx, refusal.Header.BundleID)
	}
	if refusal != nil && refusal.Reason == exchange.ReasonSeqConflict && refusal.Header != nil {
		in.o.alarm(ctx, refusal.Header.From, refusal.Header.Seq)
	}
	if err != nil {
		return sealError(err)
	}
	if in.opened.Digest != seen { // a stick may answer differently each time it is asked
		return &SealError{string(exchange.ReasonDamaged), errors.New("the file changed between two reads")}
	}
	for e, err := range in.opened.Entries() {
		if err != nil {
			return err
		}
		in.entries = append(in.entries, e)
	}
	if err := in.stageFiles(ctx); err != nil {
		return err
	}
	if err := in.release(); err != nil { // the next file needs the spool while a person looks at this one
		return err
	}
	if err := in.o.store.View(ctx, func(v *store.View) error { return errors.Join(in.plan(v), in.begunAnew(v)) }); err != nil {
		return err
	}
	return in.o.step("staged")
}

// known finds the receipt of a file that was taken in before.
func (in *Incoming) known(ctx context.Context, id exchange.BundleID) error {
	return in.o.store.View(ctx, func(v *store.View) error {
		taken, err := v.TakenFrom(in.From.Code)
		for _, t := range taken {
			if t.Bundle == id {
				in.Already, in.again, in.againName, in.againCode = true, t.Receipt, t.ReceiptName, t.Code
				in.Same = t.Fresh + t.Same
			}
		}
		return err
	})
}

func (o *Office) past(ctx context.Context, from casework.OfficeCode) (out []exchange.Imported, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		taken, err := v.TakenFrom(from)
		for _, t := range taken {
			out = append(out, exchange.Imported{Seq: t.Seq, Digest: t.Digest})
		}
		return err
	})
	return out, err
}

// readReceipt finds the file of ours that a receipt answers.
func (in *Incoming) readReceipt(ctx context.Context, cards exchange.Trust) error {
	in.Receipt = true
	file, err := exchange.ReadSmall(in.Path)
	if err != nil {
		return sealError(err)
	}
	if in.receipt, err = exchange.ParseReceipt(file, cards); err != nil {
		return sealError(err)
	}
	if in.receipt.From != in.From.Code || in.receipt.Seq != in.Seq {
		return &SealError{string(exchange.ReasonDamaged), errors.New("the file changed between two reads")}
	}
	return in.o.store.View(ctx, func(v *store.View) error {
		_, err := in.answered(v)
		return err
	})
}

// answered gives the file of ours that the receipt is for.
func (in *Incoming) answered(v *store.View) (store.Sent, error) {
	r := in.receipt
	sent, err := v.SentTo(r.From)
	if err != nil {
		return store.Sent{}, err
	}
	for _, s := range sent {
		h := exchange.Header{BundleID: s.Bundle, From: in.o.me.Code, To: s.Peer, Seq: s.Seq}
		if s.Bundle != r.BundleID {
			continue
		}
		if err := r.Answers(h, s.Digest, exchange.ReceiptCode(s.Code)); err != nil {
			return store.Sent{}, sealError(err)
		}
		return s, nil
	}
	return store.Sent{}, &SealError{"no_answer", errors.New("no file of ours has that id")}
}

// Discard leaves a file untaken.
func (in *Incoming) Discard() error {
	err := in.release()
	in.dropStaged()
	in.opened = nil
	return err
}

// release removes the sealed copy; what it said stays in memory.
func (in *Incoming) release() error {
	if in.spool == nil {
		return nil
	}
	var errs []error
	if in.opened != nil {
		errs = append(errs, in.opened.Close())
	}
	errs = append(errs, in.spool.Close())
	in.spool = nil
	return errors.Join(errs...)
}

// InOrder sorts files so that each sender's numbers go upwards; what cannot be
// read comes last and says so when it is opened.
func (o *Office) InOrder(ctx context.Context, paths []string) []string {
	type place struct {
		path, from string
		seq        uint64
	}
	var cards exchange.Trust
	_ = o.store.View(ctx, func(v *store.View) (err error) {
		cards, err = trust(v)
		return err
	})
	places := make([]place, 0, len(paths))
	for _, p := range paths {
		at := place{path: p, from: "~"}
		if info, err := exchange.Glance(ctx, p, cards); err == nil {
			at.from, at.seq = string(info.From)+info.Type, info.Seq
		}
		places = append(places, at)
	}
	slices.SortStableFunc(places, func(a, b place) int {
		switch {
		case a.from != b.from && a.from < b.from:
			return -1
		case a.from != b.from:
			return 1
		case a.seq < b.seq:
			return -1
		case a.seq > b.seq:
			return 1
		}
		return 0
	})
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.path
	}
	return out
}
