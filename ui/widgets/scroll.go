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

// thumbRoom is what a scroll keeps free of its object at the right, in pixels, when
// its thumb shows.
const thumbRoom = 12

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

// MinSize is the object's height at the last width. It asks for no width: in a
// narrow place the object's parts cut their own text, and nothing hides behind the
// edge.
func (f *follow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.need(objects[0]).Height)
}

// Layout gives the object the room and asks the scroll again when the object
// now needs another height.
func (f *follow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	old := f.need(objects[0]).Height
	f.width = size.Width
	if f.need(objects[0]).Height > f.scroll.Size().Height {
		f.width -= thumbRoom
	}
	Put(objects[0], 0, 0, f.width, size.Height)
	if f.busy || f.need(objects[0]).Height == old {
		return
	}
	f.busy = true
	f.scroll.Refresh()
	f.busy = false
}
