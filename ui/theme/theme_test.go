package theme_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"silian/ui/theme"
)

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, k := range map[string]theme.Tokens{"light": theme.TokensOf(theme.Light), "dark": theme.TokensOf(theme.Dark)} {
		pairs := []struct {
			what         string
			text, ground color.NRGBA
			least        float64
		}{
			{"Ink on Paper", k.Ink, k.Paper, 4.5},
			{"Ink on Rail", k.Ink, k.Rail, 4.5},
			{"Ink on Card", k.Ink, k.Card, 4.5},
			{"Ink on Quiet", k.Ink, k.Quiet, 4.5},
			{"Ink on Select", k.Ink, k.Select, 4.5},
			{"Ink2 on Paper", k.Ink2, k.Paper, 4.5},
			{"Ink2 on Rail", k.Ink2, k.Rail, 4.5},
			{"Ink2 on Card", k.Ink2, k.Card, 4.5},
			{"Ink2 on Quiet", k.Ink2, k.Quiet, 4.5},
			{"Ink2 on Select", k.Ink2, k.Select, 4.5},
			{"Ink3 on Paper", k.Ink3, k.Paper, 4.5},
			{"Ink3 on Rail", k.Ink3, k.Rail, 4.5},
			{"Ink3 on Card", k.Ink3, k.Card, 4.5},
			{"Ink3 on Quiet", k.Ink3, k.Quiet, 4.5},
			{"Ink3 on Select", k.Ink3, k.Select, 4.5},
			{"Blue on Paper", k.Blue, k.Paper, 4.5},
			{"Blue on Rail", k.Blue, k.Rail, 4.5},
			{"Blue on Card", k.Blue, k.Card, 4.5},
			{"Blue on Quiet", k.Blue, k.Quiet, 4.5},
			{"Blue on Select", k.Blue, k.Select, 4.5},
			{"Red on Paper", k.Red, k.Paper, 4.5},
			{"Red on Rail", k.Red, k.Rail, 4.5},
			{"Red on Card", k.Red, k.Card, 4.5},
			{"Red on Quiet", k.Red, k.Quiet, 4.5},
			{"Red on Select", k.Red, k.Select, 4.5},
			{"Ochre on Paper", k.Ochre, k.Paper, 4.5},
			{"Ochre on Rail", k.Ochre, k.Rail, 4.5},
			{"Ochre on Card", k.Ochre, k.Card, 4.5},
			{"Ochre on Quiet", k.Ochre, k.Quiet, 4.5},
			{"Ochre on Select", k.Ochre, k.Select, 4.5},
			{"Green on Paper", k.Green, k.Paper, 4.5},
			{"Green on Rail", k.Green, k.Rail, 4.5},
			{"Green on Card", k.Green, k.Card, 4.5},
			{"Green on Quiet", k.Green, k.Quiet, 4.5},
			{"Green on Select", k.Green, k.Select, 4.5},
			{"Ink on BlueSoft", k.Ink, k.BlueSoft, 4.5},
			{"Ink on RedSoft", k.Ink, k.RedSoft, 4.5},
			{"Ink on OchreSoft", k.Ink, k.OchreSoft, 4.5},
			{"Ink on GreenSoft", k.Ink, k.GreenSoft, 4.5},
			{"Ink on BlueLine", k.Ink, k.BlueLine, 4.5},
			{"Ink2 on BlueSoft", k.Ink2, k.BlueSoft, 4.5},
			{"Ink2 on RedSoft", k.Ink2, k.RedSoft, 4.5},
			{"Ink2 on OchreSoft", k.Ink2, k.OchreSoft, 4.5},
			{"Ink2 on GreenSoft", k.Ink2, k.GreenSoft, 4.5},
			{"Blue on BlueSoft", k.Blue, k.BlueSoft, 4.5},
			{"Red on RedSoft", k.Red, k.RedSoft, 4.5},
			{"Ochre on OchreSoft", k.Ochre, k.OchreSoft, 4.5},
			{"Green on GreenSoft", k.Green, k.GreenSoft, 4.5},
			{"OnBlue on BlueFill", k.OnBlue, k.BlueFill, 4.5},
			{"OnBlue on BlueMid", k.OnBlue, k.BlueMid, 4.5},
			{"OnBlue on RedFill", k.OnBlue, k.RedFill, 4.5},
			{"OnGreen on Green", k.OnGreen, k.Green, 4.5},
			{"toast", k.ToastText, k.ToastGround, 4.5},
			{"toast verb", k.ToastVerb, k.ToastGround, 4.5},
			{"toast tick", k.ToastTick, k.ToastGround, 3},
			{"edge on card", k.Edge, k.Card, 3},
			{"edge on paper", k.Edge, k.Paper, 3},
			{"edge on quiet", k.Edge, k.Quiet, 3},
		}
		for _, p := range pairs {
			if got := contrast(p.text, p.ground); got < p.least {
				t.Errorf("%s: %s is %.2f:1, want at least %v:1", name, p.what, got, p.least)
			}
		}
	}
}

