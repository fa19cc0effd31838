package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// recoverPage sets a new password with the recovery key on paper.
type recoverPage struct {
	door                  *door
	seen                  peek
	code, password, again *widgets.Entry
	codeField, passField  *widgets.Field
	againField            *widgets.Field
	button                *widgets.Button
	busy                  bool
}

func newRecoverPage(d *door, seen peek) *recoverPage {
	p := &recoverPage{
		door: d, seen: seen, code: widgets.NewMultiEntry("", 3),
		password: widgets.NewSecret(""), again: widgets.NewSecret(""),
	}
	p.code.EnterMoves = true
	focus := func(e *widgets.Entry) func() { return func() { d.window.Canvas().Focus(e) } }
	p.code.OnNext, p.password.OnNext, p.again.OnNext = focus(p.password), focus(p.again), p.try
	p.codeField = widgets.NewField("恢复码（14组，每组5个字符）", p.code)
	p.passField = widgets.NewField("新口令（至少8个字符）", p.password)
	p.againField = widgets.NewField("新口令再输一遍", p.again)
	p.button = widgets.NewButton(widgets.Primary, "设新口令", p.try)
	return p
}

func (p *recoverPage) first() fyne.Focusable { return p.code }

func (p *recoverPage) content() fyne.CanvasObject {
	back := widgets.NewButton(widgets.Secondary, "返回", func() { p.door.show(newUnlockPage(p.door, p.seen)) })
	return widgets.Fixed(pageWidth, 0, widgets.NewCard("用恢复码设新口令", widgets.Down(14,
		p.codeField, p.passField, p.againField, widgets.Across(8, widgets.Grow(nil), back, p.button))))
}

// try sets the password and opens the rooms with it. What was typed stays when
// something is wrong.
func (p *recoverPage) try() {
	if p.busy {
		return
	}
	p.codeField.SetWrong("")
	p.passField.SetWrong("")
	p.againField.SetWrong("")
	if p.password.Text != p.again.Text {
		p.againField.SetWrong("两遍口令不一样，请再输一遍。")
		return
	}
	p.busy = true
	p.button.SetLabel("正在设…")
	path, code, password := p.door.cfg.Path, p.code.Text, p.password.Text
	p.door.run(func(context.Context) error { return office.ResetPassword(path, code, password) }, func(err error) {
		p.busy = false
		p.button.SetLabel("设新口令")
		var problem *casework.Problem
		switch {
		case err == nil:
			p.door.unlock(password, 0, func(err error) { p.codeField.SetWrong(office.Explain(err)) })
		case errors.As(err, &problem) && problem.Field == "password":
			p.passField.SetWrong(office.Explain(err))
		default:
			p.codeField.SetWrong(office.Explain(err))
		}
	})
}
