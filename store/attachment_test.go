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

func TestAttachmentsAreKept(t *testing.T) {
	a := newAttic(t)
	for _, content := range [][]byte{small(), large()} {
		a.attach(content)
		got, err := a.read(casework.DigestOf(content))
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes: got %d, %v", len(content), len(got), err)
		}
	}
	if names := a.files(); len(names) != 1 || !strings.HasPrefix(names[0], casework.DigestOf(large()).String()) {
		t.Errorf("files %v", names)
	}
	if found := filesWith(t, filepath.Join(a.FilesDir(), "x"), "魑魅魍魉"); len(found) > 0 {
		t.Errorf("in the clear in %v", found)
	}
	a.again(nil)
	if got, err := a.read(casework.DigestOf(large())); err != nil || !bytes.Equal(got, large()) {
		t.Errorf("after opening again: %d bytes, %v", len(got), err)
	}
	if _, err := a.read(casework.DigestOf(nil)); !errors.Is(err, store.ErrNoContent) {
		t.Errorf("unknown content: %v", err)
	}
	if p := a.problems(); len(p) > 0 {
		t.Error(p)
	}
	if _, err := a.Check(context.Background(), true, nil); err != nil || len(a.problems()) > 0 {
		t.Errorf("after rebuilding: %v, %v", a.problems(), err)
	}
}

// TestDestroyedContentIsNowhere: the bytes go with the last entry that names them, and
// not before.
func TestDestroyedContentIsNowhere(t *testing.T) {
	for _, content := range [][]byte{small(), large()} {
		a := newAttic(t)
		one, two := a.attach(content), a.attach(content)
		want := 0
		if len(content) > 1000 {
			want = 1
		}
		if len(a.files()) != want {
			t.Errorf("files %v: kept twice", a.files())
		}
		a.destroy(one)
		if got, err := a.read(casework.DigestOf(content)); err != nil || !bytes.Equal(got, content) {
			t.Errorf("the other entry lost its content: %v", err)
		}
		a.destroy(two)
		if _, err := a.read(casework.DigestOf(content)); !errors.Is(err, store.ErrNoContent) {
			t.Errorf("still here: %v", err)
		}
		if found := filesWith(t, a.path, "魑魅魍魉"); len(found) > 0 || len(a.files()) > 0 {
			t.Errorf("left in %v, files %v", found, a.files())
		}
		if p := a.problems(); len(p) > 0 {
			t.Error(p)
		}
	}
}

// TestCheckSeesChangedContent in the folder and in the database, and a projection that
// differs.
func TestCheckSeesChangedContent(t *testing.T) {
	a := newAttic(t)
	a.attach(small())
	a.attach(large())
	file := filepath.Join(a.FilesDir(), a.files()[0])
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[1000] ^= 1
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	edit(t, a.path, "UPDATE attachment_bytes SET bytes = CAST(zeroblob(length(bytes)) AS BLOB)", "UPDATE attached SET digest = zeroblob(32)")
	a.again(nil)
	all := strings.Join(a.problems(), "\n")
	for _, d := range []casework.Digest{casework.DigestOf(small()), casework.DigestOf(large())} {
		if !strings.Contains(all, "attachment: "+d.String()+": store: the content") || !strings.Contains(all, d.String()+" belongs to no entry") {
			t.Errorf("%s: %s", d, all)
		}
	}
	if !strings.Contains(all, "projection: attachments of") {
		t.Error(all)
	}
}

func TestAttachmentsTravelOnce(t *testing.T) {
	ctx, a := context.Background(), newAttic(t)
	a.attach(small())
	d := casework.DigestOf(small())
	a.add(a.subject, casework.CaseHandedOver, casework.HandedOver{Way: casework.ReportUp, To: county, ToLevel: casework.County, Demand: casework.AskRuling, Tried: "urgent"})
	unsent := func() int {
		var n int
		view(t, a.Store, func(v *store.View) error {
			out, err := v.UnsentAttachments(county)
			n = len(out)
			return err
		})
		return n
	}
	if unsent() != 1 {
		t.Fatal("nothing to send")
	}
	send := func(n byte) {
		err := a.Update(ctx, func(tx *store.Tx) error {
			err := tx.PutSent(store.Sent{Bundle: [16]byte{n}, Peer: county, Seq: uint64(n)}, nil)
			return errors.Join(err, tx.PutSentAttachments([16]byte{n}, []casework.Digest{d}))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	send(1)
	if unsent() != 1 {
		t.Error("what nobody acknowledged does not go again")
	}
	send(2)
	if err := a.Update(ctx, func(tx *store.Tx) error { return tx.Delivered([16]byte{1}, 1) }); err != nil || unsent() != 0 {
		t.Errorf("goes again after a receipt: %v", err)
	}
	if err := a.Update(ctx, func(tx *store.Tx) error { return tx.Forget(county) }); err != nil || unsent() != 1 {
		t.Errorf("does not go to an office that lost all: %v", err)
	}
	if err := a.Update(ctx, func(tx *store.Tx) error { return tx.AcknowledgeAttachment(county, d) }); err != nil || unsent() != 0 {
		t.Errorf("goes to where it came from: %v", err)
	}
}
