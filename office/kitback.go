package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// KitSlip is one card that came back on a village kit, to be held against the slip of
// paper that the village printed.
type KitSlip struct {
	Office casework.Office
	Places []int    // which groups are shown, from 1 to 6, drawn at random
	Groups []string // those groups of five digits
	State  string   // new, known, other_card, revoked, not_in_kit
}

// KitBack reads what villages put on the stick of our kit. Confirm is to be typed once
// for the whole stick after every new card was held against its slip; "" when nothing
// is new. Missing are the villages of the kit whose card is not there.
func (o *Office) KitBack(ctx context.Context, dir string) (slips []KitSlip, missing []casework.Office, confirm string, err error) {
	k, err := o.ourKit(dir)
	if err != nil {
		return nil, nil, "", err
	}
	var fresh []heldCard
	err = o.store.View(ctx, func(v *store.View) error {
		for _, c := range k.cards {
			if c.Office == o.me.Code || c.Office == o.me.Parent {
				continue
			}
			slip := KitSlip{Office: c.OfficeOf()}
			if slip.State, err = o.slipState(v, k, c); err != nil {
				return err
			}
			places, err := exchange.PickGroups(o.random, askedGroups)
			if err != nil {
				return err
			}
			for _, p := range places {
				slip.Groups = append(slip.Groups, c.Fingerprint()[p])
			}
			slip.Places = fromOne(places)
			slips = append(slips, slip)
			if slip.State == "new" {
				fresh = append(fresh, c)
			}
		}
		return nil
	})
	for _, v := range k.Villages {
		if !slices.ContainsFunc(k.cards, func(c heldCard) bool { return c.Office == v.Code }) {
			missing = append(missing, v)
		}
	}
	return slips, missing, confirmOf(fresh), err
}

// ourKit reads a kit that was signed by our present card.
func (o *Office) ourKit(dir string) (Kit, error) {
	k, err := ReadKit(dir)
	if err != nil {
		return k, err
	}
	if string(k.card.file) != string(o.card()) {
		return k, &Problem{Field: "kit", Code: "not_ours"}
	}
	return k, nil
}

func (o *Office) slipState(v *store.View, k Kit, c heldCard) (string, error) {
	want, listed := k.kit.Find(c.Office)
	if !listed || want != c.OfficeOf() {
		return "not_in_kit", nil
	}
	if twice := slices.ContainsFunc(k.cards, func(d heldCard) bool { return d.Office == c.Office && d.Digest() != c.Digest() }); twice {
		return "other_card", nil
	}
	rows, err := v.Cards(c.Office)
	if err != nil {
		return "", err
	}
	state := "new"
	for _, r := range rows {
		held, err := parseHeld(r)
		if err != nil {
			return "", err
		}
		same := held.Digest() == c.Digest()
		switch {
		case same && r.State == string(exchange.StandingCompared):
			return "known", nil
		case same && r.State == string(exchange.StandingRevoked):
			return "revoked", nil
		case !same && r.State != string(exchange.StandingNew):
			state = "other_card" // a known office with another card is compared by itself
		}
	}
	return state, nil
}

// confirmOf is six digits over the digests of the cards: what is enrolled is what was
// shown.
func confirmOf(cards []heldCard) string {
	if len(cards) == 0 {
		return ""
	}
	var all []string
	for _, c := range cards {
		all = append(all, c.Digest().String())
	}
	slices.Sort(all)
	d := casework.DigestOf([]byte("xfb1 kit\x00" + strings.Join(all, "\n")))
	n := uint64(0)
	for _, b := range d[:5] {
		n = n<<8 | uint64(b)
	}
	return fmt.Sprintf("%06d", n%1_000_000)
}

// EnrolKit enrols all new cards of the kit in one act, after a person held each against
// its slip and typed the digits that KitBack gave. When the stick changed since, they
// differ and nothing is enrolled.
func (o *Office) EnrolKit(ctx context.Context, dir, confirm string) (out []Peer, err error) {
	k, err := o.ourKit(dir)
	if err != nil {
		return nil, err
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		var fresh []heldCard
		for _, c := range k.cards {
			state, err := o.slipState(&w.tx.View, k, c)
			if err != nil {
				return err
			}
			if state == "new" {
				fresh = append(fresh, c)
			}
		}
		if len(fresh) == 0 {
			return &Problem{Field: "kit", Code: "nothing_new"}
		}
		if strings.TrimSpace(confirm) != confirmOf(fresh) {
			return &Problem{Field: "kit", Code: "confirm_differs"}
		}
		for _, c := range fresh {
			p, err := w.accept(c, howKit)
			if err != nil {
				return err
			}
			out = append(out, Peer{p.Office, digitsOf(c.Card), p.State, p.Added})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	for _, p := range out {
		o.names[p.Code] = p.Name
	}
	o.mu.Unlock()
	return out, nil
}
