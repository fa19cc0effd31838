package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// receptionSide is who came today, and what a visitor may read on the screen.
type receptionSide struct {
	object *fyne.Container
	card   *widgets.Card
	rows   *fyne.Container
	offer  *fyne.Container
	list   receptionList
	folded bool
	live   bool   // somebody is being written down
	day    string // 今天, 11月14日
	last   int    // number of the visit written down last here, 0 none
	again  *widgets.Button
}

func newReceptionSide(take, drop, again func()) *receptionSide {
	s := &receptionSide{rows: container.NewStack(), offer: container.NewStack()}
	s.again = widgets.NewButton(widgets.Quiet, "", again).Icon("printer").At(widgets.InCard)
	s.again.Hide()
	s.card = widgets.NewCard("今天来的人", s.rows).Ruled().Padding(18)
	goOn := widgets.NewButton(widgets.Secondary, "接着写", take).At(widgets.InCard)
	away := widgets.NewButton(widgets.Quiet, "不要了", drop).At(widgets.InCard)
	s.offer.Objects = []fyne.CanvasObject{widgets.NewCard("", widgets.Down(8,
		widgets.NewPara("上次有一份登记没写完。", theme.Body, widgets.Ink), widgets.Across(8, goOn, away, widgets.Grow(nil))))}
	s.offer.Hide()
	notes := widgets.Down(6,
		hairline(), widgets.NewPara("没人来时按“结束”，记零来访。写到一半也会自动存，断电不丢。", theme.Second, widgets.Ink2),
		hairline(), widgets.NewPara("反映村干部的问题，请到镇纪委、镇综治中心，或拨打12388。", theme.Second, widgets.Ink2))
	body := widgets.Down(6, widgets.Grow(s.rows), s.again, notes)
	s.card.SetBody(body)
	s.object = widgets.Down(10, s.offer, widgets.Grow(s.card))
	return s
}

// set shows the list; offer says that a half-typed form was found.
func (s *receptionSide) set(list receptionList, folded, live, offer bool) {
	s.list, s.folded, s.live = list, folded, live
	show(s.offer, offer)
	show(s.again, s.last > 0 && !list.Closed)
	s.again.SetLabel(fmt.Sprintf("给第%d位打回执", s.last))
	s.card.SetTitle(s.day+"来的人", fmt.Sprintf("%d 位", list.Visits))
	s.draw()
	s.object.Refresh()
}

// writing says whether somebody is being written down.
func (s *receptionSide) writing(live bool) {
	if s.live != live {
		s.live = live
		s.draw()
	}
}

func (s *receptionSide) draw() {
	rows := []fyne.CanvasObject{}
	for _, l := range s.list.Lines {
		rows = append(rows, s.line(l))
	}
	if s.live && !s.list.Closed {
		rows = append(rows, writingLine(len(s.list.Lines)+1))
	}
	word := "F4 看姓名和来意"
	if !s.folded {
		word = "F4 收起"
	}
	if len(s.list.Lines) == 0 {
		word = "还没有人来"
	}
	rows = append(rows, widgets.Pad(0, 8, 0, 0, widgets.NewLabel(word, theme.Second, widgets.Ink2)))
	s.rows.Objects = []fyne.CanvasObject{widgets.Scrolling(widgets.Down(0, rows...))}
	s.rows.Refresh()
}

// line is one visitor: a number and what became of it; unfolded, who and what too.
func (s *receptionSide) line(l visitLine) fyne.CanvasObject {
	if s.folded {
		return widgets.NewSketch(200, 40, func(p *widgets.Pen, size fyne.Size) {
			cy := size.Height / 2
			visitorDisc(p, cy, l.No, false)
			p.Text(p.Px(40), cy, l.Time, p.Style(theme.Second, p.Tokens.Ink2))
			visitState(p, size.Width, cy, l)
			p.HLine(0, size.Height-1, size.Width)
		})
	}
	return widgets.NewSketch(200, 66, func(p *widgets.Pen, size fyne.Size) {
		top, low := size.Height*0.3, size.Height*0.7
		visitorDisc(p, top, l.No, false)
		time := p.TextRight(size.Width, top, l.Time, p.Style(theme.Second, p.Tokens.Ink2))
		p.Fit(p.Px(40), top, size.Width-p.Px(48)-time, l.Who, p.Style(theme.Body, p.Tokens.Ink))
		state := visitState(p, size.Width, low, l)
		p.Fit(p.Px(40), low, size.Width-p.Px(48)-state, l.About, p.Style(theme.Second, p.Tokens.Ink2))
		p.HLine(0, size.Height-1, size.Width)
	})
}

func visitState(p *widgets.Pen, right, cy float32, l visitLine) float32 {
	if l.Tone == widgets.Neutral {
		return p.TextRight(right, cy, l.Word, p.Style(theme.Second, p.Tokens.Ink2))
	}
	return p.StatusRight(right, cy, l.Tone, l.Word, p.Style(theme.Second, nil))
}

func visitorDisc(p *widgets.Pen, cy float32, no int, live bool) {
	r := p.Px(13)
	s := p.Strong(theme.Second, p.Tokens.Ink)
	if live {
		p.Disc(r, cy, r, p.Tokens.BlueFill)
		s.Color = p.Tokens.OnBlue
	} else {
		p.Ring(r, cy, r, p.Tokens.Quiet, p.Tokens.Line, 1)
	}
	p.TextMid(r, cy, fmt.Sprint(no), s)
}

func writingLine(no int) fyne.CanvasObject {
	return widgets.NewSketch(200, 44, func(p *widgets.Pen, size fyne.Size) {
		p.Box(-p.Px(8), 2, size.Width+p.Px(16), size.Height-4, theme.RadiusSquare, p.Tokens.Select)
		visitorDisc(p, size.Height/2, no, true)
		p.Text(p.Px(40), size.Height/2, "正在登记…", p.Strong(theme.Body, p.Tokens.Blue))
	})
}
