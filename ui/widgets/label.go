package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Inked is which ink a label is written in.
type Inked int

// The inks.
const (
	Ink  Inked = iota // text
	Ink2              // second line
	Ink3              // number beside a title
	InkBlue
	InkRed
	InkOchre
	InkGreen
)

func (i Inked) color(k theme.Tokens) color.NRGBA {
	return [...]color.NRGBA{k.Ink, k.Ink2, k.Ink3, k.Blue, k.Red, k.Ochre, k.Green}[i]
}

// Label is a text of one line, cut with an ellipsis, or of several, broken by
// the Chinese rules.
type Label struct {
	widget.BaseWidget

	text  string
	role  theme.Role
	ink   Inked
	bold  bool
	wraps bool
	align fyne.TextAlign
	width float32 // last width it was laid out at, for a text of several lines
}

// NewLabel returns one line of text.
func NewLabel(text string, r theme.Role, ink Inked) *Label {
	l := &Label{text: text, role: r, ink: ink}
	l.ExtendBaseWidget(l)
	return l
}

// NewTitle is a bold label.
func NewTitle(text string, r theme.Role) *Label {
	l := NewLabel(text, r, Ink)
	l.bold = true
	return l
}

// NewPara is a label that breaks into lines; the Down it stands in gives it
// the height it needs.
func NewPara(text string, r theme.Role, ink Inked) *Label {
	l := NewLabel(text, r, ink)
	l.wraps = true
	return l
}

// Aligned sets where the text stands in its room.
func (l *Label) Aligned(a fyne.TextAlign) *Label { l.align = a; return l }

// Bold makes the text bold.
func (l *Label) Bold() *Label { l.bold = true; return l }

// Set changes the text.
func (l *Label) Set(text string) { l.text = text; l.Refresh() }

// SetInk changes the ink.
func (l *Label) SetInk(ink Inked) { l.ink = ink; l.Refresh() }

// Text is the whole text, uncut.
func (l *Label) Text() string { return l.text }

// CreateRenderer makes the drawing; Fyne calls it.
func (l *Label) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *Label) style(p *Pen) Style {
	return Style{Size: p.Theme.Text(l.role), Bold: l.bold, Color: l.ink.color(p.Tokens)}
}

func lineHeight(size float32) float32 { return round(size * 1.7) }

func (l *Label) minimum(th *theme.Theme) fyne.Size {
	s := l.style(newPen(th))
	if l.wraps {
		w := l.width
		if w <= 0 {
			w = s.Size * 20
		}
		return fyne.NewSize(s.Size*8, l.heightFor(w))
	}
	return fyne.NewSize(round(s.Width(l.text))+1, lineHeight(s.Size))
}

func (l *Label) heightFor(w float32) float32 {
	s := l.style(newPen(theme.Current()))
	if !l.wraps {
		return lineHeight(s.Size)
	}
	return float32(len(Wrap(l.text, w, s))) * lineHeight(s.Size)
}

func (l *Label) paint(p *Pen, size fyne.Size) {
	s := l.style(p)
	if l.wraps {
		l.width = size.Width
		h := lineHeight(s.Size)
		p.Para(0, 0, size.Width, l.text, s, h, max(1, int(size.Height/h+0.01)))
		return
	}
	text, cy := Cut(l.text, size.Width+1, s), size.Height/2
	switch l.align {
	case fyne.TextAlignTrailing:
		p.TextRight(size.Width, cy, text, s)
	case fyne.TextAlignCenter:
		p.TextMid(size.Width/2, cy, text, s)
	default:
		p.Text(0, cy, text, s)
	}
}
