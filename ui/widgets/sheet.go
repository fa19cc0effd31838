package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Sheet is a question over the window: title, body, buttons at the right. The
// room decides what closes it.
type Sheet struct {
	pop *widget.PopUp
}

// OpenSheet shows a sheet of the given width in pixels at normal scale. The
// first button is the safe one: Escape presses it. The focus goes to the first
// part of the sheet that takes keys.
func OpenSheet(c fyne.Canvas, title string, width float32, body fyne.CanvasObject, buttons ...*Button) *Sheet {
	row := []fyne.CanvasObject{Grow(nil)}
	for _, b := range buttons {
		row = append(row, b)
		b.escape = buttons[0].Press
	}
	content := Fixed(width, 0, Pad(24, 18, 24, 20, Down(14, NewTitle(title, theme.CardTitle), body, Across(10, row...))))
	content.Resize(content.MinSize()) // text breaks at this width: now its height is known
	s := &Sheet{pop: widget.NewModalPopUp(content, c)}
	s.pop.Show()
	c.FocusNext()
	return s
}

// Close takes the sheet away.
func (s *Sheet) Close() { s.pop.Hide() }
