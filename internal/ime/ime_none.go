//go:build !windows && !(cgo && ime && linux)

package ime

// Place does nothing: this build does not know the desktop's input method. Text
// still arrives; the candidates stand where the input method puts them.
func Place(uintptr, Spot) {}

// Composing is false.
func Composing(uintptr) bool { return false }
