package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// arrange gives the year the room it needs: with large text all of it, and the
// words about the month stand in the head.
func (p *calendarPane) arrange() {
	p.body.Objects = []fyne.CanvasObject{p.grid}
	show(p.month, theme.Current().Scale() == theme.Normal) // else it stands in the words about the day
	switch theme.Current().Scale() {
	case theme.Normal:
		p.body.Objects = []fyne.CanvasObject{beside(290, 0.3, p.grid, p.side)}
	case theme.Village:
		p.body.Objects = []fyne.CanvasObject{beside(256, 0.3, p.grid, p.side)}
	}
}

// figures is 全年应开 with what became of the days.
func (p *calendarPane) figures() fyne.CanvasObject {
	c := p.view.Counts()
	type count struct {
		day  widgets.Day
		word string
		n    int
	}
	items := []count{{widgets.Day{Number: 6, Mark: widgets.DayHeld}, "已开", c.Held}, {widgets.Day{Number: 6, Mark: widgets.DayAhead}, "待开", c.Ahead}}
	for _, x := range []count{
		{widgets.Day{Mark: widgets.DayMoved}, "顺延", c.Moved},
		{widgets.Day{Mark: widgets.DayOff}, "停开", c.Off},
		{widgets.Day{Mark: widgets.DayExtra}, "加开", c.Extra},
		{widgets.Day{Number: 6, Mark: widgets.DayNext}, "没记录", c.Blank},
		{widgets.Day{Number: 6, Mark: widgets.DayNext}, "没开", c.NotHeld},
		{widgets.Day{Number: 6, Mark: widgets.DayBefore}, "建账前", c.Before},
	} {
		if x.n > 0 {
			items = append(items, x)
		}
	}
	return widgets.NewSketch(230, 48+32*float32((len(items)+1)/2), func(pen *widgets.Pen, size fyne.Size) {
		x := pen.TextBase(0, pen.Px(34), fmt.Sprint(c.Due), pen.Strong(theme.Figure, pen.Tokens.Ink)) + pen.Px(8)
		pen.TextBase(x, pen.Px(34), "天 全年应开", pen.Style(theme.Second, pen.Tokens.Ink2))
		item := func(x, cy float32, day widgets.Day, word string, n int) {
			pen.DaySample(day, x+pen.Px(13), cy)
			x += pen.Px(34)
			x += pen.Text(x, cy, word, pen.Style(theme.Second, pen.Tokens.Ink)) + pen.Px(8)
			pen.Text(x, cy, fmt.Sprint(n), pen.Strong(theme.Body, pen.Tokens.Ink))
		}
		half := size.Width / 2
		for i, x := range items {
			item(half*float32(i%2), pen.Px(64+32*float32(i/2)), x.day, x.word, x.n)
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
	p.lines.Refresh() // lays the new drawing out; the side alone would leave it without a size
	p.side.Refresh()
}

// exceptionRows are what is moved, called off or added this year, with the reason.
func (p *calendarPane) exceptionRows() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, x := range p.view.Exceptions() {
		rows = append(rows, widgets.NewSketch(190, 48, func(pen *widgets.Pen, size fyne.Size) {
			pen.HLine(0, 0, size.Width)
			pen.DaySample(widgets.Day{Mark: x.Mark}, pen.Px(12), size.Height*0.32)
			pen.Fit(pen.Px(30), size.Height*0.32, size.Width-pen.Px(30), x.When, pen.Style(theme.Small, pen.Tokens.Ink))
			pen.Fit(pen.Px(30), size.Height*0.75, size.Width-pen.Px(30), x.Lunar+" "+x.Why, pen.Style(theme.Small, pen.Tokens.Ink2))
		}))
	}
	return rows
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
	var rows []fyne.CanvasObject
	for _, l := range lines {
		rows = append(rows, widgets.NewPara(l, theme.Second, widgets.Ink))
	}
	if !p.month.Visible() {
		rows = append(rows, widgets.NewPara(monthWords(month, p.view.Lines(month, false)), theme.Second, widgets.Ink2))
	}
	rows = append(rows, p.exceptionRows()...)
	p.said.Objects = []fyne.CanvasObject{widgets.Down(2, rows...)}
	p.said.Refresh()
	word := p.enterWord(d)
	p.look.SetLabel(word)
	show(p.look, word != "")
	_, verdicts := p.view.verdicts(d, p.may)
	show(p.fix, len(verdicts) > 0)
	if len(verdicts) > 0 {
		p.fix.SetLabel(map[calendar.Kind]string{calendar.Moved: "改期", calendar.Added: "加开", calendar.Held: "恢复", "": "没开"}[verdicts[0].kind])
	}
	p.about.Refresh()
}
