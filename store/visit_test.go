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

// visit writes one visit of a day with its words and gives the entries of both.
func (b *book) visit(on calendar.Day, v casework.Visit, w casework.VisitText) (visit, words casework.Entry) {
	b.t.Helper()
	s := casework.DaySubject(b.office, on)
	v.Village, v.People = b.office, 1
	add := func(kind casework.Kind, data any) (e casework.Entry) {
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			known, err := tx.Entries(s.ID)
			if err != nil {
				return err
			}
			e = b.sheet(known, s, kind, on, data)
			_, err = tx.Append(e)
			return err
		})
		if err != nil {
			b.t.Fatal(err)
		}
		return e
	}
	visit = add(casework.DayVisit, v)
	w.About = visit.ID
	return visit, add(casework.DayVisitText, w)
}

func (b *book) found(ask store.VisitAsk) store.VisitPage {
	b.t.Helper()
	var page store.VisitPage
	view(b.t, b.Store, func(v *store.View) (err error) {
		page, err = v.Visits(ask)
		return err
	})
	return page
}

// finds compares the entries that a query finds.
func (b *book) finds(query string, want ...casework.ID) {
	b.t.Helper()
	var got []casework.ID
	ask := store.VisitAsk{Query: query, Categories: func(word string) []string {
		if word == "邻里" {
			return []string{"neighbour", "two_words"}
		}
		return nil
	}}
	for _, r := range b.found(ask).Rows {
		got = append(got, r.Entry)
	}
	if d := cmp.Diff(want, got); d != "" {
		b.t.Errorf("%q (-want +got):\n%s", query, d)
	}
}

func TestVisitsAreFound(t *testing.T) {
	b := newBook(t)
	day := calendar.DayOf(start)
	ditch, _ := b.visit(day, casework.Visit{Category: "neighbour"}, casework.VisitText{
		Name: "单国强", Group: "二组", Phone: "13912345678", Words: "邻居排水沟改道", Answer: "明天去看",
	})
	dole, _ := b.visit(day.Add(-10), casework.Visit{Category: "two_words"}, casework.VisitText{Words: "问低保怎么申请，排水沟也堵"})
	b.visit(day, casework.Visit{Category: "land", Cases: []casework.ID{b.id()}}, casework.VisitText{Name: "田桂兰", Words: "排水沟占了承包地"})
	b.visit(day, casework.Visit{Category: string(casework.FamilyViolence)}, casework.VisitText{Name: "李春梅", Words: "排水沟边挨打"})
	for _, query := range []string{"单国强", "单", "sgq", "shanguo", "二组", "2组", "5678", "明天", "排水沟 sgq", "改道 邻里", "邻居", "邻"} {
		b.finds(query, ditch.ID)
	}
	b.finds("低保", dole.ID)
	b.finds("排水沟", ditch.ID, dole.ID) // the newest day first, whatever came first into the file
	b.finds("邻里", ditch.ID, dole.ID)
	// nothing typed, visits that became a case, what is for named handlers only, and signs
	for _, query := range []string{"", "  ", "单 两 国", "田桂兰", "承包地", "挨打", "李春梅", "~neighbour", "\ue003neighbour", "（", `" OR "`} {
		b.finds(query)
	}
	clean(t, b.Store)
}

