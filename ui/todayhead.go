package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// head is the date at the left and the village days around it at the right.
func (r *todayRoom) head() fyne.CanvasObject {
	if theme.Current().Scale() == theme.Large {
		next := widgets.Grow(nil)
		if _, ahead := r.data.ruler(); len(ahead) > 0 {
			next = widgets.Middle(widgets.NewButton(widgets.Secondary, nextWords(ahead[0], r.data.today), r.ways.year).Icon("house"))
		}
		return widgets.Across(20, widgets.Grow(r.headline()), next)
	}
	wide := [3]float32{theme.Normal: 500, theme.Village: 430}[theme.Current().Scale()]
	ruler, year := widgets.NewSketch(300, 66, r.drawRuler), widgets.NewButton(widgets.Quiet, "年历", r.ways.year).Icon("calendar").At(widgets.InCard)
	box := widgets.Arrange(fyne.NewSize(300, 66), func(size fyne.Size) {
		widgets.Put(ruler, 0, 0, size.Width, size.Height)
		m := year.MinSize()
		widgets.Put(year, size.Width-m.Width+8, 0, m.Width, min(m.Height, theme.Current().Px(30)))
	}, ruler, year)
	return widgets.Across(20, widgets.Grow(r.headline()), widgets.Fixed(wide, 66, box))
}

// nextWords is the next village day in a few words: 明天村务日 十六.
func nextWords(v calendar.VillageDay, today calendar.Day) string {
	return aheadWords(v.Day, today) + "村务日 " + lunarEnd(v)
}

// headline is today in words and how much is to be done.
func (r *todayRoom) headline() fyne.CanvasObject {
	t := &r.data
	date := wordDay(t.today) + " " + calendar.WeekdayLong(t.today.Weekday())
	return widgets.NewSketch(340, 66, func(p *widgets.Pen, size fyne.Size) {
		x := p.Text(0, p.Px(20), date, p.Strong(theme.Date, nil)) + p.Px(14)
		if words := "农历" + lunarDay(t.today); words != "农历" && x+p.Style(theme.CardTitle, nil).Width(words) <= size.Width {
			p.Text(x, p.Px(22), words, p.Style(theme.CardTitle, p.Tokens.Ink2))
		}
		words, late := t.sentence()
		body := p.Style(theme.Body, p.Tokens.Ink2)
		x = p.Fit(0, p.Px(53), size.Width, words, body)
		if late != "" {
			x += p.Text(x, p.Px(53), "，其中", body) + p.Px(4)
			p.Text(x, p.Px(53), late, p.Strong(theme.Body, p.Tokens.Red))
		}
	})
}

// figures are the numbers of the work here, each a way to the list that it counts. A
// village room does not count what is late.
func (r *todayRoom) figures() fyne.CanvasObject {
	t := &r.data
	list := func(chip int, due dueWindow) func() { return func() { r.ways.cases(chip, caseSift{Due: due}) } }
	items := []*widgets.Figure{
		widgets.NewFigure(t.open, "件", "在办", widgets.Neutral, list(chipOpen, dueAny)).First(),
		widgets.NewFigure(t.week, "件", dueWeek.word(t.soft), widgets.Neutral, list(chipOpen, dueWeek)),
	}
	if !t.soft {
		items = append(items, widgets.NewFigure(t.late, "件", "已超期", widgets.Red, list(chipLate, dueAny)))
	}
	word := "承诺待兑现"
	if theme.Current().Scale() == theme.Large {
		word = "待兑现"
	}
	items = append(items, widgets.NewFigure(len(t.promised), "条", word, widgets.Neutral, func() { r.promise = true; r.draw(); r.focusList() }))
	row := make([]fyne.CanvasObject, len(items))
	for i, f := range items {
		row[i] = widgets.Grow(f)
	}
	return widgets.NewCard("", widgets.Across(0, row...)).Flush()
}

func (r *todayRoom) focusList() {
	if len(r.shown) > 0 {
		r.d.window.Canvas().Focus(r.list.Focusable())
	}
}

