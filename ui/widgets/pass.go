package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// passOn gives a key that a part has no use for to whoever listens to the window:
// a driver tells keys to the focused part only.
func passOn(o fyne.CanvasObject, e *fyne.KeyEvent) {
	cv := fyne.CurrentApp().Driver().CanvasForObject(o)
	if cv == nil {
		return
	}
	if told := cv.OnTypedKey(); told != nil {
		told(e)
	}
}

// function reports whether k is one of F1 to F12, which no text field uses.
func function(k fyne.KeyName) bool {
	return len(k) > 1 && strings.HasPrefix(string(k), "F") && k[1] >= '1' && k[1] <= '9'
}
