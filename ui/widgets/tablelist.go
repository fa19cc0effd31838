package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// tableList is Fyne's list with the keys moving the selection itself.
type tableList struct {
	widget.List
	table *Table
}

func newTableList(t *Table) *tableList {
	l := &tableList{table: t}
	l.Length = func() int { return t.rows }
	l.CreateItem = func() fyne.CanvasObject { return newTableRow(t) }
	l.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*tableRow)
		row.row = id
		row.Refresh()
		t.wantMore(id)
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves the selection and opens.
func (l *tableList) TypedKey(e *fyne.KeyEvent) {
	t := l.table
	if t.cfg.OnKey != nil && t.cfg.OnKey(e.Name) {
		return
	}
	page := max(1, int(l.Size().Height/t.rowHeight(theme.Current()))-1)
	switch e.Name {
	case fyne.KeyDown:
		t.Select(min(t.selected+1, t.rows-1))
	case fyne.KeyUp:
		t.Select(max(t.selected-1, 0))
	case fyne.KeyPageDown:
		t.Select(min(t.selected+page, t.rows-1))
	case fyne.KeyPageUp:
		t.Select(max(t.selected-page, 0))
	case fyne.KeyHome:
		t.Select(0)
	case fyne.KeyEnd:
		t.Select(t.rows - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.selected != NoRow && t.cfg.OnOpen != nil {
			t.cfg.OnOpen(t.selected)
		}
	default:
		passOn(l, e)
	}
}

// FocusGained selects the first row when none is.
func (l *tableList) FocusGained() {
	l.List.FocusGained()
	l.table.focused = true
	l.Refresh()
	if l.table.selected == NoRow {
		l.table.Select(0)
	}
}

// FocusLost takes the focus halo from the selected row.
func (l *tableList) FocusLost() {
	l.List.FocusLost()
	l.table.focused = false
	l.Refresh()
}

// tableRow is one drawn row.
type tableRow struct {
	widget.BaseWidget
	table *Table
	row   int
}

func newTableRow(t *Table) *tableRow {
	r := &tableRow{table: t, row: NoRow}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer makes the drawing; Fyne calls it.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

// minimum is one pixel less than a row: the list's hairline is the last one.
func (r *tableRow) minimum(th *theme.Theme) fyne.Size {
	return fyne.NewSize(th.Px(60), r.table.rowHeight(th)-1)
}

// Tapped selects the row or runs its verb.
func (r *tableRow) Tapped(e *fyne.PointEvent) { r.table.tap(r.row, e.Position, r.Size().Width) }

func (r *tableRow) paint(p *Pen, size fyne.Size) {
	t := r.table
	if r.row < 0 || r.row >= t.rows || size.Width <= 0 {
		return
	}
	selected := r.row == t.selected
	if selected {
		p.Rect(0, 0, size.Width, size.Height, p.Tokens.Select)
		if t.focused {
			// bars, not a stroked frame: that is painted beside its place in a list
			p.Rect(0, 0, size.Width, 2, p.Tokens.BlueLine)
			p.Rect(0, size.Height-2, size.Width, 2, p.Tokens.BlueLine)
			p.Rect(size.Width-2, 0, 2, size.Height, p.Tokens.BlueLine)
		}
		p.Rect(0, 0, 3, size.Height, p.Tokens.Blue)
	} else {
		p.Rect(0, 0, size.Width, size.Height, p.Tokens.Card)
	}
	if t.cfg.Draw == nil {
		return
	}
	for i, c := range t.cfg.Columns {
		x, w := t.column(i, size.Width)
		t.cfg.Draw(&Cell{
			Pen: p, Row: r.row, Col: i, X: x, W: w, Y: size.Height / 2, H: size.Height,
			Selected: selected, right: c.Right,
		})
	}
}
