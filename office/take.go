package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// incomingSubject is what the file says of one subject.
type incomingSubject struct {
	about   casework.Subject
	known   []casework.Entry
	fresh   []casework.Entry // not here, or here as a stub only
	highest uint64           // largest n known here
}

// plan sorts the entries of the file into new, same, late and the rest, and says
// of each case what would change.
func (in *Incoming) plan(v *store.View) error {
	l, err := readLetters(v, in.From.Code)
	if err != nil {
		return err
	}
	taken, err := v.TakenFrom(in.From.Code)
	if err != nil {
		return err
	}
	in.Missing = l.gaps(taken, in.Seq)
	in.Part, in.Parts = int(in.opened.Manifest.Part), int(in.opened.Manifest.Parts)
	subjects := map[casework.Subject]*incomingSubject{}
	var order []*incomingSubject
	for _, e := range in.entries {
		s := subjects[e.About()]
		if s == nil {
			known, err := v.Entries(e.Envelope.Subject)
			if err != nil {
				return err
			}
			s = &incomingSubject{about: e.About(), known: known}
			for _, k := range known {
				s.highest = max(s.highest, k.N)
			}
			subjects[e.About()] = s
			order = append(order, s)
		}
		if err := in.sort(v, s, e); err != nil {
			return err
		}
	}
	for _, s := range order {
		if err := in.judge(s); err != nil {
			return err
		}
	}
	return nil
}

// sort puts one entry where it belongs.
func (in *Incoming) sort(v *store.View, s *incomingSubject, e casework.Entry) error {
	if e.N > s.highest+uint64(len(in.entries))+casework.MaxLeap {
		return &SealError{"poisoned", fmt.Errorf("n %d of %s", e.N, e.ID)}
	}
	if err := in.mayCarry(e); err != nil {
		return err
	}
	old, found, err := v.Entry(e.ID)
	switch {
	case err != nil:
		return err
	case found && old.Digest != e.Digest:
		in.Conflict++
	case found && (!old.Stub() || e.Stub()):
		in.Same++
	case e.Office == in.o.me.Code && e.Instance == in.o.store.Instance():
		// This very copy wrote all it has: it cannot have lost one.
		return &SealError{"forged_own", fmt.Errorf("entry %s in our name", e.ID)}
	case e.Office == in.o.me.Code:
		// Nothing but its number ties it to us: a person must say that we lost it.
		in.Own++
		in.own = append(in.own, e.ID)
	default:
		in.New++
		if e.N <= s.highest {
			in.Late++
		}
		s.fresh = append(s.fresh, e)
	}
	return nil
}

// judge folds a subject with the new entries and counts those without effect.
func (in *Incoming) judge(s *incomingSubject) error {
	if len(s.fresh) == 0 {
		return nil
	}
	together := append(slices.Clone(s.known), s.fresh...)
	if s.about.Kind == casework.SubjectDay {
		if v := casework.FoldDay(together).Village; v != "" && v != in.From.Code && v != in.o.me.Code && in.From.Level != casework.Township {
			return &SealError{"foreign_author", fmt.Errorf("%s keeps no days of %s", in.From.Code, v)}
		}
	}
	rows := rowsOf(s.about, together)
	if s.about.Kind == casework.SubjectCase {
		c := casework.FoldCase(together)
		if err := in.onOurLine(c, s); err != nil {
			return err
		}
		in.Cases = append(in.Cases, IncomingCase{
			No: c.No, Title: titleOrNone(store.ListTitle(c)), What: in.says(c, s), New: len(s.known) == 0, Entries: len(s.fresh),
		})
	}
	for _, r := range rows {
		fresh := slices.ContainsFunc(s.fresh, func(e casework.Entry) bool { return e.ID == r.Entry })
		if fresh && !r.InEffect && r.Why != casework.WhyWithheld && r.Why != casework.WhyDestroyed {
			in.NotInEffect++
			switch r.Why {
			case casework.WhyNewer:
				in.Newer++
			case casework.WhyOvertaken, casework.WhyNotHolder:
				in.Rival++
			}
		}
	}
	return nil
}

// says names in words the most telling of the new entries of a case.
func (in *Incoming) says(c casework.Case, s *incomingSubject) string {
	best, rank := "", -1
	for _, r := range c.Rows {
		i := slices.Index(telling, r.Kind)
		if i <= rank || !slices.ContainsFunc(s.fresh, func(e casework.Entry) bool { return e.ID == r.Entry }) {
			continue
		}
		rank, best = i, Word("kind", r.Kind)
		if d := in.o.detail(c, r); d != "" && r.Kind == casework.CaseHandedOver {
			best = d
		} else if d != "" {
			best += "：" + d
		}
	}
	if best == "" {
		return "补充记录"
	}
	return best
}

