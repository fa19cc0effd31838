package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// MonthGrid shows the weeks of a month from Monday on, civil and lunar day.
// Arrow keys move a cursor, Enter or a tap picks the day.
type MonthGrid struct {
	widget.BaseWidget

	// OnPick is told the index of the day in Set's list.
	OnPick func(i int)

	days    []Day
	cursor  int
	focused bool
}

// NewMonthGrid returns a grid; days begin on a Monday and are whole weeks.
func NewMonthGrid(days []Day, pick func(i int)) *MonthGrid {
	m := &MonthGrid{OnPick: pick}
	m.ExtendBaseWidget(m)
	m.Set(days)
	return m
}

// Set changes the days; the cursor goes to today, else to the first day.
func (m *MonthGrid) Set(days []Day) {
	m.days, m.cursor = days, 0
	for i, d := range days {
		if d.Today {
			m.cursor = i
		}
	}
	m.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (m *MonthGrid) CreateRenderer() fyne.WidgetRenderer { return newRenderer(m) }

func (m *MonthGrid) weeks() int { return (len(m.days) + 6) / 7 }

func (m *MonthGrid) minimum(th *theme.Theme) fyne.Size {
	return fyne.NewSize(th.Px(280), th.Px(24)+th.Px(38)*float32(m.weeks()))
}

func (m *MonthGrid) cell(th *theme.Theme, i int) (x, y, w, h float32) {
	size, head := m.Size(), th.Px(24)
	w = size.Width / 7
	h = min((size.Height-head)/float32(max(m.weeks(), 1)), th.Px(54))
	return round(float32(i%7) * w), round(head + float32(i/7)*h), round(w), round(h)
}

func (m *MonthGrid) paint(p *Pen, _ fyne.Size) {
	k := p.Tokens
	for i, word := range weekdays() {
		x, _, w, _ := m.cell(p.Theme, i)
		p.TextMid(x+w/2, p.Px(10), word, p.Style(theme.Small, k.Ink2))
	}
	for i, d := range m.days {
		x, y, w, h := m.cell(p.Theme, i)
		bw, bh := min(w-4, p.Px(48)), min(h-2, p.Px(44))
		bx, by := round(x+(w-bw)/2), round(y+(h-bh)/2)
		p.dayGround(d, bx, by, bw, bh, theme.RadiusControl)
		if m.focused && i == m.cursor {
			p.halo(bx, by, bw, bh, theme.RadiusControl)
		}
		word, s := p.dayText(d)
		s.Size = p.Theme.Text(theme.Body)
		lunar := s
		lunar.Size, lunar.Bold = p.Theme.Text(theme.Floor), false
		if d.Mark == DayPlain {
			lunar.Color = k.Ink2
		}
		p.TextMid(x+w/2, by+bh*0.31, word, s)
		p.TextMid(x+w/2, by+bh*0.73, d.Lunar, lunar)
	}
}

func weekdays() [7]string { return [7]string{"一", "二", "三", "四", "五", "六", "日"} }

// Tapped picks the day under the pointer.
func (m *MonthGrid) Tapped(e *fyne.PointEvent) {
	for i := range m.days {
		x, y, w, h := m.cell(theme.Current(), i)
		if e.Position.X >= x && e.Position.X < x+w && e.Position.Y >= y && e.Position.Y < y+h {
			m.pick(i)
			return
		}
	}
}

func (m *MonthGrid) pick(i int) {
	m.move(i)
	if m.OnPick != nil {
		m.OnPick(i)
	}
}

func (m *MonthGrid) move(i int) {
	if i >= 0 && i < len(m.days) {
		m.cursor = i
		m.Refresh()
	}
}

// TypedKey moves the cursor and picks.
func (m *MonthGrid) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		m.move(m.cursor - 1)
	case fyne.KeyRight:
		m.move(m.cursor + 1)
	case fyne.KeyUp:
		m.move(m.cursor - 7)
	case fyne.KeyDown:
		m.move(m.cursor + 7)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if m.cursor < len(m.days) {
			m.pick(m.cursor)
		}
	default:
		passOn(m, e)
	}
}

// TypedRune does nothing.
func (m *MonthGrid) TypedRune(rune) {}

// FocusGained shows the cursor.
func (m *MonthGrid) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost hides the cursor.
func (m *MonthGrid) FocusLost() { m.focused = false; m.Refresh() }

// Cursor is a hand.
func (m *MonthGrid) Cursor() desktop.Cursor { return desktop.PointerCursor }
