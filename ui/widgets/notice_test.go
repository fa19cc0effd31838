package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestNoticeLook(t *testing.T) {
	goldens(t, "notice", 420, 290, func() fyne.CanvasObject {
		g := widgets.NewProgress("", "可以先做别的", widgets.Verb{Word: "停下"})
		g.Set("正在核对 3 个文件", "2 / 3", 0.66)
		return widgets.Pad(10, 10, 10, 10, widgets.Down(10,
			widgets.NewError("U盘拔早了，文件没写完", "台账没有变。请插回U盘，再写一次。", widgets.Verb{Word: "再写一次"}, widgets.Verb{Word: "查看详情"}),
			widgets.NewNotice(widgets.Ochre, "缺第16号", []string{"先导入也可以；第16号到了再补。"}), g))
	})
}

func TestToastLook(t *testing.T) {
	goldens(t, "toast", 420, 200, func() fyne.CanvasObject {
		return widgets.Pad(20, 16, 20, 16, widgets.Down(12,
			widgets.NewToast("已存：赵根生，村西机耕路", widgets.Verb{Word: "撤销"}),
			widgets.NewEmpty("document", "还没有事项", "从村务日接访，或按Ctrl+N登记")))
	})
}

func TestBandAndFingerLook(t *testing.T) {
	goldens(t, "finger", 420, 120, func() fyne.CanvasObject {
		return widgets.Down(14, widgets.NewBand("演示数据，时间停在2026年11月24日"),
			widgets.Pad(10, 0, 10, 0, widgets.NewFingerprintDigits("38205 71946 60318 92475 15083 47629")))
	})
}

func TestBandHides(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	b := widgets.NewBand("")
	if b.Visible() {
		t.Error("a band without words is seen")
	}
	b.Set("演示时间")
	if !b.Visible() {
		t.Error("a band with words is not seen")
	}
}

func TestVerbsRun(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []string
	verb := func(word string) widgets.Verb {
		return widgets.Verb{Word: word, Do: func() { got = append(got, word) }}
	}
	g := widgets.NewProgress("正在写出", "", verb("停下"))
	win := show(t, 400, 300, widgets.Down(0, widgets.NewToast("已存", verb("撤销"))))
	win.Canvas().FocusNext()
	win.Canvas().Focused().TypedKey(enter())
	win = show(t, 400, 300, widgets.Down(0, widgets.NewError("没写完", "台账没有变。", verb("再写一次"), verb("查看详情"))))
	win.Canvas().FocusNext()
	win.Canvas().FocusNext()
	win.Canvas().Focused().TypedKey(enter())
	win = show(t, 400, 300, widgets.Down(0, g))
	win.Canvas().FocusNext()
	win.Canvas().Focused().TypedKey(enter())
	if len(got) != 3 || got[0] != "撤销" || got[1] != "查看详情" || got[2] != "停下" {
		t.Errorf("ran %v, want [撤销 查看详情 停下]", got)
	}
}

func TestSheet(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	win := show(t, 800, 600, widgets.NewLabel("底", theme.Body, widgets.Ink))
	closed, kept := false, false
	var s *widgets.Sheet
	yes := widgets.NewButton(widgets.DangerFill, "作废", func() { s.Close(); closed = true })
	s = widgets.OpenSheet(win.Canvas(), "作废这张回执？", 420, widgets.NewPara("作废以后不能恢复，编号不再使用。来访人手里的那一张请收回来。", theme.Body, widgets.Ink2),
		widgets.NewButton(widgets.Secondary, "不作废", func() { kept = true }), yes)
	compare(t, "sheet-light", win.Canvas().Capture())
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !kept {
		t.Error("Escape did not press the safe button, or the focus is not in the sheet")
	}
	test.Tap(yes)
	if !closed || win.Canvas().Overlays().Top() != nil {
		t.Error("the sheet is still there")
	}
}
