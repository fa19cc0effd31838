package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"silian/casework"
)

// Why a roster is refused though its signature is good.
const (
	ReasonRosterOld      Reason = "roster_old"      // a later version was taken in before
	ReasonRosterConflict Reason = "roster_conflict" // alarm: two rosters of one version, or a chain that does not link
	ReasonNotCounty      Reason = "not_county"      // a roster or kit of an office that makes none
)

// MaxRoster is the largest header.json of a roster or kit, in bytes; MaxRosterOffices
// how many offices one roster lists.
const (
	MaxRoster        = 1 << 20
	MaxRosterOffices = 2000
	maxRosterCommas  = 10*MaxRosterOffices + 100 // more than the longest list has
)

// States of an office in a roster.
const (
	RosterActive = "active"
	RosterClosed = "closed"
)

// RosterHeader is header.json of a county's list of offices (单位名录). Field order is
// the order on the wire.
type RosterHeader struct {
	Type    string              `json:"type"`
	Suite   string              `json:"suite"`
	From    casework.OfficeCode `json:"from"` // the county
	SignKey casework.Digest     `json:"sign_key"`
	Version uint64              `json:"version"` // only rises
	Prev    casework.Digest     `json:"prev"`    // digest of the version before; "" for none or when it was lost
	Created Stamp               `json:"created"`
	Offices []RosterOffice      `json:"offices"` // ascending by code
}

// RosterOffice is one office of a roster.
type RosterOffice struct {
	Office casework.OfficeCode `json:"office"`
	Name   string              `json:"name"`
	Level  casework.Level      `json:"level"`
	Parent casework.OfficeCode `json:"parent"`
	CardNo uint64              `json:"card_no"` // 0 when the county has no card of it
	Card   casework.Digest     `json:"card"`    // of the card's header.json; "" with card_no 0
	State  string              `json:"state"`   // active or closed
}

// OfficeOf gives the office as casework knows it.
func (r RosterOffice) OfficeOf() casework.Office {
	return casework.Office{Code: r.Office, Name: r.Name, Level: r.Level, Parent: r.Parent}
}

// Roster is a county's list of offices, signed by the county.
type Roster struct {
	RosterHeader
	raw, sig []byte
}

// NewRoster signs a list of offices. The list is sorted; prev is nil for the first
// version or when the earlier one was lost.
func NewRoster(keys Keys, signer Card, version uint64, prev *Roster, offices []RosterOffice, created Stamp) (Roster, error) {
	if signer.SignPub != keys.Public().Sign {
		return Roster{}, errWrongKeys
	}
	h := RosterHeader{
		Type: TypeRoster, Suite: Suite, From: signer.Office, SignKey: signer.SignPub.ID(),
		Version: version, Created: created, Offices: slices.Clone(offices),
	}
	if prev != nil {
		h.Prev = prev.Digest()
	}
	slices.SortFunc(h.Offices, func(a, b RosterOffice) int { return strings.Compare(string(a.Office), string(b.Office)) })
	if err := h.check(); err != nil {
		return Roster{}, fmt.Errorf("exchange: roster: %w", err)
	}
	raw, err := casework.Encode(h)
	if err != nil {
		return Roster{}, err
	}
	if len(raw) > MaxRoster {
		return Roster{}, ErrTooMuch
	}
	sig, err := signHeader(keys, raw)
	return Roster{h, raw, sig}, err
}