// TestVisitPages: pages follow each other without gaps, over days and within one.
func TestVisitPages(t *testing.T) {
	b := newBook(t)
	day := calendar.DayOf(start)
	var want []casework.ID
	for i := range 7 {
		v, _ := b.visit(day.Add(i/3), casework.Visit{No: i + 1}, casework.VisitText{Words: fmt.Sprintf("第%d次来问补贴", i)})
		want = append(want, v.ID)
	}
	slices.Reverse(want)
	var got []casework.ID
	for after, more := store.VisitKey(0), true; more; {
		page := b.found(store.VisitAsk{Query: "补贴", After: after, Limit: 2})
		for _, r := range page.Rows {
			got, after = append(got, r.Entry), r.Place
		}
		if more = page.More; more && len(page.Rows) != 2 {
			t.Fatalf("a page of %d rows with more to come", len(page.Rows))
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestVisitTextIsDestroyed: what was said is in no index and no file any more.
func TestVisitTextIsDestroyed(t *testing.T) {
	b := newBook(t)
	day := calendar.DayOf(start)
	visit, words := b.visit(day, casework.Visit{Category: "neighbour"}, casework.VisitText{Name: "田桂兰", Words: "癫痫魑魅病史"})
	other, _ := b.visit(day, casework.Visit{No: 2, Category: "neighbour"}, casework.VisitText{Words: "别的事"})
	b.finds("魑魅", visit.ID)
	if len(filesWith(t, b.path, "魑魅")) == 0 {
		t.Fatal("found nowhere before: the test shows nothing")
	}
	err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(b.id(), []casework.ID{words.ID}) })
	if err != nil {
		t.Fatal(err)
	}
	b.finds("魑魅")
	b.finds("邻里", other.ID)
	for _, text := range []string{"癫痫", "魑魅", "痫魑", "田桂"} {
		if found := filesWith(t, b.path, text); len(found) > 0 {
			t.Errorf("%s is still in %v", text, found)
		}
	}
	clean(t, b.Store)
}

// TestVisitIndexIsChecked: a check sees rows and index that differ, and --rebuild and
// the opening of a file that was cut in another way write them anew.
func TestVisitIndexIsChecked(t *testing.T) {
	b := newBook(t)
	visit, _ := b.visit(calendar.DayOf(start), casework.Visit{Category: "neighbour"}, casework.VisitText{Name: "单国强", Words: "邻居排水沟改道"})
	for _, damage := range []string{
		"DELETE FROM visit_row", "DELETE FROM visit_search", "UPDATE visit_row SET hay = '别的'", "UPDATE visit_row SET place = place + 1",
		"INSERT INTO visit_search (rowid, words) VALUES (1, '水')", "UPDATE visit_row SET day_seq = 99",
	} {
		b.raw(damage)
		r, err := b.Check(context.Background(), false, nil)
		if err != nil || len(r.Problems) == 0 {
			t.Errorf("%s: nothing is seen, %v", damage, err)
		}
		if _, err := b.Check(context.Background(), true, nil); err != nil {
			t.Fatal(err)
		}
		clean(t, b.Store)
		b.finds("sgq", visit.ID)
	}
	b.raw("DELETE FROM visit_search", "UPDATE meta SET value = '2' WHERE key = 'search'", "DELETE FROM meta WHERE key = 'sum.meta'")
	b.finds("sgq", visit.ID)
	clean(t, b.Store)
}

// TestVisitsOfAnOldFile: a file of before is indexed by the migration.
func TestVisitsOfAnOldFile(t *testing.T) {
	s, err := store.Open(context.Background(), store.Config{Path: unpackV1(t), Begin: &casework.Instance{9}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	view(t, s, func(v *store.View) error {
		days, err := v.Days(casework.Period{From: calendar.MinDay, To: calendar.MaxDay})
		if err != nil {
			return err
		}
		alone := 0
		for _, d := range days {
			entries, err := v.Entries(d.ID)
			if err != nil {
				return err
			}
			for _, visit := range casework.FoldDay(entries).Visits {
				if len(visit.Cases) > 0 || visit.Words.Words == "" {
					continue
				}
				alone++
				page, err := v.Visits(store.VisitAsk{Query: string([]rune(visit.Words.Words)[:2])})
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(page.Rows, func(r store.VisitRow) bool { return r.Entry == visit.Entry }) {
					t.Errorf("a visit of %s is not found", d.On)
				}
			}
		}
		if alone == 0 {
			t.Error("the old file has no visit alone: the test shows nothing")
		}
		return nil
	})
}

// TestAttachmentNamesAreFound: a case is found by the name of what is attached to it.
func TestAttachmentNamesAreFound(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	b.add(s, casework.CaseAttached, casework.Attached{Digest: casework.DigestOf([]byte("x")), Size: 1, Type: casework.AttachedPDF, Name: "流转合同第3页.pdf"})
	for _, query := range []string{"流转合同", "合同 漏水", "第3页"} {
		if d := cmp.Diff([]string{"水渠漏水"}, titles(t, b.Store, store.Filter{Query: query})); d != "" {
			t.Errorf("%q %s", query, d)
		}
	}
	clean(t, b.Store)
}
