package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// visitsSheet lists the visits in which the typed words stand, over the cases.
type visitsSheet struct {
	d     *desk
	query string
	many  bool // several villages: each row names its own
	eyes  caseEyes
	rows  []office.FoundVisit
	more  bool
	gone  bool // closed: answers that come later are dropped
	done  func()
	sheet *widgets.Sheet
	table *widgets.Table
	words *fyne.Container // what was said at the chosen visit
}

// openVisits shows the visits that were found.
func (r *casesRoom) openVisits() {
	if r.sheet != nil || r.asks != nil || r.said != nil || len(r.found.Rows) == 0 || r.query() == "" {
		return
	}
	s := &visitsSheet{
		d: r.d, query: r.query(), many: r.d.office.Me().Level != casework.Village, eyes: r.eyes, rows: r.found.Rows, more: r.found.More,
		done: func() { r.said = nil }, words: container.NewStack(),
	}
	r.said = s
	s.table = widgets.NewTable(widgets.TableConfig{
		Columns: s.columns(), Draw: s.draw, OnSelect: func(int) { s.read() }, OnOpen: func(int) { s.goDay() }, OnMore: s.next, OnKey: s.tableKey,
	})
	s.table.SetRows(len(s.rows), s.more)
	s.table.Select(0)
	s.read()
	body := widgets.Down(10,
		widgets.Fixed(0, 300/theme.Current().Factor(), widgets.NewCard("", s.table).Flush()),
		widgets.Fixed(0, 92/theme.Current().Factor(), widgets.Scrolling(s.words)))
	back := widgets.NewButton(widgets.Secondary, "回去", s.close).Key("Esc")
	open := widgets.NewButton(widgets.Primary, "看那一天", s.goDay).Key("回车")
	s.sheet = widgets.OpenSheet(r.d.window.Canvas(), "提到“"+cutTo(s.query, 20)+"”的来访，没有立为事项", 820/theme.Current().Factor(), body, back, open)
	r.d.window.Canvas().Focus(s.table.Focusable())
}

// Columns of the list of visits.
const (
	visitDay = iota
	visitVillage
	visitWho
	visitWords
)

// shown are the columns: a village has no column for itself.
func (s *visitsSheet) shown() []int {
	if s.many {
		return []int{visitDay, visitVillage, visitWho, visitWords}
	}
	return []int{visitDay, visitWho, visitWords}
}

func (s *visitsSheet) columns() []widgets.Column {
	all := []widgets.Column{
		visitDay: {Title: "日期", Width: 96}, visitVillage: {Title: "村", Width: 76}, visitWho: {Title: "来访人", Width: 124}, visitWords: {Title: "说了什么", Weight: 1},
	}
	var out []widgets.Column
	for _, c := range s.shown() {
		out = append(out, all[c])
	}
	return out
}

func (s *visitsSheet) draw(c *widgets.Cell) {
	if c.Row >= len(s.rows) {
		return
	}
	v, ink := s.rows[c.Row], c.Style(theme.Second, c.Tokens.Ink)
	switch s.shown()[c.Col] {
	case visitDay:
		c.Write(typedDay(v.On), c.Style(theme.Second, c.Tokens.Ink2))
	case visitVillage:
		c.Write(s.eyes.name(v.Village), ink)
	case visitWho:
		c.Write(visitorWords(v.DayEntry), ink)
	case visitWords:
		c.Write(cutTo(v.Words.Words, 60), ink)
	}
}

// visitorWords names a visitor as the list of the day does.
func visitorWords(v casework.DayEntry) string {
	return strings.TrimSpace(nameOr(v.Words.Name) + " " + v.Words.Group)
}

// read shows what was said at the chosen visit.
func (s *visitsSheet) read() {
	i := s.table.Selected()
	if i < 0 || i >= len(s.rows) {
		return
	}
	v := s.rows[i]
	rows := []fyne.CanvasObject{
		widgets.NewPara(v.Words.Words, theme.Body, widgets.Ink),
		widgets.NewPara(visitAbout(v), theme.Second, widgets.Ink2),
	}
	s.words.Objects = []fyne.CanvasObject{widgets.Down(2, rows...)}
	s.words.Refresh()
}

// visitAbout is the line under the words: when, of what kind, and what was answered.
func visitAbout(v office.FoundVisit) string {
	about := weekDay(v.On) + " " + strings.TrimPrefix(v.Time, "0") + "，" + office.Word("category", v.Category)
	if v.OnTheSpot {
		about += "，当场答复"
	}
	if v.Words.Answer != "" {
		about += "：" + v.Words.Answer
	}
	return about
}

// next asks for the page after the last row.
func (s *visitsSheet) next() {
	after := s.rows[len(s.rows)-1].Key
	var page office.VisitPage
	s.d.run(func(ctx context.Context) (err error) {
		page, err = s.d.office.SearchVisits(ctx, s.query, after)
		return err
	}, func(err error) {
		if s.gone || err != nil || len(s.rows) == 0 || s.rows[len(s.rows)-1].Key != after {
			return
		}
		s.rows, s.more = append(s.rows, page.Rows...), page.More
		s.table.SetRows(len(s.rows), s.more)
	})
}

// goDay goes to the page of the day of the chosen visit.
func (s *visitsSheet) goDay() {
	i := s.table.Selected()
	if i < 0 || i >= len(s.rows) {
		return
	}
	v := s.rows[i]
	s.close()
	s.d.openDay(v.Village, v.On)
}

func (s *visitsSheet) close() {
	s.gone = true
	s.sheet.Close()
	s.done()
}

func (s *visitsSheet) tableKey(k fyne.KeyName) bool {
	if k == fyne.KeyEscape {
		s.close()
		return true
	}
	return false
}

// key follows the keys of the sheet; it takes all of them.
func (s *visitsSheet) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		s.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.goDay()
	}
	return true
}

// lookAt lets the room begin with the year and the cursor on a day of a village.
func (r *dayRoom) lookAt(village casework.OfficeCode, on calendar.Day) {
	r.desk.keepDraft()
	if r.d.office.Me().Level == casework.Township {
		r.village = village
	}
	year, month, number := on.YMD()
	r.begun, r.receiving, r.looking = true, false, 0
	r.year.year, r.year.land, r.year.landOn = year, int(month), number
}
