package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// pastPane is the register of one day gone by. Names and words are folded: somebody may
// sit opposite.
type pastPane struct {
	room   *dayRoom
	day    casework.ReceptionDay
	isDay  bool
	folded bool
	asked  int
	papers *paperBox

	object *fyne.Container
	title  *widgets.Label
	sub    *widgets.Label
	table  *widgets.Table
	body   *fyne.Container
	late   *widgets.Button
	zero   *widgets.Button
	sum    *widgets.Label
	print  *widgets.Button
}

func newPastPane(r *dayRoom) *pastPane {
	p := &pastPane{
		room: r, folded: true, object: container.NewStack(), body: container.NewStack(), papers: &paperBox{d: r.d},
		title: widgets.NewTitle("", theme.Title), sub: widgets.NewLabel("", theme.Body, widgets.Ink2),
	}
	p.table = widgets.NewTable(widgets.TableConfig{Columns: p.columns(), Draw: p.draw, OnOpen: p.open, OnVerb: func(row, _ int) { p.slip(row) }})
	p.sum = widgets.NewLabel("", theme.Body, widgets.Ink2)
	p.late = widgets.NewButton(widgets.Secondary, "补登一位", p.writeLate).Icon("pencil").Key("Ctrl+N")
	p.zero = widgets.NewButton(widgets.Secondary, "", p.close).Icon("door")
	p.print = widgets.NewButton(widgets.Primary, "打印登记簿", p.register).Icon("printer").Key("F9")
	year := widgets.NewButton(widgets.Secondary, "年历", r.showYear).Icon("calendar").Key("F3")
	p.object.Objects = []fyne.CanvasObject{roomPage(headLine(p.title, p.sub,
		widgets.Middle(year), widgets.Middle(p.late), widgets.Middle(p.print)),
		widgets.Down(12, widgets.Grow(p.body), widgets.Across(14, widgets.Grow(p.sum), p.zero)))}
	return p
}

// load asks for the day.
func (p *pastPane) load() {
	p.asked++
	mine, d, village, on := p.asked, p.room.d, p.room.village, p.room.looking
	var day casework.ReceptionDay
	var isDay bool
	d.run(func(ctx context.Context) (err error) {
		if day, err = d.office.Day(ctx, village, on); err != nil {
			return err
		}
		isDay, err = villageDayOn(ctx, d.office, village, on)
		return err
	}, func(err error) {
		switch {
		case mine != p.asked:
		case err != nil:
			d.toast(office.Explain(err))
		default:
			if p.day.On != day.On || p.day.Village != day.Village {
				p.folded = true
			}
			day.On, day.Village = on, village // an empty day names neither
			p.day, p.isDay = day, isDay
			p.show()
		}
	})
}

func (p *pastPane) show() {
	list := listVisits(p.day, p.folded)
	p.title.Set(weekDay(p.day.On))
	if y := yearOf(p.day.On); y != yearOf(p.room.d.office.Today()) {
		p.title.Set(fmt.Sprintf("%d年%s", y, weekDay(p.day.On)))
	}
	words := []string{lunarDay(p.day.On)}
	if p.isDay {
		words = append(words, "村务日")
	}
	p.sum.Set("")
	if p.day.Opened {
		p.sum.Set(list.Sum())
	}
	if p.room.many() {
		words = append([]string{p.room.d.office.OfficeName(p.room.village)}, words...)
	}
	p.sub.Set(strings.Join(words, "·"))
	show(p.late, !p.day.Closed && p.mayWrite())
	show(p.zero, !p.day.Closed && p.mayWrite())
	p.zero.SetLabel("合上登记簿")
	if list.Visits == 0 {
		p.zero.SetLabel("补记零来访")
	}
	show(p.print, p.day.Opened)
	p.table.SetColumns(p.columns())
	p.table.SetRows(len(list.Lines), false)
	p.body.Objects = []fyne.CanvasObject{widgets.NewCard("", p.table).Padding(6)}
	if len(list.Lines) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewCard("", widgets.NewEmpty("calendar", p.emptyWords(), p.emptyNext()))}
	}
	p.body.Refresh()
	p.object.Refresh()
}

func (p *pastPane) emptyWords() string {
	if p.day.Closed {
		return "这一天零来访"
	}
	return "这一天没有登记"
}

func (p *pastPane) emptyNext() string {
	switch {
	case p.day.Closed:
		return "登记簿已经合上"
	case p.mayWrite():
		return "有人来过就补登，没人来就补记零来访"
	}
	return ""
}

