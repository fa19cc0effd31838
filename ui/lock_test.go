package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

const deskPIN, otherPIN = "2580", "70415"

// pinFile makes the file of a township with two people and closes it.
func pinFile(t *testing.T) (path, recovery string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "silian.db")
	o, recovery, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: path, Password: testPassword, WeakKDF: true},
		Office:    casework.Office{Code: willowTown, Name: "柳河镇", Level: casework.Township, Parent: plainCounty},
		Operators: []office.Operator{{Number: 1, Name: "周敏", Role: casework.RoleTownshipClerk}},
	})
	if err != nil {
		t.Fatal(err)
	}
	person := office.Person{Name: "丁福顺", Role: casework.RoleTownshipLeader, PIN: otherPIN}
	if _, err := o.AddOperator(t.Context(), person, deskPIN); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path, recovery
}

// signInPageOf gives the page that asks for a PIN.
func signInPageOf(t *testing.T, d *door) *signInPage {
	t.Helper()
	p, ok := d.page.(*signInPage)
	if !ok {
		t.Fatalf("the page is %T", d.page)
	}
	return p
}

// signIn types a secret for the n-th person.
func signIn(t *testing.T, d *door, n int, secret string) *signInPage {
	t.Helper()
	p := signInPageOf(t, d)
	p.who.SetChosen(n)
	p.secret.SetText(secret)
	d.window.Canvas().Focus(p.secret)
	press(d.window, fyne.KeyReturn)
	return p
}

// TestUnlockWithPIN: the office password opens the file and no room; the PIN opens the
// rooms of its owner.
func TestUnlockWithPIN(t *testing.T) {
	path, _ := pinFile(t)
	d, w := openDoor(t, Config{Path: path})
	u := d.page.(*unlockPage)
	if shows(w, "谁在用") {
		t.Error("asks for a name before the password")
	}
	u.password.SetText(testPassword)
	press(w, fyne.KeyReturn)
	p := signInPageOf(t, d)
	if d.shell != nil || !d.office.Locked() || p.who.Chosen() != 0 {
		t.Error("the office password opened the rooms")
	}
	press(w, fyne.KeyReturn)
	if p.field.Wrong() == "" {
		t.Error("an empty PIN passes")
	}
	signIn(t, d, 1, deskPIN)
	if d.shell != nil || p.field.Wrong() != "PIN码不对，请再输一次。台账没有变。" || p.secret.Text != "" {
		t.Errorf("the PIN of another: %q", p.field.Wrong())
	}
	signIn(t, d, 1, otherPIN)
	if d.shell == nil || d.office.Operator().Name != "丁福顺" || !shows(w, "输错1次") {
		t.Errorf("not opened, or silent about the wrong try: %q", visibleTexts(w))
	}
}

// TestLockCoversTheRooms: nothing of the rooms is seen or reached; the same person finds
// all as it was, somebody else gets rooms of his own.
func TestLockCoversTheRooms(t *testing.T) {
	path, _ := pinFile(t)
	d, w := openDoor(t, Config{Path: path, Password: testPassword})
	signIn(t, d, 0, deskPIN)
	rooms := d.shell
	rooms.goTo(roomUSB)
	sheet := widgets.OpenSheet(w.Canvas(), "没写完的一张", 420, widgets.NewEntry("写了一半"))
	rooms.act(widgets.RailLock)
	if !d.office.Locked() || shows(w, "没写完的一张") || shows(w, "U盘交换") || w.MainMenu() != nil || len(w.Canvas().Overlays().List()) > 0 {
		t.Errorf("behind the cover: %q", visibleTexts(w))
	}
	w.Canvas().Unfocus()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if len(w.Canvas().Overlays().List()) > 0 || rooms.sheet != nil {
		t.Error("a key reaches the rooms behind the cover")
	}
	signIn(t, d, 0, deskPIN)
	if d.shell != rooms || rooms.at != roomUSB || !shows(w, "没写完的一张") {
		t.Errorf("not as it was: %q", visibleTexts(w))
	}
	sheet.Close()
	d.lock()
	signIn(t, d, 1, otherPIN)
	if d.shell == rooms || d.shell.at != roomToday || shows(w, "没写完的一张") {
		t.Error("somebody else gets the first one's rooms")
	}
}

