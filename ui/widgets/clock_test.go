package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func clocks() []widgets.Clock {
	return []widgets.Clock{
		{Name: "受理告知", Due: "10-09 已送达", Left: "按期", Tone: widgets.Green, Used: 1, Reason: "15日，限10月11日"},
		{Name: "研判意见：核实亩数", Due: "11月20日", Left: "超期3天", Tone: widgets.Red, Used: 1.4, Reason: "第42次例会定"},
		{Name: "回话承诺", Due: "11月25日", Left: "剩2天", Tone: widgets.Blue, Used: 0.8, Reason: "周敏答应田桂兰"},
		{Name: "办结", Due: "12月8日", Left: "剩15天", Used: 0.7, Reason: "10月9日受理起60日"},
	}
}

func TestClockLook(t *testing.T) {
	goldens(t, "clock-across", 1100, 70, func() fyne.CanvasObject {
		return widgets.Pad(10, 10, 10, 10, widgets.NewClockStrip(true, clocks()...))
	})
	goldens(t, "clock-down", 320, 190, func() fyne.CanvasObject {
		return widgets.Pad(10, 10, 10, 10, widgets.NewClockStrip(false, clocks()...))
	})
}

func TestClockStripShowsFour(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	five := append(clocks(), widgets.Clock{Name: "第五"})
	c := widgets.NewClockStrip(false, five...)
	show(t, 300, 300, c)
	if strings.Contains(test.RenderObjectToMarkup(c), "第五") {
		t.Error("a fifth clock is shown")
	}
}

func TestTimelineLook(t *testing.T) {
	goldens(t, "timeline", 460, 210, func() fyne.CanvasObject {
		return widgets.Pad(10, 10, 10, 10, widgets.NewTimeline(
			widgets.Event{Date: "11-20", Weekday: "周五", Tone: widgets.Red, Kind: "到期未反馈", Level: "乡", Author: "党政办 李春梅", Text: "农业服务中心未报亩数核实结果，已自动列入督办清单。"},
			widgets.Event{Date: "11-05", Weekday: "周四", Tone: widgets.BlueHalf, Kind: "会商：部分成功", Author: "老同志调解室"},
			widgets.Event{Date: "09-26", Weekday: "周六", Kind: "村务日来访", Level: "村", Author: "东岭村 李小兰", Text: "打印回执。"}))
	})
}

func TestTimelineGrowsWithText(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	e := widgets.Event{Date: "11-20", Weekday: "周五", Kind: "研判意见"}
	line := widgets.NewTimeline(e)
	short := line.MinSize().Height
	e.Text = strings.Repeat("核实亩数。", 40)
	line.Set(e, e)
	if got := line.MinSize().Height; got < short*6 {
		t.Errorf("height %v with two long events, %v with a bare one", got, short)
	}
}
