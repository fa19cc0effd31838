package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"silian/office"
)

// stickPause is how often the room looks for sticks while it is shown.
const stickPause = 3 * time.Second

// watch looks for sticks every few seconds off the UI thread, as long as shown says
// that the room is in sight. Without after, as in tests, nobody looks.
func (r *usbRoom) watch(after func(time.Duration, func()), shown func() bool) {
	if after == nil {
		return
	}
	var again func()
	again = func() {
		if r.left || r.d.ctx.Err() != nil {
			return
		}
		if shown() && !r.working {
			r.lookForSticks()
		}
		after(stickPause, again)
	}
	after(0, again)
}

// lookForSticks asks the PC which sticks are in.
func (r *usbRoom) lookForSticks() {
	var found []office.Drive
	r.d.run(func(context.Context) (err error) {
		found, err = office.Drives()
		return err
	}, func(err error) {
		if err == nil && !r.working { // what cannot be looked at now is looked at again
			r.sticksAre(found)
		}
	})
}

// sticksAre follows sticks that came and went: a new one is chosen when no folder is,
// and the list is read again when the stick it shows came or went.
func (r *usbRoom) sticksAre(now []office.Drive) {
	before := r.sticks
	r.sticks = nil
	var fresh []office.Drive
	for _, d := range now {
		r.sticks = append(r.sticks, d.Path)
		if !slices.Contains(before, d.Path) {
			fresh = append(fresh, d)
		}
	}
	if slices.Equal(before, r.sticks) {
		return
	}
	changed := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(p string) bool { return !slices.Contains(b, p) && within(p, r.data.dir) })
	}
	switch {
	case !r.loaded || r.sheet != nil:
	case len(fresh) == 1 && (r.data.dir == "" || !isFolder(r.data.dir)):
		r.goFolder(fresh[0].Path)
		r.d.toast("U盘插好了：" + office.DriveWords(fresh[0]))
	case changed(before, r.sticks) || changed(r.sticks, before):
		r.refresh()
	case len(fresh) > 0:
		r.d.toast("又插了U盘：" + office.DriveWords(fresh[0]) + "，按“选文件夹”换过去")
	}
}

// within says whether a folder is a stick or lies on it.
func within(stick, dir string) bool {
	return dir == stick || strings.HasPrefix(dir, strings.TrimRight(stick, `/\`)+"/") || strings.HasPrefix(dir, strings.TrimRight(stick, `/\`)+`\`)
}
