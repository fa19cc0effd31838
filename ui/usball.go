package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// allRow is what became of one file, in words.
type allRow struct {
	file, from, what, code string
	tone                   widgets.Tone
}

// importAll takes in all that lies in the folder, after asking once about entries of
// our own that are not here.
func (r *usbRoom) importAll() {
	switch {
	case r.working:
		return
	case !isFolder(r.data.dir):
		r.d.toast("先选U盘或文件夹")
		return
	}
	own := 0
	for _, f := range r.data.files {
		own += f.in.Own
	}
	if own == 0 {
		r.takeAll(office.ReceiveConfig{})
		return
	}
	body := widgets.NewPara(fmt.Sprintf("这些文件里有%d笔写着是本单位记的，本机却没有。恢复过旧备份，或只凭钥匙重建过，就取回；没有过，就不要，并给对方打电话。", own), theme.Body, widgets.Ink)
	r.openSheet("要取回本单位丢失的记录吗", 520, body, nil,
		widgets.NewButton(widgets.Secondary, "先不导入", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Secondary, "不要这几笔", func() { r.takeAll(office.ReceiveConfig{LeaveOwn: true}) }),
		widgets.NewButton(widgets.Primary, "恢复过，取回", func() { r.takeAll(office.ReceiveConfig{TakeOwn: true}) }))
}

// takeAll runs it with a bar, and shows what became of each file.
func (r *usbRoom) takeAll(cfg office.ReceiveConfig) {
	ctx, stop := context.WithCancel(r.d.ctx)
	words := "正在导入全部文件"
	g := widgets.NewProgress(words, "停下后，已导入的算数，其余不动", widgets.Verb{Word: "停下", Do: stop})
	r.openSheet("全部导入", 520, widgets.Down(0, g), nil)
	r.working, r.stop = true, stop
	cfg.Paths, cfg.Progress = []string{r.data.dir}, onProgress(g, words)
	var done office.Batch
	r.d.run(func(context.Context) (err error) {
		defer stop()
		done, err = r.d.office.ReceiveAll(ctx, cfg)
		return err
	}, func(err error) {
		r.working = false
		r.closeSheet()
		if err != nil && !cancelled(err) {
			r.wentWrong("没有导入", err)
		} else {
			r.showAll(done, err != nil)
		}
		r.d.changed()
	})
}

// wentWrong says why something was not done.
func (r *usbRoom) wentWrong(title string, err error) {
	closing := widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车")
	r.openSheet(title, 520, widgets.NewError(title, office.Explain(err)), r.closeSheet, closing)
}

// showAll is the table of results with the codes to read out, and what is missing.
func (r *usbRoom) showAll(b office.Batch, stopped bool) {
	rows := make([]allRow, len(b.Files))
	codes := false
	for i, f := range b.Files {
		rows[i] = r.data.allRow(f, r.d.office.OfficeName)
		codes = codes || rows[i].code != ""
	}
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "来自", Width: 110}, {Title: "怎么样了", Weight: 1}, {Title: "回执码", Width: 110}, {Title: "文件", Width: 210}},
		Draw: func(c *widgets.Cell) {
			w := rows[c.Row]
			switch c.Col {
			case 0:
				c.Write(w.from, c.Style(theme.Body, nil))
			case 1:
				s := c.Style(theme.Second, nil)
				c.Status(c.X, c.Y, w.tone, widgets.Cut(w.what, c.W-c.Px(20), s), s)
			case 2:
				c.Write(w.code, c.Strong(theme.Body, nil))
			default:
				c.Write(w.file, c.Style(theme.Small, c.Tokens.Ink2))
			}
		},
		OnOpen: func(int) { r.closeSheet() },
	})
	t.SetRows(len(rows), false)
	parts := []fyne.CanvasObject{widgets.Fixed(0, 60+float32(min(max(len(rows), 2), 8))*44, t)}
	if len(rows) == 0 {
		parts = []fyne.CanvasObject{widgets.NewEmpty("envelope", "这里没有可以导入的文件", "请看U盘插对没有")}
	}
	if codes {
		parts = append(parts, widgets.NewPara("回执都写在同一个文件夹里，请把U盘带回去；也可以马上打电话，把回执码念给对方。", theme.Second, widgets.Ink))
	}
	if len(b.Gaps) > 0 {
		parts = append(parts, widgets.NewNotice(widgets.Ochre, "还缺这些号", gapLines(b.Gaps)))
	}
	title := "全部导入：" + allWords(b)
	if stopped {
		title = "停下了：" + allWords(b)
	}
	r.openSheet(title, 860, widgets.Down(12, parts...), r.closeSheet, widgets.NewButton(widgets.Primary, "好了", r.closeSheet).Key("回车"))
}

// allRow words one file.
func (d usbData) allRow(f office.FileResult, name func(casework.OfficeCode) string) allRow {
	w := allRow{file: filepath.Base(f.Path), from: "不认识", tone: widgets.Neutral, code: codeGroups(f.Code)}
	if f.From != "" {
		w.from = name(f.From)
	}
	switch f.Result {
	case "imported":
		w.tone, w.what = widgets.Green, countsWords(f)
	case "already":
		w.what = "以前导入过"
	case "receipt":
		w.tone, w.what = widgets.Green, "回执，记下了"
	case office.ResultRoster:
		w.tone, w.what = widgets.Green, fmt.Sprintf("单位名录第%d版，收下了", f.Number)
	case office.ResultRevocation:
		w.tone, w.what = widgets.Ochre, fmt.Sprintf("%s的钥匙作废，第%d号以后不再收", name(f.About), f.Number)
	case office.ResultOurs:
		w.from, w.what = "本单位", "交给对方"
	case office.ResultCard:
		w.what = "指纹卡，要打电话核对才收"
	case office.ResultNoted:
		w.what = firstSentence(f.Why)
	case office.ResultNotReached:
		w.what = "停下了，没有看到它"
	default:
		w.tone, w.what = widgets.Red, shortReason(f.Err)
	}
	if f.Err != nil && f.Result == "imported" {
		w.tone, w.what = widgets.Ochre, w.what+"；回执没有写上"
	}
	return w
}

// countsWords counts what a file brought.
func countsWords(f office.FileResult) string {
	words := fmt.Sprintf("新增%d，相同%d", f.New, f.Same)
	for _, c := range []struct {
		n    int
		word string
	}{{f.Late, "晚到"}, {f.NotInEffect, "不算数"}, {f.Own, "本单位丢失的"}} {
		if c.n > 0 {
			words += fmt.Sprintf("，%s%d", c.word, c.n)
		}
	}
	return words
}

// allWords is the sum over all files.
func allWords(b office.Batch) string {
	in, bad := 0, 0
	for _, f := range b.Files {
		switch f.Result {
		case "imported", "receipt", office.ResultRoster, office.ResultRevocation:
			in++
		case office.ResultRefused:
			bad++
		}
	}
	words := fmt.Sprintf("收下%d个", in)
	if bad > 0 {
		words += fmt.Sprintf("，%d个没有导入", bad)
	}
	return words
}

func firstSentence(text string) string {
	if i := strings.IndexAny(text, "。；"); i > 0 {
		return text[:i]
	}
	return text
}
