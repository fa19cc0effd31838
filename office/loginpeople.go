package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/store"
)

// Person is somebody who comes into the office.
type Person struct {
	Name string
	Role casework.Role // of the office's level, or administrator
	PIN  string        // 4 to 8 digits, or a password of 8 characters or more
}

// people runs one change of the list of people by who keeps it.
func (o *Office) people(ctx context.Context, change func(*store.Tx, []store.Operator) error) error {
	who := o.Operator()
	if who.Number == 0 {
		return ErrSignedOut
	}
	if !o.manages(who) {
		return &Problem{Field: "operator", Code: "not_manager"}
	}
	return o.rewrite(ctx, change)
}

// rewrite changes the list of people in one transaction and reads it again.
func (o *Office) rewrite(ctx context.Context, change func(*store.Tx, []store.Operator) error) error {
	err := o.store.Update(ctx, func(tx *store.Tx) error {
		rows, err := tx.Operators()
		if err != nil {
			return err
		}
		return change(tx, rows)
	})
	if err != nil {
		return err
	}
	return o.store.View(ctx, o.loadOperators)
}

// hash gives what the file keeps of a PIN; "" stays "".
func (o *Office) hash(number int, secret string) (string, error) {
	if secret == "" {
		return "", nil
	}
	if err := checkPIN(secret); err != nil {
		return "", err
	}
	o.mu.Lock()
	pepper, weak := o.login.pepper, o.login.weak
	o.mu.Unlock()
	if pepper == nil {
		return "", ErrLocked
	}
	cost := defaultPinCost()
	if weak {
		cost = weakPinCost()
	}
	return makeHash(o.random, pepper, number, secret, cost)
}

// checkPerson cleans a name and refuses roles of another level.
func (o *Office) checkPerson(p Person) (Person, error) {
	var err error
	if p.Name, err = clean("person", p.Name, maxName); err != nil {
		return p, err
	}
	if p.Name == "" {
		return p, &Problem{Field: "person", Code: "missing"}
	}
	return p, checkRole(o.me.Level, p.Role)
}

// taken refuses a name that somebody who is here has: nobody could tell them apart.
func taken(rows []store.Operator, name string, but int) error {
	if slices.ContainsFunc(rows, func(p store.Operator) bool { return p.Active && p.Name == name && p.Number != but }) {
		return &Problem{Field: "person", Code: "twice"}
	}
	return nil
}

// AddOperator takes a person into the office under the next number. From the second
// person on everybody has a PIN: own is that of the person who is signed in, wanted
// when he has none yet.
func (o *Office) AddOperator(ctx context.Context, p Person, own string) (Operator, error) {
	p, err := o.checkPerson(p)
	if err != nil {
		return Operator{}, err
	}
	if p.PIN == "" {
		return Operator{}, &Problem{Field: "pin", Code: "missing"}
	}
	me := o.Operator()
	if !me.PIN && own == "" {
		return Operator{}, &Problem{Field: "own_pin", Code: "missing"}
	}
	number := len(o.EveryOperator()) + 1
	secret, err := o.hash(number, p.PIN)
	if err != nil {
		return Operator{}, err
	}
	mine := ""
	if !me.PIN {
		if mine, err = o.hash(me.Number, own); err != nil {
			return Operator{}, err
		}
	}
	err = o.people(ctx, func(tx *store.Tx, rows []store.Operator) error {
		if len(rows)+1 != number {
			return &Problem{Field: "operator", Code: "changed_meanwhile"}
		}
		if err := taken(rows, p.Name, 0); err != nil {
			return err
		}
		if mine != "" {
			i := slices.IndexFunc(rows, func(p store.Operator) bool { return p.Number == me.Number })
			rows[i].Secret = mine
			if err := tx.PutOperator(rows[i]); err != nil {
				return err
			}
		}
		return tx.PutOperator(store.Operator{Number: number, Name: p.Name, Role: string(p.Role), Active: true, Secret: secret})
	})
	return Operator{number, p.Name, p.Role, false, true}, err
}