// ParseRoster reads a roster: container, signature against the enrolled cards, then
// the header. Only a compared card of a county passes. Errors are a *Refusal. Use
// After to see whether it may replace the one held.
func ParseRoster(file []byte, trust Trust) (Roster, error) {
	c, signer, err := openNotice(file, trust)
	if err != nil {
		return Roster{}, err
	}
	var h RosterHeader
	if err := strictHeader(c.header, TypeRoster, &h, &h.Type); err != nil {
		return Roster{}, err
	}
	if err := h.check(); err != nil {
		return Roster{}, &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	switch {
	case h.From != signer.Card.Office || h.SignKey != signer.Card.SignPub.ID():
		return Roster{}, refuse(ReasonKeyMismatch, "roster names %s, signed by %s", h.From, signer.Card.Office)
	case signer.Card.Level != casework.County:
		return Roster{}, refuse(ReasonNotCounty, "%s is a %s", h.From, signer.Card.Level)
	}
	return Roster{h, c.header, c.sig}, signer.mayBeBelieved(0)
}

// shortLists refuses a header whose lists would grow large in memory before anybody can
// count them: "{}," is 3 bytes and 100 in memory.
func shortLists(header []byte) error {
	if n := bytes.Count(header, []byte{','}); n > maxRosterCommas {
		return refuse(ReasonBadHeader, "header has %d commas", n)
	}
	return nil
}

// openNotice takes a file without body apart and finds its signer, before anything is
// parsed: what rosters and revocations have in common.
func openNotice(file []byte, trust Trust) (*container, Enrolled, error) {
	if len(file) > MaxRoster+64<<10 {
		return nil, Enrolled{}, refuse(ReasonTooLarge, "file has %d bytes", len(file))
	}
	c, err := readContainerUpTo(bytes.NewReader(file), int64(len(file)), MaxRoster)
	if err != nil {
		return nil, Enrolled{}, err
	}
	if err := shortLists(c.header); err != nil {
		return nil, Enrolled{}, err
	}
	signer, err := trust.signer(c.header, c.sig)
	switch {
	case err != nil:
		return nil, Enrolled{}, err
	case c.body != nil:
		return nil, Enrolled{}, refuse(ReasonWrongType, "a bundle")
	case c.prevSig != nil:
		return nil, Enrolled{}, refuse(ReasonDamaged, "%s belongs in cards only", prevSigName)
	}
	return c, signer, nil
}

func (h *RosterHeader) check() error {
	switch {
	case h.Suite != Suite:
		return fmt.Errorf("suite %.32q", h.Suite)
	case h.Version < 1 || h.Version > maxNumber:
		return fmt.Errorf("version %d", h.Version)
	case h.Version == 1 && !h.Prev.IsZero():
		return errors.New("version 1 has none before it")
	case h.SignKey.IsZero():
		return errors.New("sign_key is missing")
	case len(h.Offices) < 1 || len(h.Offices) > MaxRosterOffices:
		return fmt.Errorf("%d offices", len(h.Offices))
	}
	levels := map[casework.OfficeCode]casework.Level{}
	for _, o := range h.Offices {
		levels[o.Office] = o.Level
	}
	for i, o := range h.Offices {
		if i > 0 && o.Office <= h.Offices[i-1].Office {
			return errors.New("offices do not ascend")
		}
		if err := o.check(h.From, levels); err != nil {
			return fmt.Errorf("office %d: %w", i, err)
		}
	}
	if levels[h.From] != casework.County {
		return errors.New("the county is not in its own list")
	}
	return nil
}

func (r *RosterOffice) check(county casework.OfficeCode, levels map[casework.OfficeCode]casework.Level) error {
	if err := r.OfficeOf().Validate(); err != nil {
		return err
	}
	switch {
	case !plainText(r.Name):
		return errors.New("name holds a character that does not print")
	case r.State != RosterActive && r.State != RosterClosed:
		return fmt.Errorf("state %.32q", r.State)
	case r.CardNo > maxNumber || (r.CardNo == 0) != r.Card.IsZero():
		return errors.New("card and card_no do not agree")
	case r.Level == casework.County && r.Office != county:
		return errors.New("another county")
	case r.Level == casework.Township && r.Parent != county:
		return errors.New("township of another county")
	case r.Level == casework.Village && levels[r.Parent] != casework.Township:
		return errors.New("village without its township")
	}
	return nil
}

// After checks that the roster may stand where held stands: the same county, a later
// version, and the chain links. The same roster again is no error. The error is a
// *Refusal.
func (r Roster) After(held Roster) error {
	switch {
	case r.From != held.From:
		return refuse(ReasonRosterConflict, "roster of %s, held is that of %s", r.From, held.From)
	case r.Version < held.Version:
		return refuse(ReasonRosterOld, "version %d, held is %d", r.Version, held.Version)
	case r.Version == held.Version && r.Digest() != held.Digest():
		return refuse(ReasonRosterConflict, "two rosters of version %d", r.Version)
	case r.Version == held.Version+1 && !r.Prev.IsZero() && r.Prev != held.Digest():
		return refuse(ReasonRosterConflict, "version %d does not follow the one held", r.Version)
	}
	return nil
}

// Find gives an office of the list.
func (r Roster) Find(code casework.OfficeCode) (RosterOffice, bool) {
	i, found := slices.BinarySearchFunc(r.Offices, code, func(o RosterOffice, c casework.OfficeCode) int {
		return strings.Compare(string(o.Office), string(c))
	})
	if !found {
		return RosterOffice{}, false
	}
	return r.Offices[i], true
}

// Way gives the neighbour of me through which files of another office come: our
// subordinate above it, or our superior. ok is false when the office is not listed.
func (r Roster) Way(me casework.Office, author casework.OfficeCode) (via casework.OfficeCode, ok bool) {
	at, ok := r.Find(author)
	if !ok {
		return "", false
	}
	for range 4 { // no line is longer
		if at.Parent == me.Code {
			return at.Office, true
		}
		if at, ok = r.Find(at.Parent); !ok {
			break
		}
	}
	return me.Parent, true
}

// Digest is the SM3 of the roster's header.json.
func (r Roster) Digest() casework.Digest { return casework.DigestOf(r.raw) }

// File gives the bytes of the roster file, to be written as r.FileName().
func (r Roster) File() ([]byte, error) { return headerOnly(r.raw, r.sig, nil) }

// FileName is the name that a roster gets on a stick: XL-<county>-<version>.xfroster
func (r Roster) FileName() string { return fmt.Sprintf("XL-%s-%d.xfroster", r.From, r.Version) }

// StoredRoster reads a roster that was checked when it was taken in.
func StoredRoster(file []byte) (Roster, error) {
	c, err := readContainerUpTo(bytes.NewReader(file), int64(len(file)), MaxRoster)
	if err != nil {
		return Roster{}, err
	}
	var h RosterHeader
	if err := strictHeader(c.header, TypeRoster, &h, &h.Type); err != nil {
		return Roster{}, err
	}
	return Roster{h, c.header, c.sig}, nil
}
