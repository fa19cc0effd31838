package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/ui/widgets"
)

// What is typed while a visit is being written down is for the next one: it changes
// nothing in the visit that is written, and none of it is lost.
func TestTypedWhileAVisitIsWritten(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	fillVisit(room, "陈大年")
	before := room.desk.form.read()
	q := &queue{}
	s.desk.run = q.run
	room.desk.form.focus()
	k.press(fyne.KeyF10, fyne.KeyReturn, fyne.KeyF10) // Enter and F10 pressed twice are no strokes
	k.words(t, "王秀英x")
	k.press(fyne.KeyBackspace, fyne.KeyReturn)
	k.words(t, "3")
	shortcut(t, k.w, ctrl(fyne.KeyN)) // stays over the form
	k.press(fyne.KeyTab)
	k.words(t, "水")
	if d := cmp.Diff(before, room.desk.form.read()); d != "" {
		t.Errorf("the form changed under the write: %s", d)
	}
	q.flush()
	f := room.desk.form
	if got := f.read(); got.Name != "王秀英" || got.Group != 2 || got.GroupText != "水" || got.Words != "" {
		t.Errorf("the next form holds %+v", got)
	}
	if f.ahead.Visible() {
		t.Error("the form is still covered")
	}
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 || d.Visits[0].Words.Name != "陈大年" {
		t.Errorf("written were %+v: %v", d.Visits, err)
	}
	k.press(fyne.KeyF10) // a refusal: nobody was answered yet
	q.flush()
	if d, _ := o.Day(t.Context(), eastRidge, o.Today()); len(d.Visits) != 1 {
		t.Errorf("%d visits", len(d.Visits))
	}
}

// A visit that the office refuses stands in the form as before, with the focus on what is
// wrong, and is kept as a draft.
func TestRefusedWhileTypedAhead(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	f := visitForm{Name: "陈大年", Group: widgets.NoChoice, Words: "邻居排水沟", Solved: solvedLater, Due: "11.20"} // gone by: the office says so
	room.desk.form.set(f)
	room.desk.form.touch()
	room.desk.form.focus()
	q := &queue{}
	s.desk.run = q.run
	k.press(fyne.KeyF10)
	k.words(t, "王")
	q.flush()
	if d := cmp.Diff(f, room.desk.form.read()); d != "" {
		t.Errorf("the refusal changed the form: %s", d)
	}
	if k.w.Canvas().Focused() != fyne.Focusable(room.desk.form.due.entry) || room.desk.form.ahead.Visible() {
		t.Errorf("the focus is on %T", k.w.Canvas().Focused())
	}
	if draft, err := o.Draft(t.Context(), "visit:"+string(eastRidge)); err != nil || draft == "" {
		t.Errorf("no draft is kept: %v", err)
	}
}

// Somebody who has gone to another room meanwhile stays there, and his strokes with him.
func TestGoneWhileAVisitIsWritten(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	fillVisit(room, "陈大年")
	q := &queue{}
	s.desk.run = q.run
	room.desk.form.focus()
	k.press(fyne.KeyF10)
	k.words(t, "王")
	shortcut(t, k.w, ctrl(fyne.KeyF))
	there := k.w.Canvas().Focused()
	q.flush()
	if k.w.Canvas().Focused() != there || there == nil {
		t.Errorf("the focus went from %T to %T", there, k.w.Canvas().Focused())
	}
	if got := room.desk.form.read(); got.begun() || room.desk.form.ahead.Visible() {
		t.Errorf("the form holds %+v", got)
	}
}
