package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// askUnproved asks for the recovery key on paper when the founding ended before it was
// proved to be kept: a power cut, a closed window. goOn opens the rooms.
func (d *door) askUnproved(o *office.Office, goOn func()) {
	var kept string
	d.run(func(ctx context.Context) (err error) {
		kept, err = o.Draft(ctx, draftUnproved)
		return err
	}, func(err error) {
		if err != nil || kept == "" {
			goOn() // what is wrong with the file, the rooms say
			return
		}
		d.show(newPaperPage(d, o, goOn))
	})
}

// paperPage asks for the whole recovery key from paper.
type paperPage struct {
	door   *door
	office *office.Office
	goOn   func()
	code   *widgets.Entry
	field  *widgets.Field
}

func newPaperPage(d *door, o *office.Office, goOn func()) *paperPage {
	p := &paperPage{door: d, office: o, goOn: goOn, code: widgets.NewMultiEntry("", 3)}
	p.code.EnterMoves = true
	p.code.OnNext = p.try
	p.field = widgets.NewField("恢复码（14组，每组5个字符）", p.code)
	return p
}

func (p *paperPage) first() fyne.Focusable { return p.code }

func (p *paperPage) key(k fyne.KeyName) {
	if k == fyne.KeyEscape {
		p.goOn()
	}
}

func (p *paperPage) content() fyne.CanvasObject {
	says := widgets.NewNotice(widgets.Ochre, "上次没有核对恢复码", []string{"请找出抄恢复码的那张纸，照着输一遍。"})
	lost := widgets.NewPara("没有抄下来的：恢复码不再显示，可以用命令 silian rotate 换一套钥匙，会给新的恢复码。台账没有丢。", theme.Second, widgets.Ink2)
	later := widgets.NewButton(widgets.Secondary, "以后再核对", p.goOn).Key("Esc")
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(14, says, p.field, lost,
		widgets.Across(8, later, widgets.Grow(nil), widgets.NewButton(widgets.Primary, "核对", p.try).Key("回车")))))
}

func (p *paperPage) try() {
	code := p.code.Text
	p.door.run(func(ctx context.Context) error {
		if err := p.office.CheckRecovery(code); err != nil {
			return err
		}
		return p.office.SaveDraft(ctx, draftUnproved, "")
	}, func(err error) {
		if err != nil {
			p.field.SetWrong(office.Explain(err))
			makeRoom(p.door.window)
			return
		}
		p.goOn()
	})
}

// kitSlipPage says that the village's card is on the stick, and what goes on the slip of
// paper beside it.
type kitSlipPage struct {
	door   *door
	office *office.Office
	dir    string
	err    error // the card is not on the stick
	button *widgets.Button
}

func newKitSlipPage(d *door, o *office.Office, dir string, err error) *kitSlipPage {
	p := &kitSlipPage{door: d, office: o, dir: dir, err: err}
	p.button = widgets.NewButton(widgets.Primary, "进入台账", func() { d.open(o) }).Key("回车")
	return p
}

func (p *kitSlipPage) first() fyne.Focusable { return p.button }

func (p *kitSlipPage) content() fyne.CanvasObject {
	me := p.office.Me()
	rows := []fyne.CanvasObject{widgets.NewTitle("把U盘和纸条交给镇里", theme.Title)}
	foot := []fyne.CanvasObject{widgets.Grow(nil), p.button}
	if p.err != nil {
		rows = append(rows, widgets.NewError("台账建好了，指纹卡还没有写到U盘", office.Explain(p.err)))
		foot = append([]fyne.CanvasObject{widgets.NewButton(widgets.Secondary, "插好U盘，再写一次", p.again)}, foot...)
	} else {
		rows = append(rows, widgets.NewNotice(widgets.Green, "本村的指纹卡已写到U盘", []string{"U盘拔下来，连同纸条当面交给镇里。"}))
	}
	rows = append(rows,
		widgets.NewPara("照下面抄一张纸条。镇里会随便挑两组，请您照纸条念，对上了才认。", theme.Body, widgets.Ink),
		widgets.NewTitle(me.Name+"　"+string(me.Code), theme.Body),
		widgets.NewFingerprintDigits(p.office.Fingerprint()), widgets.Across(8, foot...))
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(12, rows...)))
}

// again puts the card on the stick once more.
func (p *kitSlipPage) again() {
	p.door.run(func(ctx context.Context) error { return p.office.JoinKit(ctx, p.dir) }, func(err error) {
		p.err = err
		p.door.show(p)
	})
}
