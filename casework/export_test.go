package casework

import (
	"maps"
	"slices"
)

// KnownKinds lists all kinds of this version with the version of their body.
func KnownKinds() map[Kind]int {
	out := map[Kind]int{}
	for k, s := range kindTable {
		out[k] = s.ver
	}
	return out
}

// SubjectOf gives the subject kind of a kind; "" where it exists for each.
func SubjectOf(k Kind) SubjectKind { return kindTable[k].subject }

// SortedKinds lists all kinds of this version in order.
func SortedKinds() []Kind { return slices.Sorted(maps.Keys(kindTable)) }

// ReadData reads the Data of a body into the struct of its kind.
func ReadData(b Body) (any, error) { return dataOf(b) }
