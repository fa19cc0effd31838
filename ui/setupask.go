package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// setupQuestion is a sheet of fields over the settings; what is wrong stands under the
// last of them, and what was typed stays.
type setupQuestion struct {
	title, verb string
	above       fyne.CanvasObject // said first; may be nil
	labels      []string
	controls    []fyne.CanvasObject
	danger      bool
	check       func() string // words for what is wrong before anything is done; may be nil
	do          func(ctx context.Context) error
	done        string // a toast
	after       func() // in the place of the toast; may be nil
}

func (r *setupRoom) ask(q setupQuestion) {
	var rows []fyne.CanvasObject
	if q.above != nil {
		rows = append(rows, q.above)
	}
	var last *widgets.Field
	for i, c := range q.controls {
		last = widgets.NewField(q.labels[i], c)
		rows = append(rows, last)
	}
	body := widgets.Down(10, rows...)
	take := func() { r.take(q, last, body) }
	for i, c := range q.controls {
		next := take
		if i+1 < len(q.controls) {
			if f, ok := q.controls[i+1].(fyne.Focusable); ok {
				next = func() { r.d.window.Canvas().Focus(f) }
			}
		}
		switch e := c.(type) {
		case *widgets.Entry:
			e.OnNext = next
		case *widgets.Choice:
			e.OnNext = next
		}
	}
	kind := widgets.Primary
	if q.danger {
		kind = widgets.DangerFill
	}
	r.openSheet(q.title, 520, body, take,
		widgets.NewButton(widgets.Secondary, "不改", r.closeSheet).Key("Esc"), widgets.NewButton(kind, q.verb, take))
	if len(q.controls) > 0 {
		if f, ok := q.controls[0].(fyne.Focusable); ok {
			r.d.window.Canvas().Focus(f)
		}
	}
}

// take does what was asked, once.
func (r *setupRoom) take(q setupQuestion, last *widgets.Field, body fyne.CanvasObject) {
	if r.working {
		return
	}
	wrong := func(words string) {
		if last == nil {
			r.tell(q.title, widgets.NewError("没有办成", words))
			return
		}
		last.SetWrong(words)
		body.Refresh()
	}
	if q.check != nil {
		if words := q.check(); words != "" {
			wrong(words)
			return
		}
	}
	r.working = true
	r.d.run(q.do, func(err error) {
		r.working = false
		if err != nil {
			wrong(office.Explain(err))
			return
		}
		r.closeSheet()
		if q.after != nil {
			q.after()
		} else {
			r.d.toast(q.done)
		}
		r.d.changed()
	})
}
