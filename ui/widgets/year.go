package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Month is a month of a year's calendar.
type Month struct {
	Title string // 11月
	Lunar string // 九月 十月
	First int    // weekday of the first day, Monday 0 to Sunday 6
	Days  []Day  // from the 1st on
}

// YearGrid shows twelve months on twelve sheets, four by three. Arrow keys move
// a day cursor over the whole year, page keys by a month; Enter or a tap picks.
type YearGrid struct {
	widget.BaseWidget

	// OnPick is told the month, 0 to 11, and the day, 1 to 31.
	OnPick func(month, day int)
	// OnMove is told where the cursor has gone.
	OnMove func(month, day int)

	months  []Month
	month   int
	day     int // index in Days
	focused bool
}

// NewYearGrid returns a grid of up to twelve months.
func NewYearGrid(months []Month, pick func(month, day int)) *YearGrid {
	y := &YearGrid{OnPick: pick}
	y.ExtendBaseWidget(y)
	y.Set(months)
	return y
}

// Set changes the months; the cursor goes to today, else to the first day.
func (y *YearGrid) Set(months []Month) {
	y.months, y.month, y.day = months[:min(len(months), 12)], 0, 0
	for i, m := range y.months {
		for j, d := range m.Days {
			if d.Today {
				y.month, y.day = i, j
			}
		}
	}
	y.Refresh()
}

// At is the cursor: month 0 to 11, day 1 to 31.
func (y *YearGrid) At() (month, day int) { return y.month, y.day + 1 }

// MoveTo puts the cursor on a day without telling anyone.
func (y *YearGrid) MoveTo(month, day int) {
	if month < 0 || month >= len(y.months) || len(y.months[month].Days) == 0 {
		return
	}
	y.month = month
	y.day = min(max(day-1, 0), len(y.months[month].Days)-1)
	y.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (y *YearGrid) CreateRenderer() fyne.WidgetRenderer { return newRenderer(y) }

func (y *YearGrid) minimum(th *theme.Theme) fyne.Size {
	return fyne.NewSize(4*th.Px(200)+30, 3*th.Px(196)+20)
}

// sheet is the place of a month's sheet.
func (y *YearGrid) sheet(i int) (x, top, w, h float32) {
	size := y.Size()
	w, h = round((size.Width-30)/4), round((size.Height-20)/3)
	return float32(i%4) * (w + 10), float32(i/4) * (h + 10), w, h
}

// cell is the middle of a day's cell in its sheet, and its size.
func (y *YearGrid) cell(th *theme.Theme, month, slot int) (cx, cy, w, h float32) {
	x, top, sw, sh := y.sheet(month)
	head := th.Px(51)
	w, h = (sw-14)/7, min((sh-head-6)/6, th.Px(27))
	cx = x + 7 + w*(float32(slot%7)+0.5)
	cy = top + head + h*(float32(slot/7)+0.5)
	return round(cx), round(cy), w, h
}

func (y *YearGrid) paint(p *Pen, _ fyne.Size) {
	for i, m := range y.months {
		y.paintMonth(p, i, m)
	}
}

func (y *YearGrid) paintMonth(p *Pen, i int, m Month) {
	k := p.Tokens
	x, top, w, h := y.sheet(i)
	p.Sheet(x, top, w, h)
	if i == y.month {
		p.Frame(x, top, w, h, theme.RadiusCard, nil, k.Blue, 2)
	}
	p.Text(x+12, top+p.Px(18), m.Title, p.Strong(theme.Body, k.Ink))
	p.TextRight(x+w-12, top+p.Px(18), m.Lunar, p.Style(theme.Small, k.Ink2))
	for j, word := range weekdays() {
		cx, _, _, _ := y.cell(p.Theme, i, j)
		p.TextMid(cx, top+p.Px(41), word, p.Style(theme.Floor, k.Ink2))
	}
	for j, d := range m.Days {
		cx, cy, cw, ch := y.cell(p.Theme, i, m.First+j)
		bw, bh := min(cw-2, p.Px(26)), min(ch-1, p.Px(25))
		bx, by := round(cx-bw/2), round(cy-bh/2)
		p.dayGround(d, bx, by, round(bw), round(bh), theme.RadiusSquare+1)
		if y.focused && i == y.month && j == y.day {
			p.halo(bx, by, round(bw), round(bh), theme.RadiusSquare+1)
		}
		word, s := p.dayText(d)
		s.Size = p.Theme.Text(theme.Small)
		p.TextMid(cx, cy, word, s)
	}
}

// Tapped picks the day under the pointer.
func (y *YearGrid) Tapped(e *fyne.PointEvent) {
	th := theme.Current()
	for i, m := range y.months {
		x, top, w, h := y.sheet(i)
		if e.Position.X < x || e.Position.X >= x+w || e.Position.Y < top || e.Position.Y >= top+h {
			continue
		}
		for j := range m.Days {
			cx, cy, cw, ch := y.cell(th, i, m.First+j)
			if abs(e.Position.X-cx) <= cw/2 && abs(e.Position.Y-cy) <= ch/2 {
				y.move(i, j)
				y.pick()
				return
			}
		}
		y.move(i, min(y.day, len(m.Days)-1))
		return
	}
}

func (y *YearGrid) pick() {
	if y.OnPick != nil && len(y.months) > 0 {
		y.OnPick(y.At())
	}
}

// move puts the cursor on day index j of a month, going over month ends.
func (y *YearGrid) move(month, j int) {
	for month >= 0 && month < len(y.months) && j < 0 {
		month--
		if month >= 0 {
			j += len(y.months[month].Days)
		}
	}
	for month >= 0 && month < len(y.months) && j >= len(y.months[month].Days) {
		j -= len(y.months[month].Days)
		month++
	}
	if month < 0 || month >= len(y.months) {
		return
	}
	y.month, y.day = month, j
	y.Refresh()
	if y.OnMove != nil {
		y.OnMove(y.At())
	}
}

// page moves by months and stays on the day, or on the month's last.
func (y *YearGrid) page(by int) {
	to := y.month + by
	if to >= 0 && to < len(y.months) {
		y.move(to, min(y.day, len(y.months[to].Days)-1))
	}
}

// TypedKey moves the cursor and picks.
func (y *YearGrid) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		y.move(y.month, y.day-1)
	case fyne.KeyRight:
		y.move(y.month, y.day+1)
	case fyne.KeyUp:
		y.move(y.month, y.day-7)
	case fyne.KeyDown:
		y.move(y.month, y.day+7)
	case fyne.KeyPageUp:
		y.page(-1)
	case fyne.KeyPageDown:
		y.page(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		y.pick()
	default:
		passOn(y, e)
	}
}

// TypedRune does nothing.
func (y *YearGrid) TypedRune(rune) {}

// FocusGained shows the cursor.
func (y *YearGrid) FocusGained() { y.focused = true; y.Refresh() }

// FocusLost hides the cursor.
func (y *YearGrid) FocusLost() { y.focused = false; y.Refresh() }

// Cursor is a hand.
func (y *YearGrid) Cursor() desktop.Cursor { return desktop.PointerCursor }

func abs(v float32) float32 { return max(v, -v) }
