package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// draftPause is how long typing rests before the half-typed form is kept.
const draftPause = 2 * time.Second

// receptionPane is the reception of today: the form of six inputs, and beside it
// who came earlier, folded to numbers while somebody sits opposite.
type receptionPane struct {
	room   *dayRoom
	after  later
	form   *receptionForm
	side   *receptionSide
	day    casework.ReceptionDay
	next   calendar.Day // the next village day, proposed for the answer
	actKey casework.ID  // of the visit that is being typed
	typed  int          // number of the newest change
	dirty  bool         // changes that no draft holds yet
	busy   bool
	folded bool
	loaded casework.OfficeCode // whose draft was looked for
	draft  *visitForm          // a draft found, to be offered
	sheet  *widgets.Sheet

	object *fyne.Container
	title  *widgets.Label
	sub    *widgets.Label
	end    *widgets.Button
	body   *fyne.Container
}

func newReceptionPane(r *dayRoom) *receptionPane {
	p := &receptionPane{
		room: r, after: onClock, folded: true, object: container.NewStack(), body: container.NewStack(),
		title: widgets.NewTitle("", theme.Title), sub: widgets.NewLabel("", theme.Body, widgets.Ink2),
	}
	p.form = newReceptionForm(r.d, p.changed, p.save, p.clear)
	p.side = newReceptionSide(p.takeDraft, p.dropDraft)
	p.end = widgets.NewButton(widgets.Secondary, "结束今天的接访", p.askEnd).Icon("door")
	year := widgets.NewButton(widgets.Secondary, "年历", r.showYear).Icon("calendar").Key("F3")
	p.object.Objects = []fyne.CanvasObject{roomPage(headLine(p.title, p.sub, year, p.end), p.body)}
	return p
}