// mayWrite reports whether this office keeps the register of the village.
func (p *pastPane) mayWrite() bool {
	o := p.room.d.office
	return o.Me().Level != casework.County && casework.Permitted(o.Me().Level, o.Operator().Role, casework.DayVisit) == nil
}

const (
	pastNo = iota
	pastTime
	pastWho
	pastKind
	pastAnswer
	pastSlip
)

// columns are those of the register; names and words only when it is unfolded.
func (p *pastPane) columns() []widgets.Column {
	out := []widgets.Column{{Title: "序号", Width: 60}, {Title: "时间", Width: 72}, {Title: "来访人、反映什么", Weight: 3}, {Title: "类别", Width: 110}, {Title: "答复", Weight: 2}, {Width: 74, Verb: true}}
	if p.folded {
		out[pastWho] = widgets.Column{Title: "人数", Width: 72}
	}
	return out
}

func (p *pastPane) draw(c *widgets.Cell) {
	if c.Row >= len(p.day.Visits) {
		return
	}
	v := p.day.Visits[c.Row]
	ink, second := c.Style(theme.Body, c.Tokens.Ink), c.Style(theme.Second, c.Tokens.Ink2)
	switch c.Col {
	case pastNo:
		c.Write(fmt.Sprint(v.No), ink)
	case pastTime:
		word := strings.TrimPrefix(v.Time, "0")
		if word == "" {
			word = "补登"
		}
		c.Write(word, second)
	case pastWho:
		if p.folded {
			c.Write(fmt.Sprintf("%d人", v.People), second)
			return
		}
		c.Write(visitorWords(v)+"："+v.Words.Words, ink)
	case pastKind:
		c.Write(office.Word("category", v.Category), second)
	case pastAnswer:
		line := lineOf(v, p.day.On)
		if !p.folded && v.Words.Answer != "" {
			c.Write(v.Words.Answer, second)
			return
		}
		c.Status(c.X, c.Y, line.Tone, line.Word, second)
	case pastSlip:
		c.Write("回执", c.Style(theme.Second, c.Tokens.Blue))
	}
}

// open goes to the case that a visit became.
func (p *pastPane) open(row int) {
	if row < len(p.day.Visits) && len(p.day.Visits[row].Cases) > 0 {
		p.room.d.openCase(p.day.Visits[row].Cases[0])
	}
}

func (p *pastPane) slip(row int) {
	if row < len(p.day.Visits) {
		p.papers.ask(slipJob(p.room.d, p.day.Visits[row].Entry))
	}
}

func (p *pastPane) register() {
	if p.day.Opened {
		p.papers.ask(registerJob(p.room.d, p.room.village, p.day.On))
	}
}

func (p *pastPane) writeLate() {
	if p.late.Visible() {
		p.room.receiveOn(p.day.On)
	}
}

// close closes the register of the day; nobody came when nothing stands in it.
func (p *pastPane) close() {
	d, act := p.room.d, office.Act{For: p.room.keepsFor(), On: p.day.On}
	if key, err := d.office.NewKey(); err == nil {
		act.Key = key
	}
	d.run(func(ctx context.Context) error {
		_, err := d.office.CloseDay(ctx, act)
		return err
	}, func(err error) {
		if err != nil {
			d.toast(office.Explain(err))
			return
		}
		d.toast(wordDay(act.On) + "的登记簿合上了")
		d.changed()
	})
}

func (p *pastPane) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "选一位"},
		{Key: "回车", Word: "看事项"},
		{Key: "F4", Word: "看姓名和来意"},
		{Key: "F9", Word: "打印登记簿"},
		{Key: "Ctrl+N", Word: "补登"},
		{Key: "Esc", Word: "回年历"},
		{Key: "F1", Word: "帮助"},
	}
}

func (p *pastPane) key(k fyne.KeyName) bool {
	if p.papers.key(k) {
		return true
	}
	switch k {
	case fyne.KeyEscape, fyne.KeyF3:
		p.room.showYear()
	case fyne.KeyF4:
		p.folded = !p.folded
		p.show()
	case fyne.KeyF9:
		p.register()
	default:
		return false
	}
	return true
}

func (p *pastPane) shortcut(k fyne.KeyName) bool {
	if p.papers.sheet == nil && k == fyne.KeyN {
		p.writeLate()
	}
	return k == fyne.KeyN
}
