package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// TestLook draws the rooms 村务日 and 事项 for people to look at, into the folder
// that SILIAN_LOOK names.
func TestLook(t *testing.T) {
	out := os.Getenv("SILIAN_LOOK")
	if out == "" {
		t.Skip("SILIAN_LOOK is not set")
	}
	w := newWorld(t)
	id := w.full()
	for _, look := range []struct {
		name   string
		mode   theme.Mode
		scale  theme.Scale
		height float32
	}{
		{"light", theme.Light, theme.Normal, 768}, {"dark", theme.Dark, theme.Normal, 696}, {"large", theme.Light, theme.Large, 768},
	} {
		win := testWindow(t, look.mode, look.scale)
		win.Resize(fyne.NewSize(startWidth, look.height))
		s := openRooms(t, w.o, win)
		snap := func(name string) {
			keep(t, win.Canvas().Capture(), filepath.Join(out, look.name+"-"+name+".png"))
		}
		snap("calendar")
		s.goTo(roomCases)
		snap("cases")
		s.openCase(id)
		snap("case")
		p := s.now.(*casePage)
		p.do(actReturn)
		p.do(actMediate)
		snap("mediate")
		closeSheets(s, win)
		p.sheet = nil
		p.do(actAnswer)
		p.sheet.submit()
		snap("answer")
		closeSheets(s, win)
		p.sheet = nil
		p.moreActs()
		snap("more")
		closeSheets(s, win)
		p.more = nil
		p.tabs.Choose(1)
		snap("promises")
		s.goTo(roomCases)
		s.now.(*casesRoom).register()
		snap("register")
		closeSheets(s, win)
	}
	lookSizes(t, out, w, id)
	lookVillage(t, out)
}

// lookSizes draws the smallest window and a wide one, and the township's reception.
func lookSizes(t *testing.T, out string, w *world, id casework.ID) {
	for name, size := range map[string]fyne.Size{"least": {Width: leastWidth, Height: leastHeight}, "wide": {Width: 1920, Height: 1040}} {
		win := testWindow(t, theme.Light, theme.Normal)
		win.Resize(size)
		s := openRooms(t, w.o, win)
		snap := func(view string) {
			keep(t, win.Canvas().Capture(), filepath.Join(out, name+"-"+view+".png"))
		}
		day := roomOfDay(s)
		snap("calendar")
		day.year.choose(0)
		day.receive()
		test.Type(day.desk.form.name, "赵根生")
		day.desk.form.solved.TypedRune('1')
		snap("reception")
		s.goTo(roomCases)
		snap("cases")
		s.openCase(id)
		snap("case")
	}
}

func lookVillage(t *testing.T, out string) {
	clock := newTestClock()
	o := foundOffice(t, casework.Village, clock)
	for _, v := range []office.VisitInput{
		{Name: "马秀英", Group: "三组", Words: "高龄补贴没到账", Category: "benefit", OnTheSpot: true},
		{Name: "陈大年", Group: "一组", Words: "邻居排水沟改道，雨天水往院里流", Category: "neighbour", Promise: o.Today().Add(3), Case: &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"改回原位"}}},
		{Name: "田桂兰", Group: "二组", Words: "土地流转费", Category: "land"},
	} {
		if _, err := o.ReceiveVisitor(t.Context(), office.Act{}, v); err != nil {
			t.Fatal(err)
		}
	}
	for name, height := range map[string]float32{"village": 768, "village696": 696} {
		win := testWindow(t, theme.Light, theme.Village)
		win.Resize(fyne.NewSize(startWidth, height))
		s := openRooms(t, o, win)
		snap := func(view string) {
			keep(t, win.Canvas().Capture(), filepath.Join(out, name+"-"+view+".png"))
		}
		day := roomOfDay(s)
		snap("reception-empty")
		f := day.desk.form
		test.Type(f.name, "赵根生")
		f.group.TypedRune('4')
		test.Type(f.words, "村西头机耕路被雨水冲了一段，三轮车过不去，想请村里垫一垫")
		f.category.TypedRune('7')
		f.solved.TypedRune('2')
		win.Canvas().Focus(f.words)
		snap("reception")
		f.nobody.SetOn(false)
		f.name.SetText("")
		day.desk.save()
		day.key(fyne.KeyF4)
		snap("reception-open")
		day.desk.clear()
		day.desk.askEnd()
		snap("end")
		closeSheets(s, win)
		day.desk.sheet = nil
		day.showYear()
		snap("calendar")
		s.goTo(roomCases)
		snap("cases")
		s.now.(*casesRoom).open()
		snap("case")
		fillVisit(day, "陈大年")
		day.desk.keepDraft()
		again := openRooms(t, o, win)
		snap("offer")
		roomOfDay(again).desk.dropDraft()
	}
	win := testWindow(t, theme.Light, theme.Village)
	s := openRooms(t, o, win)
	day := roomOfDay(s)
	day.desk.askEnd()
	day.desk.endDay()
	keep(t, win.Canvas().Capture(), filepath.Join(out, "village-closed.png"))
}
