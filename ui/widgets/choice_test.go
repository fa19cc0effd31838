package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestChoiceLook(t *testing.T) {
	goldens(t, "choice", 520, 110, func() fyne.CanvasObject {
		c := widgets.NewChoice([]string{"邻里", "宅基地", "土地", "补贴低保", "路水电", "环境"}, 3, nil)
		c.SetChosen(4)
		c.FocusGained()
		return widgets.Pad(8, 8, 8, 8, c)
	})
}

func TestChoiceKeys(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []int
	next := 0
	c := widgets.NewChoice([]string{"一", "二", "三", "四", "五"}, 3, func(i int) { got = append(got, i) })
	c.OnNext = func() { next++ }
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn} {
		c.TypedKey(&fyne.KeyEvent{Name: k})
	}
	c.TypedRune('5')
	c.TypedRune('9') // no ninth word
	if diff := cmp.Diff([]int{0, 1, 4, 1, 0, 4}, got); diff != "" {
		t.Errorf("choices -want +got:\n%s", diff)
	}
	if next != 1 {
		t.Errorf("Enter moved on %d times, want 1", next)
	}
}

func TestChoiceTap(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	c := widgets.NewChoice([]string{"解决了", "还没有"}, 0, nil)
	win := show(t, 208, 38, c)
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(150, 20)})
	if c.Chosen() != 1 || win.Canvas().Focused() != fyne.Focusable(c) {
		t.Errorf("chosen %d, focused %v; want 1 and the choice", c.Chosen(), win.Canvas().Focused())
	}
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(104, 20)}) // the gap between
	if c.Chosen() != 1 {
		t.Errorf("a tap beside the words chose %d", c.Chosen())
	}
	c.SetChosen(7)
	if c.Chosen() != widgets.NoChoice {
		t.Errorf("SetChosen out of range is %d, want NoChoice", c.Chosen())
	}
}
