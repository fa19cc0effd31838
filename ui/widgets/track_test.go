package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/widgets"
)

func TestTrackLook(t *testing.T) {
	goldens(t, "track", 420, 90, func() fyne.CanvasObject {
		tracks := []widgets.Track{
			{Village: widgets.Holder},
			{Village: widgets.Been, Township: widgets.Holder, InTransit: 2},
			{Village: widgets.Been, Township: widgets.Been, County: widgets.Holder},
			{Village: widgets.Been, Township: widgets.Resolved},
		}
		var small, big []fyne.CanvasObject
		for _, tr := range tracks {
			small = append(small, widgets.NewLevelTrack(tr, 20))
			big = append(big, widgets.NewLevelTrack(tr, 28))
		}
		return widgets.Pad(8, 8, 8, 8, widgets.Down(12, left(12, small...), left(12, big[:3]...)))
	})
}

func TestPillLook(t *testing.T) {
	goldens(t, "pill", 360, 110, func() fyne.CanvasObject {
		return widgets.Pad(8, 8, 8, 8, widgets.Down(8,
			left(8, widgets.NewPill(widgets.Red, "超期3天"), widgets.NewPill(widgets.Ochre, "今天"), widgets.NewPill(widgets.Blue, "剩2天")),
			left(8, widgets.NewPill(widgets.Green, "已化解"), widgets.NewPill(widgets.BlueHalf, "部分化解"), widgets.NewPill(widgets.Neutral, "未化解")),
			left(8, widgets.NewTag("信访事项"), widgets.NewTag("疑难"))))
	})
}
