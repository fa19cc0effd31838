package ui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// calendarPane is the year of village days.
type calendarPane struct {
	room   *dayRoom
	year   int
	view   yearView
	asked  int
	land   int // month to land on when the next year is there, 1 to 12; 0 none
	landOn int // and the day of it; 0 is the first
	object *fyne.Container
	grid   *widgets.YearGrid
	name   *widgets.Label
	counts *fyne.Container
	month  *widgets.Card
	lines  *fyne.Container
	about  *widgets.Card
	said   *fyne.Container
	start  *widgets.Button
	pick   *widgets.Picker
	sheet  *askSheet
	papers *paperBox
	look   *widgets.Button // goes to the day under the cursor
	fix    *widgets.Button // decides about it
	side   *fyne.Container
	body   *fyne.Container
	sub    *widgets.Label
}

func newCalendarPane(r *dayRoom) *calendarPane {
	p := &calendarPane{
		room: r, year: yearOf(r.d.office.Today()), object: container.NewStack(),
		name:   widgets.NewTitle("", theme.CardTitle).Aligned(fyne.TextAlignCenter),
		counts: container.NewStack(), lines: container.NewStack(), said: container.NewStack(),
	}
	p.sub = widgets.NewLabel("", theme.Body, widgets.Ink2)
	p.grid = widgets.NewYearGrid(nil, func(int, int) { p.showDay(); p.enter(false) })
	p.grid.OnMove = func(int, int) { p.showMonth(); p.showDay() }
	p.month = widgets.NewCard("", p.lines)
	p.papers = &paperBox{d: r.d}
	p.look = widgets.NewButton(widgets.Secondary, "看这一天", func() { p.enter(true) }).At(widgets.InCard)
	p.fix = widgets.NewButton(widgets.Quiet, "", p.decide).Key("D").At(widgets.InCard)
	p.about = widgets.NewCard("", widgets.Down(6, widgets.Grow(widgets.Scrolling(p.said)), widgets.Across(8, p.look, p.fix, widgets.Grow(nil))))
	p.start = widgets.NewButton(widgets.Primary, "接访", r.receive).Icon("people").Key("Ctrl+N")
	p.pick = widgets.NewPicker("选一个村", nil, p.choose)
	p.build()
	return p
}

func (p *calendarPane) build() {
	step := func(icon string, by int) fyne.CanvasObject {
		return widgets.NewButton(widgets.Quiet, "", func() { p.turn(by) }).Icon(icon).At(widgets.InCard)
	}
	turn := widgets.Across(4, step("chevron-left", -1), widgets.Fixed(130, 0, p.name), step("chevron-right", 1))
	poster := widgets.Middle(widgets.NewButton(widgets.Secondary, "打印年历", p.poster).Icon("printer").Key("F9"))
	right := []fyne.CanvasObject{widgets.Middle(turn), poster, widgets.Middle(p.start)}
	if p.room.d.office.Me().Level == casework.Township {
		right = []fyne.CanvasObject{widgets.Middle(turn), widgets.Middle(widgets.Fixed(150, 0, p.pick)), poster, widgets.Middle(p.start)}
	}
	switch {
	case p.room.d.office.Me().Level == casework.County:
		right = []fyne.CanvasObject{widgets.Middle(turn), poster}
	case theme.Current().Scale() == theme.Large: // no room beside the words of the month: F9
		right = slices.DeleteFunc(right, func(o fyne.CanvasObject) bool { return o == poster })
	}
	head := headLine(widgets.NewTitle("村务日", theme.Title), p.sub, right...)
	p.side = widgets.Down(10, widgets.NewCard("", p.counts), p.month, widgets.Grow(p.about))
	p.body = container.NewStack()
	p.object.Objects = []fyne.CanvasObject{roomPage(head, p.body)}
}

