package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// block is an object of a fixed least size.
func block(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func places(objects ...fyne.CanvasObject) [][4]float32 {
	var out [][4]float32
	for _, o := range objects {
		out = append(out, [4]float32{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height})
	}
	return out
}

func TestDownAndAcross(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	a, b, c, hidden := block(10, 20), block(30, 40), block(5, 6), block(9, 9)
	hidden.Hide()
	down := widgets.Down(4, a, widgets.Grow(b), hidden, c)
	if got := down.MinSize(); got != fyne.NewSize(30, 20+4+40+4+6) {
		t.Errorf("least size of Down %v", got)
	}
	down.Resize(fyne.NewSize(100, 200))
	want := [][4]float32{{0, 0, 100, 20}, {0, 194, 100, 6}}
	if diff := cmp.Diff(want, places(a, c)); diff != "" {
		t.Errorf("Down -want +got:\n%s", diff)
	}
	if b.Size() != fyne.NewSize(100, 166) {
		t.Errorf("Grow got %v", b.Size())
	}
	across := widgets.Across(10, a, widgets.Grow(nil), c)
	across.Resize(fyne.NewSize(100, 50))
	want = [][4]float32{{0, 0, 10, 50}, {95, 0, 5, 50}}
	if diff := cmp.Diff(want, places(a, c)); diff != "" {
		t.Errorf("Across -want +got:\n%s", diff)
	}
}

func TestFixedPadArrange(t *testing.T) {
	themed(t, theme.Light, theme.Large)
	a := block(10, 20)
	if got := widgets.Fixed(100, 0, a).MinSize(); got != fyne.NewSize(150, 20) {
		t.Errorf("Fixed in large is %v, want 150 by 20", got)
	}
	p := widgets.Pad(1, 2, 3, 4, a)
	p.Resize(fyne.NewSize(50, 60))
	if diff := cmp.Diff([][4]float32{{1, 2, 46, 54}}, places(a)); diff != "" {
		t.Errorf("Pad -want +got:\n%s", diff)
	}
	r := widgets.Arrange(fyne.NewSize(7, 8), func(size fyne.Size) { widgets.Put(a, 5, 6, size.Width-5, 9) }, a)
	r.Resize(fyne.NewSize(50, 60))
	if diff := cmp.Diff([][4]float32{{5, 6, 45, 9}}, places(a)); diff != "" || r.MinSize() != fyne.NewSize(7, 8) {
		t.Errorf("Arrange %v -want +got:\n%s", r.MinSize(), diff)
	}
}
