package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// dayRoom is the room 村务日: the reception of today, or the year of village days.
type dayRoom struct {
	d         *desk
	root      *fyne.Container
	village   casework.OfficeCode // whose day is kept: our own, or the one a township chose
	villages  []office.Peer       // at a township: the villages it can keep books for
	receiving bool
	looking   calendar.Day // a day gone by that is looked at, 0 none
	begun     bool         // the first refresh has chosen the view
	entered   bool         // shown since the last refresh

	year *calendarPane
	desk *receptionPane
	past *pastPane
}

// newDayRoom makes the room 村务日.
func newDayRoom(d *desk) room {
	r := &dayRoom{d: d, root: container.NewStack()}
	if me := d.office.Me(); me.Level == casework.Village {
		r.village = me.Code
	}
	r.year = newCalendarPane(r)
	r.desk = newReceptionPane(r)
	r.past = newPastPane(r)
	return r
}

// content is the room; it is asked for each time the room is entered.
func (r *dayRoom) content() fyne.CanvasObject {
	r.entered = true
	return r.root
}

// refresh asks the office again. On a village day a village begins with the
// reception; everybody else with the year.
func (r *dayRoom) refresh() {
	if !r.begun {
		r.begun = true
		r.receiving = r.village != "" && r.isVillageDay()
	}
	r.show()
}

// isVillageDay reports whether today is one.
func (r *dayRoom) isVillageDay() bool {
	today := r.d.office.Today()
	days, err := r.d.office.VillageDays(today, today)
	return err == nil && len(days) > 0
}

// show draws the view that is chosen and asks for what it shows.
func (r *dayRoom) show() {
	entered := r.entered
	r.entered = false
	if r.receiving {
		r.root.Objects = []fyne.CanvasObject{r.desk.object}
		r.root.Refresh()
		r.desk.load(entered)
		return
	}
	if r.looking != 0 {
		r.root.Objects = []fyne.CanvasObject{r.past.object}
		r.root.Refresh()
		r.past.load()
		return
	}
	r.root.Objects = []fyne.CanvasObject{r.year.object}
	r.root.Refresh()
	r.year.load()
}

// receive goes to the reception; a township must have chosen a village.
func (r *dayRoom) receive() {
	if r.village == "" {
		r.d.toast("先在右上角选一个村")
		return
	}
	r.receiveOn(0)
}

// receiveOn goes to the reception of a day gone by, to write down late who came; 0 is
// today.
func (r *dayRoom) receiveOn(on calendar.Day) {
	r.desk.keepDraft()
	r.desk.on = on
	r.receiving, r.entered, r.looking = true, true, 0
	r.d.changed()
}

// lookBack goes to the register of a day gone by.
func (r *dayRoom) lookBack(on calendar.Day) {
	r.desk.keepDraft()
	r.receiving, r.looking = false, on
	r.d.changed()
}

// showYear goes to the year.
func (r *dayRoom) showYear() {
	r.desk.keepDraft()
	r.receiving, r.looking = false, 0
	r.d.changed()
}

// keepsFor is the village in whose name acts are written, "" for our own.
func (r *dayRoom) keepsFor() casework.OfficeCode {
	if r.village == r.d.office.Me().Code {
		return ""
	}
	return r.village
}

// many reports that this office sees several villages.
func (r *dayRoom) many() bool { return r.d.office.Me().Level != casework.Village }

// loadVillages asks which villages a township can keep books for.
func (r *dayRoom) loadVillages(ctx context.Context) ([]office.Peer, error) {
	if r.d.office.Me().Level != casework.Township {
		return nil, nil
	}
	peers, err := r.d.office.Peers(ctx)
	var out []office.Peer
	for _, p := range peers {
		if p.Level == casework.Village {
			out = append(out, p)
		}
	}
	return out, err
}

func (r *dayRoom) hints() []widgets.Hint {
	if r.receiving {
		return r.desk.hints()
	}
	if r.looking != 0 {
		return r.past.hints()
	}
	return r.year.hints()
}

func (r *dayRoom) key(k fyne.KeyName) bool {
	if r.receiving {
		return r.desk.key(k)
	}
	if r.looking != 0 {
		return r.past.key(k)
	}
	return r.year.key(k)
}

func (r *dayRoom) shortcut(k fyne.KeyName) bool {
	switch {
	case r.receiving:
		return r.desk.shortcut(k)
	case r.looking != 0:
		return r.past.shortcut(k)
	case k == fyne.KeyN && r.year.sheet == nil && r.year.papers.sheet == nil:
		r.receive()
		return true
	}
	return r.year.shortcut(k)
}
