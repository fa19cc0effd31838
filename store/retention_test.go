package store_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// shelve opens, answers and closes a case.
func (b *book) shelve(title string) casework.Subject {
	s := b.open(title)
	b.add(s, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	b.add(s, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
	b.add(s, casework.CaseClosed, casework.Closed{Class: "30"})
	return s
}

func (b *book) fold(s casework.Subject) (c casework.Case) {
	b.t.Helper()
	view(b.t, b.Store, func(v *store.View) error {
		entries, err := v.Entries(s.ID)
		c = casework.FoldCase(entries)
		return err
	})
	return c
}

// TestExpiringIsThePureList: the projection gives what the fold of all cases gives.
func TestExpiringIsThePureList(t *testing.T) {
	b := newBook(t)
	all := append(b.busy(6), b.shelve("井盖"), b.shelve("路灯"))
	into := all[len(all)-1]
	for range 2 {
		s := b.open("同一件")
		b.add(s, casework.CaseMerged, casework.Merged{Into: into.ID})
		all, into = append(all, s), s
	}
	var cases []casework.Case
	for _, s := range all {
		cases = append(cases, b.fold(s))
	}
	for _, on := range []string{"2036-12-31", "2056-12-31", "2057-01-01"} {
		today, err := calendar.ParseDay(on)
		if err != nil {
			t.Fatal(err)
		}
		want := casework.Expiring(cases, today)
		view(t, b.Store, func(v *store.View) error {
			got, err := v.Expiring(today)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-fold +projection)\n%s", on, diff)
			}
			if on == "2057-01-01" && len(got) < 6 {
				t.Errorf("only %d expired: the test shows little", len(got))
			}
			return err
		})
	}
	clean(t, b.Store)
}

// TestSealedOffIsInNoList: neither list, count, number nor text finds it; its facts,
// its number and what travels stay. check agrees, also after rebuilding, and lifting
// brings it back.
func TestSealedOffIsInNoList(t *testing.T) {
	b := newBook(t)
	b.open("别的事")
	s := b.shelve("魑魅井盖")
	no := b.fold(s).No
	seen := func() (listed, counted, byNo, byText, facts, goes int) {
		view(t, b.Store, func(v *store.View) error {
			rows, err := v.Cases(store.Filter{})
			if err != nil {
				return err
			}
			listed = len(rows)
			if rows, err = v.Cases(store.Filter{Query: "魑魅"}); err != nil {
				return err
			}
			byText = len(rows)
			if counted, err = v.Count(store.Filter{}); err != nil {
				return err
			}
			if rows, err = v.CasesByNo(string(no)); err != nil {
				return err
			}
			byNo = len(rows)
			all, err := v.Facts(calendar.MaxDay)
			if err != nil {
				return err
			}
			for _, f := range all {
				if f.About == s.ID {
					facts++
				}
			}
			ids, err := v.Unacknowledged(casework.SubjectCase, township)
			if slices.Contains(ids, s.ID) {
				goes = 1
			}
			return err
		})
		return listed, counted, byNo, byText, facts, goes
	}
	l, c, n, x, facts, g := seen()
	if l != 2 || c != 2 || n != 1 || x != 1 || facts == 0 || g != 1 {
		t.Fatalf("before: %d listed, %d counted, %d by number, %d by text, %d facts, goes %d", l, c, n, x, facts, g)
	}
	b.add(s, casework.CaseSealedOff, casework.SealedOff{Ground: "request"})
	sealed := func() {
		t.Helper()
		if l, c, n, x, f, g := seen(); l != 1 || c != 1 || n != 0 || x != 0 || f != facts || g != 1 {
			t.Errorf("%d listed, %d counted, %d by number, %d by text, %d of %d facts, goes %d", l, c, n, x, f, facts, g)
		}
		view(t, b.Store, func(v *store.View) error {
			rows, err := v.SealedOff()
			if len(rows) != 1 || rows[0].Case != s.ID || rows[0].Since != calendar.DayOf(start) || !rows[0].SealedOff {
				t.Errorf("list of sealed-off files: %+v", rows)
			}
			last, err2 := v.LastCaseSeq(township, 2026, 'A')
			if last != 2 {
				t.Errorf("last number %d: the next case would get one that is taken", last)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		clean(t, b.Store)
	}
	sealed()
	if err := b.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	sealed()
	b.add(s, casework.CaseSealLifted, casework.SealLifted{Reason: "work"})
	if l, c, n, x, f, g := seen(); l != 2 || c != 2 || n != 1 || x != 1 || f != facts || g != 1 {
		t.Errorf("lifted: %d %d %d %d %d %d", l, c, n, x, f, g)
	}
	clean(t, b.Store)
}

// TestCheckSeesAWrongTerm: check compares each term and finds a sealed-off file in a list.
func TestCheckSeesAWrongTerm(t *testing.T) {
	for _, statement := range []string{
		"UPDATE retention SET until = until + 1", "UPDATE retention SET sealed_off = 0", "UPDATE retention SET words = 0",
		"DELETE FROM retention", "INSERT INTO case_words (seq, hay, keys) SELECT seq, 'x', '' FROM retention",
		"UPDATE retention SET id = x'00112233445566778899aabbccddeeff'",
	} {
		b := newBook(t)
		s := b.shelve("井盖")
		b.add(s, casework.CaseSealedOff, casework.SealedOff{Ground: "request"})
		clean(t, b.Store)
		b.raw(statement)
		r, err := b.Check(context.Background(), false, nil)
		if err != nil || len(r.Problems) == 0 {
			t.Errorf("%s: %v, %v", statement, r.Problems, err)
		}
	}
}

// TestDestroyingLeavesTheFigures: any part of the words of a store may go: skeletons and
// facts stay, the index finds nothing of them, and check agrees.
func TestDestroyingLeavesTheFigures(t *testing.T) {
	for seed := range uint64(3) { // the pure property test of casework tries many more
		b := newBook(t)
		subjects := append(b.busy(4), b.shelve("井盖"))
		facts := func() (out []casework.Fact) {
			view(t, b.Store, func(v *store.View) (err error) {
				out, err = v.Facts(calendar.MaxDay)
				return err
			})
			return out
		}
		before := facts()
		r := rand.New(rand.NewPCG(seed, 1))
		for _, s := range subjects {
			was := b.fold(s).Skeleton
			var gone []casework.ID
			view(t, b.Store, func(v *store.View) error {
				entries, err := v.Entries(s.ID)
				for _, id := range casework.WordsOf(entries) {
					if r.IntN(3) > 0 {
						gone = append(gone, id)
					}
				}
				return err
			})
			if len(gone) == 0 {
				continue
			}
			by := b.add(s, casework.EntryDestroyed, casework.Destroying{IDs: gone, Ground: "retention", ApprovedBy: 2})
			err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(by.ID, gone) })
			if err != nil {
				t.Fatal(err)
			}
			is := b.fold(s).Skeleton
			is.LastOn = was.LastOn
			if diff := cmp.Diff(encoded(t, was), encoded(t, is)); diff != "" {
				t.Errorf("skeleton\n%s", diff)
			}
		}
		if diff := cmp.Diff(before, facts()); diff != "" {
			t.Errorf("figures\n%s", diff)
		}
		clean(t, b.Store)
	}
}

func encoded(t testing.TB, k casework.Skeleton) string {
	t.Helper()
	out, err := casework.Encode(k)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
