package ui

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// receptionPane is the reception of today: the form of six inputs, and beside it
// who came earlier, folded to numbers while somebody sits opposite.
type receptionPane struct {
	room     *dayRoom
	on       calendar.Day // a day gone by that is written down late (补登); 0 is today
	after    later
	papers   *paperBox
	last     office.Visited // the visit that was written down last
	form     *receptionForm
	side     *receptionSide
	day      casework.ReceptionDay
	next     calendar.Day // the next village day, proposed for the answer
	actKey   casework.ID  // of the visit that is being typed
	typed    int          // number of the newest change
	dirty    bool         // changes that no draft holds yet
	busy     bool
	folded   bool
	isDay    bool                // the date is a village day
	loaded   casework.OfficeCode // whose draft was looked for
	loadedOn calendar.Day        // and of which late day
	draft    *visitForm          // a draft found, to be offered
	sheet    *widgets.Sheet

	object *fyne.Container
	title  *widgets.Label
	sub    *widgets.Label
	end    *widgets.Button
	endBox *fyne.Container // in the middle of the head line
	body   *fyne.Container
}

func newReceptionPane(r *dayRoom) *receptionPane {
	p := &receptionPane{
		room: r, after: onClock, folded: true, object: container.NewStack(), body: container.NewStack(),
		title: widgets.NewTitle("", theme.Title), sub: widgets.NewLabel("", theme.Body, widgets.Ink2),
	}
	p.form = newReceptionForm(r.d, p.changed, p.keepDraft, func() { p.write(true) }, p.save, p.clear)
	p.form.person.Find = p.findPeople
	p.papers = &paperBox{d: r.d}
	p.side = newReceptionSide(p.takeDraft, p.dropDraft, p.printLast)
	p.end = widgets.NewButton(widgets.Secondary, "结束今天的接访", p.askEnd).Icon("door")
	p.endBox = widgets.Middle(p.end)
	year := widgets.NewButton(widgets.Secondary, "年历", r.showYear).Icon("calendar").Key("F3")
	p.object.Objects = []fyne.CanvasObject{roomPage(headLine(p.title, p.sub, widgets.Middle(year), p.endBox), p.body)}
	return p
}

// load asks for the day; entered says that the pane has just come into sight.
func (p *receptionPane) load(entered bool) {
	d, village, late := p.room.d, p.room.village, p.on
	on := p.date()
	var day casework.ReceptionDay
	var next calendar.VillageDay
	var draft string
	var groups []string
	var isDay bool
	d.run(func(ctx context.Context) (err error) {
		if day, err = d.office.Day(ctx, village, on); err != nil {
			return err
		}
		if isDay, err = villageDayOn(ctx, d.office, village, on); err != nil {
			return err
		}
		if next, err = d.office.NextVillageDay(d.office.Today()); err != nil {
			return err
		}
		if groups, _, err = d.office.HouseholdGroups(ctx, village); err != nil {
			return err
		}
		draft, err = findDraft(ctx, d.office, village, late)
		return err
	}, func(err error) {
		if village != p.room.village || late != p.on { // somebody went on meanwhile
			return
		}
		if err != nil {
			d.toast(office.Explain(err))
			return
		}
		p.day, p.next, p.isDay = day, next.Day, isDay
		p.form.setGroups(groups)
		if p.loaded != village || p.loadedOn != late {
			p.loaded, p.loadedOn, p.draft, p.last = village, late, nil, office.Visited{}
			p.fresh()
			if f, ok := readDraft(draft); ok {
				p.draft = &f
			}
		}
		p.show()
		if entered && !p.day.Closed {
			p.form.focus()
		}
	})
}

// fresh begins an empty form with a key of its own.
func (p *receptionPane) fresh() {
	p.typed++
	p.dirty = false
	p.form.set(blankVisit(p.next))
	p.form.refuse("")
	p.actKey = casework.ID{}
	if key, err := p.room.d.office.NewKey(); err == nil {
		p.actKey = key
	}
}

