package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// typeAhead lies over the form while a visit is being written down, which takes a moment
// on a slow PC: the form must not change under the write, and what is typed meanwhile is
// for the next visitor. It keeps the strokes, and hands them to his form.
type typeAhead struct {
	widget.BaseWidget

	window  fyne.Window
	was     fyne.Focusable // what had the focus before
	strokes []func(to fyne.Focusable)
}

// aheadLimit is the most strokes that are kept.
const aheadLimit = 400

func newTypeAhead(w fyne.Window) *typeAhead {
	t := &typeAhead{window: w}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// begin covers the form and takes the focus.
func (t *typeAhead) begin() {
	t.was, t.strokes = t.window.Canvas().Focused(), nil
	t.Show()
	t.window.Canvas().Focus(t)
}

// refused uncovers the form as it was; the strokes were for a form that did not come.
func (t *typeAhead) refused() {
	had := t.end()
	if had && t.was != nil {
		t.window.Canvas().Focus(t.was)
	}
}

// done uncovers the form, empty by now, and types what was kept, beginning at first.
// Somebody who has gone elsewhere meanwhile stays there.
func (t *typeAhead) done(first fyne.Focusable) {
	strokes, c := t.strokes, t.window.Canvas()
	if !t.end() {
		return
	}
	c.Focus(first)
	for _, stroke := range strokes {
		if to := c.Focused(); to != nil {
			stroke(to)
		}
	}
}

// end uncovers the form and says whether it still had the focus.
func (t *typeAhead) end() (had bool) {
	had = t.window.Canvas().Focused() == fyne.Focusable(t)
	t.Hide()
	t.strokes = nil
	return had
}

func (t *typeAhead) keep(stroke func(fyne.Focusable)) {
	if len(t.strokes) < aheadLimit {
		t.strokes = append(t.strokes, stroke)
	}
}

// TypedRune keeps a character.
func (t *typeAhead) TypedRune(r rune) { t.keep(func(to fyne.Focusable) { to.TypedRune(r) }) }

// TypedKey keeps what edits a field or goes on to the next; other keys are the window's.
// An Enter before the first character is the second half of a double press.
func (t *typeAhead) TypedKey(e *fyne.KeyEvent) {
	switch k := *e; e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		if len(t.strokes) > 0 {
			t.keep(func(to fyne.Focusable) { to.TypedKey(&k) })
		}
	case fyne.KeyTab:
		if len(t.strokes) > 0 {
			t.keep(func(fyne.Focusable) { t.window.Canvas().FocusNext() })
		}
	default:
		if told := t.window.Canvas().OnTypedKey(); told != nil {
			told(e)
		}
	}
}

// AcceptsTab keeps the focus off the form.
func (t *typeAhead) AcceptsTab() bool { return true }

// Tapped takes the taps that the form must not get.
func (t *typeAhead) Tapped(*fyne.PointEvent) {}

// FocusGained does nothing.
func (t *typeAhead) FocusGained() {}

// FocusLost does nothing.
func (t *typeAhead) FocusLost() {}

// CreateRenderer draws nothing; Fyne calls it.
func (t *typeAhead) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// focus goes to the name; while a visit is being written down, to what keeps the strokes.
func (f *receptionForm) focus() {
	if f.ahead.Visible() {
		f.d.window.Canvas().Focus(f.ahead)
		return
	}
	f.d.window.Canvas().Focus(f.name)
}

// focusOn puts the focus on the input of a problem.
func (f *receptionForm) focusOn(field string) {
	at, ok := map[string]fyne.Focusable{
		"name": f.name, "group": f.other, "words": f.words, "category": f.category, "on_the_spot": f.solved,
		"promise": f.due.entry, "answer": f.answer, "request": f.words, "track": f.track,
	}[field]
	if ok {
		f.d.window.Canvas().Focus(at)
	}
}
