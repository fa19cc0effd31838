package ui

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// The offices of the tests are invented.
const (
	eastRidge    casework.OfficeCode = "419901102201"
	willowTown   casework.OfficeCode = "419901102000"
	plainCounty  casework.OfficeCode = "419901000000"
	testPassword                     = "long-enough"
)

// testClock stands on a village day: 2026-11-24, the 16th of the tenth month.
type testClock struct{ at time.Time }

func (c *testClock) Now() time.Time { return c.at }

func newTestClock() *testClock {
	return &testClock{time.Date(2026, 11, 24, 9, 0, 0, 0, calendar.Zone())}
}

// foundOffice makes an office file in its own folder.
func foundOffice(t *testing.T, level casework.Level, clock office.Clock) *office.Office {
	t.Helper()
	who := map[casework.Level]casework.Office{
		casework.Village:  {Code: eastRidge, Name: "东岭村", Level: casework.Village, Parent: willowTown},
		casework.Township: {Code: willowTown, Name: "柳河镇", Level: casework.Township, Parent: plainCounty},
	}[level]
	o, _, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: filepath.Join(t.TempDir(), "silian.db"), Password: testPassword, Clock: clock, WeakKDF: true},
		Office:    who,
		Operators: []office.Operator{{Number: 1, Name: "周敏", Role: office.FirstRole(level)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// acquaint lets two offices take each other's cards.
func acquaint(t *testing.T, a, b *office.Office) {
	t.Helper()
	for _, pair := range [][2]*office.Office{{a, b}, {b, a}} {
		card := filepath.Join(t.TempDir(), "a.xfcard")
		if err := pair[0].WriteCard(t.Context(), card); err != nil {
			t.Fatal(err)
		}
		if _, err := pair[1].Enrol(t.Context(), card, pair[0].Fingerprint()); err != nil {
			t.Fatal(err)
		}
	}
}

// reportUp lets a village receive a visitor and hand the case up.
func reportUp(t *testing.T, village *office.Office, words string) casework.ID {
	t.Helper()
	got, err := village.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{
		Name: "田桂兰", Group: "二组", Words: words, Category: "land", People: 4,
		Case: &office.CaseInput{Track: casework.TrackDispute, Category: "land", Requests: []string{"付清流转费"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := office.ReportInput{Demand: casework.AskCoordinate, Tried: "out_of_power", Opinion: "请镇里协调"}
	if _, err := village.ReportUp(t.Context(), office.Act{}, got.Case, in); err != nil {
		t.Fatal(err)
	}
	return got.Case
}

// export writes a sealed file into a folder.
func export(t *testing.T, from *office.Office, to casework.OfficeCode, dir string) office.Sent {
	t.Helper()
	sent, err := from.Export(t.Context(), to, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

// testWindow is a window without a screen under a theme.
func testWindow(t *testing.T, m theme.Mode, s theme.Scale) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(m, s))
	w := test.NewTempWindow(t, widgets.Down(0))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(startWidth, startHeight))
	return w
}

// openRooms shows the rooms of an office in a window without a screen.
func openRooms(t *testing.T, o *office.Office, w fyne.Window) *shell {
	t.Helper()
	d := &desk{office: o, window: w, ctx: context.Background(), run: atOnce(context.Background()), later: func(time.Duration, func()) {}, papers: &fakeDesk{}}
	s := newShell(d, shellConfig{lock: func() {}})
	w.SetContent(s.content())
	w.SetMainMenu(s.menu())
	s.bind(w.Canvas())
	s.start()
	return s
}

// press types a key where the focus is, as the window does.
func press(w fyne.Window, k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	w.Canvas().OnTypedKey()(e)
}

// shortcut types a shortcut: the menu gets it first, as in the window.
func shortcut(t *testing.T, w fyne.Window, cut fyne.Shortcut) {
	t.Helper()
	for _, m := range w.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut != nil && it.Shortcut.ShortcutName() == cut.ShortcutName() {
				it.Action()
				return
			}
		}
	}
	t.Fatalf("no menu item has %s", cut.ShortcutName())
}

// seen walks over every object a person can see, sheets after the page.
func seen(w fyne.Window, visit func(fyne.CanvasObject)) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		visit(o)
		switch c := o.(type) {
		case *fyne.Container:
			for _, child := range c.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(c).Objects() {
				walk(child)
			}
		}
	}
	walk(w.Canvas().Content())
	for _, o := range w.Canvas().Overlays().List() {
		walk(o)
	}
}

// pressButton presses the button with this label that lies on top.
func pressButton(t *testing.T, w fyne.Window, label string) {
	t.Helper()
	var found *widgets.Button
	seen(w, func(o fyne.CanvasObject) {
		if b, ok := o.(*widgets.Button); ok && b.Label() == label {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q among %q", label, visibleTexts(w))
	}
	found.Press()
}

// picker is the picker that lies on top.
func picker(t *testing.T, w fyne.Window) *widgets.Picker {
	t.Helper()
	var found *widgets.Picker
	seen(w, func(o fyne.CanvasObject) {
		if p, ok := o.(*widgets.Picker); ok {
			found = p
		}
	})
	if found == nil {
		t.Fatalf("no picker among %q", visibleTexts(w))
	}
	return found
}
