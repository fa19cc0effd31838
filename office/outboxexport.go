package office

import (
	"context"
	"fmt"
	"os"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Export is ExportAll; it gives the last of the files.
func (o *Office) Export(ctx context.Context, to casework.OfficeCode, dir string, progress Progress) (Sent, error) {
	all, err := o.ExportAll(ctx, to, dir, progress)
	if len(all) == 0 {
		return Sent{}, err
	}
	return all[len(all)-1], err
}

// ExportAll seals what an office is not known to have and writes it safely into a
// folder, as a rule on a stick: one file, or several complete ones when it is more than
// one should hold. They are numbered and recorded before the stick is touched, and
// copies stay here until a receipt comes: if the stick fails, the next export writes
// the same bytes again, so no number is ever used twice. With an error, the files given
// are those that stand whole on the stick; the others wait. Cancelling leaves no half
// file.
func (o *Office) ExportAll(ctx context.Context, to casework.OfficeCode, dir string, progress Progress) ([]Sent, error) {
	if err := stickAt(dir); err != nil {
		return nil, err
	}
	o.sealing.Lock() // before asking for the keys: Lock waits for what is under way
	defer o.sealing.Unlock()
	if o.ring() == nil {
		return nil, ErrLocked
	}
	var queue []store.Sent
	err := o.store.View(ctx, func(v *store.View) (err error) {
		queue, err = o.waiting(v, to)
		return err
	})
	m := &meter{tell: progress}
	if err == nil && len(queue) == 0 {
		queue, err = o.makeSent(ctx, to, m)
	}
	if err != nil {
		return nil, err
	}
	return o.toStick(ctx, queue, dir, m)
}

// stickAt refuses what is no folder.
func stickAt(dir string) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return &Problem{Field: "dir", Code: "missing"}
	}
	return nil
}

// waiting gives the files that were sealed but never reached a stick, by number. One
// whose copy is gone, because the folder was restored without it, is given up: what
// was in it goes again under the next number.
func (o *Office) waiting(v *store.View, to casework.OfficeCode) (out []store.Sent, err error) {
	sent, err := v.SentTo(to)
	for _, one := range sent {
		if one.Written == 0 && one.Delivered == 0 && o.copyHere(one) {
			out = append(out, one)
		}
	}
	slices.Reverse(out)
	return out, err
}

// copyHere reports that the bytes of a sent file are still here.
func (o *Office) copyHere(s store.Sent) bool {
	info, err := os.Lstat(o.outbox(s.File))
	return err == nil && info.Mode().IsRegular()
}

// toStick writes copies of the outbox to a stick, one after another, and records each
// as soon as it stands there.
func (o *Office) toStick(ctx context.Context, queue []store.Sent, dir string, m *meter) (done []Sent, err error) {
	var sizes []int64
	for _, s := range queue {
		info, err := os.Stat(o.outbox(s.File))
		if err != nil {
			return nil, fmt.Errorf("office: outbox: %w", err)
		}
		sizes = append(sizes, 2*info.Size())
	}
	m.expect(sizes...)
	for i, s := range queue {
		cfg := exchange.StickConfig{Source: o.outbox(s.File), Dir: dir, Name: s.File, Progress: m.at}
		if _, err := exchange.WriteStick(ctx, cfg); err != nil {
			return done, stickError(err)
		}
		m.done(sizes[i])
		if err := o.step("written"); err != nil {
			return done, err
		}
		s.Written = o.Today()
		// It is on the stick: stopping now must not make us believe that it is not.
		err := o.store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
			l, err := readLetters(&tx.View, s.Peer)
			if err != nil {
				return err
			}
			l.Wanted = without(l.Wanted, s.Seq)
			if err := l.write(tx, s.Peer); err != nil {
				return err
			}
			return tx.OnStick(s.Bundle, s.Written)
		})
		if err != nil {
			return done, err
		}
		one := sentOf(s)
		one.Here = true
		done = append(done, one)
		if err := o.step("marked"); err != nil {
			return done, err
		}
	}
	return done, nil
}

