package office_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
	"silian/store"
)

// TestRestoreRefuses: what is no good backup is told apart, and nothing is left behind.
func TestRestoreRefuses(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	file := l.backup()
	whole, err := os.ReadFile(file)
	must(t, err)
	stranger := newLone(t)
	foreign := stranger.backup()
	dir := t.TempDir()
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, data, 0o600))
		return path
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for _, c := range []struct {
		what, file, password, recovery, want string
	}{
		{"wrong password", file, "not this one", "", "backup.wrong_password"},
		{"no password", file, "", "", "password.missing"},
		{"mistyped recovery key", file, password, "AAAAA-BBBBB", "recovery.mistyped"},
		{"another office's recovery key", file, password, stranger.recovery, "recovery.of_another_office"},
		{"a short new password", file, "short", l.recovery, "password.too_short"},
		{"empty", put("empty.sbk", nil), password, "", "backup.not_ours"},
		{"rubbish", put("rubbish.sbk", bytes.Repeat([]byte("rubbish "), 1000)), password, "", "backup.not_ours"},
		{"a database", l.path, password, "", "backup.not_ours"},
		{"a sealed card", l.path + ".xfcard", password, "", "backup.not_ours"},
		{"cut off", put("cut.sbk", whole[:len(whole)-700]), password, "", "backup.damaged"},
		{"one bit", put("flipped.sbk", flipped), password, "", "backup.damaged"},
		{"a later format", put("newer.sbk", bytes.Replace(whole, []byte("SBK1-"), []byte("SBK2-"), 1)), password, "", "backup.newer"},
		{"not there", filepath.Join(dir, "nowhere.sbk"), password, "", "file.missing"},
		{"a folder", dir, password, "", "file.missing"},
	} {
		into := filepath.Join(t.TempDir(), "new", "office.db")
		cfg := l.config(c.file, into)
		cfg.Password, cfg.Recovery = c.password, c.recovery
		_, err := office.Restore(l.ctx, cfg)
		refused(t, c.what, err, c.want)
		if _, err := os.Stat(filepath.Dir(into)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: left %v", c.what, namesIn(t, filepath.Dir(into)))
		}
	}
	cfg := l.config(file, filepath.Join(t.TempDir(), "office.db"))
	cfg.WeakKDF = false
	if _, err := office.Restore(l.ctx, cfg); codeOf(err) != "backup.damaged" {
		t.Errorf("production takes weak costs: %v", err)
	}
	if _, err := l.o.CheckAgainst(l.ctx, foreign, nil); codeOf(err) != "backup.other_office" {
		t.Errorf("against another office: %v", err)
	}
}

// TestRestoreSampledBytes: 200 bytes of a backup's body changed: always refused.
func TestRestoreSampledBytes(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	file := l.backup()
	whole, err := os.ReadFile(file)
	must(t, err)
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	must(t, err)
	defer func() { _ = f.Close() }()
	into := filepath.Join(t.TempDir(), "office.db")
	for i := range 200 {
		at := 4096 + i*(len(whole)-4096)/200
		_, err := f.WriteAt([]byte{whole[at] ^ 0x04}, int64(at))
		must(t, err)
		_, err = office.Restore(l.ctx, l.config(file, into))
		refused(t, fmt.Sprintf("byte %d", at), err, "backup.damaged")
		_, err = f.WriteAt(whole[at:at+1], int64(at))
		must(t, err)
	}
	if left := namesIn(t, filepath.Dir(into)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	_, err = office.Restore(l.ctx, l.config(file, into))
	must(t, err)
}

// TestRestoreReplaces: an existing file is refused, or moved aside whole, and opens there.
func TestRestoreReplaces(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "备份前")
	file := l.backup()
	l.open(l.o, "备份后")
	want := titles(t, l.o)
	cfg := l.config(file, l.path)
	if _, err := office.Restore(l.ctx, cfg); codeOf(err) != "restore.exists" || !errors.Is(err, office.ErrExists) {
		t.Errorf("onto an existing file: %v", err)
	}
	cfg.Replace = true
	if _, err := office.Restore(l.ctx, cfg); !errors.Is(err, store.ErrInUse) {
		t.Errorf("onto an open file: %v", err)
	}
	must(t, l.o.Close())
	before := tree(t, filepath.Dir(l.path))
	info, err := office.Restore(l.ctx, cfg)
	must(t, err)
	if info.MovedAside != l.path+".old-20261124-1" {
		t.Errorf("moved to %s", info.MovedAside)
	}
	for path, data := range tree(t, filepath.Dir(l.path)) {
		if end, ok := strings.CutPrefix(path, info.MovedAside); ok && data != before[l.path+end] {
			t.Errorf("%s changed on the way", path)
		}
	}
	if got := titles(t, l.opened(info.MovedAside)); !slices.Equal(got, want) {
		t.Errorf("the old file has %v", got)
	}
	r := l.opened(l.path)
	if got := titles(t, r); !slices.Equal(got, want[1:]) {
		t.Errorf("the new file has %v", got)
	}
	l.clean(r)
	must(t, r.Close())
	info, err = office.Restore(l.ctx, cfg)
	must(t, err)
	if info.MovedAside != l.path+".old-20261124-2" {
		t.Errorf("moved to %s", info.MovedAside)
	}
}

