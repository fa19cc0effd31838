package office

import (
	"context"
	"errors"

	"silian/casework"
	"silian/store"
)

// Gap is a sealed file of another office that has not come.
type Gap struct {
	From casework.OfficeCode
	Name string
	Seq  uint64
}

// Gaps lists the files that are missing, by office and number (the lowest 100 of
// each). They are asked for in every file that goes to that office.
func (o *Office) Gaps(ctx context.Context) (out []Gap, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		peers, err := v.Peers()
		if err != nil {
			return err
		}
		for _, p := range peers {
			l, err := readLetters(v, p.Code)
			if err != nil {
				return err
			}
			taken, err := v.TakenFrom(p.Code)
			if err != nil {
				return err
			}
			for _, n := range l.gaps(taken) {
				out = append(out, Gap{p.Code, p.Name, n})
			}
		}
		return nil
	})
	return out, err
}

// CloseGap writes down that a missing file will not come: its sender told so. It is
// not asked for any more; when it comes after all, it is taken in.
func (o *Office) CloseGap(ctx context.Context, from casework.OfficeCode, seq uint64) error {
	return o.store.Update(ctx, func(tx *store.Tx) error {
		l, err := readLetters(&tx.View, from)
		if err != nil {
			return err
		}
		taken, err := tx.TakenFrom(from)
		if err != nil {
			return err
		}
		for _, n := range l.gaps(taken) {
			if n == seq {
				l.Closed = union(l.Closed, seq)
				return l.write(tx, from)
			}
		}
		return &Problem{Field: "gap", Code: "unknown"}
	})
}

// takeWishes follows what a file says about numbers. An acknowledgement of a file in
// which we asked for missing numbers closes them: what a sender seals after it has
// read the question holds all that we are not known to have. And the numbers that
// the sender lacks are noted; what was in them goes again.
func (w *writer) takeWishes(in *Incoming) error {
	from, m := in.From.Code, in.opened.Manifest
	l, err := readLetters(&w.tx.View, from)
	if err != nil {
		return err
	}
	sent, err := w.tx.SentTo(from)
	if err != nil {
		return err
	}
	taken, err := w.tx.TakenFrom(from)
	if err != nil {
		return err
	}
	missing := l.gaps(taken)
	for _, a := range m.Acks {
		for _, s := range sent {
			if s.Bundle != a.BundleID || s.Digest != a.Digest {
				continue
			}
			for _, n := range l.Asked[s.Seq] {
				if n < in.Seq && len(without(missing, n)) < len(missing) {
					l.Closed = union(l.Closed, n)
				}
			}
			l.heard(s.Seq)
			delete(l.Asked, s.Seq)
		}
	}
	if err := errors.Join(w.heard(in, &l, sent, taken), w.lettersBack(in)); err != nil {
		return err
	}
	last, err := lastGiven(&w.tx.View, from)
	if err != nil {
		return err
	}
	if in.Seq >= l.Heard {
		l.Heard, l.Wanted = in.Seq, nil
		for _, n := range m.Lacks {
			if n > last {
				continue // see askedForAll
			}
			if l.Wanted, err = w.want(sent, l.Wanted, n); err != nil {
				return err
			}
		}
	}
	return l.write(w.tx, from)
}

// askedForAll reports whether a file asks for a number that we never gave: its sender was
// restored from an older copy, and what we believe it to have may be lost there.
func (w *writer) askedForAll(in *Incoming) (bool, error) {
	last, err := lastGiven(&w.tx.View, in.From.Code)
	lacks := in.opened.Manifest.Lacks
	return len(lacks) > 0 && lacks[len(lacks)-1] > last, err
}

// lastGiven is a number that none of our files to an office exceeds, those included that
// we forgot when we were restored ourselves.
func lastGiven(v *store.View, to casework.OfficeCode) (uint64, error) {
	last, err := seqFrom(v)
	if err != nil {
		return 0, err
	}
	sent, err := v.SentTo(to)
	for _, s := range sent {
		last = max(last, s.Seq)
	}
	return last, err
}

// want notes that a number of ours is asked for. Numbers that we know nothing of were
// given before this file was restored from a backup: all that is known goes anyway.
func (w *writer) want(sent []store.Sent, wanted []uint64, n uint64) ([]uint64, error) {
	for _, s := range sent {
		if s.Seq != n {
			continue
		}
		if s.Delivered != 0 { // they had it and lost it
			if err := w.tx.Unacknowledge(s.Bundle); err != nil {
				return nil, err
			}
		}
	}
	return union(wanted, n), nil
}

// receiptWishes notes that a number of ours was answered, and the missing numbers that
// the receipt names, as far as they are files of ours that nobody is known to have: a
// receipt may be old.
func receiptWishes(tx *store.Tx, peer casework.OfficeCode, answered uint64, gaps []uint64) error {
	l, err := readLetters(&tx.View, peer)
	if err != nil {
		return err
	}
	sent, err := tx.SentTo(peer)
	if err != nil {
		return err
	}
	l.Wanted = without(l.Wanted, answered)
	l.heard(answered)
	for _, s := range sent {
		for _, n := range gaps {
			if s.Seq == n && s.Delivered == 0 && s.Written != 0 && l.Replaced[n] == 0 {
				l.Wanted = union(l.Wanted, n)
			}
		}
	}
	return l.write(tx, peer)
}
