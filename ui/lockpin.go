package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// pinPage sets a new PIN with the recovery key on paper.
type pinPage struct {
	from                *signInPage
	number              int
	code, pin           *widgets.Entry
	codeField, pinField *widgets.Field
	button              *widgets.Button
	busy                bool
}

func newPINPage(from *signInPage) *pinPage {
	p := &pinPage{from: from, code: widgets.NewMultiEntry("", 3), pin: widgets.NewSecret("")}
	if i := from.who.Chosen(); i >= 0 && i < len(from.people) {
		p.number = from.people[i].Number
	}
	p.code.EnterMoves = true
	p.code.OnNext, p.pin.OnNext = func() { from.door.window.Canvas().Focus(p.pin) }, p.try
	p.codeField = widgets.NewField("恢复码（14组，每组5个字符）", p.code)
	p.pinField = widgets.NewField("新PIN码（4到8位数字）", p.pin)
	p.button = widgets.NewButton(widgets.Primary, "设新PIN码", p.try)
	return p
}

func (p *pinPage) first() fyne.Focusable { return p.code }

func (p *pinPage) content() fyne.CanvasObject {
	back := widgets.NewButton(widgets.Secondary, "返回", p.back)
	hint := widgets.NewPara("一般请管理员在“人员”里给您另设。管理员自己忘了，才用柜子里的恢复码。", theme.Second, widgets.Ink2)
	return widgets.Fixed(pageWidth, 0, widgets.NewCard(p.from.office.OperatorName(p.number)+"的新PIN码", widgets.Down(14,
		hint, p.codeField, p.pinField, widgets.Across(8, widgets.Grow(nil), back, p.button))))
}

func (p *pinPage) back() {
	p.from.door.show(newSignInPage(p.from.door, p.from.office, p.number))
}

// try sets the PIN; then the person signs in with it.
func (p *pinPage) try() {
	if p.busy {
		return
	}
	p.busy = true
	p.codeField.SetWrong("")
	p.pinField.SetWrong("")
	code, pin := p.code.Text, p.pin.Text
	p.from.door.run(func(ctx context.Context) error { return p.from.office.ResetPIN(ctx, p.number, code, pin) }, func(err error) {
		p.busy = false
		var problem *casework.Problem
		switch {
		case err == nil:
			p.back()
		case errors.As(err, &problem) && problem.Field == "pin":
			p.pinField.SetWrong(office.Explain(err))
		default:
			p.codeField.SetWrong(office.Explain(err))
		}
	})
}
