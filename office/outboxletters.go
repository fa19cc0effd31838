package office

import (
	"encoding/json"
	"fmt"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// letters is what this office keeps in mind about the numbers of the files between it
// and one other: local, never an entry, never sent.
type letters struct {
	// Asked holds, by number of our file, which numbers of theirs we asked for in it.
	Asked map[uint64][]uint64 `json:"asked,omitempty"`
	// Closed are numbers of theirs that are no longer waited for: a later file brought
	// what was in them, or a person said that they will not come.
	Closed []uint64 `json:"closed,omitempty"`
	// Heard is the number of their newest file that told what they lack.
	Heard uint64 `json:"heard,omitempty"`
	// Journal is the length of their journal as that file told it.
	Journal uint64 `json:"journal,omitempty"`
	// Wanted are numbers of ours that they ask for.
	Wanted []uint64 `json:"wanted,omitempty"`
	// Replaced gives, for numbers of ours whose bytes are gone, the file into which
	// their entries were packed anew.
	Replaced map[uint64]uint64 `json:"replaced,omitempty"`
	Alarms   []Alarm           `json:"alarms,omitempty"`
	// Restored says that this file was restored and that they do not know it yet: what
	// they believe to be here may be lost.
	Restored bool `json:"restored,omitempty"`
	// Renewed is the number of their file that told us of a restore, and RenewedOurs the
	// last of ours then: what says of an older file that they have it says nothing now.
	Renewed     uint64 `json:"renewed,omitempty"`
	RenewedOurs uint64 `json:"renewed_ours,omitempty"`
}

func lettersKey(peer casework.OfficeCode) string { return "letters/" + string(peer) }

func readLetters(v *store.View, peer casework.OfficeCode) (l letters, err error) {
	text, err := v.Meta(lettersKey(peer))
	if err != nil || text == "" {
		return l, err
	}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return l, fmt.Errorf("%w: %s", ErrDamaged, lettersKey(peer))
	}
	return l, nil
}

func (l letters) write(tx *store.Tx, peer casework.OfficeCode) error {
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("office: letters: %w", err)
	}
	old, err := tx.Meta(lettersKey(peer))
	if err != nil || old == string(text) {
		return err
	}
	return tx.SetMeta(lettersKey(peer), string(text))
}

// gaps lists the numbers of an office's files that are missing here and still waited
// for, once those in also are in as well.
func (l letters) gaps(taken []store.Taken, also ...uint64) []uint64 {
	known := append(slices.Clone(also), l.Closed...)
	for _, t := range taken {
		known = append(known, t.Seq)
	}
	return exchange.Missing(known)
}

// lacking gives the numbers to be asked for, the lowest 100. After a restore the last of
// them is one that they never gave and never will: see askedForAll.
func (l letters) lacking(taken []store.Taken) []uint64 {
	lacks := l.gaps(taken)
	if l.Restored {
		highest := uint64(0)
		for _, t := range taken {
			highest = max(highest, t.Seq)
		}
		lacks = append(lacks[:min(len(lacks), exchange.MaxGaps-1)], highest+exchange.MaxSeqLeap)
	}
	return lacks
}

// asked reports whether a number was asked for in a file of ours.
func (l letters) asked(n uint64) bool {
	for _, in := range l.Asked {
		if slices.Contains(in, n) {
			return true
		}
	}
	return false
}

// heard notes that they have read a file of ours, and with it that we were restored.
func (l *letters) heard(seq uint64) {
	if slices.ContainsFunc(l.Asked[seq], func(n uint64) bool { return n >= exchange.MaxSeqLeap }) {
		l.Restored = false
	}
}

// union puts numbers together, ascending, each once.
func union(a []uint64, b ...uint64) []uint64 {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// without takes numbers out.
func without(a []uint64, b ...uint64) []uint64 {
	return slices.DeleteFunc(slices.Clone(a), func(n uint64) bool { return slices.Contains(b, n) })
}
