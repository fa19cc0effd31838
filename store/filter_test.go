package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// single gives each filter alone.
func single() map[string]store.Filter {
	day := calendar.DayOf(start)
	return map[string]store.Filter{
		"handling":     {Handling: []casework.Handling{casework.InHandling}},
		"handlings":    {Handling: []casework.Handling{casework.InHandling, casework.ClosedState}},
		"resolution":   {Resolution: []casework.Resolution{casework.Relapsed}},
		"level":        {Level: []casework.Level{casework.County}},
		"village":      {Area: []casework.OfficeCode{village}},
		"township":     {Area: []casework.OfficeCode{township}},
		"category":     {Category: []string{"land"}},
		"track":        {Track: []casework.Track{casework.TrackPetition}},
		"source":       {Source: []string{"visit"}},
		"holder":       {Holder: []casework.OfficeCode{township}},
		"handler":      {Handler: 2, HandlerOffice: township},
		"lead":         {Lead: "周某"},
		"open":         {Open: true},
		"overdue":      {DueBefore: day},
		"due window":   {DueFrom: day, DueTo: day.Add(30)},
		"period":       {OpenedFrom: day.Add(-200), OpenedTo: day},
		"whole":        {},
		"open overdue": {Open: true, DueBefore: day},
	}
}

// both joins two filters.
func both(a, b store.Filter) store.Filter {
	a.Open = a.Open || b.Open
	a.Handling, a.Resolution = append(a.Handling, b.Handling...), append(a.Resolution, b.Resolution...)
	a.Level, a.Area = append(a.Level, b.Level...), append(a.Area, b.Area...)
	a.Category, a.Track = append(a.Category, b.Category...), append(a.Track, b.Track...)
	a.Source, a.Holder = append(a.Source, b.Source...), append(a.Holder, b.Holder...)
	a.Lead = max(a.Lead, b.Lead)
	a.Handler, a.HandlerOffice = max(a.Handler, b.Handler), max(a.HandlerOffice, b.HandlerOffice)
	a.DueBefore, a.DueFrom, a.DueTo = max(a.DueBefore, b.DueBefore), max(a.DueFrom, b.DueFrom), max(a.DueTo, b.DueTo)
	a.OpenedFrom, a.OpenedTo = max(a.OpenedFrom, b.OpenedFrom), max(a.OpenedTo, b.OpenedTo)
	return a
}

// TestEveryFilterReadsAnIndex: no filter, and no two together, in either order, makes
// SQLite sort or read the whole table.
func TestEveryFilterReadsAnIndex(t *testing.T) {
	b := newBook(t)
	filters := single()
	for x, fx := range single() {
		for y, fy := range single() {
			if x < y {
				filters[x+" and "+y] = both(fx, fy)
			}
		}
	}
	view(t, b.Store, func(v *store.View) error {
		for name, f := range filters {
			for _, f.Order = range []store.Order{store.NewestFirst, store.EarliestDue} {
				for _, f.After = range []store.Key{{}, {Seq: 7, Due: 20000}, {Seq: 7, Due: store.NoDue}} {
					plans, err := v.Plan(f)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					for _, plan := range plans {
						whole := name == "whole" && plan == "SCAN case_row" || name == "whole" && strings.HasPrefix(plan, "SEARCH case_row USING INTEGER PRIMARY KEY")
						if strings.Contains(plan, "TEMP B-TREE") || !whole && !strings.Contains(plan, "INDEX case_") {
							t.Errorf("%s, order %d:\n%s", name, f.Order, plan)
						}
					}
				}
			}
		}
		return nil
	})
}

var (
	drawnTexts   = []string{"土地", "流转费", "水渠漏水", "没有付", "低保", "邻里宅基地", "道路硬化", "王某某"}
	drawnPlaces  = []casework.OfficeCode{village, "419901102202", township, "419901103201", county}
	drawnDays    = []calendar.Day{20000, 20050, 20091, 20092, 20400, 20800}
	drawnHandles = []casework.Handling{casework.Registered, casework.InHandling, casework.InTransit, casework.ClosedState, casework.VoidedState}
	drawnResolve = []casework.Resolution{casework.Unresolved, casework.ResolvedFully, casework.Relapsed}
)

