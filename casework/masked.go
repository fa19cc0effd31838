package casework

import (
	"log/slog"
	"strings"
)

// Phone is a telephone number: digits, with an optional leading + and inner
// spaces or hyphens removed by ParsePhone. Its String and LogValue are masked.
type Phone string

// ParsePhone reads 5 to 15 digits; empty is allowed and means none was left.
func ParsePhone(s string) (Phone, error) {
	s = strings.NewReplacer(" ", "", "-", "", "　", "").Replace(s)
	if s == "" {
		return "", nil
	}
	digits := strings.TrimPrefix(s, "+")
	if len(digits) < 5 || len(digits) > 15 {
		return "", &Problem{Field: "phone", Code: "needs_5_to_15_digits"}
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return "", &Problem{Field: "phone", Code: "digits_only"}
		}
	}
	return Phone(s), nil
}

// String shows the last four digits only.
func (p Phone) String() string {
	if len(p) <= 4 {
		return strings.Repeat("*", len(p))
	}
	return strings.Repeat("*", len(p)-4) + string(p[len(p)-4:])
}

// LogValue keeps the number out of logs.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Reveal gives the number itself, for a slip or a form that needs it.
func (p Phone) Reveal() string { return string(p) }

// MaskName gives the form of a name for anything that leaves the office in
// figures or bulletins: 张某某.
func MaskName(name string) string {
	r := []rune(strings.TrimSpace(name))
	if len(r) == 0 {
		return ""
	}
	return string(r[0]) + "某某"
}