// TestLockAfterIdle: nobody at it for five minutes covers the window, typing does not.
func TestLockAfterIdle(t *testing.T) {
	var elapsed time.Duration
	path, _ := pinFile(t)
	d, w := openDoor(t, Config{Path: path, Password: testPassword, stopwatch: func() time.Duration { return elapsed }})
	signIn(t, d, 0, deskPIN)
	e := widgets.NewEntry("")
	widgets.OpenSheet(w.Canvas(), "一张", 420, e)
	w.Canvas().Focus(e)
	for range 3 {
		elapsed += 4 * time.Minute
		e.TypedRune('村')
		d.look()
	}
	if d.office.Locked() {
		t.Fatal("locked while somebody types")
	}
	elapsed += 4 * time.Minute
	newFootfall(d.office.Touch).MouseOut()
	elapsed += 4 * time.Minute
	d.look()
	if d.office.Locked() {
		t.Fatal("locked while the mouse moves")
	}
	elapsed += time.Minute
	d.look()
	if !d.office.Locked() || !shows(w, "已经锁上") {
		t.Errorf("not locked: %q", visibleTexts(w))
	}
}

// TestLockOnePerson: the office password unlocks where there is one person.
func TestLockOnePerson(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, newTestClock().at), Password: testPassword})
	rooms := d.shell
	d.lock()
	if !shows(w, "台账口令") || !shows(w, "演示口令："+office.DemoPassword) || shows(w, "忘了PIN码") {
		t.Errorf("the cover: %q", visibleTexts(w))
	}
	if p := signIn(t, d, 0, "not the one"); p.field.Wrong() == "" || d.page == nil {
		t.Error("a wrong password unlocks")
	}
	signIn(t, d, 0, testPassword)
	if d.shell != rooms || d.page != nil || !d.office.Unlocked() {
		t.Error("not unlocked")
	}
}

// TestUnlockWithRecoveryKey: who forgot his PIN sets a new one with the paper.
func TestUnlockWithRecoveryKey(t *testing.T) {
	path, recovery := pinFile(t)
	d, _ := openDoor(t, Config{Path: path, Password: testPassword})
	signInPageOf(t, d).forgot()
	p := d.page.(*pinPage)
	p.code.SetText(recovery[:20])
	p.pin.SetText("9137")
	p.try()
	if p.codeField.Wrong() == "" || d.page != p {
		t.Error("half a recovery key passes")
	}
	p.code.SetText(recovery)
	p.pin.SetText("1111")
	p.try()
	if p.pinField.Wrong() == "" {
		t.Error("an easy PIN passes")
	}
	p.pin.SetText("9137")
	p.try()
	signIn(t, d, 0, "9137")
	if d.shell == nil {
		t.Error("the new PIN does not open")
	}
}

// TestLockPictures draws the pages for a person to look at, when SILIAN_PICTURES names a
// folder.
func TestLockPictures(t *testing.T) {
	out := os.Getenv("SILIAN_PICTURES")
	if out == "" {
		t.Skip("SILIAN_PICTURES is not set")
	}
	path, _ := pinFile(t)
	d, w := openDoor(t, Config{Path: path, Password: testPassword})
	signIn(t, d, 1, "1357")
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-pin.png"))
	newest := signInPageOf(t, d)
	newest.forgot()
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-pin-forgotten.png"))
	d.page.(*pinPage).back()
	signIn(t, d, 0, deskPIN)
	d.lock()
	keep(t, w.Canvas().Capture(), filepath.Join(out, "lock.png"))
}
