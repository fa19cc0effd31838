package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/ui/widgets"
)

// typed gives the entries of the sheet that is open, from the top.
func typed(w fyne.Window) (out []*widgets.Entry) {
	for _, f := range focusOrder(w) {
		if e, ok := f.(*widgets.Entry); ok {
			out = append(out, e)
		}
	}
	return out
}

// focusOrder goes once round the sheet with Tab.
func focusOrder(w fyne.Window) (out []fyne.Focusable) {
	c := w.Canvas()
	c.Unfocus()
	for range 30 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || (len(out) > 0 && out[0] == f) {
			return out
		}
		out = append(out, f)
	}
	return out
}

// TestOperatorsLock: the second person comes in by the sheet; from then on the lock
// asks for PINs.
func TestOperatorsLock(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, time.Time{}), Password: testPassword})
	d.shell.operators()
	if !shows(w, "1　周敏·综治专干") || !shows(w, "添一位") || shows(w, "另设PIN码") {
		t.Errorf("the sheet: %q", visibleTexts(w))
	}
	d.shell.askPerson()
	e := typed(w)
	if len(e) != 3 {
		t.Fatalf("%d entries", len(e))
	}
	w.Canvas().Focus(e[2])
	press(w, fyne.KeyReturn)
	if d.office.AsksPIN() || d.shell.sheet == nil {
		t.Error("an empty sheet is taken")
	}
	if out := os.Getenv("SILIAN_PICTURES"); out != "" {
		keep(t, w.Canvas().Capture(), filepath.Join(out, "operators-add.png"))
	}
	for i, text := range []string{"丁福顺", otherPIN, deskPIN} {
		e[i].SetText(text)
	}
	w.Canvas().Focus(e[0])
	press(w, fyne.KeyReturn)
	w.Canvas().Focused().TypedRune('2') // the second role
	w.Canvas().Focus(e[2])
	press(w, fyne.KeyReturn)
	if !d.office.AsksPIN() || !shows(w, "2　丁福顺·乡镇领导") || !shows(w, "另设PIN码") {
		t.Fatalf("not added: %q", visibleTexts(w))
	}
	if out := os.Getenv("SILIAN_PICTURES"); out != "" {
		keep(t, w.Canvas().Capture(), filepath.Join(out, "operators.png"))
	}
	d.shell.askLeave(d.office.Operators()[1])
	typed(w)[0].SetText("别人")
	w.Canvas().Focus(typed(w)[0])
	press(w, fyne.KeyReturn)
	if len(d.office.Operators()) != 2 {
		t.Error("somebody left under another name")
	}
	d.shell.closeSheet()
	d.lock()
	signIn(t, d, 1, otherPIN)
	if d.office.Operator().Number != 2 {
		t.Error("the new person does not sign in")
	}
	d.shell.operators()
	if shows(w, "添一位") || shows(w, "另设PIN码") {
		t.Errorf("who does not manage is offered it: %q", visibleTexts(w))
	}
}
