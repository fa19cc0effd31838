package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// drawEnvelope draws an envelope with its seal around (cx, cy).
func drawEnvelope(p *widgets.Pen, cx, cy float32, seal sealMark) {
	k := p.Tokens
	w, h := p.Px(36), p.Px(27)
	x, y := cx-w/2, cy-h/2
	edge, mark := k.Edge, k.RedFill
	if seal != sealFresh {
		mark = k.Edge
	}
	p.Frame(x, y, w, h, theme.RadiusSquare, k.Card, edge, 1.3)
	flap := func(x1, y1, x2, y2 float32) {
		const t = 1.3
		p.Poly(edge, fyne.NewPos(x1, y1), fyne.NewPos(x2, y2), fyne.NewPos(x2, y2+t), fyne.NewPos(x1, y1+t))
	}
	flap(x+2, y+2, cx, cy)
	flap(cx, cy, x+w-2, y+2)
	p.Disc(cx, cy+p.Px(2), p.Px(7), mark)
	if seal == sealUnknown {
		p.TextMid(cx, cy+p.Px(2), "?", widgets.Style{Size: p.Px(10), Bold: true, Color: k.OnBlue})
		return
	}
	p.Tick(cx, cy+p.Px(2), p.Px(7), widgets.Style{Color: k.OnBlue})
}

// newTiles draws the counts side by side.
func newTiles(tiles []tile) fyne.CanvasObject {
	return widgets.NewSketch(240, 52, func(p *widgets.Pen, size fyne.Size) {
		gap := p.Px(7)
		w := (size.Width - gap*float32(len(tiles)-1)) / float32(len(tiles))
		for i, t := range tiles {
			drawTile(p, t, float32(i)*(w+gap), w, size.Height)
		}
	})
}

func drawTile(p *widgets.Pen, t tile, x, w, h float32) {
	k, tone := p.Tokens, t.tone
	if t.count == 0 {
		tone = widgets.Neutral
	}
	p.Frame(x, 0, w, h, theme.RadiusBlock, tone.Soft(k), tone.Outline(k), 1)
	if w < p.Px(96) { // a narrow window: the word over the number
		word := p.Style(theme.Floor, tone.Text(k))
		p.TextMid(x+w/2, h*0.28, t.word, word)
		p.TextMid(x+w/2, h*0.68, fmt.Sprint(t.count), widgets.Style{Size: p.Px(18), Bold: true, Color: tone.Text(k)})
		return
	}
	p.Status(x+p.Px(12), h/2, tone, t.word, p.Style(theme.Second, nil))
	p.TextRight(x+w-p.Px(14), h/2, fmt.Sprint(t.count), widgets.Style{Size: p.Px(22), Bold: true, Color: tone.Text(k)})
}

// snug stands a table of n rows as high as its rows, and what follows right below;
// when there is no room for all rows the table gives way.
type snug struct{ n int }

func (s snug) heights(objects []fyne.CanvasObject) (table, below float32) {
	th := theme.Current()
	return th.Px(38) + float32(s.n)*th.TableRow(), objects[1].MinSize().Height
}

func (s snug) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, below := s.heights(objects)
	m := objects[0].MinSize()
	return fyne.NewSize(max(m.Width, objects[1].MinSize().Width), m.Height+12+below)
}

func (s snug) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Put(objects[1], 0, 0, size.Width, 0) // its text breaks at this width
	table, below := s.heights(objects)
	table = min(table, size.Height-12-below)
	widgets.Put(objects[0], 0, 0, size.Width, table)
	widgets.Put(objects[1], 0, table+12, size.Width, below)
}

// caseRow is the height of a case in the preview, in pixels at normal scale.
const caseRow = 56

// newCaseList is the list of the cases of a file: title, number and what the file
// says, and what would be done.
func newCaseList(cases []caseWords) fyne.CanvasObject {
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}, {Width: 84}}, NoHead: true, RowHeight: caseRow,
		Draw: func(c *widgets.Cell) {
			w := cases[c.Row]
			if c.Col == 1 {
				c.Status(c.X, c.Y, w.tone, w.act, c.Style(theme.Second, nil))
				return
			}
			half := c.Px(12)
			small := c.Style(theme.Small, c.Tokens.Ink2)
			c.Fit(c.X, c.Y-half, c.W, w.title, c.Style(theme.Body, nil))
			no := c.Fit(c.X, c.Y+half, c.W, w.no, small) + c.Px(12)
			c.Fit(c.X+no, c.Y+half, c.W-no, w.what, small)
		},
	})
	t.SetRows(len(cases), false)
	return t
}
