package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"silian/casework"
	"silian/store"
)

func snapshot(t testing.TB, b *book) (string, store.Snapshot) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	got, err := b.Snapshot(context.Background(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return path, got
}

// TestSnapshot: the copy holds what the file holds, and opens.
func TestSnapshot(t *testing.T) {
	b := newBook(t)
	b.busy(6)
	path, got := snapshot(t, b)
	var count uint64
	var head casework.Digest
	view(t, b.Store, func(v *store.View) (err error) {
		count, head, err = v.Head()
		return err
	})
	if got.Count != count || got.Head != head || got.Schema != store.Schema() || got.Rules == "" {
		t.Errorf("%+v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != got.Size {
		t.Errorf("size %d: %v", got.Size, err)
	}
	if _, err := b.Snapshot(context.Background(), path, nil); !errors.Is(err, store.ErrExists) {
		t.Errorf("over an existing file: %v", err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the copy lies more: %v, %v", left, err)
	}
	s, err := store.Open(context.Background(), store.Config{Path: path, Holidays: holidays(t), Begin: &casework.Instance{9}})
	if err != nil {
		t.Fatal(err)
	}
	clean(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestConcurrentSnapshot: copies made while others write are whole states of the journal.
func TestConcurrentSnapshot(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				b.open("写着")
			}
		}
	})
	last := uint64(0)
	for range 4 {
		path, got := snapshot(t, b)
		if got.Count < last {
			t.Errorf("%d entries after %d", got.Count, last)
		}
		last = got.Count
		a, err := b.CheckAgainst(context.Background(), path, nil)
		if err != nil || !a.Whole() || a.Entries != int(got.Count) {
			t.Errorf("%+v, %v", a, err)
		}
	}
	close(stop)
	wg.Wait()
	clean(t, b.Store)
}

// TestSnapshotStopped: a cancelled copy leaves nothing.
func TestSnapshotStopped(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := b.Snapshot(ctx, path, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if _, err := b.Snapshot(context.Background(), filepath.Join(t.TempDir(), "no", "such.db"), nil); err == nil {
		t.Error("a folder that is not there")
	}
	b.open("weiter")
	clean(t, b.Store)
}

// TestInspectSeesDamage: what the copy should not say is seen, and the file not touched.
func TestInspectSeesDamage(t *testing.T) {
	b := newBook(t)
	b.busy(3)
	for name, change := range map[string]string{
		"a sheet taken from the end":    "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
		"a sheet taken from the middle": "PRAGMA foreign_keys = 0; DELETE FROM body WHERE seq = 3; DELETE FROM entry WHERE seq = 3",
		"a changed digest":              "UPDATE entry SET digest = zeroblob(32) WHERE seq = 2",
		"a changed body":                "UPDATE body SET bytes = zeroblob(length(bytes)) WHERE seq = 2",
		"another program":               "PRAGMA application_id = 7",
		"a newer schema":                "PRAGMA user_version = 99",
	} {
		path, _ := snapshot(t, b)
		edit(t, path, "PRAGMA foreign_keys = 0", change)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Inspect(context.Background(), path); err == nil {
			t.Errorf("%s is not seen", name)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%s: the file was touched", name)
		}
	}
}

// TestCheckAgainst: what is missing here is named, what was destroyed is excepted.
func TestCheckAgainst(t *testing.T) {
	b := newBook(t)
	b.busy(2)
	s := b.open("水渠漏水")
	secret := b.add(s, casework.CaseNote, casework.Note{Text: "癫痫魑魅病史"})
	path, got := snapshot(t, b)
	b.open("备份以后")
	against := func() store.Against {
		t.Helper()
		a, err := b.CheckAgainst(context.Background(), path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := against(); !a.Whole() || a.Same != int(got.Count) || a.Newer != 2 {
		t.Errorf("nothing happened: %+v", a)
	}
	err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{secret.ID}) })
	if err != nil {
		t.Fatal(err)
	}
	if a := against(); !a.Whole() || len(a.Destroyed) != 1 || a.Destroyed[0].ID != secret.ID || a.Destroyed[0].No == "" {
		t.Errorf("destroyed: %+v", a)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	edit(t, b.path, "PRAGMA foreign_keys = 0", "DELETE FROM body WHERE seq = 5", "DELETE FROM entry WHERE seq = 4", "UPDATE entry SET digest = zeroblob(32) WHERE seq = 3")
	damaged, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: holidays(t), EvenDamaged: true})
	if err != nil {
		t.Fatal(err)
	}
	b.Store = damaged
	t.Cleanup(func() { _ = damaged.Close() })
	a := against()
	if a.Whole() || len(a.Missing) != 1 || a.Missing[0].Seq != 4 || len(a.Differ) != 1 || a.Differ[0].Seq != 3 || len(a.NoBody) != 1 || a.NoBody[0].Seq != 5 {
		t.Errorf("damaged: %+v", a)
	}
}

