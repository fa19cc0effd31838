package office

import (
	"encoding/json"
	"fmt"

	"silian/casework"
)

// Operator is a person of the office. Entries carry the number and the role, never
// the name.
type Operator struct {
	Number int           `json:"number"` // from 1
	Name   string        `json:"name"`
	Role   casework.Role `json:"role"`
}

const metaOperators = "operators"

func encodeOperators(ops []Operator) (string, error) {
	for i, op := range ops {
		if op.Number != i+1 || op.Name == "" || op.Role == "" {
			return "", &Problem{Field: "operator", Code: "malformed"}
		}
	}
	b, err := json.Marshal(ops)
	if err != nil {
		return "", fmt.Errorf("office: operators: %w", err)
	}
	return string(b), nil
}

// Operators gives the people of the office.
func (o *Office) Operators() []Operator { return append([]Operator(nil), o.operators...) }

// Operator gives the person who is signed in.
func (o *Office) Operator() Operator {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.operator
}

// SignIn lets another person of the office go on.
func (o *Office) SignIn(number int) error {
	if number < 1 || number > len(o.operators) {
		return &Problem{Field: "operator", Code: "unknown"}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.operator = o.operators[number-1]
	return nil
}

// OperatorName gives the name behind a number of this office, "" for none.
func (o *Office) OperatorName(number int) string {
	if number < 1 || number > len(o.operators) {
		return ""
	}
	return o.operators[number-1].Name
}
