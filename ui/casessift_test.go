package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

func TestSiftFilter(t *testing.T) {
	today := day(t, "2026-11-24") // a Tuesday
	chip := office.Filter{Open: true, Handling: []casework.Handling{casework.InTransit}}
	sift := caseSift{
		Handling: casework.InHandling, Level: casework.Township, Place: eastRidge, Category: "land", Source: "letter", Handler: 2, Lead: " 郭立新 ",
		Due: dueWeek, From: today.Add(-30), To: today,
	}
	want := office.Filter{
		Open: true, Handling: []casework.Handling{casework.InHandling}, Level: []casework.Level{casework.Township}, Area: []casework.OfficeCode{eastRidge},
		Category: []string{"land"}, Source: []string{"letter"}, Handler: 2, Lead: "郭立新", DueFrom: today, DueTo: day(t, "2026-11-29"),
		OpenedFrom: today.Add(-30), OpenedTo: today,
	}
	if d := cmp.Diff(want, sift.on(chip, today)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(chip, caseSift{}.on(chip, today)); d != "" {
		t.Errorf("nothing asked: %s", d)
	}
	if f := (caseSift{Due: dueWeek}).on(office.Filter{}, day(t, "2026-11-29")); f.DueTo != f.DueFrom {
		t.Errorf("on a Sunday the week ends on %s", f.DueTo)
	}
	// every condition has a word, and taking all of them away leaves nothing
	eyes := caseEyes{today: today, name: func(c casework.OfficeCode) string { return "东岭村" }}
	tags := sift.tags(eyes, func(int) string { return "周敏" })
	var got []string
	for _, tag := range tags {
		got = append(got, tag.Word)
		tag.drop(&sift)
	}
	if d := cmp.Diff([]string{"办理中", "在乡", "东岭村", "土地", "来信", "承办：周敏", "包案： 郭立新 ", "本周到期", "登记：10-25至11-24"}, got); d != "" {
		t.Error(d)
	}
	if sift != (caseSift{}) {
		t.Errorf("left over: %+v", sift)
	}
}

// TestSiftByKeyboard: conditions narrow the list, stand over it, and go away again.
func TestSiftByKeyboard(t *testing.T) {
	w := newWorld(t)
	w.full()
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	s.key(fyne.KeyT)
	if r.asks == nil {
		t.Fatal("T opens no conditions")
	}
	r.asks.category.SetChosen(1 + placeOf(categories(), "public"))
	r.asks.from.SetText("过几天")
	press(win, fyne.KeyF10)
	if r.asks == nil || !shows(win, "日子看不懂") {
		t.Fatalf("a date that cannot be read: %q", visibleTexts(win))
	}
	r.asks.from.SetText("11-1")
	press(win, fyne.KeyF10)
	if r.asks != nil || len(r.rows) != 1 || r.rows[0].Title != "学校门前道路积水" {
		t.Fatalf("the list shows %+v", r.rows)
	}
	if !shows(win, "路水电 ×") || !shows(win, "登记：11-01起 ×") || !shows(win, "筛出1件") || !shows(win, "清除筛选") {
		t.Errorf("the conditions are not shown: %q", visibleTexts(win))
	}
	s.key(fyne.KeyT)
	if r.asks.from.Text != "2026-11-01" || r.asks.category.Chosen() == 0 {
		t.Error("the sheet forgot what is asked")
	}
	press(win, fyne.KeyEscape)
	if r.asks != nil || len(r.rows) != 1 {
		t.Error("Esc changes something")
	}
	press(win, fyne.KeyF8)
	if r.sift != (caseSift{}) || len(r.rows) != 9 || shows(win, "清除筛选") {
		t.Errorf("after clearing: %d rows, %q", len(r.rows), visibleTexts(win))
	}
	// a state in the place of a chip that asks for one, and back
	r.choose(2)
	r.setSift(caseSift{Resolution: casework.ResolvedFully})
	if r.chip != len(r.chips)-1 || len(r.rows) != 1 {
		t.Errorf("chip %d, %d rows", r.chip, len(r.rows))
	}
	r.choose(3)
	if r.sift.stated() {
		t.Error("two states at a time")
	}
	r.setSift(caseSift{Handler: 1, Place: eastRidge})
	if shows(win, "打不开") {
		t.Errorf("%q", visibleTexts(win))
	}
}

// TestTypingCountsNothing: while somebody types the newest cases come first, the chips
// have no numbers, and "50+" says that there are more.
func TestTypingCountsNothing(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	for range casesPage + 3 {
		w.opens("路灯不亮", "public", casework.TrackDemand)
	}
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	r.after = func(_ time.Duration, do func()) { do() }
	r.search.SetText("路灯")
	if !shows(win, "找到50+件") || r.rows[0].No.Short() != "2026-0053" {
		t.Errorf("the first is %s: %q", r.rows[0].No, visibleTexts(win))
	}
	r.next()
	if !shows(win, "找到53件") {
		t.Errorf("all are there: %q", visibleTexts(win))
	}
	r.sort(len(r.shown) - 1)
	if r.orderNow() != byDue {
		t.Error("a tapped head does not sort")
	}
	r.search.SetText("")
	if !shows(win, "全部53件") || r.orderNow() != byDue {
		t.Errorf("after typing: %q", visibleTexts(win))
	}
	r.choose(1)
	r.search.SetText("路灯")
	if !shows(win, "点“全部”看") {
		t.Errorf("found elsewhere: %q", visibleTexts(win))
	}
}

// TestVisitsBesideCases: the quiet line opens the list, and the list goes to the day.
func TestVisitsBesideCases(t *testing.T) {
	w := newWorld(t)
	w.full()
	w.on("2026-11-14")
	for _, in := range []office.VisitInput{
		{Name: "单国强", Group: "二组", Words: "问低保怎么申请", Answer: "告诉他带什么材料", Category: "benefit"},
		{Words: "也问低保", Category: "benefit", OnTheSpot: true},
	} {
		_, err := w.o.ReceiveVisitor(t.Context(), office.Act{For: eastRidge}, in)
		w.must(err)
	}
	w.on("2026-11-23")
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	r.after = func(_ time.Duration, do func()) { do() }
	r.search.SetText("机井")
	if shows(win, "次来访提到") {
		t.Errorf("no visit says so: %q", visibleTexts(win))
	}
	r.search.SetText("低保")
	if !shows(win, "没有找到") || !shows(win, "另有2次来访提到“低保”") {
		t.Fatalf("%q", visibleTexts(win))
	}
	s.key(fyne.KeyV)
	for _, words := range []string{"2026-11-14", "东岭村", "未留名", "单国强 二组", "问低保怎么申请"} {
		if !shows(win, words) {
			t.Errorf("the list lacks %s: %q", words, visibleTexts(win))
		}
	}
	press(win, fyne.KeyDown)
	if !shows(win, "告诉他带什么材料") {
		t.Errorf("the chosen visit: %q", visibleTexts(win))
	}
	press(win, fyne.KeyEscape)
	if r.said != nil || s.now != room(r) {
		t.Fatal("Esc does not go back to the list")
	}
	s.key(fyne.KeyV)
	press(win, fyne.KeyReturn)
	if s.at != roomDay || !shows(win, "11月14日") {
		t.Errorf("the day is not shown: %q", visibleTexts(win))
	}
}
