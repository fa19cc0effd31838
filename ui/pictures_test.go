package ui

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// TestPictures draws every room from the demo's files: the pictures that people
// look at, and that docs show. It runs when SILIAN_PICTURES names a folder;
// SILIAN_DEMO says where the demo lies, SILIAN_PASSWORD its password.
func TestPictures(t *testing.T) {
	out := os.Getenv("SILIAN_PICTURES")
	if out == "" {
		t.Skip("SILIAN_PICTURES is not set")
	}
	files := map[string]*office.Office{}
	for _, who := range []string{"village", "township", "county"} {
		files[who] = openDemo(t, who)
	}
	t.Chdir(t.TempDir()) // so that the pictures show a stick's name and no path of this machine
	const stick = "U盘"
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	fillStick(t, files["village"], files["township"], stick)
	for _, tc := range []struct {
		who, look string
		mode      theme.Mode
		scale     theme.Scale
	}{
		{"township", "light", theme.Light, theme.Normal},
		{"township", "dark", theme.Dark, theme.Normal},
		{"village", "village", theme.Light, theme.Village},
		{"village", "light", theme.Light, theme.Normal},
		{"county", "light", theme.Light, theme.Normal},
	} {
		t.Run(tc.who+"-"+tc.look, func(t *testing.T) {
			w := testWindow(t, tc.mode, tc.scale)
			s := openRooms(t, files[tc.who], w)
			for _, v := range views() {
				v.show(t, s, stick)
				img := w.Canvas().Capture()
				if size := img.Bounds().Size(); size.X != startWidth || size.Y != startHeight {
					t.Errorf("%s is %v: something does not fit", v.name, size)
				}
				keep(t, img, filepath.Join(out, tc.who+"-"+v.name+"-"+tc.look+".png"))
				closeSheets(s, w)
			}
		})
	}
	t.Run("door", func(t *testing.T) { doorPictures(t, out) })
}

// keep writes a picture.
func keep(t *testing.T, img image.Image, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// doorPictures draws the pages before the rooms.
func doorPictures(t *testing.T, out string) {
	path := foundFile(t, newTestClock().at)
	d, w := openDoor(t, Config{Path: path})
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-unlock.png"))
	d.show(newRecoverPage(d, d.page.(*unlockPage).seen))
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-recover.png"))
	d, w = openDoor(t, Config{Path: filepath.Join(t.TempDir(), "silian.db")})
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-first.png"))
	d.show(newRecoveryPage(d, nil, strings.Repeat("7Q2KD-", 13)+"7Q2KD"))
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-recovery.png"))
	d.show(newCopyPage(d))
	keep(t, w.Canvas().Capture(), filepath.Join(out, "door-copy.png"))
}

// view is one picture: how to get there.
type view struct {
	name string
	show func(t *testing.T, s *shell, stick string)
}

// views are the rooms in the order in which a person meets them.
func views() []view {
	room := func(id string) func(*testing.T, *shell, string) {
		return func(_ *testing.T, s *shell, _ string) { s.goTo(id) }
	}
	return []view{
		{"0-today", room(roomToday)},
		{"1-year", func(_ *testing.T, s *shell, _ string) { s.act(widgets.RailCalendar) }},
		{"2-visit", func(_ *testing.T, s *shell, _ string) { receive(s) }},
		{"3-cases", room(roomCases)},
		{"4-case", func(t *testing.T, s *shell, _ string) { s.openCase(someCase(t, s.desk.office)) }},
		{"5-usb", func(_ *testing.T, s *shell, stick string) { goUSB(s, stick) }},
		{"6-export", func(_ *testing.T, s *shell, stick string) { goUSB(s, stick); s.shortcut(fyne.KeyE) }},
		{"8-setup", room(roomSetup)},
		{"7-help", func(_ *testing.T, s *shell, _ string) { s.goTo(roomCases); s.key(fyne.KeyF1) }},
	}
}

// receive goes to the reception: a township's, that of its first village.
func receive(s *shell) {
	s.goTo(roomDay)
	r := s.rooms[roomDay].(*dayRoom)
	if r.village == "" && len(r.villages) > 0 {
		r.village = r.villages[0].Code
	}
	r.receive()
	s.showHints()
}

// goUSB opens the exchange room on a folder.
func goUSB(s *shell, dir string) {
	s.goTo(roomUSB)
	s.rooms[roomUSB].(*usbRoom).goFolder(dir)
}

// closeSheets takes every sheet away.
func closeSheets(s *shell, w fyne.Window) {
	s.closeSheet()
	if r, ok := s.rooms[roomUSB].(*usbRoom); ok {
		r.closeSheet()
	}
	if r, ok := s.rooms[roomSetup].(*setupRoom); ok {
		r.closeSheet()
	}
	for _, o := range w.Canvas().Overlays().List() {
		w.Canvas().Overlays().Remove(o)
	}
	s.toasts.Objects = nil
}

// someCase is a case with a long story: the oldest one.
func someCase(t *testing.T, o *office.Office) casework.ID {
	t.Helper()
	rows, err := o.Cases(t.Context(), office.Filter{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("the office has no case")
	}
	best, most := rows[0].ID, 0
	for _, r := range rows[max(0, len(rows)-40):] {
		c, err := o.Case(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Rows) > most {
			best, most = r.ID, len(c.Rows)
		}
	}
	return best
}

// openDemo opens a copy of one of the demo's files, so that drawing changes nothing.
func openDemo(t *testing.T, who string) *office.Office {
	t.Helper()
	dir := os.Getenv("SILIAN_DEMO")
	if dir == "" {
		dir = filepath.Join("..", "build", "demo")
	}
	password := os.Getenv("SILIAN_PASSWORD")
	if password == "" {
		password = office.DemoPassword
	}
	to := t.TempDir()
	for _, end := range []string{".db", ".db.key", ".db.instance", ".db.xfcard"} {
		b, err := os.ReadFile(filepath.Join(dir, who+end))
		if err != nil {
			t.Fatalf("no demo here: run silian demo first: %v", err)
		}
		if err := os.WriteFile(filepath.Join(to, who+end), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err := office.Open(t.Context(), office.Config{Path: filepath.Join(to, who+".db"), Password: password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// fillStick puts new files of the village on a stick: one that is lost on the way,
// one that comes, and one that is no sealed file at all.
func fillStick(t *testing.T, village, township *office.Office, stick string) {
	t.Helper()
	reportUp(t, village, "合作社拖欠土地流转费，涉及12户，去年的还没有付清。")
	export(t, village, village.Me().Parent, t.TempDir())
	reportUp(t, village, "邻居排水沟改道，雨天水往院里流。")
	export(t, village, village.Me().Parent, stick)
	answerVillage(t, township, village.Me().Code)
	export(t, township, village.Me().Code, stick)
	if err := os.WriteFile(filepath.Join(stick, "XF-copy.xfb"), []byte("not a sealed file"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// answerVillage lets the township go on with the cases that the village handed up.
func answerVillage(t *testing.T, township *office.Office, village casework.OfficeCode) {
	t.Helper()
	rows, err := township.Cases(t.Context(), office.Filter{Open: true, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Opener != village || r.Holder != township.Me().Code {
			continue
		}
		if _, err := township.Promise(t.Context(), office.Act{}, r.ID, township.Today().Add(10), "十天内给双方一个说法"); err != nil {
			t.Fatal(err)
		}
	}
}
