package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// newSent is the list of what was sent.
func (r *usbRoom) newSent() *widgets.Table {
	return widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}}, NoHead: true, RowHeight: 88,
		Draw: func(c *widgets.Cell) {
			if c.Row < len(r.rows) {
				drawSent(c, r.rows[c.Row])
			}
		},
		OnOpen: r.openSent,
		OnKey:  r.listKey,
	})
}

// drawSent draws one file of ours: number and addressee, state, day, steps.
func drawSent(c *widgets.Cell, w sentWords) {
	k, line := c.Tokens, c.Px(24)
	state := c.Style(theme.Second, nil)
	end := c.X + c.W - c.StatusRight(c.X+c.W, c.Y-line, w.tone, w.state, state) - c.Px(10)
	title := c.Style(theme.Body, k.Ink)
	title.Bold = c.Selected
	used := c.Fit(c.X, c.Y-line, end-c.X, w.title, title)
	c.Fit(c.X+used+c.Px(8), c.Y-line, end-c.X-used-c.Px(8), w.sub, c.Style(theme.Second, k.Ink2))
	c.Fit(c.X, c.Y, c.W, w.detail, c.Style(theme.Small, k.Ink2))
	drawSteps(c.Pen, c.X, c.Y+line, w.steps)
}

// drawSteps draws 写好—导出—送达; what is done is a green disc, the rest a ring.
func drawSteps(p *widgets.Pen, x, cy float32, done [3]bool) {
	k, s, r := p.Tokens, p.Style(theme.Small, nil), p.Px(4)
	for i, word := range [3]string{"写好", "导出", "送达"} {
		if i > 0 {
			p.Rect(x+p.Px(8), float32(int(cy)), p.Px(20), 1, k.Edge)
			x += p.Px(36)
		}
		s.Color = k.Ink2
		if done[i] {
			s.Color = k.Green
			p.Disc(x+r, cy, r, k.Green)
		} else {
			p.Ring(x+r, cy, r, nil, k.Edge, 1.3)
		}
		x += 2*r + p.Px(5)
		x += p.Text(x, cy, word, s)
	}
}

// openSent goes on with a row: write what waits, or type the code of a file that is
// under way.
func (r *usbRoom) openSent(i int) {
	switch w := r.rows[i]; {
	case w.pending != "":
		r.openExport(w.pending)
	case w.sent.Wanted:
		r.openResend(w)
	case w.sent.State() == office.SentMade:
		r.openExport(w.sent.Peer)
	case w.sent.Delivered == 0:
		r.openCode(w)
	default:
		r.d.toast(w.title + "已经送达")
	}
}

// openCode asks for the 8 digits that the addressee reads out.
func (r *usbRoom) openCode(w sentWords) {
	code := widgets.NewEntry("8位数字")
	field := widgets.NewField("对方念的回执码", code)
	take := func() {
		typed := onlyDigits(code.Text)
		r.d.run(func(ctx context.Context) error { return r.d.office.DeliveredByCode(ctx, w.sent, typed) }, func(err error) {
			if err != nil {
				field.SetWrong(office.Explain(err))
				return
			}
			r.closeSheet()
			r.d.toast(w.title + "送到了")
			r.d.changed()
		})
	}
	code.OnNext, code.OnEscape = take, r.closeSheet
	code.OnChanged = func(string) { field.SetWrong("") }
	note := widgets.NewPara("对方导入以后，屏幕上有8位数字。U盘不用带回来，打个电话就行。", theme.Second, widgets.Ink2)
	r.openSheet(w.title+"　"+w.sub, 440, widgets.Down(12, note, field), take,
		widgets.NewButton(widgets.Secondary, "以后再说", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "送到了", take).Key("回车"))
	r.d.window.Canvas().Focus(code)
}

// exportSheet asks to whom, and shows what would go.
type exportSheet struct {
	room   *usbRoom
	plan   int
	whom   *widgets.Picker
	what   *fyne.Container
	button *widgets.Button
}

