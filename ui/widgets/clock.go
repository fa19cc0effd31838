package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Clock is one deadline of a matter.
type Clock struct {
	Name   string  // 受理告知
	Due    string  // 11-20
	Left   string  // 超期3天, 剩2天, 按期
	Tone   Tone    // Neutral draws Left without a mark
	Used   float32 // share of the time that is used, 0 to 1
	Reason string  // why that day: 10月9日受理起60日
}

// ClockStrip shows up to four deadlines, the earliest legal one first: side by
// side with their reasons, or one under the other without.
type ClockStrip struct {
	widget.BaseWidget

	clocks []Clock
	across bool
}

// MaxClocks is how many deadlines a strip shows.
const MaxClocks = 4

// NewClockStrip returns a strip; across stands the clocks side by side.
func NewClockStrip(across bool, clocks ...Clock) *ClockStrip {
	c := &ClockStrip{across: across}
	c.ExtendBaseWidget(c)
	c.Set(clocks...)
	return c
}

// Set changes the clocks; those after the fourth are not shown.
func (c *ClockStrip) Set(clocks ...Clock) {
	c.clocks = clocks[:min(len(clocks), MaxClocks)]
	c.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (c *ClockStrip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *ClockStrip) minimum(th *theme.Theme) fyne.Size {
	n := float32(len(c.clocks))
	if c.across {
		return fyne.NewSize(th.Px(200)*n, th.Px(50))
	}
	return fyne.NewSize(th.Px(240), max(0, th.Px(45)*n-th.Px(12)))
}

func (c *ClockStrip) paint(p *Pen, size fyne.Size) {
	n := float32(len(c.clocks))
	for i, k := range c.clocks {
		if !c.across {
			c.line(p, float32(i)*p.Px(45), size.Width, k)
			continue
		}
		cell := round((size.Width + p.Px(40)) / n)
		x := float32(i) * cell
		if i > 0 {
			p.VLine(x-p.Px(20), 0, size.Height)
		}
		c.column(p, x, cell-p.Px(40), k)
	}
}

// line draws name, day, what is left, and the bar under them.
func (c *ClockStrip) line(p *Pen, y, w float32, k Clock) {
	cy := y + p.Px(11)
	s := p.Style(theme.Body, p.Tokens.Ink)
	right := w - c.left(p, w, cy, k, p.Style(theme.Body, nil)) - p.Px(10)
	right -= p.TextRight(right, cy, k.Due, p.Style(theme.Body, p.Tokens.Ink2)) + p.Px(10)
	p.Fit(0, cy, right, k.Name, s)
	p.Bar(0, round(y+p.Px(27)), w, 4, k.Used, k.Tone.fill(p.Tokens))
}

// column draws the same with the reason, for the head of a matter.
func (c *ClockStrip) column(p *Pen, x, w float32, k Clock) {
	cy := p.Px(10)
	left := c.left(p, x+w, cy, k, p.Strong(theme.Body, nil))
	p.Fit(x, cy, w-left-p.Px(8), k.Name, p.Style(theme.Body, p.Tokens.Ink))
	cy = p.Px(34)
	second := p.Style(theme.Second, p.Tokens.Ink2)
	due := p.Text(x, cy, k.Due, second)
	reason := Cut(k.Reason, w-due-p.Px(10), p.Style(theme.Small, nil))
	p.TextRight(x+w, cy, reason, p.Style(theme.Small, p.Tokens.Ink2))
	p.Bar(x, p.Px(48), w, 4, k.Used, k.Tone.fill(p.Tokens))
}

func (c *ClockStrip) left(p *Pen, right, cy float32, k Clock, s Style) float32 {
	if k.Tone == Neutral {
		s.Color = p.Tokens.Ink2
		return p.TextRight(right, cy, k.Left, s)
	}
	return p.StatusRight(right, cy, k.Tone, k.Left, s)
}
