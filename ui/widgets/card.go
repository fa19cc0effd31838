package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Card is a white sheet with a title row and a body.
type Card struct {
	widget.BaseWidget

	title, sub, icon string
	right            fyne.CanvasObject
	body             fyne.CanvasObject
	flush, ruled     bool
	lit              bool
	padding          float32
}

// NewCard returns a card; without a title the body has the whole sheet.
func NewCard(title string, body fyne.CanvasObject) *Card {
	c := &Card{title: title, body: body, padding: 20}
	c.ExtendBaseWidget(c)
	return c
}

// Sub sets the grey words beside the title.
func (c *Card) Sub(words string) *Card { c.sub = words; return c }

// Icon sets the icon before the title.
func (c *Card) Icon(name string) *Card { c.icon = name; return c }

// Right puts an object at the right end of the title row.
func (c *Card) Right(o fyne.CanvasObject) *Card { c.right = o; return c }

// Flush lets the body reach the sheet's edges, for lists; rows keep clear of
// the round corners by themselves.
func (c *Card) Flush() *Card { c.flush = true; return c }

// Ruled draws a hairline under the title row.
func (c *Card) Ruled() *Card { c.ruled = true; return c }

// Padding sets the room around the body in pixels; 20 unless set.
func (c *Card) Padding(v float32) *Card { c.padding = v; return c }

// SetTitle changes the title and the grey words.
func (c *Card) SetTitle(title, sub string) {
	c.title, c.sub = title, sub
	c.Refresh()
}

// SetLit draws the blue outline of a chosen card.
func (c *Card) SetLit(on bool) { c.lit = on; c.Refresh() }

// SetBody changes what the card holds.
func (c *Card) SetBody(body fyne.CanvasObject) {
	c.body = body
	c.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	return &cardRenderer{renderer: renderer{w: c}, card: c}
}

func (c *Card) headHeight(th *theme.Theme) float32 {
	if c.title == "" {
		return 0
	}
	if c.ruled || c.flush {
		return th.Px(48)
	}
	return th.Px(44)
}

func (c *Card) insets(th *theme.Theme) (side, top, bottom float32) {
	top = c.headHeight(th)
	if c.flush {
		return 1, max(top, 1), 1
	}
	pad := th.Gap(c.padding)
	if top == 0 || c.ruled {
		top += th.Gap(min(c.padding, 16))
	}
	return pad, top, th.Gap(min(c.padding, 16))
}

func (c *Card) minimum(th *theme.Theme) fyne.Size {
	side, top, bottom := c.insets(th)
	head := newPen(th).Strong(theme.CardTitle, nil).Width(c.title) + 2*th.Gap(c.padding)
	if c.right != nil {
		head += c.right.MinSize().Width + 12
	}
	size := fyne.Size{}
	if c.body != nil {
		size = c.body.MinSize()
	}
	return fyne.NewSize(max(size.Width+2*side, head), size.Height+top+bottom)
}

func (c *Card) paint(p *Pen, size fyne.Size) {
	p.Sheet(0, 0, size.Width, size.Height)
	if c.lit {
		p.Frame(0, 0, size.Width, size.Height, theme.RadiusCard, nil, p.Tokens.Blue, 2)
	}
	h, pad := c.headHeight(p.Theme), p.Theme.Gap(c.padding)
	if h == 0 {
		return
	}
	x, cy := pad, round(h/2+1)
	title := p.Strong(theme.CardTitle, p.Tokens.Ink)
	if c.icon != "" {
		p.Icon(c.icon, x+p.Px(9), cy, p.Px(20), p.Tokens.Ink2)
		x += p.Px(28)
	}
	end := size.Width - pad
	if c.right != nil {
		end -= c.right.MinSize().Width + 8
	}
	x += p.Fit(x, cy, end-x, c.title, title) + p.Px(14)
	if c.sub != "" && x < end {
		p.Fit(x, cy, end-x, c.sub, p.Style(theme.Second, p.Tokens.Ink2))
	}
	if c.ruled {
		p.HLine(1, h-1, size.Width-2)
	}
}

// cardRenderer is renderer with two real objects over the drawing.
type cardRenderer struct {
	renderer
	card *Card
}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	all := r.objects[:len(r.objects):len(r.objects)]
	if r.card.body != nil {
		all = append(all, r.card.body)
	}
	if r.card.right != nil {
		all = append(all, r.card.right)
	}
	return all
}

func (r *cardRenderer) Layout(size fyne.Size) {
	r.draw(size)
	c, th := r.card, theme.Current()
	side, top, bottom := c.insets(th)
	if c.body != nil {
		Put(c.body, side, top, size.Width-2*side, size.Height-top-bottom)
	}
	if c.right != nil {
		m := c.right.MinSize()
		Put(c.right, size.Width-th.Gap(c.padding)-m.Width, round((c.headHeight(th)-m.Height)/2+1), m.Width, m.Height)
	}
}

func (r *cardRenderer) Refresh() {
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}
