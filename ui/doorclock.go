package ui

import (
	"runtime"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// clockPage asks about the PC's date before anything is written under it.
type clockPage struct {
	door  *door
	doubt office.ClockDoubt
	again func() office.ClockDoubt
	goOn  func()
	help  bool // how to set the date is shown
	set   *widgets.Button
}

func newClockPage(d *door, doubt office.ClockDoubt, again func() office.ClockDoubt, goOn func()) *clockPage {
	return &clockPage{door: d, doubt: doubt, again: again, goOn: goOn}
}

func (p *clockPage) first() fyne.Focusable { return p.set }

func (p *clockPage) key(k fyne.KeyName) {
	if k == fyne.KeyEscape && p.help {
		p.help = false
		p.door.show(p)
	}
}

func (p *clockPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Ochre, "这台电脑的日期可能不对", []string{p.doubt.Words()})}
	right := widgets.NewButton(widgets.Secondary, "日期对，接着用", p.accept)
	if p.help {
		rows = append(rows, widgets.NewPara(clockHelp(runtime.GOOS), theme.Body, widgets.Ink))
		p.set = widgets.NewButton(widgets.Primary, "改好了，再看一次", p.look).Key("回车")
	} else {
		rows = append(rows, widgets.NewPara("登记的日子和办理期限都照电脑日期算。日期不对，记下的就是错的日子。", theme.Second, widgets.Ink2))
		p.set = widgets.NewButton(widgets.Primary, "去改电脑日期", func() { p.help = true; p.door.show(p) }).Key("回车")
	}
	rows = append(rows, widgets.Across(8, right, widgets.Grow(nil), p.set))
	return widgets.Fixed(pageWidth+100, 0, widgets.NewCard("先看一眼日期", widgets.Down(14, rows...)))
}

// clockHelp says how the date is set on a system.
func clockHelp(system string) string {
	if system == "windows" {
		return "用鼠标右键点屏幕右下角的时间，选“调整日期和时间”，把日期、时间和时区（北京）改对。每次开机都不对的，主板上的纽扣电池没电了，请换一个。"
	}
	return "点屏幕角上的时间，打开“日期和时间”设置，把日期、时间和时区（北京）改对。改不了的，请管电脑的人来改。每次开机都不对的，主板上的纽扣电池没电了，请换一个。"
}

// accept takes the date as it is; it is not asked again until the next start.
func (p *clockPage) accept() {
	p.door.sure = true
	p.goOn()
}

// look asks again, and goes on when nothing is doubtful any more.
func (p *clockPage) look() {
	if p.doubt = p.again(); p.doubt.Reason == "" {
		p.goOn()
		return
	}
	p.door.show(p)
}
