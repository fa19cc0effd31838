package widgets_test

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
)

var update = flag.Bool("update", false, "write the goldens anew")

// themed sets the theme of the application without a screen. A theme that is
// already set stays: its fonts take a tenth of a second to read.
func themed(t *testing.T, m theme.Mode, s theme.Scale) {
	t.Helper()
	settings := fyne.CurrentApp().Settings()
	if th, ok := settings.Theme().(*theme.Theme); ok && th.Mode() == m && th.Scale() == s {
		return
	}
	if th, ok := settings.Theme().(*theme.Theme); ok {
		settings.SetTheme(th.With(m, s)) // the same fonts: they are not read again
		return
	}
	settings.SetTheme(theme.New(m, s))
}

// show puts an object into a window of that size.
func show(t *testing.T, w, h float32, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// goldens draws what build makes in light, dark and large, some parts also in the village
// edition, and compares with
// testdata/name-*.png; w and h are pixels at normal scale.
func goldens(t *testing.T, name string, w, h float32, build func() fyne.CanvasObject) {
	t.Helper()
	for _, tc := range []struct {
		look  string
		mode  theme.Mode
		scale theme.Scale
		times float32
	}{
		{"large", theme.Light, theme.Large, 1.5},
		{"dark", theme.Dark, theme.Normal, 1},
		{"light", theme.Light, theme.Normal, 1},
		{"village", theme.Light, theme.Village, 4.0 / 3},
	} {
		if tc.scale == theme.Village && !slices.Contains(inVillage(), name) {
			continue
		}
		t.Run(tc.look, func(t *testing.T) {
			themed(t, tc.mode, tc.scale)
			compare(t, name+"-"+tc.look, show(t, w*tc.times, h*tc.times, build()).Canvas().Capture())
		})
	}
}

// inVillage are the parts whose measures in the village edition are their own.
func inVillage() []string {
	return []string{"button", "choice", "rail", "table", "figure", "toast", "month"}
}

func compare(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		save(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatalf("no golden: run with -update and look at it: %v", err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	if n := differences(got, want); n > 0 {
		bad := filepath.Join(t.ArtifactDir(), name+".png")
		save(t, bad, got)
		t.Errorf("%s differs in %d pixels; drawn now: %s", name, n, bad)
	}
}

// differences counts the pixels that differ by more than rounding on another
// processor explains.
func differences(a, b image.Image) int {
	n, r := 0, a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if far(r1, r2) || far(g1, g2) || far(b1, b2) {
				n++
			}
		}
	}
	return n
}

func far(a, b uint32) bool {
	const slack = 8 << 8
	return a > b+slack || b > a+slack
}

func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
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
