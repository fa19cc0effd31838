package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// IssueRoster makes the county's next list of offices and writes it into a folder: the
// county, the townships compared here, what the last list held, and the change. The
// version only rises; a restored county leaps ahead, and takes a later list of its own
// back with TakeRoster.
func (o *Office) IssueRoster(ctx context.Context, change RosterChange, dir string) (info RosterInfo, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return RosterInfo{}, &Problem{Field: "dir", Code: "missing"}
	}
	ring := o.ring()
	switch {
	case o.me.Level != casework.County:
		return info, &Problem{Field: "roster", Code: "county_only"}
	case ring == nil:
		return info, ErrLocked
	}
	me, err := exchange.ParseCard(o.card())
	if err != nil {
		return info, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	var next exchange.Roster
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		held, err := heldRoster(&w.tx.View)
		if err != nil {
			return err
		}
		offices, err := w.rosterOffices(me, held, change)
		if err != nil {
			return err
		}
		version, err := w.rosterVersion(held)
		if err != nil {
			return err
		}
		if next, err = exchange.NewRoster(ring, me, version, held, offices, exchange.StampOf(o.clock.Now())); err != nil {
			return errors.Join(&Problem{Field: "roster", Code: "malformed"}, err)
		}
		file, err := next.File()
		if err != nil {
			return err
		}
		if err := w.tx.SetMeta(metaRosterBy, o.store.Instance().String()); err != nil {
			return err
		}
		return w.putRoster(next, file)
	})
	if err != nil {
		return info, err
	}
	o.useRoster(&next)
	return o.WriteRoster(ctx, dir)
}

// rosterVersion is the next version. When another copy of the file goes on since the
// last one, later versions may be out there that this copy does not know.
func (w *writer) rosterVersion(held *exchange.Roster) (uint64, error) {
	by, err := w.tx.Meta(metaRosterBy)
	if err != nil {
		return 0, err
	}
	renewed, err := seqFrom(&w.tx.View)
	if err != nil {
		return 0, err
	}
	next := uint64(1)
	if held != nil {
		next = held.Version + 1
	}
	if by != w.o.store.Instance().String() && (by != "" || renewed > 0) {
		next += rosterLeap
	}
	return next, nil
}

// rosterOffices puts the list together.
func (w *writer) rosterOffices(me exchange.Card, held *exchange.Roster, change RosterChange) ([]exchange.RosterOffice, error) {
	all := map[casework.OfficeCode]exchange.RosterOffice{}
	if held != nil {
		for _, o := range held.Offices {
			all[o.Office] = o
		}
	}
	put := func(c exchange.Card) {
		all[c.Office] = exchange.RosterOffice{
			Office: c.Office, Name: c.Name, Level: c.Level, Parent: c.Parent, CardNo: c.CardNo, Card: c.Digest(), State: exchange.RosterActive,
		}
	}
	put(me)
	peers, err := w.tx.Peers()
	if err != nil {
		return nil, err
	}
	for _, p := range peers {
		c, err := exchange.ParseCard(p.Card)
		if err != nil {
			return nil, fmt.Errorf("%w: card of %s", ErrDamaged, p.Code)
		}
		if c.Parent == me.Office && p.State == string(exchange.StandingCompared) {
			put(c)
		}
	}
	for _, v := range change.Villages {
		parent := v.Code[:9] + "000"
		o, known := all[v.Code]
		if !known {
			o = exchange.RosterOffice{Office: v.Code, Level: casework.Village, Parent: parent, State: exchange.RosterActive}
		}
		o.Name = v.Name
		all[v.Code] = o
	}
	if change.CardsDir != "" {
		cards, err := readCards(change.CardsDir)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			if town, ok := all[c.Parent]; ok && c.Level == casework.Village && town.Level == casework.Township {
				put(c.Card)
			}
		}
	}
	for _, code := range change.Close {
		o, ok := all[code]
		if !ok || code == me.Office {
			return nil, &Problem{Field: "roster", Code: "unknown"}
		}
		o.State = exchange.RosterClosed
		all[code] = o
	}
	var out []exchange.RosterOffice
	for _, o := range all {
		out = append(out, o)
	}
	return out, nil
}

// WriteRoster writes the roster held into a folder, to be handed on.
func (o *Office) WriteRoster(ctx context.Context, dir string) (RosterInfo, error) {
	var file []byte
	err := o.store.View(ctx, func(v *store.View) (err error) {
		file, err = v.Roster()
		return err
	})
	if err != nil {
		return RosterInfo{}, err
	}
	if file == nil {
		return RosterInfo{}, &Problem{Field: "roster", Code: "none"}
	}
	r, err := exchange.StoredRoster(file)
	if err != nil {
		return RosterInfo{}, fmt.Errorf("%w: roster", ErrDamaged)
	}
	info := infoOf(r)
	info.File = r.FileName()
	return info, putNotice(filepath.Join(dir, info.File), file)
}
