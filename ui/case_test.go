package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// openCasePage shows a case in a window of normal size.
func openCasePage(t *testing.T, o *office.Office, id casework.ID) (*shell, *casePage, *keyboard) {
	t.Helper()
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.openCase(id)
	return s, s.now.(*casePage), &keyboard{w: w}
}

func TestRefusalStaysInTheSheet(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	_, page, k := openCasePage(t, w.o, id)
	page.do(actReport)
	page.sheet.entries["words"].SetText("请县里裁定")
	k.press(fyne.KeyF10)
	if page.sheet == nil || !shows(k.w, "上报要写明一项请求") {
		t.Fatalf("no refusal: %q", visibleTexts(k.w))
	}
	page.sheet.choices["demand"].SetChosen(1)
	k.press(fyne.KeyF10)
	if page.sheet == nil || !shows(k.w, "上报前要有一次调解") || page.sheet.entries["words"].Text != "请县里裁定" {
		t.Fatalf("the second refusal: %q", visibleTexts(k.w))
	}
	page.sheet.choices["tried"].SetChosen(0)
	k.press(fyne.KeyF10)
	c, err := w.o.Case(t.Context(), id)
	w.must(err)
	if page.sheet != nil || c.Handling != casework.InTransit || c.HandOvers[0].Demand != casework.AskRuling {
		t.Errorf("the case is %s", c.Handling)
	}
	if !shows(k.w, "在途") || !shows(k.w, "正在上报") {
		t.Errorf("the page does not say so: %q", visibleTexts(k.w))
	}
}

func TestSheetPressedTwice(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	s, page, k := openCasePage(t, w.o, id)
	page.do(actNote)
	k.words(t, "约了周五上门")
	q := &queue{}
	s.desk.run = q.run
	sheet := page.sheet
	k.press(fyne.KeyF10)
	k.press(fyne.KeyF10)
	q.flush()
	s.desk.run = atOnce(t.Context())
	sheet.submit() // the same sheet once more: the same key
	c, err := w.o.Case(t.Context(), id)
	w.must(err)
	if len(c.Words.Alone) != 1 {
		t.Errorf("three presses wrote %d notes", len(c.Words.Alone))
	}
}

func TestSheetReadsDates(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackPetition)
	w.on("2026-11-23")
	_, page, k := openCasePage(t, w.o, id)
	page.do(actNotice)
	page.sheet.choices["kind"].SetChosen(0)
	page.sheet.choices["route"].SetChosen(5)
	page.sheet.entries["on"].SetText("过几天")
	k.press(fyne.KeyF10)
	if !shows(k.w, "日子看不懂") || !shows(k.w, "看不懂") {
		t.Fatalf("an unreadable date: %q", visibleTexts(k.w))
	}
	page.sheet.entries["on"].SetText("11.10")
	k.press(fyne.KeyF10)
	c, err := w.o.Case(t.Context(), id)
	w.must(err)
	if len(c.Notices) != 1 || c.Notices[0].On != day(t, "2026-11-10") || c.Notices[0].Route31 != 6 {
		t.Errorf("the notices are %+v", c.Notices)
	}
	if !shows(k.w, "补登") {
		t.Errorf("the timeline does not say that it was written later: %q", visibleTexts(k.w))
	}
}

// The keys of the page do not act while a sheet is over it.
func TestKeysUnderASheet(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	s, page, k := openCasePage(t, w.o, id)
	page.moreActs()
	if !shows(k.w, "现在是“已登记”，还不能办") {
		t.Errorf("the acts that cannot be done have no reason: %q", visibleTexts(k.w))
	}
	s.key(fyne.KeyJ)
	if page.sheet != nil {
		t.Error("J opened a sheet under a sheet")
	}
	s.key(fyne.KeyEscape)
	if page.more != nil || s.now != room(page) {
		t.Error("Esc closes the sheet alone")
	}
	s.key(fyne.KeyJ)
	if page.sheet == nil {
		t.Fatal("J writes no note")
	}
	k.press(fyne.KeyEscape)
	if page.sheet != nil || s.now != room(page) {
		t.Error("Esc in a field closes the sheet alone")
	}
	s.key(fyne.KeyEscape)
	if s.now == room(page) {
		t.Error("Esc stays on the page")
	}
}

func TestUnknownCase(t *testing.T) {
	w := newWorld(t)
	_, _, k := openCasePage(t, w.o, casework.ID{1})
	if !shows(k.w, "本机没有这件事项") {
		t.Errorf("the page says %q", visibleTexts(k.w))
	}
}

