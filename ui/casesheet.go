package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// askSheet is a sheet of questions over a room. A refusal is said in the sheet and
// nothing that was typed is lost.
type askSheet struct {
	d       *desk
	ask     caseAsk
	act     office.Act
	sheet   *widgets.Sheet
	send    *widgets.Button
	wrong   *widgets.Label
	busy    bool
	closed  func()
	choices map[string]*widgets.Choice
	entries map[string]*widgets.Entry
	checks  map[string]*widgets.Check
	fields  map[string]*widgets.Field
	first   fyne.Focusable
	later   later
	typed   int  // changes so far
	over    bool // sent or closed
}

// sheetFrame is what a sheet needs around its questions in pixels at normal scale;
// questions that do not fit into the rest of the window scroll.
const sheetFrame = 230

// openAsk shows the questions; closed is told when the sheet is gone.
func openAsk(d *desk, ask caseAsk, name casework.OfficeCode, closed func()) *askSheet {
	s := &askSheet{
		d: d, ask: ask, closed: closed, later: d.later, choices: map[string]*widgets.Choice{}, entries: map[string]*widgets.Entry{},
		checks: map[string]*widgets.Check{}, fields: map[string]*widgets.Field{},
	}
	if s.later == nil {
		s.later = onClock
	}
	s.act.For = name
	s.wrong = widgets.NewPara("", theme.Second, refusalInk(d.office.Me()))
	if key, err := d.office.NewKey(); err == nil {
		s.act.Key = key
	} else {
		s.wrong.Set(office.Explain(err))
	}
	rows := []fyne.CanvasObject{}
	if ask.intro != "" {
		rows = append(rows, widgets.NewPara(ask.intro, theme.Second, widgets.Ink2))
	}
	for _, f := range ask.fields {
		rows = append(rows, s.field(f))
	}
	const width = 620
	th := theme.Current()
	inner := widgets.Fixed(width-48, 0, widgets.Down(12, rows...))
	inner.Resize(inner.MinSize()) // texts break at this width: now the height is known
	body := fyne.CanvasObject(inner)
	if most := d.window.Canvas().Size().Height - sheetFrame*th.Factor(); inner.MinSize().Height > most {
		body = widgets.Fixed(0, most/th.Factor(), widgets.Scrolling(widgets.Pad(3, 2, 14, 4, widgets.Down(12, rows...))))
	}
	s.send = widgets.NewButton(widgets.Primary, ask.verb, s.submit).Key("F10")
	cancel := widgets.NewButton(widgets.Secondary, "取消", s.close).Key("Esc")
	foot := widgets.Fixed(0, 44, s.wrong)
	s.sheet = widgets.OpenSheet(d.window.Canvas(), ask.title, width, widgets.Down(6, body, foot), cancel, s.send)
	if s.first == nil {
		s.first = s.send
	}
	d.window.Canvas().Focus(s.first)
	s.watchDraft()
	return s
}

// field makes the control of one question.
func (s *askSheet) field(f askField) fyne.CanvasObject {
	var control fyne.CanvasObject
	next := s.d.window.Canvas().FocusNext
	switch {
	case f.options != nil:
		c := widgets.NewChoice(f.options, columnsOf(f.options), nil)
		c.SetChosen(f.chosen)
		c.OnNext = next
		s.choices[f.id], control = c, c
	case f.check:
		c := widgets.NewCheck(f.label, nil)
		s.checks[f.id] = c
		s.start(c)
		return c
	case f.date:
		return s.dateField(f)
	default:
		e := widgets.NewEntry("")
		if f.lines > 1 {
			e = widgets.NewMultiEntry("", f.lines) // Enter is a new line here, Tab goes on
		}
		e.SetText(f.text)
		e.OnNext, e.OnEscape = next, s.close
		s.entries[f.id], control = e, e
	}
	s.start(control.(fyne.Focusable))
	return s.labelled(f, control)
}

func (s *askSheet) labelled(f askField, control fyne.CanvasObject) fyne.CanvasObject {
	field := widgets.NewField(f.label, control)
	if f.optional {
		field.Optional()
	}
	if f.hint != "" {
		field.Hint(f.hint)
	}
	s.fields[f.id] = field
	return field
}

// dateField is a typed date with its lunar day beside it.
func (s *askSheet) dateField(f askField) fyne.CanvasObject {
	box := newDayBox(readerOf(s.d.office), f.text)
	box.entry.OnNext, box.entry.OnEscape = s.d.window.Canvas().FocusNext, s.close
	s.entries[f.id] = box.entry
	s.start(box.entry)
	return s.labelled(f, box.object)
}

func (s *askSheet) start(f fyne.Focusable) {
	if s.first == nil {
		s.first = f
	}
}

// columnsOf is how many of these words stand side by side.
func columnsOf(options []string) int {
	longest := 0
	for _, o := range options {
		longest = max(longest, len([]rune(o)))
	}
	switch {
	case longest*len(options) <= 18 && len(options) <= 5:
		return 0
	case longest <= 8:
		return min(3, len(options))
	case longest <= 14:
		return 2
	}
	return 1
}

// read gives the answers; a date that cannot be read is refused.
func (s *askSheet) read() (answers, error) {
	a := answers{choice: map[string]int{}, text: map[string]string{}, days: map[string]calendar.Day{}, check: map[string]bool{}}
	for id, c := range s.choices {
		if c.Chosen() != widgets.NoChoice {
			a.choice[id] = c.Chosen()
		}
	}
	for id, c := range s.checks {
		a.check[id] = c.On()
	}
	for _, f := range s.ask.fields {
		e, ok := s.entries[f.id]
		switch {
		case !ok:
		case !f.date:
			a.text[f.id] = e.Text
		case e.Text != "":
			d, err := readerOf(s.d.office).read(e.Text)
			if err != nil {
				return a, &casework.Problem{Field: "on", Code: "malformed"}
			}
			a.days[f.id] = d
		}
	}
	return a, nil
}

// submit sends the answers once; a refusal stays in the sheet.
func (s *askSheet) submit() {
	if s.busy {
		return
	}
	a, err := s.read()
	if err != nil {
		s.refuse(err)
		return
	}
	act := s.act
	act.On = a.days["on"]
	s.busy = true
	s.d.run(func(ctx context.Context) error { return s.ask.send(ctx, s.d.office, act, a) }, func(err error) {
		s.busy = false
		if err != nil {
			s.refuse(err)
			return
		}
		s.typed = 0 // nothing to keep
		s.saveDraft("")
		s.close()
		if s.ask.done != nil {
			s.ask.done()
		} else {
			s.d.toast("已记下：" + s.ask.title)
		}
		s.d.changed()
	})
}

// refuse says why it was not done, and puts the focus where it can be mended.
func (s *askSheet) refuse(err error) {
	s.wrong.SetInk(refusalInk(s.d.office.Me()))
	s.wrong.Set(office.Explain(err))
	var p *casework.Problem
	if !errors.As(err, &p) {
		return
	}
	for _, f := range s.ask.fields {
		if f.id != p.Field && (f.id != "due" || p.Field != "promise") {
			continue
		}
		if e, ok := s.entries[f.id]; ok {
			s.d.window.Canvas().Focus(e)
		}
	}
}

// close takes the sheet away; what was written and not sent stays as a draft.
func (s *askSheet) close() {
	s.keepDraft()
	s.over = true
	s.sheet.Close()
	s.closed()
}

// key follows the keys of a sheet; it takes all of them.
func (s *askSheet) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		s.close()
	case fyne.KeyF10:
		s.submit()
	}
	return true
}
