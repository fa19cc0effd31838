package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestCardLook(t *testing.T) {
	goldens(t, "card", 420, 220, func() fyne.CanvasObject {
		lit := widgets.NewCard("第43次例会", widgets.NewLabel("孟庆海主持·二楼会议室", theme.Second, widgets.Ink2)).Icon("meeting").
			Right(widgets.NewPill(widgets.Ochre, "今天 09:30"))
		lit.SetLit(true)
		return widgets.Pad(10, 10, 10, 10, widgets.Down(12, lit,
			widgets.Grow(widgets.NewCard("今天要办", widgets.NewLabel("合作社拖欠土地流转费", theme.Body, widgets.Ink)).Sub("8 件·按期限排").Ruled())))
	})
}

func TestCardBody(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	one, two := widgets.NewLabel("一", theme.Body, widgets.Ink), widgets.NewLabel("二", theme.Body, widgets.Ink)
	c := widgets.NewCard("事项", one)
	show(t, 300, 200, c)
	c.SetBody(two)
	if two.Size().Width != 260 || two.Position().X != 20 {
		t.Errorf("the new body is %v at %v, want 260 wide at 20", two.Size(), two.Position())
	}
}

func TestLabel(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	p := widgets.NewPara("反映村干部的问题，请到镇纪委、镇综治中心，或拨打12388。", theme.Body, widgets.Ink)
	below := widgets.NewLabel("下", theme.Body, widgets.Ink)
	show(t, 150, 400, widgets.Down(0, p, below))
	narrow := below.Position().Y
	show(t, 600, 400, widgets.Down(0, p, below))
	if wide := below.Position().Y; wide >= narrow || wide <= 0 {
		t.Errorf("below the text at %v when narrow, %v when wide", narrow, wide)
	}
	p.Set("短")
	if p.Text() != "短" {
		t.Errorf("text %q", p.Text())
	}
}

func TestScrollingFollowsTheText(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	p := widgets.NewPara("村里9月27日调解一次未成；请镇里协调，收到回执。十月初六村务日，说明例会安排。", theme.Body, widgets.Ink)
	s := widgets.Scrolling(widgets.Down(0, p))
	win := show(t, 120, 100, s)
	narrow := s.Content.Size().Height
	win.Resize(fyne.NewSize(700, 100))
	if wide := s.Content.Size().Height; narrow <= 100 || wide != 100 {
		t.Errorf("content is %v high when narrow, %v when wide; want more than 100, then 100", narrow, wide)
	}
}