// An answer that comes late, when another question was asked since, is dropped.
func TestLateAnswerIsDropped(t *testing.T) {
	w := newWorld(t)
	w.full()
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	var slow []func()
	r.after = func(_ time.Duration, do func()) { slow = append(slow, do) }
	q := &queue{}
	s.desk.run = q.run
	r.search.SetText("机井")
	r.search.SetText("机井电费")
	for _, do := range slow {
		do()
	}
	if len(q.waiting) != 1 {
		t.Errorf("two keystrokes within the pause asked %d times", len(q.waiting))
	}
	r.search.SetText("流转费")
	r.load()
	q.waiting[0], q.waiting[1] = q.waiting[1], q.waiting[0] // the first answer comes last
	q.flush()
	if len(r.rows) != 1 || r.rows[0].Title != "合作社拖欠土地流转费（涉及12户）" {
		t.Errorf("the list shows %+v", r.rows)
	}
}

func TestCasesList(t *testing.T) {
	w := newWorld(t)
	w.full()
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	if !shows(win, "全部9件，在办9件") || r.rows[0].Title != "排灌站占地补偿标准" {
		t.Fatalf("the list begins with %q", r.rows[0].Title)
	}
	kept, _ := r.selected()
	for i, c := range r.chips {
		r.choose(i)
		n, err := w.o.Count(t.Context(), c.Filter)
		w.must(err)
		if len(r.rows) != n {
			t.Errorf("%s shows %d, the office counts %d", c.Word, len(r.rows), n)
		}
	}
	r.sort(0)
	if r.rows[0].No.Short() != "2026-0009" {
		t.Errorf("by number it begins with %s", r.rows[0].No)
	}
	r.sort(len(r.shown) - 1)
	if id, _ := r.selected(); id == kept {
		t.Log("the selection follows the case")
	}
	r.search.SetText("没有这样的事")
	r.load()
	if !shows(win, "没有找到") {
		t.Errorf("nothing found: %q", visibleTexts(win))
	}
	r.endSearch()
	r.choose(3)
	if !shows(win, "里没有事项") {
		t.Errorf("an empty chip: %q", visibleTexts(win))
	}
}

// The list asks for more when its end comes into sight, and misses no case.
func TestCasesPages(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	for range casesPage + 5 {
		w.opens("路灯不亮", "public", casework.TrackDemand)
	}
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	if len(r.rows) != casesPage || !r.more {
		t.Fatalf("the first page has %d rows", len(r.rows))
	}
	r.focusList()
	press(win, fyne.KeyEnd)
	seen := map[casework.ID]bool{}
	for _, row := range r.rows {
		seen[row.ID] = true
	}
	if len(r.rows) != casesPage+5 || len(seen) != casesPage+5 || r.more {
		t.Errorf("%d rows, %d cases", len(r.rows), len(seen))
	}
}

func TestRegisterACase(t *testing.T) {
	w := newWorld(t)
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	s.goTo(roomCases)
	r := s.now.(*casesRoom)
	s.shortcut(fyne.KeyG)
	r.sheet.entries["narrative"].SetText("来信说路灯三个月不亮。请修好。")
	k := &keyboard{w: win}
	press(win, fyne.KeyF10)
	if !shows(win, "请点一个类别") {
		t.Fatalf("no category: %q", visibleTexts(win))
	}
	r.sheet.choices["category"].SetChosen(6)
	k.press(fyne.KeyF10)
	if !shows(win, "请选：矛盾纠纷") {
		t.Fatalf("no track: %q", visibleTexts(win))
	}
	r.sheet.choices["track"].SetChosen(1)
	r.sheet.choices["source"].SetChosen(1)
	r.sheet.entries["name"].SetText("李春梅")
	k.press(fyne.KeyF10)
	if len(r.rows) != 1 || r.rows[0].Title != "来信说路灯三个月不亮" {
		t.Fatalf("the list shows %+v", r.rows)
	}
	c, err := w.o.Case(t.Context(), r.rows[0].ID)
	w.must(err)
	if c.Source != "letter" || c.Track != casework.TrackPetition || len(c.Words.Parties) != 1 || c.Words.Text.Requests[0] != "来信说路灯三个月不亮。请修好。" {
		t.Errorf("the case is %+v %+v", c.Skeleton, c.Words)
	}
}
