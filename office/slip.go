package office

import (
	"context"
	"fmt"
	"os"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Slip is the paper that goes with a stick (USB交接单): what one office gives another by
// somebody's hand. The receipt code is not on it: only the addressee can read that out,
// and that is how the sender knows.
type Slip struct {
	From, To casework.Office
	Made     calendar.Day
	By       string // who made it out; the hand that gives and the one that takes are blanks
	Files    []SlipFile
}

// SlipFile is one sealed file on the slip.
type SlipFile struct {
	File    string // name on the stick
	Seq     uint64
	Entries int
	Bytes   int64  // of the file; 0 when its copy is no longer here
	Check   string // first 8 hex digits of the SM3 digest of header.json, in two groups
}

// HandoverSlip makes the slip for files that go to one office together.
func (o *Office) HandoverSlip(ctx context.Context, sent ...Sent) (Slip, error) {
	if len(sent) == 0 {
		return Slip{}, &Problem{Field: "slip", Code: "empty"}
	}
	peer, err := o.peer(ctx, sent[0].Peer)
	if err != nil {
		return Slip{}, err
	}
	out := Slip{From: o.me, To: peer.Office, Made: o.Today(), By: o.Operator().Name}
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.SentTo(peer.Code)
		if err != nil {
			return err
		}
		for _, s := range sent {
			f, found := SlipFile{}, false
			for _, r := range rows {
				if s.Peer == peer.Code && r.Seq == s.Seq {
					d := r.Digest.String()
					f, found = SlipFile{File: r.File, Seq: r.Seq, Entries: r.Entries, Check: fmt.Sprintf("%s %s", d[:4], d[4:8])}, true
				}
			}
			if !found {
				return &Problem{Field: "slip", Code: "unknown_file"}
			}
			if info, err := os.Stat(o.outbox(f.File)); err == nil {
				f.Bytes = info.Size()
			}
			out.Files = append(out.Files, f)
		}
		return nil
	})
	return out, err
}

// Entries is how many entries all files hold.
func (s Slip) Entries() (n int) {
	for _, f := range s.Files {
		n += f.Entries
	}
	return n
}
