package casework

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// EnvelopeVersion is the only envelope version this program writes or reads:
// envelopes are strict, bodies are not.
const EnvelopeVersion = 1

// Limits of one entry line, checked before anything is allocated for it.
const (
	MaxLine  = 1 << 20   // bytes of one entry line
	MaxLeap  = 1000      // how far n may run ahead of what is known (architecture, section 1)
	maxN     = 1<<53 - 1 // largest n that every JSON reader keeps exact
	saltSize = 16        // random bytes at the head of each body
)

// Errors of reading an entry.
var (
	ErrBadEntry   = errors.New("casework: entry is malformed")
	ErrBodyDigest = errors.New("casework: body does not match the digest in its envelope")
)

// SubjectKind says what a subject is.
type SubjectKind string

// The kinds of subject known to this version; entries of others are kept
// verbatim and shown as needing a newer program.
const (
	SubjectCase   SubjectKind = "case"   // 事项
	SubjectDay    SubjectKind = "day"    // a day of reception at one village office: 村务日 or 平时接访
	SubjectOffice SubjectKind = "office" // the office itself

	SubjectMeeting     SubjectKind = "meeting"     // 例会, 5+N
	SubjectSupervision SubjectKind = "supervision" // 督办 of a unit
	SubjectRoom        SubjectKind = "room"        // 老同志信访调解室 of one office
	SubjectRules       SubjectKind = "rules"       // rule book of one office
	SubjectReport      SubjectKind = "report"      // published figures of one office and period
	SubjectSealed      SubjectKind = "sealed"      // 检举控告: envelopes of one office
	SubjectArchive     SubjectKind = "archive"     // closed files of one office: 鉴定, 销毁, 查阅
)

// Subject is what an entry is about.
type Subject struct {
	Kind SubjectKind
	ID   ID
}

// Instance is the random name of one opened copy of an office file.
type Instance [8]byte

// String gives 16 hexadecimal digits.
func (i Instance) String() string { return fmt.Sprintf("%x", i[:]) }

// MarshalText writes 16 hexadecimal digits.
func (i Instance) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads exactly 16 lower-case hexadecimal digits.
func (i *Instance) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		return fmt.Errorf("casework: instance is empty")
	}
	return unmarshalHex("instance", i[:], b)
}

// Envelope is the part of an entry that is never withheld and never destroyed.
// Field order is the order on the wire.
type Envelope struct {
	V          int         `json:"v"`
	ID         ID          `json:"id"`
	Kind       SubjectKind `json:"kind"`
	Subject    ID          `json:"subject"`
	N          uint64      `json:"n"` // Lamport counter on the subject: 1 + the largest known to the writer
	Office     OfficeCode  `json:"office"`
	Instance   Instance    `json:"instance"`
	Prev       Digest      `json:"prev"` // the previous entry of this office and instance on this subject
	BodyDigest Digest      `json:"body_digest"`
}

// Entry (流水) is one sheet of the journal. EnvelopeBytes and BodyBytes are kept
// as received and never encoded again; BodyBytes is nil for a stub.
type Entry struct {
	Envelope
	EnvelopeBytes []byte
	BodyBytes     []byte
	Digest        Digest // of EnvelopeBytes, and through BodyDigest of the body too
}

// Stub reports whether the body is withheld or destroyed.
func (e Entry) Stub() bool { return e.BodyBytes == nil }

// About gives the subject of the entry.
func (e Entry) About() Subject { return Subject{e.Kind, e.Envelope.Subject} }

// WithoutBody gives the entry as a stub.
func (e Entry) WithoutBody() Entry {
	e.BodyBytes = nil
	return e
}

// NewEntry encodes body and closes it under the envelope: V and BodyDigest are
// filled in here. The caller gives ID, subject, n, office, instance and prev.
func NewEntry(env Envelope, body Body) (Entry, error) {
	b, err := Encode(body)
	if err != nil {
		return Entry{}, err
	}
	env.V, env.BodyDigest = EnvelopeVersion, DigestOf(b)
	head, err := Encode(env)
	if err != nil {
		return Entry{}, err
	}
	return ParseEntry(head, b)
}

