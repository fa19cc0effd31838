package office_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// backup copies the database alone, as a backup does, and restore puts it back.
func (w *world) backup(code casework.OfficeCode, o *office.Office) (restore func() *office.Office) {
	w.t.Helper()
	must(w.t, o.Close())
	kept := filepath.Join(w.t.TempDir(), "backup.db")
	copyFile(w.t, w.paths[code], kept)
	return func() *office.Office {
		w.t.Helper()
		must(w.t, os.Remove(w.paths[code]+".instance"))
		copyFile(w.t, kept, w.paths[code])
		return w.reopen(code, "restored")
	}
}

func TestRestoredFileGoesOnUnderLetterB(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "备份前的一件")
	restore := w.backup(villageCode, w.v)
	w.v = w.reopen(villageCode, "")
	w.open(w.v, "备份后丢失的一件")
	must(t, w.v.Close())
	must(t, os.Remove(w.paths[villageCode]+".instance"))
	if _, err := office.Open(w.ctx, office.Config{Path: w.paths[villageCode], Password: password, Clock: w.clock, WeakKDF: true}); !errors.Is(err, office.ErrInstance) {
		t.Fatalf("opened without a word: %v", err)
	}
	must(t, os.WriteFile(w.paths[villageCode]+".instance", []byte("0000000000000001\n"), 0o600))
	w.v = restore()
	id := w.open(w.v, "恢复后的一件")
	c := w.fold(w.v, id)
	if !strings.HasSuffix(string(c.No), "-0001B") {
		t.Errorf("number %s", c.No)
	}
	w.carry(w.v, w.tw)
	w.clean(w.v, w.tw)
	must(t, w.v.Close())
	w.v = w.reopen(villageCode, "")
	if next := w.fold(w.v, w.open(w.v, "又一件")); !strings.HasSuffix(string(next.No), "-0002B") {
		t.Errorf("number %s", next.No)
	}
}

// TestWrongPasswordBeginsNoInstance: a person who says "restored" and then types a
// wrong password has changed nothing.
func TestWrongPasswordBeginsNoInstance(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.Close())
	must(t, os.Remove(w.paths[villageCode]+".instance"))
	cfg := office.Config{Path: w.paths[villageCode], Password: "not this one", Reason: "restored", Clock: w.clock, WeakKDF: true}
	if _, err := office.Open(w.ctx, cfg); !errors.Is(err, office.ErrPassword) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(cfg.Path + ".instance"); !errors.Is(err, os.ErrNotExist) {
		t.Error("a new instance was begun")
	}
	w.v = w.reopen(villageCode, "restored")
	if c := w.fold(w.v, w.open(w.v, "恢复后")); !strings.HasSuffix(string(c.No), "-0001B") {
		t.Errorf("number %s", c.No)
	}
}

// TestRestoredFileDoesNotReuseFileNumbers: after a restore the township must not see
// the alarm "one number, two files" and shut the village out.
func TestRestoredFileDoesNotReuseFileNumbers(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "第一件")
	w.carry(w.v, w.tw)
	restore := w.backup(villageCode, w.v)
	w.v = w.reopen(villageCode, "")
	w.open(w.v, "备份后丢失的一件")
	w.carry(w.v, w.tw) // file 2, lost with the disk
	must(t, w.v.Close())
	w.v = restore()
	id := w.open(w.v, "恢复后的一件")
	w.carry(w.v, w.tw)
	if c := w.fold(w.tw, id); c.Handling == "" {
		t.Error("did not arrive")
	}
}

// TestOwnEntriesComeBackOnAYes: what was lost with the disk comes back from the other
// office, but only when a person says so.
func TestOwnEntriesComeBackOnAYes(t *testing.T) {
	for _, yes := range []bool{false, true} {
		w := newWorld(t)
		w.open(w.v, "备份前的一件")
		w.carry(w.v, w.tw)
		restore := w.backup(villageCode, w.v)
		w.v = w.reopen(villageCode, "")
		id := w.open(w.v, "备份后丢失的一件")
		w.carry(w.v, w.tw)
		must(t, w.v.Close())
		w.v = restore()
		w.open(w.v, "恢复后的一件")
		w.carry(w.v, w.tw) // the township sees a new instance and takes nothing for granted
		in, err := w.v.Preview(w.ctx, w.export(w.tw, w.v), nil)
		must(t, err)
		if in.Own == 0 {
			t.Fatal("nothing of ours comes back")
		}
		if _, err := w.v.Take(w.ctx, in, w.stick); err == nil {
			t.Fatal("taken without an answer")
		}
		in.TakeOwn, in.LeaveOwn = yes, !yes
		if _, err := w.v.Take(w.ctx, in, w.stick); err != nil {
			t.Fatal(err)
		}
		c, err := w.v.Case(w.ctx, id)
		if got := err == nil && c.Words.Text.Title == "备份后丢失的一件"; got != yes {
			t.Errorf("yes %v: the lost case is here %v (%v)", yes, got, err)
		}
		w.clean(w.v, w.tw)
	}
}
