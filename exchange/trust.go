package exchange

import (
	"slices"

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
// header bytes. Nothing of the header is parsed for that. When several cards of an
// office hold that key (a change of name only), a revoked one speaks first, then a
// compared one, then the highest number.
func (t Trust) signer(header, sig []byte) (Enrolled, error) {
	var found *Enrolled
	for i := range t {
		e := &t[i]
		if found != nil && e.Card.SignPub != found.Card.SignPub {
			continue
		}
		if found == nil && e.Card.SignPub.verify(header, sig) != nil {
			continue
		}
		if found == nil || e.speaksBefore(found) {
			found = e
		}
	}
	if found == nil {
		return Enrolled{}, refuse(ReasonUnknownSigner, "no enrolled key made this signature")
	}
	return *found, nil
}

func (e *Enrolled) speaksBefore(other *Enrolled) bool {
	rank := func(s Standing) int { return slices.Index([]Standing{StandingCompared, StandingRevoked}, s) }
	if a, b := rank(e.Standing), rank(other.Standing); a != b {
		return a > b
	}
	return e.Card.CardNo > other.Card.CardNo
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
