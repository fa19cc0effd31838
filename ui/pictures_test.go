package ui

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
// SILIAN_DEMO says where the demo lies, SILIAN_PASSWORD its password, and SILIAN_DOCS
// where the chosen ones go; with SILIAN_CHOSEN only those are drawn.
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
	for _, o := range []*office.Office{files["village"], files["township"]} {
		attachSome(t, o)
	}
	for _, l := range looks() {
		t.Run(l.who+"-"+l.name, func(t *testing.T) {
			w := testWindow(t, l.mode, l.scale)
			w.Resize(l.size)
			s := openRooms(t, files[l.who], w)
			for _, v := range append(views(), view{"4-files", showFiles}) {
				name := l.who + "-" + v.name + "-" + l.name
				if os.Getenv("SILIAN_CHOSEN") != "" && !slices.Contains(slices.Collect(maps.Values(chosen())), name) {
					continue
				}
				v.show(t, s, stick)
				img := w.Canvas().Capture()
				if size := img.Bounds().Size(); size.X != int(l.size.Width) || size.Y != int(l.size.Height) {
					t.Errorf("%s is %v: something does not fit", v.name, size)
				}
				keep(t, img, filepath.Join(out, name+".png"))
				closeSheets(s, w)
			}
		})
	}
	t.Run("door", func(t *testing.T) { doorPictures(t, out) })
	choosePictures(t, out, os.Getenv("SILIAN_DOCS"))
}

// pictureLook is who looks, and how.
type pictureLook struct {
	who, name string
	mode      theme.Mode
	scale     theme.Scale
	size      fyne.Size
}

// looks are an office PC and a wide screen, light and dark; a village's rooms also in its
// own edition, all in large type.
func looks() []pictureLook {
	office, wide := fyne.NewSize(startWidth, startHeight), fyne.NewSize(1920, 1080)
	return []pictureLook{
		{"township", "light", theme.Light, theme.Normal, office},
		{"township", "dark", theme.Dark, theme.Normal, office},
		{"township", "light-1920", theme.Light, theme.Normal, wide},
		{"township", "dark-1920", theme.Dark, theme.Normal, wide},
		{"township", "large", theme.Light, theme.Large, office},
		{"village", "village", theme.Light, theme.Village, office},
		{"village", "village-dark", theme.Dark, theme.Village, office},
		{"village", "village-1920", theme.Light, theme.Village, wide},
		{"village", "village-dark-1920", theme.Dark, theme.Village, wide},
		{"village", "large", theme.Light, theme.Large, office},
		{"county", "light", theme.Light, theme.Normal, office},
	}
}

// chosen are the pictures that docs show, by the name they have there.
func chosen() map[string]string {
	return map[string]string{
		"today-light": "township-0-today-light", "today-dark": "township-0-today-dark", "today-wide": "township-0-today-light-1920",
		"today-large": "township-0-today-large", "today-village": "village-0-today-village",
		"year-light": "township-1-year-light", "year-village": "village-1-year-village",
		"reception-village": "village-2-visit-village", "reception-large": "village-2-visit-large", "reception-dark": "village-2-visit-village-dark",
		"cases-light": "township-3-cases-light", "cases-dark": "township-3-cases-dark", "cases-wide": "township-3-cases-light-1920",
		"case-light": "township-4-case-light", "case-dark": "township-4-case-dark", "attachments-light": "township-4-files-light",
		"usb-light": "township-5-usb-light", "usb-wide-dark": "township-5-usb-dark-1920", "export-light": "village-6-export-village",
		"settings-light": "township-8-setup-light", "help-light": "township-7-help-light",
		"door-first": "door-first", "door-unlock": "door-unlock",
	}
}

// choosePictures copies the chosen pictures; "" is nowhere.
func choosePictures(t *testing.T, from, to string) {
	t.Helper()
	if to == "" || t.Failed() {
		return
	}
	for name, picture := range chosen() {
		b, err := os.ReadFile(filepath.Join(from, picture+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name+".png"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// attachSome attaches two photographs to the first open case that takes them.
func attachSome(t *testing.T, o *office.Office) {
	t.Helper()
	dir := t.TempDir()
	for i, name := range []string{"流转合同第1页.jpg", "会商单.jpg"} {
		path := photoFile(t, dir, name, 1200+200*i)
		if _, err := o.AttachFile(t.Context(), office.Act{}, ownCase(t, o), path, office.AttachInput{}, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// ownCase is the open case of this office with the earliest date.
func ownCase(t *testing.T, o *office.Office) casework.ID {
	t.Helper()
	rows, err := o.Cases(t.Context(), office.Filter{Open: true, Holder: []casework.OfficeCode{o.Me().Code}, Order: office.EarliestDue})
	if err != nil || len(rows) == 0 {
		t.Skipf("no open case of %s: %v", o.Me().Name, err)
	}
	return rows[0].ID
}

// showFiles opens the attachments of a case.
func showFiles(t *testing.T, s *shell, _ string) {
	if s.desk.office.Me().Level == casework.County {
		s.openCase(someCase(t, s.desk.office))
	} else {
		s.openCase(ownCase(t, s.desk.office))
	}
	s.now.(*casePage).tabs.Choose(tabFiles)
	s.showHints()
}

// keep writes a picture, in at most 256 colours: a third of the size, and no eye sees it.
func keep(t *testing.T, img image.Image, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, fewColours(img)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// fewColours maps a picture to its 256 most frequent colours.
func fewColours(img image.Image) *image.Paletted {
	b := img.Bounds()
	all := image.NewRGBA(b)
	draw.Draw(all, b, img, b.Min, draw.Src)
	count := map[[4]byte]int{}
	for i := 0; i < len(all.Pix); i += 4 {
		count[[4]byte(all.Pix[i:i+4])]++
	}
	often := slices.SortedFunc(maps.Keys(count), func(p, q [4]byte) int {
		return cmp.Or(count[q]-count[p], bytes.Compare(p[:], q[:]))
	})
	out := image.NewPaletted(b, nil)
	index := map[[4]byte]uint8{}
	for i, c := range often {
		colour := color.RGBA{c[0], c[1], c[2], c[3]}
		if i < 256 {
			out.Palette = append(out.Palette, colour)
			index[c] = uint8(i)
			continue
		}
		index[c] = uint8(out.Palette.Index(colour))
	}
	for i := range out.Pix {
		out.Pix[i] = index[[4]byte(all.Pix[4*i:4*i+4])]
	}
	return out
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
