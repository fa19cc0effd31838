package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestChipLook(t *testing.T) {
	goldens(t, "chip", 420, 48, func() fyne.CanvasObject {
		chosen := widgets.NewChip("在办", 42, widgets.Neutral, nil)
		chosen.SetChosen(true)
		return widgets.Pad(8, 8, 8, 8, left(8, chosen, widgets.NewChip("已超期", 1, widgets.Red, nil),
			widgets.NewChip("待回访", 0, widgets.Neutral, nil), widgets.NewChip("全部", -1, widgets.Neutral, nil)))
	})
}

func TestChip(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	taps := 0
	c := widgets.NewChip("待研判", 9, widgets.Neutral, func() { taps++ })
	narrow := c.MinSize().Width
	c.SetCount(131)
	if c.MinSize().Width <= narrow {
		t.Error("a longer number has no more room")
	}
	test.Tap(c)
	if taps != 1 {
		t.Errorf("%d taps, want 1", taps)
	}
}

func TestCheck(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var told []bool
	c := widgets.NewCheck("不留名", func(on bool) { told = append(told, on) })
	test.Tap(c)
	c.TypedRune(' ')
	c.SetOn(true)
	if len(told) != 2 || !told[0] || told[1] || !c.On() {
		t.Errorf("told %v, on %v; want [true false] and true", told, c.On())
	}
}

func TestCheckLook(t *testing.T) {
	goldens(t, "check", 240, 54, func() fyne.CanvasObject {
		on := widgets.NewCheck("出交办单", nil)
		on.SetOn(true)
		return widgets.Pad(8, 8, 8, 8, left(8, on, widgets.NewCheck("不留名", nil)))
	})
}
