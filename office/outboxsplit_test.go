package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestSplit: more than one file should hold makes several, each complete; the cases and
// their files arrive whole, and nothing goes again after the receipts.
func TestSplit(t *testing.T) {
	w := newWorld(t)
	var cases []casework.ID
	var papers []casework.ID
	for i := range 4 {
		id := w.open(w.v, fmt.Sprintf("第%d件", i))
		cases = append(cases, id)
		for j := range i { // 0, 1, 2, 3 papers
			papers = append(papers, w.attach(w.v, id, "公函.pdf", pdfOf(fmt.Sprint("公函", i, j))))
		}
	}
	office.SetLimits(w.v, 1000, 2, 1<<20, 50)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Files != 6 || plan.Parts != 4 || plan.Left != 0 {
		t.Errorf("plan %+v", plan)
	}
	last := int64(0)
	sent, err := w.v.ExportAll(w.ctx, townshipCode, w.stick, func(done, total int64) {
		if done < last || done > total {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	})
	must(t, err)
	if len(sent) != 4 || sent[0].Seq != 1 || sent[3].Seq != 4 {
		t.Fatalf("sent %+v", sent)
	}
	for i := len(sent) - 1; i >= 0; i-- { // in any order
		in, err := w.tw.Preview(w.ctx, filepath.Join(w.stick, sent[i].File), nil)
		must(t, err)
		if in.Part != i+1 || in.Parts != 4 || in.Files > 2 {
			t.Errorf("file %d: part %d of %d, %d files", i+1, in.Part, in.Parts, in.Files)
		}
		_, err = w.tw.Take(w.ctx, in, w.stick)
		must(t, err)
	}
	for _, id := range cases {
		w.sameOpening(id)
		for _, r := range w.fold(w.tw, id).Rows {
			if !r.InEffect {
				t.Errorf("not in effect: %+v", r)
			}
		}
	}
	for _, p := range papers {
		w.content(w.tw, p)
	}
	_, err = w.v.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{w.stick}})
	must(t, err)
	plan, err = w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Files != 0 || plan.Parts != 0 || plan.Waiting != 0 {
		t.Errorf("goes again: %+v", plan)
	}
	w.clean(w.v, w.tw)
}

// TestSplitByEntries: the entries of one case are never parted, however small the limit;
// what is beyond the most parts goes with the next export.
func TestSplitByEntries(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "一件")
	other := w.open(w.v, "另一件")
	for i := range 5 {
		w.did(w.v.AddNote(w.ctx, office.Act{}, id, fmt.Sprint("记", i), false))
	}
	office.SetLimits(w.v, 2, 9, 1<<20, 50)
	sent, err := w.v.ExportAll(w.ctx, townshipCode, w.stick, nil)
	must(t, err)
	if len(sent) != 2 || sent[0].Entries >= sent[1].Entries {
		t.Fatalf("sent %+v", sent)
	}
	w.take(w.tw, filepath.Join(w.stick, sent[1].File))
	w.sameOpening(id)
	if _, err := w.tw.Case(w.ctx, other); err == nil {
		t.Error("the other case came with the first")
	}
	office.SetLimits(w.v, 2, 9, 1<<20, 1)
	w.did(w.v.AddNote(w.ctx, office.Act{}, id, "又记", false))
	sent, err = w.v.ExportAll(w.ctx, townshipCode, w.stick, nil)
	must(t, err)
	if len(sent) != 1 {
		t.Errorf("sent %+v", sent)
	}
}

// TestSplitStickFails: the files that stand on the stick count; the others wait and are
// written next, the same bytes.
func TestSplitStickFails(t *testing.T) {
	w := newWorld(t)
	for i := range 3 {
		w.attach(w.v, w.open(w.v, fmt.Sprint("件", i)), "公函.pdf", pdfOf(fmt.Sprint(i)))
	}
	office.SetLimits(w.v, 1000, 1, 1<<20, 50)
	n, broken := 0, fmt.Errorf("pulled")
	office.OnStep(w.v, func(name string) error {
		if name == "marked" {
			if n++; n == 2 {
				return broken
			}
		}
		return nil
	})
	sent, err := w.v.ExportAll(w.ctx, townshipCode, w.stick, nil)
	if err == nil || len(sent) != 2 {
		t.Fatalf("%+v %v", sent, err)
	}
	office.OnStep(w.v, nil)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Waiting != 1 {
		t.Errorf("plan %+v", plan)
	}
	more, err := w.v.ExportAll(w.ctx, townshipCode, w.stick, nil)
	must(t, err)
	if len(more) != 1 || more[0].Seq != 3 {
		t.Errorf("more %+v", more)
	}
	left, err := os.ReadDir(w.paths[villageCode] + ".spool")
	if err != nil || len(left) > 0 {
		t.Errorf("spool %v %v", left, err)
	}
}
