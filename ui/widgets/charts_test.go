package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestPercent(t *testing.T) {
	for _, tc := range []struct {
		part, whole int
		want        string
	}{
		{131, 173, "75.7%"}, {0, 10, "0.0%"}, {10, 10, "100.0%"}, {1, 16, "6.3%"}, {9, 9, "—"}, {0, 0, "—"}, {96, 98, "98.0%"},
	} {
		if got := widgets.PercentText(tc.part, tc.whole); got != tc.want {
			t.Errorf("%d of %d is %q, want %q", tc.part, tc.whole, got, tc.want)
		}
	}
	if _, ok := widgets.PerMille(5, 9); ok {
		t.Error("nine matters have a percentage")
	}
}

func TestPercentLook(t *testing.T) {
	goldens(t, "percent", 420, 190, func() fyne.CanvasObject {
		return widgets.Pad(10, 10, 10, 10, widgets.Down(10,
			widgets.NewPercent("化解率", 131, 173, "件"), widgets.NewPercent("承诺兑现率", 3, 7, "条")))
	})
}

func TestColumnsLook(t *testing.T) {
	months := []widgets.ColumnPair{{"1月", 14, 9}, {"2月", 11, 8}, {"3月", 16, 12}, {"4月", 15, 11}, {"5月", 13, 12}, {"6月", 18, 14}, {"7月", 0, 0}}
	goldens(t, "columns", 450, 330, func() fyne.CanvasObject {
		card := widgets.NewCard("每月登记和化解（件）", widgets.NewColumns(months)).Right(widgets.NewLegend("登记", 87, "化解", 66))
		return widgets.Pad(8, 8, 8, 8, card)
	})
}

// TestColumnsScale: the highest line is round and never under the highest column.
func TestColumnsScale(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	for most, want := range map[int]string{0: "2", 1: "2", 3: "4", 10: "10", 11: "20", 18: "20", 21: "40", 101: "200", 5000: "10000"} {
		got := texts(show(t, 400, 300, widgets.NewColumns([]widgets.ColumnPair{{Label: "1月", First: most}})))
		if !has(got, want) {
			t.Errorf("with %d the lines say %q, want %s", most, got, want)
		}
	}
}

func TestShareBarLook(t *testing.T) {
	goldens(t, "sharebar", 640, 180, func() fyne.CanvasObject {
		return widgets.Pad(10, 10, 10, 10, widgets.NewShareBar([3]widgets.SharePart{{"村", 58, 40}, {"乡", 55, 40}, {"县", 18, 20}}))
	})
}

func TestShareBarWords(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	draw := func(a, b, c int) []string {
		return texts(show(t, 640, 180, widgets.NewShareBar([3]widgets.SharePart{{"村", a, 40}, {"乡", b, 40}, {"县", c, 20}})))
	}
	got := draw(58, 55, 18)
	for _, want := range []string{"44.3%", "42.0%", "13.7%", "村 58件·目标40%", "高4.3个百分点", "低6.3个百分点"} {
		if !has(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if got := draw(4, 4, 2); !has(got, "正好") {
		t.Errorf("on the target it says %q", got)
	}
	few := draw(5, 3, 1)
	if !has(few, "村5件，乡3件，县1件；不足10件，不算比例") || has(few, "55.6%") {
		t.Errorf("nine matters: %q", few)
	}
	if none := draw(0, 0, 0); !has(none, "还没有化解的事项") {
		t.Errorf("no matter: %q", none)
	}
	if narrow := draw(98, 1, 1); !has(narrow, "乡 1件·目标40%") {
		t.Errorf("what does not fit inside is lost: %q", narrow)
	}
}

func boardRows() []widgets.UnitRow {
	const ok, on, soon, today, late = widgets.Green, widgets.Neutral, widgets.Blue, widgets.Ochre, widgets.Red
	return []widgets.UnitRow{
		{Name: "农业服务中心", Matters: []widgets.Tone{ok, ok, ok, ok, on, late}, Due: 6, Done: 4, Late: 1},
		{Name: "规划建设办", Matters: []widgets.Tone{ok, ok, ok, soon, on, on}, Due: 6, Done: 3, Near: 1},
		{Name: "石桥村", Matters: []widgets.Tone{ok, ok, ok, today}, Due: 4, Done: 3, Near: 1},
	}
}

func TestUnitBoardLook(t *testing.T) {
	goldens(t, "unitboard", 710, 180, func() fyne.CanvasObject {
		return widgets.Pad(8, 8, 8, 8, widgets.NewCard("", widgets.NewUnitBoard(boardRows())).Flush())
	})
}

// TestUnitBoardKeepsOrder: units stand as they were given, and what does not fit is told.
func TestUnitBoardKeepsOrder(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	rows := append(boardRows(), widgets.UnitRow{Name: "民政服务站", Matters: make([]widgets.Tone, 40), Due: 40})
	got := texts(show(t, 710, 260, widgets.NewUnitBoard(rows)))
	last := -1
	for _, r := range rows {
		at := index(got, r.Name)
		if at <= last {
			t.Errorf("%s stands at %d, after %d", r.Name, at, last)
		}
		last = at
	}
	if !has(got, "＋32") {
		t.Errorf("forty squares and no rest in %q", got)
	}
}

// texts are the words that a window shows.
func texts(w fyne.Window) (out []string) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(w.Canvas().Content())
	return out
}

func index(list []string, word string) int {
	for i, s := range list {
		if s == word {
			return i
		}
	}
	return -1
}

func has(list []string, word string) bool { return index(list, word) >= 0 }
