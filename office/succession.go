package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Succession is what an office is handed over with (换届交接).
type Succession struct {
	People   []Successor // who is here from now on; one person alone needs no PIN
	Old      string      // the office password until now
	Password string      // the new one
	Recovery string      // the recovery key as typed from paper, "" when it was not checked
	Reason   string      // election or transfer; "" is election
}

// Successor is somebody who is here from now on.
type Successor struct {
	Person
	Number int // of somebody who stays, with a new PIN; 0 for somebody new
}

const metaNextKeys = "next_keys" // digest of a key file that an act has put into force

func nextKeyPath(db string) string { return keyPath(db) + ".next" }

// Succeed hands the office over in one act: who stays and who comes, a new office
// password, all old PINs void. The journal stays as it is; the names of those who
// left stay for their entries. Afterwards the office is locked, and the new people
// sign in. An older copy of the key file still opens with the older password, so
// backups go with the hand-over.
func (o *Office) Succeed(ctx context.Context, act Act, s Succession) (Done, error) {
	ring, err := o.checkSuccession(&s)
	if err != nil {
		return Done{}, err
	}
	list, err := o.Handover(ctx)
	if err != nil {
		return Done{}, err
	}
	file, err := ring.Lock(s.Password, o.keyCost())
	if err != nil {
		return Done{}, err
	}
	next := nextKeyPath(o.path)
	if err := errors.Join(removeOld(next), writeNew(next, file)); err != nil {
		return Done{}, err
	}
	digest, ran := casework.DigestOf(file).String(), false
	done, err := o.do(ctx, act, func(w *writer) error {
		ran = true
		data := casework.Succeeded{
			Reason: s.Reason, Cases: list.Open, Promises: len(list.Promises), Unacked: len(list.Unacked), Recovery: s.Recovery != "",
		}
		if err := o.replacePeople(w.tx, s.People, &data); err != nil {
			return err
		}
		if err := w.tx.SetMeta(metaNextKeys, digest); err != nil {
			return err
		}
		_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeSucceeded, data)
		return err
	})
	if err != nil || !ran {
		return done, errors.Join(err, removeOld(next))
	}
	return done, o.afterSuccession(ctx, next)
}

// afterSuccession puts the new key file in the place of the old and locks. When the
// power fails before, settleKeys does it at the next opening.
func (o *Office) afterSuccession(ctx context.Context, next string) error {
	if err := os.Rename(next, keyPath(o.path)); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	err := o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(metaNextKeys, "") })
	err = errors.Join(err, o.store.View(ctx, o.loadOperators))
	o.Lock()
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.login.tried)
	if i := slices.IndexFunc(o.operators, func(op Operator) bool { return !op.Left }); i >= 0 {
		o.operator = o.operators[i]
	}
	return err
}

// checkSuccession refuses what cannot be handed over and gives the keys.
func (o *Office) checkSuccession(s *Succession) (*exchange.KeyRing, error) {
	who := o.Operator()
	if s.Reason == "" {
		s.Reason = "election"
	}
	switch {
	case who.Number == 0:
		return nil, ErrSignedOut
	case !o.manages(who):
		return nil, &Problem{Field: "operator", Code: "not_manager"}
	case len([]rune(s.Password)) < minPassword:
		return nil, &Problem{Field: "password", Code: "too_short"}
	case s.Password == s.Old:
		return nil, &Problem{Field: "password", Code: "as_before"}
	case s.Reason != "election" && s.Reason != "transfer":
		return nil, &Problem{Field: "reason", Code: "missing"}
	case len(s.People) == 0:
		return nil, &Problem{Field: "person", Code: "missing"}
	}
	for i := range s.People {
		p, err := o.checkPerson(s.People[i].Person)
		if err != nil {
			return nil, err
		}
		s.People[i].Person = p
		if p.PIN == "" && len(s.People) > 1 {
			return nil, &Problem{Field: "pin", Code: "missing"}
		}
	}
	if s.Recovery != "" {
		if err := o.CheckRecovery(s.Recovery); err != nil {
			return nil, err
		}
	}
	return o.keysUnder(s.Old)
}

// keysUnder opens the key file with a password, beside the keys in use.
func (o *Office) keysUnder(password string) (*exchange.KeyRing, error) {
	file, err := os.ReadFile(keyPath(o.path))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	least := exchange.LeastKDF()
	if o.login.weak {
		least = weakKDF()
	}
	ring, err := exchange.OpenKeyFileWith(file, password, least)
	switch {
	case errors.Is(err, exchange.ErrWrongPassword):
		return nil, fmt.Errorf("%w: %w", ErrPassword, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	return ring, nil
}

func (o *Office) keyCost() exchange.KDFParams {
	if o.login.weak {
		return weakKDF()
	}
	return exchange.DefaultKDF()
}

// replacePeople lets everybody leave who does not stay, and the others come.
func (o *Office) replacePeople(tx *store.Tx, people []Successor, data *casework.Succeeded) error {
	rows, err := tx.Operators()
	if err != nil {
		return err
	}
	before := slices.Clone(rows)
	for i := range rows {
		rows[i].Active, rows[i].Secret, rows[i].Wrong, rows[i].WrongAt = false, "", 0, 0
	}
	for _, p := range people {
		if err := taken(rows, p.Name, p.Number); err != nil {
			return err
		}
		number := p.Number
		i := slices.IndexFunc(before, func(b store.Operator) bool { return b.Number == number && b.Active })
		switch {
		case number == 0:
			number = len(rows) + 1
			rows = append(rows, store.Operator{})
			i = len(rows) - 1
			data.Joined = append(data.Joined, number)
		case i < 0 || rows[i].Active: // not here, or named twice
			return &Problem{Field: "operator", Code: "unknown"}
		}
		secret, err := o.hash(number, p.PIN)
		if err != nil {
			return err
		}
		rows[i] = store.Operator{Number: number, Name: p.Name, Role: string(p.Role), Active: true, Secret: secret}
	}
	for i, row := range rows {
		if i < len(before) && before[i].Active && !row.Active {
			data.Left = append(data.Left, row.Number)
		}
		if err := tx.PutOperator(row); err != nil {
			return err
		}
	}
	return nil
}

// settleKeys ends a hand-over that the power cut short between the file and its keys:
// what the file says counts. Without the act a new key file beside the old is nothing.
func (o *Office) settleKeys(ctx context.Context, cfg Config) error {
	next := nextKeyPath(o.path)
	file, err := os.ReadFile(next)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("office: %w", err)
	}
	want, err := o.store.Meta(ctx, metaNextKeys)
	if err != nil {
		return err
	}
	if want != casework.DigestOf(file).String() {
		if o.login.next { // that password never came into force
			return ErrPassword
		}
		return removeOld(next)
	}
	if err := os.Rename(next, keyPath(o.path)); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	if cfg.Password != "" && !o.login.next { // the old password opened the old file
		o.keys = nil // Open tries it on the new file
	}
	return nil
}
