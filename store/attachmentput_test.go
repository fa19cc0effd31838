package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/store"
)

// TestCrashBeforeTheRow: a part, and a file whose row was never written, go at the next
// start; what a person put there stays.
func TestCrashBeforeTheRow(t *testing.T) {
	a := newAttic(t)
	a.attach(large())
	a.stage(append(large(), 'x')) // the program ends here
	fail := errors.New("power cut")
	st := a.stage(append(large(), 'y'))
	err := a.Update(context.Background(), func(tx *store.Tx) error {
		return errors.Join(tx.KeepAttachment(st), fail)
	})
	if !errors.Is(err, fail) {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(a.FilesDir(), "说明.txt"), []byte("别动"), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(a.files()) != 4 || len(a.problems()) != 2 {
		t.Errorf("before: files %v, problems %v", a.files(), a.problems())
	}
	a.again(nil)
	if len(a.files()) != 2 || len(a.problems()) != 0 {
		t.Errorf("after: files %v, problems %v", a.files(), a.problems())
	}
	if _, err := a.read(casework.DigestOf(large())); err != nil {
		t.Error(err)
	}
}

// TestOldDatabaseBesideNewerFiles: who puts an old copy of the database into the folder
// and then the newer one again finds all contents.
func TestOldDatabaseBesideNewerFiles(t *testing.T) {
	a := newAttic(t)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(a.path)
	if err != nil {
		t.Fatal(err)
	}
	a.again(nil)
	a.attach(large())
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	newer, err := os.ReadFile(a.path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := os.WriteFile(a.path, old, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(a.path + ".instance")
		a.again(&casework.Instance{2})
		a.again(nil)
		if p := a.problems(); len(p) != 1 || !strings.Contains(p[0], "belongs to nothing") {
			t.Errorf("the stray file is not named: %v", p)
		}
		_ = a.Close()
	}
	if err := os.WriteFile(a.path, newer, 0o600); err != nil {
		t.Fatal(err)
	}
	a.again(&casework.Instance{3})
	if got, err := a.read(casework.DigestOf(large())); err != nil || !bytes.Equal(got, large()) {
		t.Errorf("lost: %v", err)
	}
}

func TestStagingIsRefusedOrStopped(t *testing.T) {
	a := newAttic(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := a.StageAttachment(ctx, bytes.NewReader(large()), 1<<20, func(done, total int64) {
		if done > 150<<10 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	var p *casework.Problem
	if _, err := a.StageAttachment(context.Background(), bytes.NewReader(large()), 200<<10, nil); !errors.As(err, &p) || p.Code != "too_large" {
		t.Errorf("too large: %v", err)
	}
	if _, err := a.StageAttachment(context.Background(), bytes.NewReader(nil), 1, nil); !errors.As(err, &p) || p.Code != "empty" {
		t.Errorf("empty: %v", err)
	}
	if len(a.files()) > 0 {
		t.Errorf("left behind: %v", a.files())
	}
	st := a.stage(large())
	if err := errors.Join(st.Discard(), st.Discard()); err != nil || len(a.files()) > 0 {
		t.Errorf("discarded: %v, %v", a.files(), err)
	}
	if err := a.Update(context.Background(), func(tx *store.Tx) error { return tx.KeepAttachment(st) }); err == nil {
		t.Error("a discarded content was kept")
	}
}

// TestContentWithoutEntry is not kept; one whose file was lost is filled again.
func TestContentWithoutEntry(t *testing.T) {
	a := newAttic(t)
	keep := func(content []byte) {
		st := a.stage(content)
		err := a.Update(context.Background(), func(tx *store.Tx) error { return tx.KeepAttachment(st) })
		if err := errors.Join(err, st.Discard()); err != nil {
			t.Fatal(err)
		}
	}
	keep(large())
	keep(small())
	if len(a.files()) > 0 || len(a.problems()) > 0 {
		t.Errorf("files %v, problems %v", a.files(), a.problems())
	}
	a.attach(large())
	for _, f := range a.files() {
		if err := os.Remove(filepath.Join(a.FilesDir(), f)); err != nil {
			t.Fatal(err)
		}
	}
	if p := a.problems(); len(p) != 1 || !strings.HasPrefix(p[0], "attachment: ") {
		t.Errorf("a lost file: %v", p)
	}
	keep(large())
	if got, err := a.read(casework.DigestOf(large())); err != nil || !bytes.Equal(got, large()) || len(a.problems()) > 0 {
		t.Errorf("not filled again: %v, %v", err, a.problems())
	}
}

// TestSmallContentInAFile: one of many goes into the folder at once and reads the same.
func TestSmallContentInAFile(t *testing.T) {
	a := newAttic(t)
	a.attach(small()) // in the database
	other := append(small(), 'x')
	st, err := a.StageAttachmentFile(context.Background(), bytes.NewReader(other), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	err = a.Update(context.Background(), func(tx *store.Tx) error {
		known, err := tx.Entries(a.subject.ID)
		if err != nil {
			return err
		}
		_, err = tx.Append(a.sheet(known, a.subject, casework.CaseAttached, 0, casework.Attached{
			Digest: st.Digest, Size: st.Size, Type: casework.AttachedPDF, Name: "公函.pdf",
		}))
		return errors.Join(err, tx.KeepAttachment(st))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.read(casework.DigestOf(other)); err != nil || !bytes.Equal(got, other) || len(a.files()) != 1 {
		t.Errorf("%q, %v, files %v", got, err, a.files())
	}
	if p := a.problems(); len(p) > 0 {
		t.Error(p)
	}
}
