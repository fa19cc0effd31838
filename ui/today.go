package ui

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// todayRoom is 今日: what is to be done these days, the next village day, and what waits
// to go to the office above.
type todayRoom struct {
	d        *desk
	data     todayData
	loading  int
	root     *fyne.Container
	list     *widgets.Table
	month    calendar.Day // first day of the month shown
	weeks    *widgets.MonthGrid
	handOver func() // seals what waits and writes it to the stick
}

func newTodayRoom(d *desk, handOver func()) *todayRoom {
	r := &todayRoom{d: d, handOver: handOver, root: container.NewStack(), month: firstOfMonth(d.office.Today())}
	r.list = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Width: 96}, {Weight: 1}, {Width: 66}, {Width: 84, Right: true, Verb: true}},
		NoHead:  true, RowHeight: 58,
		Draw:   r.drawLine,
		OnOpen: r.open,
		OnVerb: func(row, _ int) { r.open(row) },
	})
	return r
}

func (r *todayRoom) content() fyne.CanvasObject { return r.root }

func (r *todayRoom) refresh() {
	r.loading++
	mine := r.loading
	var data todayData
	r.d.run(func(ctx context.Context) (err error) {
		data, err = loadToday(ctx, r.d)
		return err
	}, func(err error) {
		if mine != r.loading || cancelled(err) {
			return
		}
		if err != nil {
			r.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 24, 24, 24, widgets.Down(0, widgets.NewError("没有看成", office.Explain(err))))}
			r.root.Refresh()
			return
		}
		r.data = data
		r.draw()
	})
}

func (r *todayRoom) draw() {
	t := &r.data
	head := widgets.Across(20, widgets.Grow(r.headline()), widgets.Fixed(430, 64, widgets.NewSketch(300, 64, r.drawRuler)))
	r.list.SetRows(len(t.todo), false)
	var todo fyne.CanvasObject = r.list
	if len(t.todo) == 0 {
		todo = widgets.NewEmpty("today", "没有要办的事", "有人来，按Ctrl+N登记来访")
	}
	card := widgets.NewCard("要办的事", todo).Sub(strconv.Itoa(len(t.todo)) + "件·按期限排").Flush().Ruled()
	left := widgets.Down(12, r.figures(), widgets.Grow(card))
	right := []fyne.CanvasObject{r.stickCard()}
	if theme.Current().Scale() != theme.Large {
		right = append(right, r.monthCard())
	}
	body := beside(416, 0.34, left, widgets.Down(12, right...))
	r.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 18, 24, 12, widgets.Down(12, head, widgets.Grow(body)))}
	r.root.Refresh()
	if r.d.window.Canvas().Focused() == nil && len(t.todo) > 0 && r.d.window.Canvas().Overlays().Top() == nil {
		r.d.window.Canvas().Focus(r.list.Focusable())
	}
}

// headline is today in words and how much is to be done.
func (r *todayRoom) headline() fyne.CanvasObject {
	t := &r.data
	date := wordDay(t.today) + " " + calendar.WeekdayLong(t.today.Weekday())
	return widgets.NewSketch(360, 64, func(p *widgets.Pen, size fyne.Size) {
		x := p.Text(0, p.Px(20), date, p.Strong(theme.Date, nil)) + p.Px(14)
		if lunar := lunarDay(t.today); lunar != "" {
			p.Fit(x, p.Px(22), size.Width-x, "农历"+lunar, p.Style(theme.CardTitle, p.Tokens.Ink2))
		}
		p.Fit(0, p.Px(52), size.Width, t.sentence(), p.Style(theme.Body, p.Tokens.Ink2))
	})
}

// figures are the numbers of the work here, each a way to its list. A village room does
// not count what is late.
func (r *todayRoom) figures() fyne.CanvasObject {
	t := &r.data
	items := []struct {
		n          int
		unit, word string
		red        bool
	}{{t.open, "件", "在办", false}, {t.week, "件", "本周到期", false}, {t.late, "件", "已超期", true}, {t.promises, "条", "承诺待兑现", false}}
	if t.soft {
		items = append(items[:2:2], items[3])
	}
	return widgets.Fixed(0, 76, widgets.NewCard("", widgets.NewSketch(300, 76, func(p *widgets.Pen, size fyne.Size) {
		w := size.Width / float32(len(items))
		for i, it := range items {
			x, base := w*float32(i)+p.Px(22), size.Height/2+p.Px(11)
			s := p.Strong(theme.Figure, nil)
			if it.red && it.n > 0 {
				s.Color = p.Tokens.Red
			}
			x += p.TextBase(x, base, strconv.Itoa(it.n), s) + p.Px(6)
			x += p.TextBase(x, base, it.unit, p.Style(theme.Small, p.Tokens.Ink2)) + p.Px(10)
			if it.red && it.n > 0 {
				p.Mark(widgets.Red, x+p.Px(5), base-p.Px(5), p.Px(10))
				x += p.Px(16)
			}
			p.TextBase(x, base, it.word, p.Style(theme.Body, nil))
			if i > 0 {
				p.VLine(round32(w*float32(i)), p.Px(14), size.Height-p.Px(28))
			}
		}
	})).Flush())
}

