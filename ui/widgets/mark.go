package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"silian/ui/theme"
)

// Mark draws a tone's shape around (cx, cy); size is its height in pixels.
func (p *Pen) Mark(t Tone, cx, cy, size float32) {
	c := t.Text(p.Tokens)
	h := size / 2
	switch t {
	case Red:
		p.Poly(c, fyne.NewPos(cx, cy-h*0.9), fyne.NewPos(cx+h, cy+h*0.75), fyne.NewPos(cx-h, cy+h*0.75))
	case Ochre, BlueHalf:
		p.Ring(cx, cy, h, nil, c, max(1.5, size*0.13))
		half := canvas.NewPieArc(180, 360, c)
		p.add(half, cx-h, cy-h, size, size)
	case Blue:
		p.Ring(cx, cy, h*0.9, nil, c, max(2, size*0.18))
	case Green:
		p.Tick(cx, cy, size, Style{Color: c})
	default:
		p.Rect(round(cx-h*0.7), round(cy-1), round(size*0.7), max(2, round(size*0.14)), c)
	}
}

// Tick draws a tick around (cx, cy); of the style only the colour counts.
func (p *Pen) Tick(cx, cy, size float32, s Style) {
	h := size / 2
	w := size * 0.105 // half the thickness of the stroke
	at := func(x, y float32) fyne.Position { return fyne.NewPos(cx+x*h, cy+y*h) }
	a, b, c := at(-0.85, 0.05), at(-0.25, 0.62), at(0.88, -0.6)
	d := w * 0.75
	p.Poly(s.Color,
		fyne.NewPos(a.X, a.Y-d), fyne.NewPos(b.X, b.Y-2*d), fyne.NewPos(c.X-d, c.Y-d),
		fyne.NewPos(c.X+d, c.Y+d), fyne.NewPos(b.X, b.Y+2*d), fyne.NewPos(a.X-2*d, a.Y+d))
}

// Status draws mark and word without a ground, as in a dense table, and returns
// the width. Neutral words that are a deadline take Plain instead.
func (p *Pen) Status(x, cy float32, t Tone, word string, s Style) float32 {
	m := markSize(s.Size)
	s.Color = t.Text(p.Tokens)
	p.Mark(t, x+m/2, cy, m)
	return m + s.Size*0.45 + p.Text(x+m+s.Size*0.45, cy, word, s)
}

// StatusRight is Status that ends at right.
func (p *Pen) StatusRight(right, cy float32, t Tone, word string, s Style) float32 {
	w := statusWidth(word, s)
	p.Status(right-w, cy, t, word, s)
	return w
}

func statusWidth(word string, s Style) float32 {
	return markSize(s.Size) + s.Size*0.45 + s.Width(word)
}

func markSize(text float32) float32 { return round(text * 0.75) }

// Pill draws mark and word on a soft round ground that begins at x, and
// returns its width. An empty word draws nothing.
func (p *Pen) Pill(x, cy float32, t Tone, word string) float32 {
	if word == "" {
		return 0
	}
	s := p.Style(theme.Second, nil)
	w := pillWidth(word, s)
	h := round(s.Size * 1.7)
	p.Box(round(x), round(cy-h/2), w, h, h/2, t.Soft(p.Tokens))
	p.Status(x+s.Size*0.65, cy, t, word, s)
	return w
}

// PillRight is Pill that ends at right.
func (p *Pen) PillRight(right, cy float32, t Tone, word string) float32 {
	w := pillWidth(word, p.Style(theme.Second, nil))
	return p.Pill(right-w, cy, t, word)
}

func pillWidth(word string, s Style) float32 {
	if word == "" {
		return 0
	}
	return round(statusWidth(word, s) + s.Size*1.3)
}

// Tag draws an outlined word for a kind, never for a person, and returns its width.
func (p *Pen) Tag(x, cy float32, word string) float32 {
	s := p.Style(theme.Small, p.Tokens.Ink2)
	w, h := round(s.Width(word)+s.Size), round(s.Size*1.75)
	p.Frame(round(x), round(cy-h/2), w, h, theme.RadiusSquare, p.Tokens.Card, p.Tokens.Line, 1)
	p.Text(x+s.Size/2, cy, word, s)
	return w
}

// KeyCap draws a key's name in its cap, and returns the cap's width.
func (p *Pen) KeyCap(x, cy float32, key string) float32 {
	s := p.Style(theme.Floor, p.Tokens.Ink2)
	w, h := round(s.Width(key)+s.Size), round(s.Size*1.6)
	p.Frame(round(x), round(cy-h/2), w, h, theme.RadiusSquare, p.Tokens.Card, p.Tokens.Edge, 1)
	p.TextMid(round(x)+w/2, cy, key, s)
	return w
}
