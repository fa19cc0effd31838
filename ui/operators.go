package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// operators opens the sheet of the people of the office: who is here, who comes, who
// leaves, new PINs, and when the window locks by itself.
func (s *shell) operators() {
	s.closeSheet()
	o := s.desk.office
	me, manages := o.Operator(), o.Manages()
	var rows []fyne.CanvasObject
	for _, op := range o.Operators() {
		line := []fyne.CanvasObject{widgets.Grow(widgets.NewLabel(strconv.Itoa(op.Number)+"　"+operatorWords(op), theme.Body, widgets.Ink))}
		switch {
		case op.Number == me.Number && me.PIN:
			line = append(line, widgets.NewButton(widgets.Quiet, "换自己的PIN码", s.askOwnPIN))
		case op.Number != me.Number && manages:
			line = append(line, widgets.NewButton(widgets.Quiet, "另设PIN码", func() { s.askPIN(op) }),
				widgets.NewButton(widgets.Quiet, "离任", func() { s.askLeave(op) }))
		}
		rows = append(rows, widgets.Across(8, line...))
	}
	hint := "人员由管理员管；没有管理员的，由第一位管。离任的人，写过的记录还署他的名。"
	rows = append(rows, widgets.NewPara(hint, theme.Second, widgets.Ink2))
	buttons := []*widgets.Button{
		widgets.NewButton(widgets.Secondary, "关上", s.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Secondary, "自动锁上", func() { s.askAutoLock(nil) }),
	}
	if manages {
		buttons = append(buttons, widgets.NewButton(widgets.Primary, "添一位", s.askPerson))
	}
	s.sheet = widgets.OpenSheet(s.desk.window.Canvas(), "人员和PIN码", 560, widgets.Down(8, rows...), buttons...)
}

// question is a small sheet of inputs; what is wrong stands under the last of them.
type question struct {
	title, verb string
	labels      []string
	controls    []fyne.CanvasObject
	do          func(ctx context.Context) error
	done        string // said when it was done
	back        func() // where it leads, done or not; nil: to the people
}

// ask opens a question in the place of the sheet that is open.
func (s *shell) ask(q question) {
	s.closeSheet()
	if q.back == nil {
		q.back = s.operators
	}
	var rows []fyne.CanvasObject
	var last *widgets.Field
	for i, c := range q.controls {
		last = widgets.NewField(q.labels[i], c)
		rows = append(rows, last)
	}
	body := widgets.Down(12, rows...)
	busy := false
	take := func() {
		if busy {
			return
		}
		busy = true
		s.desk.run(q.do, func(err error) {
			busy = false
			if err != nil {
				last.SetWrong(office.Explain(err))
				body.Refresh()
				return
			}
			q.back()
			s.rail.Set(s.railData())
			s.toast(q.done)
		})
	}
	for i, c := range q.controls {
		next := take
		if i+1 < len(q.controls) {
			if f, ok := q.controls[i+1].(fyne.Focusable); ok {
				next = func() { s.desk.window.Canvas().Focus(f) }
			}
		}
		switch e := c.(type) {
		case *widgets.Entry:
			e.OnNext = next
		case *widgets.Choice:
			e.OnNext = next
		}
	}
	s.sheet = widgets.OpenSheet(s.desk.window.Canvas(), q.title, 460, body,
		widgets.NewButton(widgets.Secondary, "不改", q.back), widgets.NewButton(widgets.Primary, q.verb, take).Key("回车"))
	if f, ok := q.controls[0].(fyne.Focusable); ok {
		s.desk.window.Canvas().Focus(f)
	}
}

// askPerson takes a new person in; the first time, one's own PIN too.
func (s *shell) askPerson() {
	o := s.desk.office
	roles := office.Roles(o.Me().Level)
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = office.Word("role", r)
	}
	name, role, pin, own := widgets.NewEntry(""), widgets.NewChoice(words, 3, nil), widgets.NewSecret(""), widgets.NewSecret("")
	q := question{
		title: "添一位", verb: "添上", done: "已经添上",
		labels:   []string{"姓名", "岗位", "给他的PIN码（4到8位数字）"},
		controls: []fyne.CanvasObject{name, role, pin},
	}
	if !o.Operator().PIN {
		q.labels, q.controls = append(q.labels, "你自己的PIN码：从今以后用它登录"), append(q.controls, own)
	}
	q.do = func(ctx context.Context) error {
		p := office.Person{Name: name.Text, PIN: pin.Text}
		if i := role.Chosen(); i >= 0 {
			p.Role = roles[i]
		}
		_, err := o.AddOperator(ctx, p, own.Text)
		return err
	}
	s.ask(q)
}

func (s *shell) askOwnPIN() {
	old, pin := widgets.NewSecret(""), widgets.NewSecret("")
	s.ask(question{
		title: "换自己的PIN码", verb: "换", done: "PIN码换好了",
		labels: []string{"现在的PIN码", "新PIN码（4到8位数字）"}, controls: []fyne.CanvasObject{old, pin},
		do: func(ctx context.Context) error { return s.desk.office.ChangePIN(ctx, old.Text, pin.Text) },
	})
}

func (s *shell) askPIN(op office.Operator) {
	pin := widgets.NewSecret("")
	s.ask(question{
		title: "给" + op.Name + "另设PIN码", verb: "设好", done: "设好了，请告诉本人",
		labels: []string{"新PIN码（4到8位数字）"}, controls: []fyne.CanvasObject{pin},
		do: func(ctx context.Context) error { return s.desk.office.SetPIN(ctx, op.Number, pin.Text) },
	})
}

// askLeave wants the name typed, so that nobody leaves by a slip of the finger.
func (s *shell) askLeave(op office.Operator) {
	name := widgets.NewEntry("")
	s.ask(question{
		title: op.Name + "离任", verb: "停用", done: op.Name + "已经停用，写过的记录还署他的名",
		labels: []string{"请输他的姓名核对"}, controls: []fyne.CanvasObject{name},
		do: func(ctx context.Context) error {
			if strings.TrimSpace(name.Text) != op.Name {
				return &casework.Problem{Field: "person", Code: "differs"}
			}
			return s.desk.office.SetActive(ctx, op.Number, false)
		},
	})
}

func (s *shell) askAutoLock(back func()) {
	minutes := widgets.NewEntry("5")
	s.ask(question{
		back:  back,
		title: "没人动多久自动锁上", verb: "就这样", done: "改好了",
		labels: []string{"分钟（1到30；管理员可写0，不锁）"}, controls: []fyne.CanvasObject{minutes},
		do: func(ctx context.Context) error {
			n, err := strconv.Atoi(strings.TrimSpace(minutes.Text))
			if err != nil {
				return &casework.Problem{Field: "auto_lock", Code: "needs_1_to_30"}
			}
			return s.desk.office.SetAutoLock(ctx, n)
		},
	})
}
