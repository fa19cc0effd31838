package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"silian/assets"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// draftVillages is the name under which a township keeps the list of its villages on this
// PC, as office.ReadVillages reads it, until the village kit is written from it.
const draftVillages = "office.villages"

// villagesText writes the list as office.ReadVillages reads it.
func villagesText(list []office.Village) string {
	var b strings.Builder
	for _, v := range list {
		b.WriteString(string(v.Code) + " " + v.Name + "\n")
	}
	return b.String()
}

// villageList is the villages of a township, each ticked or not.
type villageList struct {
	w     *wizard
	all   []office.Village
	off   map[int]bool // left out, by index
	table *widgets.Table
	sum   *widgets.Label
	sheet *widgets.Sheet
}

// villagesOf reads the villages of a township from the table.
func villagesOf(r *assets.Regions, town string) (out []office.Village) {
	if r == nil {
		return nil
	}
	for _, p := range r.Under(assets.RegionTown, town) {
		if v, err := office.ReadVillages(p.Code + " " + p.Name); err == nil {
			out = append(out, v...)
		}
	}
	return out
}

// askVillages asks which villages belong to the township.
func (w *wizard) askVillages() *wizardStep {
	l := &villageList{w: w, all: villagesOf(w.table(), w.a.code), off: map[int]bool{}, sum: widgets.NewLabel("", theme.Second, widgets.Ink2)}
	l.table = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Width: 30}, {Weight: 1}, {Width: 140, Right: true}}, NoHead: true, RowHeight: 36,
		Draw: l.draw, OnKey: l.key, OnVerb: func(row, _ int) { l.toggle(row) }, OnOpen: func(int) { l.done() },
	})
	l.refresh()
	l.table.Select(0)
	return &wizardStep{
		title: "本镇有这些村，对吗？",
		help:  "空格去掉撤并了的村，F2改名称，F3加一个。以后给各村写建村包，就照这份名单。",
		focus: l.focus,
		body: func() fyne.CanvasObject {
			return widgets.Down(8, widgets.Fixed(0, finderHeight(), widgets.NewCard("", l.table).Flush()), l.sum)
		},
		verbs: func() []fyne.CanvasObject {
			return []fyne.CanvasObject{
				widgets.NewButton(widgets.Quiet, "改名称", func() { l.ask(l.table.Selected()) }).Key("F2"),
				widgets.NewButton(widgets.Quiet, "加一个村", func() { l.ask(widgets.NoRow) }).Key("F3"),
			}
		},
		keys: l.key, next: l.done,
	}
}

// focus brings the selected row into sight: the list knows its height only now.
func (l *villageList) focus() fyne.Focusable {
	l.table.Top()
	l.table.Select(l.table.Selected())
	return l.table.Focusable()
}

// chosen are the villages that are ticked.
func (l *villageList) chosen() (out []office.Village) {
	for i, v := range l.all {
		if !l.off[i] {
			out = append(out, v)
		}
	}
	return out
}

func (l *villageList) done() {
	l.w.a.villages = l.chosen()
	l.w.to("person", l.w.askPerson)
}

func (l *villageList) refresh() {
	l.table.SetRows(len(l.all), false)
	l.table.Refresh()
	words := "一共" + strconv.Itoa(len(l.chosen())) + "个村"
	if len(l.all) == 0 {
		words = "名单里还没有村，按F3加，也可以以后再加"
	}
	l.sum.Set(words)
}

func (l *villageList) draw(c *widgets.Cell) {
	v, on := l.all[c.Row], !l.off[c.Row]
	s := c.Style(theme.Body, c.Tokens.Ink)
	if !on {
		s = c.Style(theme.Body, c.Tokens.Ink3)
	}
	switch c.Col {
	case 0:
		c.Frame(c.X, c.Y-c.Px(9), c.Px(18), c.Px(18), 4, c.Tokens.Card, c.Tokens.Edge, 1)
		if on {
			c.Tick(c.X+c.Px(9), c.Y, c.Px(11), c.Strong(theme.Body, c.Tokens.Blue))
		}
	case 1:
		words := v.Name
		if !on {
			words += "（不算）"
		}
		c.Write(words, s)
	default:
		c.Write(string(v.Code), c.Style(theme.Second, c.Tokens.Ink2))
	}
}

func (l *villageList) toggle(row int) {
	if row < 0 || row >= len(l.all) {
		return
	}
	l.off[row] = !l.off[row]
	l.refresh()
}

func (l *villageList) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeySpace:
		l.toggle(l.table.Selected())
	case fyne.KeyF2:
		l.ask(l.table.Selected())
	case fyne.KeyF3:
		l.ask(widgets.NoRow)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.done()
	default:
		return false
	}
	return true
}

// ask opens the sheet for a name, and for the code of a village that is new.
func (l *villageList) ask(row int) {
	name, code := widgets.NewEntry(""), widgets.NewEntry("")
	nameField, codeField := widgets.NewField("村名", name), widgets.NewField("代码的后3位，或12位全写", code)
	title, rows := "加一个村", []fyne.CanvasObject{nameField, codeField}
	if row != widgets.NoRow {
		name.SetText(l.all[row].Name)
		title, rows = "改名称", rows[:1]
	}
	c := l.w.door.window.Canvas()
	leave := func() { l.sheet.Close(); c.Focus(l.table.Focusable()) }
	take := func() {
		nameField.SetWrong("")
		codeField.SetWrong("")
		bare := strings.TrimSpace(name.Text)
		if n := len([]rune(bare)); n < 1 || n > 60 {
			nameField.SetWrong("村名要写1到60个字。")
			makeRoom(l.w.door.window)
			return
		}
		if row == widgets.NoRow {
			if words := l.add(bare, tidyCode(code.Text)); words != "" {
				codeField.SetWrong(words)
				makeRoom(l.w.door.window)
				return
			}
		} else {
			l.all[row].Name = bare
		}
		leave()
		l.refresh()
	}
	name.OnNext, code.OnNext = take, take
	if row == widgets.NoRow {
		name.OnNext = func() { c.Focus(code) }
	}
	name.OnEscape, code.OnEscape = leave, leave
	l.sheet = widgets.OpenSheet(c, title, 460, widgets.Down(12, rows...),
		widgets.NewButton(widgets.Secondary, "不改了", leave).Key("Esc"), widgets.NewButton(widgets.Primary, "好了", take).Key("回车"))
}

// add takes a village that the table lacks; words say what is wrong.
func (l *villageList) add(name, code string) string {
	town := l.w.a.code[:9]
	if len(code) == 3 {
		code = town + code
	}
	v, err := office.ReadVillages(code + " " + name)
	switch {
	case err != nil:
		return "代码要3位或12位数字。"
	case !strings.HasPrefix(code, town) || code == l.w.a.code:
		return "前9位要和本镇的一样：" + town + "，后3位不能都是0。"
	case slices.ContainsFunc(l.all, func(o office.Village) bool { return o.Code == v[0].Code }):
		return "名单里已经有这个代码。"
	}
	l.all = append(l.all, v[0])
	l.refresh()
	l.table.Select(len(l.all) - 1)
	return ""
}
