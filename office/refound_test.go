package office_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// lose closes an office and makes it anew in another place from a copy of its key file,
// its card and the paper.
func (w *world) lose(o *office.Office, recovery string, change func(*office.RefoundConfig)) (*office.Office, error) {
	w.t.Helper()
	code, dir := o.Me().Code, w.t.TempDir()
	must(w.t, o.Close())
	for _, end := range []string{".key", ".xfcard"} {
		copyFile(w.t, w.paths[code]+end, filepath.Join(dir, "kept"+end))
	}
	w.paths[code] = filepath.Join(w.t.TempDir(), "new.db")
	cfg := office.RefoundConfig{
		Config:  office.Config{Path: w.paths[code], Password: "another password", Clock: w.clock, WeakKDF: true},
		KeyFile: filepath.Join(dir, "kept.key"), Recovery: recovery,
		Operators: []office.Operator{{Number: 1, Name: "新来的", Role: office.FirstRole(o.Me().Level)}},
	}
	if change != nil {
		change(&cfg)
	}
	anew, err := office.Refound(w.ctx, cfg)
	if err == nil {
		w.t.Cleanup(func() { _ = anew.Close() })
	}
	return anew, err
}

// founded makes an office and gives its recovery key too.
func (w *world) founded(who casework.Office, roles ...casework.Role) (*office.Office, string) {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "office.db")
	var ops []office.Operator
	for i, r := range roles {
		ops = append(ops, office.Operator{Number: i + 1, Name: "人" + string(rune('甲'+i)), Role: r})
	}
	o, recovery, err := office.Init(w.ctx, office.Founding{
		Config: office.Config{Path: path, Password: password, Clock: w.clock, WeakKDF: true}, Office: who, Operators: ops,
	})
	must(w.t, err)
	w.t.Cleanup(func() { _ = o.Close() })
	w.paths[who.Code] = path
	return o, recovery
}

// takeBack takes a file in with the yes to our own entries.
func (w *world) takeBack(o *office.Office, path string) office.Received {
	w.t.Helper()
	in, err := o.Preview(w.ctx, path, nil)
	must(w.t, err)
	if in.Own == 0 {
		w.t.Fatalf("nothing of ours comes back: %+v", in)
	}
	in.TakeOwn = true
	r, err := o.Take(w.ctx, in, w.stick)
	must(w.t, err)
	return r
}

