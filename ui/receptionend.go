package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func (p *receptionPane) closedCard(list receptionList) fyne.CanvasObject {
	words := "漏记的请到“事项”里登记为平时来访。"
	return widgets.NewCard("", widgets.Down(12, widgets.NewEmpty("check", list.Sum(), "今天的登记簿已经合上"), widgets.NewPara(words, theme.Body, widgets.Ink2)))
}

// askEnd asks whether the day is over.
func (p *receptionPane) askEnd() {
	if p.sheet != nil || p.day.Closed {
		return
	}
	if p.form.read().begun() {
		p.form.refuse("还有一位没写完：先记下，或者清空")
		return
	}
	list := listVisits(p.day, true)
	verb, title := "结束接访", "结束今天的接访？"
	if list.Visits == 0 {
		verb, title = "零来访，结束今天", "今天没有人来？"
	}
	end := widgets.NewButton(widgets.Primary, verb, p.endDay)
	stay := widgets.NewButton(widgets.Secondary, "再等等", p.closeSheet).Key("Esc")
	body := widgets.NewPara(list.Sum()+"。结束以后今天的登记簿就合上了。", theme.Body, widgets.Ink)
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
	act := office.Act{For: p.room.keepsFor()}
	d.run(func(ctx context.Context) error {
		_, err := d.office.CloseDay(ctx, act)
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.refuse(err)
			return
		}
		d.toast("今天的接访结束了")
		d.changed()
	})
}
