package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// Columns of the list.
const (
	colNo = iota
	colTitle
	colPlace
	colKind
	colTrack
	colState
	colDue
)

// columnsFor are the columns that fit into a width in pixels: where there is little,
// the village, the kind and the state are read in the pane.
func columnsFor(width float32) []int {
	const all = 760 // at normal scale
	if width < all*theme.Current().Factor() {
		return []int{colNo, colTitle, colTrack, colDue}
	}
	return []int{colNo, colTitle, colPlace, colKind, colTrack, colState, colDue}
}

// fit chooses the columns for a width.
func (r *casesRoom) fit(width float32) {
	if shown := columnsFor(width); !slices.Equal(shown, r.shown) {
		r.shown = shown
		r.table.SetColumns(r.columns())
	}
}

func (r *casesRoom) columns() []widgets.Column {
	all := []widgets.Column{
		colNo: {Title: "编号", Width: 72}, colTitle: {Title: "事项", Weight: 1}, colPlace: {Title: "村", Width: 58},
		colKind: {Title: "类别", Width: 58}, colTrack: {Title: "层级", Width: 88}, colState: {Title: "化解状态", Width: 76},
		colDue: {Title: "下一期限", Width: 116},
	}
	switch r.orderNow() {
	case byNumber:
		all[colNo].Sort = widgets.Descending
	default:
		all[colDue].Sort = widgets.Ascending
	}
	var out []widgets.Column
	for _, c := range r.shown {
		out = append(out, all[c])
	}
	return out
}

// sort follows a tap on a head: by number or by the next date.
func (r *casesRoom) sort(col int) {
	switch r.shown[col] {
	case colNo:
		r.order = byNumber
	case colDue:
		r.order = byDue
	default:
		return
	}
	r.tapped = true
	r.table.SetColumns(r.columns())
	r.table.Top()
	r.load()
}

// draw draws one cell.
func (r *casesRoom) draw(c *widgets.Cell) {
	if c.Row >= len(r.rows) {
		return
	}
	l := r.eyes.line(r.rows[c.Row])
	second := c.Style(theme.Second, c.Tokens.Ink2)
	switch r.shown[c.Col] {
	case colNo:
		c.Write(l.No, second)
	case colTitle:
		s := c.Style(theme.Body, c.Tokens.Ink)
		s.Bold = c.Selected
		c.Write(l.Title, s)
	case colPlace:
		c.Write(l.Place, c.Style(theme.Second, c.Tokens.Ink))
	case colKind:
		c.Write(l.Kind, second)
	case colTrack:
		c.Track(c.X, c.Y, 20, l.Track)
	case colState:
		c.Status(c.X, c.Y, l.StateTone, l.State, c.Style(theme.Second, nil))
	case colDue:
		r.drawDue(c, l)
	}
}

// drawDue draws the day and what is left; shapes are for what is late or today.
func (r *casesRoom) drawDue(c *widgets.Cell, l caseLine) {
	c.Text(c.X, c.Y, l.Due, c.Style(theme.Second, c.Tokens.Ink))
	x, s := c.X+c.Px(46), c.Style(theme.Second, c.Tokens.Ink2)
	if l.Due == "" {
		x = c.X
	}
	switch l.LeftTone {
	case widgets.Red, widgets.Ochre:
		c.Status(x, c.Y, l.LeftTone, l.Left, c.Style(theme.Second, nil))
	case widgets.Blue:
		s.Color = c.Tokens.Blue
		c.Text(x+c.Px(13), c.Y, l.Left, s)
	default:
		if l.Due != "" {
			x += c.Px(13)
		}
		c.Text(x, c.Y, l.Left, s)
	}
}

// tableKey are the keys of the list beside those that move in it.
func (r *casesRoom) tableKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter:
		return false
	}
	return r.key(k)
}

func (r *casesRoom) focusList() {
	if len(r.rows) > 0 {
		r.d.window.Canvas().Focus(r.table.Focusable())
	}
}

func (r *casesRoom) endSearch() {
	if r.search.Text != "" {
		r.search.SetText("")
		r.tapped = false
		r.typed++
		r.load()
	}
	r.focusList()
}

func (r *casesRoom) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "选择"},
		{Key: "回车", Word: "打开"},
		{Key: "空格", Word: "收起右侧"},
		{Key: "J", Word: "记一笔"},
		{Key: "Ctrl+F", Word: "找"},
		{Key: "T", Word: "更多条件"},
		{Key: "Ctrl+G", Word: "登记事项"},
		{Key: "F1", Word: "帮助"},
	}
}

func (r *casesRoom) key(k fyne.KeyName) bool {
	switch {
	case r.sheet != nil:
		return r.sheet.key(k)
	case r.asks != nil:
		return r.asks.key(k)
	case r.said != nil:
		return r.said.key(k)
	}
	switch k {
	case fyne.KeyJ:
		r.note()
	case fyne.KeyT:
		r.openSift()
	case fyne.KeyF8:
		r.clearSift()
	case fyne.KeyV:
		r.openVisits()
	case fyne.KeySpace:
		r.folded = !r.folded
		r.build()
		r.read()
	case fyne.KeyReturn, fyne.KeyEnter:
		r.open()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		r.focusList()
		if f := r.table.Focusable(); len(r.rows) > 0 {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		}
	default:
		return false
	}
	return true
}

func (r *casesRoom) shortcut(k fyne.KeyName) bool {
	if r.sheet != nil {
		if k == fyne.KeyS {
			r.sheet.submit()
		}
		return true
	}
	if r.asks != nil || r.said != nil {
		return true
	}
	switch k {
	case fyne.KeyF:
		r.d.window.Canvas().Focus(r.search)
	case fyne.KeyG:
		r.register()
	case fyne.KeyJ:
		r.note()
	default:
		return false
	}
	return true
}