// TestRefound: a township that has its key file and its paper alone takes its own cases
// back from village and county, under the fingerprint that they know.
func TestRefound(t *testing.T) {
	w := empty(t)
	w.v = w.found(villageOf(villageCode, townshipCode), casework.RoleVillageSecretary)
	var recovery string
	w.tw, recovery = w.founded(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	w.c = w.found(casework.Office{Code: countyCode, Name: "平川县", Level: casework.County}, casework.RoleCountyClerk)
	w.meet(w.v, w.tw)
	w.meet(w.tw, w.c)
	fingerprint := w.tw.Fingerprint()

	fromVillage := w.open(w.v, "水渠漏水")
	w.up(w.v, fromVillage)
	w.carry(w.v, w.tw)
	w.did(w.tw.AddNote(w.ctx, office.Act{}, fromVillage, "已派人去看", false))
	w.carry(w.tw, w.v)
	own := w.open(w.tw, "断头路")
	w.up(w.tw, own)
	w.carry(w.tw, w.c)
	alone := w.open(w.tw, "只在镇里的一件") // nobody else ever had it
	oldNo := w.fold(w.tw, own).No

	anew, err := w.lose(w.tw, recovery, nil)
	must(t, err)
	w.tw = anew
	if anew.Fingerprint() != fingerprint || anew.Me().Name != "柳河镇" || anew.Me().Parent != countyCode {
		t.Errorf("another office: %+v", anew.Me())
	}
	if lost, err := anew.Refounded(w.ctx); err != nil || !lost {
		t.Errorf("refounded %v, %v", lost, err)
	}
	for _, o := range []*office.Office{w.v, w.c} { // they know us; we know nobody yet
		card := filepath.Join(t.TempDir(), "card.xfcard")
		must(t, o.WriteCard(w.ctx, card))
		if _, err := anew.Enrol(w.ctx, card, o.Fingerprint()); err != nil {
			t.Fatal(err)
		}
		plan, err := anew.PlanExport(w.ctx, o.Me().Code)
		must(t, err)
		if !plan.AskBack || plan.Entries != 0 {
			t.Errorf("plan for %s: %+v", o.Me().Name, plan)
		}
		path := w.export(anew, o)
		in, err := o.Preview(w.ctx, path, nil)
		must(t, err)
		if !in.Anew || len(in.Missing) != 0 || in.Seq < 1000 {
			t.Errorf("%s: anew %v, missing %v, number %d", o.Me().Name, in.Anew, in.Missing, in.Seq)
		}
		if _, err := o.Take(w.ctx, in, w.stick); err != nil {
			t.Fatal(err)
		}
		if gaps, err := o.Gaps(w.ctx); err != nil || len(gaps) != 0 {
			t.Errorf("%s misses %v (%v)", o.Me().Name, gaps, err)
		}
		w.takeBack(anew, w.export(o, anew))
	}
	if c := w.fold(anew, own); c.Words.Text.Title != "断头路" || c.No != oldNo {
		t.Errorf("own case: %+v", c.Words.Text)
	}
	if c := w.fold(anew, fromVillage); c.Words.Text.Title != "水渠漏水" || len(c.Words.Notes) == 0 {
		t.Errorf("the village's case: %+v", c.Words)
	}
	if _, err := anew.Case(w.ctx, alone); err == nil {
		t.Error("what nobody had came back")
	}
	if no := string(w.fold(anew, w.open(anew, "新的一件")).No); !strings.HasSuffix(no, "-0001N") {
		t.Errorf("number %s", no)
	}
	w.carry(anew, w.c) // both go on
	w.carry(w.v, anew)
	w.clean(w.v, anew, w.c)
	must(t, anew.Close())
	if _, err := office.Open(w.ctx, office.Config{Path: w.paths[townshipCode], Password: "another password", Clock: w.clock, WeakKDF: true}); err != nil {
		t.Errorf("opened again: %v", err)
	}
}

// TestRefoundFromPaper: numbers go on after those that paper shows, and after those that
// come back.
func TestRefoundFromPaper(t *testing.T) {
	w := empty(t)
	w.v = w.found(villageOf(villageCode, townshipCode), casework.RoleVillageSecretary)
	tw, recovery := w.founded(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	w.meet(w.v, tw)
	anew, err := w.lose(tw, recovery, func(c *office.RefoundConfig) { c.LastPaperNo, c.LastSealed = "2026-0007C", 12 })
	must(t, err)
	if no := string(w.fold(anew, w.open(anew, "新的一件")).No); !strings.HasSuffix(no, "-0008D") {
		t.Errorf("number %s", no)
	}
	card := filepath.Join(t.TempDir(), "card.xfcard")
	must(t, w.v.WriteCard(w.ctx, card))
	_, err = anew.Enrol(w.ctx, card, w.v.Fingerprint())
	must(t, err)
	s, err := anew.Export(w.ctx, villageCode, w.stick, nil)
	must(t, err)
	if s.Seq != 113 {
		t.Errorf("file %d", s.Seq)
	}
}

func TestRefoundRefuses(t *testing.T) {
	w := empty(t)
	v, recovery := w.founded(villageOf(villageCode, townshipCode), casework.RoleVillageSecretary)
	_, other := w.founded(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	key := w.paths[villageCode] + ".key"
	must(t, v.Close())
	bare := filepath.Join(t.TempDir(), "bare.key")
	copyFile(t, key, bare)
	for want, change := range map[string]func(*office.RefoundConfig){
		"recovery.mistyped":          func(c *office.RefoundConfig) { c.Recovery = "ABCD" },
		"recovery.of_another_office": func(c *office.RefoundConfig) { c.Recovery = other },
		"keys.no_card":               func(c *office.RefoundConfig) { c.KeyFile = bare },
		"keys.other_card":            func(c *office.RefoundConfig) { c.CardFile = w.paths[townshipCode] + ".xfcard" },
		"password.too_short":         func(c *office.RefoundConfig) { c.Password = "short" },
		"case_no.malformed":          func(c *office.RefoundConfig) { c.LastPaperNo = "第七号" },
	} {
		cfg := office.RefoundConfig{
			Config:  office.Config{Path: filepath.Join(t.TempDir(), "n.db"), Password: password, Clock: w.clock, WeakKDF: true},
			KeyFile: key, Recovery: recovery, Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleVillageSecretary}},
		}
		change(&cfg)
		_, err := office.Refound(w.ctx, cfg)
		refused(t, want, err, want)
		if left, _ := os.ReadDir(filepath.Dir(cfg.Path)); len(left) != 0 {
			t.Errorf("%s left %v", want, left)
		}
	}
	cfg := office.RefoundConfig{
		Config:  office.Config{Path: w.paths[villageCode], Password: password, Clock: w.clock, WeakKDF: true},
		KeyFile: key, Recovery: recovery, Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleVillageSecretary}},
	}
	if _, err := office.Refound(w.ctx, cfg); err == nil {
		t.Error("an office was written over")
	}
	if _, err := os.Stat(key); err != nil {
		t.Error("its keys are gone")
	}
}
