package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// extendYears is by how many years the form of an appraisal keeps a file longer.
const extendYears = 10

// archiveSheet is 档案到期: which files are over their term, the forms of appraisal, and
// what a leader said of them. Nothing goes before a leader approved and a person said so
// once more.
type archiveSheet struct {
	room  *setupRoom
	due   []casework.Expiry
	forms []casework.Appraisal
	gone  map[casework.ID]bool // files that the form says are to go; the others stay longer
	list  *widgets.Table
	by    [2]*widgets.Picker
	field *widgets.Field
	key   casework.ID // of the act under way: a second try of it changes nothing
}

func (r *setupRoom) archiveCard() fyne.CanvasObject {
	words := "没有到期的档案。"
	if r.due > 0 || r.forms > 0 {
		words = fmt.Sprintf("到期没有鉴定的%d件，等着批准或销毁的鉴定表%d张。", r.due, r.forms)
	}
	return widgets.NewCard("档案到期", widgets.Down(10, widgets.NewPara(words+"到期不会自己删，要鉴定、要领导批准。", theme.Second, widgets.Ink2),
		row(widgets.NewButton(widgets.Secondary, "看清单", r.openArchive).At(widgets.InCard)))).Icon("stamp")
}

// loadArchive counts what waits.
func (r *setupRoom) loadArchive(ctx context.Context) (due, forms int, err error) {
	list, err := r.d.office.Expiring(ctx)
	if err != nil {
		return 0, 0, err
	}
	all, err := r.d.office.Appraisals(ctx)
	for _, f := range all {
		if f.Pending() {
			forms++
		}
	}
	return len(list), forms, err
}

// openArchive shows the list of expired files and the forms that wait.
func (r *setupRoom) openArchive() {
	s := &archiveSheet{room: r, gone: map[casework.ID]bool{}}
	r.d.run(func(ctx context.Context) (err error) {
		if s.due, err = r.d.office.Expiring(ctx); err != nil {
			return err
		}
		s.due = s.due[:min(len(s.due), casework.MaxAppraised)]
		all, err := r.d.office.Appraisals(ctx)
		s.forms = slices.DeleteFunc(all, func(f casework.Appraisal) bool { return !f.Pending() })
		return err
	}, func(err error) {
		if err != nil {
			r.tell("没有看成", widgets.NewError("没有看成", office.Explain(err)))
			return
		}
		s.show()
	})
}

func (s *archiveSheet) show() {
	r := s.room
	rows := []fyne.CanvasObject{}
	for _, f := range s.forms {
		rows = append(rows, s.formRow(f))
	}
	buttons := []*widgets.Button{widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc")}
	if len(s.due) == 0 {
		rows = append(rows, widgets.NewPara("没有到期要鉴定的档案。", theme.Body, widgets.Ink2))
		r.openSheet("档案到期", 640, widgets.Down(10, rows...), r.closeSheet, buttons...)
		return
	}
	s.list = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "编号", Weight: 1}, {Title: "期限", Width: 70}, {Title: "办结", Width: 110}, {Title: "保管到", Width: 110}, {Title: "鉴定意见", Width: 130}},
		Draw:    s.draw,
		OnOpen:  s.turn,
		OnKey: func(k fyne.KeyName) bool {
			switch k {
			case fyne.KeySpace:
				s.turn(s.list.Selected())
			case fyne.KeyEscape:
				r.closeSheet()
			default:
				return false
			}
			return true
		},
	})
	s.list.SetRows(len(s.due), false)
	names := operatorNames(r.d.office.Operators())
	for i := range s.by {
		s.by[i] = widgets.NewPicker("请选", names, nil)
	}
	s.by[0].SetChosen(0)
	people := []fyne.CanvasObject{widgets.Grow(widgets.NewField("鉴定人", s.by[0]))}
	if len(names) > 1 {
		s.by[1].SetChosen(1)
		people = append(people, widgets.Grow(widgets.NewField("另一位鉴定人", s.by[1])))
	}
	s.field = widgets.NewField("", widgets.Across(12, people...))
	rows = append(rows, widgets.Fixed(0, 240, widgets.NewCard("", s.list).Flush()),
		widgets.NewPara("回车换意见：再留"+strconv.Itoa(extendYears)+"年，或者销毁。填好表，领导批准以后才算数。", theme.Small, widgets.Ink2), s.field)
	buttons = append(buttons, widgets.NewButton(widgets.Primary, "填鉴定表", s.appraise))
	r.openSheet("档案到期", 800, widgets.Down(10, rows...), nil, buttons...)
	s.list.Select(0)
	r.d.window.Canvas().Focus(s.list.Focusable())
}

func (s *archiveSheet) draw(c *widgets.Cell) {
	e := s.due[c.Row]
	st := c.Style(theme.Second, nil)
	switch c.Col {
	case 0:
		words := string(e.No)
		if e.SealedOff {
			words += "（已封存）"
		}
		c.Write(words, c.Style(theme.Body, nil))
	case 1:
		c.Write(office.Word("retention_class", e.Class), st)
	case 2:
		c.Write(typedDay(e.Ended), st)
	case 3:
		c.Write(typedDay(e.Until), st)
	case 4:
		words := "再留" + strconv.Itoa(extendYears) + "年"
		if s.gone[e.Case] {
			words, st.Bold = "销毁", true
		}
		c.Write(words, st)
	}
}

