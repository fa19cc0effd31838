package store_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// TestCounted: the numbers that are kept equal the lengths of the lists, while cases come,
// change and go, for every filter that they answer and for some that they do not.
func TestCounted(t *testing.T) {
	b := newBook(t)
	r := rand.New(rand.NewPCG(3, 5))
	today := calendar.Day(20500)
	for range 6 {
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			for range 25 { // some for the first time, some again
				row, text, name := synthetic(r, r.IntN(60), 60)
				if err := tx.PutCase(row, text, name); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []store.Filter{
			{},
			{Open: true},
			{Open: true, DueBefore: today},
			{Open: true, DueFrom: today, DueTo: today.Add(40)},
			{Handling: []casework.Handling{casework.InTransit, casework.ClosedState}},
			{Handling: []casework.Handling{casework.ClosedState}, Open: true},
			{Resolution: []casework.Resolution{casework.ResolvedFully}},
			{Resolution: []casework.Resolution{casework.ResolvedFully, casework.Unresolved}, Open: true},
			{DueBefore: today},
			{Open: true, Category: []string{"land"}},
			{Handling: []casework.Handling{casework.InTransit}, DueBefore: today},
		} {
			f.Limit = 200
			want := len(list(t, b.Store, f))
			var got int
			view(t, b.Store, func(v *store.View) (err error) {
				got, err = v.Count(f)
				return err
			})
			if got != want {
				t.Errorf("%+v: counted %d of %d", f, got, want)
			}
		}
		view(t, b.Store, func(v *store.View) error {
			problems, err := v.Derived()
			if len(problems) > 0 {
				t.Error(problems)
			}
			return err
		})
	}
	if err := b.Update(context.Background(), (*store.Tx).DropCases); err != nil {
		t.Fatal(err)
	}
	view(t, b.Store, func(v *store.View) error {
		n, err := v.Count(store.Filter{})
		if n != 0 {
			t.Errorf("%d of none", n)
		}
		return err
	})
}
