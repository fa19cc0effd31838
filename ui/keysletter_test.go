package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/ui/widgets"
)

// A letter opens a sheet; its character, which the window sends after the key, is not
// typed into the field that the sheet begins with.
func TestLetterStaysOutOfTheSheet(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 {
		t.Fatalf("%d visits: %v", len(d.Visits), err)
	}
	s.openCase(d.Visits[0].Cases[0])
	k.w.Canvas().Unfocus()
	var soon []func()
	s.cfg.after = func(wait time.Duration, do func()) {
		if wait == 0 {
			soon = append(soon, do)
		}
	}
	k.press(fyne.KeyJ)
	if f := k.w.Canvas().Focused(); f != nil {
		f.TypedRune('j')
	}
	if len(soon) != 1 {
		t.Fatalf("%d keys wait", len(soon))
	}
	soon[0]()
	if page := s.now.(*casePage); page.sheet == nil {
		t.Fatal("J opens no sheet")
	}
	e, ok := k.w.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatalf("the focus is on %T", k.w.Canvas().Focused())
	}
	if e.Text != "" {
		t.Errorf("the field begins with %q", e.Text)
	}
	k.press(fyne.KeyEscape) // no letter: at once
	if len(soon) != 1 {
		t.Error("Escape waits")
	}
}
