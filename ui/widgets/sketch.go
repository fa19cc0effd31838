package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// painted is a widget that is drawn by a pen, again at every size and refresh.
type painted interface {
	fyne.Widget
	Theme() fyne.Theme
	minimum(th *theme.Theme) fyne.Size
	paint(p *Pen, size fyne.Size)
}

// renderer draws a painted widget. Old objects are dropped: textures are
// cached by Fyne by their text, not by the object.
type renderer struct {
	w       painted
	objects []fyne.CanvasObject
	drawn   func(p *Pen) // told about every new drawing; may be nil
}

func newRenderer(w painted) *renderer { return &renderer{w: w} }

func (r *renderer) Destroy() {}

func (r *renderer) Layout(size fyne.Size) { r.draw(size) }

func (r *renderer) MinSize() fyne.Size { return r.w.minimum(theme.Current()) }

func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *renderer) Refresh() {
	r.draw(r.w.Size())
	canvas.Refresh(r.w)
}

func (r *renderer) draw(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	p := newPen(theme.Current())
	r.w.paint(p, size)
	r.objects = p.objects
	if r.drawn != nil {
		r.drawn(p)
	}
}

// Sketch is a drawing of a room's own, made with the parts' pen.
type Sketch struct {
	widget.BaseWidget

	// Min is the least size at a theme; nil means none.
	Min func(th *theme.Theme) fyne.Size
	// Draw draws the sketch at a size.
	Draw func(p *Pen, size fyne.Size)

	hots  []hot
	mouse desktop.Cursor
}

// NewSketch returns a drawing with a fixed least size in pixels at normal scale.
func NewSketch(w, h float32, draw func(p *Pen, size fyne.Size)) *Sketch {
	s := &Sketch{Draw: draw, Min: func(th *theme.Theme) fyne.Size {
		return fyne.NewSize(th.Px(w), th.Px(h))
	}}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer makes the drawing; Fyne calls it.
func (s *Sketch) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := newRenderer(s)
	r.drawn = func(p *Pen) { s.hots = p.hots }
	return r
}

func (s *Sketch) minimum(th *theme.Theme) fyne.Size {
	if s.Min == nil {
		return fyne.Size{}
	}
	return s.Min(th)
}

func (s *Sketch) paint(p *Pen, size fyne.Size) {
	if s.Draw != nil {
		s.Draw(p, size)
	}
}

// Tapped runs the hot place under the pointer, the one drawn last first.
func (s *Sketch) Tapped(e *fyne.PointEvent) {
	if h := s.at(e.Position); h != nil {
		h.tap()
	}
}

// MouseIn watches for hot places.
func (s *Sketch) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved shows a hand over hot places.
func (s *Sketch) MouseMoved(e *desktop.MouseEvent) {
	s.mouse = desktop.DefaultCursor
	if s.at(e.Position) != nil {
		s.mouse = desktop.PointerCursor
	}
}

// MouseOut forgets the pointer.
func (s *Sketch) MouseOut() { s.mouse = desktop.DefaultCursor }

// Cursor is the pointer's shape.
func (s *Sketch) Cursor() desktop.Cursor {
	if s.mouse == nil {
		return desktop.DefaultCursor
	}
	return s.mouse
}

func (s *Sketch) at(pos fyne.Position) *hot {
	for i := len(s.hots) - 1; i >= 0; i-- {
		h := &s.hots[i]
		if pos.X >= h.x && pos.X < h.x+h.w && pos.Y >= h.y && pos.Y < h.y+h.h {
			return h
		}
	}
	return nil
}
