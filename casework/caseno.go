package casework

import (
	"fmt"
	"strconv"
	"strings"
)

// CaseNo is the number of a case: office code, year, running number of at least
// four digits and the letter of the copy that gave it ("411626102201-2026-0003A").
// It is never used again: a restored copy goes on under the next letter.
type CaseNo string

// MakeCaseNo builds a number; year 1901-2100, seq from 1, letter A-Z.
func MakeCaseNo(office OfficeCode, year, seq int, letter byte) (CaseNo, error) {
	return ParseCaseNo(fmt.Sprintf("%s-%d-%04d%c", office, year, seq, letter))
}

// ParseCaseNo reads the form of MakeCaseNo.
func ParseCaseNo(s string) (CaseNo, error) {
	bad := &Problem{Field: "case_no", Code: "malformed"}
	parts := strings.Split(s, "-")
	if len(parts) != 3 || len(parts[1]) != 4 || len(parts[2]) < 5 {
		return "", bad
	}
	if _, err := ParseOfficeCode(parts[0]); err != nil {
		return "", bad
	}
	year, err := strconv.Atoi(parts[1])
	if err != nil || year < 1901 || year > 2100 {
		return "", bad
	}
	digits, letter := parts[2][:len(parts[2])-1], parts[2][len(parts[2])-1]
	seq, err := strconv.Atoi(digits)
	if err != nil || seq < 1 || fmt.Sprintf("%04d", seq) != digits || letter < 'A' || letter > 'Z' {
		return "", bad
	}
	return CaseNo(s), nil
}

// UnmarshalText reads a number strictly; empty text stands for "none".
func (c *CaseNo) UnmarshalText(b []byte) error {
	*c = ""
	if len(b) == 0 {
		return nil
	}
	no, err := ParseCaseNo(string(b))
	if err != nil {
		return err
	}
	*c = no
	return nil
}

// Short gives year and running number, for a screen of one office: "2026-0003".
// The letter stays where it is not A.
func (c CaseNo) Short() string {
	_, rest, ok := strings.Cut(string(c), "-")
	if !ok {
		return string(c)
	}
	return strings.TrimSuffix(rest, "A")
}
