//go:build cgo && ime && linux

package ime

import "github.com/go-gl/glfw/v3.4/glfw"

// Place tells the input method of an X11 window where the caret is. Call it on the
// main thread. The function it calls is in our patch of GLFW (packaging/patches);
// the build tag ime is set only where the patch is.
func Place(window uintptr, at Spot) {
	if window != 0 {
		glfw.SetX11InputSpot(window, at.X, at.Y+at.Height)
	}
}

// Composing is always false: with the patch no key reaches the window that the
// input method has taken.
func Composing(uintptr) bool { return false }
