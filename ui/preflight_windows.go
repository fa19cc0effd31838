package ui

import (
	"io"

	"golang.org/x/sys/windows"
)

// alert says why no window can be opened, in a box of Windows' own: a program with
// windows has no console there, and Windows draws the box without OpenGL.
func alert(w io.Writer, words string) {
	tell(w, words)
	text, err := windows.UTF16PtrFromString(words)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString(Title)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, text, title, windows.MB_OK|windows.MB_ICONWARNING|windows.MB_SETFOREGROUND)
}