// load asks for the village days of the year and what was written down about them.
func (p *calendarPane) load() {
	p.asked++
	mine, year, r := p.asked, p.year, p.room
	var days []calendar.VillageDay
	var rows []office.DayRow
	var villages []office.Peer
	var lines []casework.VillageDayLine
	var since calendar.Day
	village := r.village
	r.d.run(func(ctx context.Context) (err error) {
		from, to := bounds(year)
		if days, err = r.d.office.VillageDays(from, to); err != nil {
			return err
		}
		if rows, err = r.d.office.Days(ctx, casework.Period{From: from, To: to}); err != nil {
			return err
		}
		if since, err = r.d.office.Since(ctx, to); err != nil {
			return err
		}
		if village != "" {
			if lines, err = r.d.office.VillageYear(ctx, village, casework.Period{From: from, To: to}); err != nil {
				return err
			}
		}
		villages, err = r.loadVillages(ctx)
		return err
	}, func(err error) {
		if mine != p.asked || village != r.village {
			return
		}
		if err != nil {
			r.d.toast(office.Explain(err))
			return
		}
		if r.d.office.Me().Level == casework.Township {
			p.setVillages(villages, rows)
		}
		p.view = viewYear(year, days, rows, village, r.d.office.Today()).decided(lines, village != "", since)
		p.show()
	})
}

// bounds are the first and the last day of a year as far as the lunar table goes.
func bounds(year int) (from, to calendar.Day) {
	from, err := calendar.Date(year, 1, 1)
	if err != nil {
		from = calendar.MinDay
	}
	to, err = calendar.Date(year, 12, 31)
	if err != nil {
		to = calendar.MaxDay
	}
	return max(from, calendar.MinDay), min(to, calendar.MaxDay)
}

// show draws the year; the cursor stays where it was.
func (p *calendarPane) show() {
	month, number := p.grid.At()
	had := p.name.Text() == p.heading()
	p.grid.Set(p.view.Months)
	switch {
	case p.land > 0:
		p.grid.MoveTo(p.land-1, max(1, p.landOn))
	case had:
		p.grid.MoveTo(month, number)
	}
	p.land, p.landOn = 0, 0
	p.name.Set(p.heading())
	p.arrange()
	p.counts.Objects = []fyne.CanvasObject{p.figures()}
	p.counts.Refresh()
	p.start.SetLabel(p.startWord())
	p.showMonth()
	p.showDay()
	p.object.Refresh()
}

func (p *calendarPane) heading() string { return fmt.Sprintf("%d年 %s", p.view.Year, p.view.Name) }

// turn goes to another year within the lunar table.
func (p *calendarPane) turn(by int) {
	const first, last = 1902, 2100
	if year := p.year + by; year >= first && year <= last {
		p.year = year
		p.load()
	}
}

// step moves the cursor by months, over the ends of the year too.
func (p *calendarPane) step(by int) {
	month, number := p.grid.At()
	if month += by; month < 0 || month > 11 {
		p.land = (month+12)%12 + 1
		p.turn(by)
		return
	}
	p.grid.MoveTo(month, number)
	p.showMonth()
	p.showDay()
}

func (p *calendarPane) hints() []widgets.Hint {
	hints := []widgets.Hint{{Key: "←→", Word: "换月"}, {Key: "Ctrl+←→", Word: "换年"}, {Key: "回车", Word: "看这一天"}, {Key: "D", Word: "改期、停开"}, {Key: "F9", Word: "打印年历"}, {Key: "Ctrl+N", Word: "接访"}, {Key: "F1", Word: "帮助"}}
	if p.room.d.office.Me().Level == casework.County {
		return slices.Concat(hints[:2], hints[4:5], hints[6:])
	}
	return hints
}

func (p *calendarPane) key(k fyne.KeyName) bool {
	if p.sheet != nil {
		return p.sheet.key(k)
	}
	if p.papers.key(k) {
		return true
	}
	switch k {
	case fyne.KeyF9:
		p.poster()
	case fyne.KeyD:
		p.decide()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.enter(true)
	case fyne.KeyLeft:
		p.step(-1)
	case fyne.KeyRight:
		p.step(1)
	case fyne.KeyF3:
		if p.room.village != "" {
			p.room.receive()
		}
	default:
		return false
	}
	return true
}

func (p *calendarPane) shortcut(k fyne.KeyName) bool {
	if p.sheet != nil || p.papers.sheet != nil {
		return true
	}
	switch k {
	case fyne.KeyLeft:
		p.turn(-1)
	case fyne.KeyRight:
		p.turn(1)
	default:
		return false
	}
	return true
}