// edit changes one person.
func (o *Office) edit(ctx context.Context, number int, change func(*store.Operator, []store.Operator) error) error {
	return o.people(ctx, func(tx *store.Tx, rows []store.Operator) error { return editRow(tx, rows, number, change) })
}

func editRow(tx *store.Tx, rows []store.Operator, number int, change func(*store.Operator, []store.Operator) error) error {
	i := slices.IndexFunc(rows, func(p store.Operator) bool { return p.Number == number })
	if i < 0 {
		return &Problem{Field: "operator", Code: "unknown"}
	}
	if err := change(&rows[i], rows); err != nil {
		return err
	}
	return tx.PutOperator(rows[i])
}

// Rename corrects a name: a new person gets a new number, so that old entries keep
// their writer.
func (o *Office) Rename(ctx context.Context, number int, name string) error {
	p, err := o.checkPerson(Person{Name: name, Role: casework.RoleAdministrator})
	if err != nil {
		return err
	}
	return o.edit(ctx, number, func(row *store.Operator, rows []store.Operator) error {
		row.Name = p.Name
		return taken(rows, p.Name, number)
	})
}

// ChangeRole gives a person another role of this level; old entries keep the old one.
func (o *Office) ChangeRole(ctx context.Context, number int, role casework.Role) error {
	if err := checkRole(o.me.Level, role); err != nil {
		return err
	}
	return o.edit(ctx, number, func(row *store.Operator, _ []store.Operator) error {
		row.Role = string(role)
		return nil
	})
}

// SetActive lets a person leave, or come back with a new PIN (see SetPIN). Who is
// signed in does not send himself away, so that somebody always stays.
func (o *Office) SetActive(ctx context.Context, number int, active bool) error {
	if !active && number == o.Operator().Number {
		return &Problem{Field: "operator", Code: "yourself"}
	}
	return o.edit(ctx, number, func(row *store.Operator, rows []store.Operator) error {
		row.Active = active
		if !active {
			row.Secret, row.Wrong, row.WrongAt = "", 0, 0
			return nil
		}
		return taken(rows, row.Name, number)
	})
}

// SetPIN gives somebody else a new PIN when he forgot his; also the first one.
func (o *Office) SetPIN(ctx context.Context, number int, pin string) error {
	if number == o.Operator().Number && o.Operator().PIN {
		return &Problem{Field: "operator", Code: "yourself"} // ChangePIN asks for the old one
	}
	if pin == "" {
		return &Problem{Field: "pin", Code: "missing"}
	}
	secret, err := o.hash(number, pin)
	if err != nil {
		return err
	}
	return o.edit(ctx, number, func(row *store.Operator, _ []store.Operator) error {
		if !row.Active {
			return &Problem{Field: "operator", Code: "unknown"}
		}
		row.Secret, row.Wrong, row.WrongAt = secret, 0, 0
		return nil
	})
}

// ChangePIN changes the PIN of who is signed in; the old one counts as a try. "" ends
// it, when nobody else is in the office.
func (o *Office) ChangePIN(ctx context.Context, old, pin string) error {
	who := o.Operator()
	switch {
	case who.Number == 0:
		return ErrSignedOut
	case !who.PIN:
		return &Problem{Field: "pin", Code: "not_set"}
	case pin == "" && len(o.Operators()) > 1:
		return &Problem{Field: "pin", Code: "missing"}
	}
	o.login.trying.Lock()
	defer o.login.trying.Unlock()
	secret, err := o.hash(who.Number, pin)
	if err != nil {
		return err
	}
	if _, err := o.try(ctx, who.Number, old); err != nil {
		return err
	}
	return o.setSecret(ctx, who.Number, secret)
}

func (o *Office) setSecret(ctx context.Context, number int, secret string) error {
	return o.rewrite(ctx, func(tx *store.Tx, rows []store.Operator) error {
		return editRow(tx, rows, number, func(row *store.Operator, _ []store.Operator) error {
			row.Secret, row.Wrong, row.WrongAt = secret, 0, 0
			return nil
		})
	})
}
