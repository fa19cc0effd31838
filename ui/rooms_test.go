package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// latin finds words that no user should have to read.
var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// fileName finds the names of sealed files, which are ASCII by the format.
var fileName = regexp.MustCompile(`X[FR]-[0-9A-Za-z…-]*(\.xf[br])?`)

// mayStand are the Latin words that stand on keys.
var mayStand = map[string]bool{"Ctrl": true, "Alt": true, "Esc": true, "Tab": true, "USB": true, "PIN": true}

// TestRooms draws every room of a small office in every look and size: nothing panics,
// nothing is cut or covered, every character has a glyph, and no word is in English.
func TestRooms(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	acquaint(t, village, township)
	stick := t.TempDir()
	reportUp(t, village, "合作社拖欠土地流转费，涉及12户。")
	export(t, village, willowTown, stick)
	takeAll(t, township, stick)
	reportUp(t, village, "邻居排水沟改道，雨天水往院里流。")
	export(t, village, willowTown, stick)
	small, usual, short, wide := fyne.NewSize(leastWidth, leastHeight), fyne.NewSize(startWidth, startHeight), fyne.NewSize(startWidth, 696), fyne.NewSize(1920, 1080)
	for _, tc := range []struct {
		name  string
		o     *office.Office
		mode  theme.Mode
		scale theme.Scale
		sizes []fyne.Size
	}{
		{"township", township, theme.Light, theme.Normal, []fyne.Size{small, usual, short, wide}},
		{"township dark", township, theme.Dark, theme.Normal, []fyne.Size{usual}},
		{"village", village, theme.Light, theme.Village, []fyne.Size{short, usual, wide}},
		{"village normal", village, theme.Dark, theme.Normal, []fyne.Size{usual}},
		{"large", township, theme.Dark, theme.Large, []fyne.Size{usual, wide}},
		{"village large", village, theme.Light, theme.Large, []fyne.Size{usual}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := testWindow(t, tc.mode, tc.scale)
			for _, size := range tc.sizes {
				w.Resize(size)
				s := openRooms(t, tc.o, w)
				for _, v := range views() {
					v.show(t, s, stick)
					checkRoom(t, fmt.Sprintf("%s at %.0fx%.0f", v.name, size.Width, size.Height), w, size, stick)
					closeSheets(s, w)
				}
			}
		})
	}
}

// checkRoom complains about all that a person should not see.
func checkRoom(t *testing.T, name string, w fyne.Window, size fyne.Size, stick string) {
	t.Helper()
	if got := w.Canvas().Content().MinSize(); got.Width > size.Width || got.Height > size.Height {
		t.Errorf("%s needs %v", name, got)
	}
	if texts := visibleTexts(w); len(texts) < 10 {
		t.Errorf("%s shows only %q", name, texts)
	}
	seen := sightOf(w)
	for _, f := range seen.faults() {
		t.Errorf("%s: %s", name, f)
	}
	for _, text := range seen.texts {
		for _, word := range latin.FindAllString(fileName.ReplaceAllString(strings.ReplaceAll(text.words, stick, ""), ""), -1) {
			if !mayStand[word] {
				t.Errorf("%s says %q in %q", name, word, text.words)
			}
		}
	}
}

// takeAll takes in all files of a folder.
func takeAll(t *testing.T, o *office.Office, dir string) {
	t.Helper()
	paths, err := o.FindSealed(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range o.InOrder(t.Context(), paths) {
		in, err := o.Preview(t.Context(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Take(t.Context(), in, dir); err != nil {
			t.Fatal(err)
		}
	}
}

// visibleTexts are all texts a person can see in the window, sheets included.
func visibleTexts(w fyne.Window) []string {
	var out []string
	seen(w, func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok {
			out = append(out, text.Text)
		}
	})
	return out
}

// shows says whether some text of the window contains words.
func shows(w fyne.Window, words string) bool {
	return strings.Contains(strings.Join(visibleTexts(w), "\n"), words)
}