// ParseEntry reads an entry from its two byte strings; body is nil for a stub.
// The envelope must be canonical; the body must match its digest, be one JSON
// object and begin with its salt.
func ParseEntry(envelope, body []byte) (Entry, error) {
	var e Entry
	if len(envelope)+len(body) > MaxLine {
		return Entry{}, fmt.Errorf("%w: longer than %d bytes", ErrBadEntry, MaxLine)
	}
	if err := Strict(envelope, &e.Envelope); err != nil {
		return Entry{}, fmt.Errorf("%w: envelope: %w", ErrBadEntry, err)
	}
	if err := e.check(); err != nil {
		return Entry{}, err
	}
	e.EnvelopeBytes, e.Digest = bytes.Clone(envelope), DigestOf(envelope)
	if body == nil {
		return e, nil
	}
	if DigestOf(body) != e.BodyDigest {
		return Entry{}, ErrBodyDigest
	}
	if _, err := parseHead(body); err != nil {
		return Entry{}, err
	}
	e.BodyBytes = bytes.Clone(body)
	return e, nil
}

func (e *Envelope) check() error {
	switch {
	case e.V != EnvelopeVersion:
		return fmt.Errorf("%w: envelope version %d", ErrBadEntry, e.V)
	case e.ID.IsZero() || e.Subject.IsZero():
		return fmt.Errorf("%w: no id", ErrBadEntry)
	case e.Kind == "" || len(e.Kind) > 32:
		return fmt.Errorf("%w: no subject kind", ErrBadEntry)
	case e.N < 1 || e.N > maxN:
		return fmt.Errorf("%w: n out of range", ErrBadEntry)
	case e.Office == "":
		return fmt.Errorf("%w: no office", ErrBadEntry)
	case e.BodyDigest.IsZero():
		return fmt.Errorf("%w: no body digest", ErrBadEntry)
	}
	return nil
}

// line is the wire form of one entry: both byte strings, verbatim.
type line struct {
	Envelope json.RawMessage `json:"e"`
	Body     json.RawMessage `json:"b"`
}

// Line gives the entry as one line of entries.jsonl, without a newline.
func (e Entry) Line() []byte {
	body := e.BodyBytes
	if body == nil {
		body = []byte("null")
	}
	out := make([]byte, 0, len(e.EnvelopeBytes)+len(body)+12)
	out = append(out, `{"e":`...)
	out = append(out, e.EnvelopeBytes...)
	out = append(out, `,"b":`...)
	out = append(out, body...)
	return append(out, '}')
}

// ParseLine reads what Line wrote, byte for byte.
func ParseLine(data []byte) (Entry, error) {
	if len(data) > MaxLine+12 {
		return Entry{}, fmt.Errorf("%w: longer than %d bytes", ErrBadEntry, MaxLine)
	}
	if depth(data) > maxDepth+1 {
		return Entry{}, fmt.Errorf("%w: nested too deep", ErrBadEntry)
	}
	var l line
	if err := json.Unmarshal(data, &l); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrBadEntry, err)
	}
	body := []byte(l.Body)
	if string(body) == "null" {
		body = nil
	}
	e, err := ParseEntry(l.Envelope, body)
	if err != nil {
		return Entry{}, err
	}
	if !bytes.Equal(e.Line(), data) {
		return Entry{}, fmt.Errorf("%w: line is not canonical", ErrBadEntry)
	}
	return e, nil
}

// Compare orders the entries of one subject: by n, then by digest. No PC clock
// has a say.
func Compare(a, b Entry) int {
	if c := cmp.Compare(a.N, b.N); c != 0 {
		return c
	}
	return bytes.Compare(a.Digest[:], b.Digest[:])
}

// Sort brings entries of any order and repetition into the order of Compare,
// once each; a full body wins over a stub of the same entry.
func Sort(entries []Entry) []Entry {
	out := slices.Clone(entries)
	slices.SortFunc(out, func(a, b Entry) int {
		if c := Compare(a, b); c != 0 {
			return c
		}
		switch {
		case a.Stub() == b.Stub():
			return 0
		case a.Stub():
			return 1
		}
		return -1
	})
	return slices.CompactFunc(out, func(a, b Entry) bool { return a.Digest == b.Digest })
}
