package store

import (
	"fmt"
	"slices"
	"strings"

	"silian/casework"
)

// checkVisits compares the visits of a day that search finds with a fresh fold, and asks
// the index for the words of each: it keeps no text that could be compared.
func (v *View) checkVisits(seq int64, d casework.ReceptionDay, r *Report) error {
	seqs, err := v.seqsOf(d.ID)
	if err != nil {
		return err
	}
	got, err := v.visitsOfDay(seq)
	if err != nil {
		return err
	}
	want := visitRows(d, seqs)
	if !slices.Equal(got, want) {
		r.Problems = append(r.Problems, fmt.Sprintf("projection: visits of day %s differ from its entries", d.On))
		return nil
	}
	for _, visit := range want {
		match := visit.words.someTokens()
		if match == "" {
			continue
		}
		var one int
		found, err := v.one("SELECT 1 FROM visit_search WHERE visit_search MATCH ? AND rowid = ?", []any{match, int64(visit.Place)}, &one)
		if err != nil {
			return err
		}
		if !found {
			r.Problems = append(r.Problems, fmt.Sprintf("projection: search does not find a visit of day %s", d.On))
		}
	}
	return nil
}

// someTokens asks for the beginning of the words and for the keys, "" without any.
func (w caseWords) someTokens() string {
	var some []string
	for word := range strings.FieldsSeq(w.hay) {
		if some = append(some, terms(word)...); len(some) > maxTerms {
			some = some[:maxTerms]
			break
		}
	}
	for token := range strings.FieldsSeq(cutKeys(w.keys)) {
		if some = append(some, token); len(some) > 2*maxTerms {
			break
		}
	}
	if len(some) == 0 {
		return ""
	}
	return `"` + strings.Join(some, `" AND "`) + `"`
}
