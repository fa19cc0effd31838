package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestPickerLook(t *testing.T) {
	goldens(t, "picker", 330, 54, func() fyne.CanvasObject {
		k := widgets.NewPicker("请选择村组", []string{"一组", "二组"}, nil)
		k.SetChosen(1)
		wrong := widgets.NewPicker("请选择村组", []string{"一组", "二组"}, nil)
		wrong.SetWrong(true)
		return widgets.Pad(8, 8, 8, 8, left(8, k, wrong))
	})
}

func TestPicker(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []int
	k := widgets.NewPicker("请选择", []string{"东岭村", "石桥村", "双井村"}, func(i int) { got = append(got, i) })
	win := show(t, 300, 300, widgets.Down(0, k))
	test.Tap(k)
	menu := win.Canvas().Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(got) != 1 || got[0] != 1 || k.Chosen() != 1 {
		t.Errorf("told %v, chosen %d; want [1] and 1", got, k.Chosen())
	}
	k.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if k.Chosen() != 0 {
		t.Errorf("up chose %d, want 0", k.Chosen())
	}
	k.SetOptions(nil)
	test.Tap(k)
	if k.Chosen() != widgets.NoChoice || win.Canvas().Overlays().Top() != nil {
		t.Error("a picker of nothing has a choice or a menu")
	}
}
