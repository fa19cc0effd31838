package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// rosterLeap is how far the version goes ahead when a restored county issues its first
// roster: more rosters than a county issues between two backups.
const rosterLeap = 100

const metaRosterBy = "roster_by" // instance that issued the roster held

// RosterChange is what a county changes against its last roster.
type RosterChange struct {
	Villages []Village             // villages without a card here, to be added or renamed; their township is found by code
	CardsDir string                // folder with cards of villages, "" for none
	Close    []casework.OfficeCode // offices that are no more
}

// RosterInfo says which roster is held.
type RosterInfo struct {
	Version     uint64
	From        casework.OfficeCode
	Active      int
	Closed      int
	Offices     []exchange.RosterOffice
	Already     bool   // the same one was held before
	File        string // name, when one was written
	Fingerprint string // of the county's card that signed it
}

func infoOf(r exchange.Roster) RosterInfo {
	info := RosterInfo{Version: r.Version, From: r.From, Offices: r.Offices}
	for _, o := range r.Offices {
		if o.State == exchange.RosterActive {
			info.Active++
		} else {
			info.Closed++
		}
	}
	return info
}

// loadRoster reads the roster held and learns the names in it.
func (o *Office) loadRoster(v *store.View) error {
	r, err := heldRoster(v)
	if err != nil {
		return err
	}
	o.useRoster(r)
	return nil
}

func heldRoster(v *store.View) (*exchange.Roster, error) {
	file, err := v.Roster()
	if err != nil || file == nil {
		return nil, err
	}
	r, err := exchange.StoredRoster(file)
	if err != nil {
		return nil, fmt.Errorf("%w: roster", ErrDamaged)
	}
	return &r, nil
}

func (o *Office) useRoster(r *exchange.Roster) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.roster = r
	if r == nil {
		return
	}
	for _, office := range r.Offices {
		if _, known := o.names[office.Office]; !known {
			o.names[office.Office] = office.Name
		}
	}
}

// Roster tells which roster is held; ok is false for none.
func (o *Office) Roster() (info RosterInfo, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.roster == nil {
		return info, false
	}
	return infoOf(*o.roster), true
}

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

func (w *writer) putRoster(r exchange.Roster, file []byte) error {
	if err := w.tx.PutRoster(r.Version, file, w.o.Today()); err != nil {
		return err
	}
	_, err := w.add(casework.OfficeSubject(w.o.me.Code), casework.OfficeListed, casework.Bundle{
		ID: r.Digest().String(), Peer: r.From, Seq: r.Version, Entries: len(r.Offices),
	})
	return err
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

// TakeRoster takes a roster in: signed by the county's compared card, never an earlier
// version than the one held. A county takes only its own back.
func (o *Office) TakeRoster(ctx context.Context, path string) (info RosterInfo, err error) {
	file, err := readNotice(path)
	if err != nil {
		return info, err
	}
	var r exchange.Roster
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		cards, err := o.rosterTrust(&w.tx.View)
		if err != nil {
			return err
		}
		if r, err = exchange.ParseRoster(file, cards); err != nil {
			return sealError(err)
		}
		held, err := heldRoster(&w.tx.View)
		if err != nil {
			return err
		}
		if held != nil {
			if err := r.After(*held); err != nil {
				return sealError(err)
			}
			if held.Digest() == r.Digest() {
				info.Already = true
				return nil
			}
		}
		if at, ok := r.Find(o.me.Code); ok && (at.Level != o.me.Level || at.Parent != o.me.Parent) {
			return &SealError{string(exchange.ReasonRosterConflict), fmt.Errorf("we stand elsewhere in it")}
		}
		return w.putRoster(r, file)
	})
	if err != nil {
		return RosterInfo{}, err
	}
	o.useRoster(&r)
	already := info.Already
	info = infoOf(r)
	info.Already = already
	return info, nil
}

// rosterTrust is trust, and for a county its own cards, past and present.
func (o *Office) rosterTrust(v *store.View) (exchange.Trust, error) {
	cards, err := trust(v)
	if err != nil || o.me.Level != casework.County {
		return cards, err
	}
	own, err := v.Cards(o.me.Code)
	if err != nil {
		return nil, err
	}
	own = append(own, store.CardRow{Office: o.me.Code, File: o.card()})
	for _, r := range own {
		c, err := parseHeld(r)
		if err != nil {
			return nil, err
		}
		cards = append(cards, exchange.Enrolled{Card: c.Card, Standing: exchange.StandingCompared})
	}
	return slices.DeleteFunc(cards, func(e exchange.Enrolled) bool { return e.Card.Office != o.me.Code }), nil
}

// listedOtherwise refuses a card when the county's list names another one of the same
// number for that office.
func (o *Office) listedOtherwise(c exchange.Card) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.roster == nil || o.me.Level == casework.County {
		return nil
	}
	at, ok := o.roster.Find(c.Office)
	switch {
	case ok && at.CardNo == c.CardNo && at.Card != c.Digest():
		return errors.Join(&Problem{Field: "card", Code: "listed_otherwise"}, fmt.Errorf("card %s", strconv.FormatUint(c.CardNo, 10)))
	case ok && (at.Level != c.Level || at.Parent != c.Parent):
		return &Problem{Field: "card", Code: "listed_otherwise"}
	}
	return nil
}

// way gives the neighbour through which entries of another office come, by the roster.
// listed is false when there is no roster or the office is not in it.
func (o *Office) way(author casework.OfficeCode) (via casework.OfficeCode, held, listed bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.roster == nil {
		return "", false, false
	}
	via, listed = o.roster.Way(o.me, author)
	return via, true, listed
}

// Through names the neighbour that passed an office's entries on to us (经××转来), "" for
// our own and for those of a neighbour. Without a roster only a village knows: whatever
// is not its township's came through its township.
func (o *Office) Through(author casework.OfficeCode) string {
	if author == o.me.Code || author == "" {
		return ""
	}
	via, _, listed := o.way(author)
	if !listed && o.me.Level == casework.Village {
		via, listed = o.me.Parent, true
	}
	if !listed || via == author || via == "" {
		return ""
	}
	return o.OfficeName(via)
}
