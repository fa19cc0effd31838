//go:build cgo

package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
)

// What a person waits for at the start is done at once: the file is looked at and the
// fonts are read while the system makes the window.

// early is the first look at the file.
type early struct {
	done chan struct{}
	stop context.CancelFunc
	seen peek
	err  error

	mu   sync.Mutex
	tell office.Progress // nil until somebody wants to know
}

// lookEarly looks at the file beside the making of the window.
func (d *door) lookEarly() *early {
	ctx, stop := context.WithCancel(d.ctx)
	e := &early{done: make(chan struct{}), stop: stop}
	d.peek = func(ctx context.Context, tell office.Progress) (peek, error) {
		e.follow(tell)
		select {
		case <-e.done:
		case <-ctx.Done():
			e.stop()
			<-e.done
		}
		return e.seen, e.err
	}
	cfg := d.config("")
	cfg.Progress = e.say
	go func() {
		defer close(e.done)
		defer stop()
		e.seen, e.err = lookAt(ctx, cfg)
	}()
	return e
}

func (e *early) follow(tell office.Progress) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tell = tell
}

// say passes on how far opening has come.
func (e *early) say(done, total int64) {
	e.mu.Lock()
	tell := e.tell
	e.mu.Unlock()
	if tell != nil {
		tell(done, total)
	}
}

// over says whether the look is over.
func (e *early) over() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

// welcome shows the first page at once when the file has been looked at by now, else says
// that it is being opened. It runs before the window's loop.
func (d *door) welcome(a fyne.App, early *early) {
	known := early.over()
	if known && early.err == nil {
		use(early.seen.look) // before the loop another look does not read the fonts again
	}
	if known && d.cfg.Password == "" {
		later := d.run
		d.run = atOnce(d.ctx)
		d.enter()
		d.run = later
		return
	}
	d.wait("正在打开台账…")
	a.Lifecycle().SetOnStarted(d.enter)
}

// readFonts lets Fyne read both faces; the channel closes when it has.
func readFonts() <-chan struct{} {
	size, done := theme.Current().Text(theme.Body), make(chan struct{})
	go func() {
		defer close(done)
		for _, bold := range []bool{false, true} {
			fyne.MeasureText("四", size, fyne.TextStyle{Bold: bold})
		}
	}()
	return done
}
