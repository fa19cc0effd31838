package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// receptionForm is the six inputs. Enter goes from one to the next.
type receptionForm struct {
	d *desk

	person   *widgets.PersonPick
	name     *widgets.Entry // of person
	nobody   *widgets.Check
	group    *widgets.Choice
	other    *widgets.Entry // a group that has a name of its own
	words    *widgets.Entry
	category *widgets.Choice
	solved   *widgets.Choice
	who      *widgets.Picker
	due      *dayBox
	answer   *widgets.Entry
	track    *widgets.Choice
	print    *widgets.Button
	save     *widgets.Button
	wipe     *widgets.Button
	wrong    *widgets.Label
	photo    *visitPhoto
	ahead    *typeAhead

	nameField, groupField, wordsField, categoryField, solvedField, nextField, answerField *widgets.Field
	trackWord                                                                             *widgets.Label
	object                                                                                *fyne.Container

	groups  []string // in full, of the roster or of most villages
	taken   bool     // the group came with a name of the roster
	setting bool     // filled in by the program: nobody typed
	changed func()
}

// newReceptionForm makes an empty form; left is told when a field loses the focus.
func newReceptionForm(d *desk, changed, left, print, save, clear func()) *receptionForm {
	f := &receptionForm{d: d, changed: changed, groups: groupWords()}
	f.makeControls()
	for _, e := range []*widgets.Entry{f.name, f.other, f.answer, f.words, f.due.entry} {
		e.OnFocus = func(on bool) {
			switch {
			case e == f.due.entry:
				f.due.Focus(on)
			case e == f.name && !on:
				f.person.Close()
			}
			if !on {
				left()
			}
		}
	}
	f.print = widgets.NewButton(widgets.Primary, "打印回执", print).Icon("printer").Key("F9").At(widgets.OnAction)
	f.save = widgets.NewButton(widgets.Secondary, "下一位", save).Icon("arrow-right").Key("F10").At(widgets.OnAction)
	f.wipe = widgets.NewButton(widgets.Quiet, "清空", clear)
	f.photo = newVisitPhoto(d, f.roomForPhoto)
	f.wrong = widgets.NewPara("", theme.Second, refusalInk(d.office.Me()))
	f.nameField = widgets.NewField("姓名", f.name).Number(1)
	f.groupField = widgets.NewField("村组", widgets.Across(8, widgets.Grow(f.group), widgets.Fixed(60, 0, f.other))).Number(2)
	f.wordsField = widgets.NewField("反映什么（一句话就行）", f.words).Number(3)
	f.categoryField = widgets.NewField("属于哪一类", f.category).Number(4)
	f.solvedField = widgets.NewField("当场解决了吗", f.solved).Number(5)
	f.nextField = widgets.NewField("谁去办，哪天回话", widgets.Across(8, widgets.Fixed(100, 0, f.who), widgets.Grow(f.due.object))).Number(6)
	f.answerField = widgets.NewField("怎么答复的", f.answer).Number(6).Optional()
	f.trackWord = widgets.NewLabel("记作", theme.Body, widgets.Ink2)
	f.ahead = newTypeAhead(d.window)
	f.object = widgets.Arrange(fyne.NewSize(560, 420), f.place,
		f.nameField, f.nobody, f.groupField, f.wordsField, f.categoryField, f.solvedField,
		f.nextField, f.answerField, f.trackWord, f.track, f.print, f.save, f.photo.button, f.wipe, f.wrong, f.person.List, f.ahead)
	f.follow()
	return f
}