// openExport asks what to write and for whom; to "" begins with the first office
// that is to get something.
func (r *usbRoom) openExport(to casework.OfficeCode) {
	if r.working {
		return
	}
	if !r.loaded {
		r.wanted = &to
		return
	}
	if len(r.data.plans) == 0 {
		closing := widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车")
		r.openSheet("写出到U盘", 480, widgets.NewNotice(widgets.Ochre, "还没有可以送的单位", []string{
			"先收对方的指纹卡，打电话核对30位数字。",
		}), r.closeSheet, closing)
		return
	}
	s := &exportSheet{room: r, plan: r.data.firstPlan(), what: widgets.Down(4)}
	names := make([]string, len(r.data.plans))
	for i, p := range r.data.plans {
		names[i] = p.To.Name
		if p.To.Code == to {
			s.plan = i
		}
	}
	s.whom = widgets.NewPicker("请选", names, func(i int) { s.plan = i; s.show() })
	s.whom.SetChosen(s.plan)
	s.button = widgets.NewButton(widgets.Primary, "写出", s.write).Icon("export").Key("回车")
	s.show()
	body := widgets.Down(12, widgets.NewField("给哪个单位", s.whom), widgets.Fixed(0, s.height(), s.what))
	cancel := widgets.NewButton(widgets.Secondary, "不写", r.closeSheet).Key("Esc")
	r.openSheet("写出到U盘", 620, body, s.write, cancel, s.button)
	r.d.window.Canvas().Focus(cancel)
	if s.button.Off() == "" {
		r.d.window.Canvas().Focus(s.button)
	}
}

// height is the room for the longest of the plans, in pixels at normal scale.
func (s *exportSheet) height() float32 {
	most := 1
	for _, p := range s.room.data.plans {
		lines, _ := s.room.data.exportWords(p)
		most = max(most, len(lines)+2*boolRank(p.Entries > 0))
	}
	return float32(most) * 28
}

// show lists what would go to the office chosen.
func (s *exportSheet) show() {
	plan := s.room.data.plans[s.plan]
	lines, why := s.room.data.exportWords(plan)
	s.what.Objects = nil
	if plan.Entries > 0 {
		s.what.Add(widgets.NewTitle("会写出："+outgoingSize(plan), theme.Body))
	}
	for _, l := range lines {
		s.what.Add(widgets.NewLabel(l, theme.Second, widgets.Ink))
	}
	if plan.Entries > 0 && s.room.data.dir != "" {
		s.what.Add(widgets.NewLabel("写到："+s.room.data.dir, theme.Small, widgets.Ink2))
	}
	s.what.Refresh()
	s.button.SetOff(why)
}

// write seals the file and writes it into the folder.
func (s *exportSheet) write() {
	r := s.room
	if s.button.Off() != "" || r.working {
		return
	}
	to, dir := r.data.plans[s.plan].To, r.data.dir
	ctx, stop := context.WithCancel(r.d.ctx)
	words := "正在给" + to.Name + "写文件"
	g := widgets.NewProgress(words, "停下就当没有写过", widgets.Verb{Word: "停下", Do: stop})
	r.openSheet("写出到U盘", 520, widgets.Down(0, g), nil)
	r.working, r.stop = true, stop
	var sent []office.Sent
	r.d.run(func(context.Context) (err error) {
		defer stop()
		sent, err = r.d.office.ExportAll(ctx, to.Code, dir, onProgress(g, words))
		return err
	}, func(err error) {
		r.working = false
		r.closeSheet()
		switch {
		case cancelled(err):
			r.d.toast(stoppedWords(len(sent)))
		case err != nil:
			closing := widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车")
			r.openSheet("没有写成", 520, widgets.NewError("没有写成", office.Explain(err)), r.closeSheet, closing)
		default:
			r.written(to, sent)
			r.d.changed()
		}
	})
}
