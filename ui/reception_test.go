package ui

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// keyboard types where the focus is and counts the strokes.
type keyboard struct {
	w       fyne.Window
	strokes int
}

func (k *keyboard) words(t *testing.T, s string) {
	t.Helper()
	f := k.w.Canvas().Focused()
	if f == nil {
		t.Fatalf("nothing has the focus for %q", s)
	}
	for _, r := range s {
		f.TypedRune(r)
	}
	k.strokes += utf8.RuneCountInString(s)
}

func (k *keyboard) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		press(k.w, key)
		k.strokes++
	}
}

// openDay opens the rooms of a village on its village day.
func openDay(t *testing.T, o *office.Office) (*shell, *dayRoom, *keyboard) {
	t.Helper()
	w := testWindow(t, theme.Light, theme.Village)
	s := openRooms(t, o, w)
	room := roomOfDay(s)
	room.desk.after = func(time.Duration, func()) {}
	return s, room, &keyboard{w: w}
}

// The way of one visitor: registered, opened as a case, found again, opened, and
// promised an answer, without a mouse.
func TestVisitorByKeyboard(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, _, k := openDay(t, o)
	sentence := "村西头机耕路被雨水冲了一段"
	k.words(t, "赵根生")
	k.press(fyne.KeyReturn)
	k.words(t, "4")
	k.press(fyne.KeyReturn)
	k.words(t, sentence)
	k.press(fyne.KeyReturn)
	k.words(t, "7")
	k.press(fyne.KeyReturn)
	k.words(t, "2")
	k.press(fyne.KeyF10) // the next village day stands there already
	t.Logf("one visitor: %d keystrokes, %d of them name and sentence", k.strokes, utf8.RuneCountInString("赵根生"+sentence))
	if own := k.strokes - utf8.RuneCountInString("赵根生"+sentence); own > 8 {
		t.Errorf("%d keystrokes beside the words", own)
	}

	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 || !d.VillageDay {
		t.Fatalf("the day has %d visits: %v", len(d.Visits), err)
	}
	v := d.Visits[0]
	want := casework.VisitText{Name: "赵根生", Group: "四组", Words: sentence, Answer: "由周敏去办，12月4日前回话"}
	got := v.Words
	got.About = casework.ID{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if v.Category != "public" || v.Promise != day(t, "2026-12-04") || len(v.Cases) != 1 {
		t.Errorf("the visit is %+v", v.Visit)
	}
	if !shows(k.w, "第 2 位来访") || !shows(k.w, "第1位已记下，立为事项") {
		t.Errorf("the screen says %q", visibleTexts(k.w))
	}

	promiseByKeyboard(t, s, k, v.Cases[0])
}

// promiseByKeyboard finds the case by search, opens its page and writes a promise.
func promiseByKeyboard(t *testing.T, s *shell, k *keyboard, id casework.ID) {
	t.Helper()
	shortcut(t, k.w, ctrl(fyne.KeyF))
	s.rooms[roomCases].(*casesRoom).after = func(_ time.Duration, do func()) { do() }
	k.words(t, "机耕路")
	k.press(fyne.KeyReturn, fyne.KeyReturn)
	page, ok := s.now.(*casePage)
	if !ok || page.id != id {
		t.Fatalf("search and Enter lead to %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyK) // all acts
	for page.sheet == nil {
		if b, ok := k.w.Canvas().Focused().(*widgets.Button); ok && b.Label() == "登记承诺" {
			k.press(fyne.KeyReturn)
			break
		}
		k.w.Canvas().FocusNext()
	}
	k.words(t, "12-10")
	k.press(fyne.KeyReturn)
	k.words(t, "垫好以后请他来看")
	k.press(fyne.KeyF10)
	c, err := s.desk.office.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Promises) != 2 || c.Promises[1].Due != day(t, "2026-12-10") || c.Words.Notes[c.Promises[1].Entry] != "垫好以后请他来看" {
		t.Errorf("the promises are %+v", c.Promises)
	}
	if page.sheet != nil || !shows(k.w, "垫好以后请他来看") {
		t.Errorf("the page does not show it: %q", visibleTexts(k.w))
	}
}

// queue is desk.run of a busy PC: the work is done when the test says so.
type queue struct{ waiting []func() }

func (q *queue) run(work func(context.Context) error, done func(error)) {
	q.waiting = append(q.waiting, func() { done(work(context.Background())) })
}

func (q *queue) flush() {
	for len(q.waiting) > 0 {
		next := q.waiting[0]
		q.waiting = q.waiting[1:]
		next()
	}
}

func fillVisit(room *dayRoom, name string) {
	room.desk.form.set(visitForm{Name: name, Group: -1, Words: "邻居排水沟", Category: 0, Solved: solvedLater, Due: "12-4"})
	room.desk.form.touch()
}

func TestDoublePressIsOneVisit(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, _ := openDay(t, o)
	fillVisit(room, "陈大年")
	q := &queue{}
	s.desk.run = q.run
	room.key(fyne.KeyF10)
	room.key(fyne.KeyF10)
	q.flush()
	room.key(fyne.KeyF10) // the form is empty again: a refusal, no visit
	q.flush()
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 {
		t.Errorf("two presses made %d visits: %v", len(d.Visits), err)
	}
}

// The power fails after the visit was written and before the draft was removed:
// the draft is offered, and saving it again makes no second visit.
func TestVisitAfterPowerCut(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, room, _ := openDay(t, o)
	fillVisit(room, "陈大年")
	room.desk.keepDraft()
	draft, err := o.Draft(t.Context(), "visit:"+string(eastRidge))
	if err != nil || draft == "" {
		t.Fatalf("no draft was kept: %v", err)
	}
	room.desk.save()
	if left, err := o.Draft(t.Context(), "visit:"+string(eastRidge)); err != nil || left != "" {
		t.Fatalf("after saving the draft is %q: %v", left, err)
	}
	if err := o.SaveDraft(t.Context(), "visit:"+string(eastRidge), draft); err != nil {
		t.Fatal(err)
	}
	_, again, k := openDay(t, o)
	if !shows(k.w, "上次有一份登记没写完") {
		t.Fatalf("the draft is not offered: %q", visibleTexts(k.w))
	}
	again.desk.takeDraft()
	if got := again.desk.form.read(); got.Name != "陈大年" || got.Words != "邻居排水沟" || got.Due != "12-4" {
		t.Errorf("the draft came back as %+v", got)
	}
	again.desk.save()
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 {
		t.Errorf("%d visits: %v", len(d.Visits), err)
	}
	if n, err := o.Count(t.Context(), office.Filter{}); err != nil || n != 1 {
		t.Errorf("%d cases: %v", n, err)
	}
}

func TestDraftWhenTypingRests(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	var rest []func()
	room.desk.after = func(wait time.Duration, do func()) {
		if wait > 5*time.Second {
			t.Errorf("a draft is kept after %v only", wait)
		}
		rest = append(rest, do)
	}
	k.words(t, "陈大")
	for _, do := range rest {
		do()
	}
	draft, err := o.Draft(t.Context(), "visit:"+string(eastRidge))
	if err != nil || !strings.Contains(draft, "陈大") {
		t.Fatalf("the draft is %q: %v", draft, err)
	}
	k.words(t, "年")
	s.goTo(roomUSB) // leaving keeps what was typed since
	if draft, err = o.Draft(t.Context(), "visit:"+string(eastRidge)); err != nil || !strings.Contains(draft, "陈大年") {
		t.Fatalf("on leaving the draft is %q: %v", draft, err)
	}
	s.goTo(roomDay)
	if room.desk.form.name.Text != "陈大年" {
		t.Error("coming back, the form is empty")
	}
	room.desk.clear()
	if draft, err = o.Draft(t.Context(), "visit:"+string(eastRidge)); err != nil || draft != "" {
		t.Errorf("cleared, the draft is %q: %v", draft, err)
	}
}

func TestVisitRefused(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, room, k := openDay(t, o)
	for _, tc := range []struct {
		change func(*visitForm)
		want   string
	}{
		{func(f *visitForm) { f.Name = "" }, "请写姓名"},
		{func(f *visitForm) { f.Category = -1 }, "请点一个类别"},
		{func(f *visitForm) { f.Due = "11.20" }, "这一天已经过了"}, // the office says so
		{func(f *visitForm) { f.Due = "改天" }, "日子看不懂"},
	} {
		f := visitForm{Name: "陈大年", Group: -1, Words: "邻居排水沟", Solved: solvedLater, Due: "12-4"}
		tc.change(&f)
		room.desk.form.set(f)
		k.press(fyne.KeyF10)
		if !shows(k.w, tc.want) {
			t.Errorf("%q is not said: %q", tc.want, visibleTexts(k.w))
		}
		if d := cmp.Diff(f, room.desk.form.read()); d != "" {
			t.Errorf("%s: the refusal changed the form: %s", tc.want, d)
		}
	}
	if d, err := o.Day(t.Context(), eastRidge, o.Today()); err != nil || len(d.Visits) != 0 {
		t.Errorf("%d visits were written: %v", len(d.Visits), err)
	}
}

// While somebody sits opposite, the names of earlier visitors are not on the screen.
func TestEarlierVisitorsAreFolded(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	if _, err := o.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{Name: "马秀英", Words: "高龄补贴没到账", Category: "benefit", OnTheSpot: true}); err != nil {
		t.Fatal(err)
	}
	_, _, k := openDay(t, o)
	hidden := func(when string, want bool) {
		t.Helper()
		if got := !shows(k.w, "马秀英") && !shows(k.w, "高龄补贴"); got != want {
			t.Errorf("%s: hidden is %v", when, got)
		}
	}
	hidden("at first", true)
	k.press(fyne.KeyF4)
	hidden("after F4", false)
	k.words(t, "田")
	hidden("once somebody is written down", true)
	if !shows(k.w, "正在登记") || !shows(k.w, "12388") || !shows(k.w, "镇纪委") {
		t.Errorf("the side says %q", visibleTexts(k.w))
	}
}

func TestZeroVisits(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, _, k := openDay(t, o)
	if !shows(k.w, "零来访，结束今天") {
		t.Fatalf("no button: %q", visibleTexts(k.w))
	}
	pressButton(t, k.w, "零来访，结束今天") // one press
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || !d.Closed || !d.Zero {
		t.Fatalf("the day is %+v: %v", d, err)
	}
	if !shows(k.w, "今天的接访已经结束") {
		t.Errorf("the screen says %q", visibleTexts(k.w))
	}
	press(k.w, fyne.KeyF10)
	if d, _ := o.Day(t.Context(), eastRidge, o.Today()); len(d.Visits) != 0 {
		t.Error("a closed day took a visit")
	}
}

// A half-typed visitor is not closed away.
func TestEndWithHalfTypedForm(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, room, k := openDay(t, o)
	k.words(t, "陈")
	room.desk.askEnd()
	if room.desk.sheet != nil || !shows(k.w, "还有一位没写完") {
		t.Errorf("the screen says %q", visibleTexts(k.w))
	}
}

func TestOnTheSpot(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, room, k := openDay(t, o)
	k.words(t, "马秀英")
	k.press(fyne.KeyReturn, fyne.KeyReturn)
	k.words(t, "高龄补贴没到账")
	k.press(fyne.KeyReturn)
	k.words(t, "4")
	k.press(fyne.KeyReturn)
	k.words(t, "1")
	k.press(fyne.KeyReturn)
	k.words(t, "查了，下月补发")
	k.press(fyne.KeyReturn, fyne.KeyReturn) // to the button, and press it: with a slip
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 || !d.Visits[0].OnTheSpot || d.Visits[0].Words.Answer != "查了，下月补发" {
		t.Fatalf("the visit is %+v: %v; %q", d.Visits, err, room.desk.form.wrong.Text())
	}
	if n, err := o.Count(t.Context(), office.Filter{}); err != nil || n != 0 {
		t.Errorf("solved on the spot, yet %d cases: %v", n, err)
	}
}

// On a day that is no village day a village begins with the year and may still
// receive; the case then came by an ordinary visit.
func TestOrdinaryVisit(t *testing.T) {
	clock := newTestClock()
	clock.at = clock.at.AddDate(0, 0, 1)
	o := foundOffice(t, casework.Village, clock)
	s, room, k := openDay(t, o)
	if room.receiving || !shows(k.w, "全年应开") || !shows(k.w, "平时来访") {
		t.Fatalf("the first view is %q", visibleTexts(k.w))
	}
	shortcut(t, k.w, ctrl(fyne.KeyN))
	if !room.receiving {
		t.Fatal("Ctrl+N does not receive")
	}
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	rows, err := o.Cases(t.Context(), office.Filter{})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d cases: %v", len(rows), err)
	}
	c, err := o.Case(t.Context(), rows[0].ID)
	if err != nil || c.Source != office.SourceVisit {
		t.Errorf("the source is %s: %v", c.Source, err)
	}
	s.goTo(roomDay)
	k.press(fyne.KeyF3)
	if room.receiving {
		t.Error("F3 does not show the year")
	}
}

