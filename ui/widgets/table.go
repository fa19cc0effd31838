package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Sort is the arrow in a column's head.
type Sort int

// The arrows.
const (
	Unsorted Sort = iota
	Ascending
	Descending
)

// Column is a column of a table. Width is in pixels at normal scale; the
// columns with a Weight share what is left.
type Column struct {
	Title  string
	Width  float32
	Weight float32
	Right  bool // head and Cell.Text stand at the right end
	Verb   bool // a tap is the row's verb, not a selection
	Sort   Sort
}

// Cell is the place a renderer draws one cell in: from X, W wide, the row H
// high, Y its middle.
type Cell struct {
	*Pen
	Row, Col   int
	X, Y, W, H float32
	Selected   bool
	right      bool
}

// Write draws the cell's text, cut to the cell, at the column's side.
func (c *Cell) Write(text string, s Style) {
	if c.right {
		c.TextRight(c.X+c.W, c.Y, Cut(text, c.W, s), s)
		return
	}
	c.Fit(c.X, c.Y, c.W, text, s)
}

// TableConfig is what a table is made of.
type TableConfig struct {
	Columns   []Column
	RowHeight float32 // pixels at normal scale; 0 is the one-line row
	NoHead    bool    // a list: no head row
	Draw      func(c *Cell)
	OnSelect  func(row int)      // selection has moved, by key or tap
	OnOpen    func(row int)      // Enter or double tap
	OnVerb    func(row, col int) // tap on a Verb column
	OnSort    func(col int)      // tap on a head
	OnMore    func()             // the last rows are in sight and there are more
	OnKey     func(k fyne.KeyName) bool
	Clock     func() time.Time // tells double taps; nil is the wall clock
}

// NoRow is the selection of an empty table.
const NoRow = -1

// Table is a list of drawn rows under a drawn head. Rows come in pages: when
// the end comes into sight, OnMore is called once until SetRows answers.
type Table struct {
	widget.BaseWidget

	cfg      TableConfig
	list     *tableList
	rows     int
	more     bool
	asked    bool
	focused  bool // the selected row wears the focus halo
	selected int
	tappedAt time.Time
}

// NewTable returns an empty table.
func NewTable(cfg TableConfig) *Table {
	t := &Table{cfg: cfg, selected: NoRow}
	if t.cfg.Clock == nil {
		t.cfg.Clock = time.Now
	}
	t.list = newTableList(t)
	t.ExtendBaseWidget(t)
	return t
}

// SetRows says how many rows there are now and whether more can be had. The
// selection stays if its row is still there; else it is the last row.
func (t *Table) SetRows(n int, more bool) {
	t.rows, t.more, t.asked = n, more, false
	if t.selected >= n {
		t.selected = n - 1
	}
	t.list.Refresh()
}

// Rows is the number of rows.
func (t *Table) Rows() int { return t.rows }

// Selected is the selected row, or NoRow.
func (t *Table) Selected() int { return t.selected }

// Select selects a row, brings it into sight and tells OnSelect.
func (t *Table) Select(row int) {
	if row < 0 || row >= t.rows {
		return
	}
	moved := row != t.selected
	t.selected = row
	t.list.ScrollTo(row)
	t.list.Refresh()
	if moved && t.cfg.OnSelect != nil {
		t.cfg.OnSelect(row)
	}
}

// SetColumns changes the columns, e.g. the sort arrow.
func (t *Table) SetColumns(columns []Column) {
	t.cfg.Columns = columns
	t.Refresh()
}

// Top scrolls to the first row.
func (t *Table) Top() { t.list.ScrollToTop() }

// Focusable is what takes the keys: give it to Canvas.Focus.
func (t *Table) Focusable() fyne.Focusable { return t.list }

// tap is a tap on a row: the verb, the selection, or the second one that opens.
func (t *Table) tap(row int, pos fyne.Position, width float32) {
	now := t.cfg.Clock()
	again := row == t.selected && now.Sub(t.tappedAt) < 400*time.Millisecond
	t.tappedAt = now
	t.Select(row)
	t.focus()
	for i, c := range t.cfg.Columns {
		x, w := t.column(i, width)
		if c.Verb && pos.X >= x-8 && pos.X < x+w+8 && t.cfg.OnVerb != nil {
			t.cfg.OnVerb(row, i)
			return
		}
	}
	if again && t.cfg.OnOpen != nil {
		t.cfg.OnOpen(row)
	}
}

