package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// side is the column at the right: what goes out, what lies on the stick, the month.
func (r *todayRoom) side() fyne.CanvasObject {
	right := []fyne.CanvasObject{r.outCard()}
	if len(r.data.stick.lines) > 0 {
		right = append(right, r.stickCard())
	}
	if scale := theme.Current().Scale(); scale == theme.Large || scale == theme.Village && len(right) > 1 { // no room for a month
		return widgets.Down(12, append(right, r.yearCard())...)
	}
	return widgets.Down(12, append(right, widgets.Grow(r.monthCard()))...)
}

// outCard is what waits to go to the office above, and the files without a receipt.
func (r *todayRoom) outCard() fyne.CanvasObject {
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
	switch {
	case r.data.linked:
		title = "交给" + r.data.parent.Name
	case r.data.me.Parent == "":
		title = "送出的文件"
	}
	if ready {
		rows = append(rows, row(widgets.NewButton(widgets.Primary, "写到U盘", r.ways.handOver).Icon("export").Key("F9")))
	} else {
		rows = append(rows, row(widgets.NewButton(widgets.Secondary, "U盘交换", func() { r.d.goTo(roomUSB) }).At(widgets.InCard)))
	}
	return widgets.NewCard(title, widgets.Down(10, rows...)).Icon("export")
}

// todayStick is what waits on the stick that was used last.
type todayStick struct {
	lines [][2]string // who and what; how much
}

// loadStick looks at the folder that was used last; none, or one that is not there now, is
// empty.
func loadStick(ctx context.Context, o *office.Office) (s todayStick, err error) {
	dir, err := o.Draft(ctx, draftFolder)
	if err != nil || dir == "" || !isFolder(dir) {
		return s, err
	}
	d := usbData{me: o.Me(), today: o.Today(), dir: dir}
	if d.sent, err = o.SentFiles(ctx); err != nil {
		return s, err
	}
	if err := d.look(ctx, o); err != nil {
		return s, err
	}
	for _, f := range d.files {
		if f.fresh() {
			w := d.words(f)
			s.lines = append(s.lines, [2]string{w.who + " " + w.what, w.detail})
		}
	}
	return s, nil
}

// stickCard names the files on the stick that are not taken in.
func (r *todayRoom) stickCard() fyne.CanvasObject {
	const most = 2
	lines := r.data.stick.lines
	rest, large := len(lines)-most, theme.Current().Scale() == theme.Large
	rows := widgets.NewSketch(240, float32(26*min(len(lines), most)), func(p *widgets.Pen, size fyne.Size) {
		for i, l := range lines[:min(len(lines), most)] {
			cy := p.Px(13) + p.Px(26)*float32(i)
			small := p.Style(theme.Small, p.Tokens.Ink2)
			detail := l[1]
			if large {
				detail = ""
			}
			if i == most-1 && rest > 0 {
				detail = fmt.Sprintf("还有%d个", rest)
			}
			w := small.Width(detail)
			p.TextRight(size.Width, cy, detail, small)
			p.Fit(0, cy, size.Width-w-p.Px(10), l[0], p.Style(theme.Second, nil))
		}
	})
	look := widgets.NewButton(widgets.Secondary, "看清单", func() { r.d.goTo(roomUSB) }).At(widgets.InCard)
	if theme.Current().Scale() != theme.Normal {
		return widgets.NewCard(fmt.Sprintf("U盘有%d个没导入", len(lines)), widgets.Down(10, rows, row(look))).Icon("usb")
	}
	return widgets.NewCard(fmt.Sprintf("U盘里有%d个文件没导入", len(lines)), widgets.Down(0, rows)).Icon("usb").Right(look)
}

// yearCard is the way to the calendar where the month has no room.
func (r *todayRoom) yearCard() fyne.CanvasObject {
	words := "看全年的村务日"
	if _, ahead := r.data.ruler(); len(ahead) > 1 {
		words = "再下次 " + wordDay(ahead[1].Day) + " " + lunarEnd(ahead[1])
	}
	open := widgets.NewButton(widgets.Quiet, "看年历", r.ways.year).Key("F3").At(widgets.InCard)
	return widgets.NewCard("月历", widgets.Down(0, widgets.NewPara(words, theme.Second, widgets.Ink2))).Icon("calendar").Right(open)
}

// monthCard is the month with its village days.
func (r *todayRoom) monthCard() fyne.CanvasObject {
	y, m, _ := r.month.YMD()
	days, list := monthDays(r.month, r.data.today, r.data.days)
	r.weeks = widgets.NewMonthGrid(days, func(i int) { r.d.toast(weekDay(list[i]) + " 农历" + lunarDay(list[i])) })
	step := func(n int) func() { return func() { r.turn(n) } }
	right := []fyne.CanvasObject{
		widgets.NewArrow("chevron-left", "上月", step(-1)), widgets.NewArrow("chevron-right", "下月", step(1)),
	}
	if theme.Current().Scale() == theme.Normal {
		right = append([]fyne.CanvasObject{monthLegend()}, right...)
	}
	return widgets.NewCard(fmt.Sprintf("%d年%d月", y, int(m)), r.weeks).Right(widgets.Across(0, right...)).Padding(18)
}

// monthLegend says which cells are village days and which is today.
func monthLegend() fyne.CanvasObject {
	return widgets.NewSketch(132, 32, func(p *widgets.Pen, size fyne.Size) {
		cy, s, side := size.Height/2, p.Style(theme.Small, p.Tokens.Ink2), p.Px(12)
		p.Box(0, cy-side/2, side, side, 3, p.Tokens.BlueFill)
		x := p.Px(17)
		x += p.Text(x, cy, "村务日", s) + p.Px(12)
		p.Frame(x, cy-side/2, side, side, 3, nil, p.Tokens.Ink, 2)
		p.Text(x+p.Px(17), cy, "今天", s)
	})
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
