package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// program names this version in manifests, for support only.
const program = "silian 0.1"

// Progress is told how many of how many bytes are done.
type Progress func(done, total int64)

// Outgoing is what an export to an office would carry. No entries and no files: nothing
// new.
type Outgoing struct {
	To      Peer
	Entries int
	Files   int   // attachments that go along
	Bytes   int64 // of those
	Left    int   // attachments that do not fit and go with the next file
	Cases   []OutCase
}

// OutCase is one case of an export.
type OutCase struct {
	No      casework.CaseNo
	Title   string
	What    string // 上报, 交办 … when a hand-over goes along, else 进展
	Entries int
}

// Sent is one sealed file that was written.
type Sent struct {
	File      string // name
	Peer      casework.OfficeCode
	Seq       uint64
	Entries   int
	Code      string // receipt code that the addressee reads out by telephone
	Written   calendar.Day
	Delivered calendar.Day // 0 until a receipt comes
}

// parcel is what goes into one file.
type parcel struct {
	entries []casework.Entry
	full    map[casework.ID]bool
	cases   []OutCase
	files   []exchange.FileInfo
	left    int // contents that go with a later file
}

// pack gathers what an office may see and is not known to have. It is worked out
// afresh at each export: what nobody acknowledged goes again.
func (o *Office) pack(v *store.View, to Peer) (parcel, error) {
	p := parcel{full: map[casework.ID]bool{}}
	known, err := v.Acknowledged(to.Code)
	if err != nil {
		return p, err
	}
	cases, err := v.Unacknowledged(casework.SubjectCase, to.Code)
	if err != nil {
		return p, err
	}
	for _, id := range cases {
		entries, err := v.Entries(id)
		if err != nil {
			return p, err
		}
		c := casework.FoldCase(entries)
		n := p.take(entries, known, func(e casework.Entry) casework.Share { return c.ShareCase(e, to.Office) })
		if n > 0 {
			p.cases = append(p.cases, OutCase{c.No, titleOrNone(store.ListTitle(c)), whatGoes(c, to.Code, known), n})
		}
	}
	days, err := v.Unacknowledged(casework.SubjectDay, to.Code)
	if err != nil {
		return p, err
	}
	for _, id := range days {
		entries, err := v.Entries(id)
		if err != nil {
			return p, err
		}
		village := casework.FoldDay(entries).Village
		p.take(entries, known, func(casework.Entry) casework.Share { return casework.ShareDay(village, o.me, to.Office) })
	}
	if err := o.packOthers(v, to, known, &p); err != nil {
		return p, err
	}
	slices.SortFunc(p.entries, exchange.EntryOrder)
	err = o.packFiles(v, to, &p)
	return p, err
}

// take adds what share allows and known lacks, and counts it.
func (p *parcel) take(entries []casework.Entry, known map[casework.ID]bool, share func(casework.Entry) casework.Share) int {
	n := 0
	for _, e := range entries {
		how := share(e)
		if how == casework.ShareNot {
			continue
		}
		if how == casework.ShareStub {
			e = e.WithoutBody()
		}
		had, seen := known[e.ID]
		if had || (seen && e.Stub()) {
			continue
		}
		p.entries = append(p.entries, e)
		p.full[e.ID] = !e.Stub()
		n++
	}
	return n
}

// whatGoes names the hand-over that goes along, when there is one.
func whatGoes(c casework.Case, to casework.OfficeCode, known map[casework.ID]bool) string {
	if h := c.UnderWay(); h != nil && h.To == to && !known[h.Link] {
		return Word("way", h.Way)
	}
	return "进展"
}

// PlanExport tells what an export would carry, without writing anything.
func (o *Office) PlanExport(ctx context.Context, to casework.OfficeCode) (out Outgoing, err error) {
	if out.To, err = o.peer(ctx, to); err != nil {
		return out, err
	}
	err = o.store.View(ctx, func(v *store.View) error {
		p, err := o.pack(v, out.To)
		out.Entries, out.Cases, out.Files, out.Left = len(p.entries), p.cases, len(p.files), p.left
		for _, f := range p.files {
			out.Bytes += f.Size
		}
		return err
	})
	return out, err
}

