package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"silian/exchange"
	"silian/store"
)

func (o *Office) makeReceipt(in *Incoming) (exchange.Receipt, []byte, error) {
	me, err := exchange.ParseCard(o.ownCard)
	if err != nil {
		return exchange.Receipt{}, nil, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	r := in.opened.Receipt()
	r.Created = exchange.StampOf(o.clock.Now())
	r.Gaps = in.Missing
	r.New, r.Same, r.Late, r.NotInEffect = uint64(in.New), uint64(in.Same), uint64(in.Late), uint64(in.NotInEffect)
	return exchange.NewReceipt(o.ring(), me, r)
}

func (o *Office) takeReceipt(ctx context.Context, in *Incoming) error {
	if in.receipt.Result != exchange.ResultImported {
		return &SealError{"answered_refused", fmt.Errorf("reason %s", in.receipt.Reason)}
	}
	var done store.Sent
	err := o.store.Update(ctx, func(tx *store.Tx) (err error) {
		if done, err = in.answered(&tx.View); err != nil {
			return err
		}
		if err := tx.Delivered(done.Bundle, o.Today()); err != nil {
			return err
		}
		if l, err := readLetters(&tx.View, done.Peer); err != nil || done.Seq <= l.RenewedOurs { // perhaps lost since
			if err := errors.Join(err, tx.Unacknowledge(done.Bundle)); err != nil {
				return err
			}
		}
		return receiptWishes(tx, done.Peer, done.Seq, in.receipt.Gaps)
	})
	if err == nil {
		err = o.step("closed")
	}
	if err == nil {
		_ = os.Remove(o.outbox(done.File)) // it arrived; a copy left behind is harmless
	}
	return err
}

// giveReceipt writes the receipt file beside the file it answers. When the stick
// does not take it, the import stands all the same: the same file given again
// yields the same receipt.
func (o *Office) giveReceipt(ctx context.Context, out Received, name string, file []byte, dir string) (Received, error) {
	copyAt := o.outbox(name)
	if err := os.MkdirAll(filepath.Dir(copyAt), 0o700); err != nil {
		return out, fmt.Errorf("office: outbox: %w", err)
	}
	if err := os.WriteFile(copyAt, file, 0o600); err != nil {
		return out, fmt.Errorf("office: outbox: %w", err)
	}
	defer func() { _ = os.Remove(copyAt) }()
	if _, err := exchange.WriteStick(ctx, exchange.StickConfig{Source: copyAt, Dir: dir, Name: name}); err != nil && !o.answersSame(ctx, err, filepath.Join(dir, name), file) {
		return out, &SealError{"receipt_not_written", err}
	}
	out.Receipt = name
	return out, o.step("receipt")
}

// answersSame reports that a receipt was not written because one of ours for the same
// file lies there already: this office was restored and takes the file in again.
func (o *Office) answersSame(ctx context.Context, err error, path string, file []byte) bool {
	if !errors.Is(err, exchange.ErrNameTaken) {
		return false
	}
	there, err := exchange.ReadSmall(path)
	if err != nil {
		return false
	}
	own, err := o.ownCards(ctx)
	if err != nil {
		return false
	}
	old, oldErr := exchange.ParseReceipt(there, own)
	now, nowErr := exchange.ParseReceipt(file, own)
	return oldErr == nil && nowErr == nil && old.Result == now.Result && old.BundleID == now.BundleID && old.Digest == now.Digest && old.Code == now.Code
}

// ownCards gives our present card and those before it.
func (o *Office) ownCards(ctx context.Context) (exchange.Trust, error) {
	me, err := exchange.ParseCard(o.ownCard)
	if err != nil {
		return nil, err
	}
	own := exchange.Trust{{Card: me, Standing: exchange.StandingCompared}}
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Cards(o.me.Code)
		for _, r := range rows {
			if c, err := parseHeld(r); err == nil && c.SignPub != me.SignPub {
				own = append(own, exchange.Enrolled{Card: c.Card, Standing: exchange.StandingCompared})
			}
		}
		return err
	})
	return own, err
}
