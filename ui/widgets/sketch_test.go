package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestSketchLook(t *testing.T) {
	goldens(t, "sketch", 300, 90, func() fyne.CanvasObject {
		return widgets.NewSketch(300, 90, func(p *widgets.Pen, size fyne.Size) {
			p.Sheet(4, 4, size.Width-8, size.Height-8)
			w := p.TextBase(p.Px(20), p.Px(52), "42", p.Strong(theme.Figure, nil))
			p.TextBase(p.Px(26)+w, p.Px(52), "件", p.Style(theme.Second, p.Tokens.Ink2))
			p.KeyCap(p.Px(130), p.Px(30), "Ctrl+N")
			p.TextRight(size.Width-p.Px(20), p.Px(30), "催办", p.Style(theme.Body, p.Tokens.Blue))
			p.Bar(p.Px(130), p.Px(56), p.Px(140), 6, 0.4, p.Tokens.BlueFill)
		})
	})
}

func TestSketchHot(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []string
	s := widgets.NewSketch(100, 50, func(p *widgets.Pen, size fyne.Size) {
		p.Hot(0, 0, size.Width, size.Height, func() { got = append(got, "all") })
		p.Hot(10, 10, 20, 20, func() { got = append(got, "verb") })
	})
	show(t, 100, 50, s)
	test.TapAt(s, fyne.NewPos(15, 15))
	test.TapAt(s, fyne.NewPos(90, 15))
	test.TapAt(s, fyne.NewPos(190, 15))
	if len(got) != 2 || got[0] != "verb" || got[1] != "all" {
		t.Errorf("taps ran %v, want [verb all]", got)
	}
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(15, 15)}})
	if s.Cursor() != desktop.PointerCursor {
		t.Error("no hand over a hot place")
	}
	s.MouseOut()
	if s.Cursor() != desktop.DefaultCursor {
		t.Error("the hand stays")
	}
}
