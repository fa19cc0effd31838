package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// TestWizardPictures draws the way into the window. It runs when SILIAN_PICTURES names a
// folder.
func TestWizardPictures(t *testing.T) {
	out := os.Getenv("SILIAN_PICTURES")
	if out == "" {
		t.Skip("SILIAN_PICTURES is not set")
	}
	kit, _ := kitStick(t)
	village := foundOffice(t, casework.Village, newTestClock())
	for name, scale := range map[string]theme.Scale{"light": theme.Normal, "large": theme.Large, "village": theme.Village} {
		t.Run(name, func(t *testing.T) { wizardPictures(t, out, name, scale, kit, village) })
	}
}

func wizardPictures(t *testing.T, out, look string, scale theme.Scale, kit string, village *office.Office) {
	w := testWindow(t, theme.Light, scale)
	path := filepath.Join(t.TempDir(), "silian.db")
	d := &door{cfg: Config{Path: path, weak: true}, ctx: t.Context(), window: w, run: atOnce(t.Context())}
	t.Cleanup(func() {
		if d.office != village {
			d.leave()
		}
	})
	shot := func(name string) {
		img := w.Canvas().Capture()
		if size := img.Bounds().Size(); size.X != startWidth || size.Y != startHeight {
			t.Errorf("%s is %v: something does not fit", name, size)
		}
		keep(t, img, filepath.Join(out, "wizard-"+name+"-"+look+".png"))
	}
	d.enter()
	d.cfg.Path = "silian.db" // no path of this machine
	d.page.(*wizardPage).w.show()
	shot("1-way")
	wz := d.page.(*wizardPage).w
	typeIn(w, "2")
	shot("1-nokit")
	press(w, fyne.KeyEscape)
	typeIn(w, "1")
	typeIn(w, "2")
	typeText(w, "luan")
	erase(w, 4)
	typeText(w, "栾川 h")
	shot("3-place")
	press(w, fyne.KeyReturn)
	shot("4-name")
	press(w, fyne.KeyReturn)
	press(w, fyne.KeySpace)
	shot("5-villages")
	press(w, fyne.KeyF3)
	shot("5-add")
	press(w, fyne.KeyEscape)
	press(w, fyne.KeyReturn)
	shot("6-person")
	typeIn(w, "周敏")
	press(w, fyne.KeyReturn)
	typeIn(w, "short")
	shot("7-password")
	foundedPictures(d, village, kit, shot)
	wz.a.typed, wz.a.name, wz.a.code, wz.a.level = true, "", "", 0
	wz.forget("name")
	wz.trail = wz.trail[:3]
	wz.to("name", wz.askName)
	shot("4-typed")
	k, err := office.ReadKit(kit)
	if err != nil {
		t.Fatal(err)
	}
	wz.kit, wz.kitDir, wz.trail = &k, kit, wz.trail[:2]
	wz.to("kitvillage", wz.askKitVillage)
	shot("3-kitvillage")
	d.office = nil
	doorPagePictures(d, shot)
	d.cfg.Path = path
	d.practise()
	use(look0(scale))
	d.shell.refresh()
	d.office.Touch()
	shot("practice")
	d.shell.cfg.lock()
	shot("practice-over")
}

// foundedPictures draws what comes after the file was made.
func foundedPictures(d *door, village *office.Office, kit string, shot func(string)) {
	p := newRecoveryPage(d, village, strings.Repeat("7Q2KD-", 13)+"7Q2KD")
	p.progress, p.proofProgress, p.written = "第8步，共9步", "第9步，共9步", "恢复码-419901102201.txt"
	d.show(p)
	shot("8-recovery")
	p.button.Press()
	shot("9-proof")
	d.show(newKitSlipPage(d, village, kit, nil))
	shot("9-slip")
	d.show(newPaperPage(d, village, nil))
	shot("9-paper")
}

// look0 is a look of the pictures.
func look0(s theme.Scale) look { return look{theme.Light, s} }

// doorPagePictures draws the pages of doubt and trouble.
func doorPagePictures(d *door, shot func(string)) {
	doubt := office.ClockDoubt{Reason: office.ClockBeforeNewest, Now: time.Date(2009, 1, 1, 8, 0, 0, 0, time.UTC), Against: time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)}
	c := newClockPage(d, doubt, func() office.ClockDoubt { return doubt }, func() {})
	d.show(c)
	shot("clock")
	c.set.Press()
	shot("clock-help")
	o := newOpeningPage(d, func() {})
	o.bar.Set(openingWords, "42 / 100", 0.42)
	d.show(o)
	shot("opening")
	d.show(newStoppedPage(d))
	shot("stopped")
	d.show(newUnlockPage(d, peek{name: "东岭村"}))
	shot("unlock")
	d.show(newRestorePage(d, d.enter))
	shot("restore")
	for name, err := range map[string]error{
		"damaged": office.ErrDamaged, "full": office.ErrDiskFull, "readonly": office.ErrReadOnly, "inuse": office.ErrInUse,
		"newer": office.ErrNewer, "behind": office.ErrBehind,
	} {
		d.show(newTroublePage(d, err))
		shot("trouble-" + name)
	}
}
