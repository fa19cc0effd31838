package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/office"
)

// practising stands in the practice rooms, come from the first page.
func practising(t *testing.T) (d *door, w fyne.Window, path string) {
	t.Helper()
	d, w, path = firstUse(t)
	typeIn(w, "4")
	if d.shell == nil || d.office.Me() != practiceOffice() {
		t.Fatalf("practice does not open: %q", visibleTexts(w))
	}
	return d, w, path
}

// TestPractice: a file of its own in a folder of its own, under a band, on a village day,
// with invented names; and the way back.
func TestPractice(t *testing.T) {
	d, w, path := practising(t)
	if !strings.HasPrefix(d.cfg.Path, filepath.Join(filepath.Dir(path), "practice")+string(filepath.Separator)) || hasFile(path) {
		t.Errorf("practice lies at %s, the real file at %s is there: %v", d.cfg.Path, path, hasFile(path))
	}
	asked(t, w, practiceBand)
	days, err := d.office.VillageDays(d.office.Today(), d.office.Today())
	if err != nil || len(days) != 1 {
		t.Errorf("practice stands on no village day: %v, %v", days, err)
	}
	if _, n, err := d.office.HouseholdGroups(t.Context(), practiceOffice().Code); err != nil || n != 16 {
		t.Errorf("%d names in the roster, %v", n, err)
	}
	if n, err := d.office.Count(t.Context(), office.Filter{Open: true}); err != nil || n != 1 {
		t.Errorf("%d open cases, %v", n, err)
	}
	if _, err := d.office.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{Name: "钱有福", Category: "land", Words: "问承包地互换", OnTheSpot: true, Answer: "已说明"}); err != nil {
		t.Fatal(err)
	}
	d.shell.cfg.lock()
	asked(t, w, "练习停下了", practiceBand)
	press(w, fyne.KeyReturn) // go on
	if d.shell == nil {
		t.Fatalf("practice does not go on: %q", visibleTexts(w))
	}
	d.shell.cfg.lock()
	typeIn(w, "3")
	asked(t, w, "第一次用，先做什么？")
	if d.real != nil || d.cfg.Path != path || d.office != nil || shows(w, practiceBand) {
		t.Errorf("back at the real file: %+v, office %v", d.cfg, d.office)
	}
}

// TestPracticeAnew: what was practised is cleared, and nothing else.
func TestPracticeAnew(t *testing.T) {
	d, w, path := practising(t)
	if err := os.WriteFile(path, []byte("the real one"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := office.VisitInput{Name: "钱有福", Category: "land", Words: "问承包地互换", OnTheSpot: true, Answer: "已说明"}
	before := visitsToday(t, d.office)
	if _, err := d.office.ReceiveVisitor(t.Context(), office.Act{}, in); err != nil {
		t.Fatal(err)
	}
	if got := visitsToday(t, d.office); got != before+1 {
		t.Fatalf("%d visits", got)
	}
	d.shell.cfg.lock()
	typeIn(w, "2")
	if d.shell == nil || visitsToday(t, d.office) != before {
		t.Errorf("after clearing: %q", visibleTexts(w))
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "the real one" {
		t.Errorf("the real file: %q, %v", b, err)
	}
}

// visitsToday counts the lines of today's register.
func visitsToday(t *testing.T, o *office.Office) int {
	t.Helper()
	day, err := o.Day(t.Context(), o.Me().Code, o.Today())
	if err != nil {
		t.Fatal(err)
	}
	return len(day.Visits)
}

// TestPracticeForeign: another office's file at the place of practice is neither opened
// nor thrown away.
func TestPracticeForeign(t *testing.T) {
	d, w, path := firstUse(t)
	place := practicePath(path)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		t.Fatal(err)
	}
	real := foundFile(t, time.Time{})
	ends, err := filepath.Glob(real + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ends {
		if err := os.Rename(p, place+strings.TrimPrefix(p, real)); err != nil {
			t.Fatal(err)
		}
	}
	typeIn(w, "4")
	asked(t, w, "练习打不开", "不是四联台账的文件")
	d.page.(*practiceTroublePage).door.practiseAnew()
	if d.shell == nil || d.office.Me() != practiceOffice() {
		t.Fatalf("practice does not open: %q", visibleTexts(w))
	}
	if !hasFile(filepath.Join(filepath.Dir(place)+".old1", filepath.Base(place))) {
		t.Error("the other file is gone")
	}
}

// TestPracticeBackup: a backup of practice is no way to a real file.
func TestPracticeBackup(t *testing.T) {
	d, w, _ := practising(t)
	stick := t.TempDir()
	if _, err := d.office.Backup(t.Context(), stick, nil); err != nil {
		t.Fatal(err)
	}
	d.shell.cfg.lock()
	typeIn(w, "3")
	typeIn(w, "3")
	p := d.page.(*restorePage)
	p.use(stick)
	typeIn(w, office.DemoPassword)
	if p.looked || !strings.Contains(p.fields.which.Wrong(), "练习") {
		t.Errorf("a practice backup: %q", visibleTexts(w))
	}
}
