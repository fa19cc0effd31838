package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// shell is the window around the rooms: rail, page, hint bar, and the keys that
// work everywhere.
type shell struct {
	desk  *desk
	cfg   shellConfig
	rooms map[string]room // made when they are first entered
	at    string          // the room chosen in the rail
	now   room            // the room that is shown: rooms[at], or the page of a case
	from  string          // the room a case was opened from

	rail    *widgets.Rail
	band    *widgets.Band
	bar     *widgets.HintBar
	page    *fyne.Container
	toasts  *fyne.Container
	undo    func()         // what the toast takes back; nil when it offers nothing
	sheet   *widgets.Sheet // help or settings, when open
	open    int            // open cases
	waiting int            // sealed files not yet taken in
	inKey   bool
}

// shellConfig is what a shell needs of the window beside the desk.
type shellConfig struct {
	after func(time.Duration, func()) // nil: toasts stay (tests)
	lock  func()
	quit  func()
}

// newShell makes the window's content and fills the desk's ways to it.
func newShell(d *desk, cfg shellConfig) *shell {
	s := &shell{
		desk: d, cfg: cfg, rooms: map[string]room{},
		band: widgets.NewBand(""), bar: widgets.NewHintBar(), page: container.NewStack(),
	}
	if d.office.Demo() {
		s.band.Set(demoBand(d.office.Today()))
	}
	s.toasts = container.New(&corner{})
	s.rail = widgets.NewRail(s.railData(), s.act)
	d.goTo, d.openCase, d.openDay, d.toast, d.toastUndo, d.changed = s.goTo, s.openCase, s.openDay, s.toast, s.toastUndo, s.refresh
	return s
}

// content is the whole window.
func (s *shell) content() fyne.CanvasObject {
	right := widgets.Down(0, s.band, widgets.Grow(s.page), s.bar)
	main := widgets.Across(0, s.rail, widgets.Grow(right))
	return leastSize(container.NewStack(newFootfall(s.desk.office.Touch), main, s.toasts))
}

// start shows the first room.
func (s *shell) start() {
	first := roomToday
	if _, today := s.note(); today && s.desk.office.Me().Level == casework.Village {
		first = roomDay // people are waiting
	}
	s.goTo(first)
}

// handOver goes on to writing what waits for the office above to the stick.
func (s *shell) handOver() {
	s.goTo(roomUSB)
	s.rooms[roomUSB].(*usbRoom).openExport(s.desk.office.Me().Parent)
}

// lookAtCases shows the list of cases narrowed to what a figure counts.
func (s *shell) lookAtCases(chip int, sift caseSift) {
	if r, ok := s.room(roomCases).(*casesRoom); ok {
		r.lookAt(chip, sift)
		s.goTo(roomCases)
	}
}

// note says when the next village day is.
func (s *shell) note() (words string, today bool) {
	const ahead = 62 // two lunar months hold six village days
	o := s.desk.office
	days, err := o.VillageDays(o.Today(), min(o.Today().Add(ahead), calendar.MaxDay))
	if err != nil {
		return "", false
	}
	return dayNote(o.Today(), days)
}

// room gives a room, made when it is first asked for; nil for an unknown id.
func (s *shell) room(id string) room {
	if r, ok := s.rooms[id]; ok {
		return r
	}
	var r room
	switch id {
	case roomToday:
		r = newTodayRoom(s.desk, todayWays{
			handOver: s.handOver, cases: s.lookAtCases, year: func() { s.act(widgets.RailCalendar) },
			waiting: func(n int) { s.waiting = n; s.rail.Set(s.railData()) },
		})
	case roomDay:
		r = newDayRoom(s.desk)
	case roomCases:
		r = newCasesRoom(s.desk)
	case roomUSB:
		usb := newUSBRoom(s.desk)
		usb.watch(s.cfg.after, func() bool { return s.now == room(usb) })
		usb.onWaiting = func(n int) { s.waiting = n; s.rail.Set(s.railData()) }
		r = usb
	case roomSetup:
		r = newSetupRoom(s.desk, setupWays{people: s.operators, look: s.settings, autoLock: func() { s.askAutoLock(s.closeSheet) }, lock: s.cfg.lock})
	default:
		return nil
	}
	s.rooms[id] = r
	return r
}

// goTo shows a room as the office knows it now.
func (s *shell) goTo(id string) {
	r := s.room(id)
	if r == nil {
		return
	}
	s.at, s.from = id, ""
	s.show(r)
}

