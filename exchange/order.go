package exchange

import (
	"errors"
	"fmt"

	"silian/casework"
)

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

// Missing lists the numbers below the highest of those known that are not among them,
// ascending (the lowest MaxGaps).
func Missing(known []uint64) []uint64 {
	have := make(map[uint64]casework.Digest, len(known))
	highest := uint64(0)
	for _, n := range known {
		have[n] = casework.Digest{}
		highest = max(highest, n)
	}
	return missing(have, highest)
}