// focus takes the keys.
func (t *Table) focus() {
	if cv := fyne.CurrentApp().Driver().CanvasForObject(t.list); cv != nil {
		cv.Focus(t.list)
	}
}

// wantMore asks for the next page once.
func (t *Table) wantMore(row int) {
	if row < t.rows-1 || !t.more || t.asked || t.cfg.OnMore == nil {
		return
	}
	t.asked = true
	t.cfg.OnMore()
}

const tableMargin = 18

// column is the place of a column in a row of the given width.
func (t *Table) column(i int, width float32) (x, w float32) {
	th := theme.Current()
	gap := th.Gap(14)
	rest, weights := width-2*tableMargin-gap*float32(len(t.cfg.Columns)-1), float32(0)
	for _, c := range t.cfg.Columns {
		if c.Weight > 0 {
			weights += c.Weight
		} else {
			rest -= th.Px(c.Width)
		}
	}
	x = tableMargin
	for j, c := range t.cfg.Columns {
		w = th.Px(c.Width)
		if c.Weight > 0 {
			w = max(0, round(rest*c.Weight/weights))
		}
		if j == i {
			break
		}
		x += w + gap
	}
	return x, w
}

func (t *Table) rowHeight(th *theme.Theme) float32 {
	if t.cfg.RowHeight == 0 {
		return th.TableRow()
	}
	return th.Px(t.cfg.RowHeight)
}

func (t *Table) headHeight(th *theme.Theme) float32 {
	if t.cfg.NoHead {
		return 0
	}
	return th.Px(38)
}

func (t *Table) minimum(th *theme.Theme) fyne.Size {
	w := float32(2 * tableMargin)
	for _, c := range t.cfg.Columns {
		w += max(th.Px(c.Width), th.Px(60)) + th.Gap(14)
	}
	return fyne.NewSize(w, t.headHeight(th)+2*t.rowHeight(th))
}

// paint draws the head.
func (t *Table) paint(p *Pen, size fyne.Size) {
	h := t.headHeight(p.Theme)
	if h == 0 {
		return
	}
	ground := p.Rect(0, 0, size.Width, h, p.Tokens.Quiet)
	ground.TopLeftCornerRadius, ground.TopRightCornerRadius = 9, 9
	p.HLine(0, h-1, size.Width)
	s := p.Style(theme.Small, p.Tokens.Ink2)
	for i, c := range t.cfg.Columns {
		x, w := t.column(i, size.Width)
		if c.Right {
			p.TextRight(x+w, h/2, c.Title, s)
			continue
		}
		end := x + p.Fit(x, h/2, w, c.Title, s) + p.Px(9)
		p.arrow(end, h/2, c.Sort)
	}
}

// arrow draws the sort arrow around (cx, cy).
func (p *Pen) arrow(cx, cy float32, s Sort) {
	d := p.Px(4)
	switch s {
	case Ascending:
		p.Poly(p.Tokens.Blue, fyne.NewPos(cx, cy-d), fyne.NewPos(cx+d, cy+d/2), fyne.NewPos(cx-d, cy+d/2))
	case Descending:
		p.Poly(p.Tokens.Blue, fyne.NewPos(cx-d, cy-d/2), fyne.NewPos(cx+d, cy-d/2), fyne.NewPos(cx, cy+d))
	}
}

// Tapped takes the keys and sorts by the head under the pointer.
func (t *Table) Tapped(e *fyne.PointEvent) {
	t.focus()
	if t.cfg.OnSort == nil || e.Position.Y >= t.headHeight(theme.Current()) {
		return
	}
	for i := range t.cfg.Columns {
		x, w := t.column(i, t.Size().Width)
		if e.Position.X >= x-4 && e.Position.X < x+w+4 {
			t.cfg.OnSort(i)
			return
		}
	}
}

// CreateRenderer makes the drawing; Fyne calls it.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return &tableRenderer{renderer: renderer{w: t}, table: t}
}

type tableRenderer struct {
	renderer
	table *Table
}

func (r *tableRenderer) Objects() []fyne.CanvasObject {
	return append(r.objects[:len(r.objects):len(r.objects)], r.table.list)
}

func (r *tableRenderer) Layout(size fyne.Size) {
	r.draw(size)
	h := r.table.headHeight(theme.Current())
	Put(r.table.list, 0, h, size.Width, size.Height-h)
}

func (r *tableRenderer) Refresh() {
	r.Layout(r.table.Size())
	r.table.list.Refresh()
	canvas.Refresh(r.table)
}