// turn changes what the form says of a file.
func (s *archiveSheet) turn(i int) {
	if i < 0 || i >= len(s.due) {
		return
	}
	id := s.due[i].Case
	s.gone[id] = !s.gone[id]
	s.list.Refresh()
}

// appraise writes the form.
func (s *archiveSheet) appraise() {
	r := s.room
	people := r.d.office.Operators()
	var by []int
	for _, p := range s.by {
		if i := p.Chosen(); i != widgets.NoChoice {
			by = append(by, people[i].Number)
		}
	}
	form := make([]office.Decision, len(s.due))
	for i, e := range s.due {
		form[i] = office.Decision{Case: e.Case, Extend: extendYears}
		if s.gone[e.Case] {
			form[i].Extend = 0
		}
	}
	s.act("鉴定表填好了，等领导批准", func(ctx context.Context, act office.Act) error {
		_, err := r.d.office.Appraise(ctx, act, by, form)
		return err
	})
}

// formRow is a form that waits: for a leader, or for the destruction itself.
func (s *archiveSheet) formRow(f casework.Appraisal) fyne.CanvasObject {
	r := s.room
	gone := 0
	for _, c := range f.Cases {
		if c.Extend == 0 {
			gone++
		}
	}
	words := fmt.Sprintf("%s的鉴定表：销毁%d件，再留%d件", wordDay(f.On), gone, len(f.Cases)-gone)
	if f.JudgedOn == 0 {
		return widgets.NewNotice(widgets.Ochre, words, []string{"等领导批准。"},
			widgets.Verb{Word: "领导批了", Do: func() { s.askLeader(f, true) }}, widgets.Verb{Word: "领导没批", Do: func() { s.askLeader(f, false) }})
	}
	return widgets.NewNotice(widgets.Red, words, []string{r.d.office.OperatorName(f.JudgedBy) + "已经批准，还没有销毁。"},
		widgets.Verb{Word: "撤回批准", Do: func() { s.askLeader(f, false) }}, widgets.Verb{Word: "销毁", Do: func() { s.askDestroy(f, gone) }})
}

// askLeader asks which leader said it.
func (s *archiveSheet) askLeader(f casework.Appraisal, yes bool) {
	r := s.room
	people := r.d.office.Operators()
	who := widgets.NewPicker("请选", operatorNames(people), nil)
	s.field = widgets.NewField("哪位领导", who)
	take := func() {
		if who.Chosen() == widgets.NoChoice {
			s.field.SetWrong("请选一位。")
			return
		}
		by := people[who.Chosen()].Number
		s.act("记下了", func(ctx context.Context, act office.Act) error {
			_, err := r.d.office.JudgeAppraisal(ctx, act, f.Entry, by, yes)
			return err
		})
	}
	title := "领导批准销毁"
	if !yes {
		title = "领导没有批准"
	}
	r.openSheet(title, 460, widgets.Down(12, s.field), take,
		widgets.NewButton(widgets.Secondary, "返回", r.openArchive).Key("Esc"), widgets.NewButton(widgets.Primary, "记下", take))
}

// askDestroy wants the number of files typed, so that nothing goes by a slip.
func (s *archiveSheet) askDestroy(f casework.Appraisal, gone int) {
	r := s.room
	count := widgets.NewEntry("")
	s.field = widgets.NewField("请输要销毁的件数核对", count)
	take := func() {
		if onlyDigits(count.Text) != strconv.Itoa(gone) {
			s.field.SetWrong("件数不对。鉴定表上是" + strconv.Itoa(gone) + "件。")
			return
		}
		s.act("销毁了，清册留在台账里", func(ctx context.Context, act office.Act) error {
			_, err := r.d.office.DestroyExpired(ctx, act, f.Entry)
			return err
		})
	}
	count.OnNext = take
	note := widgets.NewPara("销毁以后，这些事项的文字和附件再也找不回来；编号、日期和统计数还在。以前的备份里还有，请把旧备份盘一并清理。", theme.Second, widgets.Ink)
	r.openSheet("销毁到期档案", 520, widgets.Down(12, note, s.field), nil,
		widgets.NewButton(widgets.Secondary, "不销毁", r.openArchive).Key("Esc"), widgets.NewButton(widgets.DangerFill, "销毁", take))
	r.d.window.Canvas().Focus(count)
}

// act does one thing and goes back to the list.
func (s *archiveSheet) act(done string, do func(context.Context, office.Act) error) {
	r := s.room
	if r.working {
		return
	}
	r.working = true
	r.d.run(func(ctx context.Context) (err error) {
		if s.key.IsZero() {
			if s.key, err = r.d.office.NewKey(); err != nil {
				return err
			}
		}
		return do(ctx, office.Act{Key: s.key})
	}, func(err error) {
		r.working = false
		if err != nil {
			s.field.SetWrong(office.Explain(err))
			return
		}
		r.d.toast(done)
		r.openArchive()
		r.d.changed()
	})
}
