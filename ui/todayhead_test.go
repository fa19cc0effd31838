package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// TestFiguresLead: a figure opens the list of what it counts, as many as it says.
func TestFiguresLead(t *testing.T) {
	o, _ := keyboardOffice(t)
	w := testWindow(t, theme.Light, theme.Normal)
	for i, chip := range []int{chipOpen, chipOpen, chipLate} {
		s := openRooms(t, o, w)
		s.goTo(roomToday)
		var figures []*widgets.Figure
		seen(w, func(o fyne.CanvasObject) {
			if f, ok := o.(*widgets.Figure); ok {
				figures = append(figures, f)
			}
		})
		if len(figures) != 4 {
			t.Fatalf("%d figures: %q", len(figures), visibleTexts(w))
		}
		label := figures[i].Label()
		figures[i].Press()
		r, ok := s.now.(*casesRoom)
		if !ok || r.chip != chip || label != fmt.Sprintf("%d件", len(r.rows))+[]string{"在办", "本周到期", "已超期"}[i] {
			t.Errorf("%s leads to %s with %+v", label, s.at, s.now)
		}
	}
	s := openRooms(t, o, w)
	s.goTo(roomToday)
	r := s.rooms[roomToday].(*todayRoom)
	r.promise = true
	r.draw()
	if len(r.shown) != 2 || !shows(w, "看全部") {
		t.Errorf("the promises: %+v", r.shown)
	}
}

func TestLinesByVillage(t *testing.T) {
	d := todayData{todo: []todoLine{{No: "1", place: "b"}, {No: "2", place: "a"}, {No: "3", place: "b"}, {No: "4", place: "a"}}}
	got := ""
	for _, l := range d.lines(false, true) {
		got += l.No
	}
	if got != "2413" || d.villages() != 2 || d.todo[0].No != "1" {
		t.Errorf("by village %s of %d; the list itself begins with %s", got, d.villages(), d.todo[0].No)
	}
}

// TestSpread: labels of the ruler stand inside and not over each other.
func TestSpread(t *testing.T) {
	testWindow(t, theme.Light, theme.Normal)
	s := widgets.Style{Size: 12}
	labels := []rulerLabel{{5, "廿六 02-02", s}, {20, "今天", s}, {25, "初六 02-11", s}, {298, "十六 02-21", s}}
	end := float32(0)
	for i, x := range spread(labels, 300, 8) {
		if x < end || x+s.Width(labels[i].words) > 300 {
			t.Errorf("%s stands at %v, free from %v", labels[i].words, x, end)
		}
		end = x + s.Width(labels[i].words)
	}
}
