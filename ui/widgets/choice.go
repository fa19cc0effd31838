package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// NoChoice is the index when nothing is chosen.
const NoChoice = -1

// Choice is one choice among up to twelve visible buttons. Arrow keys move the
// choice, a digit key takes the n-th.
type Choice struct {
	widget.BaseWidget

	// OnChoose is told the new index after the user has changed it.
	OnChoose func(i int)
	// OnNext moves the focus on when Enter is pressed; nil does nothing.
	OnNext func()

	options []string
	columns int
	chosen  int
	hover   int
	focused bool
}

// NewChoice returns a choice of words in rows of the given number of columns;
// 0 columns is one row. Nothing is chosen.
func NewChoice(options []string, columns int, choose func(i int)) *Choice {
	c := &Choice{options: options, columns: columns, OnChoose: choose, chosen: NoChoice, hover: NoChoice}
	c.ExtendBaseWidget(c)
	return c
}

// SetOptions changes the words and takes the choice back.
func (c *Choice) SetOptions(options []string) {
	c.options, c.chosen = options, NoChoice
	c.Refresh()
}

// Chosen is the index of the chosen word, or NoChoice.
func (c *Choice) Chosen() int { return c.chosen }

// SetChosen chooses without telling OnChoose; an index out of range is NoChoice.
func (c *Choice) SetChosen(i int) {
	if i < 0 || i >= len(c.options) {
		i = NoChoice
	}
	c.chosen = i
	c.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Choice) grid() (cols, rows int) {
	n := max(len(c.options), 1)
	cols = c.columns
	if cols <= 0 || cols > n {
		cols = n
	}
	return cols, (n + cols - 1) / cols
}

func (c *Choice) minimum(th *theme.Theme) fyne.Size {
	p := newPen(th)
	s := p.Strong(theme.Body, nil)
	cell := th.Px(44)
	for _, o := range c.options {
		cell = max(cell, round(s.Width(o)+th.Px(38)))
	}
	cols, rows := c.grid()
	h := th.Control()
	return fyne.NewSize(cell*float32(cols)+8*float32(cols-1), h*float32(rows)+8*float32(rows-1))
}

// cell is the place of an option.
func (c *Choice) cell(i int, size fyne.Size) (x, y, w, h float32) {
	cols, rows := c.grid()
	w = round((size.Width - 8*float32(cols-1)) / float32(cols))
	h = round((size.Height - 8*float32(rows-1)) / float32(rows))
	return float32(i%cols) * (w + 8), float32(i/cols) * (h + 8), w, h
}

func (c *Choice) paint(p *Pen, size fyne.Size) {
	k := p.Tokens
	for i, word := range c.options {
		x, y, w, h := c.cell(i, size)
		if c.focused && (i == c.chosen || c.chosen == NoChoice && i == 0) {
			p.halo(x, y, w, h, theme.RadiusControl)
		}
		if i != c.chosen {
			fill := k.Card
			if i == c.hover {
				fill = k.Quiet
			}
			p.Frame(x, y, w, h, theme.RadiusControl, fill, k.Edge, 1)
			p.TextMid(x+w/2, y+h/2, word, p.Style(theme.Body, k.Ink))
			continue
		}
		p.Frame(x, y, w, h, theme.RadiusControl, k.BlueSoft, k.Blue, 2)
		s := p.Strong(theme.Body, k.Blue)
		m := markSize(s.Size)
		left := x + (w-m-p.Px(5)-s.Width(word))/2
		p.Tick(left+m/2, y+h/2, m, s)
		p.Text(left+m+p.Px(5), y+h/2, word, s)
	}
}

func (c *Choice) choose(i int) {
	if i < 0 || i >= len(c.options) {
		return
	}
	changed := i != c.chosen
	c.chosen = i
	c.Refresh()
	if changed && c.OnChoose != nil {
		c.OnChoose(i)
	}
}

// Tapped chooses the word under the pointer and takes the focus.
func (c *Choice) Tapped(e *fyne.PointEvent) {
	if cv := fyne.CurrentApp().Driver().CanvasForObject(c); cv != nil {
		cv.Focus(c)
	}
	c.choose(c.at(e.Position))
}

func (c *Choice) at(pos fyne.Position) int {
	for i := range c.options {
		x, y, w, h := c.cell(i, c.Size())
		if pos.X >= x && pos.X < x+w && pos.Y >= y && pos.Y < y+h {
			return i
		}
	}
	return NoChoice
}

// TypedKey moves the choice; Enter goes on; other keys are the window's.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	cols, _ := c.grid()
	switch e.Name {
	case fyne.KeyRight:
		c.choose(min(c.chosen+1, len(c.options)-1))
	case fyne.KeyLeft:
		c.choose(max(c.chosen-1, 0))
	case fyne.KeyDown:
		c.choose(c.chosen + cols)
	case fyne.KeyUp:
		c.choose(c.chosen - cols)
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.OnNext != nil {
			c.OnNext()
		}
	default:
		passOn(c, e)
	}
}

// TypedRune takes the n-th word for the digits 1 to 9.
func (c *Choice) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		c.choose(int(r - '1'))
	}
}

// FocusGained shows the focus halo.
func (c *Choice) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost takes the focus halo away.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn shows the word under the pointer.
func (c *Choice) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved shows the word under the pointer.
func (c *Choice) MouseMoved(e *desktop.MouseEvent) {
	if i := c.at(e.Position); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut ends MouseIn.
func (c *Choice) MouseOut() { c.hover = NoChoice; c.Refresh() }

// Cursor is a hand.
func (c *Choice) Cursor() desktop.Cursor { return desktop.PointerCursor }