// A township keeps the day of a village for it.
func TestTownshipKeepsADay(t *testing.T) {
	w := newWorld(t)
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	room := roomOfDay(s)
	k := &keyboard{w: win}
	shortcut(t, win, ctrl(fyne.KeyN))
	if room.receiving || !shows(win, "选一个村") {
		t.Fatal("a township received without a village")
	}
	room.year.choose(0)
	if room.village != eastRidge || !shows(win, "代村接访") {
		t.Fatalf("chosen is %q: %q", room.village, visibleTexts(win))
	}
	shortcut(t, win, ctrl(fyne.KeyN))
	room.desk.after = func(time.Duration, func()) {}
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	d, err := w.o.Day(t.Context(), eastRidge, w.o.Today())
	if err != nil || len(d.Visits) != 1 || d.Visits[0].By != willowTown {
		t.Fatalf("the village's day is %+v: %v", d, err)
	}
	c, err := w.o.Case(t.Context(), d.Visits[0].Cases[0])
	if err != nil || c.Opener != eastRidge || c.HolderLevel != casework.Village {
		t.Errorf("the case was opened by %s: %v", c.Opener, err)
	}
}

// A village without a PC has no card: its code is enough.
func TestTownshipTypesACode(t *testing.T) {
	w := newWorld(t)
	win := testWindow(t, theme.Light, theme.Normal)
	room := roomOfDay(openRooms(t, w.o, win))
	k := &keyboard{w: win}
	room.year.choose(1)
	k.words(t, "77")
	k.press(fyne.KeyF10)
	if !shows(win, "单位代码要12位数字") || room.village != "" {
		t.Fatalf("two digits are taken: %q", room.village)
	}
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	k.words(t, "207")
	k.press(fyne.KeyF10)
	if room.village != "419901102207" {
		t.Errorf("chosen is %q", room.village)
	}
	if _, err := villageCode("419901103207", willowTown); err == nil {
		t.Error("a village of another township is taken")
	}
}

