package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// signInPage asks who sits here: after the office password where people have PINs,
// and over the rooms while they are locked.
type signInPage struct {
	door   *door
	office *office.Office
	people []office.Operator
	who    chooser
	secret *widgets.Entry
	field  *widgets.Field
	open   *widgets.Button
	busy   bool
}

// chooser is a choice of one of the people.
type chooser interface {
	fyne.CanvasObject
	Chosen() int
	SetChosen(i int)
}

// shownNames is how many names stand side by side; more fold into a picker.
const shownNames = 8

func newSignInPage(d *door, o *office.Office, last int) *signInPage {
	p := &signInPage{door: d, office: o, people: o.Operators(), secret: widgets.NewSecret("")}
	p.secret.OnNext = p.try
	word := "PIN码"
	if !o.AsksPIN() {
		word = "台账口令"
	}
	p.field = widgets.NewField(word, p.secret)
	p.open = widgets.NewButton(widgets.Primary, "打开", p.try).Key("回车")
	names := operatorNames(p.people)
	choose := func(int) { p.field.SetWrong(""); d.window.Canvas().Focus(p.secret) }
	if len(names) > shownNames {
		p.who = widgets.NewPicker("请选", names, choose)
	} else {
		c := widgets.NewChoice(names, min(2, len(names)), choose)
		c.OnNext = func() { d.window.Canvas().Focus(p.secret) }
		p.who = c
	}
	p.who.SetChosen(0)
	for i, op := range p.people {
		if op.Number == last {
			p.who.SetChosen(i)
		}
	}
	return p
}

func (p *signInPage) first() fyne.Focusable { return p.secret }

func (p *signInPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	if p.door.shell != nil {
		rows = append(rows, widgets.NewNotice(widgets.Blue, "已经锁上", []string{p.office.LockedSince().Format("15:04") + " 锁上的，没写完的都还在。"}))
	}
	if p.office.Demo() && !p.office.AsksPIN() {
		rows = append(rows, widgets.NewNotice(widgets.Ochre, "这是演示文件", []string{"演示口令：" + office.DemoPassword}))
	}
	rows = append(rows, widgets.NewField("谁在用", p.who), p.field)
	foot := []fyne.CanvasObject{widgets.Grow(nil), p.open}
	if p.office.AsksPIN() {
		foot = append([]fyne.CanvasObject{widgets.NewButton(widgets.Quiet, "忘了PIN码", p.forgot)}, foot...)
	}
	rows = append(rows, widgets.Across(8, foot...))
	return widgets.Fixed(pageWidth, 0, widgets.NewCard(p.office.Me().Name, widgets.Down(14, rows...)).Icon("lock"))
}

// try signs in with what was typed.
func (p *signInPage) try() {
	if p.busy || p.door.locking {
		return
	}
	i := p.who.Chosen()
	switch {
	case i < 0 || i >= len(p.people):
		p.refuse("请先选是谁。")
		return
	case p.secret.Text == "":
		p.refuse("请输入。")
		return
	}
	p.busy = true
	p.open.SetLabel("正在核对…")
	number, secret := p.people[i].Number, p.secret.Text
	p.door.run(func(ctx context.Context) error { return p.office.Unlock(ctx, number, secret) }, func(err error) {
		p.busy = false
		p.open.SetLabel("打开")
		p.secret.SetText("")
		if err != nil {
			p.refuse(office.Explain(err))
			p.door.window.Canvas().Focus(p.secret)
			return
		}
		p.door.uncover(p.office)
	})
}

// refuse says what was wrong; the card makes room for it.
func (p *signInPage) refuse(words string) {
	p.field.SetWrong(words)
	p.door.window.Content().Refresh()
}

func (p *signInPage) forgot() { p.door.show(newPINPage(p)) }

// lock covers the window at once and takes the keys away; what is half-typed stays
// behind the cover.
func (d *door) lock() {
	if d.office == nil || d.locking || d.page != nil {
		return
	}
	d.last, d.locking = d.office.Operator().Number, true
	d.cfg.Password = ""
	d.over = append([]fyne.CanvasObject(nil), d.window.Canvas().Overlays().List()...)
	o, c := d.office, d.window.Canvas()
	d.shell.unbind(c)
	c.Unfocus()
	d.wait("正在锁上…") // a sealed file that is being made is finished first
	for _, over := range d.over {
		c.Overlays().Remove(over)
	}
	d.window.SetMainMenu(nil)
	d.run(func(context.Context) error { o.Lock(); return nil }, func(error) {
		d.locking = false
		d.show(newSignInPage(d, o, d.last))
	})
}

// uncover shows the rooms again to whom they belonged; somebody else gets rooms of his
// own.
func (d *door) uncover(o *office.Office) {
	tries := o.WrongTries()
	if d.shell != nil && o.Operator().Number == d.last {
		d.page = nil
		d.furnish(d.shell)
		for _, over := range d.over {
			d.window.Canvas().Overlays().Add(over)
		}
		d.shell.refresh()
		d.rest()
	} else {
		if d.shell != nil {
			d.shell.leave()
		}
		d.dress(o)
	}
	d.over = nil
	if tries.Count > 0 && d.shell != nil {
		d.shell.toast(fmt.Sprintf("上次用过以后，有人用这个名字输错%d次，最近一次在%s", tries.Count, tries.Last.Format("1月2日15:04")))
	}
}

// furnish puts the rooms of a shell into the window.
func (d *door) furnish(s *shell) {
	d.window.SetContent(s.content())
	d.window.SetMainMenu(s.menu())
	s.bind(d.window.Canvas())
}

// dress reads how this person wants the window drawn and opens the rooms.
func (d *door) dress(o *office.Office) {
	var kept string
	d.run(func(ctx context.Context) (err error) {
		kept, err = o.Draft(ctx, draftLook)
		return err
	}, func(err error) {
		if err != nil {
			d.show(newTroublePage(d, err))
			return
		}
		use(parseLook(kept, o.Me().Level))
		d.open(o)
	})
}

// unbind takes the keys of the rooms away while they are covered.
func (s *shell) unbind(c fyne.Canvas) {
	c.SetOnTypedKey(func(*fyne.KeyEvent) {})
	for _, k := range boundKeys() {
		c.RemoveShortcut(ctrl(k))
	}
}