func round32(v float32) float32 { return float32(int(v + 0.5)) }

// drawLine draws one thing to do: pill, title and reason, village, verb.
func (r *todayRoom) drawLine(c *widgets.Cell) {
	if c.Row >= len(r.data.todo) {
		return
	}
	l := r.data.todo[c.Row]
	k := c.Tokens
	switch c.Col {
	case 0:
		c.Pill(c.X, c.Y, l.Tone, l.Left)
	case 1:
		s := c.Style(theme.Strong, k.Ink)
		s.Bold = c.Selected
		number := c.Style(theme.Small, k.Ink3)
		room := c.W - number.Width(l.No) - c.Px(10)
		x := c.X + c.Fit(c.X, c.Y-c.Px(12), room, l.Title, s) + c.Px(10)
		c.Text(x, c.Y-c.Px(11), l.No, number)
		c.Fit(c.X, c.Y+c.Px(13), c.W, l.Reason, c.Style(theme.Small, k.Ink2))
	case 2:
		c.Write(l.Place, c.Style(theme.Second, k.Ink2))
	case 3:
		c.Write(l.Verb, c.Style(theme.Second, k.Blue))
	}
}

func (r *todayRoom) open(row int) {
	if row < len(r.data.todo) {
		r.d.openCase(r.data.todo[row].Case)
	}
}

// stickCard is what waits to go to the office above, and the files without a receipt.
func (r *todayRoom) stickCard() fyne.CanvasObject {
	words, ready := r.data.handOver()
	rows := []fyne.CanvasObject{}
	if words != "" {
		rows = append(rows, widgets.NewPara(words, theme.Second, widgets.Ink))
	}
	if n := len(r.data.reminders); n > 0 {
		rows = append(rows, widgets.NewPara(fmt.Sprintf("送出的文件有%d个要问一声：没有回执，或者对方说没收到。", n), theme.Second, widgets.Ink))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewPara("没有要交的文件。", theme.Second, widgets.Ink2))
	}
	title := "交给上级"
	if r.data.linked {
		title = "交给" + r.data.parent.Name
	}
	if ready {
		rows = append(rows, row(widgets.NewButton(widgets.Primary, "写到U盘", r.handOver).Icon("export").Key("F9")))
	} else {
		rows = append(rows, row(widgets.NewButton(widgets.Secondary, "U盘交换", func() { r.d.goTo(roomUSB) }).At(widgets.InCard)))
	}
	return widgets.NewCard(title, widgets.Down(10, rows...)).Icon("usb")
}

// drawRuler draws 旬尺: the last village day, today and the next ones on one line.
func (r *todayRoom) drawRuler(p *widgets.Pen, size fyne.Size) {
	t := &r.data
	past, ahead := t.ruler()
	if len(ahead) == 0 {
		return
	}
	k := p.Tokens
	next := ahead[0]
	x := p.Text(0, p.Px(14), "下一个村务日", p.Style(theme.Second, k.Ink2)) + p.Px(10)
	when := aheadWords(next.Day, t.today)
	if next.Day == t.today {
		when = "就是今天"
	}
	x += p.Text(x, p.Px(13), when, p.Strong(theme.Body, k.Blue)) + p.Px(10)
	p.Fit(x, p.Px(14), size.Width-x, weekDay(next.Day)+"·"+next.Lunar.Text(calendar.StyleFolk), p.Style(theme.Second, k.Ink))
	from, to := t.today, ahead[min(1, len(ahead)-1)].Day
	if len(past) > 0 {
		from = past[0].Day
	}
	left, width, y := p.Px(14), size.Width-p.Px(28), p.Px(38)
	at := func(d calendar.Day) float32 {
		return left + width*float32(d-from)/float32(max(1, to-from))
	}
	p.Bar(left, y-1, width, 3, float32(t.today-from)/float32(max(1, to-from)), k.BlueLine)
	label := p.Style(theme.Floor, k.Ink2)
	for _, v := range past {
		p.Disc(at(v.Day), y, p.Px(7), k.BlueSoft)
		p.TextMid(max(at(v.Day), label.Width("初六 11-14")/2), y+p.Px(18), rulerWords(v), label)
	}
	for i, v := range ahead[:min(2, len(ahead))] {
		if i == 0 {
			p.Disc(at(v.Day), y, p.Px(7), k.BlueFill)
		} else {
			p.Ring(at(v.Day), y, p.Px(7), k.Card, k.BlueFill, 1.5)
		}
		words := rulerWords(v)
		p.TextMid(min(at(v.Day), size.Width-label.Width(words)/2), y+p.Px(18), words, label)
	}
	if next.Day != t.today {
		p.Ring(at(t.today), y, p.Px(5), k.Card, k.Ink, 2)
		if at(next.Day)-at(t.today) > p.Px(70) || len(past) == 0 {
			p.TextMid(at(t.today), y+p.Px(18), "今天", p.Style(theme.Floor, k.Ink))
		}
	}
}