// TestRestoreOverLostDatabase: the database is gone and the keys are still there.
func TestRestoreOverLostDatabase(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	file := l.backup()
	must(t, l.o.Close())
	must(t, os.Remove(l.path))
	info, err := office.Restore(l.ctx, l.config(file, l.path))
	must(t, err)
	if _, err := os.Stat(info.MovedAside + ".key"); err != nil {
		t.Errorf("the old keys: %v", err)
	}
	l.clean(l.opened(l.path))
}

// TestRestoreDestroysAgain: what was destroyed after the backup is nowhere in the new
// file, whether the file that is replaced, a newer automatic backup or one beside it
// knows of it.
func TestRestoreDestroysAgain(t *testing.T) {
	const secret = "癫痫魑魅病史"
	for _, from := range []string{"the old file", "automatic", "beside", "nobody"} {
		l := newLone(t)
		id := l.open(l.o, "水渠漏水")
		subject := casework.Subject{Kind: casework.SubjectCase, ID: id}
		note := l.did(l.o.AddNote(l.ctx, office.Act{}, id, secret, false)).Entry
		must(t, l.o.SaveDraft(l.ctx, "note", secret))
		file := l.backup()
		l.did(l.o.Destroy(l.ctx, office.Act{}, subject, []casework.ID{note}, "request", 1))
		if from == "beside" {
			l.backup()
		}
		if from == "automatic" && !l.o.AutoBackup(l.ctx).OK() {
			t.Fatal("no automatic backup")
		}
		must(t, l.o.Close())
		cfg := l.config(file, l.path)
		cfg.Replace = true
		switch from {
		case "automatic", "beside", "nobody":
			must(t, os.WriteFile(l.path, []byte("broken by the disk"), 0o600))
		}
		info, err := office.Restore(l.ctx, cfg)
		must(t, err)
		want := 1
		if from == "nobody" {
			want = 0
		}
		found := 0
		for _, text := range []string{secret, "癫痫", "痫魑", "魑魅", "魅病"} {
			found += len(filesWith(t, filepath.Dir(l.path), text))
		}
		if info.DestroyedAgain != want || (found == 0) != (want == 1) {
			t.Errorf("%s: destroyed again %d, found %d times", from, info.DestroyedAgain, found)
		}
		r := l.opened(l.path)
		l.clean(r)
		must(t, r.Close())
	}
}

// TestRestoreWithRecoveryKey: the paper opens a backup whose password is forgotten and
// sets a new one.
func TestRestoreWithRecoveryKey(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	cfg := l.config(l.backup(), filepath.Join(t.TempDir(), "office.db"))
	cfg.Password, cfg.Recovery = "quite another", l.recovery
	info, err := office.Restore(l.ctx, cfg)
	must(t, err)
	if info.Fingerprint != l.o.Fingerprint() {
		t.Error("another fingerprint")
	}
	if _, err := office.Open(l.ctx, office.Config{Path: cfg.Into, Password: password, Clock: l.clock, WeakKDF: true}); !errors.Is(err, office.ErrPassword) {
		t.Errorf("the old password: %v", err)
	}
	o, err := office.Open(l.ctx, office.Config{Path: cfg.Into, Password: "quite another", Clock: l.clock, WeakKDF: true})
	must(t, err)
	if got := titles(t, o); len(got) != 1 {
		t.Errorf("%v", got)
	}
	must(t, o.Close())
}

// TestBackupPassword: a backup opens with the password of its day and no other, before
// and after a change.
func TestBackupPassword(t *testing.T) {
	l := newLone(t)
	old := l.backup()
	must(t, office.NewPassword(l.path, l.recovery, "the next password"))
	next := l.backup()
	for _, c := range []struct{ what, file, password, want string }{
		{"old backup, old password", old, password, ""},
		{"old backup, new password", old, "the next password", "backup.wrong_password"},
		{"new backup, old password", next, password, "backup.wrong_password"},
		{"new backup, new password", next, "the next password", ""},
	} {
		cfg := l.config(c.file, "")
		cfg.Password = c.password
		_, err := office.InspectBackup(l.ctx, cfg)
		refused(t, c.what, err, c.want)
	}
	if a, err := l.o.CheckAgainst(l.ctx, old, nil); err != nil || !a.OK() {
		t.Errorf("the office's own keys open all of them: %+v, %v", a, err)
	}
}
