package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Peer is another office whose card this one has.
type Peer struct {
	casework.Office
	Fingerprint string // 30 digits
	State       string // new, compared, revoked
	Added       calendar.Day
}

// Card is what a card file says.
type Card struct {
	casework.Office
	Fingerprint string // 30 digits
}

// Fingerprint gives this office's own 30 digits, to be read out.
func (o *Office) Fingerprint() string {
	card, err := exchange.ParseCard(o.card())
	if err != nil {
		return ""
	}
	return digitsOf(card)
}

func digitsOf(c exchange.Card) string {
	return strings.ReplaceAll(c.Fingerprint().String(), " ", "")
}

// Groups writes 30 digits as six groups of five.
func Groups(digits string) string {
	var groups []string
	for len(digits) > 5 {
		groups, digits = append(groups, digits[:5]), digits[5:]
	}
	return strings.Join(append(groups, digits), " ")
}

// WriteCard writes this office's card to a new file.
func (o *Office) WriteCard(_ context.Context, path string) error {
	own := o.card()
	old, err := os.ReadFile(path)
	if err == nil && string(old) == string(own) {
		return nil
	}
	if err == nil {
		return store.ErrExists
	}
	return writeNew(path, own)
}

// CardFileName is the name that our card has on a stick.
func (o *Office) CardFileName() string {
	c, err := exchange.ParseCard(o.card())
	if err != nil {
		return string(o.me.Code) + ".xfcard"
	}
	return c.FileName()
}

// card gives our own card file.
func (o *Office) card() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ownCard
}

// ReadCard looks at a card file without taking it.
func (o *Office) ReadCard(path string) (Card, error) {
	c, _, err := o.readCard(path)
	if err != nil {
		return Card{}, err
	}
	return Card{c.OfficeOf(), digitsOf(c)}, nil
}

func (o *Office) readCard(path string) (exchange.Card, []byte, error) {
	file, err := exchange.ReadSmall(path)
	if err != nil {
		return exchange.Card{}, nil, errors.Join(&Problem{Field: "card", Code: "malformed"}, err)
	}
	c, err := exchange.ParseCard(file)
	if err != nil {
		return exchange.Card{}, nil, errors.Join(&Problem{Field: "card", Code: "malformed"}, err)
	}
	if c.Office == o.me.Code {
		return exchange.Card{}, nil, &Problem{Field: "card", Code: "our_own"}
	}
	return c, file, nil
}

// Enrol takes another office's card after a person compared its whole fingerprint:
// the 30 digits are typed as the other office reads them out. A card whose digits
// differ is refused. TakeCard and Compare do the same with two groups drawn at random.
func (o *Office) Enrol(ctx context.Context, path, fingerprint string) (Peer, error) {
	c, file, err := o.readCard(path)
	if err != nil {
		return Peer{}, err
	}
	if n := len(strings.NewReplacer(" ", "", "-", "", "　", "").Replace(fingerprint)); n != 30 {
		return Peer{}, &Problem{Field: "fingerprint", Code: "malformed"}
	}
	if !c.Fingerprint().Match(fingerprint) {
		return Peer{}, &Problem{Field: "fingerprint", Code: "differs"}
	}
	return o.enrol(ctx, heldCard{c, file}, howAll)
}

// Peers gives the offices whose cards this one has.
func (o *Office) Peers(ctx context.Context) (out []Peer, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Peers()
		if err != nil {
			return err
		}
		for _, r := range rows {
			c, err := exchange.ParseCard(r.Card)
			if err != nil {
				return fmt.Errorf("%w: card of %s", store.ErrDamaged, r.Code)
			}
			out = append(out, Peer{r.Office, digitsOf(c), r.State, r.Added})
		}
		return nil
	})
	return out, err
}

// peer finds a known office.
func (o *Office) peer(ctx context.Context, code casework.OfficeCode) (Peer, error) {
	peers, err := o.Peers(ctx)
	if err != nil {
		return Peer{}, err
	}
	for _, p := range peers {
		switch {
		case p.Code == code && p.State == string(exchange.StandingRevoked):
			return Peer{}, &SealError{"peer_revoked", fmt.Errorf("card of %s", code)}
		case p.Code == code:
			return p, nil
		}
	}
	return Peer{}, &Problem{Field: "to", Code: "unknown"}
}
