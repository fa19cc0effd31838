package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// A focused part must not swallow the keys of the window.
func TestKeysNoPartWants(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	entry := widgets.NewEntry("")
	choice := widgets.NewChoice([]string{"一", "二"}, 0, nil)
	button := widgets.NewButton(widgets.Secondary, "好", nil)
	year := widgets.NewYearGrid(nil, nil)
	w := show(t, 400, 300, widgets.Down(8, entry, choice, button, year))
	var got []string
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, string(e.Name)) })
	for _, part := range []fyne.Focusable{entry, choice, button, year} {
		for _, k := range []fyne.KeyName{fyne.KeyF4, fyne.KeyEscape, fyne.KeyA} {
			part.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	want := []string{"F4", "Escape", "F4", "Escape", "A", "F4", "Escape", "A", "F4", "Escape", "A"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
