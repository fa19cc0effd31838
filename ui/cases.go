package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// searchPause is how long typing rests before the list is asked for, so that not
// every keystroke asks.
const searchPause = 200 * time.Millisecond

// casesRoom is the list of the cases with a reading pane beside it.
type casesRoom struct {
	d      *desk
	after  later
	chips  []caseChip
	chip   int
	sift   caseSift
	lists  siftLists
	order  orderOfCases
	tapped bool  // the order was chosen since typing began
	shown  []int // columns of the table
	eyes   caseEyes
	rows   []office.CaseRow
	more   bool
	asked  int // number of the newest question: older answers are dropped
	typed  int // number of the newest keystroke
	sheet  *askSheet
	asks   *siftSheet
	said   *visitsSheet
	stop   context.CancelFunc // ends the question that is being answered
	found  office.VisitPage   // visits in which the typed words stand

	root    *fyne.Container
	sub     *widgets.Label
	head    fyne.CanvasObject
	search  *widgets.Entry
	buttons []*widgets.Chip
	sifting *fyne.Container // the line of the conditions in force
	also    *widgets.Button // 另有n次来访提到
	table   *widgets.Table
	list    *fyne.Container // the table, or why it is empty
	pane    *casesPane
	folded  bool // the pane is folded away
}

// newCasesRoom makes the room 事项.
func newCasesRoom(d *desk) room {
	r := &casesRoom{
		d: d, after: onClock, chips: caseChips(d.office.Today(), softly(d.office.Me())),
		sub: widgets.NewLabel("", theme.Body, widgets.Ink2), root: container.NewStack(), list: container.NewStack(),
		stop: func() {}, sifting: container.NewStack(),
	}
	r.also = widgets.NewButton(widgets.Quiet, "", r.openVisits).Key("V").At(widgets.InCard)
	r.search = widgets.NewEntry("姓名、事由、拼音、电话尾号")
	r.search.OnChanged = func(string) { r.typedMore() }
	r.search.OnNext = func() { r.typed++; r.load(); r.focusList() }
	r.search.OnEscape = r.endSearch
	r.shown = columnsFor(startWidth)
	for i, c := range r.chips {
		r.buttons = append(r.buttons, widgets.NewChip(c.Word, 0, c.Tone, func() { r.choose(i) }))
	}
	r.buttons[0].SetChosen(true)
	r.table = widgets.NewTable(widgets.TableConfig{
		Columns: r.columns(), Draw: r.draw, OnSelect: func(int) { r.read() }, OnOpen: func(int) { r.open() },
		OnSort: r.sort, OnMore: r.next, OnKey: r.tableKey,
	})
	r.pane = newCasesPane(d, r.open, r.note)
	r.build()
	return r
}

func (r *casesRoom) build() {
	box := widgets.Fixed(400/theme.Current().Factor(), 0, r.search)
	add := widgets.NewButton(widgets.Primary, "登记事项", r.register).Icon("plus").Key("Ctrl+G")
	r.head = headLine(widgets.NewTitle("事项", theme.Title), r.sub, widgets.Middle(box), widgets.Middle(add))
	chips := make([]fyne.CanvasObject, len(r.buttons))
	for i, b := range r.buttons {
		chips[i] = b
	}
	fitted := widgets.Arrange(fyne.NewSize(420, 200), func(size fyne.Size) {
		r.fit(size.Width)
		widgets.Put(r.list, 0, 0, size.Width, size.Height)
	}, r.list)
	body := fyne.CanvasObject(widgets.NewCard("", fitted).Flush())
	if !r.folded {
		body = beside(350, 0.36, body, r.pane.object)
	}
	more := widgets.NewButton(widgets.Quiet, "更多条件", r.openSift).Icon("filter").Key("T")
	rows := []fyne.CanvasObject{r.head, widgets.Across(8, append(chips, widgets.Middle(more), widgets.Grow(nil))...)}
	if r.sift != (caseSift{}) {
		rows = append(rows, r.sifting)
	}
	page := widgets.Pad(24, 14, 24, 12, widgets.Down(12, append(rows, widgets.Grow(body))...))
	r.root.Objects = []fyne.CanvasObject{page}
	r.root.Refresh()
}

func (r *casesRoom) content() fyne.CanvasObject { return r.root }

// refresh asks for the list and the counts anew; the selected case stays selected.
func (r *casesRoom) refresh() { r.load() }

// typedMore asks when typing rests.
func (r *casesRoom) typedMore() {
	r.typed++
	mine := r.typed
	r.after(searchPause, func() {
		if mine == r.typed {
			r.load()
		}
	})
}

// query is what was typed, "" while nothing is searched.
func (r *casesRoom) query() string { return strings.TrimSpace(r.search.Text) }

// orderNow is the order of the list: while somebody searches the newest first, unless a
// head was tapped since.
func (r *casesRoom) orderNow() orderOfCases {
	if r.query() != "" && !r.tapped {
		return byNumber
	}
	return r.order
}

