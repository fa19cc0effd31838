package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Tab is a leaf of a record and how much is on it; a Count below zero is not shown.
type Tab struct {
	Word  string
	Count int
}

// Tabs is a line of tabs; the chosen one is blue and underlined.
type Tabs struct {
	widget.BaseWidget

	tabs    []Tab
	chosen  int
	focused bool
	changed func(i int)
}

// NewTabs returns tabs with the first chosen.
func NewTabs(tabs []Tab, changed func(i int)) *Tabs {
	t := &Tabs{tabs: tabs, changed: changed}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes words and counts.
func (t *Tabs) Set(tabs []Tab) {
	t.tabs = tabs
	t.chosen = min(t.chosen, max(0, len(tabs)-1))
	t.Refresh()
}

// Chosen is the index of the chosen tab.
func (t *Tabs) Chosen() int { return t.chosen }

// Choose goes to a tab and tells about it.
func (t *Tabs) Choose(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.chosen {
		return
	}
	t.chosen = i
	t.Refresh()
	if t.changed != nil {
		t.changed(i)
	}
}

// CreateRenderer makes the drawing; Fyne calls it.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

func (t *Tabs) count(i int) string {
	if t.tabs[i].Count < 0 {
		return ""
	}
	return strconv.Itoa(t.tabs[i].Count)
}

// span is where tab i begins and how wide it is.
func (t *Tabs) span(p *Pen, i int) (x, w float32) {
	word, num := p.Strong(theme.Body, nil), p.Style(theme.Small, nil)
	for j := range t.tabs {
		w = round(word.Width(t.tabs[j].Word) + p.Px(6) + num.Width(t.count(j)))
		if j == i {
			return x, w
		}
		x += w + p.Px(30)
	}
	return x, 0
}

func (t *Tabs) minimum(th *theme.Theme) fyne.Size {
	x, _ := t.span(newPen(th), len(t.tabs))
	return fyne.NewSize(x, th.Px(38))
}

func (t *Tabs) paint(p *Pen, size fyne.Size) {
	k := p.Tokens
	p.HLine(0, size.Height-1, size.Width)
	for i, tab := range t.tabs {
		x, w := t.span(p, i)
		word, num := p.Style(theme.Body, k.Ink2), p.Style(theme.Small, k.Ink2)
		if i == t.chosen {
			word = p.Strong(theme.Body, k.Blue)
			p.Box(x, size.Height-3, w, 3, 1.5, k.BlueFill)
			if t.focused {
				p.halo(x-4, 4, w+8, size.Height-10, theme.RadiusControl)
			}
		}
		end := x + p.Text(x, size.Height/2, tab.Word, word)
		p.Text(end+p.Px(6), size.Height/2+1, t.count(i), num)
	}
}

// Tapped goes to the tab under the pointer.
func (t *Tabs) Tapped(e *fyne.PointEvent) {
	p := newPen(theme.Current())
	for i := range t.tabs {
		if x, w := t.span(p, i); e.Position.X >= x-p.Px(12) && e.Position.X < x+w+p.Px(12) {
			t.Choose(i)
			return
		}
	}
}

// TypedKey goes to the tab beside.
func (t *Tabs) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyRight:
		t.Choose(t.chosen + 1)
	case fyne.KeyLeft:
		t.Choose(t.chosen - 1)
	default:
		passOn(t, e)
	}
}

// TypedRune goes to the n-th tab.
func (t *Tabs) TypedRune(r rune) { t.Choose(int(r - '1')) }

// FocusGained shows the focus halo.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost takes the focus halo away.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// Cursor is a hand.
func (t *Tabs) Cursor() desktop.Cursor { return desktop.PointerCursor }
