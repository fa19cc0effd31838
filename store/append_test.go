package store_test

import (
	"context"
	"errors"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

func appendOne(t testing.TB, s *store.Store, e casework.Entry) store.Outcome {
	t.Helper()
	var out store.Outcome
	err := s.Update(context.Background(), func(tx *store.Tx) (err error) {
		out, err = tx.Append(e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAppendOutcomes(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	day := calendar.DayOf(start)
	var known []casework.Entry
	view(t, b.Store, func(v *store.View) (err error) {
		known, err = v.Entries(s.ID)
		return err
	})
	note := b.sheet(known, s, casework.CaseNote, day, casework.Note{Text: "去看过现场"})
	other := note
	other.EnvelopeBytes, other.Digest = known[0].EnvelopeBytes, known[0].Digest
	for _, step := range []struct {
		name string
		e    casework.Entry
		want store.Outcome
		body bool // the body is here afterwards
	}{
		{"a stub", note.WithoutBody(), store.Fresh, false},
		{"the stub again", note.WithoutBody(), store.Same, false},
		{"its body", note, store.Filled, true},
		{"all of it again", note, store.Same, true},
		{"a stub never takes a body away", note.WithoutBody(), store.Same, true},
		{"the same id with other content", other, store.Conflict, true},
	} {
		if got := appendOne(t, b.Store, step.e); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
		view(t, b.Store, func(v *store.View) error {
			e, found, err := v.Entry(note.ID)
			if err != nil || !found || e.Stub() == step.body || e.Digest != note.Digest {
				t.Errorf("%s: found %v, stub %v, %v", step.name, found, e.Stub(), err)
			}
			return nil
		})
	}
	clean(t, b.Store)
}

// clean fails when a check finds a problem.
func clean(t testing.TB, s *store.Store) store.Report {
	t.Helper()
	r, err := s.Check(context.Background(), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("check: %s", p)
	}
	return r
}

func TestDestroyedBodyIsKeptOut(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	note := b.add(s, casework.CaseNote, casework.Note{Text: "去看过现场"})
	early := newPen(t, county, 5).sheet([]casework.Entry{note}, s, casework.CaseNote, calendar.DayOf(start), casework.Note{Text: "后来才到的话"})
	by := b.add(s, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{note.ID, early.ID}, Ground: "request", ApprovedBy: 1})
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		return tx.Destroy(by.ID, []casework.ID{note.ID, early.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := appendOne(t, b.Store, note); got != store.Kept {
		t.Errorf("a body that comes again: %s, want %s", got, store.Kept)
	}
	if got := appendOne(t, b.Store, early); got != store.Kept {
		t.Errorf("a body that comes for the first time: %s, want %s", got, store.Kept)
	}
	for _, id := range []casework.ID{note.ID, early.ID} {
		view(t, b.Store, func(v *store.View) error {
			e, found, err := v.Entry(id)
			if err != nil || !found || !e.Stub() {
				t.Errorf("after destroying: found %v, stub %v, %v", found, e.Stub(), err)
			}
			return nil
		})
	}
	clean(t, b.Store)
}

func TestDestroyRefusesWhatMovesACase(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	noticed := b.add(s, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted})
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		return tx.Destroy(casework.ID{1}, []casework.ID{noticed.ID})
	})
	var p *casework.Problem
	if !errors.As(err, &p) || p.Code != "not_personal_text" {
		t.Errorf("got %v", err)
	}
	clean(t, b.Store)
}

func TestUpdateIsAtomic(t *testing.T) {
	b := newBook(t)
	b.open("水渠漏水")
	before := rows(t, b.path)
	count, head := headOf(t, b.Store)
	stop := errors.New("stop")
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		s := casework.Subject{Kind: casework.SubjectCase, ID: b.id()}
		opened := b.sheet(nil, s, casework.CaseOpened, calendar.DayOf(start), b.opened(77))
		if _, err := tx.Append(opened); err != nil {
			return err
		}
		if err := tx.SetMeta("colour", "red"); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatalf("got %v", err)
	}
	if c, h := headOf(t, b.Store); c != count || h != head {
		t.Errorf("journal grew from %d to %d", count, c)
	}
	if m, err := b.Meta(context.Background(), "colour"); err != nil || m != "" {
		t.Errorf("meta %q, %v", m, err)
	}
	same(t, before, rows(t, b.path))
	b.open("照常办理") // the writer is free again
	clean(t, b.Store)
}

func headOf(t testing.TB, s *store.Store) (count uint64, head casework.Digest) {
	t.Helper()
	view(t, s, func(v *store.View) (err error) {
		count, head, err = v.Head()
		return err
	})
	return count, head
}

func TestDraft(t *testing.T) {
	b := newBook(t)
	ctx := context.Background()
	for _, text := range []string{"写了一半", "又写了一点", ""} {
		err := b.Update(ctx, func(tx *store.Tx) error { return tx.SaveDraft("visit", text, start) })
		if err != nil {
			t.Fatal(err)
		}
		view(t, b.Store, func(v *store.View) error {
			if got, err := v.Draft("visit"); err != nil || got != text {
				t.Errorf("%q, %v; want %q", got, err, text)
			}
			if got, err := v.Draft("case"); err != nil || got != "" {
				t.Errorf("another form: %q, %v", got, err)
			}
			return nil
		})
	}
}
