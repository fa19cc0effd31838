package ui

import (
	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// pageWidth is the width of the cards before the rooms, in pixels at normal scale.
const pageWidth = 460

// unlockPage asks for the password of the office.
type unlockPage struct {
	door     *door
	seen     peek
	password *widgets.Entry
	field    *widgets.Field
	who      *widgets.Picker
	open     *widgets.Button
	busy     bool
}

func newUnlockPage(d *door, seen peek) *unlockPage {
	p := &unlockPage{door: d, seen: seen, password: widgets.NewSecret("")}
	p.password.OnNext = p.try
	p.field = widgets.NewField("台账口令", p.password)
	p.open = widgets.NewButton(widgets.Primary, "打开台账", p.try).Key("回车")
	return p
}

func (p *unlockPage) first() fyne.Focusable { return p.password }

func (p *unlockPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	if p.seen.demo {
		rows = append(rows, widgets.NewNotice(widgets.Ochre, "这是演示文件", []string{
			"里面的人和事都是编的，时间也停在演示那一天。", "演示口令：" + office.DemoPassword,
		}))
	}
	if names := operatorNames(p.seen.operators); len(names) > 1 && !p.seen.pins {
		p.who = widgets.NewPicker("请选", names, nil)
		p.who.SetChosen(0)
		rows = append(rows, widgets.NewField("谁在用", p.who))
	}
	forgot := widgets.NewButton(widgets.Quiet, "忘了口令", func() { p.door.show(newRecoverPage(p.door, p.seen)) })
	rows = append(rows, p.field, widgets.Across(0, forgot, restoreVerb(p.door), practiseVerb(p.door), widgets.Grow(nil), p.open))
	return widgets.Fixed(pageWidth, 0, widgets.NewCard(p.seen.name, widgets.Down(14, rows...)))
}

// try opens the office with what was typed.
func (p *unlockPage) try() {
	if p.busy {
		return
	}
	if p.password.Text == "" {
		p.field.SetWrong("请输口令。")
		makeRoom(p.door.window)
		return
	}
	p.busy = true
	p.open.SetLabel("正在打开…")
	operator := 0 // the first who is here
	if p.who != nil && p.who.Chosen() != widgets.NoChoice {
		operator = p.seen.operators[p.who.Chosen()].Number
	}
	p.door.unlock(p.password.Text, operator, func(err error) {
		p.busy = false
		p.open.SetLabel("打开台账")
		p.password.SetText("")
		p.field.SetWrong(office.Explain(err))
		makeRoom(p.door.window)
		p.door.window.Canvas().Focus(p.password)
	})
}

// operatorNames are the people as the picker names them: 周敏·综治专干.
func operatorNames(ops []office.Operator) []string {
	out := make([]string, len(ops))
	for i, op := range ops {
		out[i] = operatorWords(op)
	}
	return out
}

func operatorWords(op office.Operator) string {
	return op.Name + "·" + office.Word("role", op.Role)
}
