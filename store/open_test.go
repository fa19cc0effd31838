package store_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/store"
)

func TestCreateOpenReopen(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	if b.Renewed {
		t.Error("a new file says that its instance was renewed")
	}
	if _, err := store.Open(context.Background(), store.Config{Path: b.path}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("second instance: %v, want ErrInUse", err)
	}
	if _, err := store.Create(context.Background(), store.Config{Path: b.path, Begin: &casework.Instance{2}}); !errors.Is(err, store.ErrExists) {
		t.Errorf("create over a file: %v, want ErrExists", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.reopen()
	if b.Instance() != (casework.Instance{1}) || b.Renewed {
		t.Errorf("instance %s, renewed %v", b.Instance(), b.Renewed)
	}
	row, found := rowOf(t, b.Store, s)
	if !found || row.Title != "水渠漏水" {
		t.Errorf("row %+v", row)
	}
}

func rowOf(t testing.TB, s *store.Store, subject casework.Subject) (row store.CaseRow, found bool) {
	t.Helper()
	view(t, s, func(v *store.View) (err error) {
		row, found, err = v.CaseRowOf(subject.ID)
		return err
	})
	return row, found
}

func view(t testing.TB, s *store.Store, read func(*store.View) error) {
	t.Helper()
	if err := s.View(context.Background(), read); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "other.db")
	edit(t, foreign, "CREATE TABLE phone (name TEXT)")
	newer := newBook(t)
	newer.open("渠道")
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	edit(t, newer.path, "PRAGMA user_version = 999")
	for _, c := range []struct {
		name, path string
		want       error
	}{
		{"missing", filepath.Join(dir, "none.db"), store.ErrMissing},
		{"a folder", dir, store.ErrForeign},
		{"0 bytes", put("zero.db", ""), store.ErrForeign},
		{"text", put("text.db", strings.Repeat("not a database ", 100)), store.ErrForeign},
		{"another program's database", foreign, store.ErrForeign},
		{"newer", newer.path, store.ErrNewer},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			for range 2 { // a refusal does not keep the lock
				if _, err := store.Open(context.Background(), store.Config{Path: c.path}); !errors.Is(err, c.want) {
					t.Fatalf("got %v, want %v", err, c.want)
				}
			}
			if after, _ := os.ReadFile(c.path); string(after) != string(before) {
				t.Error("the refused file was changed")
			}
		})
	}
}

func TestCreateNeedsInstance(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if _, err := store.Create(context.Background(), store.Config{Path: path}); err == nil {
		t.Fatal("created without an instance")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file was left behind")
	}
}

// TestCreateThatFailsLeavesNothing: a call that was cancelled can be tried again.
func TestCreateThatFailsLeavesNothing(t *testing.T) {
	cfg := store.Config{Path: filepath.Join(t.TempDir(), "a.db"), Begin: &casework.Instance{1}}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := store.Create(ctx, cfg); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	s, err := store.Create(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// copyFile copies what a person would copy: the file alone.
func copyFile(t testing.TB, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCopyBeginsNewInstance(t *testing.T) {
	b := newBook(t)
	b.open("第一件")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	for _, stale := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "restored.db")
		copyFile(t, b.path, path)
		if stale {
			if err := os.WriteFile(path+".instance", []byte("00000000000000ff\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.Open(context.Background(), store.Config{Path: path}); !errors.Is(err, store.ErrInstance) {
			t.Fatalf("stale %v: %v, want ErrInstance", stale, err)
		}
		s, err := store.Open(context.Background(), store.Config{Path: path, Begin: &casework.Instance{2}})
		if err != nil {
			t.Fatal(err)
		}
		if !s.Renewed || s.Instance() != (casework.Instance{2}) || letter(t, s) != 'B' {
			t.Errorf("stale %v: renewed %v, instance %s, letter %c", stale, s.Renewed, s.Instance(), letter(t, s))
		}
		last := 0
		view(t, s, func(v *store.View) (err error) {
			last, err = v.LastCaseSeq(township, 2026, 'B')
			return err
		})
		if last != 0 {
			t.Errorf("the row B begins after %d", last)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		// the instance is settled: it opens without asking again, Begin is not used twice
		s, err = store.Open(context.Background(), store.Config{Path: path, Begin: &casework.Instance{3}})
		if err != nil {
			t.Fatal(err)
		}
		if s.Renewed || s.Instance() != (casework.Instance{2}) {
			t.Errorf("opened again: renewed %v, instance %s", s.Renewed, s.Instance())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func letter(t testing.TB, s *store.Store) (l byte) {
	t.Helper()
	err := s.Update(context.Background(), func(tx *store.Tx) (err error) {
		l, err = tx.Letter()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLettersEnd(t *testing.T) {
	b := newBook(t)
	for i := 2; i <= 27; i++ {
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(b.path + ".instance"); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(context.Background(), store.Config{Path: b.path, Begin: &casework.Instance{byte(i)}})
		if err != nil {
			t.Fatal(err)
		}
		b.Store = s
		t.Cleanup(func() { _ = s.Close() })
	}
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Letter()
		return err
	})
	var p *casework.Problem
	if !errors.As(err, &p) || p.Code != "too_many_copies" {
		t.Errorf("27th copy: %v", err)
	}
}

func TestLastCaseSeqCountsPast9999(t *testing.T) {
	b := newBook(t)
	for _, seq := range []int{9, 10, 9999, 10000} {
		s := casework.Subject{Kind: casework.SubjectCase, ID: b.id()}
		b.add(s, casework.CaseOpened, b.opened(seq))
	}
	view(t, b.Store, func(v *store.View) error {
		for year, want := range map[int]int{2026: 10000, 2025: 0} {
			got, err := v.LastCaseSeq(township, year, 'A')
			if err != nil || got != want {
				t.Errorf("%d: %d, %v; want %d", year, got, err, want)
			}
		}
		return nil
	})
}
