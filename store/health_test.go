package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"silian/casework"
	"silian/store"
)

func quick(t *testing.T, s *store.Store, now time.Time) store.Quick {
	t.Helper()
	q, err := s.Quick(context.Background(), now)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// crash opens a copy of an open store's files: what a killed program leaves.
func crash(t *testing.T, b *book) *store.Store {
	t.Helper()
	dir := t.TempDir()
	copyDir(t, filepath.Dir(b.path), dir)
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(dir, "office.db"), Holidays: holidays(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestQuickCheckIsDue(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	ctx := context.Background()
	if q := quick(t, b.Store, start); !q.Due || !q.At.IsZero() || q.Unclean {
		t.Errorf("never looked at: %+v", q)
	}
	if p, err := b.QuickCheck(ctx, start); err != nil || len(p) > 0 {
		t.Fatalf("%q, %v", p, err)
	}
	week := 7 * 24 * time.Hour
	for after, want := range map[time.Duration]bool{0: false, week - time.Second: false, week: true, -time.Hour: true} {
		if q := quick(t, b.Store, start.Add(after)); q.Due != want || !q.At.Equal(start) {
			t.Errorf("%s later: %+v, want due %v", after, q, want)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.reopen()
	if q := quick(t, b.Store, start); q.Due || q.Unclean {
		t.Errorf("after a clean stop: %+v", q)
	}
	c := crash(t, b)
	if q := quick(t, c, start); !q.Due || !q.Unclean {
		t.Errorf("after a crash: %+v", q)
	}
	// A command that opens and closes in between does not make it forgotten.
	path := c.Path()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(ctx, store.Config{Path: path, Holidays: holidays(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := again.QuickCheck(cancelled, start); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if q := quick(t, again, start); !q.Unclean {
		t.Errorf("a look that was cancelled counts: %+v", q)
	}
	if _, err := again.QuickCheck(ctx, start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := quick(t, again, start.Add(time.Hour)); q.Due || q.Unclean || q.Found != 0 {
		t.Errorf("after the look: %+v", q)
	}
}

func TestQuickCheckFinds(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	correspond(t, b)
	b.raw("UPDATE peer SET name = '别的单位'")
	p, err := b.QuickCheck(context.Background(), start)
	if err != nil || len(p) != 1 || !strings.HasPrefix(p[0], "local: table peer") {
		t.Errorf("%q, %v", p, err)
	}
	if q := quick(t, b.Store, start); q.Found != 1 {
		t.Errorf("%+v", q)
	}
}

// TestBehind: an older copy in the file's place agrees with itself; the witness
// beside it does not. A person who says that it is a restored copy opens it.
func TestBehind(t *testing.T) {
	b := newBook(t)
	b.open("第一件")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(t.TempDir(), "older.db")
	copyFile(t, b.path, older)
	b.reopen()
	b.open("第二件")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, older, b.path)
	cfg := store.Config{Path: b.path, Holidays: holidays(t)}
	_, err := store.Open(context.Background(), cfg)
	if !errors.Is(err, store.ErrBehind) || !errors.Is(err, store.ErrInstance) {
		t.Fatalf("got %v, want ErrBehind", err)
	}
	for range 2 { // the second time nobody is asked
		cfg.Begin = &casework.Instance{7}
		s, err := store.Open(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		if s.Instance() != (casework.Instance{7}) {
			t.Errorf("instance %s: numbers would come again", s.Instance())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	cfg.Begin = nil
	for _, spoil := range []string{"", "00000000000000000009 x y\n"} { // a torn witness says nothing
		if err := os.WriteFile(b.path+".head", []byte(spoil), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(context.Background(), cfg)
		if err != nil {
			t.Fatalf("witness %q: %v", spoil, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLooking opens without writing a byte beside the file.
func TestLooking(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	ctx, cfg := context.Background(), store.Config{Path: b.path, Holidays: holidays(t), Looking: true}
	if _, err := store.Open(ctx, cfg); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("with a log beside it: %v, want ErrReadOnly", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, end := range []string{"", ".instance"} {
		copyFile(t, b.path+end, filepath.Join(dir, "office.db"+end))
	}
	before := listing(t, dir)
	cfg.Path = filepath.Join(dir, "office.db")
	s, err := store.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if r := clean(t, s); r.Cases != 3 || !s.Looking() {
		t.Errorf("%+v, looking %v", r, s.Looking())
	}
	if err := s.Update(ctx, func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("write: %v, want ErrReadOnly", err)
	}
	if kept, err := s.KeepBallast(ctx, 1<<20); kept || err != nil {
		t.Errorf("ballast: %v, %v", kept, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, e.Name()+" "+casework.DigestOf(data).String())
	}
	return strings.Join(names, "; ")
}

func TestEmpty(t *testing.T) {
	dir, b := t.TempDir(), newBook(t)
	ctx := context.Background()
	if _, err := store.Empty(ctx, b.path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("open file: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	none, foreign := filepath.Join(dir, "none.db"), filepath.Join(dir, "foreign.db")
	zero, page := filepath.Join(dir, "zero.db"), filepath.Join(dir, "page.db")
	if err := os.WriteFile(zero, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	edit(t, page, "PRAGMA journal_mode = WAL")
	edit(t, foreign, "CREATE TABLE phone (name TEXT)")
	for path, want := range map[string]bool{none: true, zero: true, page: true, b.path: true} {
		if got, err := store.Empty(ctx, path); got != want || err != nil {
			t.Errorf("%s: %v, %v", filepath.Base(path), got, err)
		}
	}
	if got, err := store.Empty(ctx, foreign); got || !errors.Is(err, store.ErrForeign) {
		t.Errorf("foreign: %v, %v", got, err)
	}
	b.reopen()
	b.open("一件")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Empty(ctx, b.path); got || err != nil {
		t.Errorf("with entries: %v, %v", got, err)
	}
}

// TestMigrationThatWasCutOff: what an earlier try left does not stand in the way, and
// the copy that it made is not made twice.
func TestMigrationThatWasCutOff(t *testing.T) {
	path := unpackV1(t)
	sound := filepath.Join(t.TempDir(), "v1.db")
	copyFile(t, path, sound)
	if err := os.WriteFile(path+".v1.new", []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time the file is as before and the copy is there
		s, err := store.Open(context.Background(), store.Config{Path: path, Begin: &casework.Instance{9}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		copies, err := filepath.Glob(path + ".v1*")
		if err != nil || len(copies) != 1 || copies[0] != path+".v1" {
			t.Errorf("copies %v, %v", copies, err)
		}
		for _, end := range []string{".head", ".instance"} {
			if err := os.Remove(path + end); err != nil {
				t.Fatal(err)
			}
		}
		copyFile(t, sound, path)
	}
}
