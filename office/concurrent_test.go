package office_test

import (
	"sync"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestConcurrentActs: several windows' worth of work at once, on one file: numbers
// are given once each, a key is used once, exports and reads go on.
func TestConcurrentActs(t *testing.T) {
	w := newWorld(t)
	shared, err := w.v.NewKey()
	must(t, err)
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 6 {
				if _, err := w.v.OpenCase(w.ctx, office.Act{}, demand(casework.TrackDemand, "修路")); err != nil {
					t.Error(err)
				}
				if _, err := w.v.OpenCase(w.ctx, office.Act{Key: shared}, demand(casework.TrackDemand, "同一件")); err != nil {
					t.Error(err)
				}
				if _, err := w.v.Cases(w.ctx, office.Filter{Query: "修路"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Go(func() {
		for range 4 {
			if _, err := w.v.Export(w.ctx, townshipCode, w.stick, nil); err != nil && codeOf(err) != "export.nothing_new" {
				t.Error(err)
			}
			if err := w.v.Unlock(w.ctx, 1, "not this one"); err == nil {
				t.Error("unlocked with a wrong password")
			}
			_ = w.v.SignIn(1)
			_ = w.v.OfficeName(townshipCode)
		}
	})
	work.Wait()
	rows, err := w.v.Cases(w.ctx, office.Filter{Limit: 200})
	must(t, err)
	seen := map[casework.CaseNo]bool{}
	for _, r := range rows {
		if seen[r.No] {
			t.Errorf("%s was given twice", r.No)
		}
		seen[r.No] = true
	}
	if len(rows) != 25 {
		t.Errorf("%d cases, want 25", len(rows))
	}
	w.clean(w.v)
}
