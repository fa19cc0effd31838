package ui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// openDoor stands before a file in a window without a screen.
func openDoor(t *testing.T, cfg Config) (*door, fyne.Window) {
	t.Helper()
	cfg.weak = true
	w := testWindow(t, theme.Light, theme.Normal)
	d := &door{cfg: cfg, ctx: t.Context(), window: w, run: atOnce(context.Background())}
	t.Cleanup(d.leave)
	d.enter()
	return d, w
}

// foundFile makes the file of a township and closes it.
func foundFile(t *testing.T, demo time.Time) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "silian.db")
	o, _, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: path, Password: testPassword, WeakKDF: true},
		Office:    casework.Office{Code: willowTown, Name: "柳河镇", Level: casework.Township, Parent: plainCounty},
		Operators: []office.Operator{{Number: 1, Name: "周敏", Role: casework.RoleTownshipClerk}},
		Demo:      demo,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestUnlock(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, time.Time{})})
	p, ok := d.page.(*unlockPage)
	if !ok || !shows(w, "柳河镇") || shows(w, "演示口令") {
		t.Fatalf("the page is %T: %q", d.page, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if p.field.Wrong() != "请输口令。" {
		t.Errorf("no password: %q", p.field.Wrong())
	}
	p.password.SetText("not the one")
	press(w, fyne.KeyReturn)
	if d.office != nil || p.field.Wrong() != office.Explain(office.ErrPassword) || p.password.Text != "" {
		t.Errorf("a wrong password: %q, field %q", p.field.Wrong(), p.password.Text)
	}
	p.password.SetText(testPassword)
	press(w, fyne.KeyReturn)
	if d.office == nil || d.shell == nil || d.shell.at != roomToday {
		t.Fatalf("the right password opened nothing: %q", p.field.Wrong())
	}
	d.shell.act(widgets.RailLock)
	if _, ok := d.page.(*signInPage); !ok || !d.office.Locked() || d.office.Unlocked() {
		t.Errorf("locked, but the page is %T", d.page)
	}
}

// TestForgottenPassword: the recovery key from paper sets a new password.
func TestForgottenPassword(t *testing.T) {
	path := filepath.Join(t.TempDir(), "silian.db")
	o, recovery, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: path, Password: testPassword, WeakKDF: true},
		Office:    casework.Office{Code: willowTown, Name: "柳河镇", Level: casework.Township, Parent: plainCounty},
		Operators: []office.Operator{{Number: 1, Name: "周敏", Role: casework.RoleTownshipClerk}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	d, w := openDoor(t, Config{Path: path})
	if !shows(w, "忘了口令") {
		t.Fatalf("no way for who forgot: %q", visibleTexts(w))
	}
	p := newRecoverPage(d, d.page.(*unlockPage).seen)
	d.show(p)
	p.code.SetText(recovery[:40])
	p.password.SetText("another one")
	p.again.SetText("another two")
	p.try()
	if p.againField.Wrong() == "" {
		t.Error("two different passwords pass")
	}
	p.again.SetText("another one")
	p.try()
	if p.codeField.Wrong() == "" || p.code.Text == "" || d.office != nil {
		t.Errorf("half a recovery key: %q, typed %q", p.codeField.Wrong(), p.code.Text)
	}
	p.code.SetText(recovery)
	p.try()
	if d.office == nil {
		t.Fatalf("not opened: %q", p.codeField.Wrong())
	}
	d.shell.act(widgets.RailLock)
	signIn(t, d, 0, testPassword)
	if !d.office.Locked() {
		t.Error("the old password still opens")
	}
	signIn(t, d, 0, "another one")
	if d.office.Locked() {
		t.Error("the new password does not unlock")
	}
}

func TestUnlockDemo(t *testing.T) {
	_, w := openDoor(t, Config{Path: foundFile(t, newTestClock().at)})
	if !shows(w, "演示口令："+office.DemoPassword) {
		t.Errorf("a demo file keeps its password to itself: %q", visibleTexts(w))
	}
	d, _ := openDoor(t, Config{Path: foundFile(t, newTestClock().at), Password: testPassword})
	if d.shell == nil || !shows(d.window, "演示时间：2026年11月24日") {
		t.Errorf("the band is missing")
	}
}

func TestAnotherCopy(t *testing.T) {
	path := foundFile(t, time.Time{})
	if err := os.Remove(path + ".instance"); err != nil {
		t.Fatal(err)
	}
	d, w := openDoor(t, Config{Path: path})
	p, ok := d.page.(*copyPage)
	if !ok {
		t.Fatalf("the page is %T", d.page)
	}
	p.button.Press()
	if p.field.Wrong() == "" {
		t.Error("no answer passes")
	}
	w.Canvas().Focused().TypedRune('2')
	press(w, fyne.KeyReturn)
	if _, ok := d.page.(*unlockPage); !ok {
		t.Errorf("after the answer the page is %T", d.page)
	}
}

func TestTrouble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "silian.db")
	if err := os.WriteFile(path, []byte("something else, not a database at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, w := openDoor(t, Config{Path: path})
	if _, ok := d.page.(*troublePage); !ok || !shows(w, "打不开台账") {
		t.Errorf("the page is %T: %q", d.page, visibleTexts(w))
	}
}

func TestFoundingCheck(t *testing.T) {
	good := founding{
		level: 1, name: "柳河镇", code: "419901102000", parent: "419901000000", person: "周敏",
		password: "12345678", again: "12345678",
	}
	if wrong, ok := good.check(); !ok {
		t.Errorf("good answers: %q", wrong)
	}
	tests := []struct {
		name   string
		change func(*founding)
		field  int
	}{
		{"no level", func(f *founding) { f.level = -1 }, askLevel},
		{"no name", func(f *founding) { f.name = " " }, askName},
		{"short code", func(f *founding) { f.code = "4199" }, askCode},
		{"a village's code", func(f *founding) { f.code = "419901102201" }, askCode},
		{"a county's code", func(f *founding) { f.code, f.parent = "419902000000", "419900000000" }, askCode},
		{"no parent", func(f *founding) { f.parent = "" }, askParent},
		{"own parent", func(f *founding) { f.parent = f.code }, askParent},
		{"bad parent of a county", func(f *founding) { f.level, f.code, f.parent = 2, "419901000000", "12" }, askParent},
		{"no person", func(f *founding) { f.person = "" }, askPerson},
		{"short password", func(f *founding) { f.password, f.again = "1234567", "1234567" }, askPassword},
		{"other password", func(f *founding) { f.again = "12345679" }, askAgain},
	}
	for _, tc := range tests {
		f := good
		tc.change(&f)
		wrong, ok := f.check()
		for i, words := range wrong {
			if (words != "") != (i == tc.field) {
				t.Errorf("%s: field %d says %q", tc.name, i, words)
			}
		}
		if ok {
			t.Errorf("%s passes", tc.name)
		}
	}
	county := good
	county.level, county.code, county.parent = 2, "419901000000", ""
	if wrong, ok := county.check(); !ok {
		t.Errorf("a county needs no parent: %q", wrong)
	}
}

func TestRunWithoutScreen(t *testing.T) {
	var said bytes.Buffer
	env := Env{Err: &said, Getenv: func(string) string { return "" }, DataDir: t.TempDir()}
	if got := Run(t.Context(), []string{"--nonsense"}, env); got != 2 || !strings.Contains(said.String(), "用法") {
		t.Errorf("unknown words: exit %d, %q", got, said.String())
	}
	if why := noScreen(env.Getenv); why == "" {
		t.Skip("this system always has a screen")
	}
	said.Reset()
	if got := Run(t.Context(), nil, env); got != 1 || !strings.Contains(said.String(), "silian help") {
		t.Errorf("no screen: exit %d, %q", got, said.String())
	}
}

func TestParseArgs(t *testing.T) {
	env := Env{Getenv: func(string) string { return "" }, DataDir: "data"}
	cfg, err := parseArgs([]string{"--db", "a.db", "--demo"}, env)
	if err != nil || cfg.Path != "a.db" || cfg.Password != office.DemoPassword {
		t.Errorf("%+v, %v", cfg, err)
	}
	cfg, err = parseArgs(nil, env)
	if err != nil || cfg.Path != filepath.Join("data", "silian.db") || cfg.Password != "" {
		t.Errorf("%+v, %v", cfg, err)
	}
	if _, err := parseArgs([]string{"windows"}, env); err == nil || errors.Is(err, context.Canceled) {
		t.Error("an unknown word passes")
	}
}
