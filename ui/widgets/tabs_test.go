package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func threeTabs() []widgets.Tab {
	return []widgets.Tab{{Word: "经过", Count: 14}, {Word: "当事人", Count: 3}, {Word: "文书", Count: -1}}
}

func TestTabsLook(t *testing.T) {
	goldens(t, "tabs", 300, 50, func() fyne.CanvasObject {
		return widgets.Pad(8, 6, 8, 6, widgets.NewTabs(threeTabs(), nil))
	})
}

func TestTabs(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []int
	tabs := widgets.NewTabs(threeTabs(), func(i int) { got = append(got, i) })
	show(t, 400, 40, tabs)
	tabs.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) // nothing before the first
	tabs.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	tabs.TypedRune('3')
	tabs.TypedRune('7') // no such tab
	test.TapAt(tabs, fyne.NewPos(10, 20))
	if diff := cmp.Diff([]int{1, 2, 0}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	tabs.Choose(2)
	tabs.Set(threeTabs()[:2])
	if tabs.Chosen() != 1 {
		t.Errorf("chosen %d of two tabs", tabs.Chosen())
	}
}
