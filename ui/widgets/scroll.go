package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Scrolling puts an object into a vertical scroll that follows the object's
// height when text breaks differently at another width.
func Scrolling(o fyne.CanvasObject) *container.Scroll {
	f := &follow{}
	f.scroll = container.NewVScroll(container.New(f, o))
	return f.scroll
}

// follow is the layout of a scroll's content.
type follow struct {
	scroll *container.Scroll
	width  float32
	busy   bool
}

func (f *follow) need(o fyne.CanvasObject) fyne.Size {
	size := o.MinSize()
	if t, ok := o.(tall); ok && f.width > 0 {
		size.Height = t.heightFor(f.width)
	}
	return size
}

// MinSize is the object's height at the last width.
func (f *follow) MinSize(objects []fyne.CanvasObject) fyne.Size { return f.need(objects[0]) }

// Layout gives the object the room and asks the scroll again when the object
// now needs another height.
func (f *follow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	old := f.need(objects[0]).Height
	f.width = size.Width
	Put(objects[0], 0, 0, size.Width, size.Height)
	if f.busy || f.need(objects[0]).Height == old {
		return
	}
	f.busy = true
	f.scroll.Refresh()
	f.busy = false
}
