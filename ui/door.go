package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// door is what stands before the rooms: it finds out which page an office file
// needs (first use, another copy, password) and opens the rooms behind it.
type door struct {
	cfg    Config
	ctx    context.Context
	window fyne.Window
	run    func(work func(context.Context) error, done func(error))
	after  func(time.Duration, func())
	quit   func()

	office *office.Office // nil until the password was right
	shell  *shell
	page   doorPage // the page that is shown now, nil behind the door
	// unwatch ends the watch over the file and waits for it; nil before open.
	unwatch func()

	last    int                 // who was signed in when the rooms were locked
	locking bool                // the cover is up, the office is not locked yet
	over    []fyne.CanvasObject // sheets that stood open then
	trace   trace               // what typing had left when the watch last looked
}

// doorPage is a page of the door: it takes the focus when it is shown.
type doorPage interface {
	content() fyne.CanvasObject
	first() fyne.Focusable
}

// peek is what can be known of a file before the password.
type peek struct {
	name      string
	demo      bool
	operators []office.Operator
	pins      bool // people sign in with PINs after the password
}

// enter looks at the file and shows the page it needs.
func (d *door) enter() {
	var seen peek
	d.run(func(ctx context.Context) (err error) {
		seen, err = lookAt(ctx, d.config(""))
		return err
	}, func(err error) {
		switch {
		case err == nil && d.cfg.Password != "":
			d.unlock(d.cfg.Password, 0, func(error) { d.show(newUnlockPage(d, seen)) })
		case err == nil:
			d.show(newUnlockPage(d, seen))
		case errors.Is(err, office.ErrMissing), errors.Is(err, office.ErrUnfounded):
			d.show(newFoundingPage(d))
		case errors.Is(err, office.ErrInstance):
			d.show(newCopyPage(d))
		default:
			d.show(newTroublePage(d, err))
		}
	})
}

// lookAt opens the file without its keys and closes it again.
func lookAt(ctx context.Context, cfg office.Config) (peek, error) {
	o, err := office.Open(ctx, cfg)
	if err != nil {
		return peek{}, err
	}
	seen := peek{name: o.Me().Name, demo: o.Demo(), operators: o.Operators(), pins: o.AsksPIN()}
	return seen, o.Close()
}

// config is how the file is opened with a password, "" without.
func (d *door) config(password string) office.Config {
	return office.Config{Path: d.cfg.Path, Password: password, WeakKDF: d.cfg.weak, Stopwatch: d.cfg.stopwatch}
}

// unlock opens the rooms with the password; failed is told what was wrong.
func (d *door) unlock(password string, operator int, failed func(error)) {
	cfg := d.config(password)
	cfg.Operator = operator
	var o *office.Office
	d.run(func(ctx context.Context) (err error) {
		o, err = office.Open(ctx, cfg)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			failed(err)
		case o.Locked():
			d.office = o
			d.show(newSignInPage(d, o, operator))
		default:
			d.dress(o)
		}
	})
}

// use draws everything in another look.
func use(l look) {
	if th := theme.Current(); th.Mode() != l.mode || th.Scale() != l.scale {
		fyne.CurrentApp().Settings().SetTheme(th.With(l.mode, l.scale))
	}
}

// open shows the rooms of an office.
func (d *door) open(o *office.Office) {
	d.office, d.page = o, nil
	k := &desk{office: o, window: d.window, ctx: d.ctx, run: d.run, papers: d.cfg.Papers}
	if k.papers == nil {
		k.papers = office.SystemDesk{}
	}
	d.shell = newShell(k, shellConfig{after: d.after, lock: d.lock, quit: d.quit})
	d.furnish(d.shell)
	d.shell.start()
	d.last = o.Operator().Number
	if d.unwatch == nil { // another person's rooms stand on the same file
		d.watchHealth(o)
	}
	d.watch(d.shell)
}

// leave closes the office.
func (d *door) leave() {
	if d.shell != nil {
		d.shell.leave()
	}
	if d.unwatch != nil {
		d.unwatch()
		d.unwatch = nil
	}
	if d.office != nil {
		if err := d.office.Close(); err != nil {
			fyne.LogError("close the office file", err)
		}
	}
	d.office, d.shell = nil, nil
}

// show shows a page of the door.
func (d *door) show(p doorPage) {
	d.page = p
	for _, o := range d.window.Canvas().Overlays().List() {
		d.window.Canvas().Overlays().Remove(o)
	}
	d.window.SetMainMenu(nil)
	d.window.SetContent(doorFrame(p.content()))
	if f := p.first(); f != nil {
		d.window.Canvas().Focus(f)
	}
}

// wait shows that something takes a moment.
func (d *door) wait(words string) {
	d.window.SetContent(doorFrame(widgets.NewLabel(words, theme.Body, widgets.Ink2)))
}

// doorFrame stands a page in the middle of the paper, under the program's name.
func doorFrame(o fyne.CanvasObject) fyne.CanvasObject {
	name := widgets.NewTitle(Title, theme.Title)
	motto := widgets.NewLabel("电脑不联网，台账存在本机", theme.Second, widgets.Ink2)
	head := widgets.Across(14, name, motto)
	return leastSize(widgets.Middle(widgets.Down(14, head, o)))
}

// leastSize keeps the window from getting smaller than the rooms can bear.
func leastSize(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Arrange(fyne.NewSize(leastWidth, leastHeight), func(size fyne.Size) {
		widgets.Put(o, 0, 0, size.Width, size.Height)
	}, o)
}