// show draws the day.
func (p *receptionPane) show() {
	list := listVisits(p.day, p.folded)
	if p.day.Closed {
		p.title.Set(p.dayWord() + "的接访已经结束")
		p.sub.Set(p.forWhom(list.Sum()))
		p.endBox.Hide()
		p.body.Objects = []fyne.CanvasObject{beside(305, 0.36, p.closedCard(list), p.side.object)}
	} else {
		p.title.Set(fmt.Sprintf("第 %d 位来访", list.Visits+1))
		words := "写下来意，当面打回执"
		if p.on != 0 {
			words = "补登" + weekDay(p.on) + "的来访"
		}
		p.sub.Set(p.forWhom(words))
		p.end.SetLabel(p.endWord(list.Visits))
		p.endBox.Show()
		p.body.Objects = []fyne.CanvasObject{beside(305, 0.36, widgets.NewCard("", p.form.object), p.side.object)}
	}
	p.side.day = p.dayWord()
	p.side.last = p.last.No
	p.side.set(list, p.folded, p.form.read().begun(), p.draft != nil)
	p.body.Refresh()
	p.object.Refresh()
}

func (p *receptionPane) forWhom(words string) string {
	if p.room.keepsFor() == "" {
		return words
	}
	return "代" + p.room.d.office.OfficeName(p.room.village) + "记·" + words
}

// clear empties the form.
func (p *receptionPane) clear() {
	p.fresh()
	p.removeDrafts(p.slots()...)
	p.show()
	p.form.focus()
}

// save writes the visit down, for the next one to come.
func (p *receptionPane) save() { p.write(false) }

// write writes the visit down, once; a refusal loses nothing. A slip is printed when the
// visit stands.
func (p *receptionPane) write(slip bool) {
	d := p.room.d
	if p.busy || p.day.Closed {
		return
	}
	in, err := p.form.read().input(p.form.frame(p.isDay))
	if err != nil {
		p.refuse(err)
		return
	}
	if off := p.form.photo.off(in); off != "" {
		p.form.refuse(off)
		return
	}
	photo := p.form.photo.path
	p.busy = true
	p.form.ahead.begin()
	act, slots := office.Act{For: p.room.keepsFor(), Key: p.actKey, On: p.on}, p.slots()
	var visited office.Visited
	d.run(func(ctx context.Context) (err error) {
		if visited, err = d.office.ReceiveVisitor(ctx, act, in); err != nil {
			return err
		}
		return dropDrafts(ctx, d.office, slots)
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.form.ahead.refused()
			p.refuse(err)
			p.keepDraft()
			return
		}
		p.fresh()
		p.last = visited
		d.toast(savedWords(visited, in))
		d.changed()
		p.form.ahead.done(p.form.name)
		p.attachPhoto(visited.Case, photo)
		if slip {
			p.papers.give(slipJob(d, visited.Visit), paperPrint, "")
		}
	})
}

// savedWords says what the visit became.
func savedWords(v office.Visited, in office.VisitInput) string {
	words := fmt.Sprintf("第%d位已记下", v.No)
	switch {
	case in.Case != nil:
		words += "，立为事项"
	case in.OnTheSpot:
		words += "，当场解决"
	}
	return words
}

// refuse says what is wrong and puts the focus there.
func (p *receptionPane) refuse(err error) {
	p.form.refuse(office.Explain(err))
	var problem *casework.Problem
	if errors.As(err, &problem) {
		p.form.focusOn(problem.Field)
	}
}

func (p *receptionPane) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "回车", Word: "下一项"}, {Key: "F9", Word: "打印回执"}, {Key: "F10", Word: "记下，下一位"}, {Key: "F6", Word: "加照片"}, {Key: "F4", Word: "看来过的人"}, {Key: "F3", Word: "年历"}, {Key: "F1", Word: "帮助"},
	}
}

func (p *receptionPane) key(k fyne.KeyName) bool {
	if p.form.photo.pick != nil {
		return p.form.photo.pick.key(k)
	}
	if p.papers.key(k) {
		return true
	}
	if p.sheet != nil {
		if k == fyne.KeyEscape {
			p.closeSheet()
		}
		return true
	}
	switch k {
	case fyne.KeyF9:
		if p.day.Closed {
			p.papers.ask(registerJob(p.room.d, p.room.village, p.date()))
			break
		}
		p.write(true)
	case fyne.KeyF10:
		p.save()
	case fyne.KeyF6:
		p.form.photo.choose()
	case fyne.KeyF4:
		p.folded = !p.folded
		p.show()
	case fyne.KeyF3:
		p.room.showYear()
	default:
		return false
	}
	return true
}

func (p *receptionPane) shortcut(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyS:
		p.save()
	case fyne.KeyN:
		p.form.focus()
	default:
		return false
	}
	return true
}
