//go:build windowbench

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// emptyWindow opens a window with a word in each of the two faces.
func emptyWindow() {
	a := app.NewWithID("cn.silian.windowbench")
	a.Settings().SetTheme(theme.New(theme.Light, theme.Normal))
	w := a.NewWindow("windowbench")
	bold := widget.NewLabelWithStyle("四联", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	w.SetContent(container.NewVBox(widget.NewLabel("台账"), bold))
	w.Resize(fyne.NewSize(1366, 768))
	w.ShowAndRun()
}
