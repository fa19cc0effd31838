package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// openSetup shows the settings of a new office.
func openSetup(t *testing.T, level casework.Level, scale theme.Scale) (*setupRoom, fyne.Window) {
	t.Helper()
	o := foundOffice(t, level, newTestClock())
	if level == casework.Township {
		acquaint(t, foundOffice(t, casework.Village, newTestClock()), o)
	}
	w := testWindow(t, theme.Light, scale)
	s := openRooms(t, o, w)
	s.goTo(roomSetup)
	return s.rooms[roomSetup].(*setupRoom), w
}

// TestSectionsByKey: the arrow keys go through every section and stop at the ends.
func TestSectionsByKey(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	for _, want := range []string{"备份到U盘", "全部核对一遍", "登记来访时", "单位联系方式", "移交清单", "台账口令", "没有到期的档案", "颜色和字号"} {
		if !strings.Contains(strings.Join(visibleTexts(w), ""), want) {
			t.Errorf("section %d does not show %q: %q", r.list.Selected(), want, visibleTexts(w))
		}
		press(w, fyne.KeyDown)
	}
	if r.list.Selected() != len(r.sections)-1 {
		t.Errorf("at %d after the last", r.list.Selected())
	}
	press(w, fyne.KeyUp)
	if r.sections[r.list.Selected()].word != sectionArchive {
		t.Errorf("up goes to %d", r.list.Selected())
	}
}

// TestSectionsFit: nothing is cut at 1366x768 in the three scales: no section is wider
// than its place, and none needs the scroll.
func TestSectionsFit(t *testing.T) {
	for _, scale := range []theme.Scale{theme.Normal, theme.Large, theme.Village} {
		for _, level := range []casework.Level{casework.Village, casework.Township} {
			r, w := openSetup(t, level, scale)
			for _, s := range r.sections {
				r.choose(s.word)
				if got := w.Canvas().Content().MinSize(); got.Width > startWidth || got.Height > startHeight {
					t.Errorf("%s in scale %v needs %v", s.word, scale, got)
				}
				scroll := r.page.Objects[0].(interface {
					MinSize() fyne.Size
					Size() fyne.Size
				})
				if got := r.cards.MinSize(); got.Width > scroll.Size().Width {
					t.Errorf("%s in scale %v is %v wide, there is room for %v", s.word, scale, got.Width, scroll.Size().Width)
				}
				if got := r.cards.Size(); got.Height > scroll.Size().Height {
					t.Errorf("%s in scale %v is %v high, there is room for %v", s.word, scale, got.Height, scroll.Size().Height)
				}
			}
		}
	}
}

// focused is the field that has the focus.
func focused(t *testing.T, w fyne.Window) *widgets.Entry {
	t.Helper()
	e, ok := w.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatalf("no field has the focus: %T", w.Canvas().Focused())
	}
	return e
}

// answer types into the fields of a sheet, one after the other with Enter between them.
func answer(t *testing.T, w fyne.Window, words ...string) {
	t.Helper()
	for _, s := range words {
		focused(t, w).SetText(s)
		press(w, fyne.KeyReturn)
	}
}
