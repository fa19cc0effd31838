package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// askPerson asks who uses this PC.
func (w *wizard) askPerson() *wizardStep {
	roles := office.Roles(foundingLevels()[w.a.level])
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = office.Word("role", r)
	}
	name := widgets.NewEntry("")
	role := widgets.NewChoice(words, 2, nil)
	for i, r := range roles {
		if r == office.FirstRole(foundingLevels()[w.a.level]) {
			role.SetChosen(i)
		}
	}
	nameField := widgets.NewField("您的姓名", name)
	s := &wizardStep{
		title: "谁用这台电脑？", help: "先写一位。别的人以后在“人员和PIN码”里加。",
		focus: func() fyne.Focusable { return name },
		body: func() fyne.CanvasObject {
			return widgets.Down(12, nameField, widgets.NewField("岗位", role))
		},
	}
	s.next = func() {
		w.a.person = name.Text
		wrong, _ := w.a.check()
		nameField.SetWrong(wrong[askPerson])
		makeRoom(w.door.window)
		if wrong[askPerson] != "" {
			w.door.window.Canvas().Focus(name)
			return
		}
		if i := role.Chosen(); i >= 0 && i < len(roles) {
			w.a.role = roles[i]
		}
		w.to("password", w.askPassword)
	}
	name.OnNext = func() {
		if strings.TrimSpace(name.Text) == "" {
			s.next() // says what is missing
			return
		}
		nameField.SetWrong("")
		w.door.window.Canvas().Focus(role)
	}
	role.OnNext = s.next
	return s
}

// askPassword asks for the password twice and makes the file.
func (w *wizard) askPassword() *wizardStep {
	first, again := widgets.NewSecret(""), widgets.NewSecret("")
	firstField := widgets.NewField("口令（至少8个字符）", first)
	againField := widgets.NewField("再输一遍", again)
	busy := false
	s := &wizardStep{
		title: "定一个口令", word: "建立台账",
		help:  "每次打开台账都要输，一句短话加数字就好记。忘了只能用下一步的恢复码。",
		focus: func() fyne.Focusable { return first },
		body:  func() fyne.CanvasObject { return widgets.Down(12, firstField, againField) },
	}
	s.next = func() {
		w.a.password, w.a.again = first.Text, again.Text
		wrong, ok := w.a.check()
		firstField.SetWrong(wrong[askPassword])
		againField.SetWrong(wrong[askAgain])
		makeRoom(w.door.window)
		switch {
		case busy:
		case wrong[askPassword] != "":
			w.door.window.Canvas().Focus(first)
		case wrong[askAgain] != "":
			w.door.window.Canvas().Focus(again)
		case !ok:
			w.fail("前面有一项没有答好", strings.Join(wrong[:], ""))
		default:
			busy = true
			w.found(func() { busy = false })
		}
	}
	first.OnNext = func() {
		if n := utf8.RuneCountInString(first.Text); n < 8 {
			firstField.SetWrong("口令至少8个字符。")
			makeRoom(w.door.window)
			return
		}
		firstField.SetWrong("")
		makeRoom(w.door.window)
		w.door.window.Canvas().Focus(again)
	}
	again.OnNext = s.next
	return s
}

// found makes the file, then shows the recovery key. From here on there is no way back.
func (w *wizard) found(failed func()) {
	var o *office.Office
	var recovery string
	var joining error // the office stands, the kit does not know it
	f := w.a.office(w.door.config(""))
	w.door.wait("正在建立台账…")
	w.door.run(func(ctx context.Context) (err error) {
		if err := os.MkdirAll(filepath.Dir(w.door.cfg.Path), 0o700); err != nil {
			return err
		}
		if w.kit == nil {
			o, recovery, err = office.Init(ctx, f)
		} else if o, recovery, err = office.InitFromKit(ctx, f, w.kitDir); o != nil {
			joining, err = err, nil
		}
		if err != nil {
			return err
		}
		return w.keep(ctx, o)
	}, func(err error) {
		w.a.password, w.a.again = "", ""
		if o == nil {
			failed()
			w.fail("没有建成", office.Explain(err))
			return
		}
		p := newRecoveryPage(w.door, o, recovery)
		p.done, p.progress = func() { w.door.open(o) }, w.progress(len(w.trail)+1)
		if w.kit != nil {
			p.done = func() { w.door.show(newKitSlipPage(w.door, o, w.kitDir, joining)) }
		}
		p.proofProgress = w.progress(len(w.trail) + 2)
		w.door.show(p)
	})
}

// keep writes into the new file what the questions gave besides: the township's villages,
// and that the recovery key was not proved to be kept.
func (w *wizard) keep(ctx context.Context, o *office.Office) error {
	if err := o.SaveDraft(ctx, draftUnproved, "1"); err != nil {
		return err
	}
	if len(w.a.villages) == 0 {
		return nil
	}
	return o.SaveDraft(ctx, draftVillages, villagesText(w.a.villages))
}