func (f *receptionForm) makeControls() {
	touch := func(string) { f.touch() }
	f.person = widgets.NewPersonPick("")
	f.name, f.other, f.answer = f.person.Entry, widgets.NewEntry("其他"), widgets.NewEntry("")
	f.words = widgets.NewMultiEntry("", 2)
	f.words.EnterMoves = true
	for _, e := range []*widgets.Entry{f.other, f.answer, f.words} {
		e.OnChanged = touch
	}
	f.person.OnChanged, f.person.OnPick = f.nameTyped, f.picked
	f.nobody = widgets.NewCheck("不留名", func(bool) { f.follow(); f.touch() })
	f.group = widgets.NewChoice(buttonWords(f.groups), 0, func(int) { f.taken = false; f.other.SetText(""); f.touch() })
	var words []string
	for _, c := range categories() {
		words = append(words, office.Word("category", c))
	}
	f.category = widgets.NewChoice(words, 6, func(int) { f.touch() })
	f.solved = widgets.NewChoice([]string{"解决了", "还没有"}, 0, func(int) { f.follow(); f.touch() })
	f.who = widgets.NewPicker("谁", f.people(), func(int) { f.touch() })
	f.due = newDayBox(readerOf(f.d.office), "")
	f.due.OnChanged = touch
	tracks := []string{}
	for _, t := range visitTracks() {
		if t == "" {
			tracks = append(tracks, "只记来访")
			continue
		}
		tracks = append(tracks, office.Word("track", t))
	}
	f.track = widgets.NewChoice(tracks, 0, func(int) { f.touch() })
	f.chain()
}

// chain lets Enter go from one input to the next.
func (f *receptionForm) chain() {
	to := func(o func() fyne.Focusable) func() {
		return func() { f.d.window.Canvas().Focus(o()) }
	}
	f.name.OnNext = to(func() fyne.Focusable { return f.group })
	f.group.OnNext = to(func() fyne.Focusable { return f.words })
	f.other.OnNext = to(func() fyne.Focusable { return f.words })
	f.words.OnNext = to(func() fyne.Focusable { return f.category })
	f.category.OnNext = to(func() fyne.Focusable { return f.solved })
	f.solved.OnNext = to(func() fyne.Focusable {
		if f.solved.Chosen() == solvedNow {
			return f.answer
		}
		return f.due.entry
	})
	f.due.entry.OnNext = to(func() fyne.Focusable { return f.print })
	f.answer.OnNext = to(func() fyne.Focusable { return f.print })
	f.track.OnNext = to(func() fyne.Focusable { return f.print })
}

func (f *receptionForm) people() []string {
	var out []string
	for _, op := range f.d.office.Operators() {
		out = append(out, op.Name)
	}
	return out
}

// frame is what the form's model must know beside what was typed.
func (f *receptionForm) frame(villageDay bool) visitFrame {
	r := readerOf(f.d.office)
	in := visitFrame{today: r.today, next: r.next, villageDay: villageDay, groups: f.groups}
	for _, op := range f.d.office.Operators() {
		in.people, in.numbers = append(in.people, op.Name), append(in.numbers, op.Number)
	}
	return in
}

// read is the form as typed.
func (f *receptionForm) read() visitForm {
	return visitForm{
		GroupName: f.groupName(), Name: f.name.Text, Anonymous: f.nobody.On(), Group: f.group.Chosen(), GroupText: f.other.Text, Words: f.words.Text,
		Category: f.category.Chosen(), Solved: f.solved.Chosen(), Answer: f.answer.Text, Who: f.who.Chosen(),
		Due: f.due.entry.Text, Track: f.track.Chosen(),
	}
}

// set fills the form in.
func (f *receptionForm) set(v visitForm) {
	f.setting = true
	defer func() { f.setting = false }()
	f.person.SetText(v.Name)
	f.taken = false
	f.nobody.SetOn(v.Anonymous)
	f.setGroup(v)
	f.words.SetText(v.Words)
	f.category.SetChosen(v.Category)
	f.solved.SetChosen(v.Solved)
	f.answer.SetText(v.Answer)
	f.who.SetChosen(v.Who)
	if v.Who == 0 {
		me := f.d.office.Operator()
		f.who.SetChosen(max(0, slices.IndexFunc(f.d.office.Operators(), func(op office.Operator) bool { return op.Number == me.Number })))
	}
	f.photo.drop()
	f.due.SetReader(readerOf(f.d.office))
	f.due.entry.SetText(v.Due)
	f.track.SetChosen(v.Track)
	f.follow()
}

func (f *receptionForm) touch() {
	if f.setting {
		return
	}
	f.refuse("")
	f.changed()
}

