package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// roomPage is the body of a room: a head line and what is under it.
func roomPage(head, body fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Pad(24, 14, 24, 12, widgets.Down(12, head, widgets.Grow(body)))
}

// headLine is title, grey words (cut where there is no room for them) and what
// stands at the right end.
func headLine(title, sub *widgets.Label, right ...fyne.CanvasObject) fyne.CanvasObject {
	row := []fyne.CanvasObject{title, widgets.Grow(sub)}
	return widgets.Across(14, append(row, right...)...)
}

// later calls do on the UI thread after a while.
type later func(wait time.Duration, do func())

// onClock is later of a real window.
func onClock(wait time.Duration, do func()) {
	time.AfterFunc(wait, func() { fyne.Do(do) })
}

// softly reports whether visitors look on: a village office.
func softly(me casework.Office) bool { return me.Level == casework.Village }

// refusalInk is the ink of a refusal: before visitors nothing is red.
func refusalInk(me casework.Office) widgets.Inked {
	if softly(me) {
		return widgets.InkOchre
	}
	return widgets.InkRed
}

// two columns of a body: the wide one takes what the narrow one leaves.
func beside(narrow, most float32, wide, right fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Arrange(fyne.NewSize(640, 300), func(size fyne.Size) {
		w := min(theme.Current().Gap(narrow), size.Width*most)
		if spare := size.Width - 1400; spare > 0 { // a wide window gives the reading side up to 480
			w = max(w, min(480, w+spare/3))
		}
		widgets.Put(wide, 0, 0, size.Width-w-12, size.Height)
		widgets.Put(right, size.Width-w, 0, w, size.Height)
	}, wide, right)
}
