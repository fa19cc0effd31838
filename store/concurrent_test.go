package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// TestConcurrentReadersAndWriters: writers and readers at once; each reader sees
// whole acts only, and at the end nothing is lost.
func TestConcurrentReadersAndWriters(t *testing.T) {
	b := newBook(t)
	const writers, each = 4, 15
	subjects := make([]casework.Subject, writers)
	for i := range subjects {
		subjects[i] = b.open(fmt.Sprintf("第%d件水渠", i))
	}
	base, _ := headOf(t, b.Store)
	var work, reads sync.WaitGroup
	done := make(chan struct{})
	for i, s := range subjects {
		work.Go(func() {
			p := newPen(t, township, byte(10+i))
			for j := range each {
				if err := twoNotes(b.Store, p, s, j); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 3 {
		reads.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := wholeActs(b.Store, base); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	work.Wait()
	close(done)
	reads.Wait()
	if n, _ := headOf(t, b.Store); n != base+2*writers*each {
		t.Errorf("%d entries, want %d", n, base+2*writers*each)
	}
	clean(t, b.Store)
}

// twoNotes writes two entries in one act.
func twoNotes(s *store.Store, p *pen, subject casework.Subject, j int) error {
	return s.Update(context.Background(), func(tx *store.Tx) error {
		for k := range 2 {
			known, err := tx.Entries(subject.ID)
			if err != nil {
				return err
			}
			e := p.sheet(known, subject, casework.CaseNote, calendar.DayOf(start), casework.Note{Text: fmt.Sprintf("第%d次，第%d笔", j, k)})
			if out, err := tx.Append(e); err != nil || out != store.Fresh {
				return fmt.Errorf("append: %s, %w", out, err)
			}
		}
		return nil
	})
}

// wholeActs fails when a read sees half of an act, or two states in one View.
func wholeActs(s *store.Store, base uint64) error {
	return s.View(context.Background(), func(v *store.View) error {
		n, head, err := v.Head()
		if err != nil {
			return err
		}
		if (n-base)%2 != 0 {
			return fmt.Errorf("half an act: %d entries", n)
		}
		if _, err := v.Cases(store.Filter{Query: "水渠"}); err != nil {
			return err
		}
		again, headAgain, err := v.Head()
		if err == nil && (again != n || headAgain != head) {
			err = fmt.Errorf("one view saw %d and %d entries", n, again)
		}
		return err
	})
}

// TestConcurrentCheck: a check runs while others write, and finds nothing wrong.
func TestConcurrentCheck(t *testing.T) {
	b := newBook(t)
	b.busy(6)
	var work sync.WaitGroup
	work.Go(func() {
		for i := range 10 {
			b.open(fmt.Sprintf("又来第%d件", i))
		}
	})
	for range 3 {
		r, err := b.Check(context.Background(), false, nil)
		if err != nil || len(r.Problems) > 0 {
			t.Errorf("%q, %v", r.Problems, err)
		}
	}
	work.Wait()
	clean(t, b.Store)
}