// entry is a case as the property draws it.
type drawn struct {
	row  store.CaseRow
	text string
}

func drawCase(t *rapid.T, seq int64) drawn {
	of := func(values []string, name string) string { return rapid.SampledFrom(values).Draw(t, name) }
	no, err := casework.MakeCaseNo(township, 2026, int(seq), 'A')
	if err != nil {
		t.Fatal(err)
	}
	r := store.CaseRow{
		Seq: seq, ID: casework.ID{byte(seq), 1}, No: no, OpenedOn: rapid.SampledFrom(drawnDays).Draw(t, "opened"), Due: store.NoDue,
		Track: casework.Track(of([]string{"A", "D"}, "track")), Category: of([]string{"land", "family"}, "category"),
		Place: rapid.SampledFrom(drawnPlaces).Draw(t, "place"), Holder: rapid.SampledFrom(drawnPlaces).Draw(t, "holder"),
		HolderLevel: rapid.SampledFrom([]casework.Level{casework.Village, casework.Township, casework.County}).Draw(t, "level"),
		Handling:    rapid.SampledFrom(drawnHandles).Draw(t, "handling"), Resolution: rapid.SampledFrom(drawnResolve).Draw(t, "resolution"),
		Source: of([]string{"visit", "letter"}, "source"), Lead: of([]string{"", "周某", "钱某"}, "lead"),
		Handler: rapid.IntRange(0, 2).Draw(t, "handler"), HandlerOffice: township,
	}
	if rapid.Bool().Draw(t, "dated") {
		r.Due = rapid.SampledFrom(drawnDays).Draw(t, "due")
	}
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(drawnTexts), 1, 4).Draw(t, "text"), "")
	r.Title = text
	return drawn{r, text}
}

func drawFilter(t *rapid.T) store.Filter {
	f := store.Filter{
		Order: store.Order(rapid.IntRange(0, 1).Draw(t, "order")), Open: rapid.IntRange(0, 3).Draw(t, "open") == 0,
		Query: rapid.SampledFrom([]string{"", "", "土", "水渠", "流转费", "地 水", "没有付低保"}).Draw(t, "query"),
	}
	maybe := func(name string, set func()) {
		if rapid.IntRange(0, 3).Draw(t, name) == 0 {
			set()
		}
	}
	day := func(name string) calendar.Day { return rapid.SampledFrom(drawnDays).Draw(t, name) }
	maybe("by handling", func() { f.Handling = rapid.SliceOfN(rapid.SampledFrom(drawnHandles), 1, 3).Draw(t, "h") })
	maybe("by resolution", func() { f.Resolution = rapid.SliceOfN(rapid.SampledFrom(drawnResolve), 1, 2).Draw(t, "r") })
	maybe("by area", func() { f.Area = rapid.SliceOfN(rapid.SampledFrom(drawnPlaces), 1, 3).Draw(t, "a") })
	maybe("by holder", func() { f.Holder = rapid.SliceOfN(rapid.SampledFrom(drawnPlaces), 1, 3).Draw(t, "o") })
	maybe("by level", func() { f.Level = []casework.Level{casework.Township} })
	maybe("by category", func() { f.Category = []string{"land", "money"} })
	maybe("by track", func() { f.Track = []casework.Track{"D"} })
	maybe("by source", func() { f.Source = []string{"letter"} })
	maybe("by lead", func() { f.Lead = "周某" })
	maybe("by handler", func() { f.Handler, f.HandlerOffice = 2, township })
	maybe("due before", func() { f.DueBefore = day("before") })
	maybe("due from", func() { f.DueFrom = day("from") })
	maybe("due to", func() { f.DueTo = day("to") })
	maybe("opened from", func() { f.OpenedFrom = day("since") })
	maybe("opened to", func() { f.OpenedTo = day("until") })
	return f
}

