package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// Chip is a round filter: a word and how many there are. A zero stays visible.
type Chip struct {
	press

	word   string
	count  int
	tone   Tone
	chosen bool
}

// NewChip returns a chip; a count below zero is not shown. The tone's mark
// stands before the word unless it is Neutral.
func NewChip(word string, count int, t Tone, tap func()) *Chip {
	c := &Chip{word: word, count: count, tone: t}
	c.extend(c, tap)
	return c
}

// SetChosen shows the chip as the one in force.
func (c *Chip) SetChosen(on bool) { c.chosen = on; c.Refresh() }

// Chosen says whether the chip is the one in force.
func (c *Chip) Chosen() bool { return c.chosen }

// SetCount changes the number.
func (c *Chip) SetCount(n int) { c.count = n; c.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Chip) number() string {
	if c.count < 0 {
		return ""
	}
	return strconv.Itoa(c.count)
}

func (c *Chip) minimum(th *theme.Theme) fyne.Size {
	p := newPen(th)
	s := p.Strong(theme.Body, nil)
	w := s.Width(c.word) + 2*p.Px(16)
	if c.tone != Neutral {
		w += markSize(s.Size) + p.Px(6)
	}
	if n := c.number(); n != "" {
		w += p.Px(6) + p.Style(theme.Body, nil).Width(n)
	}
	return fyne.NewSize(round(w), th.Px(32))
}

func (c *Chip) paint(p *Pen, size fyne.Size) {
	k := p.Tokens
	r, cy := size.Height/2, size.Height/2
	word, num := p.Style(theme.Body, k.Ink), p.Style(theme.Body, k.Ink2)
	switch {
	case c.chosen:
		p.Frame(0, 0, size.Width, size.Height, r, k.BlueSoft, k.Blue, 1)
		word, num = p.Strong(theme.Body, k.Blue), p.Style(theme.Body, k.Blue)
	case c.hovered:
		p.Frame(0, 0, size.Width, size.Height, r, k.Quiet, k.Line, 1)
	default:
		p.Frame(0, 0, size.Width, size.Height, r, k.Card, k.Line, 1)
	}
	if c.focused {
		p.halo(0, 0, size.Width, size.Height, r)
	}
	if c.tone != Neutral && c.count > 0 && !c.chosen {
		num.Color = c.tone.Text(k)
	}
	n := c.number()
	w := word.Width(c.word)
	if c.tone != Neutral {
		w += markSize(word.Size) + p.Px(6)
	}
	if n != "" {
		w += p.Px(6) + num.Width(n)
	}
	x := (size.Width - w) / 2
	if c.tone != Neutral {
		m := markSize(word.Size)
		p.Mark(c.tone, x+m/2, cy, m)
		x += m + p.Px(6)
	}
	x += p.Text(x, cy, c.word, word)
	p.Text(x+p.Px(6), cy, n, num)
}
