package ui

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// strikeOne opens a case and strikes it.
func strikeOne(t *testing.T, o *office.Office, words string) casework.ID {
	t.Helper()
	ctx := t.Context()
	got, err := o.ReceiveVisitor(ctx, office.Act{}, office.VisitInput{
		Name: "田桂兰", Group: "二组", Words: words, Category: "land", People: 1,
		Case: &office.CaseInput{Track: casework.TrackDemand, Category: "land", Requests: []string{"修路"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Void(ctx, office.Act{}, got.Case, "重复登记"); err != nil {
		t.Fatal(err)
	}
	return got.Case
}

// TestArchiveFromTheWindow: the term is over, the form is written, a leader approves, and
// the words go only after the number was typed.
func TestArchiveFromTheWindow(t *testing.T) {
	clock := newTestClock()
	o := foundOffice(t, casework.Village, clock)
	id := strikeOne(t, o, "机耕路冲断了一截")
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomSetup)
	s.rooms[roomSetup].(*setupRoom).choose(sectionArchive)
	if !shows(w, "没有到期的档案") {
		t.Errorf("nothing is over its term: %q", visibleTexts(w))
	}
	clock.at = time.Date(2067, 3, 1, 9, 0, 0, 0, calendar.Zone())
	r := s.rooms[roomSetup].(*setupRoom)
	s.refresh()
	if !shows(w, "到期没有鉴定的1件") {
		t.Fatalf("the card shows %q", visibleTexts(w))
	}
	r.openArchive()
	if !shows(w, "再留10年") {
		t.Errorf("a file is destroyed unless somebody says so: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if shows(w, "2046-12-31") && !slices.Contains(visibleTexts(w), "销毁") {
		t.Errorf("Enter does not change the form: %q", visibleTexts(w))
	}
	pressButton(t, w, "填鉴定表")
	if !shows(w, "等领导批准") {
		t.Fatalf("after the form: %q", visibleTexts(w))
	}
	pressButton(t, w, "领导批了")
	pressButton(t, w, "记下")
	if !shows(w, "请选一位") {
		t.Errorf("nobody chosen: %q", visibleTexts(w))
	}
	picker(t, w).SetChosen(0)
	pressButton(t, w, "记下")
	if !shows(w, "已经批准，还没有销毁") {
		t.Fatalf("after the leader: %q", visibleTexts(w))
	}
	pressButton(t, w, "销毁")
	w.Canvas().Focused().(*widgets.Entry).SetText("2")
	press(w, fyne.KeyReturn)
	c, err := o.Case(context.Background(), id)
	if err != nil || len(c.Words.Parties) == 0 {
		t.Fatalf("a wrong number destroyed: %v", err)
	}
	w.Canvas().Focused().(*widgets.Entry).SetText("1")
	press(w, fyne.KeyReturn)
	if c, err = o.Case(context.Background(), id); err != nil || len(c.Words.Parties) != 0 {
		t.Errorf("the words are still here: %v, %q", err, visibleTexts(w))
	}
}

// TestSuccessionFromTheWindow: the list, then the new people and password, then locked.
func TestSuccessionFromTheWindow(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, time.Time{}), Password: testPassword})
	d.shell.goTo(roomSetup)
	r := d.shell.rooms[roomSetup].(*setupRoom)
	r.openHandover()
	if !shows(w, "移 交 清 单") {
		t.Fatalf("the list shows %q", visibleTexts(w))
	}
	pressButton(t, w, "办交接")
	if !shows(w, "谁新来") {
		t.Fatalf("the sheet shows %q", visibleTexts(w))
	}
	sheet := r.succession
	sheet.come[0].name.SetText("李新")
	sheet.come[0].role.SetChosen(0)
	sheet.old.SetText(testPassword)
	sheet.fresh.SetText("next-office-word")
	sheet.again.SetText("another")
	pressButton(t, w, "交接")
	if sheet.last.Wrong() == "" {
		t.Error("two passwords that differ pass")
	}
	sheet.again.SetText("next-office-word")
	pressButton(t, w, "交接")
	if !d.office.Locked() {
		t.Fatalf("not locked after the hand-over: %q", sheet.last.Wrong())
	}
	if _, ok := d.page.(*signInPage); !ok || !shows(w, "李新") || shows(w, "周敏") {
		t.Errorf("the page is %T: %q", d.page, visibleTexts(w))
	}
	d.page.(*signInPage).secret.SetText("next-office-word")
	press(w, fyne.KeyReturn)
	if d.office.Locked() || d.office.Operator().Name != "李新" {
		t.Errorf("the new person cannot sign in: %q", d.page)
	}
}
