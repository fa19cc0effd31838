package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
	p.grid = widgets.NewYearGrid(nil, func(int, int) { p.showDay() })
	p.grid.OnMove = func(int, int) { p.showMonth(); p.showDay() }
	p.month = widgets.NewCard("", p.lines)
	p.about = widgets.NewCard("", widgets.Scrolling(p.said))
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
	right := []fyne.CanvasObject{turn, p.start}
	if p.room.d.office.Me().Level == casework.Township {
		right = []fyne.CanvasObject{turn, widgets.Fixed(170, 0, p.pick), p.start}
	}
	if p.room.d.office.Me().Level == casework.County {
		right = []fyne.CanvasObject{turn}
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
	r.d.run(func(ctx context.Context) (err error) {
		from, to := bounds(year)
		if days, err = r.d.office.VillageDays(from, to); err != nil {
			return err
		}
		if rows, err = r.d.office.Days(ctx, casework.Period{From: from, To: to}); err != nil {
			return err
		}
		villages, err = r.loadVillages(ctx)
		return err
	}, func(err error) {
		if mine != p.asked {
			return
		}
		if err != nil {
			r.d.toast(office.Explain(err))
			return
		}
		if r.d.office.Me().Level == casework.Township {
			p.setVillages(villages, rows)
		}
		p.view = viewYear(year, days, rows, r.village, r.d.office.Today())
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

// setVillages offers the villages whose books a township can keep: those it knows,
// those it has kept before, and any other by its code.
func (p *calendarPane) setVillages(villages []office.Peer, rows []office.DayRow) {
	add := func(code casework.OfficeCode) {
		if code != "" && !slices.ContainsFunc(villages, func(v office.Peer) bool { return v.Code == code }) {
			villages = append(villages, office.Peer{Office: casework.Office{Code: code, Name: p.room.d.office.OfficeName(code)}})
		}
	}
	for _, r := range rows {
		add(r.Village)
	}
	add(p.room.village)
	p.room.villages = villages
	names := make([]string, len(villages), len(villages)+1)
	for i, v := range villages {
		names[i] = v.Name
	}
	p.pick.SetOptions(append(names, "写村的代码…"))
	p.pick.SetChosen(slices.IndexFunc(villages, func(v office.Peer) bool { return v.Code == p.room.village }))
}

// choose takes a village, or asks for the code of one that is not in the list.
func (p *calendarPane) choose(i int) {
	r := p.room
	if i < len(r.villages) {
		r.village = r.villages[i].Code
		p.load()
		return
	}
	var code casework.OfficeCode
	p.sheet = openAsk(r.d, caseAsk{
		title: "代哪个村记", verb: "选它", intro: "没有电脑的村，写统计用区划代码的12位，或者只写后三位。",
		fields: []askField{{id: "code", label: "村的代码", lines: 1}},
		send: func(_ context.Context, _ *office.Office, _ office.Act, a answers) (err error) {
			code, err = villageCode(a.text["code"], r.d.office.Me().Code)
			return err
		},
		done: func() { r.village = code },
	}, "", func() { p.sheet = nil })
}

// villageCode reads the code of a village of this township, in full or its last
// three digits.
func villageCode(typed string, township casework.OfficeCode) (casework.OfficeCode, error) {
	typed = halfWidth(typed)
	if len(typed) == 3 {
		typed = string(township[:9]) + typed
	}
	code, err := casework.ParseOfficeCode(typed)
	if err != nil {
		return "", err
	}
	if code[:9] != township[:9] || code == township {
		return "", &casework.Problem{Field: "village", Code: "not_ours"}
	}
	return code, nil
}

// show draws the year; the cursor stays where it was.
func (p *calendarPane) show() {
	month, number := p.grid.At()
	had := p.name.Text() == p.heading()
	p.grid.Set(p.view.Months)
	switch {
	case p.land > 0:
		p.grid.MoveTo(p.land-1, 1)
	case had:
		p.grid.MoveTo(month, number)
	}
	p.land = 0
	p.name.Set(p.heading())
	p.arrange()
	p.counts.Objects = []fyne.CanvasObject{p.figures()}
	p.counts.Refresh()
	p.start.SetLabel(p.startWord())
	p.showMonth()
	p.showDay()
	p.object.Refresh()
}

// arrange gives the year the room it needs: with large text all of it, and the
// words about the month stand in the head.
func (p *calendarPane) arrange() {
	p.body.Objects = []fyne.CanvasObject{p.grid}
	switch theme.Current().Scale() {
	case theme.Normal:
		p.body.Objects = []fyne.CanvasObject{beside(290, 0.3, p.grid, p.side)}
	case theme.Village:
		p.body.Objects = []fyne.CanvasObject{beside(256, 0.3, p.grid, p.side)}
	}
}

func (p *calendarPane) heading() string { return fmt.Sprintf("%d年 %s", p.view.Year, p.view.Name) }

func (p *calendarPane) startWord() string {
	r := p.room
	switch {
	case r.many() && r.village != "":
		return "代村接访"
	case r.many():
		return "接访"
	case r.isVillageDay():
		return "去接访"
	}
	return "平时来访"
}

// figures is 全年应开 with what became of the days.
func (p *calendarPane) figures() fyne.CanvasObject {
	c := p.view.Counts()
	return widgets.NewSketch(230, 118, func(pen *widgets.Pen, size fyne.Size) {
		x := pen.TextBase(0, pen.Px(34), fmt.Sprint(c.Due), pen.Strong(theme.Figure, pen.Tokens.Ink)) + pen.Px(8)
		pen.TextBase(x, pen.Px(34), "天 全年应开", pen.Style(theme.Second, pen.Tokens.Ink2))
		item := func(x, cy float32, day widgets.Day, word string, n int) {
			pen.DaySample(day, x+pen.Px(13), cy)
			x += pen.Px(34)
			x += pen.Text(x, cy, word, pen.Style(theme.Second, pen.Tokens.Ink)) + pen.Px(8)
			pen.Text(x, cy, fmt.Sprint(n), pen.Strong(theme.Body, pen.Tokens.Ink))
		}
		half := size.Width / 2
		item(0, pen.Px(68), widgets.Day{Number: 6, Mark: widgets.DayHeld}, "已开", c.Held)
		item(half, pen.Px(68), widgets.Day{Number: 6, Mark: widgets.DayAhead}, "待开", c.Ahead)
		if c.Blank > 0 {
			pen.Text(0, pen.Px(102), fmt.Sprintf("过了没有记录的%d天", c.Blank), pen.Style(theme.Small, pen.Tokens.Ink2))
		}
	})
}

// showMonth lists the village days of the month under the cursor.
func (p *calendarPane) showMonth() {
	month, _ := p.grid.At()
	lines := p.view.Lines(month, p.room.many() && p.room.village == "")
	p.month.SetTitle(fmt.Sprintf("%d月的村务日", month+1), "")
	p.sub.Set("每逢农历初六、十六、廿六")
	if theme.Current().Scale() == theme.Large {
		p.sub.Set(monthWords(month, lines))
	}
	p.lines.Objects = []fyne.CanvasObject{widgets.NewSketch(230, 40*float32(max(len(lines), 1)), func(pen *widgets.Pen, size fyne.Size) {
		if len(lines) == 0 {
			pen.Text(0, pen.Px(20), "这个月没有村务日", pen.Style(theme.Second, pen.Tokens.Ink2))
		}
		for i, l := range lines {
			cy := pen.Px(40) * (float32(i) + 0.5)
			pen.HLine(0, pen.Px(40)*float32(i), size.Width)
			s := pen.Style(theme.Second, nil)
			state := pen.StatusRight(size.Width, cy, l.Tone, l.Word, pen.Style(theme.Small, nil)) + pen.Px(8)
			x := pen.Text(0, cy, l.Date, s) + pen.Px(6)
			if x+s.Width(l.Weekday+l.Lunar)+pen.Px(12) < size.Width-state {
				x += pen.Text(x, cy, l.Weekday, s) + pen.Px(12)
			}
			pen.Fit(x, cy, size.Width-state-x, l.Lunar, s)
		}
	})}
	p.side.Refresh()
}

// monthWords are the village days of a month in one line.
func monthWords(month int, lines []dayLine) string {
	words := fmt.Sprintf("%d月：", month+1)
	for i, l := range lines {
		if i > 0 {
			words += "、"
		}
		words += strings.TrimLeft(l.Date[3:], "0")
	}
	return words + "日"
}

// showDay says what is known of the day under the cursor.
func (p *calendarPane) showDay() {
	month, number := p.grid.At()
	d, err := civil(p.view.Year, month+1, number)
	if err != nil {
		return
	}
	head, lines := p.view.About(d, p.room.many() && p.room.village == "")
	p.about.SetTitle(head, "")
	rows := make([]fyne.CanvasObject, len(lines))
	for i, l := range lines {
		rows[i] = widgets.NewPara(l, theme.Second, widgets.Ink)
	}
	p.said.Objects = []fyne.CanvasObject{widgets.Down(2, rows...)}
	p.said.Refresh()
}

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
	hints := []widgets.Hint{{Key: "←→", Word: "换月"}, {Key: "Ctrl+←→", Word: "换年"}, {Key: "Ctrl+N", Word: "接访"}, {Key: "F1", Word: "帮助"}}
	if p.room.d.office.Me().Level == casework.County {
		return slices.Delete(hints, 2, 3)
	}
	return hints
}

func (p *calendarPane) key(k fyne.KeyName) bool {
	if p.sheet != nil {
		return p.sheet.key(k)
	}
	switch k {
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
	if p.sheet != nil {
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
