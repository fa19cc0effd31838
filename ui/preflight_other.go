//go:build !windows

package ui

import "io"

// alert says why no window can be opened.
func alert(w io.Writer, words string) { tell(w, words) }
