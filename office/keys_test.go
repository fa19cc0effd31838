package office_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"silian/exchange"
	"silian/office"
)

// TestChangePassword: the new one opens, the old one does not, the keys stay.
func TestChangePassword(t *testing.T) {
	p := onePerson(t)
	card := p.o.Fingerprint()
	for _, c := range []struct{ old, next, want string }{
		{password, "short", "password.too_short"},
		{password, password, "password.as_before"},
	} {
		refused(t, c.next, p.o.ChangePassword(p.ctx, c.old, c.next), c.want)
	}
	if err := p.o.ChangePassword(p.ctx, "not the password", "another one"); !errors.Is(err, office.ErrPassword) {
		t.Errorf("wrong old password: %v", err)
	}
	must(t, p.o.ChangePassword(p.ctx, password, "another one"))
	must(t, p.o.Close())
	if _, err := office.Open(p.ctx, p.cfg); !errors.Is(err, office.ErrPassword) {
		t.Errorf("the old password: %v", err)
	}
	p.cfg.Password = "another one"
	var err error
	p.o, err = office.Open(p.ctx, p.cfg)
	must(t, err)
	if p.o.Fingerprint() != card {
		t.Error("the card changed")
	}
	must(t, p.o.CheckRecovery(p.recovery))
	must(t, p.o.Close())
	damaged, err := os.ReadFile(p.cfg.Path + ".key")
	must(t, err)
	damaged[len(damaged)/2] ^= 1
	must(t, os.WriteFile(p.cfg.Path+".key", damaged, 0o600))
	if _, err := office.Open(p.ctx, p.cfg); !errors.Is(err, office.ErrKeyFile) {
		t.Errorf("a damaged key file: %v", err)
	}
}

// TestRotationKeepsPINsAndBackups: PINs go on, an old paper opens old backups alone, a
// backup made afterwards restores all keys.
func TestRotationKeepsPINsAndBackups(t *testing.T) {
	p := twoPeople(t)
	r, err := p.o.Rotate(p.ctx, password)
	must(t, err)
	refused(t, "the old paper", p.o.CheckRecovery(p.recovery), "recovery.of_another_office")
	must(t, p.o.CheckRecovery(r.Recovery))
	dir := t.TempDir()
	res, err := p.o.Backup(p.ctx, dir, nil)
	must(t, err)
	p.o.Lock()
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	must(t, p.o.Close())
	p.o, err = office.Open(p.ctx, p.cfg)
	must(t, err)
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	if p.o.Fingerprint() != r.Fingerprint {
		t.Error("the old card came back")
	}
	must(t, p.o.ResetPIN(p.ctx, 1, r.Recovery, "8264"))
	p.o.Lock()
	must(t, p.o.Unlock(p.ctx, 1, "8264"))
	into := filepath.Join(t.TempDir(), "again.db")
	_, err = office.Restore(p.ctx, office.RestoreConfig{File: filepath.Join(dir, res.File), Into: into, Recovery: r.Recovery, Password: "on a new PC", WeakKDF: true})
	must(t, err)
	o, err := office.Open(p.ctx, office.Config{Path: into, Password: "on a new PC", WeakKDF: true})
	must(t, err)
	defer func() { must(t, o.Close()) }()
	must(t, o.Unlock(p.ctx, 1, firstPIN))
	must(t, errOf(o.Rotate(p.ctx, "on a new PC"))) // and the chain of keys goes on
	p.clean(p.o, o)
}

// TestRotationCutShort: the power fails between the act and the files, or before it.
func TestRotationCutShort(t *testing.T) {
	w := empty(t)
	o := w.found(villageOf(villageCode, townshipCode), "village_secretary")
	path := w.paths[villageCode]
	before := map[string][]byte{}
	for _, end := range []string{".key", ".xfcard"} {
		data, err := os.ReadFile(path + end)
		must(t, err)
		before[end] = data
	}
	r, err := o.Rotate(w.ctx, password)
	must(t, err)
	must(t, o.Close())
	for _, moved := range [][]string{{".key", ".xfcard"}, {".xfcard"}} { // not moved yet when the power failed
		for _, end := range moved {
			data, err := os.ReadFile(path + end)
			must(t, err)
			must(t, os.WriteFile(path+end+".next", data, 0o600))
			must(t, os.WriteFile(path+end, before[end], 0o600))
		}
		office.MarkRotation(t, path, moved)
		o = w.reopen(villageCode, "")
		if o.Fingerprint() != r.Fingerprint || !o.Unlocked() {
			t.Errorf("%v: the rotation was not completed", moved)
		}
		w.open(o, "水渠漏水")
		must(t, o.Close())
	}
	must(t, os.WriteFile(path+".key.next", before[".key"], 0o600)) // before the act: nothing
	must(t, os.WriteFile(path+".xfcard.next", before[".xfcard"], 0o600))
	o = w.reopen(villageCode, "")
	if o.Fingerprint() != r.Fingerprint {
		t.Error("what was never done counts")
	}
	if _, err := os.Stat(path + ".xfcard.next"); err == nil {
		t.Error("it was left behind")
	}
}

// TestPastKeysStay: many rotations, and the first encryption key is still there.
func TestPastKeysStay(t *testing.T) {
	ring, _, err := exchange.GenerateKeys(nil)
	must(t, err)
	first, err := ring.DeriveFirst("x", 16)
	must(t, err)
	enc := ring.Public().Encrypt
	for range exchange.MaxPast + 2 {
		if ring, _, err = ring.Rotate(nil); err != nil {
			t.Fatal(err)
		}
	}
	file, err := ring.Lock("password", cheap())
	must(t, err)
	back, err := exchange.OpenKeyFileWith(file, "password", cheap())
	must(t, err)
	past := back.Past()
	if len(past) != exchange.MaxPast || past[len(past)-1].Public().Encrypt != enc {
		t.Errorf("%d past keys", len(past))
	}
	if again, err := back.DeriveFirst("x", 16); err != nil || string(again) != string(first) {
		t.Error("what comes from the first keys changed")
	}
}
