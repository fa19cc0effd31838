package exchange

import (
	"fmt"
	"strings"

	"silian/casework"
)

// RecoveryKey is the private half of an office's recovery pair. It lives on
// paper: it opens the key file when the password is forgotten, and opens bundles
// addressed to the office when the key file is lost. It never signs.
type RecoveryKey struct {
	key *privateKey
}

// Alphabet and shape of a printed recovery key: 14 groups of 5 characters, 4 of
// data and 1 check character; 13 groups carry the 256 bits of the key and 4 zero
// bits, the last one carries the first 20 bits of a digest over all of it.
const (
	recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford base 32: no I, L, O, U
	recoveryGroups   = 14
	recoveryData     = recoveryGroups - 1
)

// RecoveryError says where a typed recovery key is wrong. Group counts from 1; 0
// means that every group is right by itself but the key as a whole is not, or
// that groups are missing.
type RecoveryError struct {
	Group int
}

// Error names the group.
func (e *RecoveryError) Error() string {
	if e.Group == 0 {
		return "exchange: recovery key is incomplete or mistyped"
	}
	return fmt.Sprintf("exchange: recovery key is mistyped in group %d", e.Group)
}

// Text gives the key for printing, groups joined by hyphens.
func (r RecoveryKey) Text() string {
	values := append(toSymbols(r.key.raw[:], 4*recoveryData), recoverySum(r.key.raw)...)
	groups := make([]string, recoveryGroups)
	for g := range groups {
		data := values[4*g : 4*g+4]
		var b strings.Builder
		for _, v := range append(data[:4:4], groupCheck(g, data)) {
			b.WriteByte(recoveryAlphabet[v])
		}
		groups[g] = b.String()
	}
	return strings.Join(groups, "-")
}

// ParseRecoveryKey reads what a person typed from paper. Case, spaces and hyphens
// do not matter; O counts as 0, I and L as 1. The error is a *RecoveryError.
func ParseRecoveryKey(text string) (RecoveryKey, error) {
	symbols, err := recoverySymbols(text)
	if err != nil {
		return RecoveryKey{}, err
	}
	var values []byte
	for g := range recoveryGroups {
		group := symbols[5*g : 5*g+5]
		if groupCheck(g, group[:4]) != group[4] {
			return RecoveryKey{}, &RecoveryError{g + 1}
		}
		values = append(values, group[:4]...)
	}
	raw, ok := fromSymbols(values[:4*recoveryData])
	if !ok || string(recoverySum(raw)) != string(values[4*recoveryData:]) {
		return RecoveryKey{}, &RecoveryError{}
	}
	key, err := privateKeyOf(raw)
	if err != nil {
		return RecoveryKey{}, &RecoveryError{}
	}
	return RecoveryKey{key}, nil
}

// PublicKey gives the public half, as it stands on the office's card.
func (r RecoveryKey) PublicKey() PublicKey { return r.key.public }

// String keeps the key out of logs.
func (r RecoveryKey) String() string { return "RecoveryKey" }

// recoverySymbols turns typed text into 70 values of 0 to 31.
func recoverySymbols(text string) ([]byte, error) {
	var out []byte
	for _, c := range strings.ToUpper(text) {
		switch c {
		case ' ', '-', '\t', '\r', '\n':
			continue
		case 'O':
			c = '0'
		case 'I', 'L':
			c = '1'
		}
		v := strings.IndexRune(recoveryAlphabet, c)
		if v < 0 {
			return nil, &RecoveryError{min(len(out)/5, recoveryGroups-1) + 1}
		}
		out = append(out, byte(v))
	}
	if len(out) != 5*recoveryGroups {
		return nil, &RecoveryError{}
	}
	return out, nil
}

// groupCheck is the group's number (from 0) plus 1, 3, 5 and 7 times its four
// values, modulo 32: odd weights catch every single wrong character.
func groupCheck(group int, data []byte) byte {
	sum := group
	for i, v := range data {
		sum += (2*i + 1) * int(v)
	}
	return byte(sum % 32)
}

// recoverySum is the first 20 bits of SM3 of "xfb1 recovery", a zero byte and the
// 32 bytes of the key, as four values.
func recoverySum(raw [32]byte) []byte {
	d := casework.DigestOf(append([]byte("xfb1 recovery\x00"), raw[:]...))
	return toSymbols(d[:3], 4)
}

// toSymbols cuts bytes into n values of 5 bits, most significant first; missing
// bits are zero.
func toSymbols(data []byte, n int) []byte {
	out := make([]byte, n)
	for i := range 5 * n {
		if i/8 < len(data) && data[i/8]>>(7-i%8)&1 == 1 {
			out[i/5] |= 1 << (4 - i%5)
		}
	}
	return out
}

// fromSymbols is the reverse for 32 bytes; ok is false when a spare bit is set.
func fromSymbols(values []byte) (raw [32]byte, ok bool) {
	for i := range 5 * len(values) {
		if values[i/5]>>(4-i%5)&1 == 0 {
			continue
		}
		if i >= 256 {
			return raw, false
		}
		raw[i/8] |= 1 << (7 - i%8)
	}
	return raw, true
}
