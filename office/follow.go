package office

import (
	"errors"
	"slices"
	"strings"

	"silian/casework"
)

// newInstance forgets what the sender is known to have when its entries come from an
// instance that was not seen before: its file was restored, or goes on at another PC,
// and may lack anything. All of it goes again with the next file, and what is there
// already does no harm.
func (w *writer) newInstance(in *Incoming) error {
	key := "instances_of/" + string(in.From.Code)
	text, err := w.tx.Meta(key)
	if err != nil {
		return err
	}
	seen := strings.Fields(text)
	known := len(seen)
	for _, e := range in.entries {
		if i := e.Instance.String(); e.Office == in.From.Code && !slices.Contains(seen, i) {
			seen = append(seen, i)
		}
	}
	restored, err := w.askedForAll(in)
	if err != nil || (len(seen) == known && !restored) {
		return err
	}
	if known > 0 || restored {
		if err := w.forget(in); err != nil {
			return err
		}
	}
	return w.tx.SetMeta(key, strings.Join(seen, " "))
}

// forget makes everything go again to the sender of a file, and notes up to which
// numbers files and receipts are from before.
func (w *writer) forget(in *Incoming) error {
	if err := w.tx.Forget(in.From.Code); err != nil {
		return err
	}
	l, err := readLetters(&w.tx.View, in.From.Code)
	if err != nil {
		return err
	}
	last, err := lastGiven(&w.tx.View, in.From.Code)
	if err != nil {
		return err
	}
	l.Asked = nil // they may have forgotten what we asked for
	l.Renewed, l.RenewedOurs = max(l.Renewed, in.Seq), max(l.RenewedOurs, last)
	return l.write(w.tx, in.From.Code)
}

// before reports whether a file was sealed before its sender was restored: what stands
// in it, its sender may have lost.
func (w *writer) before(in *Incoming) (bool, error) {
	l, err := readLetters(&w.tx.View, in.From.Code)
	return in.Seq < l.Renewed, err
}

// received writes 收到 when a case is handed to us and we have not said so yet,
// whoever is signed in: terms run from this day (条例 22, 23).
func (w *writer) received(id casework.ID) error {
	c, err := w.fold(id)
	if err != nil {
		return err
	}
	h := c.UnderWay()
	if h == nil || h.To != w.o.me.Code || h.Outcome != casework.HandOverPending {
		return nil
	}
	_, err = w.put(caseSubject(id), casework.CaseReceived, casework.Linked{Link: h.Link})
	var refused *casework.Refused
	if errors.As(err, &refused) {
		return nil // a note of ours must not keep a file out
	}
	return err
}

// destroyAsAsked follows the destroying entries of a subject as far as their office
// may ask: for the words that the same office wrote. It looks at all of them, since
// a file with the words may come after the file that destroys them.
func (w *writer) destroyAsAsked(subject casework.Subject) error {
	entries, err := w.tx.Entries(subject.ID)
	if err != nil {
		return err
	}
	for _, e := range entries {
		b, ok := e.Body()
		if !ok || b.Kind != casework.EntryDestroyed {
			continue
		}
		asked, err := casework.DestroyingOf(b)
		if err != nil {
			continue // kept and shown as damaged; nothing to follow
		}
		var own []casework.ID
		for _, old := range entries {
			if old.Office == e.Office && old.About() == e.About() && slices.Contains(asked.IDs, old.ID) && mayDestroy(old) {
				own = append(own, old.ID)
			}
		}
		if len(own) == 0 {
			continue
		}
		if err := w.tx.Destroy(e.ID, own); err != nil {
			return err
		}
		w.o.clearViews()
	}
	return nil
}

// mayDestroy leaves alone what is gone already and what moves a case: a file must
// not fail to come in because it asks too much. Kinds of a newer version may be
// personal; their author knows.
func mayDestroy(e casework.Entry) bool {
	b, ok := e.Body()
	return ok && (b.Kind.Personal() || b.Kind.Version() == 0)
}

// takeAcks marks our files as delivered that the sender says it has.
func (w *writer) takeAcks(in *Incoming) error {
	if old, err := w.before(in); err != nil || old {
		return err
	}
	sent, err := w.tx.SentTo(in.From.Code)
	if err != nil {
		return err
	}
	for _, a := range in.opened.Manifest.Acks {
		for _, s := range sent {
			if s.Bundle == a.BundleID && s.Digest == a.Digest && s.Delivered == 0 {
				if err := w.tx.Delivered(s.Bundle, w.act.On); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
