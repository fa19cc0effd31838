package theme

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"silian/assets"
)

// Themed is anything that has a theme: a fyne.Settings, or a Fyne widget.
type Themed interface {
	Theme() fyne.Theme
}

// wrapper is a theme laid over ours for a part of the window.
type wrapper interface {
	Unwrap() fyne.Theme
}

// Of returns the program's theme that src has. When src has some other theme
// (a test that set none), it is the light, normal one.
func Of(src Themed) *Theme {
	th := src.Theme()
	for {
		switch v := th.(type) {
		case *Theme:
			return v
		case wrapper:
			th = v.Unwrap()
		default:
			return New(Light, Normal)
		}
	}
}

// Current returns the program's theme of the running application.
func Current() *Theme { return Of(fyne.CurrentApp().Settings()) }

// Drawing returns an icon of the embedded set in a colour. An unknown name
// gives an empty drawing; the tests name every icon the program uses.
func Drawing(name string, c color.NRGBA) fyne.Resource {
	svg, err := assets.Icon(name)
	if err != nil {
		svg = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>`)
	}
	hex := fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
	painted := strings.ReplaceAll(string(svg), "#000000", hex)
	return fyne.NewStaticResource(name+"-"+hex[1:]+".svg", []byte(painted))
}
