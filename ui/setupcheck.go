package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func (r *setupRoom) checkBody() fyne.CanvasObject {
	h := r.health
	tone, head := widgets.Green, "没有发现问题"
	switch {
	case h.Problems > 0:
		tone, head = widgets.Red, "发现台账文件有损坏"
	case h.Low:
		tone, head = widgets.Ochre, "磁盘快满了"
	case h.Checked.IsZero():
		tone, head = widgets.Neutral, "还没有查过"
	}
	lines := h.Warnings()
	if !h.Checked.IsZero() {
		lines = append(lines, "上次看文件："+wordDay(calendar.DayOf(h.Checked))+h.Checked.Format(" 15:04"))
	}
	lines = append(lines, "磁盘还空"+roomWords(h.Free))
	return widgets.Down(10, widgets.NewNotice(tone, head, lines),
		row(widgets.NewButton(widgets.Secondary, "全部核对一遍", r.checkAll).At(widgets.InCard)),
		widgets.NewPara("逐笔核对流水、清单、附件。文件大时要几分钟，可以停。", theme.Small, widgets.Ink2))
}

// roomWords is the room on a disk, in whole units.
func roomWords(bytes uint64) string {
	const mb, gb = 1 << 20, 1 << 30
	if bytes < gb {
		return fmt.Sprintf("%d兆", bytes/mb)
	}
	return fmt.Sprintf("%dG", bytes/gb)
}

// checkAll looks at every entry, list and attachment.
func (r *setupRoom) checkAll() {
	if r.working {
		return
	}
	o := r.d.office
	ctx, progress := r.begin("全部核对", "正在核对", "停下不要紧，什么都不会改")
	var rep office.Report
	r.d.run(func(context.Context) (err error) {
		rep, err = o.Check(ctx, false, func(done, total int) { progress(int64(done), int64(total)) })
		return err
	}, func(err error) {
		r.end()
		switch {
		case cancelled(err):
			r.d.toast("停下了，什么都没有改")
		case err != nil:
			r.tell("没有核对成", widgets.NewError("没有核对成", office.Explain(err)))
		case len(rep.Problems) > 0:
			r.tell("核对完了", widgets.NewError(fmt.Sprintf("有%d处对不上", len(rep.Problems)),
				"流水原样都在。请先备份到U盘，再请懂电脑的人带着这个文件运行核对命令，或从最近的备份恢复。"))
		default:
			r.tell("核对完了", widgets.NewNotice(widgets.Green, "全部对得上", []string{
				fmt.Sprintf("流水%d笔，事项%d件，接访%d天，附件%d个。", rep.Entries, rep.Cases, rep.Days, rep.Attachments),
			}))
		}
		r.d.changed()
	})
}
