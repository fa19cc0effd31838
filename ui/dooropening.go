package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// openingPage shows how far opening has come when it takes long: after an update of the
// program or of the rules all lists are written anew.
type openingPage struct {
	door *door
	bar  *widgets.Progress
	stop *widgets.Button
	end  func()
}

const openingWords = "正在整理台账"

func newOpeningPage(d *door, end func()) *openingPage {
	p := &openingPage{door: d, end: end}
	p.bar = widgets.NewProgress(openingWords, "", widgets.Verb{})
	p.stop = widgets.NewButton(widgets.Secondary, "先停下", p.halt).Key("Esc")
	return p
}

func (p *openingPage) first() fyne.Focusable { return nil }

func (p *openingPage) key(k fyne.KeyName) {
	if k == fyne.KeyEscape {
		p.halt()
	}
}

// halt asks the work to end; what it has done so far is safe.
func (p *openingPage) halt() {
	p.stop.SetLabel("正在停下…")
	p.end()
}

func (p *openingPage) content() fyne.CanvasObject {
	note := widgets.NewPara("程序或规则更新以后第一次打开，要把清单重写一遍，可能要几分钟。台账本身不变。停下或关机都不要紧，下次打开接着做。", theme.Second, widgets.Ink2)
	return widgets.Fixed(pageWidth+60, 0, widgets.NewCard("稍等一会儿", widgets.Down(14, p.bar, note, widgets.Across(0, widgets.Grow(nil), p.stop))))
}

// opening does work that opens the file, off the UI thread. As soon as it tells how far it
// is, the page of the bar stands in the window; stopped there, it may be begun again.
func (d *door) opening(work func(context.Context, office.Progress) error, done func(error)) {
	ctx, stop := context.WithCancel(d.ctx)
	p := newOpeningPage(d, stop)
	move := onProgress(p.bar, openingWords)
	var once sync.Once
	tell := func(n, total int64) {
		once.Do(func() { fyne.Do(func() { d.show(p) }) })
		move(n, total)
	}
	d.run(func(context.Context) error {
		defer stop()
		return work(ctx, tell)
	}, func(err error) {
		if cancelled(err) && d.isOpening() {
			d.show(newStoppedPage(d))
			return
		}
		done(err)
	})
}

// isOpening says whether the bar of opening is what the window shows.
func (d *door) isOpening() bool {
	_, ok := d.page.(*openingPage)
	return ok
}

// stoppedPage says that opening was stopped.
type stoppedPage struct {
	door *door
	on   *widgets.Button
}

func newStoppedPage(d *door) *stoppedPage {
	return &stoppedPage{door: d, on: widgets.NewButton(widgets.Primary, "接着打开", d.enter).Key("回车")}
}

func (p *stoppedPage) first() fyne.Focusable { return p.on }

func (p *stoppedPage) content() fyne.CanvasObject {
	says := widgets.NewNotice(widgets.Ochre, "停下了", []string{"台账没有变，什么都没有丢。下次打开接着整理。"})
	row := []fyne.CanvasObject{widgets.Grow(nil), p.on}
	if p.door.quit != nil {
		row = append([]fyne.CanvasObject{widgets.NewButton(widgets.Secondary, "退出", p.door.quit)}, row...)
	}
	return widgets.Fixed(pageWidth, 0, widgets.NewCard("", widgets.Down(14, says, widgets.Across(8, row...))))
}
