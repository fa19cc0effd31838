package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// pair is a village and its township that know each other, and a stick.
func pair(t *testing.T) (village, township *office.Office, stick string) {
	t.Helper()
	clock := newTestClock()
	village, township = foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	acquaint(t, village, township)
	return village, township, t.TempDir()
}

// openUSB shows the exchange room of an office on a folder.
func openUSB(t *testing.T, o *office.Office, dir string) (*usbRoom, *shell, fyne.Window) {
	t.Helper()
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	goUSB(s, dir)
	return s.rooms[roomUSB].(*usbRoom), s, w
}

func TestImportByKeyboard(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费，涉及12户。")
	sent := export(t, village, willowTown, stick)
	r, s, w := openUSB(t, township, stick)
	if s.waiting != 1 || !shows(w, "导入前先看：东岭村 上报 第1号") || !shows(w, "合作社拖欠土地流转费") {
		t.Fatalf("%d files wait: %q", s.waiting, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if r.result == nil || r.result.got.Code != sent.Code {
		t.Fatalf("the result is %+v: %q", r.result, visibleTexts(w))
	}
	if !shows(w, codeGroups(sent.Code)) {
		t.Errorf("the receipt code %s is not shown: %q", sent.Code, visibleTexts(w))
	}
	if receipts, _ := filepath.Glob(filepath.Join(stick, "*.xfr")); len(receipts) != 1 {
		t.Errorf("receipts on the stick: %q", receipts)
	}
	if s.waiting != 0 || s.open != 1 {
		t.Errorf("after the import %d files wait and %d cases are open", s.waiting, s.open)
	}
	press(w, fyne.KeyReturn)
	if r.result != nil || !shows(w, "这一份已经导入过") {
		t.Errorf("after 好了: %q", visibleTexts(w))
	}
}

func TestReceiptComesBack(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "邻居排水沟改道。")
	export(t, village, willowTown, stick)
	takeAll(t, township, stick)
	_, _, w := openUSB(t, village, stick)
	if !shows(w, "等回执") || !shows(w, "记下回执") {
		t.Fatalf("before: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if !shows(w, "已送达") || shows(w, "等回执") {
		t.Errorf("after: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if !shows(w, "这份回执已经记下") || shows(w, "记下回执") {
		t.Errorf("the receipt counts again: %q", visibleTexts(w))
	}
}

func TestCodeByTelephone(t *testing.T) {
	village, _, stick := pair(t)
	reportUp(t, village, "邻居排水沟改道。")
	sent := export(t, village, willowTown, stick)
	r, _, w := openUSB(t, village, stick)
	w.Canvas().Focus(r.sent.Focusable())
	press(w, fyne.KeyReturn)
	if r.sheet == nil {
		t.Fatal("Enter on a file under way asks for no code")
	}
	type8 := func(code string) {
		for _, c := range code {
			w.Canvas().Focused().TypedRune(c)
		}
		press(w, fyne.KeyReturn)
	}
	type8("0000 0000")
	if !shows(w, "回执码对不上") {
		t.Errorf("a wrong code: %q", visibleTexts(w))
	}
	for range 9 {
		press(w, fyne.KeyBackspace)
	}
	type8(codeGroups(sent.Code))
	if r.sheet != nil || !shows(w, "已送达") {
		t.Errorf("the right code: %q", visibleTexts(w))
	}
}

func TestFileChangedAfterPreview(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费。")
	first := export(t, village, willowTown, stick)
	r, s, w := openUSB(t, township, stick)
	reportUp(t, village, "邻居排水沟改道。")
	other := t.TempDir()
	second := export(t, village, willowTown, other)
	swap(t, filepath.Join(other, second.File), filepath.Join(stick, first.File))
	press(w, fyne.KeyReturn)
	if r.result != nil || s.open != 0 {
		t.Fatalf("a file that nobody has seen was taken in: %+v", r.result)
	}
	if !shows(w, "请再看一遍") || !shows(w, "邻居排水沟改道") {
		t.Errorf("the new plan is not shown: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if r.result == nil || s.open != 2 {
		t.Errorf("the second Enter: %+v, %d open", r.result, s.open)
	}
}

// swap writes one file over another.
func swap(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestExport(t *testing.T) {
	village, _, stick := pair(t)
	r, s, w := openUSB(t, village, stick)
	shortcut(t, w, ctrl(fyne.KeyE))
	if r.sheet == nil || !shows(w, "没有新内容要给柳河镇") {
		t.Fatalf("nothing new: %q", visibleTexts(w))
	}
	s.key(fyne.KeyReturn)
	if found, _ := office.FindSealed(stick); len(found) != 0 {
		t.Errorf("a file with nothing new was written: %q", found)
	}
	press(w, fyne.KeyEscape)
	if r.sheet != nil {
		t.Fatal("Esc leaves the sheet open")
	}
	reportUp(t, village, "合作社拖欠土地流转费。")
	s.refresh()
	if !shows(w, "待写出") {
		t.Errorf("what waits is not in the list: %q", visibleTexts(w))
	}
	shortcut(t, w, ctrl(fyne.KeyE))
	if !shows(w, "会写出：1件事项") {
		t.Errorf("the sheet says %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	found, err := office.FindSealed(stick)
	if err != nil || len(found) != 1 || !shows(w, filepath.Base(found[0])) {
		t.Fatalf("files %q, %v: %q", found, err, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if r.sheet != nil || !shows(w, "等回执") || shows(w, "待写出") {
		t.Errorf("after the export: %q", visibleTexts(w))
	}
}

func TestExportWithoutPeers(t *testing.T) {
	village := foundOffice(t, casework.Village, newTestClock())
	r, _, w := openUSB(t, village, t.TempDir())
	shortcut(t, w, ctrl(fyne.KeyE))
	if r.sheet == nil || !shows(w, "还没有可以送的单位") {
		t.Errorf("no peers: %q", visibleTexts(w))
	}
}

func TestEnrol(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	stick := t.TempDir()
	r, _, w := openUSB(t, village, stick)
	r.openEnrol()
	if !shows(w, "没有卡可收") {
		t.Errorf("an empty folder: %q", visibleTexts(w))
	}
	r.closeSheet()
	r.writeCard()
	own, other := findCards(stick), filepath.Join(stick, "other.xfcard")
	if len(own) != 1 {
		t.Fatalf("our own card: %q", own)
	}
	if err := township.WriteCard(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	r.openEnrol()
	pressButton(t, w, "改念30位")
	if !shows(w, "柳河镇（乡镇）") || shows(w, office.Groups(township.Fingerprint())[:5]) {
		t.Errorf("the sheet must name the office and must not show its digits: %q", visibleTexts(w))
	}
	typed := func(digits string) {
		for _, c := range digits {
			w.Canvas().Focused().TypedRune(c)
		}
		press(w, fyne.KeyReturn)
	}
	typed(strings.Repeat("1", 30))
	if !shows(w, "指纹对不上") || r.sheet == nil {
		t.Errorf("other digits: %q", visibleTexts(w))
	}
	for range 30 {
		press(w, fyne.KeyBackspace)
	}
	typed(office.Groups(township.Fingerprint()))
	if r.sheet != nil || len(r.data.peers) != 1 || !shows(w, "11月24日核过") {
		t.Errorf("the right digits: %q", visibleTexts(w))
	}
}

func TestFolderSheet(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "甲"), 0o700); err != nil {
		t.Fatal(err)
	}
	r, _, w := openUSB(t, foundOffice(t, casework.Village, newTestClock()), dir)
	r.pickFolder()
	press(w, fyne.KeyDown)
	press(w, fyne.KeyReturn)
	if !shows(w, "上一层") || !shows(w, "0个封好的文件") {
		t.Errorf("the sheet shows %q", visibleTexts(w))
	}
	press(w, fyne.KeyF9)
	if got := filepath.Join(dir, "甲"); r.data.dir != got || r.folder.Text != got || r.sheet != nil {
		t.Errorf("the room looks into %q", r.data.dir)
	}
	again, _, _ := openUSB(t, r.d.office, "")
	again.data.dir, again.loaded = "", false
	again.refresh()
	if again.data.dir != "" { // goUSB has just chosen no folder, and that is remembered
		t.Errorf("remembered %q", again.data.dir)
	}
}

func TestFolderIsRemembered(t *testing.T) {
	o, dir := foundOffice(t, casework.Village, newTestClock()), t.TempDir()
	openUSB(t, o, dir)
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomUSB)
	if got := s.rooms[roomUSB].(*usbRoom).data.dir; got != dir {
		t.Errorf("remembered %q, want %q", got, dir)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	s.goTo(roomUSB)
	if !shows(w, "找不到这个文件夹") {
		t.Errorf("a stick that is out: %q", visibleTexts(w))
	}
}