func rulerWords(v calendar.VillageDay) string {
	text := []rune(v.Lunar.Text(calendar.StyleFolk))
	_, m, d := v.Day.YMD()
	return fmt.Sprintf("%s %02d-%02d", string(text[len(text)-2:]), int(m), d)
}

// monthCard is the month with its village days.
func (r *todayRoom) monthCard() fyne.CanvasObject {
	y, m, _ := r.month.YMD()
	days, list := monthDays(r.month, r.data.today, r.data.days)
	r.weeks = widgets.NewMonthGrid(days, func(i int) { r.d.toast(weekDay(list[i]) + " 农历" + lunarDay(list[i])) })
	step := func(n int) func() { return func() { r.turn(n) } }
	arrows := widgets.Across(0, widgets.NewButton(widgets.Quiet, "上月", step(-1)).At(widgets.InCard), widgets.NewButton(widgets.Quiet, "下月", step(1)).At(widgets.InCard))
	return widgets.NewCard(fmt.Sprintf("%d年%d月", y, int(m)), r.weeks).Right(arrows).Padding(14)
}

// turn shows another month; it asks for the village days of that month.
func (r *todayRoom) turn(n int) {
	y, m, _ := r.month.YMD()
	at := 12*y + int(m) - 1 + n
	month, err := civil(at/12, at%12+1, 1)
	if err != nil {
		return
	}
	r.month = month
	from, to := max(month.Add(-7), calendar.MinDay), min(month.Add(45), calendar.MaxDay)
	if days, err := r.d.office.VillageDays(from, to); err == nil {
		r.data.days = append(r.data.days, days...)
	}
	r.draw()
}

func firstOfMonth(d calendar.Day) calendar.Day {
	_, _, n := d.YMD()
	return d.Add(1 - n)
}

// monthDays are the whole weeks of a month, and which days they are.
func monthDays(first, today calendar.Day, village []calendar.VillageDay) (days []widgets.Day, list []calendar.Day) {
	_, month, _ := first.YMD()
	start := first.Add(-((int(first.Weekday()) + 6) % 7))
	for d := start; ; d = d.Add(1) {
		_, m, number := d.YMD()
		if len(days)%7 == 0 && d > first && m != month {
			return days, list
		}
		cell := widgets.Day{Number: number, Today: d == today, Outside: m != month}
		if l, err := calendar.ToLunar(d); err == nil {
			cell.Lunar = dayOfMonth(l)
		}
		for _, v := range village {
			switch {
			case v.Day != d:
			case v.Kind == calendar.Cancelled:
				cell.Mark = widgets.DayOff
			case m != month:
				cell.Mark = widgets.DayNext
			case d < today:
				cell.Mark = widgets.DayHeld
			default:
				cell.Mark = widgets.DayAhead
			}
		}
		days, list = append(days, cell), append(list, d)
	}
}

func (r *todayRoom) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "选择"},
		{Key: "回车", Word: "打开"},
		{Key: "Ctrl+N", Word: "登记来访"},
		{Key: "Ctrl+F", Word: "找事项"},
		{Key: "F9", Word: "交给上级"},
		{Key: "Alt+1…4", Word: "换页"},
		{Key: "F1", Word: "帮助"},
	}
}

func (r *todayRoom) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyF9:
		if _, ready := r.data.handOver(); ready {
			r.handOver()
			return true
		}
		r.d.toast("没有新内容要交")
	case fyne.KeyF5:
		r.refresh()
	default:
		return false
	}
	return true
}

func (r *todayRoom) shortcut(fyne.KeyName) bool { return false }
