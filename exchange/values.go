package exchange

import (
	"encoding/hex"
	"fmt"
	"time"

	"silian/casework"
)

// Suite names the one set of algorithms of format version 1.
const Suite = "sm2-sm3-sm4gcm"

// The types of signed header; each file says which one it is, so that no
// signature can be moved from one type to another.
const (
	TypeBundle  = "xfb1-bundle"
	TypeReceipt = "xfb1-receipt"
	TypeCard    = "xfb1-card"
	TypeRoster  = "xfb1-roster"
	TypeRevoke  = "xfb1-revoke"
	TypeKit     = "xfb1-kit"
)

// maxNumber is the largest number in any header: every JSON reader keeps it exact.
const maxNumber = 1<<53 - 1

// BundleID is the random name of one sealed file.
type BundleID [16]byte

// String gives 32 lower-case hexadecimal digits.
func (b BundleID) String() string { return hex.EncodeToString(b[:]) }

// MarshalText writes the form of String.
func (b BundleID) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads exactly 32 lower-case hexadecimal digits.
func (b *BundleID) UnmarshalText(text []byte) error { return fixedHex("bundle id", b[:], text) }

// fixedHex fills dst from exactly 2*len(dst) lower-case hexadecimal digits.
func fixedHex(what string, dst, text []byte) error {
	if len(text) != 2*len(dst) || !lowerHex(text) {
		return fmt.Errorf("exchange: %s needs %d lower-case hex digits", what, 2*len(dst))
	}
	_, err := hex.Decode(dst, text)
	return err
}

func lowerHex(text []byte) bool {
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Bytes are bytes that stand in JSON as lower-case hexadecimal digits.
type Bytes []byte

// MarshalText writes lower-case hexadecimal digits.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(b)), nil }

// UnmarshalText reads an even number of lower-case hexadecimal digits.
func (b *Bytes) UnmarshalText(text []byte) error {
	if len(text)%2 != 0 || !lowerHex(text) {
		return fmt.Errorf("exchange: not lower-case hex")
	}
	out, err := hex.DecodeString(string(text))
	*b = out
	return err
}

// Stamp is a moment in seconds since 1970-01-01 UTC, from 0 to the end of the
// year 9999. It only informs: no rule of this package depends on a clock.
type Stamp int64

const (
	stampForm = "2006-01-02T15:04:05Z"
	maxStamp  = 253402300799
)

// StampOf cuts t to the second and to the range of Stamp.
func StampOf(t time.Time) Stamp { return Stamp(min(max(t.Unix(), 0), maxStamp)) }

// Time gives the moment in UTC.
func (s Stamp) Time() time.Time { return time.Unix(int64(s), 0).UTC() }

// MarshalText writes the form 2026-12-07T01:30:00Z.
func (s Stamp) MarshalText() ([]byte, error) { return []byte(s.Time().Format(stampForm)), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Stamp) UnmarshalText(text []byte) error {
	t, err := time.Parse(stampForm, string(text))
	if err != nil || t.Unix() < 0 || t.Unix() > maxStamp {
		return fmt.Errorf("exchange: time needs the form %s", stampForm)
	}
	*s = Stamp(t.Unix())
	return nil
}

// PublicKey is an SM2 public key as an uncompressed point, 04 || X || Y. A value
// read from a file was checked to lie on the curve.
type PublicKey [65]byte

// IsZero reports whether the key is unset.
func (k PublicKey) IsZero() bool { return k == PublicKey{} }

// ID names the key: SM3 of "xfb1 key", a zero byte and the 65 bytes of the point.
func (k PublicKey) ID() casework.Digest {
	return casework.DigestOf(append([]byte("xfb1 key\x00"), k[:]...))
}

// MarshalText writes 130 lower-case hexadecimal digits.
func (k PublicKey) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(k[:])), nil }

// UnmarshalText reads 130 lower-case hexadecimal digits of a point on the curve.
func (k *PublicKey) UnmarshalText(text []byte) error {
	var p PublicKey
	if err := fixedHex("public key", p[:], text); err != nil {
		return err
	}
	if _, err := p.key(); err != nil {
		return err
	}
	*k = p
	return nil
}
