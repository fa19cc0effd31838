package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// written says what to do with the files now.
func (r *usbRoom) written(to office.Peer, sent []office.Sent) {
	head := "写好了"
	if len(sent) > 1 {
		head = fmt.Sprintf("写好了%d个文件", len(sent))
	}
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Green, head, []string{
		"请把U盘交给" + to.Name + "。对方导入后会念8位回执码，在“送出的文件”里按回车输进去；带回回执文件也行。",
	})}
	const most = 6
	for i, s := range sent {
		if i == most {
			rows = append(rows, widgets.NewLabel(fmt.Sprintf("另有%d个", len(sent)-most), theme.Small, widgets.Ink2))
			break
		}
		rows = append(rows, widgets.NewLabel(s.File, theme.Small, widgets.Ink2))
	}
	slip := widgets.NewButton(widgets.Secondary, "打开交接单", func() { r.printSlip(to.Code) }).Icon("document")
	rows = append(rows, widgets.Across(10, widgets.Grow(widgets.NewPara("打印一张交接单，和U盘一起交，对方签收。", theme.Second, widgets.Ink)), slip))
	done := widgets.NewButton(widgets.Primary, "好了", r.closeSheet).Key("回车")
	r.openSheet("写出到U盘", 520, widgets.Down(10, rows...), r.closeSheet, done)
	r.d.window.Canvas().Focus(done)
}

// stoppedWords says what stands on the stick when writing was stopped.
func stoppedWords(done int) string {
	if done == 0 {
		return "停下了，什么都没有写"
	}
	return fmt.Sprintf("停下了；写好的%d个文件算数，其余下次接着写", done)
}

// openResend offers to write a file again that the addressee says has not come.
func (r *usbRoom) openResend(w sentWords) {
	lines := []string{"按原样再写一份，号码和内容都不变。"}
	if !w.sent.Here {
		lines = []string{"原件已不在本机，里面的内容会重新装进新的一号。"}
	}
	if !isFolder(r.data.dir) {
		r.d.toast("先选U盘或文件夹，再补送")
		return
	}
	again := widgets.NewButton(widgets.Primary, "补送", func() { r.resend(w) }).Icon("export").Key("回车")
	r.openSheet(w.title+"　"+w.sub, 480, widgets.NewNotice(widgets.Ochre, "对方说没有收到", lines), func() { r.resend(w) },
		widgets.NewButton(widgets.Secondary, "以后再说", r.closeSheet).Key("Esc"), again)
	r.d.window.Canvas().Focus(again)
}

// resend writes it.
func (r *usbRoom) resend(w sentWords) {
	if r.working {
		return
	}
	dir := r.data.dir
	ctx, stop := context.WithCancel(r.d.ctx)
	words := "正在补送" + w.title
	g := widgets.NewProgress(words, "停下就当没有写过", widgets.Verb{Word: "停下", Do: stop})
	r.openSheet("补送", 520, widgets.Down(0, g), nil)
	r.working, r.stop = true, stop
	var done office.Resent
	r.d.run(func(context.Context) (err error) {
		defer stop()
		done, err = r.d.office.Resend(ctx, w.sent.Peer, []uint64{w.sent.Seq}, dir, onProgress(g, words))
		return err
	}, func(err error) {
		r.working = false
		r.closeSheet()
		switch {
		case cancelled(err):
			r.d.toast(stoppedWords(len(done.Files)))
		case err != nil:
			closing := widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车")
			r.openSheet("没有写成", 520, widgets.NewError("没有写成", office.Explain(err)), r.closeSheet, closing)
		default:
			r.d.toast(w.title + "补写好了，请交给对方")
			r.d.changed()
		}
	})
}

// troubles are alarms and leftovers, said over the preview until a person has answered.
func (r *usbRoom) troubles() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, a := range r.data.alarms {
		n := widgets.NewNotice(widgets.Red, "警报："+r.data.peerName(a.Peer)+fmt.Sprintf("第%d号", a.Seq), []string{
			office.Word("alarm", a.Kind) + "。请打电话核对，再写下问到的原因。",
		})
		ask := widgets.NewButton(widgets.Secondary, "写下原因", func() { r.openAlarm(a) }).At(widgets.InCard)
		out = append(out, widgets.Across(8, widgets.Grow(n), widgets.Middle(ask)))
	}
	if len(r.data.halves) > 0 {
		n := widgets.NewNotice(widgets.Neutral, fmt.Sprintf("这里有%d个没写完的文件", len(r.data.halves)), []string{"写的时候U盘拔掉了。没有人会读它，可以清掉。"})
		drop := widgets.NewButton(widgets.Secondary, "清掉", r.dropHalves).At(widgets.InCard)
		out = append(out, widgets.Across(8, widgets.Grow(n), widgets.Middle(drop)))
	}
	return out
}

// openAlarm asks what a person found out by telephone.
func (r *usbRoom) openAlarm(a office.Alarm) {
	answers := office.AlarmAnswers()
	words := make([]string, len(answers))
	for i, w := range answers {
		words[i] = office.Word("alarm_answer", w)
	}
	chosen := -1
	pick := widgets.NewPicker("请选", words, func(i int) { chosen = i })
	save := func() {
		if chosen < 0 {
			r.d.toast("先选问到的原因")
			return
		}
		r.d.run(func(ctx context.Context) error { return r.d.office.AnswerAlarm(ctx, a, answers[chosen]) }, func(err error) {
			r.closeSheet()
			if err != nil {
				r.d.toast(office.Explain(err))
				return
			}
			r.d.changed()
		})
	}
	r.openSheet("打电话问到的原因", 480, widgets.NewField("原因", pick), save,
		widgets.NewButton(widgets.Secondary, "还没问", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "记下", save).Key("回车"))
	r.d.window.Canvas().Focus(pick)
}

// dropHalves removes what interrupted writing left.
func (r *usbRoom) dropHalves() {
	halves := r.data.halves
	r.d.run(func(context.Context) error { return office.DropLeftovers(halves) }, func(err error) {
		if err != nil {
			r.d.toast(office.Explain(err))
		}
		r.refresh()
	})
}
