package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/store"
)

// filesWith names the files beside path that hold the text.
func filesWith(t testing.TB, path, text string) (out []string) {
	t.Helper()
	err := filepath.Walk(filepath.Dir(path), func(p string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if bytes.Contains(data, []byte(text)) {
			out = append(out, filepath.Base(p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDestroyedTextLeavesTheFiles: neither the text nor its rare pairs stand in the
// file, the log or the drafts, whether other text was written around it or not.
func TestDestroyedTextLeavesTheFiles(t *testing.T) {
	b := newBook(t)
	b.busy(6)
	s := b.open("水渠漏水")
	secret := b.add(s, casework.CaseNote, casework.Note{Text: "癫痫魑魅病史"})
	err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.SaveDraft("note", "癫痫魑魅病史", start) })
	if err != nil {
		t.Fatal(err)
	}
	b.busy2()
	for _, text := range []string{"癫痫魑魅", "魑魅"} {
		if len(filesWith(t, b.path, text)) == 0 {
			t.Fatalf("%s is found nowhere before: the test shows nothing", text)
		}
	}
	err = b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{secret.ID}) })
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"癫痫", "魑魅", "痫魑"} {
		if found := filesWith(t, b.path, text); len(found) > 0 {
			t.Errorf("%s is still in %v", text, found)
		}
	}
	clean(t, b.Store)
}

func (b *book) busy2() {
	for range 5 {
		b.open("别的事")
	}
}

// TestDestroyDuringALongRead: a reader that holds the old state keeps the text in
// the log for as long as it reads, and the next write removes it.
func TestDestroyDuringALongRead(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	secret := b.add(s, casework.CaseNote, casework.Note{Text: "癫痫魑魅病史"})
	view(t, b.Store, func(v *store.View) error {
		if _, _, err := v.Head(); err != nil { // the read begins here
			return err
		}
		err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{secret.ID}) })
		if err != nil {
			t.Errorf("what was written is acknowledged: %v", err)
		}
		if e, _, err := v.Entry(secret.ID); err != nil || e.Stub() {
			t.Errorf("the read does not see its own state: stub %v, %v", e.Stub(), err)
		}
		return nil
	})
	b.open("别的事")
	if found := filesWith(t, b.path, "魑魅"); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
}