func TestFonts(t *testing.T) {
	th := theme.New(theme.Light, theme.Normal)
	regular, bold := th.Font(fyne.TextStyle{}), th.Font(fyne.TextStyle{Bold: true})
	if regular == bold {
		t.Error("bold is the regular face")
	}
	for _, s := range []fyne.TextStyle{{Italic: true}, {Monospace: true}, {Symbol: true}} {
		if th.Font(s) != regular {
			t.Errorf("%+v has a face of its own: it would be parsed again", s)
		}
	}
	if dark := th.With(theme.Dark, theme.Large); dark.Font(fyne.TextStyle{}) != regular {
		t.Error("With does not share the fonts")
	}
}

func TestScales(t *testing.T) {
	normal, large := theme.New(theme.Light, theme.Normal), theme.New(theme.Light, theme.Large)
	village := theme.New(theme.Light, theme.Village)
	for r := theme.Figure; r <= theme.Floor; r++ {
		if n := normal.Text(r); n < 12 {
			t.Errorf("role %d is %v px, under the floor of 12", r, n)
		}
		if l := large.Text(r); l < 19 {
			t.Errorf("role %d is %v px in large, under the floor of 19", r, l)
		}
		if v := village.Text(r); v < 16 {
			t.Errorf("role %d is %v px in the village edition, under 16", r, v)
		}
	}
	if got := large.Px(43); got != 65 {
		t.Errorf("large Px(43) = %v, want 65", got)
	}
	if got := normal.Px(43); got != 43 {
		t.Errorf("normal Px(43) = %v, want 43", got)
	}
	if th := theme.New(theme.Light, theme.Scale(9)); th.Scale() != theme.Normal {
		t.Errorf("an unknown scale is %v, want Normal", th.Scale())
	}
}

func TestInputPadFits(t *testing.T) {
	for s := theme.Normal; s <= theme.Village; s++ {
		th := theme.New(theme.Light, s)
		content := 1.45*th.Text(theme.Body) + 2*th.InputPad()
		if content > th.Control()-2 || content < th.Control()-5 {
			t.Errorf("scale %d: text and padding are %v in a control of %v", s, content, th.Control())
		}
	}
}

func TestEveryFyneNameHasAColor(t *testing.T) {
	test.NewTempApp(t)
	names := []fyne.ThemeColorName{
		fynetheme.ColorNameBackground, fynetheme.ColorNameButton, fynetheme.ColorNameDisabled,
		fynetheme.ColorNameError, fynetheme.ColorNameFocus, fynetheme.ColorNameForeground,
		fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameHover, fynetheme.ColorNameHyperlink,
		fynetheme.ColorNameInputBackground, fynetheme.ColorNameInputBorder, fynetheme.ColorNameMenuBackground,
		fynetheme.ColorNamePlaceHolder, fynetheme.ColorNamePrimary, fynetheme.ColorNameScrollBar,
		fynetheme.ColorNameScrollBarBackground, fynetheme.ColorNameSelection, fynetheme.ColorNameSeparator,
		fynetheme.ColorNameShadow, fynetheme.ColorNameSuccess, fynetheme.ColorNameWarning, fynetheme.ColorNameInnerWindowBorder,
	}
	light, dark := theme.New(theme.Light, theme.Normal), theme.New(theme.Dark, theme.Normal)
	for _, n := range names {
		if light.Color(n, fynetheme.VariantDark) == nil || dark.Color(n, fynetheme.VariantLight) == nil {
			t.Errorf("%s has no colour", n)
		}
	}
	if got := dark.Color(fynetheme.ColorNameBackground, fynetheme.VariantLight); got != dark.Tokens().Paper {
		t.Errorf("the desktop's variant changed our colour: %v", got)
	}
}

func TestCurrent(t *testing.T) {
	app := test.NewTempApp(t)
	if got := theme.Current(); got.Mode() != theme.Light || got.Scale() != theme.Normal {
		t.Errorf("without our theme Current is %v %v, want light normal", got.Mode(), got.Scale())
	}
	want := theme.New(theme.Dark, theme.Large)
	app.Settings().SetTheme(want)
	if got := theme.Current(); got != want {
		t.Error("Current is not the theme that was set")
	}
	if got := theme.Of(part{wrapped{want}}); got != want {
		t.Error("Of does not look under a wrapped theme")
	}
}

// wrapped is a theme laid over another, as a part of a window may have it.
type wrapped struct{ fyne.Theme }

func (w wrapped) Unwrap() fyne.Theme { return w.Theme }

// part is something that has such a theme.
type part struct{ th fyne.Theme }

func (p part) Theme() fyne.Theme { return p.th }

func TestDrawing(t *testing.T) {
	red := theme.Drawing("check", color.NRGBA{R: 0xA8, G: 0x2E, B: 0x18, A: 0xFF})
	if red.Name() != "check-A82E18.svg" {
		t.Errorf("name %q: two colours of one icon must not share a name", red.Name())
	}
	if s := string(red.Content()); !strings.Contains(s, "#A82E18") || strings.Contains(s, "#000000") {
		t.Errorf("the icon is not painted: %s", s)
	}
	if s := string(theme.Drawing("nothing", color.NRGBA{}).Content()); !strings.Contains(s, "<svg") {
		t.Errorf("an unknown icon is %q, want an empty drawing", s)
	}
}
