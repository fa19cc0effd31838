package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// Figure is a number of the work with its unit and name: 8 件 本周到期. It is a way to the
// list that it counts.
type Figure struct {
	press

	n          int
	unit, word string
	tone       Tone
	first      bool
}

// NewFigure returns a figure; tap opens what it counts. The tone shows while n is not 0,
// as Red does for what is late.
func NewFigure(n int, unit, word string, tone Tone, tap func()) *Figure {
	f := &Figure{n: n, unit: unit, word: word, tone: tone}
	f.extend(f, tap)
	return f
}

// First leaves out the line at the left, for the first of a row.
func (f *Figure) First() *Figure { f.first = true; return f }

// CreateRenderer makes the drawing; Fyne calls it.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *Figure) minimum(th *theme.Theme) fyne.Size { return fyne.NewSize(th.Px(90), th.Gap(76)) }

func (f *Figure) paint(p *Pen, size fyne.Size) {
	k := p.Tokens
	if f.hovered {
		p.Box(4, 4, size.Width-8, size.Height-8, theme.RadiusBlock, k.Quiet)
	}
	if f.focused {
		p.halo(6, 6, size.Width-12, size.Height-12, theme.RadiusBlock)
	}
	if !f.first {
		p.VLine(0, p.Theme.Gap(16), size.Height-p.Theme.Gap(32))
	}
	number, unit, word := p.Strong(theme.Figure, k.Ink), p.Style(theme.Second, k.Ink2), p.Style(theme.Body, k.Ink)
	lit := f.tone != Neutral && f.n > 0
	if lit {
		number.Color = f.tone.Text(k)
	}
	count, mark := strconv.Itoa(f.n), p.Px(10)
	need := number.Width(count) + p.Px(6) + unit.Width(f.unit) + p.Px(12) + word.Width(f.word)
	if lit {
		need += mark + p.Px(6)
	}
	pad := min(p.Theme.Gap(22), (size.Width-need)/2)
	x, base := max(pad, 8), round(size.Height/2+p.Px(11))
	x += p.TextBase(x, base, count, number) + p.Px(6)
	x += p.TextBase(x, base, f.unit, unit) + p.Px(12)
	if lit {
		p.Mark(f.tone, x+mark/2, base-p.Px(5), mark)
		x += mark + p.Px(6)
	}
	x += p.TextBase(x, base, Cut(f.word, size.Width-x-4, word), word)
	if x+p.Px(34) < size.Width {
		p.Icon("chevron-right", size.Width-p.Px(20), base-p.Px(5), p.Px(16), k.Ink2)
	}
}

// Label is the figure in words, 8件本周到期.
func (f *Figure) Label() string { return strconv.Itoa(f.n) + f.unit + f.word }

// Press does what a tap does.
func (f *Figure) Press() { f.Tapped(nil) }
