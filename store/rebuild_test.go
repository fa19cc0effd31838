package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/store"
)

// TestRebuildGoesOn: a rebuild at opening that was cancelled goes on where it stopped, and
// until its end the file is not shown: opening ends it first.
func TestRebuildGoesOn(t *testing.T) {
	b := newBook(t)
	b.busy(20)
	want := rows(t, b.path)
	var last int64
	stop := func() {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		calls := 0
		err := b.RebuildInSteps(ctx, 4, func(done, total int64) {
			if done <= last || done > total {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			last = done
			if calls++; calls == 2 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled: %v", err)
		}
	}
	stop()
	stop() // goes on: done only grows
	if got := rows(t, b.path); len(got["case_row"]) == 0 || len(got["case_row"]) == len(want["case_row"]) {
		t.Fatalf("%d of %d rows: the test shows nothing", len(got["case_row"]), len(want["case_row"]))
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err := store.Open(context.Background(), store.Config{Path: b.path, Looking: true}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("half lists are shown: %v", err)
		_ = s.Close()
	}
	b.reopen()
	same(t, want, rows(t, b.path))
	clean(t, b.Store)
}

// TestRebuildBeginsAgain: what was written with other rules is not kept.
func TestRebuildBeginsAgain(t *testing.T) {
	b := newBook(t)
	b.busy(20)
	want := rows(t, b.path)
	ctx, cancel := context.WithCancel(context.Background())
	if err := b.RebuildInSteps(ctx, 4, func(int64, int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.raw("UPDATE case_row SET title = 'x'", "UPDATE meta SET value = 'other 17' WHERE key = 'rebuild'")
	same(t, want, rows(t, b.path))
	clean(t, b.Store)
}

// TestDestroyingDropsMigrationCopies: they are readable and older than what is destroyed.
func TestDestroyingDropsMigrationCopies(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	copies, others := []string{".v1", ".v3-2", ".v5.new"}, []string{".view", ".v1x", ".v"}
	for _, end := range append(copies, others...) {
		if err := os.WriteFile(b.path+end, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	note := b.add(s, casework.CaseNote, casework.Note{Text: "病史"})
	err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{note.ID}) })
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range copies {
		if _, err := os.Stat(b.path + end); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is still there", filepath.Base(b.path+end))
		}
	}
	for _, end := range others {
		if _, err := os.Stat(b.path + end); err != nil {
			t.Errorf("%s went too", filepath.Base(b.path+end))
		}
	}
}
