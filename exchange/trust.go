package exchange

import (
	"errors"
	"fmt"

	"silian/casework"
)

// Standing is how far the card of another office is believed.
type Standing string

// The standings of a card. Files from an office that was never compared are
// refused, not warned about.
const (
	StandingNew      Standing = "new"      // read from a stick, nobody compared it
	StandingCompared Standing = "compared" // a person compared the fingerprint
	StandingRevoked  Standing = "revoked"  // its keys are lost or stolen
)

// Enrolled is one card in the trust store. An office that changed its keys has
// several.
type Enrolled struct {
	Card     Card
	Standing Standing
	LastSeq  uint64 // with StandingRevoked: the last sequence number still believed; 0 believes none
}

// Trust is all cards that this office holds. Order does not matter.
type Trust []Enrolled

// signer finds the enrolled card whose key made the signature over the raw
// header bytes. Nothing of the header is parsed for that.
func (t Trust) signer(header, sig []byte) (Enrolled, error) {
	for _, e := range t {
		if e.Card.SignPub.verify(header, sig) == nil {
			return e, nil
		}
	}
	return Enrolled{}, refuse(ReasonUnknownSigner, "no enrolled key made this signature")
}

// mayBeBelieved checks the standing of a signer for a bundle of this number;
// seq 0 stands for a file without number, which a revoked card cannot sign.
func (e Enrolled) mayBeBelieved(seq uint64) error {
	switch {
	case e.Standing == StandingCompared:
		return nil
	case e.Standing == StandingRevoked && seq > 0 && seq <= e.LastSeq:
		return nil
	case e.Standing == StandingRevoked:
		return refuse(ReasonRevoked, "card %d of %s is revoked after number %d", e.Card.CardNo, e.Card.Office, e.LastSeq)
	}
	return refuse(ReasonNotCompared, "card %d of %s was not compared", e.Card.CardNo, e.Card.Office)
}

// onOneLine reports whether two offices are direct superior and subordinate:
// only those write to each other.
func onOneLine(a, b casework.Office) bool {
	return a.Parent == b.Code && a.Level.Rank()+1 == b.Level.Rank() ||
		b.Parent == a.Code && b.Level.Rank()+1 == a.Level.Rank()
}

// Order says how a bundle stands to those taken in before.
type Order string

// The orders that are taken in; the others are refusals.
const (
	OrderNext Order = "next" // the number after the highest
	OrderGap  Order = "gap"  // numbers before it are missing
	OrderLate Order = "late" // fills a gap
)

// Imported is one bundle that was taken in from an office.
type Imported struct {
	Seq    uint64
	Digest casework.Digest // of its header.json
}

// MaxSeqLeap is how far a number may run ahead of the highest one taken in: one
// huge number would make every later one look old.
const MaxSeqLeap = 100_000

// errLink says that a bundle does not follow the one it should follow.
var errLink = errors.New("prev does not link to the bundle before")

// place puts a bundle among those taken in before and lists the numbers that
// will still be missing once it is in (the lowest MaxGaps of them).
func place(h Header, digest casework.Digest, past []Imported) (Order, []uint64, error) {
	known := make(map[uint64]casework.Digest, len(past))
	highest := uint64(0)
	for _, p := range past {
		known[p.Seq] = p.Digest
		highest = max(highest, p.Seq)
	}
	if d, ok := known[h.Seq]; ok {
		if d == digest {
			return "", nil, &Refusal{Reason: ReasonAlreadyImported, Err: fmt.Errorf("number %d", h.Seq)}
		}
		return "", nil, refuse(ReasonSeqConflict, "another file was taken in under number %d", h.Seq)
	}
	if h.Seq > highest+MaxSeqLeap {
		return "", nil, refuse(ReasonSeqConflict, "number %d runs too far ahead of %d", h.Seq, highest)
	}
	if before, ok := known[h.Seq-1]; ok && !h.Prev.IsZero() && before != h.Prev {
		return "", nil, &Refusal{Reason: ReasonSeqConflict, Err: errLink}
	}
	order := OrderNext
	switch {
	case h.Seq < highest:
		order = OrderLate
	case h.Seq > highest+1:
		order = OrderGap
	}
	known[h.Seq] = digest
	return order, missing(known, max(highest, h.Seq)), nil
}

// missing lists the lowest numbers below highest that are not known. It looks at
// no more numbers than are known plus MaxGaps, however huge highest is.
func missing(known map[uint64]casework.Digest, highest uint64) []uint64 {
	gaps := []uint64{}
	for n := uint64(1); n < highest && len(gaps) < MaxGaps; n++ {
		if _, ok := known[n]; !ok {
			gaps = append(gaps, n)
		}
	}
	return gaps
}
