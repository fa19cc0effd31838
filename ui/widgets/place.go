package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/ui/theme"
)

// tall is a part whose height follows from its width.
type tall interface {
	heightFor(w float32) float32
}

// Down stacks objects from the top with a gap in pixels; those given by Grow
// share the height that is left.
func Down(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{gap: gap, down: true}, objects...)
}

// Across stands objects side by side with a gap in pixels, all as high as the row;
// those given by Grow share the width that is left.
func Across(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{gap: gap}, objects...)
}

// Grow marks an object as one that takes the room left in a Down or an Across. Grow(nil)
// is empty room.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	if o == nil {
		return container.New(grow{})
	}
	return container.New(grow{}, o)
}

type grow struct{}

func (grow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

func (grow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(grow)
	return ok
}

// stack is the layout of Down and Across.
type stack struct {
	gap  float32
	down bool
}

func (s *stack) along(v fyne.Size) float32 {
	if s.down {
		return v.Height
	}
	return v.Width
}

func (s *stack) across(v fyne.Size) float32 {
	if s.down {
		return v.Width
	}
	return v.Height
}

func (s *stack) size(along, across float32) fyne.Size {
	if s.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

func (s *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	gap := theme.Current().Gap(s.gap)
	var along, across float32
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		along += s.along(o.MinSize())
		across = max(across, s.across(o.MinSize()))
	}
	return s.size(along+gap*float32(max(n-1, 0)), across)
}

func (s *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Current().Gap(s.gap)
	left, springs := s.along(size)+gap, 0
	lengths := make([]float32, len(objects))
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		left -= gap
		if grows(o) {
			springs++
			continue
		}
		lengths[i] = s.length(o, size)
		left -= lengths[i]
	}
	pos := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if grows(o) {
			lengths[i] = max(0, round(left/float32(springs)))
			left -= lengths[i]
			springs--
		}
		at := s.size(pos, 0)
		o.Move(fyne.NewPos(at.Width, at.Height))
		o.Resize(s.size(lengths[i], s.across(size)))
		pos += lengths[i] + gap
	}
}

func (s *stack) length(o fyne.CanvasObject, size fyne.Size) float32 {
	if t, ok := o.(tall); ok && s.down {
		return t.heightFor(size.Width)
	}
	return s.along(o.MinSize())
}

// Fixed gives an object a least size in pixels at normal scale; 0 keeps its own.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixed{w: w, h: h}, o)
}

type fixed struct{ w, h float32 }

func (f fixed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, th := objects[0].MinSize(), theme.Current()
	if f.w > 0 {
		size.Width = th.Px(f.w)
	}
	if f.h > 0 {
		size.Height = th.Px(f.h)
	}
	return size
}

func (fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) { grow{}.Layout(objects, size) }

// Pad puts empty room around an object, in pixels.
func Pad(left, top, right, bottom float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(pad{left, top, right, bottom}, o)
}

type pad struct{ left, top, right, bottom float32 }

func (p pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p pad) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(p.left, p.top))
		o.Resize(fyne.NewSize(size.Width-p.left-p.right, size.Height-p.top-p.bottom))
	}
}

// Middle keeps an object at its least size in the middle of its room.
func Middle(o fyne.CanvasObject) *fyne.Container { return container.NewCenter(o) }

// Arrange lets place put the objects by numbers whenever the size changes;
// least is the least size in pixels. place calls Put for each object.
func Arrange(least fyne.Size, place func(size fyne.Size), objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&arrange{least: least, place: place}, objects...)
}

// Put moves and resizes an object, in pixels of its parent.
func Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

type arrange struct {
	least fyne.Size
	place func(size fyne.Size)
}

func (a *arrange) MinSize([]fyne.CanvasObject) fyne.Size { return a.least }

func (a *arrange) Layout(_ []fyne.CanvasObject, size fyne.Size) { a.place(size) }