// chosen is the filter said again in plain words.
func chosen(f store.Filter, d drawn) bool {
	r := d.row
	for word := range strings.FieldsSeq(f.Query) {
		if !strings.Contains(d.text, word) {
			return false
		}
	}
	inArea := len(f.Area) == 0
	for _, a := range f.Area {
		inArea = inArea || strings.HasPrefix(string(r.Place), strings.TrimSuffix(strings.TrimSuffix(string(a), "000"), "000"))
	}
	any := func(n int, in bool) bool { return n == 0 || in }
	return inArea && any(len(f.Handling), slices.Contains(f.Handling, r.Handling)) &&
		any(len(f.Resolution), slices.Contains(f.Resolution, r.Resolution)) && any(len(f.Holder), slices.Contains(f.Holder, r.Holder)) &&
		any(len(f.Level), slices.Contains(f.Level, r.HolderLevel)) && any(len(f.Category), slices.Contains(f.Category, r.Category)) &&
		any(len(f.Track), slices.Contains(f.Track, r.Track)) && any(len(f.Source), slices.Contains(f.Source, r.Source)) &&
		any(len(f.Lead), f.Lead == r.Lead) && any(f.Handler, f.Handler == r.Handler) &&
		(!f.Open || r.Handling != casework.ClosedState && r.Handling != casework.VoidedState) &&
		any(int(f.DueBefore), r.Due < f.DueBefore) && any(int(f.DueFrom), r.Due >= f.DueFrom && r.Due != store.NoDue) &&
		any(int(f.DueTo), r.Due <= f.DueTo) && any(int(f.OpenedFrom), r.OpenedOn >= f.OpenedFrom) && any(int(f.OpenedTo), r.OpenedOn <= f.OpenedTo)
}

// TestPagesEqualScan: for any cases and any filter the pages together are what a look at
// every row gives, in order, no row twice.
func TestPagesEqualScan(t *testing.T) {
	b := newBook(t)
	rapid.Check(t, func(t *rapid.T) {
		var all []drawn
		for seq := range rapid.IntRange(1, 24).Draw(t, "cases") {
			all = append(all, drawCase(t, int64(seq+1)))
		}
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			if err := tx.DropCases(); err != nil {
				return err
			}
			for _, d := range all {
				if err := tx.PutCase(d.row, d.text); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			f := drawFilter(t)
			f.Limit = rapid.IntRange(1, 9).Draw(t, "limit")
			comparePages(t, b.Store, f, all)
		}
	})
}

func comparePages(t *rapid.T, s *store.Store, f store.Filter, all []drawn) {
	var want, got []store.CaseRow
	for _, d := range all {
		if chosen(f, d) {
			want = append(want, d.row)
		}
	}
	slices.SortFunc(want, func(a, b store.CaseRow) int {
		if f.Order == store.NewestFirst {
			return int(b.Seq - a.Seq)
		}
		if a.Due != b.Due {
			return int(a.Due) - int(b.Due)
		}
		return int(a.Seq - b.Seq)
	})
	count := -1
	err := s.View(context.Background(), func(v *store.View) error {
		var err error
		if count, err = v.Count(f); err != nil {
			return err
		}
		for {
			page, err := v.CasePage(f)
			if err != nil {
				return err
			}
			got = append(got, page.Rows...)
			if page.More != (len(got) < len(want)) {
				return fmt.Errorf("more is %v after %d of %d", page.More, len(got), len(want))
			}
			if !page.More {
				return nil
			}
			f.After = page.Rows[len(page.Rows)-1].Key()
		}
	})
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	if d := cmp.Diff(want, got); d != "" || count != len(want) {
		t.Fatalf("%+v: count %d of %d (-want +got):\n%s", f, count, len(want), d)
	}
}
