package casework

import (
	"encoding/hex"
	"fmt"

	"github.com/emmansun/gmsm/sm3"
)

// Digest is an SM3 digest (GB/T 32905), the one hash of the whole product, so
// that stock OpenSSL can check every link of the journal.
type Digest [32]byte

// DigestOf gives the SM3 digest of b.
func DigestOf(b []byte) Digest { return sm3.Sum(b) }

// ParseDigest reads 64 lower-case hexadecimal digits.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if err := d.UnmarshalText([]byte(s)); err != nil {
		return Digest{}, err
	}
	return d, nil
}

// IsZero reports whether d is the empty digest, which stands for "none".
func (d Digest) IsZero() bool { return d == Digest{} }

// String gives 64 lower-case hexadecimal digits, or "" for the empty digest.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// MarshalText writes the digest as String does.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything but 0 or 64 lower-case
// hexadecimal digits is an error.
func (d *Digest) UnmarshalText(b []byte) error {
	return unmarshalHex("digest", d[:], b)
}

// unmarshalHex fills dst from exactly 2*len(dst) lower-case hexadecimal digits;
// empty text zeroes it.
func unmarshalHex(what string, dst, text []byte) error {
	clear(dst)
	if len(text) == 0 {
		return nil
	}
	if len(text) != 2*len(dst) {
		return fmt.Errorf("casework: %s needs %d hex digits, has %d", what, 2*len(dst), len(text))
	}
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return fmt.Errorf("casework: %s is not lower-case hex", what)
		}
	}
	if _, err := hex.Decode(dst, text); err != nil {
		return fmt.Errorf("casework: %s: %w", what, err)
	}
	return nil
}
