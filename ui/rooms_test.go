package ui

import (
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

// TestRooms draws every room of a small office in every look: nothing panics,
// everything fits, and no word is in English.
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
	for _, tc := range []struct {
		name  string
		o     *office.Office
		mode  theme.Mode
		scale theme.Scale
	}{
		{"village", village, theme.Light, theme.Village},
		{"township", township, theme.Light, theme.Normal},
		{"large", township, theme.Dark, theme.Large},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := testWindow(t, tc.mode, tc.scale)
			s := openRooms(t, tc.o, w)
			for _, v := range views() {
				v.show(t, s, stick)
				if got := w.Canvas().Content().MinSize(); tc.scale == theme.Normal && (got.Width > leastWidth || got.Height > leastHeight) {
					t.Errorf("%s needs %v, the window may be %dx%d", v.name, got, leastWidth, leastHeight)
				}
				texts := visibleTexts(w)
				if len(texts) < 10 {
					t.Errorf("%s shows only %q", v.name, texts)
				}
				for _, text := range texts {
					for _, word := range latin.FindAllString(fileName.ReplaceAllString(strings.ReplaceAll(text, stick, ""), ""), -1) {
						if !mayStand[word] {
							t.Errorf("%s says %q in %q", v.name, word, text)
						}
					}
				}
				closeSheets(s, w)
			}
		})
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
