package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// newFiles is the list of sealed files of the folder.
func (r *usbRoom) newFiles() *widgets.Table {
	return widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}}, NoHead: true, RowHeight: 79,
		Draw: func(c *widgets.Cell) {
			if c.Row < len(r.data.files) { // the list may lag behind a folder that has changed
				drawFile(c, r.data.words(r.data.files[c.Row]))
			}
		},
		OnSelect: r.selectFile,
		OnOpen:   func(int) { r.enter() },
		OnKey:    r.listKey,
	})
}

// listKey hands on what the lists themselves do not use.
func (r *usbRoom) listKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape, fyne.KeyF5, fyne.KeyF8:
		return r.key(k)
	}
	return false
}

// drawFile draws one sealed file: envelope, who and what, day and size, state.
func drawFile(c *widgets.Cell, w fileWords) {
	k := c.Tokens
	line := c.Px(21)
	drawEnvelope(c.Pen, c.X+c.Px(18), c.Y-c.Px(6), w.seal)
	x := c.X + c.Px(48)
	width := c.X + c.W - x
	who := c.Style(theme.Strong, k.Ink)
	who.Size, who.Bold = c.Theme.Text(theme.Body), c.Selected
	used := c.Fit(x, c.Y-line, width, w.who, who)
	c.Fit(x+used+c.Px(10), c.Y-line, width-used-c.Px(10), w.what, c.Style(theme.Second, k.Ink2))
	c.Fit(x, c.Y, width, w.detail, c.Style(theme.Small, k.Ink2))
	s := c.Style(theme.Second, nil)
	c.Status(x, c.Y+line, w.tone, widgets.Cut(w.state, width-c.Px(20), s), s)
}

// selectFile shows the preview of a file.
func (r *usbRoom) selectFile(i int) {
	if i < 0 || i >= len(r.data.files) || r.data.files[i].path == r.chosen {
		return
	}
	r.chosen, r.result = r.data.files[i].path, nil
	r.showMiddle()
}

// enter is what Enter means in the middle: take the file in, or be done with the
// result.
func (r *usbRoom) enter() {
	switch {
	case r.result != nil:
		r.forget()
	case r.take != nil && !r.working:
		r.takeIn()
	}
}

// forget puts the result away.
func (r *usbRoom) forget() {
	r.result = nil
	r.showMiddle()
	r.focusFiles()
}

// showMiddle draws what belongs into the middle now.
func (r *usbRoom) showMiddle() {
	r.take = nil
	i := r.index()
	switch {
	case r.working:
		return
	case r.result != nil:
		r.showResult()
	case !r.loaded:
		r.say("导入前先看", widgets.NewEmpty("usb", "正在看文件…", "一个一个打开核对封签"))
	case r.data.dir == "":
		r.say("导入前先看", widgets.NewEmpty("folder", "还没有选U盘或文件夹", "在上面写路径，或按“选文件夹”"))
	case !r.data.found:
		r.say("导入前先看", widgets.NewEmpty("usb", "找不到这个文件夹", "U盘插好没有？插好后按F5再看"))
	case i < 0:
		r.say("导入前先看", widgets.NewEmpty("envelope", "这里没有封好的文件", "要写出，按Ctrl+E"))
	case r.data.files[i].err != nil:
		r.say("打不开这个文件", widgets.NewError("没有导入", office.Explain(r.data.files[i].err)))
	case r.data.files[i].ours:
		w := r.data.words(r.data.files[i])
		r.say(w.who+" "+w.what, widgets.NewNotice(widgets.Blue, "这一份不用导入", []string{"请把U盘交给对方，由对方导入。"}))
	default:
		r.showPreview(r.data.preview(r.data.files[i].in))
	}
}

// say puts one block into the middle.
func (r *usbRoom) say(title string, o fyne.CanvasObject) {
	r.middle.SetTitle(title, "")
	r.middle.SetBody(widgets.Pad(20, 4, 20, 18, widgets.Down(8, append(r.troubles(), o)...)))
}

// showPreview draws counts, cases, what to know, and the button.
func (r *usbRoom) showPreview(p previewWords) {
	r.middle.SetTitle("导入前先看："+p.title, "")
	rows := []fyne.CanvasObject{}
	if t := r.troubles(); len(t) > 0 {
		rows = append(rows, widgets.Pad(20, 0, 20, 0, widgets.Down(8, t...)))
	}
	if len(p.tiles) > 0 {
		rows = append(rows, widgets.Pad(20, 4, 20, 0, newTiles(p.tiles)))
	}
	var notices []fyne.CanvasObject
	for _, n := range p.notices {
		notices = append(notices, widgets.NewNotice(n.tone, n.head, n.lines))
	}
	below := widgets.Pad(20, 0, 20, 0, widgets.Down(8, notices...))
	if len(p.cases) > 0 {
		rows = append(rows, widgets.Grow(container.New(snug{len(p.cases)}, newCaseList(p.cases), below)))
	} else {
		rows = append(rows, widgets.Grow(below))
	}
	if p.take != "" {
		r.take = widgets.NewButton(widgets.Primary, p.take, r.takeIn).Icon("check").Key("回车")
		rows = append(rows, footer("确认前不改台账", r.take))
	}
	r.middle.SetBody(widgets.Down(12, rows...))
}

