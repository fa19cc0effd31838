package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// photoFile writes a JPEG of a folder.
func photoFile(t *testing.T, dir, name string, width int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, width/2))
	for x := range width {
		img.Set(x, x/2, color.RGBA{uint8(x), 80, 120, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// choosePath goes to a file of the open sheet with the keys.
func choosePath(t *testing.T, s *filePick, path string) {
	t.Helper()
	if s == nil {
		t.Fatal("no sheet asks for a file")
	}
	s.walk(filepath.Dir(path))
	for i, p := range s.places {
		if p.path == path {
			s.list.Select(i)
			return
		}
	}
	t.Fatalf("%s is not in the list of %v", path, s.places)
}

// TestAttachByKeyboard: a photo is added, listed, opened by the system and copied out.
func TestAttachByKeyboard(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	_, page, k := openCasePage(t, w.o, id)
	stick := t.TempDir()
	path := photoFile(t, stick, "界桩照片.jpg", 2000)
	k.press(fyne.Key4)
	if !shows(k.w, "还没有附件") {
		t.Fatalf("the empty leaf: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyA)
	choosePath(t, page.files.pick, path)
	k.press(fyne.KeyF9)
	if page.files.over() || !shows(k.w, "界桩照片.jpg") || !shows(k.w, "照片") || !shows(k.w, "附件加好了") {
		t.Fatalf("after adding: %q", visibleTexts(k.w))
	}
	all, err := w.o.Attachments(t.Context(), id)
	w.must(err)
	if len(all) != 1 || all[0].Width != 1600 || all[0].Class != casework.NoteOpen {
		t.Errorf("attached: %+v", all)
	}
	opened := ""
	page.files.launch = func(path string) error { opened = path; return nil }
	page.focusTab()
	k.press(fyne.KeyReturn)
	if _, err := os.Stat(opened); err != nil || strings.Contains(opened, "界桩") {
		t.Errorf("opened %q, %v", opened, err)
	}
	page.files.launch = func(string) error { return errors.New("no viewer") }
	k.press(fyne.KeyReturn)
	if !shows(k.w, "没有能看这种文件的程序") {
		t.Errorf("no viewer: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyReturn)
	for _, want := range []string{"界桩照片 (2).jpg", "界桩照片 (3).jpg"} {
		page.focusTab()
		k.press(fyne.KeyE)
		page.files.pick.walk(stick)
		k.press(fyne.KeyF9)
		if _, err := os.Stat(filepath.Join(stick, want)); err != nil {
			t.Errorf("copied out: %v, %q", err, visibleTexts(k.w))
		}
	}
	w.must(w.o.Close())
	if _, err := os.Stat(opened); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the viewer's copy outlives the program: %v", err)
	}
}

// TestAttachRefused: what is not taken in is said in words, nothing changes, and a stop
// leaves nothing behind.
func TestAttachRefused(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	s, page, k := openCasePage(t, w.o, id)
	k.press(fyne.Key4)
	page.files.attach(attachAsk{path: filepath.Join(t.TempDir(), "gone.jpg")})
	if !shows(k.w, "读不了这个文件") {
		t.Errorf("no such file: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyReturn)
	program := filepath.Join(t.TempDir(), "发票.jpg")
	w.must(os.WriteFile(program, []byte("MZ this is a program"), 0o600))
	page.files.attach(attachAsk{path: program, internal: true})
	if !shows(k.w, "这是程序") || !page.files.over() {
		t.Errorf("a program: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyReturn)
	q := &queue{}
	s.desk.run = q.run
	page.files.attach(attachAsk{path: photoFile(t, t.TempDir(), "a.jpg", 800)})
	if !shows(k.w, "停下") {
		t.Errorf("no way to stop: %q", visibleTexts(k.w))
	}
	page.files.choose()
	if page.files.over() {
		t.Error("a second file while the first is on its way")
	}
	page.files.stop()
	q.flush()
	s.desk.run = atOnce(t.Context())
	if all, err := w.o.Attachments(t.Context(), id); err != nil || len(all) != 0 {
		t.Errorf("after all refusals: %+v, %v", all, err)
	}
	if page.files.stop != nil || !shows(k.w, "停下了") {
		t.Errorf("after stopping: %q", visibleTexts(k.w))
	}
}

func TestCopyFileLeavesNothingHalf(t *testing.T) {
	from := photoFile(t, t.TempDir(), "a.jpg", 100)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	dir := t.TempDir()
	if _, err := copyFile(ctx, from, dir, "b.jpg", nil); !cancelled(err) {
		t.Errorf("stopped: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := copyFile(t.Context(), from, filepath.Join(dir, "gone"), "b.jpg", nil); err == nil {
		t.Error("into a folder that is gone")
	}
}

func TestSizeWords(t *testing.T) {
	for n, want := range map[int64]string{1: "不到0.1兆", 300 << 10: "0.3兆", 1 << 20: "1.0兆", 9<<20 + 900<<10: "9.9兆", 20 << 20: "20兆"} {
		if d := cmp.Diff(want, sizeWords(n)); d != "" {
			t.Errorf("%d: %s", n, d)
		}
	}
}

// TestReceptionPhoto: a photo goes with the visit into the case; a visit alone takes none.
func TestReceptionPhoto(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-24")
	win := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, w.o, win)
	room := roomOfDay(s)
	room.village = eastRidge
	room.receive()
	form := room.desk.form
	fillVisit(room, "田桂兰")
	form.track.SetChosen(3) // the visit alone
	press(win, fyne.KeyF6)
	choosePath(t, form.photo.pick, photoFile(t, t.TempDir(), "水沟.jpg", 400))
	press(win, fyne.KeyF9)
	room.desk.save()
	if !shows(win, "照片要随事项存") || form.words.Text == "" {
		t.Fatalf("a visit alone: %q", visibleTexts(win))
	}
	form.track.SetChosen(1)
	room.desk.save()
	rows, err := w.o.Cases(t.Context(), office.Filter{})
	w.must(err)
	if len(rows) != 1 {
		t.Fatalf("%d cases: %q", len(rows), visibleTexts(win))
	}
	all, err := w.o.Attachments(t.Context(), rows[0].ID)
	w.must(err)
	if len(all) != 1 || all[0].Shown != "水沟.jpg" || form.photo.path != "" {
		t.Errorf("attached: %+v", all)
	}
	// a photo that is gone by then: the visit stands, and it is said
	fillVisit(room, "单国强")
	form.track.SetChosen(1)
	form.photo.path = filepath.Join(t.TempDir(), "gone.jpg")
	room.desk.save()
	if rows, err = w.o.Cases(t.Context(), office.Filter{}); err != nil || len(rows) != 2 || !shows(win, "来访已记下，照片没有加") {
		t.Errorf("%d cases, %v: %q", len(rows), err, visibleTexts(win))
	}
}
