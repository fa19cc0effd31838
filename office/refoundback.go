package office

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"silian/casework"
	"silian/store"
)

// mostHeard is up to which number an office that was refounded believes what others say
// of its earlier files: nobody may drive its numbers out of reach of the others.
const mostHeard = 50_000

// begunAnew finds out whether the sender lost its file: its journal is shorter than in
// an earlier file. Nobody can send again what was under the numbers up to this one, so
// they are not missed.
func (in *Incoming) begunAnew(v *store.View) error {
	l, err := readLetters(v, in.From.Code)
	if err != nil {
		return err
	}
	if in.Anew = in.anew(l); !in.Anew {
		return nil
	}
	taken, err := v.TakenFrom(in.From.Code)
	if err != nil {
		return err
	}
	in.Missing = without(in.Missing, skipped(taken, in.Seq)...)
	return nil
}

func (in *Incoming) anew(l letters) bool {
	return in.opened != nil && in.Seq >= l.Heard && in.opened.Manifest.Journal.Count < l.Journal
}

// skipped are the numbers between the last file taken in before seq and seq itself.
func skipped(taken []store.Taken, seq uint64) (out []uint64) {
	before := uint64(0)
	for _, t := range taken {
		if t.Seq < seq {
			before = max(before, t.Seq)
		}
	}
	for n := before + 1; n < seq && len(out) < mostHeard; n++ {
		out = append(out, n)
	}
	return out
}

// heard follows what a file says of both journals: a sender that began anew is taken to
// have nothing, and numbers of ours that we do not know were given by a file of ours
// that is lost.
func (w *writer) heard(in *Incoming, l *letters, sent []store.Sent, taken []store.Taken) error {
	if in.anew(*l) {
		l.Closed = union(l.Closed, skipped(taken, in.Seq)...)
		if err := w.tx.Forget(in.From.Code); err != nil {
			return err
		}
		for _, e := range in.entries { // but what this file brought
			if in.TakeOwn || !slices.Contains(in.own, e.ID) {
				if err := w.tx.Acknowledge(in.From.Code, e.ID, !e.Stub()); err != nil {
					return err
				}
			}
		}
	}
	if in.Seq >= l.Heard {
		l.Journal = in.opened.Manifest.Journal.Count
	}
	return w.numbersHeard(in, sent)
}

// numbersHeard lets the numbers of our files go on after those that others name.
func (w *writer) numbersHeard(in *Incoming, sent []store.Sent) error {
	if lost, err := askBack(&w.tx.View); err != nil || !lost {
		return err
	}
	from, err := seqFrom(&w.tx.View)
	if err != nil {
		return err
	}
	next := from
	for _, a := range in.opened.Manifest.Acks {
		ours := slices.ContainsFunc(sent, func(s store.Sent) bool { return s.Seq == a.Seq })
		if !ours && a.Seq <= mostHeard && a.Seq >= next {
			next = a.Seq + seqLeap
		}
	}
	if next == from {
		return nil
	}
	return w.tx.SetMeta(metaSeqFrom, strconv.FormatUint(next, 10))
}

// lettersBack lets the case numbers of a file that was made anew end in a letter that no
// number of ours which came back has.
func (w *writer) lettersBack(in *Incoming) error {
	lost, err := askBack(&w.tx.View)
	if err != nil || !lost || !in.TakeOwn || len(in.own) == 0 {
		return err
	}
	now, err := w.tx.Letter()
	if err != nil {
		return err
	}
	next := now
	for _, e := range in.entries {
		b, ok := e.Body()
		if !ok || b.Kind != casework.CaseOpened || !slices.Contains(in.own, e.ID) {
			continue
		}
		var opened casework.Opened
		if err := json.Unmarshal(b.Data, &opened); err != nil {
			return fmt.Errorf("%w: entry %s", ErrDamaged, e.ID)
		}
		if no := string(opened.No); no != "" && no[len(no)-1] >= next {
			next = no[len(no)-1] + 1
		}
	}
	if next == now {
		return nil
	}
	return setLetter(w.tx, next)
}
