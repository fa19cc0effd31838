package office

import (
	"context"
	"fmt"

	"silian/casework"
	"silian/store"
)

// DuplicateInput is what is being written down, see LikelyDuplicates. Its fields may be
// half typed.
type DuplicateInput struct {
	Name    string
	Group   string
	Phone   string
	Village casework.OfficeCode // 属地; "" means a village itself, and above it no village in particular
	Words   string
	Exclude casework.ID // the case itself, zero for none
}

// Duplicate is an earlier matter that may be the same one, with the reasons in words.
type Duplicate struct {
	Case    CaseRow
	Reasons []string
}

// LikelyDuplicates proposes earlier matters while a visit or case is written down, at
// most limit (0: 5). Nothing is merged: a person looks and decides (Merge, Repeat).
func (o *Office) LikelyDuplicates(ctx context.Context, in DuplicateInput, limit int) (out []Duplicate, err error) {
	q := store.DuplicateQuery{Name: in.Name, Group: in.Group, Village: in.Village, Words: in.Words, Exclude: in.Exclude}
	if q.Village == "" && o.me.Level == casework.Village {
		q.Village = o.me.Code
	}
	if phone, err := casework.ParsePhone(in.Phone); err == nil { // half a number finds nothing
		q.Phone = phone
	}
	var found []store.Duplicate
	err = o.store.View(ctx, func(v *store.View) error {
		found, err = v.LikelyDuplicates(q, limit)
		return err
	})
	for _, d := range found {
		d.Case.Title = titleOrNone(d.Case.Title)
		one := Duplicate{Case: d.Case}
		for _, r := range d.Reasons {
			one.Reasons = append(one.Reasons, reasonWord(r))
		}
		out = append(out, one)
	}
	return out, err
}

// reasonWord says why an earlier matter is proposed.
func reasonWord(r store.Reason) string {
	word := Word("duplicate", r.Kind)
	if r.Kind == store.SimilarWords {
		return fmt.Sprintf("%s（%d%%）", word, r.Score)
	}
	return word
}
