package widgets_test

import (
	"fmt"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// dayNumbers reads days of a month by their number.
type dayNumbers struct{}

func (dayNumbers) Say(text string) (string, bool) {
	n, err := strconv.Atoi(text)
	return fmt.Sprintf("周五·初%d", n), err == nil
}

func (dayNumbers) Step(text string, by int) (string, bool) {
	n, err := strconv.Atoi(text)
	return strconv.Itoa(n + by), err == nil
}

func TestDateFieldLook(t *testing.T) {
	goldens(t, "datefield", 330, 150, func() fyne.CanvasObject {
		right, wrong, typing := widgets.NewDateField(dayNumbers{}), widgets.NewDateField(dayNumbers{}), widgets.NewDateField(dayNumbers{})
		right.Entry.SetText("6")
		wrong.Entry.SetText("改天")
		wrong.Focus(false)
		typing.Entry.SetText("十")
		return widgets.Pad(8, 8, 8, 8, widgets.Down(8, right.Object(), wrong.Object(), typing.Object()))
	})
}

func TestDateField(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	f := widgets.NewDateField(dayNumbers{})
	var told []string
	f.OnChanged = func(s string) { told = append(told, s) }
	win := show(t, 330, 60, f.Object())
	win.Canvas().Focus(f.Entry)
	typeInto(win, "6")
	if f.Said() != "周五·初6" {
		t.Errorf("6 is %q", f.Said())
	}
	keysInto(win, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if f.Entry.Text != "7" || len(told) != 4 {
		t.Errorf("two down and one up is %q, told %q", f.Entry.Text, told)
	}
	typeInto(win, "x")
	keysInto(win, fyne.KeyDown)
	if f.Entry.Text != "7x" || f.Said() != f.Help {
		t.Errorf("%q says %q", f.Entry.Text, f.Said())
	}
	f.Entry.SetText("")
	if f.Said() != "" {
		t.Errorf("an empty field says %q", f.Said())
	}
}
