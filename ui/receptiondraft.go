package ui

import (
	"context"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// draftPause is how long typing rests before the half-typed form is kept.
const draftPause = 2 * time.Second

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
	name, body := p.slot(), f.draft()
	p.room.d.run(func(ctx context.Context) error { return p.room.d.office.SaveDraft(ctx, name, body) }, func(err error) {
		if err != nil {
			p.dirty = true
			p.form.refuse(office.Explain(err))
		}
	})
}

// takeDraft goes on with what was found half-typed.
func (p *receptionPane) takeDraft() {
	switch {
	case p.draft == nil:
		return
	case p.form.read().begun():
		p.form.refuse("先把这一位记下，再接着写上次的")
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

// dropDraft throws away what was found half-typed.
func (p *receptionPane) dropDraft() {
	was, village, on := p.draft, p.loaded, p.loadedOn
	p.draft = nil
	p.removeDrafts(draftSlot(village, false) + lateMark(on))
	p.show()
	if was != nil {
		p.room.d.toastUndo("上次没写完的扔掉了", func() { p.restoreDraft(village, on, *was) })
	}
}

// restoreDraft brings back what was thrown away, on this PC and on the page. What is being
// typed since moves to the second place first.
func (p *receptionPane) restoreDraft(village casework.OfficeCode, on calendar.Day, was visitForm) {
	if p.draft != nil || p.busy || p.loaded != village || p.loadedOn != on {
		p.room.d.toast("已经换了一页，没有恢复")
		return
	}
	p.draft = &was
	if p.form.read().begun() {
		p.dirty = true
		p.keepDraft()
	}
	p.room.d.run(func(ctx context.Context) error {
		return p.room.d.office.SaveDraft(ctx, draftSlot(village, false)+lateMark(on), was.draft())
	}, func(err error) {
		if err != nil {
			p.form.refuse(office.Explain(err))
		}
	})
	p.show()
}

func (p *receptionPane) removeDrafts(slots ...string) {
	p.room.d.run(func(ctx context.Context) error { return dropDrafts(ctx, p.room.d.office, slots) }, func(err error) {
		if err != nil {
			p.form.refuse(office.Explain(err))
		}
	})
}

func dropDrafts(ctx context.Context, o *office.Office, slots []string) error {
	for _, slot := range slots {
		if err := o.SaveDraft(ctx, slot, ""); err != nil {
			return err
		}
	}
	return nil
}

// findDraft gives what was found half-typed. A second form, typed while the first
// was not decided upon, becomes the first when that one is gone.
func findDraft(ctx context.Context, o *office.Office, village casework.OfficeCode, on calendar.Day) (string, error) {
	first, second := draftSlot(village, false)+lateMark(on), draftSlot(village, true)+lateMark(on)
	body, err := o.Draft(ctx, first)
	if err != nil || body != "" {
		return body, err
	}
	if body, err = o.Draft(ctx, second); err != nil || body == "" {
		return "", err
	}
	if err := o.SaveDraft(ctx, first, body); err != nil {
		return "", err
	}
	return body, o.SaveDraft(ctx, second, "")
}

// slot is where the form that is being typed is kept: beside one that was found
// half-typed and not yet decided upon.
func (p *receptionPane) slot() string {
	return draftSlot(p.loaded, p.draft != nil) + lateMark(p.loadedOn)
}

// slots are the places to empty when the form is done with.
func (p *receptionPane) slots() []string {
	if p.draft != nil {
		return []string{p.slot()}
	}
	late := lateMark(p.loadedOn)
	return []string{draftSlot(p.loaded, false) + late, draftSlot(p.loaded, true) + late}
}

// lateMark keeps a form that is written down late apart from today's.
func lateMark(on calendar.Day) string {
	if on == 0 {
		return ""
	}
	return ":" + on.String()
}

// draftSlot names the place of a half-typed form.
func draftSlot(village casework.OfficeCode, second bool) string {
	if second {
		return "visit2:" + string(village)
	}
	return "visit:" + string(village)
}
