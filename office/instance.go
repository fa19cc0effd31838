package office

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"silian/casework"
	"silian/store"
)

// seqLeap is how far the numbers of sealed files go ahead when a new instance
// begins: more files than an office writes between two backups.
const seqLeap = 100

const (
	metaSeqFrom = "seq_from"
	metaRenewed = "renewed" // why a new instance began, until its entry is written
)

// beginInstance notes that another copy of the file goes on. The numbers of files
// that were written after the backup are not known here and must not come again: to
// the other office that would be an alarm.
func (o *Office) beginInstance(ctx context.Context, reason string) error {
	err := o.store.Update(ctx, func(tx *store.Tx) error {
		sent, err := tx.SentTo("")
		if err != nil {
			return err
		}
		from, err := seqFrom(&tx.View)
		if err != nil {
			return err
		}
		for _, s := range sent {
			from = max(from, s.Seq)
		}
		if err := tellRestored(tx); err != nil {
			return err
		}
		return errors.Join(tx.SetMeta(metaSeqFrom, strconv.FormatUint(from+seqLeap, 10)), tx.SetMeta(metaRenewed, reason))
	})
	if err != nil {
		return err
	}
	return o.noteInstance(ctx)
}

// tellRestored notes that every other office is to be told: what it sent us after the
// backup is lost here, and it believes that we have it.
func tellRestored(tx *store.Tx) error {
	peers, err := tx.Peers()
	if err != nil {
		return err
	}
	for _, p := range peers {
		l, err := readLetters(&tx.View, p.Code)
		if err != nil {
			return err
		}
		l.Restored = true
		if err := l.write(tx, p.Code); err != nil {
			return err
		}
	}
	return nil
}

// noteInstance writes the entry about a new instance as soon as somebody is signed
// in: the office password alone is nobody's name.
func (o *Office) noteInstance(ctx context.Context) error {
	if o.Locked() {
		return nil
	}
	reason, err := o.store.Meta(ctx, metaRenewed)
	if err != nil || reason == "" {
		return err
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		if err := w.tx.SetMeta(metaRenewed, ""); err != nil {
			return err
		}
		_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeInstance, casework.Founded{Level: o.me.Level, Reason: reason})
		return err
	})
	return err
}

// seqFrom gives the least number that a sealed file may have now.
func seqFrom(v *store.View) (uint64, error) {
	text, err := v.Meta(metaSeqFrom)
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.ParseUint(text, 10, 53)
	if err != nil {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, metaSeqFrom)
	}
	return n, nil
}
