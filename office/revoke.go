package office

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Revoked says what revoking a card did.
type Revoked struct {
	Office  casework.OfficeCode
	CardNo  uint64
	LastSeq uint64 // files up to this number are still believed
	Already bool   // it changed nothing
}

// Revoke stops believing an office's card, as when its PC was stolen and it rang up:
// files after the highest number taken in are refused; what is here stays. With dir
// not "" a notice for the offices below or beside is written there too, which they
// believe when we are the direct superior. The office needs a new card afterwards.
func (o *Office) Revoke(ctx context.Context, code casework.OfficeCode, dir, reason string) (out Revoked, file string, err error) {
	if !o.Manages() {
		return out, "", &Problem{Field: "operator", Code: "not_manager"}
	}
	var held heldCard
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		row, c, err := believed(&w.tx.View, code)
		if err != nil {
			return err
		}
		held = c
		taken, err := w.tx.TakenFrom(code)
		if err != nil {
			return err
		}
		last := uint64(0)
		for _, t := range taken {
			last = max(last, t.Seq)
		}
		out, err = w.revoke(row, c, last)
		return err
	})
	if err != nil || dir == "" {
		return out, "", err
	}
	ring := o.ring()
	if ring == nil {
		return out, "", ErrLocked
	}
	me, err := exchange.ParseCard(o.card())
	if err != nil {
		return out, "", fmt.Errorf("%w: own card", ErrKeyFile)
	}
	r, data, err := exchange.NewRevocation(ring, me, exchange.Revocation{
		Office: code, CardNo: out.CardNo, Card: held.Digest(), Reason: reason, Created: exchange.StampOf(o.clock.Now()),
	})
	if err != nil {
		return out, "", err
	}
	return out, r.FileName(), putNotice(filepath.Join(dir, r.FileName()), data)
}

// believed gives the newest compared card of an office.
func believed(v *store.View, code casework.OfficeCode) (row store.CardRow, c heldCard, err error) {
	rows, err := v.Cards(code)
	if err != nil {
		return row, c, err
	}
	for _, r := range rows {
		if r.State != string(exchange.StandingCompared) {
			continue
		}
		held, err := parseHeld(r)
		if err != nil {
			return row, c, err
		}
		if row.ID == 0 || held.CardNo >= c.CardNo {
			row, c = r, held
		}
	}
	if row.ID == 0 {
		return row, c, &Problem{Field: "to", Code: "unknown"}
	}
	return row, c, nil
}

// revoke marks one card; the number only goes down. When it was the card that files
// are sealed for, another compared one takes its place, or none.
func (w *writer) revoke(row store.CardRow, c heldCard, last uint64) (Revoked, error) {
	out := Revoked{Office: c.Office, CardNo: c.CardNo, LastSeq: last}
	if row.State == string(exchange.StandingRevoked) && row.LastSeq <= last {
		out.LastSeq, out.Already = row.LastSeq, true
		return out, nil
	}
	row.State, row.LastSeq, row.Asked, row.By, row.On = string(exchange.StandingRevoked), last, "", w.who.Number, w.o.Today()
	if err := w.tx.PutCard(row); err != nil {
		return out, err
	}
	peers, err := w.tx.Peers()
	if err != nil {
		return out, err
	}
	i := slices.IndexFunc(peers, func(p store.Peer) bool { return p.Code == c.Office && string(p.Card) == string(c.file) })
	if i >= 0 {
		p := peers[i]
		p.State = string(exchange.StandingRevoked)
		if _, other, err := believed(&w.tx.View, c.Office); err == nil {
			p.Office, p.Card, p.State = other.OfficeOf(), other.file, string(exchange.StandingCompared)
		}
		if err := w.tx.PutPeer(p); err != nil {
			return out, err
		}
	}
	_, err = w.add(casework.OfficeSubject(w.o.me.Code), casework.OfficeRevoked, casework.Bundle{ID: c.Digest().String(), Peer: c.Office, Seq: last})
	return out, err
}

// TakeRevocation takes in a notice that a card is not to be believed any more.
func (o *Office) TakeRevocation(ctx context.Context, path string) (out Revoked, err error) {
	file, err := readNotice(path)
	if err != nil {
		return out, err
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		cards, err := trust(&w.tx.View)
		if err != nil {
			return err
		}
		r, err := exchange.ParseRevocation(file, cards)
		if err != nil {
			return sealError(err)
		}
		if r.To != "" && r.To != o.me.Code {
			return &SealError{string(exchange.ReasonNotAddressed), fmt.Errorf("notice for %s", r.To)}
		}
		rows, err := w.tx.Cards(r.Office)
		if err != nil {
			return err
		}
		for _, row := range rows {
			c, err := parseHeld(row)
			if err != nil {
				return err
			}
			if c.Digest() == r.Card {
				out, err = w.revoke(row, c, r.LastSeq)
				return err
			}
		}
		return &SealError{string(exchange.ReasonUnknownCard), fmt.Errorf("card %d of %s", r.CardNo, r.Office)}
	})
	return out, err
}

// readNotice reads a small file from a stick.
func readNotice(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > exchange.MaxRoster+64<<10 {
		return nil, &SealError{string(exchange.ReasonUnreadable), fmt.Errorf("office: no small file")}
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, &SealError{string(exchange.ReasonUnreadable), err}
	}
	return file, nil
}

// FindNotices lists the rosters and revocations of a folder by name, rosters first.
func FindNotices(dir string) (rosters, revocations []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, &Problem{Field: "dir", Code: "missing"}
	}
	for _, e := range entries {
		switch path := filepath.Join(dir, e.Name()); strings.ToLower(filepath.Ext(e.Name())) {
		case ".xfroster":
			rosters = append(rosters, path)
		case ".xfrevoke":
			revocations = append(revocations, path)
		}
	}
	return rosters, revocations, nil
}