// makeSent seals the next files, keeps them in the outbox and records all of them at
// once. What a failure leaves in the outbox goes at the next start or export.
func (o *Office) makeSent(ctx context.Context, to casework.OfficeCode, m *meter) (out []store.Sent, err error) {
	spool, err := o.openSpool()
	if err != nil {
		return nil, err
	}
	defer func() { _ = spool.Close() }()
	if err := o.tidySealed(ctx); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.path+".outbox", 0o700); err != nil {
		return nil, fmt.Errorf("office: outbox: %w", err)
	}
	var parts []parcel
	lacks, err := o.seal(ctx, spool, to, m, func(sealed *exchange.Sealed, p parcel) error {
		s := store.Sent{
			Bundle: sealed.Header.BundleID, Peer: to, Seq: sealed.Header.Seq, Digest: sealed.Digest,
			File: sealed.Header.FileName(), Code: string(sealed.Code), Entries: len(p.entries),
		}
		if err := o.step("sealed"); err != nil {
			return err
		}
		cfg := exchange.StickConfig{Source: sealed.Path(), Dir: o.path + ".outbox", Name: s.File}
		if _, err := exchange.WriteStick(ctx, cfg); err != nil {
			return sealError(err)
		}
		out, parts = append(out, s), append(parts, p)
		return nil
	})
	if err == nil {
		err = o.step("kept")
	}
	if err == nil {
		err = o.recordSent(ctx, out, parts, lacks)
	}
	if err != nil {
		for _, s := range out {
			_ = os.Remove(o.outbox(s.File)) // what stays goes at the next start
		}
		return nil, err
	}
	return out, o.step("recorded")
}

// recordSent records sealed files: all or none.
func (o *Office) recordSent(ctx context.Context, files []store.Sent, parts []parcel, lacks []uint64) error {
	_, err := o.do(ctx, Act{}, func(w *writer) error {
		for i, s := range files {
			if err := w.tx.PutSent(s, parts[i].full); err != nil {
				return err
			}
			if err := w.tx.PutSentAttachments(s.Bundle, parts[i].digests()); err != nil {
				return err
			}
			_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeExported, casework.Bundle{
				ID: exchange.BundleID(s.Bundle).String(), Peer: s.Peer, Seq: s.Seq, Entries: s.Entries,
			})
			if err != nil {
				return err
			}
		}
		return w.answerWishes(files[0], files[len(files)-1], lacks)
	})
	return err
}

// answerWishes notes what was asked for in the last file, and that what the addressee
// asked for went again with the first and those after it.
func (w *writer) answerWishes(first, last store.Sent, lacks []uint64) error {
	l, err := readLetters(&w.tx.View, last.Peer)
	if err != nil {
		return err
	}
	if len(lacks) > 0 {
		if l.Asked == nil {
			l.Asked = map[uint64][]uint64{}
		}
		l.Asked[last.Seq] = lacks
	}
	sent, err := w.tx.SentTo(last.Peer)
	if err != nil {
		return err
	}
	for _, s := range sent {
		gone := s.Seq < first.Seq && s.Delivered == 0 && !w.o.copyHere(s)
		if !gone || l.Replaced[s.Seq] != 0 {
			continue
		}
		if l.Replaced == nil {
			l.Replaced = map[uint64]uint64{}
		}
		l.Replaced[s.Seq] = first.Seq
	}
	l.Wanted = nil
	return l.write(w.tx, last.Peer)
}

// meter adds up the progress of several steps; its total only grows.
type meter struct {
	tell               Progress
	behind, now, total int64
}

// expect adds steps to come, in bytes.
func (m *meter) expect(sizes ...int64) {
	for _, n := range sizes {
		m.total += n
	}
}

// at tells how far the present step is.
func (m *meter) at(done, _ int64) {
	if m.tell == nil {
		return
	}
	m.now = max(m.now, m.behind+done)
	m.tell(min(m.now, m.total), m.total)
}

// done ends a step of n bytes.
func (m *meter) done(n int64) { m.behind += n }
