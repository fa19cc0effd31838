package office_test

import (
	"fmt"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestSearchVisits: visits alone are found by who came, what was said and the category;
// one that became a case is found as the case.
func TestSearchVisits(t *testing.T) {
	w := newWorld(t)
	w.at("2026-11-24")
	receive := func(in office.VisitInput) office.Visited {
		t.Helper()
		got, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
		must(t, err)
		return got
	}
	dole := receive(office.VisitInput{Name: "单国强", Group: "二组", Phone: "139 1234 5678", Words: "问低保怎么申请", Answer: "告诉他带什么材料", Category: "benefit"})
	in := visit("合作社欠流转费，也问低保")
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"付清流转费"}}
	receive(in)
	w.at("2026-12-04")
	later := receive(office.VisitInput{Words: "又问低保", Category: "unsure"})
	find := func(query string, want ...casework.ID) {
		t.Helper()
		page, err := w.v.SearchVisits(w.ctx, query, 0)
		must(t, err)
		var got []casework.ID
		for _, r := range page.Rows {
			got = append(got, r.Entry)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || page.More {
			t.Errorf("%q finds %v, want %v, more %v", query, got, want, page.More)
		}
	}
	find("低保", later.Visit, dole.Visit) // the category is 补贴低保, and the newer one says it
	for _, query := range []string{"sgq", "单国强", "5678", "二组", "2组", "材料", "补贴", "补贴低保 单"} {
		find(query, dole.Visit)
	}
	find("流转费")
	find("")
	page, err := w.v.SearchVisits(w.ctx, "sgq", 0)
	must(t, err)
	if r := page.Rows[0]; r.Words.Name != "单国强" || r.Words.Words != "问低保怎么申请" || r.On.String() != "2026-11-24" || r.Village != villageCode || r.No != 1 {
		t.Errorf("the row is %s of %s, no. %d", r.Entry, r.On, r.No)
	}
	w.clean(w.v)
}

// TestSearchVisitsPages: a page has fifty, and the last row leads to the next.
func TestSearchVisitsPages(t *testing.T) {
	w := newWorld(t)
	w.at("2026-11-24")
	for i := range 53 {
		_, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, visit(fmt.Sprintf("第%d次问低保", i+1)))
		must(t, err)
	}
	page, err := w.v.SearchVisits(w.ctx, "低保", 0)
	must(t, err)
	if len(page.Rows) != 50 || !page.More || page.Rows[0].No != 53 {
		t.Fatalf("%d rows, more %v, the first is no. %d", len(page.Rows), page.More, page.Rows[0].No)
	}
	page, err = w.v.SearchVisits(w.ctx, "低保", page.Rows[49].Key)
	must(t, err)
	if len(page.Rows) != 3 || page.More || page.Rows[2].No != 1 {
		t.Errorf("%d rows, more %v", len(page.Rows), page.More)
	}
}
