package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestButtonLook(t *testing.T) {
	goldens(t, "button", 560, 160, func() fyne.CanvasObject {
		off := widgets.NewButton(widgets.Primary, "打印回执", nil)
		off.SetOff("先写清来意")
		hovered := widgets.NewButton(widgets.Primary, "登记事项", nil).Key("Ctrl+N").Icon("plus")
		hovered.MouseIn(&desktop.MouseEvent{})
		focused := widgets.NewButton(widgets.Secondary, "记一笔", nil).Icon("pencil")
		focused.FocusGained()
		return widgets.Pad(8, 8, 8, 8, widgets.Down(10,
			left(8, hovered, focused, widgets.NewButton(widgets.Quiet, "看案情", nil), widgets.NewButton(widgets.Danger, "作废", nil)),
			left(8, widgets.NewButton(widgets.DangerFill, "作废", nil), off),
			left(8, widgets.NewButton(widgets.Secondary, "看清单", nil).At(widgets.InCard), widgets.NewButton(widgets.Primary, "打开", nil).Key("回车").At(widgets.OnAction))))
	})
}

func TestButtonPresses(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	n := 0
	b := widgets.NewButton(widgets.Secondary, "催办", func() { n++ })
	win := show(t, 200, 60, b)
	test.Tap(b)
	win.Canvas().Focus(b)
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace, fyne.KeyEnter, fyne.KeyDown} {
		b.TypedKey(&fyne.KeyEvent{Name: k})
	}
	b.TypedRune(' ') // follows the key
	if n != 4 {
		t.Errorf("pressed %d times, want 4: tap, two Enters, space", n)
	}
	b.SetOff("不是承办单位")
	test.Tap(b)
	b.Press()
	if n != 4 || b.Off() != "不是承办单位" {
		t.Errorf("a button that is off was pressed (%d), reason %q", n, b.Off())
	}
	b.SetOff("")
	b.Press()
	if n != 5 {
		t.Errorf("pressed %d times after it is on again, want 5", n)
	}
}

// A window sends the key of the space bar, then its character: a button that leads to a
// field leaves no space there.
func TestSpaceStaysOnTheButton(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	e := widgets.NewEntry("")
	b := widgets.NewButton(widgets.Secondary, "接着写", func() { fyne.CurrentApp().Driver().CanvasForObject(e).Focus(e) })
	c := show(t, 200, 120, widgets.Down(0, b, e)).Canvas()
	c.Focus(b)
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	c.Focused().TypedRune(' ')
	if c.Focused() != fyne.Focusable(e) || e.Text != "" {
		t.Errorf("the focus is on %T, the field holds %q", c.Focused(), e.Text)
	}
}

func TestButtonReasonTakesRoom(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	b := widgets.NewButton(widgets.Secondary, "作废", nil)
	before := b.MinSize().Width
	b.SetOff("已经送达，不能作废")
	if after := b.MinSize().Width; after < before+100 {
		t.Errorf("width with a reason %v, without %v: the reason has no room", after, before)
	}
}
