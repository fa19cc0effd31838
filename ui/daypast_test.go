package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// gone is an office founded on 2026-11-01 with a visit on the village day of the 4th;
// now is the 24th.
func gone(t *testing.T) (*office.Office, *testClock) {
	t.Helper()
	clock := newTestClock()
	clock.at = clock.at.AddDate(0, 0, -23)
	o := foundOffice(t, casework.Village, clock)
	clock.at = clock.at.AddDate(0, 0, 3)
	if _, err := o.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{Name: "马秀英", Group: "三组", Words: "高龄补贴没到账", Category: "benefit", OnTheSpot: true, Answer: "下月补发"}); err != nil {
		t.Fatal(err)
	}
	clock.at = clock.at.AddDate(0, 0, 20)
	return o, clock
}

// The register of a day gone by: folded until F4, printed, written on late, closed.
func TestPastDay(t *testing.T) {
	o, _ := gone(t)
	s, room, k := openDay(t, o)
	desk := &fakeDesk{}
	s.desk.papers = desk
	room.showYear()
	k.w.Canvas().Unfocus()
	room.year.grid.MoveTo(10, 4)
	k.press(fyne.KeyReturn)
	if room.looking != day(t, "2026-11-04") || !shows(k.w, "补贴低保") || !shows(k.w, "当场答复") || shows(k.w, "马秀英") || shows(k.w, "下月补发") {
		t.Fatalf("folded: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyF4)
	if !shows(k.w, "马秀英 三组：高龄补贴没到账") || !shows(k.w, "下月补发") {
		t.Errorf("unfolded: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyF9, fyne.KeyF9)
	if len(desk.done) != 1 || desk.done[0] != "print 接访登记表-419901102201-20261104.pdf" {
		t.Errorf("printed: %q", desk.done)
	}
	shortcut(t, k.w, ctrl(fyne.KeyN))
	if !shows(k.w, "补登11月4日 周三的来访") || !shows(k.w, "第 2 位来访") {
		t.Fatalf("writing late: %q", visibleTexts(k.w))
	}
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	d, err := o.Day(t.Context(), eastRidge, day(t, "2026-11-04"))
	if err != nil || len(d.Visits) != 2 || d.Visits[1].Time != "" || d.Visits[1].Promise != day(t, "2026-12-04") {
		t.Fatalf("the day is %+v: %v", d.Visits, err)
	}
	if today, _ := o.Day(t.Context(), eastRidge, o.Today()); len(today.Visits) != 0 {
		t.Error("the late visit stands on today")
	}
	c, err := o.Case(t.Context(), d.Visits[1].Cases[0])
	if err != nil || c.OpenedOn != day(t, "2026-11-04") || c.Source != office.SourceVillageDay {
		t.Errorf("the case began on %s by %s: %v", c.OpenedOn, c.Source, err)
	}
	room.lookBack(day(t, "2026-11-04"))
	pressButton(t, k.w, "合上登记簿")
	if d, _ := o.Day(t.Context(), eastRidge, day(t, "2026-11-04")); !d.Closed || d.Zero {
		t.Errorf("closed: %+v", d)
	}
	if room.past.late.Visible() {
		t.Error("a closed register takes late entries")
	}
	k.press(fyne.KeyEscape)
	if room.looking != 0 {
		t.Error("Escape does not go back to the year")
	}
	room.receive()
	if room.desk.on != 0 || !shows(k.w, "第 1 位来访") {
		t.Errorf("today is not today: %q", visibleTexts(k.w))
	}
}

// A form that is written late does not mix with the one of today.
func TestLateDraftApart(t *testing.T) {
	o, _ := gone(t)
	_, room, k := openDay(t, o)
	fillVisit(room, "田桂兰")
	room.receiveOn(day(t, "2026-11-14"))
	if room.desk.form.name.Text != "" {
		t.Fatal("the form of today stands in the day gone by")
	}
	if !shows(k.w, "补记零来访") {
		t.Errorf("the day says %q", visibleTexts(k.w))
	}
	room.receive()
	if room.desk.draft == nil || room.desk.draft.Name != "田桂兰" {
		t.Errorf("coming back, the draft is %+v", room.desk.draft)
	}
	room.lookBack(day(t, "2026-11-14"))
	pressButton(t, k.w, "补记零来访")
	if d, _ := o.Day(t.Context(), eastRidge, day(t, "2026-11-14")); !d.Closed || !d.Zero {
		t.Errorf("zero: %+v", d)
	}
}

// Moved, called off, added, not held: decided with a reason, seen in the year.
func TestDecideInTheYear(t *testing.T) {
	o, _ := gone(t)
	_, room, k := openDay(t, o)
	room.showYear()
	y := room.year
	decide := func(month, number int, fill func(s *askSheet)) {
		t.Helper()
		k.w.Canvas().Unfocus()
		y.grid.MoveTo(month-1, number)
		k.press(fyne.KeyD)
		if y.sheet == nil {
			t.Fatalf("%d-%d: nothing is asked: %q", month, number, visibleTexts(k.w))
		}
		fill(y.sheet)
		s := y.sheet
		k.press(fyne.KeyF10)
		if y.sheet != nil {
			t.Fatalf("%d-%d: %s", month, number, s.wrong.Text())
		}
	}
	because := func(s *askSheet, what, reason int) {
		s.choices["what"].SetChosen(what)
		s.choices["reason"].SetChosen(reason)
	}
	y.grid.MoveTo(11, 4)
	k.w.Canvas().Unfocus()
	k.press(fyne.KeyD)
	for _, tc := range []struct {
		do   func()
		says string
	}{
		{func() { because(y.sheet, 0, -1) }, "请点一个原因"},
		{func() { because(y.sheet, 0, 2) }, "顺延要写改到哪天"},
		{func() { y.sheet.entries["to"].SetText("改天") }, "日子看不懂"},
	} {
		tc.do()
		k.press(fyne.KeyF10)
		if !shows(k.w, tc.says) {
			t.Errorf("%q is not said: %q", tc.says, visibleTexts(k.w))
		}
	}
	y.sheet.close()
	decide(12, 4, func(s *askSheet) { because(s, 0, 2); s.entries["to"].SetText("12-6") })
	decide(12, 14, func(s *askSheet) { because(s, 1, 1) })
	decide(12, 20, func(s *askSheet) { because(s, 0, 6) })
	decide(11, 14, func(s *askSheet) { because(s, 0, 5) })
	december, november := y.view.Months[11].Days, y.view.Months[10].Days
	for number, want := range map[int]widgets.DayMark{4: widgets.DayMoved, 6: widgets.DayAhead, 14: widgets.DayOff, 20: widgets.DayExtra, 24: widgets.DayAhead} {
		if got := december[number-1].Mark; got != want {
			t.Errorf("12-%02d is %v, want %v", number, got, want)
		}
	}
	if november[3].Mark != widgets.DayHeld || y.view.Months[0].Days[3].Mark != widgets.DayBefore {
		t.Errorf("11-04 is %v, January %v", november[3].Mark, y.view.Months[0].Days[3].Mark)
	}
	// 37 by the rule, one off and one more; 31 of them were before the office began.
	want := yearCounts{Due: 37, Held: 1, Ahead: 4, NotHeld: 1, Before: 31, Moved: 1, Off: 1, Extra: 1}
	if got := y.view.Counts(); got != want {
		t.Errorf("the year counts %+v, want %+v", got, want)
	}
	for _, tc := range []struct{ date, line string }{
		{"2026-12-04", "12-04改到12-06，上级统一安排"},
		{"2026-12-06", "12-04改到12-06，上级统一安排"},
		{"2026-12-14", "12-14停开，灾害、疫情"},
		{"2026-12-20", "12-20加开，其他"},
		{"2026-11-14", "没开的原因：没有人值班"},
		{"2026-01-04", "村务日：建账以前"},
	} {
		if _, lines := y.view.About(day(t, tc.date), false); !contains(lines, tc.line) {
			t.Errorf("%s says %q", tc.date, lines)
		}
	}
	decide(12, 14, func(s *askSheet) { because(s, 0, 6) }) // held after all
	if got := y.view.Months[11].Days[13].Mark; got != widgets.DayAhead {
		t.Errorf("12-14 put back is %v", got)
	}
	y.grid.MoveTo(10, 4) // held already: nothing to decide
	k.press(fyne.KeyD)
	if y.sheet != nil {
		t.Error("a day that was held is decided about")
	}
}

func contains(lines []string, want string) bool {
	for _, l := range lines {
		if l == want {
			return true
		}
	}
	return false
}

// A township does all of it for a village: slip, late entry, register, exception.
func TestTownshipForAVillage(t *testing.T) {
	w := newWorld(t)
	w.clock.at = w.clock.at.AddDate(0, 0, 10) // 12-04, a village day
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	desk := &fakeDesk{}
	s.desk.papers = desk
	room := roomOfDay(s)
	k := &keyboard{w: win}
	room.year.choose(0)
	room.receiveOn(day(t, "2026-11-24"))
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF9)
	d, err := w.o.Day(t.Context(), eastRidge, day(t, "2026-11-24"))
	if err != nil || len(d.Visits) != 1 || d.Visits[0].By != willowTown || !d.VillageDay {
		t.Fatalf("late for the village: %+v: %v", d, err)
	}
	room.lookBack(day(t, "2026-11-24"))
	pressButton(t, win, "合上登记簿")
	k.w.Canvas().Unfocus()
	k.press(fyne.KeyF9, fyne.KeyF9)
	if len(desk.done) != 2 || desk.done[1] != "print 接访登记表-419901102201-20261124.pdf" {
		t.Errorf("papers: %q", desk.done)
	}
	room.showYear()
	k.w.Canvas().Unfocus()
	room.year.grid.MoveTo(11, 14)
	k.press(fyne.KeyD)
	if room.year.sheet == nil {
		t.Fatalf("nothing is asked: %q", visibleTexts(win))
	}
	room.year.sheet.choices["what"].SetChosen(1)
	room.year.sheet.choices["reason"].SetChosen(2)
	k.press(fyne.KeyF10)
	lines, err := w.o.VillageYear(t.Context(), eastRidge, casework.Period{From: day(t, "2026-12-14"), To: day(t, "2026-12-14")})
	if err != nil || len(lines) != 1 || lines[0].Kind != calendar.Cancelled {
		t.Errorf("the village's day is %+v: %v", lines, err)
	}
	room.receive() // today, nobody came
	pressButton(t, win, "零来访，结束今天")
	if d, _ := w.o.Day(t.Context(), eastRidge, w.o.Today()); !d.Zero || !d.Closed {
		t.Errorf("zero for the village: %+v", d)
	}
}