// load asks for the day; entered says that the pane has just come into sight.
func (p *receptionPane) load(entered bool) {
	d, village := p.room.d, p.room.village
	today := d.office.Today()
	var day casework.ReceptionDay
	var next calendar.VillageDay
	var draft string
	d.run(func(ctx context.Context) (err error) {
		if day, err = d.office.Day(ctx, village, today); err != nil {
			return err
		}
		if next, err = d.office.NextVillageDay(today); err != nil {
			return err
		}
		draft, err = d.office.Draft(ctx, p.draftName())
		return err
	}, func(err error) {
		if err != nil {
			d.toast(office.Explain(err))
			return
		}
		p.day, p.next = day, next.Day
		if p.loaded != village {
			p.loaded = village
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

func (p *receptionPane) draftName() string { return "visit:" + string(p.room.village) }

// fresh begins an empty form with a key of its own.
func (p *receptionPane) fresh() {
	p.typed++
	p.dirty, p.draft = false, nil
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
		p.title.Set("今天的接访已经结束")
		p.sub.Set(p.forWhom(list.Sum()))
		p.end.Hide()
		p.body.Objects = []fyne.CanvasObject{beside(305, 0.36, p.closedCard(list), p.side.object)}
	} else {
		p.title.Set(fmt.Sprintf("第 %d 位来访", list.Visits+1))
		p.sub.Set(p.forWhom("一句话写下来意"))
		p.end.SetLabel("结束今天的接访")
		if list.Visits == 0 {
			p.end.SetLabel("零来访，结束今天")
		}
		p.end.Show()
		p.body.Objects = []fyne.CanvasObject{beside(305, 0.36, widgets.NewCard("", p.form.object), p.side.object)}
	}
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

func (p *receptionPane) closedCard(list receptionList) fyne.CanvasObject {
	words := "漏记的请到“事项”里登记为平时来访。"
	return widgets.NewCard("", widgets.Down(12, widgets.NewEmpty("check", list.Sum(), "今天的登记簿已经合上"), widgets.NewPara(words, theme.Body, widgets.Ink2)))
}

// changed follows a change in the form: the list folds, and the draft is kept when
// typing rests.
func (p *receptionPane) changed() {
	p.typed++
	p.dirty = true
	if !p.folded && p.form.read().begun() {
		p.folded = true
		p.show()
	} else {
		p.side.writing(p.form.read().begun())
	}
	mine := p.typed
	p.after(draftPause, func() {
		if mine == p.typed {
			p.keepDraft()
		}
	})
}

// keepDraft keeps the half-typed form on this PC.
func (p *receptionPane) keepDraft() {
	if !p.dirty || p.busy || p.loaded == "" {
		return
	}
	p.dirty = false
	f := p.form.read()
	f.Key = p.actKey.String()
	name, body := "visit:"+string(p.loaded), f.draft()
	p.room.d.run(func(ctx context.Context) error { return p.room.d.office.SaveDraft(ctx, name, body) }, func(err error) {
		if err != nil {
			p.dirty = true
			p.form.refuse(office.Explain(err))
		}
	})
}

// takeDraft goes on with what was found half-typed.
func (p *receptionPane) takeDraft() {
	if p.draft == nil {
		return
	}
	if key, err := casework.ParseID(p.draft.Key); err == nil {
		p.actKey = key
	}
	p.form.set(*p.draft)
	p.draft = nil
	p.show()
	p.form.focus()
}

// dropDraft throws the half-typed form away.
func (p *receptionPane) dropDraft() {
	p.draft = nil
	p.removeDraft()
	p.show()
}

func (p *receptionPane) removeDraft() {
	name := p.draftName()
	p.room.d.run(func(ctx context.Context) error { return p.room.d.office.SaveDraft(ctx, name, "") }, func(err error) {
		if err != nil {
			p.form.refuse(office.Explain(err))
		}
	})
}

// clear empties the form.
func (p *receptionPane) clear() {
	p.fresh()
	p.removeDraft()
	p.show()
	p.form.focus()
}

// save writes the visit down, once; a refusal loses nothing.
func (p *receptionPane) save() {
	d := p.room.d
	if p.busy || p.day.Closed {
		return
	}
	in, err := p.form.read().input(p.form.frame(p.room.isVillageDay()))
	if err != nil {
		p.refuse(err)
		return
	}
	p.busy = true
	act, name := office.Act{For: p.room.keepsFor(), Key: p.actKey}, p.draftName()
	var visited office.Visited
	d.run(func(ctx context.Context) (err error) {
		if visited, err = d.office.ReceiveVisitor(ctx, act, in); err != nil {
			return err
		}
		return d.office.SaveDraft(ctx, name, "")
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.refuse(err)
			return
		}
		p.fresh()
		d.toast(savedWords(visited, in))
		d.changed()
		p.form.focus()
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

// askEnd asks whether the day is over.
func (p *receptionPane) askEnd() {
	if p.sheet != nil || p.day.Closed {
		return
	}
	if p.form.read().begun() {
		p.form.refuse("还有一位没写完：先记下，或者清空")
		return
	}
	list := listVisits(p.day, true)
	verb, title := "结束接访", "结束今天的接访？"
	if list.Visits == 0 {
		verb, title = "零来访，结束今天", "今天没有人来？"
	}
	end := widgets.NewButton(widgets.Primary, verb, p.endDay)
	stay := widgets.NewButton(widgets.Secondary, "再等等", p.closeSheet).Key("Esc")
	body := widgets.NewPara(list.Sum()+"。结束以后今天的登记簿就合上了。", theme.Body, widgets.Ink)
	p.sheet = widgets.OpenSheet(p.room.d.window.Canvas(), title, 460, body, stay, end)
	p.room.d.window.Canvas().Focus(end)
}

func (p *receptionPane) closeSheet() {
	if p.sheet != nil {
		p.sheet.Close()
		p.sheet = nil
	}
}

// endDay closes the register of today.
func (p *receptionPane) endDay() {
	d := p.room.d
	if p.busy {
		return
	}
	p.closeSheet()
	p.busy = true
	act := office.Act{For: p.room.keepsFor()}
	d.run(func(ctx context.Context) error {
		_, err := d.office.CloseDay(ctx, act)
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.refuse(err)
			return
		}
		d.toast("今天的接访结束了")
		d.changed()
	})
}

func (p *receptionPane) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "回车", Word: "下一项"}, {Key: "F10", Word: "记下，下一位"}, {Key: "F4", Word: "看今天来的人"}, {Key: "F3", Word: "年历"}, {Key: "F1", Word: "帮助"},
	}
}

func (p *receptionPane) key(k fyne.KeyName) bool {
	if p.sheet != nil {
		if k == fyne.KeyEscape {
			p.closeSheet()
		}
		return true
	}
	switch k {
	case fyne.KeyF10:
		p.save()
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
