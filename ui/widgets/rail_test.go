package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestRailLook(t *testing.T) {
	goldens(t, "rail", 144, 768, func() fyne.CanvasObject { return left(0, sheetRail()) })
}

func TestRailTaps(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []string
	r := widgets.NewRail(widgets.RailData{Items: []widgets.RailItem{{ID: "today", Icon: "today", Word: "今日"}, {ID: "cases", Icon: "document", Word: "事项"}}},
		func(id string) { got = append(got, id) })
	win := show(t, 144, 768, r)
	for _, pos := range []fyne.Position{{X: 70, Y: 80}, {X: 70, Y: 211}, {X: 70, Y: 256}, {X: 30, Y: 746}, {X: 110, Y: 746}, {X: 70, Y: 500}} {
		test.TapCanvas(win.Canvas(), pos)
	}
	want := []string{widgets.RailCalendar, "today", "cases", widgets.RailSettings, widgets.RailLock}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(70, 256)}})
	if r.Cursor() != desktop.PointerCursor {
		t.Error("no hand over an item")
	}
}

func TestHintBarLook(t *testing.T) {
	goldens(t, "hintbar", 560, 30, func() fyne.CanvasObject {
		b := widgets.NewHintBar(widgets.Hint{Key: "↑↓", Word: "选择"}, widgets.Hint{Key: "回车", Word: "打开"}, widgets.Hint{Key: "Ctrl+N", Word: "登记来访"},
			widgets.Hint{Key: "Ctrl+F", Word: "找事项"}, widgets.Hint{Key: "F1", Word: "帮助"})
		b.SetStatus(widgets.Green, "已存到本机·上次备份 11月20日")
		return b
	})
}
