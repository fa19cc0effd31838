package casework

import "slices"

// SealedOff is the Data of CaseSealedOff.
type SealedOff struct {
	Ground string `json:"ground"` // code: request (本人要求删除), ruling (有关机关要求)
}

// SealLifted is the Data of CaseSealLifted.
type SealLifted struct {
	Reason string `json:"reason"` // code: request, review, work
}

// Reclassified is the Data of CaseReclassified.
type Reclassified struct {
	Class string `json:"class"`
}

// keep records what happens to a closed file.
func (f *folding) keep(s *sheet) {
	switch d := s.data.(type) {
	case Closed:
		f.Class = Class(d.Class)
	case Reclassified:
		f.Class = Class(d.Class)
	case SealedOff:
		f.SealedOffOn = s.body.On
	case SealLifted:
		f.SealedOffOn = 0
	}
}

// hasKeeping is has for what happens to a closed file.
func (f *folding) hasKeeping(n Need) bool {
	switch n {
	case NeedInUse:
		return !f.SealedOff()
	case NeedSealedOff:
		return f.SealedOff()
	}
	return true
}

// RedactSealedOff is Redact for a person who reads a sealed-off file for a reason that
// was written down: what the same person might read were it not sealed off.
func RedactSealedOff(c Case, v Viewer) Case {
	since := c.SealedOffOn
	c.SealedOffOn = 0
	out := Redact(c, v)
	out.SealedOffOn = since
	return out
}

// SealedOff reports whether all cases of a visit are sealed off: then the register of
// the day keeps its words to itself too. A visit without a case is not.
func (v DayEntry) SealedOff(sealedOff func(ID) bool) bool {
	return len(v.Cases) > 0 && !slices.ContainsFunc(v.Cases, func(id ID) bool { return !sealedOff(id) })
}