// drawRuler draws 旬尺: the last village day, today and the next ones on one line, a dot
// for each day between.
func (r *todayRoom) drawRuler(p *widgets.Pen, size fyne.Size) {
	t := &r.data
	past, ahead := t.ruler()
	if len(ahead) == 0 {
		return
	}
	r.rulerTitle(p, size.Width, ahead[0])
	ahead = ahead[:min(2, len(ahead))]
	from, to := t.today, ahead[len(ahead)-1].Day
	if len(past) > 0 {
		from = past[0].Day
	}
	k, y := p.Tokens, p.Px(40)
	left, width := p.Px(26), size.Width-p.Px(52)
	at := func(d calendar.Day) float32 {
		return left + width*float32(d-from)/float32(max(1, to-from))
	}
	p.Bar(left, y-1, width, 3, float32(t.today-from)/float32(max(1, to-from)), k.BlueLine)
	for d := from + 1; d < to && at(from+1)-at(from) >= p.Px(8); d++ {
		c := k.BlueLine
		if d > t.today {
			c = k.Line
		}
		p.Disc(at(d), y+0.5, p.Px(3), c)
	}
	var labels []rulerLabel
	for _, v := range past {
		p.Ring(at(v.Day), y, p.Px(8), k.Card, k.Blue, 2)
		p.Tick(at(v.Day), y, p.Px(9), widgets.Style{Color: k.Blue})
		labels = append(labels, rulerLabel{at(v.Day), rulerWords(v), p.Style(theme.Floor, k.Ink2)})
	}
	if ahead[0].Day != t.today {
		p.Ring(at(t.today), y, p.Px(6), k.Card, k.Ink, 2)
		labels = append(labels, rulerLabel{at(t.today), "今天", p.Style(theme.Floor, k.Ink)})
	}
	for i, v := range ahead {
		c := k.Ink2
		if i == 0 {
			p.Disc(at(v.Day), y, p.Px(8), k.BlueFill)
			c = k.Blue
		} else {
			p.Ring(at(v.Day), y, p.Px(8), k.Card, k.Blue, 2)
		}
		labels = append(labels, rulerLabel{at(v.Day), rulerWords(v), p.Style(theme.Floor, c)})
	}
	for i, x := range spread(labels, size.Width, p.Px(8)) {
		p.Text(x, y+p.Px(19), labels[i].words, labels[i].style)
	}
}

// rulerTitle names the next village day over the ruler.
func (r *todayRoom) rulerTitle(p *widgets.Pen, width float32, next calendar.VillageDay) {
	k := p.Tokens
	x := p.Text(p.Px(26)-p.Px(8), p.Px(15), "下一个村务日", p.Style(theme.Second, k.Ink2)) + p.Px(28)
	when := aheadWords(next.Day, r.data.today)
	if next.Day == r.data.today {
		when = "就是今天"
	}
	x += p.Text(x, p.Px(14), when, p.Strong(theme.Body, k.Blue)) + p.Px(10)
	s, room := p.Style(theme.Second, k.Ink), width-x-p.Px(84)
	words := weekDay(next.Day) + "·" + lunarDay(next.Day)
	if s.Width(words) > room {
		words = wordDay(next.Day)
	}
	if s.Width(words) <= room {
		p.Text(x, p.Px(15), words, s)
	}
}

// rulerLabel is a text under a place of the ruler.
type rulerLabel struct {
	mid   float32
	words string
	style widgets.Style
}

// spread gives where each label begins: near its place, inside the width, not over
// another one.
func spread(labels []rulerLabel, width, gap float32) []float32 {
	out := make([]float32, len(labels))
	end := float32(0)
	for i, l := range labels {
		out[i] = max(end, l.mid-l.style.Width(l.words)/2)
		end = out[i] + l.style.Width(l.words) + gap
	}
	end = width
	for i := len(labels) - 1; i >= 0; i-- {
		out[i] = min(out[i], end-labels[i].style.Width(labels[i].words))
		end = out[i] - gap
	}
	return out
}

// rulerWords is a village day under its place: 初六 11-14.
func rulerWords(v calendar.VillageDay) string {
	_, m, d := v.Day.YMD()
	return strings.TrimSpace(fmt.Sprintf("%s %02d-%02d", lunarEnd(v), int(m), d))
}

// lunarEnd is the day in its lunar month, 初六.
func lunarEnd(v calendar.VillageDay) string {
	text := []rune(v.Lunar.Text(calendar.StyleFolk))
	return string(text[max(0, len(text)-2):])
}