// openCase shows the page of a case over the room it was opened from.
func (s *shell) openCase(id casework.ID) {
	s.from = s.at
	s.at = roomCases
	s.show(newCasePage(s.desk, id))
}

// openDay shows the year with the cursor on a day of a village.
func (s *shell) openDay(village casework.OfficeCode, on calendar.Day) {
	if r, ok := s.room(roomDay).(*dayRoom); ok {
		r.lookAt(village, on)
		s.goTo(roomDay)
	}
}

func (s *shell) show(r room) {
	s.now = r
	s.page.Objects = []fyne.CanvasObject{r.content()}
	s.page.Refresh()
	s.rail.Choose(s.at)
	if c := s.desk.window.Canvas(); c != nil {
		c.Unfocus()
	}
	s.refresh()
}

// refresh asks the office again for what is shown.
func (s *shell) refresh() {
	s.now.refresh()
	s.showHints()
	s.count()
	s.askBackup()
}

// showHints shows the keys of the room as it stands now.
func (s *shell) showHints() { s.bar.SetHints(s.now.hints()...) }

// count asks for the numbers in the rail.
func (s *shell) count() {
	var open int
	s.desk.run(func(ctx context.Context) (err error) {
		open, err = s.desk.office.Count(ctx, office.Filter{Open: true})
		return err
	}, func(err error) {
		if err != nil {
			s.bar.SetStatus(widgets.Red, office.Explain(err))
			return
		}
		s.open = open
		s.rail.Set(s.railData())
	})
}

func (s *shell) railData() widgets.RailData {
	o := s.desk.office
	today := o.Today()
	data := widgets.RailData{
		Leaf: leafOf(today), Office: o.Me().Name, Operator: operatorWords(o.Operator()),
		Items: []widgets.RailItem{
			{ID: roomToday, Icon: "today", Word: "今日"},
			{ID: roomDay, Icon: "house", Word: "村务日"},
			{ID: roomCases, Icon: "document", Word: "事项", Count: s.open},
			{ID: roomUSB, Icon: "usb", Word: "U盘交换", Count: s.waiting},
		},
	}
	data.Note, data.Today = s.note()
	return data
}

// act follows a tap in the rail.
func (s *shell) act(id string) {
	switch id {
	case widgets.RailCalendar:
		s.goTo(roomDay)
		if year, ok := s.now.(interface{ showYear() }); ok {
			year.showYear()
			s.showHints()
		}
	case widgets.RailSettings:
		s.goTo(roomSetup)
	case widgets.RailLock:
		s.cfg.lock()
	default:
		s.goTo(id)
	}
}

// leave ends what the rooms keep open.
func (s *shell) leave() {
	if usb, ok := s.rooms[roomUSB].(*usbRoom); ok {
		usb.leave()
	}
	if setup, ok := s.rooms[roomSetup].(*setupRoom); ok {
		setup.leave()
	}
}

// toast shows a line at the bottom right for six seconds.
func (s *shell) toast(words string) { s.toastUndo(words, nil) }

// toastUndo is toast with 撤销, which takes back what was done; Ctrl+Z does the same while
// the line stands there. Only for what leaves no entry behind: entries stay.
func (s *shell) toastUndo(words string, undo func()) {
	s.undo = nil
	verb := widgets.Verb{}
	if undo != nil {
		s.undo = func() {
			s.dropToast()
			undo()
		}
		verb = widgets.Verb{Word: "撤销", Do: s.takeBack}
	}
	t := widgets.NewToast(words, verb)
	s.toasts.Objects = []fyne.CanvasObject{t}
	s.toasts.Refresh()
	if s.cfg.after == nil {
		return
	}
	s.cfg.after(widgets.ToastTime, func() {
		if len(s.toasts.Objects) == 1 && s.toasts.Objects[0] == fyne.CanvasObject(t) {
			s.dropToast()
		}
	})
}

// takeBack undoes what the toast offers, once.
func (s *shell) takeBack() {
	if undo := s.undo; undo != nil {
		undo()
	}
}

func (s *shell) dropToast() {
	s.undo = nil
	s.toasts.Objects = nil
	s.toasts.Refresh()
}

// corner is the layout of the toasts: bottom right, above the hint bar.
type corner struct{}

func (corner) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (corner) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		widgets.Put(o, size.Width-m.Width-24, size.Height-m.Height-44, m.Width, m.Height)
	}
}
