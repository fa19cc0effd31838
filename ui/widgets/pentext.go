package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"silian/ui/theme"
)

// Style is how a text looks. Size is in pixels; Color nil means ink.
type Style struct {
	Size  float32
	Bold  bool
	Color color.Color
}

// Style returns the style of a role in a colour; nil means ink.
func (p *Pen) Style(r theme.Role, c color.Color) Style {
	return Style{Size: p.Theme.Text(r), Color: c}
}

// Strong is Style in bold.
func (p *Pen) Strong(r theme.Role, c color.Color) Style {
	return Style{Size: p.Theme.Text(r), Color: c, Bold: true}
}

// Width is the width of a text in pixels.
func (s Style) Width(text string) float32 {
	if text == "" {
		return 0
	}
	return fyne.MeasureText(text, s.Size, fyne.TextStyle{Bold: s.Bold}).Width
}

// Text draws a text that begins at x, its Han glyphs centred on cy, and returns
// its width.
func (p *Pen) Text(x, cy float32, text string, s Style) float32 {
	t, size := p.newText(text, s)
	p.add(t, round(x), round(cy-size.Height/2-drop*s.Size), size.Width, size.Height)
	return size.Width
}

// TextRight draws a text that ends at right, and returns its width.
func (p *Pen) TextRight(right, cy float32, text string, s Style) float32 {
	return p.Text(right-s.Width(text), cy, text, s)
}

// TextMid draws a text centred on (cx, cy), and returns its width.
func (p *Pen) TextMid(cx, cy float32, text string, s Style) float32 {
	return p.Text(cx-s.Width(text)/2, cy, text, s)
}

// TextBase draws a text on a baseline, for a figure and its unit side by side,
// and returns its width.
func (p *Pen) TextBase(x, base float32, text string, s Style) float32 {
	t, size := p.newText(text, s)
	_, ascent := fyne.CurrentApp().Driver().RenderedTextSize(text, s.Size, t.TextStyle, nil)
	p.add(t, round(x), round(base-ascent), size.Width, size.Height)
	return size.Width
}

// Fit draws a text cut with an ellipsis to width w, and returns its width.
func (p *Pen) Fit(x, cy, w float32, text string, s Style) float32 {
	return p.Text(x, cy, Cut(text, w, s), s)
}

// Para draws a text broken into lines of width w from y down, and returns the
// y below it. lines 0 means as many as there are; else the last one is cut.
func (p *Pen) Para(x, y, w float32, text string, s Style, line float32, lines int) float32 {
	rows := Wrap(text, w, s)
	if lines > 0 && len(rows) > lines {
		last := rows[lines-1] + rows[lines]
		rows = append(rows[:lines-1:lines-1], Cut(last, w, s))
	}
	for i, row := range rows {
		p.Text(x, y+line*(float32(i)+0.5), row, s)
	}
	return y + line*float32(len(rows))
}

func (p *Pen) newText(text string, s Style) (*canvas.Text, fyne.Size) {
	c := s.Color
	if c == nil {
		c = p.Tokens.Ink
	}
	t := canvas.NewText(text, c)
	t.TextSize = s.Size
	t.TextStyle = fyne.TextStyle{Bold: s.Bold}
	return t, t.MinSize()
}
