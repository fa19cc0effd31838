package office

import (
	"context"

	"silian/casework"
	"silian/store"
)

// Resent says what Resend did.
type Resent struct {
	Files []Sent   // on the stick now: the same bytes as before, then new files
	Anew  []uint64 // numbers whose bytes are gone: what was in them is in the new files
}

// Wanted gives the numbers of ours that an office says have not come.
func (o *Office) Wanted(ctx context.Context, to casework.OfficeCode) (out []uint64, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		l, err := readLetters(v, to)
		out = l.Wanted
		return err
	})
	return out, err
}

// Resend writes files again that were lost on the way: the same bytes where they are
// still here. Where they are gone (a receipt had come, or the folder was restored), all
// that was in them and that the addressee may still see is packed anew under the next
// number, and Anew says so. A number that was delivered and is not asked for is refused.
func (o *Office) Resend(ctx context.Context, to casework.OfficeCode, seqs []uint64, dir string, progress Progress) (out Resent, err error) {
	if err := stickAt(dir); err != nil {
		return out, err
	}
	if _, err := o.peer(ctx, to); err != nil {
		return out, err
	}
	o.sealing.Lock()
	defer o.sealing.Unlock()
	if o.ring() == nil {
		return out, ErrLocked
	}
	var queue []store.Sent
	if queue, out.Anew, err = o.again(ctx, to, seqs); err != nil {
		return out, err
	}
	m := &meter{tell: progress}
	if out.Files, err = o.toStick(ctx, queue, dir, m); err != nil || len(out.Anew) == 0 {
		return out, err
	}
	if queue, err = o.makeSent(ctx, to, m); err != nil {
		return out, err
	}
	more, err := o.toStick(ctx, queue, dir, m)
	out.Files = append(out.Files, more...)
	return out, err
}

// again sorts numbers into those whose bytes are here and those to be packed anew, and
// makes the entries of the latter go again.
func (o *Office) again(ctx context.Context, to casework.OfficeCode, seqs []uint64) (queue []store.Sent, anew []uint64, err error) {
	err = o.store.Update(ctx, func(tx *store.Tx) error {
		queue, anew = nil, nil
		l, err := readLetters(&tx.View, to)
		if err != nil {
			return err
		}
		sent, err := tx.SentTo(to)
		if err != nil {
			return err
		}
		by := map[uint64]store.Sent{}
		for _, s := range sent {
			by[s.Seq] = s
		}
		for _, n := range union(nil, seqs...) {
			s, known := by[n]
			wanted := len(without(l.Wanted, n)) < len(l.Wanted)
			switch {
			case !known && !wanted:
				return &Problem{Field: "resend", Code: "unknown"}
			case known && s.Delivered != 0 && !wanted:
				return &Problem{Field: "resend", Code: "delivered"}
			case known && o.copyHere(s):
				queue = append(queue, s)
				continue
			case known:
				if err := tx.Unacknowledge(s.Bundle); err != nil {
					return err
				}
			}
			anew = append(anew, n)
			l.Wanted = union(l.Wanted, n)
		}
		return l.write(tx, to)
	})
	return queue, anew, err
}
