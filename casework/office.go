package casework

import "fmt"

// OfficeCode is the 12-digit statistical division code of an office
// (统计用区划代码); offices without one take a code of the same form.
type OfficeCode string

// ParseOfficeCode reads a code of exactly 12 digits.
func ParseOfficeCode(s string) (OfficeCode, error) {
	if len(s) != 12 {
		return "", &Problem{Field: "office_code", Code: "needs_12_digits"}
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return "", &Problem{Field: "office_code", Code: "needs_12_digits"}
		}
	}
	return OfficeCode(s), nil
}

// UnmarshalText reads a code strictly; empty text stands for "none".
func (c *OfficeCode) UnmarshalText(b []byte) error {
	*c = ""
	if len(b) == 0 {
		return nil
	}
	code, err := ParseOfficeCode(string(b))
	if err != nil {
		return err
	}
	*c = code
	return nil
}

// Level is the level of an office: village 村, township 乡镇 or county 县.
type Level string

// The three levels, from below.
const (
	Village  Level = "village"
	Township Level = "township"
	County   Level = "county"
)

// ParseLevel reads one of the three level names.
func ParseLevel(s string) (Level, error) {
	switch l := Level(s); l {
	case Village, Township, County:
		return l, nil
	}
	return "", &Problem{Field: "level", Code: "unknown_level"}
}

// Rank orders the levels: 1 village, 2 township, 3 county, 0 unknown.
func (l Level) Rank() int {
	switch l {
	case Village:
		return 1
	case Township:
		return 2
	case County:
		return 3
	}
	return 0
}

// Office is what a fold must know about an office: who it is and to whom it
// answers.
type Office struct {
	Code   OfficeCode `json:"code"`
	Name   string     `json:"name"`
	Level  Level      `json:"level"`
	Parent OfficeCode `json:"parent"`
}

// Validate checks that the office has a code, a name of 1 to 60 characters, a
// level, and a parent exactly when its level answers to one we know.
func (o Office) Validate() error {
	if _, err := ParseOfficeCode(string(o.Code)); err != nil {
		return err
	}
	if n := len([]rune(o.Name)); n < 1 || n > 60 {
		return &Problem{Field: "office_name", Code: "needs_1_to_60_characters"}
	}
	if _, err := ParseLevel(string(o.Level)); err != nil {
		return err
	}
	if o.Level != County && o.Parent == "" {
		return &Problem{Field: "parent", Code: "missing"}
	}
	if o.Parent != "" {
		if _, err := ParseOfficeCode(string(o.Parent)); err != nil {
			return &Problem{Field: "parent", Code: "needs_12_digits"}
		}
	}
	return nil
}

// Problem is a refusal of one input: the field (English name, as in the
// glossary) and a stable code that ui and cli turn into a Chinese sentence that
// says what to do next.
type Problem struct {
	Field string
	Code  string
}

// Error names the field and the code.
func (p *Problem) Error() string { return fmt.Sprintf("casework: %s: %s", p.Field, p.Code) }
