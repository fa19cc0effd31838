package widgets

import (
	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// Check is a yes or no with its words beside the box.
type Check struct {
	press

	word    string
	on      bool
	changed func(on bool)
}

// NewCheck returns an empty box; changed is told after the user has turned it.
func NewCheck(word string, changed func(on bool)) *Check {
	c := &Check{word: word, changed: changed}
	c.extend(c, func() {
		c.on = !c.on
		c.Refresh()
		if c.changed != nil {
			c.changed(c.on)
		}
	})
	return c
}

// On says whether the box is ticked.
func (c *Check) On() bool { return c.on }

// SetOn ticks or empties the box without telling anyone.
func (c *Check) SetOn(on bool) { c.on = on; c.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (c *Check) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Check) minimum(th *theme.Theme) fyne.Size {
	s := newPen(th).Style(theme.Body, nil)
	return fyne.NewSize(round(th.Px(28)+s.Width(c.word)), th.Control())
}

func (c *Check) paint(p *Pen, size fyne.Size) {
	k, cy, side := p.Tokens, size.Height/2, p.Px(18)
	y := round(cy - side/2)
	if c.focused {
		p.halo(1, y, side, side, theme.RadiusSquare)
	}
	if c.on {
		p.Box(1, y, side, side, theme.RadiusSquare, k.BlueFill)
		p.Tick(1+side/2, cy, side*0.7, Style{Color: k.OnBlue})
	} else {
		p.Frame(1, y, side, side, theme.RadiusSquare, k.Card, k.Edge, 1)
	}
	p.Text(p.Px(28), cy, c.word, p.Style(theme.Body, k.Ink))
}
