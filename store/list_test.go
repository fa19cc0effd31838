package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

func list(t testing.TB, s *store.Store, f store.Filter) (out []store.CaseRow) {
	t.Helper()
	view(t, s, func(v *store.View) (err error) {
		out, err = v.Cases(f)
		return err
	})
	return out
}

func titles(t testing.TB, s *store.Store, f store.Filter) (out []string) {
	t.Helper()
	for _, r := range list(t, s, f) {
		out = append(out, r.Title)
	}
	return out
}

func TestSearch(t *testing.T) {
	b := newBook(t)
	water := b.open("东岭村水渠漏水")
	b.open("土地流转费12000元没有付")
	b.open("Wi-Fi信号塔，噪声大")
	b.open("低保𬭊某某") // a character outside the basic plane
	b.add(water, casework.CaseNote, casework.Note{Text: "2026年11月去看过，渠底有裂缝；电话13900000001"})
	for _, c := range []struct {
		typed string
		want  []string
	}{
		{"水", []string{"东岭村水渠漏水"}},
		{"水渠", []string{"东岭村水渠漏水"}},
		{"水渠漏", []string{"东岭村水渠漏水"}},
		{"东岭村水渠漏水", []string{"东岭村水渠漏水"}},
		{"渠水", nil},  // a pair that does not stand there
		{"水漏水", nil}, // pairs that stand there, but not in this row
		{"流转 土地", []string{"土地流转费12000元没有付"}},
		{"流转 水渠", nil},
		{"12000", []string{"土地流转费12000元没有付"}},
		{"120", []string{"土地流转费12000元没有付"}},
		{"费12", []string{"土地流转费12000元没有付"}},
		{"0001A", []string{"东岭村水渠漏水"}},
		{"2026-0002", []string{"土地流转费12000元没有付"}},
		{"139000", []string{"东岭村水渠漏水"}},
		{"wi-fi", []string{"Wi-Fi信号塔，噪声大"}},
		{"WIFI", nil},
		{"信号塔，噪声", []string{"Wi-Fi信号塔，噪声大"}},
		{"信号塔 ，", []string{"Wi-Fi信号塔，噪声大"}},
		{"裂缝", []string{"东岭村水渠漏水"}},
		{"𬭊", []string{"低保𬭊某某"}},
		{"保𬭊某", []string{"低保𬭊某某"}},
		{`"`, nil},
		{`水" OR "土`, nil},
		{"%", nil},
		{"   ", []string{"低保𬭊某某", "Wi-Fi信号塔，噪声大", "土地流转费12000元没有付", "东岭村水渠漏水"}},
	} {
		if d := cmp.Diff(c.want, titles(t, b.Store, store.Filter{Query: c.typed})); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.typed, d)
		}
	}
}

func TestSearchFollowsText(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	secret := b.add(s, casework.CaseNote, casework.Note{Text: "癫痫病史"})
	b.add(s, casework.CaseText, casework.Text{Title: "机井停电", Narrative: "机井停电", Requests: []string{"修"}})
	if got := titles(t, b.Store, store.Filter{Query: "水渠"}); len(got) != 0 {
		t.Errorf("the old title is still found: %v", got)
	}
	if got := titles(t, b.Store, store.Filter{Query: "癫痫"}); len(got) != 1 {
		t.Fatalf("the note is not found: %v", got)
	}
	err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{secret.ID}) })
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"癫痫", "癫", "痫病史"} {
		if got := titles(t, b.Store, store.Filter{Query: q}); len(got) != 0 {
			t.Errorf("destroyed text is found by %q: %v", q, got)
		}
	}
	clean(t, b.Store)
}

// TestPagesEqualWholeList: pages by key give each row once, in both orders, also
// where many rows share one due date.
func TestPagesEqualWholeList(t *testing.T) {
	b := newBook(t)
	b.busy(31)
	for _, order := range []store.Order{store.NewestFirst, store.EarliestDue} {
		for _, f := range []store.Filter{{}, {Open: true}, {Query: "土地"}} {
			f.Order, f.Limit = order, 200
			want := list(t, b.Store, f)
			for _, size := range []int{1, 7, 31} {
				f.Limit, f.After = size, store.Key{}
				var got []store.CaseRow
				for {
					page := list(t, b.Store, f)
					if len(page) == 0 {
						break
					}
					got = append(got, page...)
					f.After = page[len(page)-1].Key()
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("order %d, pages of %d (-want +got):\n%s", order, size, d)
				}
			}
			if n := count(t, b.Store, f); n != len(want) {
				t.Errorf("count %d, want %d", n, len(want))
			}
		}
	}
	due := list(t, b.Store, store.Filter{Order: store.EarliestDue, Limit: 200})
	if !slices.IsSortedFunc(due, func(a, b store.CaseRow) int { return int(a.Due) - int(b.Due) }) {
		t.Error("not by due date")
	}
}

