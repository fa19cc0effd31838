package ui

import (
	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// found is a row that a finder offers.
type found struct {
	name, beside, code string
	own                bool // 自己输, not a place
}

// finder is a field with the list of what fits it below: ↑↓ move in the list while the
// caret stays in the field, Enter takes.
type finder struct {
	search func(typed string) []found
	take   func(f found)
	rows   []found
	entry  *widgets.Entry
	list   *widgets.Table
}

// finderRows is how many rows are in sight: fewer where the letters are large.
func finderRows() int {
	if theme.Current().Scale() == theme.Normal {
		return 8
	}
	return 4
}

// finderHeight is the height of the list, in pixels at normal scale.
func finderHeight() float32 { return float32(finderRows()*36 + 4) }

func newFinder(placeholder string, search func(string) []found, take func(found)) *finder {
	f := &finder{search: search, take: take, entry: widgets.NewEntry(placeholder)}
	f.list = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 3}, {Weight: 4}, {Width: 120, Right: true}}, NoHead: true, RowHeight: 36,
		Draw: f.draw, OnOpen: func(i int) { f.take(f.rows[i]) },
	})
	f.entry.OnChanged = func(string) { f.look() }
	f.entry.OnNext = f.enter
	f.entry.OnKey = f.key
	f.look()
	return f
}

// look asks for what fits now.
func (f *finder) look() {
	f.rows = f.search(f.entry.Text)
	f.list.SetRows(len(f.rows), false)
	f.list.Top()
	f.list.Select(0)
}

func (f *finder) key(k fyne.KeyName) bool {
	at := f.list.Selected()
	switch k {
	case fyne.KeyDown:
		f.list.Select(min(at+1, len(f.rows)-1))
	case fyne.KeyUp:
		f.list.Select(max(at-1, 0))
	case fyne.KeyPageDown:
		f.list.Select(min(at+finderRows()-1, len(f.rows)-1))
	case fyne.KeyPageUp:
		f.list.Select(max(at-finderRows()+1, 0))
	default:
		return false
	}
	return true
}

// enter takes the row that is chosen.
func (f *finder) enter() {
	if i := f.list.Selected(); i >= 0 && i < len(f.rows) {
		f.take(f.rows[i])
	}
}

func (f *finder) draw(c *widgets.Cell) {
	r := f.rows[c.Row]
	switch {
	case c.Col == 0 && r.own:
		c.Fit(c.X, c.Y, c.W*2, r.name, c.Style(theme.Body, c.Tokens.Blue))
	case c.Col == 0 && c.Selected:
		c.Write(r.name, c.Strong(theme.Body, c.Tokens.Ink))
	case c.Col == 0:
		c.Write(r.name, c.Style(theme.Body, c.Tokens.Ink))
	case c.Col == 1:
		c.Write(r.beside, c.Style(theme.Second, c.Tokens.Ink2))
	default:
		c.Write(r.code, c.Style(theme.Second, c.Tokens.Ink2))
	}
}

func (f *finder) body() fyne.CanvasObject {
	return widgets.Down(10, f.entry, widgets.Fixed(0, finderHeight(), widgets.NewCard("", f.list).Flush()))
}