// TestDestroyAgain: ids from a list go, whether they are here or not; sheets that move a
// case stay.
func TestDestroyAgain(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	secret := b.add(s, casework.CaseNote, casework.Note{Text: "癫痫魑魅病史"})
	stranger := b.id()
	list := []store.Gone{{ID: secret.ID, By: b.id()}, {ID: s.ID, By: b.id()}, {ID: stranger, By: b.id()}}
	for want := 1; want >= 0; want-- {
		n, err := b.DestroyAgain(context.Background(), list)
		if err != nil || n != want {
			t.Errorf("%d bodies, %v; want %d", n, err, want)
		}
	}
	view(t, b.Store, func(v *store.View) error {
		gone, err := v.Destroyed()
		if len(gone) != 2 {
			t.Errorf("destroyed: %v", gone)
		}
		if e, _, err := v.Entry(s.ID); err != nil || e.Stub() {
			t.Errorf("the opening is gone: %v", err)
		}
		return err
	})
	if found := filesWith(t, b.path, "魑魅"); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
	clean(t, b.Store)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	gone, err := store.DestroyedIn(context.Background(), b.path)
	if err != nil || len(gone) != 2 {
		t.Errorf("read from the closed file: %v, %v", gone, err)
	}
	if err := os.WriteFile(b.path, []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.DestroyedIn(context.Background(), b.path); err == nil {
		t.Error("read from rubbish")
	}
}

// TestStamp changes with what is worth a backup, and not with a draft.
func TestStamp(t *testing.T) {
	b := newBook(t)
	stamp := func() (s string) {
		t.Helper()
		view(t, b.Store, func(v *store.View) (err error) {
			s, err = v.Stamp()
			return err
		})
		return s
	}
	update := func(write func(*store.Tx) error) {
		t.Helper()
		if err := b.Update(context.Background(), write); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]string{"empty": stamp()}
	update(func(tx *store.Tx) error { return tx.SaveDraft("note", "写一半", start) })
	if stamp() != seen["empty"] {
		t.Error("a draft changes it")
	}
	s := b.open("一件")
	seen["case"] = stamp()
	e := b.add(s, casework.CaseNote, casework.Note{Text: "一句"})
	seen["note"] = stamp()
	update(func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{e.ID}) })
	seen["destroyed"] = stamp()
	peer := store.Peer{Office: casework.Office{Code: county, Name: "县", Level: casework.County}, Card: []byte("card"), State: "new"}
	update(func(tx *store.Tx) error { return tx.PutPeer(peer) })
	seen["peer"] = stamp()
	peer.State = "compared"
	update(func(tx *store.Tx) error { return tx.PutPeer(peer) })
	seen["compared"] = stamp()
	once := map[string]string{}
	for what, text := range seen {
		if other := once[text]; other != "" {
			t.Errorf("%s and %s have one stamp", what, other)
		}
		once[text] = what
	}
	view(t, b.Store, func(v *store.View) error {
		no, err := v.LastCaseNo(township)
		if no != casework.CaseNo(township)+"-2026-0001A" {
			t.Errorf("last number %q", no)
		}
		return err
	})
}
