package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// casesAnswer is what a question brings.
type casesAnswer struct {
	eyes      caseEyes
	chips     []caseChip // as of today
	lists     siftLists
	page      office.CasePage
	counts    []int            // of all chips; none while somebody searches
	elsewhere bool             // a search that found nothing here finds something under 全部
	visits    office.VisitPage // that the typed words found beside the cases
}

// load asks for the first page: while somebody searches for it alone and for the visits
// that hold the words, else for the counts of all chips too. Only the newest question is
// answered; the one before is stopped.
func (r *casesRoom) load() {
	r.asked++
	r.stop()
	ctx, stop := context.WithCancel(r.d.ctx)
	r.stop = stop
	mine, query, chip := r.asked, r.query(), r.chip
	if query == "" {
		r.tapped = false
	}
	today := r.d.office.Today()
	soft, sift, order := softly(r.d.office.Me()), r.sift, r.orderNow()
	chips := caseChips(today, soft)
	ask := func(i int) office.Filter { return chips[i].ask(sift, today, query, order, office.CaseKey{}) }
	got := casesAnswer{chips: chips}
	r.d.run(func(context.Context) (err error) {
		defer stop()
		if got.eyes, err = newCaseEyes(ctx, r.d); err != nil {
			return err
		}
		peers, err := r.d.office.Peers(ctx)
		if err != nil {
			return err
		}
		got.lists = listsOf(r.d.office.Me(), peers, r.d.office.Operators())
		if got.page, err = r.d.office.CasePage(ctx, ask(chip)); err != nil {
			return err
		}
		if query != "" {
			return got.search(ctx, r.d.office, query, chip, ask)
		}
		return got.count(ctx, r.d.office, ask)
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

// count counts what each chip holds.
func (g *casesAnswer) count(ctx context.Context, o *office.Office, ask func(chip int) office.Filter) error {
	for i := range g.chips {
		n, err := o.Count(ctx, ask(i))
		if err != nil {
			return err
		}
		g.counts = append(g.counts, n)
	}
	return nil
}

// search adds what the words find beside the list.
func (g *casesAnswer) search(ctx context.Context, o *office.Office, query string, chip int, ask func(chip int) office.Filter) (err error) {
	if last := len(g.chips) - 1; len(g.page.Rows) == 0 && chip != last {
		f := ask(last)
		f.Limit = 1
		page, err := o.CasePage(ctx, f)
		if err != nil {
			return err
		}
		g.elsewhere = len(page.Rows) > 0
	}
	g.visits, err = o.SearchVisits(ctx, query, 0)
	return err
}

// openSift opens the sheet of the conditions.
func (r *casesRoom) openSift() {
	if r.sheet == nil && r.asks == nil && r.said == nil {
		r.asks = openSift(r.d, r.sift, r.lists, r.setSift, func() { r.asks = nil })
	}
}

// setSift narrows the list; a state that is asked for stands in the place of a chip that
// asks for one.
func (r *casesRoom) setSift(sift caseSift) {
	r.sift = sift
	if sift.stated() && r.chips[r.chip].stated() || sift.finished() && r.chips[r.chip].Filter.Open {
		r.chip = len(r.chips) - 1
		for i, b := range r.buttons {
			b.SetChosen(i == r.chip)
		}
	}
	r.siftChanged()
	r.table.Top()
	r.load()
	r.focusList()
}

func (r *casesRoom) clearSift() {
	if was, chip := r.sift, r.chip; was != (caseSift{}) {
		r.setSift(caseSift{})
		r.d.toastUndo("清除了筛选", func() {
			r.choose(chip)
			r.setSift(was)
		})
	}
}

// siftChanged draws the line of the conditions anew: each is a chip that a tap or Enter
// takes away.
func (r *casesRoom) siftChanged() {
	var row []fyne.CanvasObject
	for _, tag := range r.sift.tags(r.eyes, r.d.office.OperatorName) {
		chip := widgets.NewChip(tag.Word+" ×", -1, widgets.Neutral, func() {
			sift := r.sift
			tag.drop(&sift)
			r.setSift(sift)
		})
		chip.SetChosen(true)
		row = append(row, chip)
	}
	clear := widgets.NewButton(widgets.Quiet, "清除筛选", r.clearSift).Key("F8").At(widgets.InCard)
	r.sifting.Objects = []fyne.CanvasObject{widgets.Across(8, append(row, widgets.Middle(clear), widgets.Grow(nil))...)}
	r.build()
}

// below puts the line of the found visits under the list.
func (r *casesRoom) below(list fyne.CanvasObject) fyne.CanvasObject {
	if r.query() == "" || len(r.found.Rows) == 0 {
		return list
	}
	r.also.SetLabel("另有" + plus(len(r.found.Rows), r.found.More) + "次来访提到“" + cutTo(r.query(), 12) + "”")
	return widgets.Down(0, widgets.Grow(list), hairline(), widgets.Pad(10, 4, 10, 4, widgets.Across(0, r.also, widgets.Grow(nil))))
}
