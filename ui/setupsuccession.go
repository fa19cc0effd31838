package ui

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// newPeople is how many new people one hand-over takes in at once; more are added after.
const newPeople = 3

// successionSheet is 换届交接: the list first, then who is here from now on and the new
// password.
type successionSheet struct {
	room   *setupRoom
	stay   []stayLine
	come   [newPeople]comeLine
	old    *widgets.Entry
	fresh  *widgets.Entry
	again  *widgets.Entry
	paper  *widgets.Entry
	reason *widgets.Choice
	last   *widgets.Field
	busy   bool
}

type stayLine struct {
	op    office.Operator
	check *widgets.Check
	pin   *widgets.Entry
}

type comeLine struct {
	name *widgets.Entry
	role *widgets.Picker
	pin  *widgets.Entry
}

func (r *setupRoom) successionCard() fyne.CanvasObject {
	return widgets.NewCard("换届交接", widgets.Down(10,
		widgets.NewPara("换届或调动时，台账整本交给后来的人：打移交清单，换口令，旧PIN码作废。", theme.Second, widgets.Ink2),
		row(widgets.NewButton(widgets.Secondary, "看移交清单", r.openHandover).At(widgets.InCard)))).Icon("people")
}

// openHandover shows the list of what is handed over.
func (r *setupRoom) openHandover() {
	var list office.Handover
	r.d.run(func(ctx context.Context) (err error) {
		list, err = r.d.office.Handover(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.tell("没有看成", widgets.NewError("没有看成", office.Explain(err)))
			return
		}
		text := list.Text()
		body := widgets.Fixed(0, 380, widgets.Scrolling(widgets.NewPara(text, theme.Second, widgets.Ink)))
		buttons := []*widgets.Button{
			widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc"),
			widgets.NewButton(widgets.Secondary, "存成文件", func() { r.saveHandover(text) }),
		}
		if r.d.office.Manages() {
			buttons = append(buttons, widgets.NewButton(widgets.Primary, "办交接", r.openSuccession))
		}
		r.openSheet("移交清单", 640, body, nil, buttons...)
	})
}

// saveHandover writes the list to a folder that is chosen, never over another file.
func (r *setupRoom) saveHandover(text string) {
	askFolder(folderAsk{
		desk: r.d, holds: func(string) string { return "清单会写在这里" }, open: r.openSheet, close: r.closeSheet,
		use: func(dir string) {
			path := filepath.Join(dir, "移交清单-"+r.d.office.Today().String()+".txt")
			r.d.run(func(context.Context) error { return writeFresh(path, text) }, func(err error) {
				if err != nil {
					r.tell("没有写成", widgets.NewError("没有写成", "这个文件夹写不进去，或者今天的清单已经在里面。请换一个文件夹。"))
					return
				}
				r.tell("写好了", widgets.NewNotice(widgets.Green, "移交清单写好了", []string{path}))
			})
		},
	})
}

// writeFresh writes a text file that must not be there yet. The byte-order mark tells
// old editors of Windows that it is UTF-8.
func writeFresh(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.WriteString("\ufeff" + text); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// openSuccession asks who is here from now on.
func (r *setupRoom) openSuccession() {
	o := r.d.office
	s := &successionSheet{room: r, old: widgets.NewSecret(""), fresh: widgets.NewSecret(""), again: widgets.NewSecret(""), paper: widgets.NewEntry("")}
	r.succession = s
	rows := []fyne.CanvasObject{widgets.NewLabel("谁留下（打勾，并给新的PIN码；只剩一个人的不用PIN码）", theme.Second, widgets.Ink2)}
	for _, op := range o.Operators() {
		l := stayLine{op, widgets.NewCheck(operatorWords(op), nil), widgets.NewSecret("新PIN码")}
		s.stay = append(s.stay, l)
		rows = append(rows, widgets.Across(12, widgets.Grow(l.check), widgets.Fixed(180, 0, l.pin)))
	}
	roles := office.Roles(o.Me().Level)
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = office.Word("role", role)
	}
	rows = append(rows, widgets.NewLabel("谁新来", theme.Second, widgets.Ink2))
	for i := range s.come {
		s.come[i] = comeLine{widgets.NewEntry("姓名"), widgets.NewPicker("岗位", words, nil), widgets.NewSecret("PIN码")}
		rows = append(rows, widgets.Across(12, widgets.Grow(s.come[i].name), widgets.Fixed(180, 0, s.come[i].role), widgets.Fixed(180, 0, s.come[i].pin)))
	}
	s.reason = widgets.NewChoice([]string{"换届", "调动"}, 2, nil)
	s.reason.SetChosen(0)
	s.last = widgets.NewField("恢复码（从纸上照着输，核对一遍）", s.paper).Optional()
	rows = append(rows,
		widgets.NewField("因为什么", s.reason),
		widgets.NewField("现在的台账口令", s.old),
		widgets.Across(12, widgets.Grow(widgets.NewField("新口令（至少8个字符）", s.fresh)), widgets.Grow(widgets.NewField("新口令再输一遍", s.again))),
		s.last)
	r.openSheet("办交接", 680, widgets.Fixed(0, 440, widgets.Scrolling(widgets.Down(10, rows...))), nil,
		widgets.NewButton(widgets.Secondary, "先不办", r.closeSheet).Key("Esc"), widgets.NewButton(widgets.Primary, "交接", s.take))
}

// read gathers what was asked; words say what is missing.
func (s *successionSheet) read() (out office.Succession, words string) {
	o := s.room.d.office
	roles := office.Roles(o.Me().Level)
	out = office.Succession{Old: s.old.Text, Password: s.fresh.Text, Recovery: s.paper.Text, Reason: "election"}
	if s.reason.Chosen() == 1 {
		out.Reason = "transfer"
	}
	for _, l := range s.stay {
		if l.check.On() {
			out.People = append(out.People, office.Successor{Number: l.op.Number, Person: office.Person{Name: l.op.Name, Role: l.op.Role, PIN: l.pin.Text}})
		}
	}
	for _, l := range s.come {
		switch {
		case l.name.Text == "":
			continue
		case l.role.Chosen() == widgets.NoChoice:
			return out, "请给" + l.name.Text + "选岗位。"
		}
		out.People = append(out.People, office.Successor{Person: office.Person{Name: l.name.Text, Role: roles[l.role.Chosen()], PIN: l.pin.Text}})
	}
	if s.fresh.Text != s.again.Text {
		return out, "两遍新口令不一样，请再输一遍。"
	}
	return out, ""
}

// take hands the office over; afterwards it is locked and the new people sign in.
func (s *successionSheet) take() {
	r := s.room
	in, words := s.read()
	if words != "" {
		s.last.SetWrong(words)
		return
	}
	if s.busy {
		return
	}
	s.busy = true
	r.d.run(func(ctx context.Context) error {
		key, err := r.d.office.NewKey()
		if err != nil {
			return err
		}
		_, err = r.d.office.Succeed(ctx, office.Act{Key: key}, in)
		return err
	}, func(err error) {
		s.busy = false
		if err != nil {
			s.last.SetWrong(office.Explain(err))
			return
		}
		r.closeSheet()
		r.ways.lock()
	})
}
