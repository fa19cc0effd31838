package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// gapLines says office by office which numbers are missing, and what to say.
func gapLines(gaps []office.Gap) []string {
	var order []casework.OfficeCode
	names, seqs := map[casework.OfficeCode]string{}, map[casework.OfficeCode][]uint64{}
	for _, g := range gaps {
		if _, seen := names[g.From]; !seen {
			order = append(order, g.From)
		}
		names[g.From], seqs[g.From] = g.Name, append(seqs[g.From], g.Seq)
	}
	var lines []string
	for _, code := range order {
		lines = append(lines, "缺"+names[code]+office.SeqWords(seqs[code])+"，请打电话说：“请补送"+office.SeqWords(seqs[code])+"”。")
	}
	return append(lines, "下次给对方写文件，里面也会写明请补送。")
}

// gapRow is one office's missing number, or a file of ours that waits.
type gapRow struct {
	tone         widgets.Tone
	what, detail string
	gap          office.Gap
}

// gapRows are the missing files and the files of ours that somebody should ask about.
func (d usbData) gapRows() (out []gapRow) {
	for _, g := range d.gaps {
		out = append(out, gapRow{widgets.Ochre, fmt.Sprintf("缺%s第%d号", g.Name, g.Seq), "请对方补送；对方说没有了，按回车了结", g})
	}
	for _, m := range d.reminders {
		w := gapRow{tone: widgets.Ochre, what: fmt.Sprintf("给%s的第%d号", m.Name, m.Seq)}
		switch {
		case m.Wanted:
			w.detail = "对方没收到，在“送出的文件”里补送"
		case m.Days > 0:
			w.detail = fmt.Sprintf("写出%d天没有回执，请打电话问", m.Days)
		default:
			w.tone, w.detail = widgets.Blue, "封好了，还没写到U盘"
		}
		out = append(out, w)
	}
	return out
}

// openGaps lists what is missing and what nobody answered.
func (r *usbRoom) openGaps() {
	rows := r.data.gapRows()
	closing := widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc")
	if len(rows) == 0 {
		r.openSheet("缺的文件和没有回执的文件", 520, widgets.NewNotice(widgets.Green, "都齐了", []string{"没有缺号，送出的文件也没有拖着没回执的。"}), r.closeSheet, closing)
		return
	}
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "哪个文件", Width: 250}, {Title: "怎么办", Weight: 1}},
		Draw: func(c *widgets.Cell) {
			w := rows[c.Row]
			if s := c.Style(theme.Second, nil); c.Col == 0 {
				c.Status(c.X, c.Y, w.tone, widgets.Cut(w.what, c.W-c.Px(20), s), s)
				return
			}
			c.Write(w.detail, c.Style(theme.Second, c.Tokens.Ink2))
		},
		OnOpen: func(i int) { r.askCloseGap(rows[i].gap) },
		OnKey:  r.sheetListKey,
	})
	t.SetRows(len(rows), false)
	t.Select(0)
	parts := []fyne.CanvasObject{widgets.Fixed(0, 60+float32(min(len(rows), 8))*44, t)}
	if len(r.data.gaps) > 0 {
		parts = append(parts, widgets.NewNotice(widgets.Blue, "请对方补送", gapLines(r.data.gaps)))
	}
	r.openSheet("缺的文件和没有回执的文件", 720, widgets.Down(12, parts...), nil, closing)
	r.d.window.Canvas().Focus(t.Focusable())
}

// sheetListKey lets Escape close a sheet whose list has the focus.
func (r *usbRoom) sheetListKey(k fyne.KeyName) bool {
	if k != fyne.KeyEscape {
		return false
	}
	r.closeSheet()
	return true
}

// askCloseGap writes down that a number will not come, because its sender told so.
func (r *usbRoom) askCloseGap(g office.Gap) {
	if g.Seq == 0 {
		return
	}
	save := func() {
		r.d.run(func(ctx context.Context) error { return r.d.office.CloseGap(ctx, g.From, g.Seq) }, func(err error) {
			r.closeSheet()
			if err != nil {
				r.d.toast(office.Explain(err))
				return
			}
			r.d.toast(fmt.Sprintf("不再等%s第%d号；真来了还会收", g.Name, g.Seq))
			r.d.changed()
		})
	}
	r.openSheet(fmt.Sprintf("不再等%s第%d号", g.Name, g.Seq), 480,
		widgets.NewPara("只有对方亲口说这一号不会来了（作废了，或内容已装进别的号），才这样办。以后它真来了，照样收。", theme.Body, widgets.Ink), nil,
		widgets.NewButton(widgets.Secondary, "再等等", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "对方说了，不等了", save))
}
