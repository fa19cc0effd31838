package documents

// Space inside a cell, in points.
const padX, padY = 3.0, 3.0

const edge = 0.5 // weight of a cell's border

// laidRow is one row of a table with its cells broken into lines.
type laidRow struct {
	cells  []laidCell
	lines  int
	height float64
}

type laidCell struct {
	x, width float64
	lines    [][]mark
	align    Align
}

// table lays a table over as many pages as it needs, its head on each. A row moves to the
// next page as a whole; only one that no page can hold is cut between lines.
func (c *composer) table(t Table) {
	head := laidRow{}
	if len(t.Head) > 0 {
		head = c.lay(t, t.Head, 0)
	}
	rows := make([]laidRow, 0, len(t.Rows))
	for _, r := range t.Rows {
		rows = append(rows, c.lay(t, r, t.Least*perMM))
	}
	first := head.height
	if len(rows) > 0 {
		first += min(rows[0].height, c.bottom()-c.top()-head.height)
	}
	c.room(first)
	c.drawRow(t, head, 0, head.lines)
	for _, r := range rows {
		c.row(t, head, r)
	}
}

func (c *composer) lay(t Table, cells []Cell, least float64) laidRow {
	var out laidRow
	x, col := c.left(), 0
	for _, cell := range cells {
		width := 0.0
		for range max(cell.Span, 1) {
			if col < len(t.Widths) {
				width += t.Widths[col] * perMM
				col++
			}
		}
		var text typed
		text.add(c.ruler, cell.Run, black)
		l := laidCell{x: x, width: width, align: cell.Align}
		if len(text.runes) > 0 {
			l.lines = text.set(width-2*padX, 0, t.Pitch, cell.Size, cell.Align)
		}
		out.cells = append(out.cells, l)
		out.lines = max(out.lines, len(l.lines))
		x += width
	}
	out.height = max(float64(out.lines)*t.Pitch+2*padY, least)
	return out
}

// row places one row, on the next page if it must.
func (c *composer) row(t Table, head, r laidRow) {
	if c.y+r.height <= c.bottom()+0.01 {
		c.drawRow(t, r, 0, r.lines)
		return
	}
	page := c.bottom() - c.top() - head.height
	if r.height <= page+0.01 {
		c.turn()
		c.drawRow(t, head, 0, head.lines)
		c.drawRow(t, r, 0, r.lines)
		return
	}
	for from := 0; from < r.lines; {
		n := int((c.bottom() - c.y - 2*padY + 0.01) / t.Pitch)
		if n < 1 {
			c.turn()
			c.drawRow(t, head, 0, head.lines)
			n = max(int((c.bottom()-c.y-2*padY+0.01)/t.Pitch), 1)
		}
		n = min(n, r.lines-from)
		part := r
		part.height = float64(n)*t.Pitch + 2*padY
		c.drawRow(t, part, from, from+n)
		from += n
	}
}

// drawRow draws the lines from to of a row with its borders.
func (c *composer) drawRow(t Table, r laidRow, from, to int) {
	if len(r.cells) == 0 {
		return
	}
	for _, cell := range r.cells {
		c.now().box(cell.x, c.y, cell.width, r.height, edge, black)
		lines := cell.lines[min(from, len(cell.lines)):min(to, len(cell.lines))]
		y := c.y + padY
		if from == 0 && to == r.lines { // a whole row stands in the middle
			y = c.y + (r.height-float64(len(lines))*t.Pitch)/2
		}
		for _, marks := range lines {
			c.place(marks, cell.x+padX, y)
			y += t.Pitch
		}
	}
	c.y += r.height
}