func count(t testing.TB, s *store.Store, f store.Filter) (n int) {
	t.Helper()
	view(t, s, func(v *store.View) (err error) {
		n, err = v.Count(f)
		return err
	})
	return n
}

// TestFilters compares each filter with the same choice made row by row.
func TestFilters(t *testing.T) {
	b := newBook(t)
	b.busy(24)
	day := calendar.DayOf(start)
	all := list(t, b.Store, store.Filter{Limit: 200})
	for i, c := range []struct {
		f    store.Filter
		want func(store.CaseRow) bool
	}{
		{store.Filter{Open: true}, func(r store.CaseRow) bool { return r.Handling != casework.ClosedState }},
		{store.Filter{Handling: []casework.Handling{casework.InTransit}}, func(r store.CaseRow) bool { return r.Handling == casework.InTransit }},
		{store.Filter{Handling: []casework.Handling{casework.InTransit, casework.ClosedState}}, func(r store.CaseRow) bool {
			return r.Handling == casework.InTransit || r.Handling == casework.ClosedState
		}},
		{store.Filter{Resolution: []casework.Resolution{casework.ResolvedFully}}, func(r store.CaseRow) bool { return r.Resolution == casework.ResolvedFully }},
		{store.Filter{DueBefore: day.Add(9)}, func(r store.CaseRow) bool { return r.Due < day.Add(9) }},
		{store.Filter{DueBefore: day.Add(9), Open: true, Query: "第"}, func(r store.CaseRow) bool {
			return r.Due < day.Add(9) && r.Handling != casework.ClosedState
		}},
	} {
		var want []store.CaseRow
		for _, r := range all {
			if c.want(r) {
				want = append(want, r)
			}
		}
		if len(want) == 0 || len(want) == len(all) {
			t.Errorf("filter %d chooses %d of %d: the test shows nothing", i, len(want), len(all))
		}
		c.f.Limit = 200
		if d := cmp.Diff(want, list(t, b.Store, c.f)); d != "" {
			t.Errorf("filter %d (-want +got):\n%s", i, d)
		}
	}
}

func TestCasesByNo(t *testing.T) {
	b := newBook(t)
	b.open("甲")
	for no, want := range map[string]int{
		"419901102000-2026-0001A": 1, "2026-0001": 1, "2026-0001A": 1, "2026-0002": 0, "0001": 0, "%": 0,
	} {
		view(t, b.Store, func(v *store.View) error {
			got, err := v.CasesByNo(no)
			if err != nil || len(got) != want {
				t.Errorf("%s: %d rows, %v; want %d", no, len(got), err, want)
			}
			return nil
		})
	}
}

// TestTwoCasesWithOneNumber: a number given twice (a folder copied whole, a careless
// sender) must not keep a file from being taken in; it is shown instead.
func TestTwoCasesWithOneNumber(t *testing.T) {
	b := newBook(t)
	b.open("甲")
	other := newPen(t, township, 9)
	s := casework.Subject{Kind: casework.SubjectCase, ID: other.id()}
	e := other.sheet(nil, s, casework.CaseOpened, calendar.DayOf(start), b.opened(1))
	if got := appendOne(t, b.Store, e); got != store.Fresh {
		t.Fatalf("got %s", got)
	}
	view(t, b.Store, func(v *store.View) error {
		got, err := v.CasesByNo("419901102000-2026-0001A")
		if err != nil || len(got) != 2 {
			t.Errorf("%d rows, %v; want both", len(got), err)
		}
		return nil
	})
	r, err := b.Check(context.Background(), true, nil)
	if err != nil || !begins(r.Problems, "number") {
		t.Errorf("check: %q, %v; want it named", r.Problems, err)
	}
}

func TestOpenPromisesAndDays(t *testing.T) {
	b := newBook(t)
	b.busy(12)
	day := calendar.DayOf(start)
	view(t, b.Store, func(v *store.View) error {
		got, err := v.OpenPromises(100)
		if err != nil {
			return err
		}
		var due []string
		for _, p := range got {
			due = append(due, fmt.Sprint(int(p.Due-day)))
		}
		if d := cmp.Diff([]string{"2", "6", "10"}, due); d != "" {
			t.Errorf("open promises (-want +got):\n%s", d)
		}
		days, err := v.Days(casework.Period{From: day, To: day})
		if err != nil || len(days) != 1 || days[0].Visits != 3 || days[0].People != 6 || days[0].OnTheSpot != 1 {
			t.Errorf("days %+v, %v", days, err)
		}
		none, err := v.Days(casework.Period{From: day.Add(1), To: day.Add(9)})
		if err != nil || len(none) != 0 {
			t.Errorf("days of another week %+v, %v", none, err)
		}
		return nil
	})
}
