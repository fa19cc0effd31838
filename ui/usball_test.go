package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
)

// TestImportAll: one key takes in all that lies on the stick and shows what became of
// each file, with the codes to read out.
func TestImportAll(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费。")
	first := export(t, village, willowTown, stick)
	reportUp(t, village, "邻居排水沟改道。")
	second := export(t, village, willowTown, stick)
	if err := os.WriteFile(filepath.Join(stick, "bad.xfb"), []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, s, w := openUSB(t, township, stick)
	press(w, fyne.KeyF8)
	if r.sheet == nil || !shows(w, "收下2个，1个没有导入") || !shows(w, codeGroups(first.Code)) || !shows(w, codeGroups(second.Code)) {
		t.Fatalf("the sheet shows %q", visibleTexts(w))
	}
	if !shows(w, "这不是封好的文件") || s.open != 2 || s.waiting != 0 {
		t.Errorf("%d open, %d wait: %q", s.open, s.waiting, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if r.sheet != nil || r.all.Off() == "" {
		t.Errorf("after 好了: %q, button %q", visibleTexts(w), r.all.Off())
	}
}

// TestGapsSheet: what is missing is named with the words for the telephone, and a
// person may say that it will not come.
func TestGapsSheet(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费。")
	if err := os.Remove(filepath.Join(stick, export(t, village, willowTown, stick).File)); err != nil {
		t.Fatal(err)
	}
	reportUp(t, village, "邻居排水沟改道。")
	export(t, village, willowTown, stick)
	r, _, w := openUSB(t, township, stick)
	r.importAll()
	if !shows(w, "请补送第1号") {
		t.Fatalf("the result: %q", visibleTexts(w))
	}
	r.closeSheet()
	r.openGaps()
	if !shows(w, "缺东岭村第1号") {
		t.Fatalf("the list: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	pressButton(t, w, "对方说了，不等了")
	if len(r.data.gaps) != 0 {
		t.Errorf("still missing: %+v", r.data.gaps)
	}
}

// TestSticks: a stick that comes is chosen when no folder is, and one that goes is said.
func TestSticks(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费。")
	export(t, village, willowTown, stick)
	r, s, w := openUSB(t, township, "")
	r.sticksAre(nil)
	r.sticksAre([]office.Drive{{Path: stick, Label: "红旗U盘", Free: -1}})
	if r.data.dir != stick || s.waiting != 1 || !shows(w, "红旗U盘") {
		t.Errorf("looks into %q, %d wait: %q", r.data.dir, s.waiting, visibleTexts(w))
	}
	other := t.TempDir()
	r.sticksAre([]office.Drive{{Path: stick}, {Path: other, Free: -1}})
	if r.data.dir != stick {
		t.Errorf("a second stick was chosen: %q", r.data.dir)
	}
	if err := os.Rename(stick, stick+"-out"); err != nil {
		t.Fatal(err)
	}
	r.sticksAre(nil)
	if !shows(w, "找不到这个文件夹") || s.waiting != 0 {
		t.Errorf("a stick that is out: %q", visibleTexts(w))
	}
}

// TestWatch: the room looks for sticks only while it is shown, and no more when it goes.
func TestWatch(t *testing.T) {
	r, _, _ := openUSB(t, foundOffice(t, casework.Village, newTestClock()), t.TempDir())
	var waiting []func()
	seen := 0
	r.watch(func(_ time.Duration, f func()) { waiting = append(waiting, f) }, func() bool { seen++; return false })
	for range 3 {
		f := waiting[0]
		waiting = waiting[1:]
		f()
	}
	if seen != 3 || len(waiting) != 1 {
		t.Errorf("asked %d times, %d waiting", seen, len(waiting))
	}
	r.leave()
	waiting[0]()
	if len(waiting) != 1 {
		t.Error("looks on after the window went")
	}
}

// desk that remembers what it opened.
type paperDesk struct{ opened []string }

func (d *paperDesk) Open(path string) error  { d.opened = append(d.opened, path); return nil }
func (d *paperDesk) Print(path string) error { return office.ErrNoPrinter }

// TestSlipAfterExport: the paper that goes with the stick is one press away.
func TestSlipAfterExport(t *testing.T) {
	village, _, stick := pair(t)
	reportUp(t, village, "合作社拖欠土地流转费。")
	r, _, w := openUSB(t, village, stick)
	pc := &paperDesk{}
	r.d.papers = pc
	r.openExport(willowTown)
	r.answer()
	pressButton(t, w, "打开交接单")
	if len(pc.opened) != 1 || filepath.Ext(pc.opened[0]) != ".pdf" {
		t.Errorf("opened %q: %q", pc.opened, visibleTexts(w))
	}
}
