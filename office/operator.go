package office

import (
	"fmt"
	"slices"

	"silian/casework"
	"silian/store"
)

// Operator is a person of the office. Entries carry the number and the role, never
// the name.
type Operator struct {
	Number int // from 1, never given twice
	Name   string
	Role   casework.Role
	Left   bool // no longer here: the name stays for old entries
	PIN    bool // signs in with a PIN or a password of his own
}

// Roles lists the roles of an office of this level, the administrator last (domain 3.1).
func Roles(l casework.Level) []casework.Role {
	var out []casework.Role
	for _, r := range []casework.Role{
		casework.RoleVillageSecretary, casework.RoleVillageRegistrar, casework.RoleVillageMediator,
		casework.RoleTownshipClerk, casework.RoleTownshipLeader, casework.RoleCountyClerk, casework.RoleCountySupervisor,
		casework.RoleAdministrator,
	} {
		if r.Level() == l || r == casework.RoleAdministrator {
			out = append(out, r)
		}
	}
	return out
}

// checkRole refuses the roles of another level.
func checkRole(l casework.Level, r casework.Role) error {
	if !slices.Contains(Roles(l), r) {
		return &Problem{Field: "role", Code: "other_level"}
	}
	return nil
}

// checkPeople refuses a list of people that cannot found an office of this level.
func checkPeople(l casework.Level, ops []Operator) error {
	if len(ops) == 0 {
		return &Problem{Field: "operator", Code: "malformed"}
	}
	for i, op := range ops {
		if op.Number != i+1 || op.Name == "" || op.Left {
			return &Problem{Field: "operator", Code: "malformed"}
		}
		if err := checkRole(l, op.Role); err != nil {
			return err
		}
	}
	return nil
}

// putPeople writes the people of a new office.
func putPeople(tx *store.Tx, ops []Operator) error {
	for _, op := range ops {
		if err := tx.PutOperator(store.Operator{Number: op.Number, Name: op.Name, Role: string(op.Role), Active: true}); err != nil {
			return err
		}
	}
	return nil
}

func operatorOf(p store.Operator) Operator {
	return Operator{p.Number, p.Name, casework.Role(p.Role), !p.Active, p.Secret != ""}
}

// loadOperators reads the people again.
func (o *Office) loadOperators(v *store.View) error {
	rows, err := v.Operators()
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("%w: no operators", store.ErrDamaged)
	}
	ops := make([]Operator, len(rows))
	for i, p := range rows {
		ops[i] = operatorOf(p)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.operators = ops
	if i := slices.IndexFunc(ops, func(op Operator) bool { return op.Number == o.operator.Number }); i >= 0 {
		o.operator = ops[i]
	}
	return nil
}

// Operators gives the people who are in the office now, by number.
func (o *Office) Operators() []Operator {
	return slices.DeleteFunc(o.EveryOperator(), func(op Operator) bool { return op.Left })
}

// EveryOperator gives all people the office ever had, by number.
func (o *Office) EveryOperator() []Operator {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.operators)
}

// Operator gives the person who is signed in; the zero value, who may do and read
// nothing, while the office is locked.
func (o *Office) Operator() Operator {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.login.locked {
		return Operator{}
	}
	return o.operator
}

// OperatorName gives the name behind a number of this office, also of people who
// left; "" for none.
func (o *Office) OperatorName(number int) string {
	for _, op := range o.EveryOperator() {
		if op.Number == number {
			return op.Name
		}
	}
	return ""
}

// here gives somebody who is in the office now.
func (o *Office) here(number int) (Operator, error) {
	for _, op := range o.Operators() {
		if op.Number == number {
			return op, nil
		}
	}
	return Operator{}, &Problem{Field: "operator", Code: "unknown"}
}

// AsksPIN reports whether people sign in with a PIN of their own. With one person
// nobody does: the office password is enough.
func (o *Office) AsksPIN() bool {
	return slices.ContainsFunc(o.Operators(), func(op Operator) bool { return op.PIN })
}

// SignIn lets another person of the office go on, where nobody has a PIN (one person,
// or a demo file). Elsewhere, and while locked, it is refused: see Unlock.
func (o *Office) SignIn(number int) error {
	op, err := o.here(number)
	if err != nil {
		return err
	}
	if o.AsksPIN() {
		return ErrSignedOut
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.login.locked {
		return ErrSignedOut
	}
	o.operator = op
	return nil
}

// manages reports whether a person keeps the list of people: the administrator;
// where there is none, the first of those who are here.
func (o *Office) manages(who Operator) bool {
	ops := o.Operators()
	if slices.ContainsFunc(ops, func(op Operator) bool { return op.Role == casework.RoleAdministrator }) {
		return who.Role == casework.RoleAdministrator && who.Number != 0
	}
	return len(ops) > 0 && who.Number == ops[0].Number
}

// Manages reports whether the person who is signed in keeps the list of people.
func (o *Office) Manages() bool { return o.manages(o.Operator()) }
