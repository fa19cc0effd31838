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
	// peek is the first look at the file when it was begun with the program, else nil.
	peek func(context.Context, office.Progress) (peek, error)
	// settled is told when a page or the rooms stand; nil in tests.
	settled func()

	real   *Config      // the real office's, while people practise; else nil
	clock  office.Clock // nil: the PC's own, or a demo's; tests bring theirs
	sure   bool         // a person said that the PC's date is right
	atEase bool         // open a file whose medium is full or read-only, for looking

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

// keyed is a page that is told the keys which no field wanted.
type keyed interface {
	key(k fyne.KeyName)
}

// peek is what can be known of a file before the password.
type peek struct {
	name      string
	demo      bool
	operators []office.Operator
	pins      bool // people sign in with PINs after the password
	look      look // of the first person, or of the level
}

// enter looks at the file and shows the page it needs.
func (d *door) enter() {
	if d.real != nil {
		d.practise()
		return
	}
	var seen peek
	look := d.peek
	if d.peek = nil; look == nil {
		look = func(ctx context.Context, tell office.Progress) (peek, error) {
			cfg := d.config("")
			cfg.Progress = tell
			return lookAt(ctx, cfg)
		}
	}
	d.opening(func(ctx context.Context, tell office.Progress) (err error) {
		seen, err = look(ctx, tell)
		return err
	}, func(err error) {
		switch {
		case err == nil && d.cfg.Password != "":
			d.unlock(d.cfg.Password, 0, func(error) { d.show(newUnlockPage(d, seen)) })
		case err == nil:
			use(seen.look)
			d.show(newUnlockPage(d, seen))
		case errors.Is(err, office.ErrMissing), errors.Is(err, office.ErrUnfounded):
			d.begin()
		case errors.Is(err, office.ErrInstance):
			d.show(newCopyPage(d))
		default:
			d.show(newTroublePage(d, err))
		}
	})
}

// begin asks the questions of the first use, after a doubt about the date.
func (d *door) begin() {
	if doubt := office.DoubtFirst(d.now()); doubt.Reason != "" && !d.sure {
		d.show(newClockPage(d, doubt, func() office.ClockDoubt { return office.DoubtFirst(d.now()) }, newWizard(d).start))
		return
	}
	newWizard(d).start()
}

// lookAt opens the file without its keys and closes it again.
func lookAt(ctx context.Context, cfg office.Config) (peek, error) {
	o, err := office.Open(ctx, cfg)
	if err != nil {
		return peek{}, err
	}
	seen := peek{name: o.Me().Name, demo: o.Demo(), operators: o.Operators(), pins: o.AsksPIN()}
	kept, err := o.Draft(ctx, draftLook)
	seen.look = parseLook(kept, o.Me().Level)
	return seen, errors.Join(err, o.Close())
}

// config is how the file is opened with a password, "" without.
func (d *door) config(password string) office.Config {
	return office.Config{
		Path: d.cfg.Path, Password: password, Clock: d.clock, Looking: d.atEase, WeakKDF: d.cfg.weak, Stopwatch: d.cfg.stopwatch,
	}
}

// now is what the PC's clock says.
func (d *door) now() time.Time {
	if d.clock != nil {
		return d.clock.Now()
	}
	return office.SystemClock{}.Now()
}

// unlock opens the rooms with the password; failed is told what was wrong.
func (d *door) unlock(password string, operator int, failed func(error)) {
	var o *office.Office
	var doubt office.ClockDoubt
	d.opening(func(ctx context.Context, tell office.Progress) (err error) {
		cfg := d.config(password)
		cfg.Operator, cfg.Progress = operator, tell
		if o, err = office.Open(ctx, cfg); err != nil {
			return err
		}
		doubt, err = o.ClockDoubt(ctx)
		return err
	}, func(err error) {
		switch {
		case err != nil && o != nil: // opened, but it cannot be read
			d.office = o
			d.leave()
			d.show(newTroublePage(d, err))
		case errors.Is(err, office.ErrPassword) || err != nil && !d.isOpening():
			failed(err)
		case err != nil:
			d.show(newTroublePage(d, err))
		case doubt.Reason != "" && !d.sure:
			d.office = o
			d.show(newClockPage(d, doubt, func() office.ClockDoubt {
				again, err := o.ClockDoubt(d.ctx)
				if err != nil {
					return doubt
				}
				return again
			}, func() { d.admit(o, operator) }))
		default:
			d.admit(o, operator)
		}
	})
}

// admit lets in who gave the password, or asks for a PIN first.
func (d *door) admit(o *office.Office, operator int) {
	if o.Locked() {
		d.office = o
		d.show(newSignInPage(d, o, operator))
		return
	}
	d.office = o
	d.askUnproved(o, func() { d.dress(o) })
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
	d.shell = newShell(k, shellConfig{after: d.after, lock: d.lockWay(), quit: d.quit})
	if d.real != nil {
		d.shell.band.Set(practiceBand)
	}
	d.furnish(d.shell)
	d.shell.start()
	d.last = o.Operator().Number
	if d.real != nil { // nothing is backed up, kept back or locked there
		return
	}
	if d.unwatch == nil { // another person's rooms stand on the same file
		d.watchHealth(o)
	}
	d.watch(d.shell)
	d.rest()
}

// rest tells that a page or the rooms stand.
func (d *door) rest() {
	if d.settled != nil {
		d.settled()
	}
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
	c := d.window.Canvas()
	d.window.SetMainMenu(nil)
	d.window.SetContent(d.frame(p.content()))
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if k, ok := p.(keyed); ok && d.page == p && c.Overlays().Top() == nil {
			k.key(e.Name)
		}
	})
	if f := p.first(); f != nil {
		d.window.Canvas().Focus(f)
	}
	d.rest()
}

// wait shows that something takes a moment.
func (d *door) wait(words string) {
	d.window.SetContent(doorFrame(widgets.NewLabel(words, theme.Body, widgets.Ink2)))
}

// frame stands a page in the door; while people practise, under a band that says so.
func (d *door) frame(o fyne.CanvasObject) fyne.CanvasObject {
	if d.real == nil {
		return doorFrame(o)
	}
	return widgets.Down(0, widgets.NewBand(practiceBand), widgets.Grow(doorFrame(o)))
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
