package store_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// madeCases gives the entries of case i as an office would write them.
func madeCases(t *testing.T, n int) func(i int) ([]casework.Entry, error) {
	all := make([][]casework.Entry, n)
	p := newPen(t, township, 1)
	b := &book{pen: p}
	for i := range all {
		s := casework.Subject{Kind: casework.SubjectCase, ID: p.id()}
		for _, one := range []struct {
			kind casework.Kind
			data any
		}{
			{casework.CaseOpened, b.opened(i + 1)},
			{casework.CaseText, casework.Text{Title: "土地补贴", Narrative: "没有发放", Requests: []string{"处理"}}},
			{casework.CasePromised, casework.Promised{Due: calendar.DayOf(start).Add(i)}},
		} {
			all[i] = append(all[i], p.sheet(all[i], s, one.kind, calendar.DayOf(start), one.data))
		}
	}
	return func(i int) ([]casework.Entry, error) { return all[i], nil }
}

// TestLoadedFileIsLikeAnyOther: the same tables and indexes, rows as a rebuild writes
// them, and it goes on like any other.
func TestLoadedFileIsLikeAnyOther(t *testing.T) {
	b, plain := newBook(t), newBook(t)
	var told int64
	if err := b.LoadCases(context.Background(), 450, madeCases(t, 450), func(done, _ int64) { told = done }); err != nil {
		t.Fatal(err)
	}
	if told != 450 {
		t.Errorf("progress ended at %d", told)
	}
	if r := clean(t, b.Store); r.Cases != 450 || r.Entries != 1350 {
		t.Errorf("%+v", r)
	}
	if got, want := everyIndex(t, b.path), everyIndex(t, plain.path); !slices.Equal(got, want) {
		t.Errorf("tables and indexes\n%s\nwant\n%s", got, want)
	}
	want := rows(t, b.path)
	if err := b.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	same(t, want, rows(t, b.path))
	b.cases, b.n = 450, 5000
	b.open("后来的一件")
	b.raw() // closed and opened
	if r := clean(t, b.Store); r.Cases != 451 {
		t.Errorf("%+v", r)
	}
	if err := b.LoadCases(context.Background(), 1, madeCases(t, 1), nil); !errors.Is(err, store.ErrExists) {
		t.Errorf("over cases: %v", err)
	}
}

// TestLoadThatStops: a file that was not filled to its end no longer opens.
func TestLoadThatStops(t *testing.T) {
	b := newBook(t)
	ctx, cancel := context.WithCancel(context.Background())
	err := b.LoadCases(ctx, 900, madeCases(t, 900), func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	_ = b.Close()
	if _, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: holidays(t)}); !errors.Is(err, store.ErrForeign) {
		t.Errorf("opened: %v", err)
	}
}

func everyIndex(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	return append(dump(t, db, "SELECT type, name, tbl_name, sql FROM sqlite_schema"), dump(t, db, "PRAGMA journal_mode")...)
}
