package ui

import (
	"context"
	"fmt"
	"slices"
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
	d     *desk
	after later
	chips []caseChip
	chip  int
	order orderOfCases
	shown []int // columns of the table
	eyes  caseEyes
	rows  []office.CaseRow
	more  bool
	asked int // number of the newest question: older answers are dropped
	typed int // number of the newest keystroke
	sheet *askSheet

	root    *fyne.Container
	sub     *widgets.Label
	head    fyne.CanvasObject
	search  *widgets.Entry
	buttons []*widgets.Chip
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
	}
	r.search = widgets.NewEntry("姓名、村组、事由、编号")
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
	page := widgets.Pad(24, 14, 24, 12, widgets.Down(12, r.head, widgets.Across(8, append(chips, widgets.Grow(nil))...), widgets.Grow(body)))
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

// casesAnswer is what a question brings.
type casesAnswer struct {
	eyes   caseEyes
	chips  []caseChip // as of today
	rows   []office.CaseRow
	counts []int
	all    int
}

// load asks for the first page and the counts of all chips.
func (r *casesRoom) load() {
	r.asked++
	mine, query, order, chip := r.asked, r.search.Text, r.order, r.chip
	var got casesAnswer
	r.d.run(func(ctx context.Context) (err error) {
		if got.eyes, err = newCaseEyes(ctx, r.d); err != nil {
			return err
		}
		got.chips = caseChips(got.eyes.today, got.eyes.soft)
		for _, c := range got.chips {
			n, err := r.d.office.Count(ctx, c.ask(query, order, office.CaseKey{}))
			if err != nil {
				return err
			}
			got.counts = append(got.counts, n)
		}
		got.all = got.counts[len(got.counts)-1]
		got.rows, err = r.d.office.Cases(ctx, got.chips[chip].ask(query, order, office.CaseKey{}))
		return err
	}, func(err error) {
		switch {
		case mine != r.asked:
		case err != nil:
			r.list.Objects = []fyne.CanvasObject{widgets.Pad(20, 20, 20, 20, widgets.Down(0, widgets.NewError("清单打不开", office.Explain(err))))}
			r.list.Refresh()
		default:
			r.show(got)
		}
	})
}

// show draws an answer.
func (r *casesRoom) show(got casesAnswer) {
	kept, had := r.selected()
	r.eyes, r.chips, r.rows, r.more = got.eyes, got.chips, got.rows, len(got.rows) == casesPage
	for i, n := range got.counts {
		r.buttons[i].SetCount(n)
	}
	r.sub.Set(fmt.Sprintf("全部%d件，在办%d件", got.all, got.counts[0]))
	if r.search.Text != "" {
		r.sub.Set(fmt.Sprintf("找到%d件", got.all))
	}
	r.head.Refresh()
	r.table.SetRows(len(r.rows), r.more)
	r.list.Objects = []fyne.CanvasObject{r.table}
	if len(r.rows) == 0 {
		words, next := r.nothing(got)
		r.list.Objects = []fyne.CanvasObject{widgets.NewEmpty("document", words, next)}
	}
	r.list.Refresh()
	row := 0
	if had {
		row = max(0, slices.IndexFunc(r.rows, func(x office.CaseRow) bool { return x.ID == kept }))
	}
	r.table.Select(row)
	r.read()
}

// nothing says why the list is empty and what to do.
func (r *casesRoom) nothing(got casesAnswer) (words, next string) {
	word := r.chips[r.chip].Word
	switch {
	case r.search.Text != "" && got.all > 0:
		return "“" + word + "”里没有", fmt.Sprintf("“全部”里有%d件", got.all)
	case r.search.Text != "":
		return "没有找到", "换一个词，或只写姓名、村组的一两个字"
	case got.all == 0:
		return "还没有事项", "从村务日接访，或按Ctrl+G登记"
	}
	return "“" + word + "”里没有事项", "点“全部”看别的"
}

// next asks for the page after the last row.
func (r *casesRoom) next() {
	if len(r.rows) == 0 {
		return
	}
	mine, filter := r.asked, r.chips[r.chip].ask(r.search.Text, r.order, r.rows[len(r.rows)-1].Key())
	var rows []office.CaseRow
	r.d.run(func(ctx context.Context) (err error) {
		rows, err = r.d.office.Cases(ctx, filter)
		return err
	}, func(err error) {
		if err != nil || mine != r.asked {
			return
		}
		r.rows, r.more = append(r.rows, rows...), len(rows) == casesPage
		r.table.SetRows(len(r.rows), r.more)
	})
}

func (r *casesRoom) choose(chip int) {
	for i, b := range r.buttons {
		b.SetChosen(i == chip)
	}
	r.chip = chip
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