// Export seals what an office is not known to have and writes the file safely
// into a folder, as a rule on a stick. The file is numbered and recorded before
// the stick is touched, and a copy stays here until a receipt comes: if the stick
// fails, the next Export writes the same bytes again, so no number is ever used
// twice. Cancelling ctx leaves nothing on the stick.
func (o *Office) Export(ctx context.Context, to casework.OfficeCode, dir string, progress Progress) (Sent, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return Sent{}, &Problem{Field: "dir", Code: "missing"}
	}
	o.sealing.Lock() // before asking for the keys: Lock waits for what is under way
	defer o.sealing.Unlock()
	if o.ring() == nil {
		return Sent{}, ErrLocked
	}
	s, err := o.waiting(ctx, to)
	if err != nil {
		return Sent{}, err
	}
	if s.File == "" {
		if s, err = o.makeSent(ctx, to, progress); err != nil {
			return Sent{}, err
		}
	}
	_, err = exchange.WriteStick(ctx, exchange.StickConfig{Source: o.outbox(s.File), Dir: dir, Name: s.File, Progress: progress})
	if err != nil {
		return Sent{}, sealError(err)
	}
	s.Written = o.Today()
	err = o.store.Update(ctx, func(tx *store.Tx) error { return tx.OnStick(s.Bundle, s.Written) })
	return sentOf(s), err
}

// waiting gives a file that was sealed but never reached a stick. One whose copy is
// gone, because the folder was restored without it, is given up: what was in it goes
// again under the next number.
func (o *Office) waiting(ctx context.Context, to casework.OfficeCode) (s store.Sent, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		sent, err := v.SentTo(to)
		for _, one := range sent {
			if one.Written != 0 || one.Delivered != 0 {
				continue
			}
			if _, err := os.Stat(o.outbox(one.File)); err == nil {
				s = one
			}
		}
		return err
	})
	return s, err
}

// makeSent seals the next file, keeps it in the outbox and records it.
func (o *Office) makeSent(ctx context.Context, to casework.OfficeCode, progress Progress) (store.Sent, error) {
	spool, err := o.openSpool()
	if err != nil {
		return store.Sent{}, err
	}
	defer func() { _ = spool.Close() }()
	sealed, p, err := o.seal(ctx, spool, to, progress)
	if err != nil {
		return store.Sent{}, err
	}
	defer func() { _ = sealed.Discard() }()
	s := store.Sent{
		Bundle: sealed.Header.BundleID, Peer: to, Seq: sealed.Header.Seq, Digest: sealed.Digest,
		File: sealed.Header.FileName(), Code: string(sealed.Code), Entries: len(p.entries),
	}
	if err := os.MkdirAll(o.path+".outbox", 0o700); err != nil {
		return s, fmt.Errorf("office: outbox: %w", err)
	}
	if _, err := exchange.WriteStick(ctx, exchange.StickConfig{Source: sealed.Path(), Dir: o.path + ".outbox", Name: s.File}); err != nil {
		return s, sealError(err)
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		if err := w.tx.PutSent(s, p.full); err != nil {
			return err
		}
		if err := w.tx.PutSentAttachments(s.Bundle, p.digests()); err != nil {
			return err
		}
		_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeExported, casework.Bundle{
			ID: sealed.Header.BundleID.String(), Peer: to, Seq: s.Seq, Entries: s.Entries,
		})
		return err
	})
	return s, err
}

// outbox is where a copy of a sealed file waits for its receipt.
func (o *Office) outbox(file string) string {
	return filepath.Join(o.path+".outbox", filepath.Base(file))
}

func (o *Office) openSpool() (*exchange.Spool, error) { return exchange.OpenSpool(o.path + ".spool") }

// FindSealed lists the sealed files and receipts of a folder by name; what they
// are is found out by opening them.
func FindSealed(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted; a folder's name may hold what a pattern would read
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	var out []string
	for _, e := range entries {
		switch strings.ToLower(filepath.Ext(e.Name())) {
		case ".xfb", ".xfr":
			if !e.IsDir() {
				out = append(out, filepath.Join(dir, e.Name()))
			}
		}
	}
	return out, nil
}

// FindSealed lists the sealed files and receipts of a folder.
func (o *Office) FindSealed(dir string) ([]string, error) { return FindSealed(dir) }
