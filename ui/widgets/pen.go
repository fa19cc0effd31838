package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"silian/ui/theme"
)

// drop is how far Noto's Han glyphs sit below the middle of their line box, in em.
const drop = 0.055

// Pen draws at absolute positions, in pixels from the top left corner of the
// part it draws. Boxes and hairlines should stand on whole pixels.
type Pen struct {
	Theme  *theme.Theme
	Tokens theme.Tokens

	objects []fyne.CanvasObject
	hots    []hot
}

// hot is a place that can be tapped.
type hot struct {
	x, y, w, h float32
	tap        func()
}

func newPen(th *theme.Theme) *Pen { return &Pen{Theme: th, Tokens: th.Tokens()} }

// Px is Theme.Px: a length at normal scale, grown with the text.
func (p *Pen) Px(v float32) float32 { return p.Theme.Px(v) }

func (p *Pen) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	p.objects = append(p.objects, o)
}

// Object places any canvas object or widget.
func (p *Pen) Object(o fyne.CanvasObject, x, y, w, h float32) { p.add(o, x, y, w, h) }

// Rect fills a rectangle with square corners.
func (p *Pen) Rect(x, y, w, h float32, fill color.Color) *canvas.Rectangle {
	r := canvas.NewRectangle(solid(fill))
	p.add(r, x, y, w, h)
	return r
}

// Box fills a rectangle with round corners.
func (p *Pen) Box(x, y, w, h, radius float32, fill color.Color) *canvas.Rectangle {
	r := p.Rect(x, y, w, h, fill)
	r.CornerRadius = radius
	return r
}

// Frame is a Box with an outline inside the rectangle; a nil fill or stroke is
// not drawn.
func (p *Pen) Frame(x, y, w, h, radius float32, fill, stroke color.Color, width float32) *canvas.Rectangle {
	r := p.Box(x, y, w, h, radius, fill)
	if stroke != nil {
		r.StrokeColor, r.StrokeWidth = stroke, width
	}
	return r
}

// Sheet draws the ground of a card: fill, hairline outline, faint shadow.
func (p *Pen) Sheet(x, y, w, h float32) {
	r := p.Frame(x, y, w, h, theme.RadiusCard, p.Tokens.Card, p.Tokens.Line, 1)
	r.Shadow = canvas.Shadow{Color: p.Tokens.Shadow, BlurRadius: 6, Spread: -1, Offset: fyne.NewPos(0, 1)}
}

// HLine draws a hairline to the right of (x, y), one pixel high.
func (p *Pen) HLine(x, y, w float32) { p.Rect(x, y, w, 1, p.Tokens.Line) }

// VLine draws a hairline down from (x, y), one pixel wide.
func (p *Pen) VLine(x, y, h float32) { p.Rect(x, y, 1, h, p.Tokens.Line) }

// Bar draws the ground of a bar and the part of it that is used; share is 0 to 1.
func (p *Pen) Bar(x, y, w, h, share float32, c color.Color) {
	p.Box(x, y, w, h, h/2, p.Tokens.Line)
	if share <= 0 {
		return
	}
	used := min(max(round(w*share), h), w)
	p.Box(x, y, used, h, h/2, c)
}

// Disc fills a circle around (cx, cy).
func (p *Pen) Disc(cx, cy, r float32, fill color.Color) {
	p.add(canvas.NewCircle(solid(fill)), cx-r, cy-r, 2*r, 2*r)
}

// Ring draws the outline of a circle around (cx, cy) over a fill.
func (p *Pen) Ring(cx, cy, r float32, fill, stroke color.Color, width float32) {
	c := canvas.NewCircle(solid(fill))
	c.StrokeColor, c.StrokeWidth = stroke, width
	p.add(c, cx-r, cy-r, 2*r, 2*r)
}

// Poly fills a polygon; points are in pixels, clockwise.
func (p *Pen) Poly(fill color.Color, points ...fyne.Position) {
	x0, y0, x1, y1 := points[0].X, points[0].Y, points[0].X, points[0].Y
	for _, q := range points[1:] {
		x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
	}
	local := make([]fyne.Position, len(points))
	for i, q := range points {
		local[i] = q.SubtractXY(x0, y0)
	}
	p.add(canvas.NewArbitraryPolygon(local, fill), x0, y0, x1-x0, y1-y0)
}

// Icon draws an embedded icon around (cx, cy) in a square of the given size.
func (p *Pen) Icon(name string, cx, cy, size float32, c color.NRGBA) {
	img := canvas.NewImageFromResource(theme.Drawing(name, c))
	img.FillMode = canvas.ImageFillContain
	p.add(img, round(cx-size/2), round(cy-size/2), size, size)
}

// Hot makes a place of the drawing tappable. It works in a Sketch only; what
// the keyboard must reach is a Button.
func (p *Pen) Hot(x, y, w, h float32, tap func()) {
	p.hots = append(p.hots, hot{x: x, y: y, w: w, h: h, tap: tap})
}

// solid is the colour, or no colour at all for nil.
func solid(c color.Color) color.Color {
	if c == nil {
		return color.Transparent
	}
	return c
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
