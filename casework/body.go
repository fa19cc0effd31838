package casework

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"silian/calendar"
)

// Salt is the 16 random bytes at the head of each body, so that the digest of a
// short body cannot be guessed from the envelope that remains.
type Salt [saltSize]byte

// MarshalText writes 32 hexadecimal digits.
func (s Salt) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%x", s[:]), nil }

// UnmarshalText reads exactly 32 lower-case hexadecimal digits.
func (s *Salt) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		return fmt.Errorf("casework: salt is empty")
	}
	return unmarshalHex("salt", s[:], b)
}

// Kind names what an entry says, as subject.word; "case.opened".
type Kind string

// Body is the content of an entry. Data is the part that belongs to the kind.
type Body struct {
	Salt     Salt            `json:"salt"`
	Kind     Kind            `json:"kind"`
	Ver      int             `json:"ver"`      // version of Data for this kind, from 1
	Operator int             `json:"operator"` // number of the person in the writing office, from 1
	Role     Role            `json:"role"`
	At       string          `json:"at"`    // when it was written, RFC 3339, offset +08:00, whole seconds
	On       calendar.Day    `json:"on"`    // civil date on which it happened
	For      OfficeCode      `json:"for"`   // office for which it was written, or ""
	Holds    ID              `json:"holds"` // link on which an act of the holder stands, or ""
	Data     json.RawMessage `json:"data"`
}

// parseHead reads the common fields of any body, whatever its kind. Unknown
// fields of newer programs are allowed: they are kept in the bytes.
func parseHead(data []byte) (Body, error) {
	var b Body
	switch {
	case depth(data) > maxDepth:
		return Body{}, fmt.Errorf("%w: body nested too deep", ErrBadEntry)
	case !utf8.Valid(data):
		return Body{}, fmt.Errorf("%w: body is not UTF-8", ErrBadEntry)
	case !bytes.HasPrefix(data, []byte(`{"salt":"`)):
		return Body{}, fmt.Errorf("%w: body does not begin with its salt", ErrBadEntry)
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return Body{}, fmt.Errorf("%w: body: %w", ErrBadEntry, err)
	}
	if b.Kind == "" || len(b.Kind) > 64 || b.Ver < 1 {
		return Body{}, fmt.Errorf("%w: body has no kind or version", ErrBadEntry)
	}
	return b, nil
}

// Body gives the decoded head of the entry's body; ok is false for a stub.
func (e Entry) Body() (b Body, ok bool) {
	if e.Stub() {
		return Body{}, false
	}
	b, err := parseHead(e.BodyBytes)
	return b, err == nil
}

// Actor is the office in whose name the entry stands: For when a township keeps
// a village's books (domain 0.0, 5), else the writer.
func (e Entry) Actor() OfficeCode {
	if b, ok := e.Body(); ok && b.For != "" {
		return b.For
	}
	return e.Office
}
