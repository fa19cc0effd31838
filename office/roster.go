package office

import (
	"context"
	"errors"
	"fmt"
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

func (w *writer) putRoster(r exchange.Roster, file []byte) error {
	if err := w.tx.PutRoster(r.Version, file, w.o.Today()); err != nil {
		return err
	}
	_, err := w.add(casework.OfficeSubject(w.o.me.Code), casework.OfficeListed, casework.Bundle{
		ID: r.Digest().String(), Peer: r.From, Seq: r.Version, Entries: len(r.Offices),
	})
	return err
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