// follow shows what the answers so far ask for: a name, who goes on and by when,
// or how it was solved.
func (f *receptionForm) follow() {
	if f.nobody.On() {
		f.name.Disable()
	} else {
		f.name.Enable()
	}
	now := f.solved.Chosen() == solvedNow
	for _, o := range []fyne.CanvasObject{f.nextField, f.trackWord, f.track} {
		show(o, !now)
	}
	show(f.answerField, now)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (f *receptionForm) refuse(words string) {
	if f.wrong.Text() != words {
		f.wrong.Set(words)
		f.place(f.object.Size())
	}
}

// roomForPhoto follows a photo that was chosen or taken off.
func (f *receptionForm) roomForPhoto() {
	if f.object == nil { // still being made
		return
	}
	f.refuse("")
	f.place(f.object.Size())
}

// place lays the inputs out in six rows; what is left becomes the gaps.
func (f *receptionForm) place(size fyne.Size) {
	th := theme.Current()
	widgets.Put(f.ahead, 0, 0, size.Width, size.Height)
	heights := []float32{
		f.nameField.MinSize().Height, f.wordsField.MinSize().Height, f.categoryField.MinSize().Height,
		f.solvedField.MinSize().Height, th.Control(), th.MainButton(),
	}
	spare := size.Height
	for _, h := range heights {
		spare -= h
	}
	if spare/5 < th.Gap(10) { // a low window: the sentence and the button give way first
		heights[1] -= th.Px(10)
		spare += th.Px(10) + heights[5] - th.Control()
		heights[5] = th.Control()
	}
	gap := max(3, min(spare/5, th.Gap(18)))
	y, w := float32(0), min(size.Width, th.Px(860))
	next := func(i int) float32 { at := y; y += heights[i] + gap; return at }
	at := next(0)
	nameW := w * 0.3
	listH := f.person.List.MinSize().Height
	widgets.Put(f.person.List, 0, at+heights[0]+4, min(w, th.Px(420)), listH)
	checkW := f.nobody.MinSize().Width
	widgets.Put(f.nameField, 0, at, nameW, heights[0])
	widgets.Put(f.nobody, nameW+14, at+heights[0]-th.Control(), checkW, th.Control())
	groupX := nameW + 14 + checkW + th.Gap(20)
	widgets.Put(f.groupField, groupX, at, w-groupX, heights[0])
	at = next(1)
	photoW := max(f.photo.button.MinSize().Width, w*0.16)
	widgets.Put(f.wordsField, 0, at, w-photoW-th.Gap(12), heights[1])
	label := th.Px(27)
	widgets.Put(f.photo.button, w-photoW, at+label, photoW, heights[1]-label)
	widgets.Put(f.categoryField, 0, next(2), w, heights[2])
	at = next(3)
	solvedW := w * 0.32
	widgets.Put(f.solvedField, 0, at, solvedW, heights[3])
	rest := solvedW + th.Gap(26)
	widgets.Put(f.nextField, rest, at, w-rest, heights[3])
	widgets.Put(f.answerField, rest, at, w-rest, heights[3])
	at = next(4)
	wordW := f.trackWord.MinSize().Width
	widgets.Put(f.trackWord, 0, at, wordW, heights[4])
	widgets.Put(f.track, wordW+14, at, w-wordW-14, heights[4])
	at = min(next(5), size.Height-heights[5])
	printW := max(f.print.MinSize().Width, w*0.36)
	widgets.Put(f.print, 0, at, printW, heights[5])
	saveW := max(f.save.MinSize().Width, w*0.29)
	widgets.Put(f.save, printW+th.Gap(12), at, saveW, heights[5])
	left := printW + saveW + th.Gap(12) + 10
	wipeW := f.wipe.MinSize().Width
	widgets.Put(f.wipe, w-wipeW, at+(heights[5]-th.Control())/2, wipeW, th.Control())
	show(f.wipe, f.wrong.Text() == "") // what is wrong takes its place
	widgets.Put(f.wrong, left, at-gap/2, max(0, w-left), max(heights[5]+gap, th.Px(48)))
}
