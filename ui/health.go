package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"silian/office"
)

// watchHealth keeps the file and its disk in health while the rooms are open, and tells a
// person once of each thing that is wrong. The door's unwatch ends it and waits.
func (d *door) watchHealth(o *office.Office) {
	d.unwatch = func() {}
	if d.cfg.weak { // tests: no 64 MB beside each file
		return
	}
	ctx, cancel := context.WithCancel(d.ctx)
	tick := time.NewTicker(time.Minute)
	done := make(chan struct{})
	told := map[string]bool{}
	copied := make(chan struct{})
	go func() { defer close(copied); d.watchBackup(ctx, o) }()
	go func() {
		defer close(done)
		err := o.WatchHealth(ctx, tick.C, func(h office.Health) {
			for _, words := range h.Warnings() {
				if told[words] {
					continue
				}
				told[words] = true
				fyne.Do(func() {
					if d.shell != nil && d.office == o {
						d.shell.toast(words)
					}
				})
			}
		})
		if err != nil && ctx.Err() == nil {
			fyne.LogError("watch the file", err)
		}
	}()
	d.unwatch = func() {
		tick.Stop()
		cancel()
		<-done
		<-copied
	}
}
