package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"silian/assets"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// wizard leads to the first office file of this PC: one question a page, Enter goes on,
// Esc goes back, and what was answered stays.
type wizard struct {
	door    *door
	a       founding
	kit     *office.Kit // the village kit on a stick; nil without
	kitDir  string
	trail   []*wizardStep // pages gone through, the last one is shown
	made    map[string]*wizardStep
	regions *assets.Regions // nil until it is asked for, or when it cannot be read
}

// wizardStep is one question.
type wizardStep struct {
	id    string
	title string
	help  string
	body  func() fyne.CanvasObject // built anew each time it is shown
	focus func() fyne.Focusable
	next  func()                     // what Enter does
	word  string                     // of the primary button; "" is 下一步
	verbs func() []fyne.CanvasObject // beside the way back
	keys  func(k fyne.KeyName) bool
	wrong fyne.CanvasObject // what went wrong, above the answer
}

func newWizard(d *door) *wizard {
	return &wizard{door: d, a: founding{level: widgets.NoChoice}, made: map[string]*wizardStep{}}
}

// start shows the first question.
func (w *wizard) start() {
	w.trail = nil
	w.to("way", w.askWay)
}

// to goes on to a question; one asked before keeps its answer.
func (w *wizard) to(id string, build func() *wizardStep) {
	s, ok := w.made[id]
	if !ok {
		s = build()
		s.id = id
		w.made[id] = s
	}
	w.trail = append(w.trail, s)
	w.show()
}

// forget drops the answers of questions that hang on an answer that has changed.
func (w *wizard) forget(ids ...string) {
	for _, id := range ids {
		delete(w.made, id)
	}
}

// back goes to the question before.
func (w *wizard) back() {
	if len(w.trail) > 1 {
		w.trail = w.trail[:len(w.trail)-1]
		w.show()
	}
}

func (w *wizard) show() { w.door.show(&wizardPage{w, w.trail[len(w.trail)-1]}) }

// fail says above the answer what went wrong.
func (w *wizard) fail(head, words string) {
	w.trail[len(w.trail)-1].wrong = widgets.NewError(head, words)
	w.show()
}

// makeRoom lays the page out again: a field that says what is wrong is higher.
func makeRoom(w fyne.Window) {
	w.Content().Refresh()
	if top := w.Canvas().Overlays().Top(); top != nil {
		top.Refresh()
	}
}

// steps is how many pages the way has that was chosen; 0 while that is open.
func (w *wizard) steps() int {
	switch {
	case w.kit != nil || w.kitDir != "":
		return 8 // 做什么 U盘 哪个村 谁 口令 恢复码 核对 纸条
	case w.a.level < 0:
		return 0
	case foundingLevels()[w.a.level] == casework.Township:
		return 9 // 做什么 哪一级 哪里 名称 各村 谁 口令 恢复码 核对
	}
	return 8
}

// progress says which page of how many this is.
func (w *wizard) progress(n int) string {
	words := "第" + strconv.Itoa(n) + "步"
	if all := w.steps(); all >= n && n > 1 {
		words += "，共" + strconv.Itoa(all) + "步"
	}
	return words
}

// wizardPage is a question in the window.
type wizardPage struct {
	w    *wizard
	step *wizardStep
}

// wizardWidth is the width of a question, in pixels at normal scale.
const wizardWidth = 680

func (p *wizardPage) first() fyne.Focusable { return p.step.focus() }

func (p *wizardPage) key(k fyne.KeyName) {
	switch {
	case p.step.keys != nil && p.step.keys(k):
	case k == fyne.KeyEscape:
		p.w.back()
	}
}

func (p *wizardPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		widgets.NewLabel(p.w.progress(len(p.w.trail)), theme.Second, widgets.Ink2),
		widgets.NewTitle(p.step.title, theme.Title),
	}
	if p.step.help != "" {
		rows = append(rows, widgets.NewPara(p.step.help, theme.Body, widgets.Ink2))
	}
	if p.step.wrong != nil {
		rows = append(rows, p.step.wrong)
		p.step.wrong = nil
	}
	var foot []fyne.CanvasObject
	if len(p.w.trail) > 1 {
		foot = append(foot, widgets.NewButton(widgets.Secondary, "上一步", p.w.back).Key("Esc"))
	}
	if p.step.verbs != nil {
		foot = append(foot, p.step.verbs()...)
	}
	word := p.step.word
	if word == "" {
		word = "下一步"
	}
	foot = append(foot, widgets.Grow(nil), widgets.NewButton(widgets.Primary, word, p.step.next).Key("回车"))
	rows = append(rows, p.step.body(), widgets.Across(8, foot...))
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(12, rows...)))
}

// table gives the table of regions; nil when it cannot be read: then a place is typed.
func (w *wizard) table() *assets.Regions {
	if w.regions == nil {
		if r, err := assets.OpenRegions(); err == nil {
			w.regions = r
		}
	}
	return w.regions
}
