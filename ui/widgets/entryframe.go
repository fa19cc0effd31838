package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"silian/ui/theme"
)

// entryFrame is Fyne's renderer with box and border drawn by us: outline on
// whole pixels, halo when focused, red when wrong.
type entryFrame struct {
	fyne.WidgetRenderer
	entry     *Entry
	box, halo *canvas.Rectangle
}

// Objects are Fyne's without its first two, the box and the border.
func (f *entryFrame) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{f.halo, f.box}, f.WidgetRenderer.Objects()[2:]...)
}

// MinSize is a control's height, or the height of the visible rows.
func (f *entryFrame) MinSize() fyne.Size {
	size, th := f.WidgetRenderer.MinSize(), theme.Current()
	if !f.entry.MultiLine {
		size.Height = th.Control()
	}
	size.Width += 2 * entryInset
	size.Width = max(size.Width, th.Px(60))
	return size
}

func (f *entryFrame) Layout(size fyne.Size) {
	f.WidgetRenderer.Layout(size.SubtractWidthHeight(2*entryInset, 0))
	for _, o := range f.WidgetRenderer.Objects()[2:] {
		o.Move(o.Position().AddXY(entryInset, 0))
	}
	Put(f.box, 0, 0, size.Width, size.Height)
	Put(f.halo, -2, -2, size.Width+4, size.Height+4)
	defer f.entry.caretMoved()
	if f.entry.MultiLine {
		return
	}
	th := theme.Current()
	text := th.Text(theme.Body)
	line := fyne.MeasureText("国", text, fyne.TextStyle{}).Height
	want := (size.Height-line)/2 - drop*text
	scroll := f.WidgetRenderer.Objects()[2]
	scroll.Move(fyne.NewPos(scroll.Position().X, round(want-th.InputPad())))
}

// caret is the upper left of the caret inside the field, as far as the text is
// scrolled.
func (f *entryFrame) caret() fyne.Position {
	at := f.entry.CursorPosition()
	if scroll, ok := f.WidgetRenderer.Objects()[2].(*container.Scroll); ok {
		at = at.Add(scroll.Position()).Subtract(scroll.Offset)
	}
	return at
}

func (f *entryFrame) Refresh() {
	f.WidgetRenderer.Refresh()
	f.style()
	f.Layout(f.entry.Size())
	canvas.Refresh(f.entry)
}

func (f *entryFrame) style() {
	k := theme.Current().Tokens()
	f.box.CornerRadius, f.halo.CornerRadius = theme.RadiusControl, theme.RadiusControl+2
	f.box.FillColor, f.box.StrokeColor, f.box.StrokeWidth = k.Card, k.Edge, 1
	f.halo.StrokeColor, f.halo.StrokeWidth = k.BlueLine, 2
	f.halo.Hidden = !f.entry.live || f.entry.Disabled()
	switch {
	case f.entry.Disabled():
		f.box.FillColor, f.box.StrokeColor = k.Quiet, k.Line
	case f.entry.wrong:
		f.box.StrokeColor, f.box.StrokeWidth = k.Red, 1.5
		f.halo.StrokeColor = k.RedLine
	case f.entry.live:
		f.box.StrokeColor, f.box.StrokeWidth = k.Blue, 1.5
	}
}
