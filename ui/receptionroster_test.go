package ui

import (
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
)

const rosterText = "姓名\t村组\t户主\n赵根生\t四组\t赵根生\n赵根生\t一组\t赵大有\n田桂兰\t二组\t田桂兰\n李小\t西沟\t李大"

func rostered(t *testing.T) *office.Office {
	t.Helper()
	o := foundOffice(t, casework.Village, newTestClock())
	if err := o.PutHouseholds(t.Context(), eastRidge, office.ReadHouseholds(rosterText).People); err != nil {
		t.Fatal(err)
	}
	return o
}

// With a roster the name comes by initials and brings its group, and F9 prints: the
// fewest strokes of one visitor. Seconds of a person are not measured here.
func TestVisitorFromTheRoster(t *testing.T) {
	o := rostered(t)
	_, _, k := openDay(t, o)
	sentence := "村西头机耕路被雨水冲了一段"
	began := time.Now()
	k.words(t, "tgl")
	k.press(fyne.KeyReturn) // name and group; on to the sentence
	k.words(t, sentence)
	k.press(fyne.KeyReturn)
	k.words(t, "7")
	k.press(fyne.KeyReturn)
	k.words(t, "2")
	k.press(fyne.KeyF9)
	own := k.strokes - utf8.RuneCountInString(sentence)
	t.Logf("one visitor with a slip: %d keystrokes, %d beside the sentence; the program took %.2f s", k.strokes, own, time.Since(began).Seconds())
	t.Logf("typing at 1 s a stroke and 2 s a character of the sentence: %d s (reckoned, not measured)", own+2*utf8.RuneCountInString(sentence))
	if own > 9 {
		t.Errorf("%d keystrokes beside the sentence", own)
	}
	d, err := o.Day(t.Context(), eastRidge, o.Today())
	if err != nil || len(d.Visits) != 1 {
		t.Fatalf("%d visits: %v", len(d.Visits), err)
	}
	if v := d.Visits[0]; v.Words.Name != "田桂兰" || v.Words.Group != "二组" || v.Words.Words != sentence || v.Category != "public" {
		t.Errorf("the visit is %+v %+v", v.Visit, v.Words)
	}
	if !shows(k.w, "来访回执已交给打印机") {
		t.Errorf("no slip: %q", visibleTexts(k.w))
	}
}

// Of two people of one name the group says which; a name of its own keeps no group of
// another; a group that was chosen first narrows the names.
func TestRosterNames(t *testing.T) {
	_, room, k := openDay(t, rostered(t))
	f := room.desk.form
	k.words(t, "赵根生")
	if !f.person.Open() || !shows(k.w, "四组·户主") || !shows(k.w, "一组·户主赵大有") {
		t.Fatalf("proposed: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := f.read(); got.Name != "赵根生" || got.GroupName != "一组" {
		t.Errorf("taken: %+v", got)
	}
	f.focus()
	k.words(t, "子")
	if got := f.read(); got.Name != "赵根生子" || got.GroupName != "" || got.GroupText != "" {
		t.Errorf("another name keeps the group: %+v", got)
	}
	room.desk.clear()
	k.words(t, "lx")
	k.press(fyne.KeyReturn)
	if got := f.read(); got.Name != "李小" || got.GroupName != "西沟" && got.GroupText != "西沟" {
		t.Errorf("a group of its own name: %+v", got)
	}
	room.desk.clear()
	f.group.TypedRune('1') // 一组: the buttons stand by number
	f.focus()
	k.words(t, "zgs")
	k.press(fyne.KeyReturn)
	if got := f.read(); got.Name != "赵根生" || got.GroupName != "一组" {
		t.Errorf("narrowed: %+v", got)
	}
	draft := f.read()
	f.setGroups([]string{"二组", "一组"})
	f.setGroups(nil)
	f.set(draft)
	if got := f.read().GroupName; got != "一组" {
		t.Errorf("the draft came back with %q", got)
	}
}

// What the roster answers late does not stand over another field.
func TestRosterAnswersLate(t *testing.T) {
	s, room, k := openDay(t, rostered(t))
	q := &queue{}
	run := s.desk.run
	s.desk.run = q.run
	k.words(t, "tg")
	k.w.Canvas().Focus(room.desk.form.words)
	q.flush()
	s.desk.run = run
	if room.desk.form.person.Open() {
		t.Error("names are proposed after the field was left")
	}
}

// The promise date: by a day up and down, in words, and what to write when it is wrong.
func TestReceptionDates(t *testing.T) {
	_, room, k := openDay(t, rostered(t))
	f := room.desk.form
	k.w.Canvas().Focus(f.due.entry)
	k.press(fyne.KeyDown)
	if f.due.entry.Text != "12月5日" || f.due.Said() != "周六·十月廿七" {
		t.Errorf("a day later is %q, %q", f.due.entry.Text, f.due.Said())
	}
	for typed, want := range map[string]string{
		"下个村务日": "12月4日周五·十月廿六", "明天": "11月25日周三·十月十七", "24": "11月24日周二·十月十六", "改天": "可写12-4、27日、十月廿六",
	} {
		if f.due.entry.SetText(typed); f.due.Said() != want {
			t.Errorf("%s says %q", typed, f.due.Said())
		}
	}
}
