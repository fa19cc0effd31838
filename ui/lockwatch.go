package ui

import (
	"context"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/widgets"
)

// watchPause is how often the window looks whether somebody is at it.
const watchPause = 5 * time.Second

// footfall lies under the rooms and is told of the mouse where no control is.
type footfall struct {
	widget.BaseWidget
	touch func()
}

func newFootfall(touch func()) *footfall {
	f := &footfall{touch: touch}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer draws nothing; Fyne calls it.
func (f *footfall) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// MouseIn implements desktop.Hoverable.
func (f *footfall) MouseIn(*desktop.MouseEvent) { f.touch() }

// MouseMoved implements desktop.Hoverable.
func (f *footfall) MouseMoved(*desktop.MouseEvent) { f.touch() }

// MouseOut implements desktop.Hoverable.
func (f *footfall) MouseOut() { f.touch() }

// trace is what typing changes: the focus, and the text and caret of an entry.
type trace struct {
	focus       fyne.Focusable
	text        string
	column, row int
}

func traceOf(c fyne.Canvas) trace {
	t := trace{focus: c.Focused()}
	if e, ok := t.focus.(*widgets.Entry); ok {
		t.text, t.column, t.row = e.Text, e.CursorColumn, e.CursorRow
	}
	return t
}

// watch looks every few seconds whether somebody is at the window, and locks when
// nobody was for as long as the office says.
func (d *door) watch(s *shell) {
	if d.shell != s || d.office == nil { // other rooms have a watch of their own
		return
	}
	d.look()
	if d.after != nil {
		d.after(watchPause, func() { d.watch(s) })
	}
}

// look notices typing and locks an office that nobody is at.
func (d *door) look() {
	if d.page != nil || d.locking {
		return
	}
	o := d.office
	if now := traceOf(d.window.Canvas()); now != d.trace {
		d.trace = now
		o.Touch()
	}
	var limit time.Duration
	d.run(func(ctx context.Context) (err error) {
		limit, err = o.AutoLock(ctx)
		return err
	}, func(error) { // a damaged setting counts as the default
		if d.office == o && limit > 0 && o.IdleFor() >= limit {
			d.lock()
		}
	})
}
