package ui

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// draftRoster is the name under which the folder of the last roster file is kept.
const draftRoster = "roster.folder"

// rosterSheet puts a list of names into the roster of a village: what is typed or
// pasted, the clipboard, or a file. Nothing is kept before a person saw what was read.
type rosterSheet struct {
	room    *setupRoom
	village int // index into room.facts.rosters
	who     *widgets.Picker
	text    *widgets.Entry
	field   *widgets.Field
}

// rosterWords say how many names there are; of many villages, those that have some.
func rosterWords(all []office.RosterSize) string {
	var lines []string
	have := 0
	for _, v := range all {
		if v.Names > 0 {
			have++
			if len(lines) < 8 {
				lines = append(lines, v.Name+"　"+strconv.Itoa(v.Names)+"个名字")
			}
		}
	}
	switch {
	case len(all) == 0:
		return "还没有收过村的指纹卡，收了再放名册。"
	case have == 0:
		return "还没有放名册。"
	case have > len(lines):
		lines = append(lines, "……共"+strconv.Itoa(have)+"个村有名册")
	}
	return strings.Join(lines, "\n")
}

func (r *setupRoom) rosterCard() fyne.CanvasObject {
	put := verb("放进名单", r.startRoster)
	clear := widgets.NewButton(widgets.Danger, "清空名册", r.askClearRoster).At(widgets.InCard)
	if len(r.facts.rosters) == 0 {
		put.SetOff("先收村的指纹卡")
	}
	if !hasNames(r.facts.rosters) {
		clear.SetOff("现在是空的")
	}
	return plainCard("村民名册", "house", "登记来访时，打一个字或拼音头就挑出姓名，不用每次都打。"+
		"只存姓名、组、户主；身份证、电话不会存。只在这台电脑里，不随件送出，可以不用。\n"+rosterWords(r.facts.rosters), put, clear)
}

func hasNames(all []office.RosterSize) bool {
	for _, v := range all {
		if v.Names > 0 {
			return true
		}
	}
	return false
}

// villagePicker chooses among the villages of a township; nil where there is one village.
func (r *setupRoom) villagePicker(at int) *widgets.Picker {
	if r.d.office.Me().Level == casework.Village {
		return nil
	}
	names := make([]string, len(r.facts.rosters))
	for i, v := range r.facts.rosters {
		names[i] = v.Name + "（" + strconv.Itoa(v.Names) + "）"
	}
	p := widgets.NewPicker("请选村", names, nil)
	p.SetChosen(at)
	return p
}

// startRoster asks for a list; where there is one village, for that one.
func (r *setupRoom) startRoster() {
	village := widgets.NoChoice
	if len(r.facts.rosters) == 1 {
		village = 0
	}
	r.openRoster(village, "")
}

// openRoster asks for the list; text is what was typed before.
func (r *setupRoom) openRoster(village int, text string) {
	s := &rosterSheet{room: r, village: village, text: widgets.NewMultiEntry("赵根生　四组　赵根生\n每行一个：姓名，后面可以写组和户主", 6)}
	s.text.SetText(text)
	s.text.OnChanged = func(t string) {
		s.field.SetWrong("")
		if utf8.RuneCountInString(t) >= widgets.EntryCap {
			s.field.SetWrong("这里放不下更多了，后面的没有贴上。长名单请按“读剪贴板”或“选文件”。")
		}
	}
	s.field = widgets.NewField("名单", s.text)
	var rows []fyne.CanvasObject
	if s.who = r.villagePicker(village); s.who != nil {
		rows = append(rows, widgets.NewField("哪个村", s.who))
	}
	rows = append(rows, row(verb("选文件", s.pickFile), verb("读剪贴板", s.readClipboard)),
		widgets.NewPara("可以是表格（xlsx）或文本。也可以在表格里选中、复制，再按“读剪贴板”。", theme.Small, widgets.Ink2), s.field)
	r.openSheet("放进名单", 600, widgets.Down(8, rows...), nil,
		widgets.NewButton(widgets.Secondary, "不放了", r.closeSheet).Key("Esc"), widgets.NewButton(widgets.Primary, "看一看", s.readField))
	r.d.window.Canvas().Focus(s.text)
}

// ready says whether a village is chosen, and else asks for it.
func (s *rosterSheet) ready() bool {
	if s.who != nil {
		s.village = s.who.Chosen()
	}
	if s.village < 0 || s.village >= len(s.room.facts.rosters) {
		s.field.SetWrong("请先选是哪个村。")
		return false
	}
	return true
}

func (s *rosterSheet) readField() {
	if s.ready() {
		s.take(s.text.Text)
	}
}

// readClipboard takes all of the clipboard: a field would cut a long list.
func (s *rosterSheet) readClipboard() {
	if !s.ready() {
		return
	}
	text := fyne.CurrentApp().Clipboard().Content()
	if strings.TrimSpace(text) == "" {
		s.field.SetWrong("剪贴板里没有字。请先在表格里选中、复制。")
		return
	}
	s.take(text)
}

// take shows what a text holds.
func (s *rosterSheet) take(text string) {
	list := office.ReadHouseholds(text)
	if len(list.People) == 0 {
		s.field.SetWrong("没有读到姓名。")
		return
	}
	s.room.showRoster(s.village, list, text)
}

// pickFile lets a person walk to a file; the sheet comes back when none is taken.
func (s *rosterSheet) pickFile() {
	if !s.ready() {
		return
	}
	r, typed := s.room, s.text.Text
	r.d.run(func(ctx context.Context) (err error) {
		if r.folder == "" {
			r.folder, err = r.d.office.Draft(ctx, draftRoster)
		}
		return err
	}, func(error) { // without one the walk begins at the sticks
		r.closeSheet()
		r.pick = openPick(r.d, pickAsk{
			title: "哪个文件是名册", verb: "读这个文件", files: true, dir: r.folder,
			more: widgets.NewPara("能读 xlsx 表格和文本。只读姓名、组、户主，别的列不存。", theme.Small, widgets.Ink2),
			took: func(path, dir string) {
				r.pick, r.folder = nil, dir
				r.readRoster(s.village, path, typed)
			},
			closed: func() { r.pick = nil; r.openRoster(s.village, typed) },
		})
	})
}

// readRoster reads a file; a stop or a refusal leaves everything as it was.
func (r *setupRoom) readRoster(village int, path, typed string) {
	ctx, progress := r.begin("读名册", "正在读", "停下不要紧，还什么都没有存")
	var list office.Households
	r.d.run(func(context.Context) (err error) {
		if list, err = office.ReadHouseholdFile(ctx, path, progress); err == nil {
			err = r.d.office.SaveDraft(ctx, draftRoster, r.folder)
		}
		return err
	}, func(err error) {
		r.end()
		switch {
		case cancelled(err):
			r.d.toast("停下了，名册没有变")
		case err != nil:
			r.tell("没有读成", widgets.NewError("没有读成", office.Explain(err)))
		case len(list.People) == 0:
			r.tell("没有读成", widgets.NewError("没有读到姓名", "第一行要有“姓名”两个字，下面每行一个人。名册没有变。"))
		default:
			r.showRoster(village, list, typed)
		}
	})
}
