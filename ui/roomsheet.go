package ui

import (
	"fyne.io/fyne/v2"

	"silian/ui/widgets"
)

// roomSheet is the one sheet that a room asks with, and the long work behind it.
type roomSheet struct {
	d       *desk
	sheet   *widgets.Sheet
	answer  func() // what Enter means on the open sheet
	working bool   // long work is under way: Escape does not close its sheet
	stop    func() // ends that work; nil when nothing ever was
}

// openSheet asks something over the room; answer is what Enter means, may be nil.
func (s *roomSheet) openSheet(title string, width float32, body fyne.CanvasObject, answer func(), buttons ...*widgets.Button) {
	s.closeSheet()
	s.answer = answer
	s.sheet = widgets.OpenSheet(s.d.window.Canvas(), title, width, body, buttons...)
}

// closeSheet takes the sheet away.
func (s *roomSheet) closeSheet() {
	if s.sheet != nil {
		s.sheet.Close()
	}
	s.sheet, s.answer = nil, nil
}

// sheetKey is told the keys that no field of the open sheet wanted.
func (s *roomSheet) sheetKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		if !s.working {
			s.closeSheet()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.answer != nil {
			s.answer()
		}
	default:
		return false
	}
	return true
}
