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
const program = "silian 0.2"

// Progress is told how many of how many bytes are done.
type Progress func(done, total int64)

// Outgoing is what an export to an office would carry. No entries and no files: nothing
// new.
type Outgoing struct {
	To      Peer
	Entries int
	Files   int   // attachments that go along
	Bytes   int64 // of those
	Left    int   // attachments that do not fit and go with the next export
	Parts   int   // sealed files that this makes
	AskBack bool  // this file was made anew from the keys, and a file without entries asks for what is ours
	Waiting int   // files that were sealed before and have not reached a stick: they go first, alone
	Cases   []OutCase
	// Wanted are numbers of ours that the addressee says have not come: see Resend.
	Wanted []uint64
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
	Wanted    bool         // the addressee asks for it
	Replaced  uint64       // not 0: its bytes are gone, what was in it went again with this number
	Here      bool         // its bytes are still here and can be written again
}

// The states of a sealed file.
const (
	SentMade      = "made"      // sealed and numbered, not yet on a stick
	SentOnStick   = "on_stick"  // written, synced, read back and found the same
	SentDelivered = "delivered" // a receipt, an acknowledgement or the code by telephone came
)

// State says how far a file has come.
func (s Sent) State() string {
	switch {
	case s.Delivered != 0:
		return SentDelivered
	case s.Written != 0:
		return SentOnStick
	}
	return SentMade
}

// parcel is what goes into one file.
type parcel struct {
	entries []casework.Entry
	full    map[casework.ID]bool
	cases   []OutCase
	caseIDs []casework.ID // of cases
	files   []exchange.FileInfo
	about   map[casework.Digest]store.Unsent // which subject and entry name a file
	left    int                              // contents that go with a later export
}

// pack gathers what an office may see and is not known to have. It is worked out
// afresh at each export: what nobody acknowledged goes again.
func (o *Office) pack(v *store.View, to Peer) (parcel, error) {
	p := parcel{full: map[casework.ID]bool{}, about: map[casework.Digest]store.Unsent{}}
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
			p.caseIDs = append(p.caseIDs, id)
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
		if err != nil {
			return err
		}
		parts := p.split(o.traffic.most())
		if len(p.entries)+len(p.files) > 0 {
			out.Parts, out.Left = len(parts), parts[0].left
		}
		l, err := readLetters(v, to)
		if err != nil {
			return err
		}
		out.Wanted = l.Wanted
		if out.AskBack, err = askBack(v); err != nil {
			return err
		}
		if out.AskBack && out.Entries == 0 {
			out.AskBack, err = o.unsaid(v, to)
		}
		if err != nil {
			return err
		}
		waiting, err := o.waiting(v, to)
		out.Waiting = len(waiting)
		return err
	})
	return out, err
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
