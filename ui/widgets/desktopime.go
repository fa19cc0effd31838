package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"silian/internal/ime"
)

// desktopIME is the input method of the desktop the program runs on. In tests there
// is none, and nothing happens.
type desktopIME struct{}

func (desktopIME) At(c fyne.Canvas, caret fyne.Position, line float32) {
	x, y := c.PixelCoordinateForPosition(caret)
	_, foot := c.PixelCoordinateForPosition(caret.AddXY(0, line))
	onNative(c, func(window uintptr) { ime.Place(window, ime.Spot{X: x, Y: y, Height: foot - y}) })
}

func (desktopIME) Composing(c fyne.Canvas) (yes bool) {
	onNative(c, func(window uintptr) { yes = ime.Composing(window) })
	return yes
}

// onNative calls do with the system's handle of the window that shows a canvas.
func onNative(c fyne.Canvas, do func(window uintptr)) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok || w.Canvas() != c {
			continue
		}
		native.RunNative(func(at any) {
			switch at := at.(type) {
			case driver.X11WindowContext:
				do(at.WindowHandle)
			case driver.WindowsWindowContext:
				do(at.HWND)
			}
		})
	}
}
