package ui

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// foundingPage makes the file of an office on the first use.
type foundingPage struct {
	door    *door
	level   *widgets.Choice
	entries [asks]*widgets.Entry // askLevel has none
	fields  [asks]*widgets.Field
	button  *widgets.Button
	trouble *fyne.Container
	busy    bool
}

func newFoundingPage(d *door) *foundingPage {
	p := &foundingPage{door: d, trouble: widgets.Down(0)}
	p.level = widgets.NewChoice([]string{"村", "乡镇", "县"}, 0, nil)
	p.fields[askLevel] = widgets.NewField("单位层级", p.level)
	labels := [asks]string{askName: "单位名称", askCode: "单位代码（12位数字）", askParent: "上级代码（12位，县可空着）", askPerson: "您的姓名", askPassword: "口令（至少8个字符）", askAgain: "口令再输一遍"}
	for i := askName; i < asks; i++ {
		e := widgets.NewEntry("")
		if i >= askPassword {
			e = widgets.NewSecret("")
		}
		p.entries[i] = e
		p.fields[i] = widgets.NewField(labels[i], e)
	}
	p.button = widgets.NewButton(widgets.Primary, "建立本单位台账", p.found)
	canvas := d.window.Canvas()
	p.level.OnNext = func() { canvas.Focus(p.entries[askName]) }
	for i := askName; i < askAgain; i++ {
		p.entries[i].OnNext = func() { canvas.Focus(p.entries[i+1]) }
	}
	p.entries[askAgain].OnNext = p.found
	return p
}

func (p *foundingPage) first() fyne.Focusable { return p.level }

func (p *foundingPage) content() fyne.CanvasObject {
	pair := func(a, b int) fyne.CanvasObject {
		return widgets.Across(16, widgets.Grow(p.fields[a]), widgets.Grow(p.fields[b]))
	}
	note := widgets.NewPara("文件放在："+p.door.cfg.Path, theme.Small, widgets.Ink2)
	body := widgets.Down(12, p.fields[askLevel], pair(askName, askPerson), pair(askCode, askParent),
		pair(askPassword, askAgain), p.trouble, note, widgets.Across(0, restoreVerb(p.door), widgets.Grow(nil), p.button))
	return widgets.Fixed(640, 0, widgets.NewCard("第一次用：建立本单位台账", body))
}

func (p *foundingPage) answers() founding {
	text := func(i int) string { return p.entries[i].Text }
	return founding{
		level: p.level.Chosen(), name: text(askName), code: text(askCode), parent: text(askParent),
		person: text(askPerson), password: text(askPassword), again: text(askAgain),
	}
}

// found makes the file, then shows the recovery key.
func (p *foundingPage) found() {
	if p.busy {
		return
	}
	f := p.answers()
	wrong, ok := f.check()
	for i, words := range wrong {
		p.fields[i].SetWrong(words)
	}
	if !ok {
		p.trouble.RemoveAll()
		return
	}
	p.busy = true
	p.button.SetLabel("正在建立…")
	var o *office.Office
	var recovery string
	p.door.run(func(ctx context.Context) (err error) {
		if err := os.MkdirAll(filepath.Dir(p.door.cfg.Path), 0o700); err != nil {
			return err
		}
		o, recovery, err = office.Init(ctx, f.office(p.door.config("")))
		return err
	}, func(err error) {
		p.busy = false
		p.button.SetLabel("建立本单位台账")
		if err != nil {
			p.trouble.Objects = []fyne.CanvasObject{widgets.NewError("没有建成", office.Explain(err))}
			p.trouble.Refresh()
			return
		}
		p.door.show(newRecoveryPage(p.door, o, recovery))
	})
}

// recoveryPage shows the recovery key this once.
type recoveryPage struct {
	door     *door
	office   *office.Office
	recovery string
	kept     *widgets.Check
	button   *widgets.Button
}

func newRecoveryPage(d *door, o *office.Office, recovery string) *recoveryPage {
	d.office = o // closed by leave when the window is closed here
	p := &recoveryPage{door: d, office: o, recovery: recovery}
	p.button = widgets.NewButton(widgets.Primary, "进入台账", func() {
		use(parseLook("", o.Me().Level))
		d.open(o)
	})
	const first = "先抄好再勾上"
	p.button.SetOff(first)
	p.kept = widgets.NewCheck("已抄写或打印，锁进柜子", func(on bool) {
		if on {
			p.button.SetOff("")
			return
		}
		p.button.SetOff(first)
	})
	return p
}

func (p *recoveryPage) first() fyne.Focusable { return p.kept }

func (p *recoveryPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Ochre, "恢复码只显示这一次", []string{
		"忘了口令，全靠它。抄在纸上锁进柜子，不要拍照，不要存在电脑里。",
	})}
	for _, line := range recoveryLines(p.recovery) {
		rows = append(rows, widgets.NewTitle(line, theme.Finger).Aligned(fyne.TextAlignCenter))
	}
	rows = append(rows, widgets.Across(12, p.kept, widgets.Grow(nil), p.button))
	return widgets.Fixed(620, 0, widgets.NewCard("抄下恢复码", widgets.Down(10, rows...)))
}
