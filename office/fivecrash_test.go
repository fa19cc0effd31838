package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestCrashBetweenParts cuts the power between any two steps of an export in three
// parts. What wakes up sends the rest, or all of it anew; the other office has every
// case once, no number is missing or used twice, and the receipts close all files.
func TestCrashBetweenParts(t *testing.T) {
	w := newWorld(t)
	var cases []casework.ID
	for i := range 3 {
		id := w.open(w.v, fmt.Sprint("件", i))
		w.attach(w.v, id, "公函.pdf", pdfOf(fmt.Sprint(i)))
		cases = append(cases, id)
	}
	office.SetLimits(w.v, 1000, 1, 1<<20, 50)
	count, cut := map[string]int{}, map[string]moment{}
	office.OnStep(w.v, func(name string) error {
		if count[name]++; count[name] == 2 || name == "kept" {
			cut[name] = w.freeze(villageCode)
		}
		return nil
	})
	must(t, errOf(w.v.ExportAll(w.ctx, townshipCode, w.stick, nil)))
	office.OnStep(w.v, nil)
	before := w.freeze(townshipCode)
	for _, step := range []string{"sealed", "kept", "written", "marked"} {
		t.Run(step, func(t *testing.T) {
			m, ok := cut[step]
			if !ok {
				t.Fatal("never reached")
			}
			v := w.wake(m)
			must(t, errOf(v.ExportAll(w.ctx, townshipCode, m.stick, nil)))
			twin := moment{filepath.Join(t.TempDir(), "office.db"), m.stick}
			must(t, os.CopyFS(filepath.Dir(twin.db), os.DirFS(filepath.Dir(before.db))))
			tw := w.wake(twin)
			b, err := tw.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{m.stick}})
			must(t, err)
			if len(b.Gaps) > 0 {
				t.Errorf("gaps %v", b.Gaps)
			}
			for _, id := range cases {
				mine, err := v.Case(w.ctx, id)
				must(t, err)
				c, err := tw.Case(w.ctx, id)
				must(t, err)
				if len(c.Rows) != len(mine.Rows) || len(c.Words.Attachments) != 1 {
					t.Errorf("%d rows of %d, %d attachments", len(c.Rows), len(mine.Rows), len(c.Words.Attachments))
				}
			}
			must(t, errOf(v.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{m.stick}})))
			sent, err := v.SentFiles(w.ctx)
			must(t, err)
			for _, s := range sent {
				if s.State() != office.SentDelivered {
					t.Errorf("%+v", s)
				}
			}
			if alarms, err := tw.Alarms(w.ctx); err != nil || len(alarms) > 0 {
				t.Errorf("alarms %v %v", alarms, err)
			}
			w.clean(v, tw)
		})
	}
}
