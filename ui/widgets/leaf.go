package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"silian/ui/theme"
)

// Leaf is what stands on the almanac leaf, in words.
type Leaf struct {
	Month   string // 2026年11月
	Day     string // 24
	Weekday string // 星期二
	Lunar   string // 十月十六
}

// AlmanacLeaf is the tear-off calendar at the top left of every screen; a tap
// opens the calendar.
type AlmanacLeaf struct {
	press

	leaf Leaf
}

// NewAlmanacLeaf returns a leaf.
func NewAlmanacLeaf(l Leaf, tap func()) *AlmanacLeaf {
	a := &AlmanacLeaf{leaf: l}
	a.extend(a, tap)
	return a
}

// Set changes the date.
func (a *AlmanacLeaf) Set(l Leaf) { a.leaf = l; a.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (a *AlmanacLeaf) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *AlmanacLeaf) minimum(th *theme.Theme) fyne.Size { return leafSize(th) }

// leafSize is the leaf's size at a scale: it grows less than text does.
func leafSize(th *theme.Theme) fyne.Size {
	switch th.Scale() {
	case theme.Large:
		return fyne.NewSize(140, 188)
	case theme.Village:
		return fyne.NewSize(140, 167)
	default:
		return fyne.NewSize(112, 134)
	}
}

func (a *AlmanacLeaf) paint(p *Pen, size fyne.Size) {
	k, w := p.Tokens, size.Width
	q := size.Height / 134 // the leaf's own scale
	if a.focused {
		p.halo(0, 0, w, size.Height, theme.RadiusBlock)
	}
	sheet := p.Frame(0, 0, w, size.Height, theme.RadiusBlock, k.Card, k.Line, 1)
	sheet.Shadow = canvas.Shadow{Color: k.Shadow, BlurRadius: 6, Spread: -1, Offset: fyne.NewPos(0, 1)}
	head := p.Rect(0, 0, w, round(26*q), k.BlueFill)
	head.TopLeftCornerRadius, head.TopRightCornerRadius = theme.RadiusBlock, theme.RadiusBlock
	p.TextMid(w/2, 13*q, a.leaf.Month, Style{Size: leafText(14, q), Color: k.OnBlue})
	p.TextMid(w/2, 56*q, a.leaf.Day, Style{Size: leafText(40, q), Bold: true, Color: k.Ink})
	p.TextMid(w/2, 88*q, a.leaf.Weekday, Style{Size: leafText(14, q), Color: k.Ink2})
	p.HLine(12, round(102*q), w-24)
	p.TextMid(w/2, 119*q, a.leaf.Lunar, Style{Size: leafText(15, q), Bold: true, Color: k.Ink})
}

func leafText(size, q float32) float32 { return round(size * q) }