// In a village, before visitors, no word says that something is late, and nothing
// is red.
func TestVillageIsSoft(t *testing.T) {
	clock := newTestClock()
	o := foundOffice(t, casework.Village, clock)
	got, err := o.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{
		Name: "陈大年", Words: "邻居排水沟", Category: "neighbour", Promise: o.Today().Add(1),
		Case: &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"改回"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	clock.at = clock.at.AddDate(0, 0, 9)
	w := testWindow(t, theme.Light, theme.Village)
	s := openRooms(t, o, w)
	for _, show := range []func(){
		func() { s.goTo(roomCases) }, func() { s.openCase(got.Case) }, func() { s.now.(*casePage).tabs.Choose(1) },
	} {
		show()
		if !shows(w, "先办") {
			t.Errorf("a promise gone by is not shown at all: %q", visibleTexts(w))
		}
		for _, word := range []string{"超期", "逾期", "晚了"} {
			if shows(w, word) {
				t.Errorf("the village reads %s: %q", word, visibleTexts(w))
			}
		}
	}
}

// A form found half-typed is not lost when somebody else comes first.
func TestSecondDraftBesideTheFirst(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	_, room, _ := openDay(t, o)
	fillVisit(room, "陈大年")
	room.desk.keepDraft()
	_, room, k := openDay(t, o)
	fillVisit(room, "马秀英")
	room.desk.keepDraft()
	room.desk.takeDraft()
	if !shows(k.w, "先把这一位记下") || room.desk.form.name.Text != "马秀英" {
		t.Fatalf("the first draft overwrote the second: %q", visibleTexts(k.w))
	}
	room.desk.save()
	if !shows(k.w, "上次有一份登记没写完") {
		t.Fatal("the first draft is no longer offered")
	}
	room.desk.takeDraft()
	room.desk.save()
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 2 || d.Visits[0].Words.Name != "马秀英" || d.Visits[1].Words.Name != "陈大年" {
		t.Fatalf("the day is %+v: %v", d.Visits, err)
	}
	for _, second := range []bool{false, true} {
		if left, err := o.Draft(t.Context(), draftSlot(eastRidge, second)); err != nil || left != "" {
			t.Errorf("a draft is left: %q %v", left, err)
		}
	}
	// The second alone is found too.
	fillVisit(room, "田桂兰")
	if err := o.SaveDraft(t.Context(), draftSlot(eastRidge, true), room.desk.form.read().draft()); err != nil {
		t.Fatal(err)
	}
	_, room, _ = openDay(t, o)
	if room.desk.draft == nil || room.desk.draft.Name != "田桂兰" {
		t.Errorf("found is %+v", room.desk.draft)
	}
}

// roomOfDay goes to 村务日.
func roomOfDay(s *shell) *dayRoom {
	s.goTo(roomDay)
	return s.now.(*dayRoom)
}
