package office

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// How a card was compared.
const (
	howAll    = "all"    // 30 digits typed
	howGroups = "groups" // two groups drawn at random
	howKit    = "kit"    // face to face, with a village kit
)

// askedGroups is how many groups of a fingerprint a person types.
const askedGroups = 2

// stateOwn marks an earlier card of ours among the cards held.
const stateOwn = "own"

// Pending is a card that is held until its fingerprint is compared.
type Pending struct {
	Card
	No     uint64 // number of the card
	Follow bool   // it follows a card that was compared before: new keys of a known office
	Groups []int  // which groups to type, from 1 to 6
}

// HeldCard is one card of another office with its standing.
type HeldCard struct {
	casework.Office
	No          uint64
	Fingerprint string // 30 digits
	State       string // new, compared, revoked
	LastSeq     uint64 // revoked: last number still believed
	How         string // compared: all, groups, kit
	By          int    // operator who compared or revoked
	On          calendar.Day
}

// heldCard is a card with the bytes of its file.
type heldCard struct {
	exchange.Card
	file []byte
}

// TakeCard holds another office's card until it is compared, and draws the groups of
// its fingerprint that a person is to type as the other office reads them out. Files
// signed with its keys are refused until then.
func (o *Office) TakeCard(ctx context.Context, path string) (p Pending, err error) {
	c, file, err := o.readCard(path)
	if err != nil {
		return p, err
	}
	asked, err := exchange.PickGroups(o.random, askedGroups)
	if err != nil {
		return p, err
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		row, others, err := w.cardRow(heldCard{c, file})
		if err != nil {
			return err
		}
		if row.State != string(exchange.StandingNew) {
			return &Problem{Field: "card", Code: "known_" + row.State}
		}
		for _, e := range others {
			p.Follow = p.Follow || e.Standing == exchange.StandingCompared && c.Follows(e.Card) == nil
		}
		row.Asked = joinInts(asked)
		return w.tx.PutCard(row)
	})
	if err != nil {
		return Pending{}, err
	}
	p.Card, p.No, p.Groups = Card{c.OfficeOf(), digitsOf(c)}, c.CardNo, fromOne(asked)
	return p, nil
}

// Compare enrols a card that is held, when the groups typed are those that TakeCard
// asked for. After wrong ones other groups are drawn: call TakeCard again.
func (o *Office) Compare(ctx context.Context, code casework.OfficeCode, typed []string) (Peer, error) {
	var held heldCard
	var asked []int
	err := o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Cards(code)
		if err != nil {
			return err
		}
		for _, r := range rows { // the last one asked about
			if r.State != string(exchange.StandingNew) || r.Asked == "" {
				continue
			}
			if held, err = parseHeld(r); err != nil {
				return err
			}
			asked = splitInts(r.Asked)
		}
		if asked == nil {
			return &Problem{Field: "card", Code: "not_held"}
		}
		return nil
	})
	if err != nil {
		return Peer{}, err
	}
	if !held.Fingerprint().CheckGroups(asked, typed) {
		return Peer{}, o.askAgain(ctx, held)
	}
	return o.enrol(ctx, held, howGroups)
}

// askAgain forgets the groups that were drawn: nobody tries the same ones twice.
func (o *Office) askAgain(ctx context.Context, held heldCard) error {
	_, err := o.do(ctx, Act{}, func(w *writer) error {
		row, _, err := w.cardRow(held)
		if err != nil {
			return err
		}
		row.Asked = ""
		return w.tx.PutCard(row)
	})
	if err != nil {
		return err
	}
	return &Problem{Field: "fingerprint", Code: "differs"}
}

// enrol makes a card the one of its office, after a person compared it.
func (o *Office) enrol(ctx context.Context, c heldCard, how string) (Peer, error) {
	var p store.Peer
	_, err := o.do(ctx, Act{}, func(w *writer) (err error) {
		p, err = w.accept(c, how)
		return err
	})
	if err != nil {
		return Peer{}, err
	}
	o.mu.Lock()
	o.names[p.Code] = p.Name
	o.mu.Unlock()
	return Peer{p.Office, digitsOf(c.Card), p.State, p.Added}, nil
}

// accept marks a card as compared, seals for it from now on and writes the entry.
func (w *writer) accept(c heldCard, how string) (store.Peer, error) {
	if err := w.o.listedOtherwise(c.Card); err != nil {
		return store.Peer{}, err
	}
	row, _, err := w.cardRow(c)
	if err != nil {
		return store.Peer{}, err
	}
	if row.State == string(exchange.StandingRevoked) {
		return store.Peer{}, &Problem{Field: "card", Code: "known_revoked"}
	}
	row.State, row.Asked, row.How = string(exchange.StandingCompared), "", how
	row.By, row.On = w.who.Number, w.o.Today()
	p := store.Peer{Office: c.OfficeOf(), Card: c.file, State: row.State, Added: w.o.Today()}
	if err := w.tx.PutCard(row); err != nil {
		return p, err
	}
	if err := w.tx.PutPeer(p); err != nil {
		return p, err
	}
	_, err = w.add(casework.OfficeSubject(w.o.me.Code), casework.OfficeEnrolled, casework.Bundle{ID: c.Digest().String(), Peer: c.Office, Seq: c.CardNo})
	return p, err
}

// cardRow finds the row of a card, or begins one, and gives the other cards held of
// its office.
func (w *writer) cardRow(c heldCard) (row store.CardRow, others exchange.Trust, err error) {
	row = store.CardRow{Office: c.Office, File: c.file, State: string(exchange.StandingNew), Added: w.o.Today()}
	rows, err := w.tx.Cards(c.Office)
	if err != nil {
		return row, nil, err
	}
	for _, r := range rows {
		held, err := parseHeld(r)
		if err != nil {
			return row, nil, err
		}
		if held.Digest() == c.Digest() {
			row = r
			continue
		}
		others = append(others, exchange.Enrolled{Card: held.Card, Standing: exchange.Standing(r.State), LastSeq: r.LastSeq})
	}
	return row, others, nil
}

func parseHeld(r store.CardRow) (heldCard, error) {
	c, err := exchange.ParseCard(r.File)
	if err != nil {
		return heldCard{}, fmt.Errorf("%w: card of %s", store.ErrDamaged, r.Office)
	}
	return heldCard{c, r.File}, nil
}

// trust gives the cards that sealed files are checked against.
func trust(v *store.View) (exchange.Trust, error) {
	rows, err := v.Cards("")
	if err != nil {
		return nil, err
	}
	var out exchange.Trust
	for _, r := range rows {
		if r.State == stateOwn {
			continue
		}
		c, err := parseHeld(r)
		if err != nil {
			return nil, err
		}
		out = append(out, exchange.Enrolled{Card: c.Card, Standing: exchange.Standing(r.State), LastSeq: r.LastSeq})
	}
	return out, nil
}

// Cards gives all cards held of other offices with their standing.
func (o *Office) Cards(ctx context.Context) (out []HeldCard, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Cards("")
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.State == stateOwn {
				continue
			}
			c, err := parseHeld(r)
			if err != nil {
				return err
			}
			out = append(out, HeldCard{c.OfficeOf(), c.CardNo, digitsOf(c.Card), r.State, r.LastSeq, r.How, r.By, r.On})
		}
		return nil
	})
	return out, err
}

func joinInts(list []int) string {
	var words []string
	for _, n := range list {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, " ")
}

func splitInts(text string) (out []int) {
	for _, word := range strings.Fields(text) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// fromOne counts places from 1, as people do.
func fromOne(places []int) []int {
	out := slices.Clone(places)
	for i := range out {
		out[i]++
	}
	return out
}
