package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestFigureLook(t *testing.T) {
	goldens(t, "figure", 620, 92, func() fyne.CanvasObject {
		return widgets.Pad(8, 8, 8, 8, widgets.NewCard("", widgets.Across(0,
			widgets.Grow(widgets.NewFigure(42, "件", "在办", widgets.Neutral, nil).First()),
			widgets.Grow(widgets.NewFigure(1, "件", "已超期", widgets.Red, nil)),
			widgets.Grow(widgets.NewFigure(0, "件", "已超期", widgets.Red, nil)))).Flush())
	})
}

func TestFigurePresses(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	n := 0
	f := widgets.NewFigure(8, "件", "本周到期", widgets.Neutral, func() { n++ })
	win := show(t, 300, 92, f)
	win.Canvas().Focus(f)
	f.TypedKey(enter())
	f.Press()
	if n != 2 || f.Label() != "8件本周到期" {
		t.Errorf("pressed %d times: %s", n, f.Label())
	}
}
