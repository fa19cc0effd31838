package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestNavigationByKeyboard(t *testing.T) {
	village := foundOffice(t, casework.Village, newTestClock())
	id := reportUp(t, village, "邻居排水沟改道。")
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, village, w)
	if s.at != roomDay || !shows(w, "今天村务日") || !shows(w, "周敏·村支书") {
		t.Fatalf("the first room is %s: %q", s.at, visibleTexts(w))
	}
	for _, tc := range []struct {
		cut  fyne.Shortcut
		want string
	}{
		{alt(fyne.Key4), roomUSB},
		{alt(fyne.Key3), roomCases},
		{alt(fyne.Key1), roomToday},
		{alt(fyne.Key2), roomDay},
		{ctrl(fyne.KeyF), roomCases},
		{ctrl(fyne.KeyE), roomUSB},
		{ctrl(fyne.KeyN), roomDay},
	} {
		shortcut(t, w, tc.cut)
		if s.at != tc.want {
			t.Errorf("%s leads to %s, want %s", tc.cut.ShortcutName(), s.at, tc.want)
		}
		closeSheets(s, w)
	}
	s.goTo(roomDay)
	s.openCase(id)
	if s.at != roomCases || s.now == s.rooms[roomCases] {
		t.Fatalf("the case is not shown: %q", visibleTexts(w))
	}
	s.key(fyne.KeyEscape)
	if s.at == roomCases && s.now != s.rooms[roomCases] {
		t.Error("Esc stays on the case")
	}
}

func TestHelp(t *testing.T) {
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, foundOffice(t, casework.Village, newTestClock()), w)
	stick := t.TempDir()
	if err := os.WriteFile(filepath.Join(stick, "a.xfb"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	goUSB(s, stick)
	if w.Canvas().Focused() == nil {
		t.Fatal("the list has not the focus")
	}
	press(w, fyne.KeyF1)
	if s.sheet == nil || !shows(w, "按键一览") || !shows(w, "选文件") {
		t.Fatalf("F1 shows %q", visibleTexts(w))
	}
	shortcut(t, w, alt(fyne.Key1))
	if s.at != roomUSB {
		t.Error("a shortcut leaves the room under an open sheet")
	}
	press(w, fyne.KeyEscape)
	if s.sheet != nil || shows(w, "按键一览") {
		t.Error("Esc leaves the help open")
	}
}

func TestMenuShortcutsAreUnique(t *testing.T) {
	w := testWindow(t, theme.Light, theme.Normal)
	openRooms(t, foundOffice(t, casework.Village, newTestClock()), w)
	seen := map[string]string{}
	for _, m := range w.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut == nil {
				continue
			}
			name := it.Shortcut.ShortcutName()
			if other, ok := seen[name]; ok {
				t.Errorf("%s is both %s and %s", name, other, it.Label)
			}
			seen[name] = it.Label
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %d shortcuts in the menu", len(seen))
	}
}

func TestSettings(t *testing.T) {
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, foundOffice(t, casework.Village, newTestClock()), w)
	s.act(widgets.RailSettings)
	if s.at != roomSetup || !shows(w, "备份到U盘") {
		t.Errorf("the settings show %q", visibleTexts(w))
	}
	s.settings()
	if !shows(w, "颜色和字号") || !shows(w, "村级版") {
		t.Errorf("the sheet shows %q", visibleTexts(w))
	}
	w.Canvas().Focused().TypedRune('2') // 深色
	w.Canvas().FocusNext()
	w.Canvas().Focused().TypedRune('2') // 大字
	press(w, fyne.KeyReturn)
	if s.sheet != nil {
		t.Error("Enter leaves the sheet open")
	}
	if th := theme.Current(); th.Mode() != theme.Dark || th.Scale() != theme.Large {
		t.Errorf("the look is %v, %v", th.Mode(), th.Scale())
	}
	kept, err := s.desk.office.Draft(t.Context(), draftLook)
	if err != nil || parseLook(kept, casework.Village) != (look{theme.Dark, theme.Large}) {
		t.Errorf("kept %q, %v", kept, err)
	}
	if got := parseLook("", casework.Village).scale; got != theme.Village {
		t.Errorf("a village begins with scale %v", got)
	}
}

func TestToast(t *testing.T) {
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, foundOffice(t, casework.Village, newTestClock()), w)
	s.toast("写好了第一份")
	if !shows(w, "写好了第一份") {
		t.Errorf("no toast: %q", visibleTexts(w))
	}
}

func TestLeafAndNote(t *testing.T) {
	want := widgets.Leaf{Month: "2026年11月", Day: "24", Weekday: "星期二", Lunar: "十月十六"}
	if diff := cmp.Diff(want, leafOf(aDay(t, "2026-11-24"))); diff != "" {
		t.Error(diff)
	}
	days, err := office.RuleDays(aDay(t, "2026-11-01"), aDay(t, "2026-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{
		"2026-11-24": "今天村务日", "2026-11-23": "明天 村务日", "2026-11-25": "12-04 村务日", "2027-01-01": "",
	} {
		if got, today := dayNote(aDay(t, day), days); got != want || today != (day == "2026-11-24") {
			t.Errorf("%s: %q, %v", day, got, today)
		}
	}
	off := []calendar.VillageDay{{Day: aDay(t, "2026-11-24"), Kind: calendar.Cancelled}, {Day: aDay(t, "2026-12-04")}}
	if got, _ := dayNote(aDay(t, "2026-11-24"), off); got != "12-04 村务日" {
		t.Errorf("a day that was called off: %q", got)
	}
}
