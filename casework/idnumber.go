package casework

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// IDNumber is a citizen identity number (公民身份号码, GB 11643-1999): 17 digits and a
// check character. Version 1 stores none anywhere: no law that the work stands on asks
// for it (个人信息保护法 6), and the file is not encrypted yet. The type exists so that
// one that is read or pasted is known for what it is and never shown.
//
// Every printed form is masked, JSON and the like included; only Reveal gives the
// number. A number in an unexported field is out of reach of these methods: do not
// keep one there.
type IDNumber string

const idLength = 18

// ParseIDNumber reads 18 characters; spaces are left out, a final x may be small. It
// checks the date of birth and the check character. The error is a *Problem that never
// repeats the input, with one of the codes needs_18_characters, old_15_digits,
// digits_only, no_such_date and wrong_check_digit.
func ParseIDNumber(s string) (IDNumber, error) {
	bad := func(code string) (IDNumber, error) { return "", &Problem{Field: "id_number", Code: code} }
	s = strings.ToUpper(strings.NewReplacer(" ", "", "　", "").Replace(s))
	switch {
	case len(s) == 15 && digitsOnly(s):
		return bad("old_15_digits") // out of use since 2013: 居民身份证法 23
	case len(s) != idLength:
		return bad("needs_18_characters")
	case !digitsOnly(s[:idLength-1]) || (s[idLength-1] != 'X' && !digitsOnly(s[idLength-1:])):
		return bad("digits_only")
	case !birthDate(s[6:14]):
		return bad("no_such_date")
	case s[idLength-1] != checkCharacter(s[:idLength-1]):
		return bad("wrong_check_digit")
	}
	return IDNumber(s), nil
}

// birthDate reports whether eight digits are a day of the years 1800 to 2199. Whether
// it has come yet is not asked: nothing here knows today.
func birthDate(s string) bool {
	at, err := time.Parse("20060102", s)
	return err == nil && at.Year() >= 1800 && at.Year() < 2200
}

// checkCharacter gives the check character of ISO 7064 MOD 11-2: the weight of a digit
// is 2 to the power of its distance from the end, mod 11.
func checkCharacter(digits string) byte {
	sum := 0
	for i := range len(digits) {
		sum = (sum + int(digits[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-sum)%11]
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// String shows the last two characters only: region and birth date are the first 14.
func (n IDNumber) String() string { return maskedBut(string(n), 2) }

// Format prints the masked form for every verb.
func (n IDNumber) Format(f fmt.State, verb rune) {
	formatMasked(f, verb, "casework.IDNumber", n.String())
}

// LogValue keeps the number out of logs.
func (n IDNumber) LogValue() slog.Value { return slog.StringValue(n.String()) }

// MarshalText writes the masked form: no body may hold the number itself.
func (n IDNumber) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads as ParseIDNumber does; empty text stands for "none".
func (n *IDNumber) UnmarshalText(b []byte) error {
	*n = ""
	if len(b) == 0 {
		return nil
	}
	parsed, err := ParseIDNumber(string(b))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

// Reveal gives the number itself, for a formal paper that needs it.
func (n IDNumber) Reveal() string { return string(n) }
