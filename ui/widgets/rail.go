package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// RailItem is a room one can go to. A Count of zero or less is not shown.
type RailItem struct {
	ID    string
	Icon  string
	Word  string
	Count int
}

// Ids of the leaf and of the two places at the foot of the rail.
const (
	RailCalendar = "rail:calendar"
	RailSettings = "rail:settings"
	RailLock     = "rail:lock"
)

// RailData is all a rail shows.
type RailData struct {
	Leaf     Leaf
	Note     string // 明天 村务日; "" shows none
	Today    bool   // the note is about today: it gets a soft ground
	Items    []RailItem
	Office   string // 柳河镇
	Operator string // 周敏·综治专干
}

// Rail is the navigation at the left edge.
type Rail struct {
	widget.BaseWidget

	data   RailData
	chosen string
	hover  string
	act    func(id string)
	leaf   *AlmanacLeaf
}

// NewRail returns a rail; act gets the id of the item tapped, or RailCalendar,
// RailSettings, RailLock.
func NewRail(data RailData, act func(id string)) *Rail {
	r := &Rail{data: data, act: act}
	r.leaf = NewAlmanacLeaf(data.Leaf, func() { act(RailCalendar) })
	r.ExtendBaseWidget(r)
	return r
}

// Set changes what the rail shows.
func (r *Rail) Set(data RailData) {
	r.data = data
	r.leaf.Set(data.Leaf)
	r.Refresh()
}

// Choose shows the room one is in.
func (r *Rail) Choose(id string) { r.chosen = id; r.Refresh() }

// place is the id and the box of everything that can be tapped.
type place struct {
	id         string
	x, y, w, h float32
}

func (r *Rail) places(th *theme.Theme, size fyne.Size) []place {
	y, step, h := r.top(th), itemStep(th), itemStep(th)-th.Px(4)
	out := make([]place, 0, len(r.data.Items)+2)
	for i, it := range r.data.Items {
		out = append(out, place{it.ID, 10, y + float32(i)*step, size.Width - 20, h})
	}
	foot := size.Height - th.Px(40)
	half := round(size.Width * 0.56)
	return append(out,
		place{RailSettings, 14, foot, half - 14, th.Px(36)},
		place{RailLock, half, foot, size.Width - half - 10, th.Px(36)})
}

// railColumns is the middle of the icons and where the words begin.
func railColumns(th *theme.Theme) (icon, word float32) {
	switch th.Scale() {
	case theme.Large:
		return 36, 60
	case theme.Village:
		return 40, 62
	default:
		return 33, 51
	}
}

func itemStep(th *theme.Theme) float32 { return [3]float32{45, 54, 60}[th.Scale()] }

// top is where the items begin.
func (r *Rail) top(th *theme.Theme) float32 {
	y := 16 + leafSize(th).Height
	switch {
	case th.Scale() == theme.Large:
		return y + 12
	case th.Scale() == theme.Village:
		return y + 66
	default:
		return y + 40
	}
}

func (r *Rail) minimum(th *theme.Theme) fyne.Size {
	h := r.top(th) + itemStep(th)*float32(len(r.data.Items)) + th.Px(110)
	return fyne.NewSize(th.RailWidth(), h)
}

func (r *Rail) paint(p *Pen, size fyne.Size) {
	k, w := p.Tokens, size.Width
	p.Rect(0, 0, w, size.Height, k.Rail)
	p.VLine(w-1, 0, size.Height)
	r.note(p, w)
	for i, pl := range r.places(p.Theme, size)[:len(r.data.Items)] {
		r.item(p, pl, r.data.Items[i])
	}
	foot := size.Height - p.Px(22)
	p.HLine(16, size.Height-p.Px(104), w-32)
	p.Fit(22, size.Height-p.Px(81), w-32, r.data.Office, p.Strong(theme.Body, k.Ink))
	p.Fit(22, size.Height-p.Px(57), w-32, r.data.Operator, p.Style(theme.Small, k.Ink2))
	for _, pl := range r.places(p.Theme, size)[len(r.data.Items):] {
		icon, word := "settings", "设置"
		if pl.id == RailLock {
			icon, word = "lock", "锁"
		}
		c := k.Ink2
		if r.hover == pl.id || r.chosen == pl.id {
			c = k.Blue
		}
		x := pl.x + p.Theme.Gap(14)
		p.Icon(icon, x, foot, p.Theme.Gap(18), c)
		p.Text(x+p.Theme.Gap(15), foot, word, Style{Size: p.Theme.Gap(14), Color: c})
	}
}

