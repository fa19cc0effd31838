package office_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
)

func TestInitRefusals(t *testing.T) {
	w := empty(t)
	good := office.Founding{
		Config: office.Config{Path: filepath.Join(t.TempDir(), "o.db"), Password: password, Clock: w.clock, WeakKDF: true},
		Office: villageOf(villageCode, townshipCode), Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleVillageSecretary}},
	}
	for want, change := range map[string]func(*office.Founding){
		"office_code.needs_12_digits":          func(f *office.Founding) { f.Office.Code = "12" },
		"office_name.needs_1_to_60_characters": func(f *office.Founding) { f.Office.Name = "" },
		"level.unknown_level":                  func(f *office.Founding) { f.Office.Level = "city" },
		"parent.missing":                       func(f *office.Founding) { f.Office.Parent = "" },
		"parent.needs_12_digits":               func(f *office.Founding) { f.Office.Parent = "1" },
		"password.too_short":                   func(f *office.Founding) { f.Password = "七个字的口令吗" },
		"operator.malformed":                   func(f *office.Founding) { f.Operators = nil },
		"operator.unknown":                     func(f *office.Founding) { f.Operator = 5 },
	} {
		f := good
		change(&f)
		_, _, err := office.Init(w.ctx, f)
		refused(t, "init", err, want)
		if left, _ := filepath.Glob(f.Path + "*"); len(left) > 0 {
			t.Errorf("%s: left behind: %v", want, left)
		}
	}
	must(t, os.WriteFile(good.Path+".key", []byte("keys of another file"), 0o600))
	if _, _, err := office.Init(w.ctx, good); !errors.Is(err, office.ErrExists) {
		t.Errorf("over an old key file: %v", err)
	}
	if data, err := os.ReadFile(good.Path + ".key"); err != nil || string(data) != "keys of another file" {
		t.Errorf("the old key file was touched: %q, %v", data, err)
	}
	must(t, os.Remove(good.Path+".key"))
	o, _, err := office.Init(w.ctx, good)
	must(t, err)
	must(t, o.Close())
	if _, _, err := office.Init(w.ctx, good); !errors.Is(err, office.ErrExists) {
		t.Errorf("twice: %v", err)
	}
}

func TestOpenAndUnlock(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	cfg := office.Config{Path: w.paths[villageCode], Password: password, Clock: w.clock, WeakKDF: true}
	if _, err := office.Open(w.ctx, cfg); !strings.Contains(office.Explain(err), "另一个窗口") {
		t.Errorf("twice: %v", err)
	}
	must(t, w.v.Close())
	cfg.Password = "wrong password"
	if _, err := office.Open(w.ctx, cfg); !errors.Is(err, office.ErrPassword) {
		t.Errorf("wrong password: %v", err)
	}
	cfg.Password = ""
	o, err := office.Open(w.ctx, cfg)
	must(t, err)
	if o.Unlocked() {
		t.Error("unlocked without a password")
	}
	if c, err := o.Case(w.ctx, id); err != nil || c.No == "" {
		t.Errorf("reading without keys: %v", err)
	}
	must(t, o.Close())
	cfg.Password, cfg.Operator = password, 9
	_, err = office.Open(w.ctx, cfg)
	refused(t, "nobody", err, "operator.unknown")
	must(t, os.Rename(cfg.Path+".key", cfg.Path+".gone"))
	cfg.Operator = 2
	if _, err := office.Open(w.ctx, cfg); !errors.Is(err, office.ErrKeyFile) {
		t.Errorf("without a key file: %v", err)
	}
	must(t, os.Rename(cfg.Path+".gone", cfg.Path+".key"))
	o, err = office.Open(w.ctx, cfg)
	must(t, err)
	if o.Operator().Number != 2 || !o.Unlocked() {
		t.Errorf("operator %+v", o.Operator())
	}
	must(t, o.Close())
}

// TestWeakKeyFileIsRefused: production does not open what tests make.
func TestWeakKeyFileIsRefused(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.Close())
	_, err := office.Open(w.ctx, office.Config{Path: w.paths[villageCode], Password: password, Clock: w.clock})
	if !errors.Is(err, office.ErrKeyFile) {
		t.Errorf("got %v", err)
	}
}

func TestDemoClock(t *testing.T) {
	w := newWorld(t)
	refused(t, "a real file", w.v.SetDemoClock(w.ctx, time.Now()), "clock.not_a_demo")
	if w.v.Demo() {
		t.Error("a real file says it is a demo")
	}
	path := filepath.Join(t.TempDir(), "demo.db")
	start := w.clock.Now()
	cfg := office.Config{Path: path, Password: password, WeakKDF: true}
	o, _, err := office.Init(w.ctx, office.Founding{
		Config: cfg, Demo: start, Office: villageOf(villageCode, townshipCode),
		Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleVillageSecretary}},
	})
	must(t, err)
	must(t, o.SetDemoClock(w.ctx, start.Add(48*time.Hour)))
	must(t, o.Close())
	o, err = office.Open(w.ctx, cfg)
	must(t, err)
	defer func() { _ = o.Close() }()
	if !o.Demo() || o.Today().String() != "2026-11-26" {
		t.Errorf("demo %v, today %s", o.Demo(), o.Today())
	}
}

func TestEnrolRefusals(t *testing.T) {
	w := newWorld(t)
	stranger := w.found(casework.Office{Code: otherTown, Name: "大埠镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	card := filepath.Join(t.TempDir(), "a.xfcard")
	must(t, stranger.WriteCard(w.ctx, card))
	must(t, stranger.WriteCard(w.ctx, card)) // the same card again is nothing
	if err := w.c.WriteCard(w.ctx, card); !errors.Is(err, office.ErrExists) {
		t.Errorf("over another card: %v", err)
	}
	seen, err := w.c.ReadCard(card)
	must(t, err)
	if seen.Code != otherTown || seen.Fingerprint != stranger.Fingerprint() || len(seen.Fingerprint) != 30 {
		t.Errorf("card %+v", seen)
	}
	wrong := []byte(seen.Fingerprint)
	wrong[29] = '0' + (wrong[29]-'0'+1)%10
	for want, typed := range map[string]string{
		"fingerprint.malformed": seen.Fingerprint[:29], "fingerprint.differs": string(wrong),
	} {
		_, err := w.c.Enrol(w.ctx, card, typed)
		refused(t, typed, err, want)
	}
	_, err = stranger.Enrol(w.ctx, card, seen.Fingerprint)
	refused(t, "our own card", err, "card.our_own")
	junk := filepath.Join(t.TempDir(), "junk.xfcard")
	must(t, os.WriteFile(junk, []byte("junk"), 0o600))
	for _, path := range []string{junk, t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		_, err := w.c.ReadCard(path)
		refused(t, "junk", err, "card.malformed")
	}
	peers, err := w.c.Peers(w.ctx)
	must(t, err)
	if len(peers) != 1 {
		t.Errorf("peers after refusals: %+v", peers)
	}
	p, err := w.c.Enrol(w.ctx, card, office.Groups(seen.Fingerprint))
	must(t, err)
	if p.State != "compared" || w.c.OfficeName(otherTown) != "大埠镇" {
		t.Errorf("peer %+v", p)
	}
}

// TestDraft: a half-typed form stays on this PC.
func TestDraft(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.SaveDraft(w.ctx, "visit", "写了一半"))
	if got, err := w.v.Draft(w.ctx, "visit"); err != nil || got != "写了一半" {
		t.Errorf("%q, %v", got, err)
	}
	w.no("case.unknown")(w.v.AddNote(w.ctx, office.Act{}, ok2(w.v.NewKey()), "x", false))
}
