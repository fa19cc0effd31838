package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func (p *receptionPane) closedCard(list receptionList) fyne.CanvasObject {
	d, words := p.room.d, "漏记的请到“事项”里登记为平时来访。"
	job := registerJob(d, p.room.village, p.date())
	print := widgets.NewButton(widgets.Primary, "打印登记簿", func() { p.papers.give(job, paperPrint, "") }).Icon("printer").Key("F9").At(widgets.OnAction)
	edit := widgets.NewButton(widgets.Secondary, "用WPS改", func() { p.papers.give(job, paperEdit, "") }).At(widgets.OnAction)
	return widgets.NewCard("", widgets.Down(14, widgets.NewEmpty("check", list.Sum(), p.dayWord()+"的登记簿已经合上"),
		widgets.NewPara("打出来请来访的人签名或者按指印，再由村支书签字。"+words, theme.Body, widgets.Ink2),
		widgets.Across(12, print, edit, widgets.Grow(nil))))
}

// askEnd asks whether the day is over; where nobody came, one press is enough.
func (p *receptionPane) askEnd() {
	if p.sheet != nil || p.day.Closed {
		return
	}
	if p.form.read().begun() {
		p.form.refuse("还有一位没写完：先记下，或者清空")
		return
	}
	list := listVisits(p.day, true)
	if list.Visits == 0 {
		p.endDay()
		return
	}
	title := "结束" + p.dayWord() + "的接访？"
	end := widgets.NewButton(widgets.Primary, "结束接访", p.endDay)
	stay := widgets.NewButton(widgets.Secondary, "再等等", p.closeSheet).Key("Esc")
	body := widgets.NewPara(list.Sum()+"。结束以后"+p.dayWord()+"的登记簿就合上了，可以打出来签名。", theme.Body, widgets.Ink)
	p.sheet = widgets.OpenSheet(p.room.d.window.Canvas(), title, 460, body, stay, end)
	p.room.d.window.Canvas().Focus(end)
}

func (p *receptionPane) closeSheet() {
	if p.sheet != nil {
		p.sheet.Close()
		p.sheet = nil
	}
}

// endDay closes the register of today.
func (p *receptionPane) endDay() {
	d := p.room.d
	if p.busy {
		return
	}
	p.closeSheet()
	p.busy = true
	act := office.Act{For: p.room.keepsFor(), On: p.on}
	d.run(func(ctx context.Context) error {
		_, err := d.office.CloseDay(ctx, act)
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.refuse(err)
			return
		}
		d.toast(p.dayWord() + "的接访结束了")
		d.changed()
	})
}
