package casework

import (
	"encoding/hex"
	"fmt"
	"time"
)

// ID names an entry or a subject: a UUID (RFC 9562). Entries and most subjects
// carry version 7; a subject that two offices must be able to name alone (the
// village day of one village on one date) carries version 8, made by DerivedID.
type ID [16]byte

// MakeID makes a version 7 UUID from a time (millisecond resolution) and ten
// random bytes given by the caller.
func MakeID(at time.Time, random [10]byte) ID {
	var id ID
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	copy(id[6:], random[:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// DerivedID makes a version 8 UUID from the SM3 digest of a name, so that every
// office gives the same subject the same id.
func DerivedID(name string) ID {
	d := DigestOf([]byte("silian subject\x00" + name))
	var id ID
	copy(id[:], d[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// IsZero reports whether id is unset.
func (id ID) IsZero() bool { return id == ID{} }

// String gives the 36-character form, or "" when unset.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	h := hex.EncodeToString(id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// ParseID reads the 36-character lower-case form, version 7 or 8.
func ParseID(s string) (ID, error) {
	var id ID
	if err := id.UnmarshalText([]byte(s)); err != nil {
		return ID{}, err
	}
	if id.IsZero() {
		return ID{}, fmt.Errorf("casework: empty id")
	}
	return id, nil
}

// MarshalText writes the form of String.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the form of String; the version must be 7 or 8.
func (id *ID) UnmarshalText(b []byte) error {
	*id = ID{}
	if len(b) == 0 {
		return nil
	}
	if len(b) != 36 || b[8] != '-' || b[13] != '-' || b[18] != '-' || b[23] != '-' {
		return fmt.Errorf("casework: id is not a UUID")
	}
	plain := make([]byte, 0, 32)
	for _, part := range [][2]int{{0, 8}, {9, 13}, {14, 18}, {19, 23}, {24, 36}} {
		plain = append(plain, b[part[0]:part[1]]...)
	}
	if err := unmarshalHex("id", id[:], plain); err != nil {
		return err
	}
	if v := id[6] >> 4; (v != 7 && v != 8) || id[8]>>6 != 2 {
		*id = ID{}
		return fmt.Errorf("casework: id is not a UUID of version 7 or 8")
	}
	return nil
}
