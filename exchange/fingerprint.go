package exchange

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"silian/casework"
)

// FingerprintGroups is how many groups of 5 digits a fingerprint has.
const FingerprintGroups = 6

// Fingerprint is what two people compare over the telephone or face to face: 6
// groups of 5 digits.
type Fingerprint [FingerprintGroups]string

// Fingerprint gives the card's fingerprint: SM3 of "xfb1 card", a zero byte and
// header.json; group i is bytes 5i to 5i+4 as a big-endian number modulo 100000.
func (c Card) Fingerprint() Fingerprint {
	d := casework.DigestOf(append([]byte("xfb1 card\x00"), c.raw...))
	var f Fingerprint
	for i := range f {
		var n uint64
		for _, b := range d[5*i : 5*i+5] {
			n = n<<8 | uint64(b)
		}
		f[i] = fmt.Sprintf("%05d", n%100_000)
	}
	return f
}

// String gives the groups with single spaces between them.
func (f Fingerprint) String() string { return strings.Join(f[:], " ") }

// Match reports whether a typed text is the whole fingerprint; spaces and hyphens
// do not matter.
func (f Fingerprint) Match(typed string) bool {
	return onlyDigits(typed) == strings.Join(f[:], "")
}

// CheckGroups reports whether the typed groups are the groups at these places
// (0 to 5). At least two different places are needed; choose them with
// PickGroups after the other side has shown or read out all six.
func (f Fingerprint) CheckGroups(places []int, typed []string) bool {
	if len(places) < 2 || len(places) != len(typed) {
		return false
	}
	var seen [FingerprintGroups]bool
	for i, p := range places {
		if p < 0 || p >= FingerprintGroups || seen[p] || onlyDigits(typed[i]) != f[p] {
			return false
		}
		seen[p] = true
	}
	return true
}

// PickGroups draws n different places of a fingerprint, 2 to 6, in ascending
// order. Someone who can try 2^33 cards can hit two groups of his choice, and
// 2^50 three: so three drawn groups are safer than two.
func PickGroups(random io.Reader, n int) ([]int, error) {
	if n < 2 || n > FingerprintGroups {
		return nil, fmt.Errorf("exchange: %d groups", n)
	}
	var taken [FingerprintGroups]bool
	for left := n; left > 0; {
		var b [1]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return nil, errors.Join(errors.New("exchange: randomness"), err)
		}
		if p := int(b[0]) % FingerprintGroups; b[0] < 252 && !taken[p] {
			taken[p] = true
			left--
		}
	}
	var places []int
	for p, t := range taken {
		if t {
			places = append(places, p)
		}
	}
	return places, nil
}
