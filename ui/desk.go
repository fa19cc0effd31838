package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// desk is what every room may use of the window around it.
type desk struct {
	office *office.Office
	window fyne.Window
	ctx    context.Context
	// run does work off the UI thread and calls done with its error on the UI
	// thread. Tests run it at once.
	run func(work func(context.Context) error, done func(error))
	// later does something after a while on the UI thread; nil is the clock. Tests never do.
	later later
	// goTo shows a room.
	goTo func(id string)
	// openCase shows the page of a case.
	openCase func(id casework.ID)
	// openDay shows the year with the cursor on a day of a village.
	openDay func(village casework.OfficeCode, on calendar.Day)
	// toast shows a line at the bottom right for six seconds.
	toast func(words string)
	// papers prints and opens papers by the PC's programs; nil says that there is none.
	papers office.Desk
	// toastUndo is toast with a verb that takes back what was done; never for an entry.
	toastUndo func(words string, undo func())
	// changed tells the rooms that the office holds something new.
	changed func()
}

// background is desk.run of a real window: one goroutine a call, back by fyne.Do.
func background(ctx context.Context) func(func(context.Context) error, func(error)) {
	return func(work func(context.Context) error, done func(error)) {
		go func() {
			err := work(ctx)
			fyne.Do(func() { done(err) })
		}()
	}
}

// atOnce is desk.run of tests and pictures.
func atOnce(ctx context.Context) func(func(context.Context) error, func(error)) {
	return func(work func(context.Context) error, done func(error)) { done(work(ctx)) }
}