// telling ranks entries by how much they say about a file, the most telling last.
var telling = []casework.Kind{
	casework.CaseNote, casework.CasePromised, casework.CasePromiseSettled, casework.CaseMediated, casework.CaseReceived,
	casework.CaseOpened, casework.CaseReturnVisited, casework.CaseNoticed, casework.CaseAccepted, casework.CaseReopened,
	casework.CaseAnswered, casework.CaseResolved, casework.CaseClosed, casework.CaseRecalled, casework.CaseReturned, casework.CaseHandedOver,
}

// Take takes a file in: entries, acknowledgements, the note that cases handed to
// us have been received, and the receipt, all in one transaction; then the receipt
// file is written into receiptDir.
func (o *Office) Take(ctx context.Context, in *Incoming, receiptDir string) (Received, error) {
	o.sealing.Lock()
	defer o.sealing.Unlock()
	out := Received{File: filepath.Base(in.Path)}
	if o.ring() == nil {
		return out, ErrLocked // the preview stays open
	}
	if in.Own > 0 && !in.TakeOwn && !in.LeaveOwn {
		return out, &Problem{Field: "own", Code: "decide"} // the preview stays open for the answer
	}
	defer func() { _ = in.Discard() }()
	if in.Receipt {
		out.Result = "receipt"
		return out, o.takeReceipt(ctx, in)
	}
	if in.opened != nil && !in.Already { // another preview of the same file may have been taken since
		if err := in.known(ctx, in.opened.Header.BundleID); err != nil {
			return out, err
		}
	}
	if in.opened == nil && !in.Already {
		return out, &SealError{string(exchange.ReasonUnreadable), errors.New("the preview was discarded")}
	}
	if in.Already {
		out.Result, out.Same = "already", in.Same
		out.Code = in.againCode
		return o.giveReceipt(ctx, out, in.againName, in.again, receiptDir)
	}
	out.Result, out.New, out.Same, out.Late, out.NotInEffect = "imported", in.New, in.Same, in.Late, in.NotInEffect
	out.Code, out.Files = string(in.opened.Code), in.Files
	receipt, file, err := o.makeReceipt(in)
	if err != nil {
		return out, err
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		if err := w.takeEntries(in); err != nil {
			return err
		}
		if err := w.takeFiles(in); err != nil {
			return err
		}
		if err := w.takeAcks(in); err != nil {
			return err
		}
		if err := w.tx.PutTaken(store.Taken{
			Peer: in.From.Code, Seq: in.Seq, Bundle: in.opened.Header.BundleID, Digest: in.opened.Digest,
			On: o.Today(), Fresh: in.New, Same: in.Same, Receipt: file, ReceiptName: receipt.FileName(), Code: out.Code,
		}); err != nil {
			return err
		}
		if err := w.takeWishes(in); err != nil {
			return err
		}
		if in.Conflict > 0 {
			if err := raise(w.tx, Alarm{Peer: in.From.Code, Seq: in.Seq, Kind: AlarmEntries, On: w.act.On}); err != nil {
				return err
			}
		}
		_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeImported, casework.Bundle{
			ID: receipt.BundleID.String(), Peer: in.From.Code, Seq: in.Seq, Entries: len(in.entries), New: in.New,
		})
		return err
	})
	if err != nil {
		return out, err
	}
	// pressed twice, the second time finds what the first did
	in.Already, in.again, in.againName, in.againCode, in.Same = true, file, receipt.FileName(), out.Code, in.New+in.Same
	if err := o.step("taken"); err != nil {
		return out, err
	}
	o.tidyOutbox(ctx)
	o.dropDestroyed(ctx) // the file may have asked to destroy
	return o.giveReceipt(ctx, out, receipt.FileName(), file, receiptDir)
}

// takeEntries stores the entries, follows what destroying entries ask, and writes
// 收到 for each case that is handed to us.
func (w *writer) takeEntries(in *Incoming) error {
	if err := w.newInstance(in); err != nil {
		return err
	}
	old, err := w.before(in)
	if err != nil {
		return err
	}
	var subjects []casework.Subject
	for _, e := range in.entries {
		if !in.TakeOwn && slices.Contains(in.own, e.ID) {
			continue
		}
		outcome, err := w.tx.Append(e)
		if err != nil {
			return err
		}
		if outcome == store.Conflict {
			continue
		}
		if !old { // else its sender may have lost it since
			if err := w.tx.Acknowledge(in.From.Code, e.ID, !e.Stub()); err != nil {
				return err
			}
		}
		if !slices.Contains(subjects, e.About()) {
			subjects = append(subjects, e.About())
		}
	}
	for _, s := range subjects {
		if err := w.destroyAsAsked(s); err != nil {
			return err
		}
		if s.Kind != casework.SubjectCase {
			continue
		}
		if err := w.received(s.ID); err != nil {
			return err
		}
	}
	return nil
}

// tidyOutbox removes the copies of files that arrived, however we learned of it.
func (o *Office) tidyOutbox(ctx context.Context) {
	sent, err := o.SentFiles(ctx)
	if err != nil {
		return // a copy left behind is harmless
	}
	for _, s := range sent {
		if s.Delivered != 0 {
			_ = os.Remove(o.outbox(s.File))
		}
	}
}
