package office

import (
	"context"
	"fmt"
	"strconv"

	"silian/casework"
	"silian/store"
)

// seqLeap is how far the numbers of sealed files go ahead when a new instance
// begins: more files than an office writes between two backups.
const seqLeap = 100

const metaSeqFrom = "seq_from"

// beginInstance notes that another copy of the file goes on. The numbers of files
// that were written after the backup are not known here and must not come again: to
// the other office that would be an alarm.
func (o *Office) beginInstance(ctx context.Context, reason string) error {
	_, err := o.do(ctx, Act{}, func(w *writer) error {
		sent, err := w.tx.SentTo("")
		if err != nil {
			return err
		}
		from, err := seqFrom(&w.tx.View)
		if err != nil {
			return err
		}
		for _, s := range sent {
			from = max(from, s.Seq)
		}
		if err := w.tx.SetMeta(metaSeqFrom, strconv.FormatUint(from+seqLeap, 10)); err != nil {
			return err
		}
		_, err = w.add(casework.OfficeSubject(o.me.Code), casework.OfficeInstance, casework.Founded{Level: o.me.Level, Reason: reason})
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