// ask is the filter of a chip as the room stands.
func (r *casesRoom) ask(c caseChip, after office.CaseKey) office.Filter {
	return c.ask(r.sift, r.d.office.Today(), r.query(), r.orderNow(), after)
}

// show draws an answer.
func (r *casesRoom) show(got casesAnswer) {
	kept, had := r.selected()
	r.eyes, r.chips, r.lists, r.rows, r.more, r.found = got.eyes, got.chips, got.lists, got.page.Rows, got.page.More, got.visits
	for i, b := range r.buttons {
		n := -1 // nothing is counted while somebody types
		if i < len(got.counts) {
			n = got.counts[i]
		}
		b.SetCount(n)
	}
	r.table.SetColumns(r.columns())
	r.table.SetRows(len(r.rows), r.more)
	r.say(got)
	r.list.Objects = []fyne.CanvasObject{r.below(r.table)}
	if len(r.rows) == 0 {
		words, next := r.nothing(got)
		r.list.Objects = []fyne.CanvasObject{r.below(widgets.NewEmpty("document", words, next))}
	}
	r.list.Refresh()
	row := 0
	if had {
		row = max(0, slices.IndexFunc(r.rows, func(x office.CaseRow) bool { return x.ID == kept }))
	}
	r.table.Select(row)
	r.read()
}

// say tells beside the title how many there are.
func (r *casesRoom) say(got casesAnswer) {
	switch {
	case r.query() != "":
		r.sub.Set("找到" + plus(len(r.rows), r.more) + "件")
	case len(got.counts) > 0 && r.sift != (caseSift{}):
		r.sub.Set(fmt.Sprintf("筛出%d件", got.counts[r.chip]))
	case len(got.counts) > 0:
		r.sub.Set(fmt.Sprintf("全部%d件，在办%d件", got.counts[len(got.counts)-1], got.counts[0]))
	}
	r.head.Refresh()
}

// nothing says why the list is empty and what to do.
func (r *casesRoom) nothing(got casesAnswer) (words, next string) {
	word := r.chips[r.chip].Word
	switch {
	case r.query() != "" && got.elsewhere:
		return "“" + word + "”里没有", "“全部”里有，点“全部”看"
	case r.query() != "" && r.sift != (caseSift{}):
		return "没有找到", "换一个词，或按F8清除筛选再找"
	case r.query() != "":
		return "没有找到", "换一个词，或只写姓名、村组的一两个字"
	case r.sift != (caseSift{}):
		return "没有符合这些条件的事项", "去掉一个条件，或按F8清除筛选"
	case got.counts[len(got.counts)-1] == 0:
		return "还没有事项", "从村务日接访，或按Ctrl+G登记"
	}
	return "“" + word + "”里没有事项", "点“全部”看别的"
}

// next asks for the page after the last row.
func (r *casesRoom) next() {
	if len(r.rows) == 0 {
		return
	}
	mine, filter := r.asked, r.ask(r.chips[r.chip], r.rows[len(r.rows)-1].Key())
	var page office.CasePage
	r.d.run(func(ctx context.Context) (err error) {
		page, err = r.d.office.CasePage(ctx, filter)
		return err
	}, func(err error) {
		if err != nil || mine != r.asked {
			return
		}
		r.rows, r.more = append(r.rows, page.Rows...), page.More
		r.table.SetRows(len(r.rows), r.more)
		if r.query() != "" {
			r.say(casesAnswer{})
		}
	})
}

func (r *casesRoom) choose(chip int) {
	for i, b := range r.buttons {
		b.SetChosen(i == chip)
	}
	r.chip = chip
	if r.chips[chip].stated() && r.sift.stated() { // one state at a time: the last one asked for
		r.sift.Handling, r.sift.Resolution = "", ""
		r.siftChanged()
	}
	r.table.Top()
	r.load()
}

func (r *casesRoom) selected() (casework.ID, bool) {
	if i := r.table.Selected(); i >= 0 && i < len(r.rows) {
		return r.rows[i].ID, true
	}
	return casework.ID{}, false
}

// read shows the selected case in the pane.
func (r *casesRoom) read() {
	id, ok := r.selected()
	if !ok || len(r.rows) == 0 {
		r.pane.clear()
		return
	}
	if !r.folded {
		r.pane.load(id)
	}
}

func (r *casesRoom) open() {
	if id, ok := r.selected(); ok {
		r.d.openCase(id)
	}
}

// note writes a line into the selected case without leaving the list.
func (r *casesRoom) note() {
	if r.sheet != nil || r.pane.facts.c.ID.IsZero() {
		return
	}
	for _, c := range r.pane.facts.choices() {
		if c.act == actNote && c.Off == "" {
			ask := r.pane.facts.ask(c, nil)
			ask.title += "：" + cutTo(r.pane.facts.title(), 20)
			r.sheet = openAsk(r.d, ask, c.For, func() { r.sheet = nil })
		}
	}
}
