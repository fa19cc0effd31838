package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

// fakeDesk is a PC whose printer and viewers do as the test says.
type fakeDesk struct {
	done        []string // "print 来访回执-….pdf"
	print, open error
}

func (f *fakeDesk) hand(verb, path string, err error) error {
	if b, failed := os.ReadFile(path); failed != nil || len(b) == 0 {
		return errors.Join(errors.New("no paper"), failed)
	}
	if err == nil {
		f.done = append(f.done, verb+" "+filepath.Base(path))
	}
	return err
}

func (f *fakeDesk) Print(path string) error { return f.hand("print", path, f.print) }
func (f *fakeDesk) Open(path string) error  { return f.hand("open", path, f.open) }

// F9 writes the visit down and prints the slip; when the printer fails, the visit stands
// and the sheet says so.
func TestSlipByF9(t *testing.T) {
	for _, tc := range []struct {
		name string
		desk fakeDesk
		done []string
		says []string
	}{
		{"printed", fakeDesk{}, []string{"print 来访回执-419901102201-20261124-001.pdf"}, []string{"来访回执已交给打印机"}},
		{
			"no printer, but a viewer",
			fakeDesk{print: office.ErrNoPrinter},
			[]string{"open 来访回执-419901102201-20261124-001.pdf"},
			[]string{"没能直接打印", "请在那里打印"},
		},
		{"neither", fakeDesk{print: office.ErrNoPrinter, open: office.ErrNoViewer}, nil, []string{"来访回执没有打出来", "来访已经记下，没有丢", "没能交给打印机", "再打一次"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := foundOffice(t, casework.Village, newTestClock())
			s, room, k := openDay(t, o)
			desk := tc.desk
			s.desk.papers = &desk
			fillVisit(room, "陈大年")
			k.press(fyne.KeyF9)
			if d := cmp.Diff(tc.done, desk.done); d != "" {
				t.Error(d)
			}
			for _, words := range tc.says {
				if !shows(k.w, words) {
					t.Errorf("%q is not said: %q", words, visibleTexts(k.w))
				}
			}
			d, err := o.Day(t.Context(), eastRidge, o.Today())
			if err != nil || len(d.Visits) != 1 {
				t.Fatalf("%d visits: %v", len(d.Visits), err)
			}
			if tc.desk.open == nil {
				return
			}
			desk.print = nil // the cable is in again
			k.press(fyne.KeyF9)
			if len(desk.done) != 1 || room.desk.papers.sheet != nil {
				t.Errorf("again: %q", desk.done)
			}
			if d, _ := o.Day(t.Context(), eastRidge, o.Today()); len(d.Visits) != 1 {
				t.Error("printing again made a second visit")
			}
		})
	}
}

// F10 prints nothing; the slip can still be had, to edit first as well. A busy printer
// does not hold the window up.
func TestSlipLater(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	desk := &fakeDesk{}
	s.desk.papers = desk
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	if desk.done != nil {
		t.Errorf("F10 handed out %q", desk.done)
	}
	pressButton(t, k.w, "给第1位打回执")
	pressButton(t, k.w, "用WPS改")
	if len(desk.done) != 1 || !strings.HasSuffix(desk.done[0], ".docx") || !strings.HasPrefix(desk.done[0], "open ") {
		t.Errorf("to edit: %q", desk.done)
	}
	fillVisit(room, "田桂兰")
	q := &queue{}
	run := s.desk.run
	k.press(fyne.KeyF10)
	s.desk.run = q.run
	room.desk.printLast()
	k.press(fyne.KeyF9) // in the sheet: the printer is busy from now on
	s.desk.run = run
	fillVisit(room, "马秀英")
	k.press(fyne.KeyF10)
	if d, err := o.Day(t.Context(), eastRidge, o.Today()); err != nil || len(d.Visits) != 3 {
		t.Errorf("while the printer is busy %d visits: %v", len(d.Visits), err)
	}
	q.flush()
	if len(desk.done) != 2 || desk.done[1] != "print 来访回执-419901102201-20261124-002.pdf" {
		t.Errorf("then: %q", desk.done)
	}
}

// The register of a day that is over.
func TestRegisterAfterClosing(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	desk := &fakeDesk{}
	s.desk.papers = desk
	fillVisit(room, "陈大年")
	k.press(fyne.KeyF10)
	room.desk.askEnd()
	k.press(fyne.KeyReturn)
	k.w.Canvas().Unfocus()
	pressButton(t, k.w, "打印登记簿")
	pressButton(t, k.w, "用WPS改")
	k.press(fyne.KeyF9, fyne.KeyF9) // asks, and prints
	want := []string{
		"print 接访登记表-419901102201-20261124.pdf", "open 接访登记表-419901102201-20261124.docx", "print 接访登记表-419901102201-20261124-2.pdf",
	}
	if d := cmp.Diff(want, desk.done); d != "" {
		t.Error(d)
	}
}

// The poster of the year, of one size or the other.
func TestYearPoster(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	s, room, k := openDay(t, o)
	desk := &fakeDesk{}
	s.desk.papers = desk
	room.showYear()
	k.w.Canvas().Unfocus()
	k.press(fyne.KeyF9)
	k.words(t, "2")
	k.press(fyne.KeyReturn, fyne.KeyF9)
	pressButton(t, k.w, "打开看看")
	want := []string{"print 村务日年历-419901102201-2026-A3.pdf", "open 村务日年历-419901102201-2026-A4.pdf"}
	if d := cmp.Diff(want, desk.done); d != "" {
		t.Error(d)
	}
}
