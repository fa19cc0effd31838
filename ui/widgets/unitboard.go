package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// UnitRow is one unit of the board: a square for each matter, then the counts. The
// caller's order is kept: units are never sorted by lateness.
type UnitRow struct {
	Name    string
	Matters []Tone // Green done, Neutral going on, Blue soon, Ochre today, Red late
	Due     int    // 应办
	Done    int    // 已办
	Near    int    // 临期
	Late    int    // 超期
}

// Squares draws a square for each tone from x on, the middle at cy, and returns the
// width; those that do not fit into w are told as a number, ＋3.
func (p *Pen) Squares(x, cy, w float32, tones []Tone) float32 {
	side, step := p.Px(28), p.Px(34)
	s := p.Style(theme.Small, p.Tokens.Ink2)
	room := int((w + step - side) / step)
	if len(tones) > room {
		room = max(0, int((w-s.Width("＋99"))/step))
	}
	shown := tones[:min(len(tones), room)]
	for i, t := range shown {
		p.square(round(x+float32(i)*step), round(cy-side/2), side, t)
	}
	used := float32(len(shown)) * step
	if rest := len(tones) - len(shown); rest > 0 {
		used += p.Text(x+used, cy, "＋"+strconv.Itoa(rest), s)
	}
	return used
}

func (p *Pen) square(x, y, side float32, t Tone) {
	k := p.Tokens
	fill, edge := t.Soft(k), t.Outline(k)
	mid := side / 2
	switch t {
	case Red:
		p.Box(x, y, side, side, theme.RadiusSquare, k.RedFill)
		h := side * 0.23
		cx, cy := x+mid, y+mid
		p.Poly(k.OnBlue, fyne.NewPos(cx, cy-h), fyne.NewPos(cx+h*1.1, cy+h*0.85), fyne.NewPos(cx-h*1.1, cy+h*0.85))
		return
	case Ochre:
		edge = k.Ochre
	}
	p.Frame(x, y, side, side, theme.RadiusSquare, fill, edge, 1)
	p.Mark(t, x+mid, y+mid, round(side*0.45))
}

// NewUnitBoard returns the board of the units, one row each.
func NewUnitBoard(rows []UnitRow) *Sketch {
	s := NewSketch(0, 0, func(p *Pen, size fyne.Size) {
		k, head, h := p.Tokens, p.Px(32), p.Px(43)
		p.Rect(0, 0, size.Width, head, k.Quiet)
		small := p.Style(theme.Small, k.Ink2)
		name, square := p.Px(20), p.Px(160)
		p.Text(name, head/2, "单位", small)
		p.Text(square, head/2, "每格一件", small)
		ends := [4]float32{}
		for i, word := range [4]string{"应办", "已办", "临期", "超期"} {
			ends[i] = size.Width - p.Px(20) - p.Px(64)*float32(3-i)
			p.TextRight(ends[i], head/2, word, small)
		}
		for i, r := range rows {
			y := head + h*float32(i)
			cy := y + h/2
			if i > 0 {
				p.HLine(0, y, size.Width)
			}
			p.Fit(name, cy, square-name-p.Px(8), r.Name, p.Style(theme.Body, k.Ink))
			p.Squares(square, cy, ends[0]-p.Px(34)-square, r.Matters)
			for j, n := range [4]int{r.Due, r.Done, r.Near, r.Late} {
				p.count(ends[j], cy, n, j == 3)
			}
		}
	})
	s.Min = func(th *theme.Theme) fyne.Size {
		return fyne.NewSize(th.Px(540), th.Px(32)+th.Px(43)*float32(len(rows)))
	}
	return s
}

// count draws a number that ends at right, a dash for none; what is late is red and bold.
func (p *Pen) count(right, cy float32, n int, late bool) {
	if n == 0 {
		p.TextRight(right, cy, "—", p.Style(theme.Second, p.Tokens.Ink3))
		return
	}
	var c color.Color
	if late {
		c = p.Tokens.Red
	}
	s := p.Style(theme.Body, c)
	s.Bold = late
	p.TextRight(right, cy, strconv.Itoa(n), s)
}
