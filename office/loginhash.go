package office

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"silian/store"
)

// pinCost is what one try of a PIN costs with Argon2id (RFC 9106).
type pinCost struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8  // lanes
}

// What new hashes get, and the bounds of what is read: below the floor somebody
// weakened the file, above the ceiling it would only stop this PC. The floor is the
// least that OWASP names for Argon2id; the default is RFC 9106's second choice on one
// lane.
func defaultPinCost() pinCost { return pinCost{64 << 10, 3, 1} }
func leastPinCost() pinCost   { return pinCost{19 << 10, 2, 1} }
func mostPinCost() pinCost    { return pinCost{256 << 10, 10, 4} }

// weakPinCost keeps tests fast; production refuses hashes made with it.
func weakPinCost() pinCost { return pinCost{64, 1, 1} }

func (c pinCost) within(least, most pinCost) bool {
	return c.Memory >= least.Memory && c.Time >= least.Time && c.Threads >= least.Threads &&
		c.Memory <= most.Memory && c.Time <= most.Time && c.Threads <= most.Threads
}

const (
	pinSalt = 16
	pinHash = 32
)

// pinPrefix begins every hash; the version is the only one there is (0x13).
const pinPrefix = "$argon2id$v=19$"

// keyed binds a PIN to its operator and to the office's keys: ten thousand PINs are
// tried in minutes, so the hash alone, without the key file and its password, must be
// worth nothing, and nobody can put his hash into another's row.
func keyed(pepper []byte, number int, secret string) []byte {
	m := hmac.New(sha256.New, pepper)
	m.Write([]byte("operator " + strconv.Itoa(number) + "\x00" + secret))
	return m.Sum(nil)
}

// makeHash gives the hash of a secret as text: costs, salt and hash.
func makeHash(random io.Reader, pepper []byte, number int, secret string, c pinCost) (string, error) {
	salt := make([]byte, pinSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("office: random: %w", err)
	}
	sum := argon2.IDKey(keyed(pepper, number, secret), salt, c.Time, c.Memory, c.Threads, pinHash)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("%sm=%d,t=%d,p=%d$%s$%s", pinPrefix, c.Memory, c.Time, c.Threads, b64(salt), b64(sum)), nil
}

// sameHash reports whether a secret is the one behind a hash. A hash with costs out
// of bounds is store.ErrDamaged, before anything is computed.
func sameHash(hash string, pepper []byte, number int, secret string, least pinCost) (bool, error) {
	c, salt, sum, ok := parseHash(hash)
	if !ok || !c.within(least, mostPinCost()) {
		return false, fmt.Errorf("%w: PIN of operator %d", store.ErrDamaged, number)
	}
	got := argon2.IDKey(keyed(pepper, number, secret), salt, c.Time, c.Memory, c.Threads, pinHash)
	return subtle.ConstantTimeCompare(got, sum) == 1, nil
}

func parseHash(hash string) (c pinCost, salt, sum []byte, ok bool) {
	rest, ok := strings.CutPrefix(hash, pinPrefix)
	parts := strings.Split(rest, "$")
	if !ok || len(parts) != 3 {
		return c, nil, nil, false
	}
	var m, t, p uint64
	costs := strings.Split(parts[0], ",")
	if len(costs) != 3 {
		return c, nil, nil, false
	}
	for i, into := range []*uint64{&m, &t, &p} {
		text, found := strings.CutPrefix(costs[i], []string{"m=", "t=", "p="}[i])
		n, err := strconv.ParseUint(text, 10, 24)
		if !found || err != nil {
			return c, nil, nil, false
		}
		*into = n
	}
	if p > 255 {
		return c, nil, nil, false
	}
	salt, err1 := base64.RawStdEncoding.Strict().DecodeString(parts[1])
	sum, err2 := base64.RawStdEncoding.Strict().DecodeString(parts[2])
	ok = err1 == nil && err2 == nil && len(salt) == pinSalt && len(sum) == pinHash
	return pinCost{uint32(m), uint32(t), uint8(p)}, salt, sum, ok
}

// checkPIN refuses what is neither a PIN of 4 to 8 digits nor a password, and PINs
// that everybody tries first: 1111, 1234, 4321.
func checkPIN(secret string) error {
	digits := secret != "" && strings.Trim(secret, "0123456789") == ""
	switch n := utf8.RuneCountInString(secret); {
	case digits && (n < 4 || n > 8):
		return &Problem{Field: "pin", Code: "needs_4_to_8_digits"}
	case digits && (inRow(secret, 0) || inRow(secret, 1) || inRow(secret, -1)):
		return &Problem{Field: "pin", Code: "too_easy"}
	case !digits && (n < minPassword || len(secret) > 1024 || !utf8.ValidString(secret)):
		return &Problem{Field: "pin", Code: "needs_4_to_8_digits"}
	}
	return nil
}

// inRow reports whether each digit is the one before plus by.
func inRow(digits string, by int) bool {
	for i := 1; i < len(digits); i++ {
		if int(digits[i])-int(digits[i-1]) != by {
			return false
		}
	}
	return true
}
