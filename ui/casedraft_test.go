package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// TestHalfFilledSheetIsKept: what was typed in a sheet comes back after Escape and after
// the program died, and is gone once it was sent.
func TestHalfFilledSheetIsKept(t *testing.T) {
	o := foundOffice(t, casework.Township, newTestClock())
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomCases)
	r := s.rooms[roomCases].(*casesRoom)
	r.register()
	r.sheet.entries["narrative"].SetText("邻居排水沟改道")
	r.sheet.choices["track"].SetChosen(0)
	r.sheet.close()
	r.register()
	if got := r.sheet.entries["narrative"].Text; got != "邻居排水沟改道" || r.sheet.choices["track"].Chosen() != 0 || !shows(w, "已经放回来了") {
		t.Fatalf("after Escape the sheet holds %q: %q", got, visibleTexts(w))
	}
	first := r.sheet.act.Key

	// the pause comes, then the program dies: nothing is closed
	var pending func()
	r.sheet.later = func(_ time.Duration, do func()) { pending = do }
	r.sheet.entries["narrative"].SetText("邻居排水沟改道，雨天进水")
	pending()
	w2 := testWindow(t, theme.Light, theme.Normal)
	s2 := openRooms(t, o, w2)
	s2.goTo(roomCases)
	r2 := s2.rooms[roomCases].(*casesRoom)
	r2.register()
	if got := r2.sheet.entries["narrative"].Text; got != "邻居排水沟改道，雨天进水" || r2.sheet.act.Key != first {
		t.Fatalf("after a crash the sheet holds %q", got)
	}
	r2.sheet.choices["category"].SetChosen(0)
	press(w2, fyne.KeyF10)
	if r2.sheet != nil {
		t.Fatalf("not sent: %q", r2.sheet.wrong.Text())
	}
	if n, err := o.Count(t.Context(), office.Filter{}); err != nil || n != 1 {
		t.Errorf("%d cases, %v", n, err)
	}
	r2.register()
	if got := r2.sheet.entries["narrative"].Text; got != "" {
		t.Errorf("after sending the sheet still holds %q", got)
	}
	r2.sheet.entries["narrative"].SetText("  ")
	r2.sheet.close()
	if kept, err := o.Draft(t.Context(), "ask:new"); err != nil || kept != "" {
		t.Errorf("an empty sheet is kept: %q, %v", kept, err)
	}
}
