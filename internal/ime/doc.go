// Package ime tells the desktop's Chinese input method where the caret is, so that
// its window of candidates opens there.
package ime

// Spot is a caret in pixels from the upper left of the window's client area: its
// upper left corner and its height.
type Spot struct{ X, Y, Height int }
