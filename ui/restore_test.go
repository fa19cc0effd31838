package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/office"
)

// TestRestoreFromTheDoor: a new PC, a stick with a backup, the password of that day.
func TestRestoreFromTheDoor(t *testing.T) {
	old := foundFile(t, time.Time{})
	o, err := office.Open(t.Context(), office.Config{Path: old, Password: testPassword, WeakKDF: true})
	if err != nil {
		t.Fatal(err)
	}
	stick := t.TempDir()
	if _, err := o.Backup(t.Context(), stick, nil); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "silian.db")
	d, w := openDoor(t, Config{Path: path})
	typeText(w, "3")
	press(w, fyne.KeyReturn)
	if _, ok := d.page.(*restorePage); !ok {
		t.Fatalf("the third way of the first page leads to %T: %q", d.page, visibleTexts(w))
	}
	press(w, fyne.KeyEscape)
	if !shows(w, "第一次用，先做什么？") {
		t.Errorf("the way back: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	p := d.page.(*restorePage)
	p.use(t.TempDir())
	if !shows(w, "这里没有备份") {
		t.Errorf("an empty stick: %q", visibleTexts(w))
	}
	p.look()
	if p.fields.which.Wrong() == "" {
		t.Error("no backup chosen, and nothing is said")
	}
	p.use(stick)
	p.secret.SetText("not the one")
	press(w, fyne.KeyReturn)
	if p.looked || p.fields.secret.Wrong() == "" {
		t.Fatalf("a wrong password: %q", visibleTexts(w))
	}
	p.secret.SetText(testPassword)
	press(w, fyne.KeyReturn)
	if !p.looked || !shows(w, "纸上最后一个事项编号") {
		t.Fatalf("the right password: %q", visibleTexts(w))
	}
	p.sealed.SetText("十二")
	p.restore()
	if p.fields.sealed.Wrong() == "" || hasFile(path) {
		t.Errorf("a number that is none: %q", visibleTexts(w))
	}
	p.sealed.SetText("")
	p.restore()
	if !shows(w, "恢复好了") {
		t.Fatalf("after the restore: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	u, ok := d.page.(*unlockPage)
	if !ok {
		t.Fatalf("the restored file opens with %T: %q", d.page, visibleTexts(w))
	}
	u.password.SetText(testPassword)
	press(w, fyne.KeyReturn)
	if d.shell == nil || d.office.Me().Name != "柳河镇" {
		t.Errorf("the restored office does not open: %q", visibleTexts(w))
	}
}

// TestRestoreMovesAside: what was here stays beside the restored file.
func TestRestoreMovesAside(t *testing.T) {
	path := foundFile(t, time.Time{})
	o, err := office.Open(t.Context(), office.Config{Path: path, Password: testPassword, WeakKDF: true})
	if err != nil {
		t.Fatal(err)
	}
	stick := t.TempDir()
	if _, err := o.Backup(t.Context(), stick, nil); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	d, w := openDoor(t, Config{Path: path})
	p := newRestorePage(d, d.enter)
	d.show(p)
	p.use(stick)
	p.secret.SetText(testPassword)
	p.look()
	if !shows(w, "不会删") {
		t.Errorf("nothing is said of the file that is here: %q", visibleTexts(w))
	}
	p.restore()
	aside := d.page.(*restoredPage).info.MovedAside
	if _, err := os.Stat(aside); err != nil || aside == "" {
		t.Errorf("the old file is at %q: %v", aside, err)
	}
}
