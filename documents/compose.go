package documents

import (
	"strconv"
)

// composer lays blocks on pages.
type composer struct {
	ruler  *ruler
	page   Page
	sheets []*sheet
	y      float64 // where the next block begins, in points
}

// compose lays out a paper: its pages with all that is drawn on them.
func compose(p Paper) ([]*sheet, error) {
	r, err := newRuler()
	if err != nil {
		return nil, err
	}
	c := &composer{ruler: r, page: p.Page}
	c.turn()
	for _, b := range p.blocks() {
		switch b := b.(type) {
		case Para:
			c.para(b)
		case Table:
			c.table(b)
		case Rule:
			c.rule(b)
		}
	}
	c.feet(p.Foot)
	return c.sheets, nil
}

func (c *composer) left() float64   { return c.page.Left * perMM }
func (c *composer) top() float64    { return c.page.Top * perMM }
func (c *composer) width() float64  { return (c.page.Width - c.page.Left - c.page.Right) * perMM }
func (c *composer) bottom() float64 { return (c.page.Height - c.page.Bottom) * perMM }
func (c *composer) now() *sheet     { return c.sheets[len(c.sheets)-1] }

// turn begins a new page.
func (c *composer) turn() {
	c.sheets = append(c.sheets, &sheet{})
	c.y = c.top()
}

// room turns the page when height does not fit on what is left of it. What a page cannot
// hold at all begins where it is.
func (c *composer) room(height float64) {
	if c.y+height > c.bottom()+0.01 && c.y > c.top() {
		c.turn()
	}
}

func (c *composer) para(p Para) {
	pitch, size := p.Pitch, 0.0
	if pitch == 0 {
		pitch = c.page.Pitch
	}
	var t typed
	for _, r := range p.Runs {
		ink := black
		if r.Red {
			ink = red
		}
		t.add(c.ruler, r, ink)
		size = max(size, r.Size)
	}
	c.y += p.Before
	for _, marks := range t.set(c.width(), p.Indent*size, pitch, size, p.Align) {
		c.room(pitch)
		c.place(marks, c.left(), c.y)
		c.y += pitch
	}
	c.y += p.After
}

func (c *composer) place(marks []mark, x, y float64) {
	for _, m := range marks {
		m.x, m.y = m.x+x, m.y+y
		c.now().marks = append(c.now().marks, m)
	}
}

func (c *composer) rule(r Rule) {
	c.room(r.Before + r.Weight)
	c.y += r.Before
	if r.Weight > 0 {
		ink := black
		if r.Red {
			ink = red
		}
		c.now().strokes = append(c.now().strokes, stroke{x1: c.left(), y1: c.y, x2: c.left() + c.width(), y2: c.y, weight: r.Weight, colour: ink})
	}
	c.y += r.Weight + r.After
}

// feet writes page numbers and the small line under the text block.
func (c *composer) feet(foot string) {
	for i, s := range c.sheets {
		y := c.bottom() + c.page.NumberDrop*perMM
		if foot != "" {
			s.write(c.ruler, c.left(), y+baseline*SizeS5, SizeS5, false, grey, foot)
		}
		text, size := c.page.Numbers.text(i+1, len(c.sheets))
		if text == "" {
			continue
		}
		var t typed
		t.add(c.ruler, Run{Text: text, Size: size, Face: SongTi}, black)
		x := c.left() + c.width() - t.width(0, len(t.runes))
		if c.page.Numbers == Dashes {
			x -= size // 空一字
			if i%2 == 1 {
				x = c.left() + size
			}
		}
		s.marks = append(s.marks, t.marks(0, len(t.runes), x, y+baseline*size, 0)...)
	}
}

// text writes the number of one page of total.
func (n Numbering) text(page, total int) (string, float64) {
	switch n {
	case Dashes:
		return "— " + strconv.Itoa(page) + " —", Size4
	case OfTotal:
		return "第" + strconv.Itoa(page) + "页　共" + strconv.Itoa(total) + "页", SizeS5
	}
	return "", 0
}
