package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestFieldLook(t *testing.T) {
	goldens(t, "field", 420, 180, func() fyne.CanvasObject {
		name, day := widgets.NewEntry(""), widgets.NewEntry("")
		name.SetText("赵根生")
		day.SetText("11月18日")
		wrong := widgets.NewField("回话日期", day)
		wrong.SetWrong("这一天已经过了，请选今天以后的日子")
		return widgets.Pad(8, 8, 8, 8, widgets.Down(10,
			widgets.Across(10, widgets.Grow(widgets.NewField("姓名", name).Number(1)),
				widgets.Grow(widgets.NewField("电话", widgets.NewEntry("")).Optional())), wrong))
	})
}

func TestFieldWrong(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	f := widgets.NewField("姓名", widgets.NewEntry(""))
	plain := f.MinSize().Height
	f.SetWrong("请写姓名")
	if f.MinSize().Height <= plain || f.Wrong() != "请写姓名" {
		t.Errorf("height %v with an error, %v without; error %q", f.MinSize().Height, plain, f.Wrong())
	}
	f.SetWrong("")
	if f.MinSize().Height != plain {
		t.Errorf("height %v after the error is gone, want %v", f.MinSize().Height, plain)
	}
	f.Hint("村民自己说的名字")
	if f.MinSize().Height <= plain {
		t.Error("the hint has no room")
	}
}