// footer is the last line of the middle card: a grey sentence and buttons.
func footer(words string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	said := widgets.NewSketch(0, 38, func(p *widgets.Pen, size fyne.Size) {
		if s := p.Style(theme.Second, p.Tokens.Ink2); s.Width(words) <= size.Width { // whole or not at all
			p.Text(0, size.Height/2, words, s)
		}
	})
	row := append([]fyne.CanvasObject{widgets.Grow(said)}, buttons...)
	rule := widgets.NewSketch(10, 1, func(p *widgets.Pen, size fyne.Size) { p.HLine(0, 0, size.Width) })
	return widgets.Down(9, rule, widgets.Pad(20, 0, 20, 9, widgets.Across(10, row...)))
}

// takeIn takes in the chosen file, after asking what to do with entries that are
// our own and not here.
func (r *usbRoom) takeIn() {
	i := r.index()
	if r.working || i < 0 || r.data.files[i].err != nil || r.data.files[i].ours {
		return
	}
	own := r.data.files[i].in.Own
	if own == 0 {
		r.takeFile(i, false)
		return
	}
	say := func(take bool) func() {
		return func() {
			r.closeSheet()
			r.takeFile(i, take)
		}
	}
	body := widgets.NewPara(fmt.Sprintf("文件里有%d笔写着是本单位记的，本机却没有。这台电脑恢复过旧备份，就取回；没有恢复过，就不要，并给对方打电话。", own), theme.Body, widgets.Ink)
	r.openSheet("要取回本单位丢失的记录吗", 520, body, nil,
		widgets.NewButton(widgets.Secondary, "先不导入", r.closeSheet),
		widgets.NewButton(widgets.Secondary, "不要这几笔", say(false)),
		widgets.NewButton(widgets.Primary, "恢复过，取回", say(true)))
}

// takeFile opens a file again and, when it still brings what was shown, takes it
// in and writes the receipt.
func (r *usbRoom) takeFile(i int, takeOwn bool) {
	file, dir := r.data.files[i], r.data.dir
	ctx, stop := context.WithCancel(r.d.ctx)
	bar := r.begin("正在导入"+file.in.From.Name+"的文件", stop)
	var seen office.Incoming
	var got office.Received
	moved := false
	r.d.run(func(context.Context) error {
		defer stop()
		in, err := r.d.office.Preview(ctx, file.path, bar)
		if err != nil {
			return err
		}
		if seen = summary(in); !samePlan(seen, file.in) {
			moved = true
			return in.Discard()
		}
		in.TakeOwn, in.LeaveOwn = takeOwn, !takeOwn
		got, err = r.d.office.Take(ctx, in, dir)
		return err
	}, func(err error) {
		r.working = false
		switch {
		case cancelled(err):
			r.d.toast("没有导入，台账没有变")
		case err != nil:
			r.data.files[i].err = err
		case moved:
			r.data.files[i].in = seen
			r.d.toast("文件和刚才看的不一样了，请再看一遍")
		default:
			r.result = &usbResult{file.in.From.Name, got}
			r.d.changed()
		}
		r.showMiddle()
	})
}

// begin shows the progress of an import in the middle and gives what is told about it.
func (r *usbRoom) begin(words string, stop context.CancelFunc) office.Progress {
	r.working, r.stop = true, stop
	g := widgets.NewProgress(words, "可以先做别的", widgets.Verb{Word: "停下", Do: stop})
	r.middle.SetTitle("正在导入", "")
	r.middle.SetBody(widgets.Pad(20, 12, 20, 18, widgets.Down(0, g)))
	r.take = nil
	return onProgress(g, words)
}

// onProgress moves a bar as the work tells, from any goroutine.
func onProgress(g *widgets.Progress, words string) office.Progress {
	last := -1
	return func(done, total int64) {
		if total <= 0 {
			return
		}
		percent := int(done * 100 / total)
		if percent == last {
			return
		}
		last = percent
		fyne.Do(func() { g.Set(words, fmt.Sprintf("%d / %d", percent, 100), float32(percent)/100) })
	}
}

// showResult says what was taken in and shows the code to read out.
func (r *usbRoom) showResult() {
	head, lines := takenWords(r.result.from, r.result.got)
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Green, head, lines)}
	if code := r.result.got.Code; code != "" {
		rows = append(rows,
			widgets.NewPara("也可以马上打电话，把回执码念给"+r.result.from+"，那边一输就知道送到了：", theme.Body, widgets.Ink),
			newCode(code))
	}
	done := widgets.NewButton(widgets.Primary, "好了", r.forget).Key("回车")
	r.middle.SetTitle("导入结果", "")
	r.middle.SetBody(widgets.Down(12, widgets.Pad(20, 4, 20, 0, widgets.Down(14, rows...)), widgets.Grow(nil), footer("台账已经存好", done)))
}

// newCode draws an 8-digit code large enough to be read out.
func newCode(code string) fyne.CanvasObject {
	return widgets.NewSketch(300, 64, func(p *widgets.Pen, size fyne.Size) {
		p.Box(0, 0, size.Width, size.Height, theme.RadiusBlock, p.Tokens.Quiet)
		p.TextMid(size.Width/2, size.Height/2, codeGroups(code), p.Strong(theme.Figure, nil))
	})
}