func (r *Rail) note(p *Pen, w float32) {
	if r.data.Note == "" || p.Theme.Scale() == theme.Large {
		return
	}
	k, s := p.Tokens, p.Style(theme.Second, p.Tokens.Blue)
	y := 16 + leafSize(p.Theme).Height + 18
	if p.Theme.Scale() == theme.Village {
		y += 9
	}
	if r.data.Today {
		s.Bold = true
		h := p.Px(27)
		p.Box(16, round(y-h/2), w-32, h, theme.RadiusControl, k.BlueSoft)
		p.TextMid(w/2, y, Cut(r.data.Note, w-36, s), s)
		return
	}
	p.Disc(29, y, 4, k.BlueFill)
	p.Fit(39, y, w-45, r.data.Note, s)
}

func (r *Rail) item(p *Pen, pl place, it RailItem) {
	k, cy := p.Tokens, pl.y+pl.h/2
	word, ic := p.Style(theme.Body, k.Ink), k.Ink2
	if p.Theme.Scale() == theme.Normal {
		word.Size = 15
	}
	switch {
	case it.ID == r.chosen:
		box := p.Frame(pl.x, pl.y, pl.w, pl.h, theme.RadiusBlock, k.Card, k.Line, 1)
		box.Shadow = canvas.Shadow{Color: k.Shadow, BlurRadius: 4, Spread: -1, Offset: fyne.NewPos(0, 1)}
		bar := round(pl.h * 0.5)
		p.Box(pl.x, round(cy-bar/2), 3, bar, 1, k.BlueFill)
		word.Bold, word.Color, ic = true, k.Blue, k.Blue
	case it.ID == r.hover:
		p.Box(pl.x, pl.y, pl.w, pl.h, theme.RadiusBlock, k.Card)
	}
	iconAt, wordAt := railColumns(p.Theme)
	p.Icon(it.Icon, iconAt, cy, p.Theme.Gap(20), ic)
	end := pl.x + pl.w - 8
	if it.Count > 0 {
		end -= p.TextRight(end, cy, strconv.Itoa(it.Count), p.Style(theme.Small, k.Ink2)) + 2
	}
	if w := end - wordAt; word.Width(it.Word) > w {
		word.Size *= w / word.Width(it.Word) // a long word in the large scale: smaller, but whole
	}
	p.Text(wordAt, cy, it.Word, word)
}

// Tapped goes to the room under the pointer.
func (r *Rail) Tapped(e *fyne.PointEvent) {
	if id := r.at(e.Position); id != "" {
		r.act(id)
	}
}

func (r *Rail) at(pos fyne.Position) string {
	for _, pl := range r.places(theme.Current(), r.Size()) {
		if pos.X >= pl.x && pos.X < pl.x+pl.w && pos.Y >= pl.y && pos.Y < pl.y+pl.h {
			return pl.id
		}
	}
	return ""
}

// MouseIn shows the item under the pointer.
func (r *Rail) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseMoved shows the item under the pointer.
func (r *Rail) MouseMoved(e *desktop.MouseEvent) {
	if id := r.at(e.Position); id != r.hover {
		r.hover = id
		r.Refresh()
	}
}

// MouseOut ends MouseIn.
func (r *Rail) MouseOut() { r.hover = ""; r.Refresh() }

// Cursor is a hand over an item.
func (r *Rail) Cursor() desktop.Cursor {
	if r.hover == "" {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer makes the drawing; Fyne calls it.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	return &railRenderer{renderer: renderer{w: r}, rail: r}
}

type railRenderer struct {
	renderer
	rail *Rail
}

func (r *railRenderer) Objects() []fyne.CanvasObject {
	return append(r.objects[:len(r.objects):len(r.objects)], r.rail.leaf)
}

func (r *railRenderer) Layout(size fyne.Size) {
	r.draw(size)
	m := r.rail.leaf.MinSize()
	Put(r.rail.leaf, round((size.Width-m.Width)/2), 16, m.Width, m.Height)
}

func (r *railRenderer) Refresh() {
	r.Layout(r.rail.Size())
	canvas.Refresh(r.rail)
}
