package office_test

import (
	"os"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestRestoredOfficeGetsAllAgain: an office that wrote nothing of its own lost its disk.
// Its next file says so, without a word of any entry, and all that was sent to it, and
// what it had written itself, comes again.
func TestRestoredOfficeGetsAllAgain(t *testing.T) {
	w := newWorld(t)
	restore := w.backup(villageCode, w.v)
	w.v = w.reopen(villageCode, "")
	own := w.open(w.v, "备份后丢失的一件")
	w.carry(w.v, w.tw)
	id := w.open(w.tw, "交到村里的一件")
	w.did(w.tw.Assign(w.ctx, office.Act{}, id, office.AssignInput{To: villageCode, Due: w.tw.Today().Add(10), Words: "请办"}))
	w.carry(w.tw, w.v)
	must(t, w.v.Close())
	w.v = restore()
	for _, lost := range []casework.ID{own, id} {
		if _, err := w.v.Case(w.ctx, lost); err == nil {
			t.Fatal("not lost: the test shows nothing")
		}
	}
	w.carry(w.v, w.tw) // says only that this file was restored
	_, err := w.v.Export(w.ctx, townshipCode, w.stick, nil)
	refused(t, "once is enough", err, "export.nothing_new")
	in, err := w.v.Preview(w.ctx, w.export(w.tw, w.v), nil)
	must(t, err)
	if in.Own == 0 || in.New == 0 {
		t.Errorf("own %d, new %d", in.Own, in.New)
	}
	in.TakeOwn = true
	must(t, errOf(w.v.Take(w.ctx, in, w.stick)))
	w.sameCase(own, w.v, w.tw)
	if wanted, err := w.tw.Wanted(w.ctx, villageCode); err != nil || len(wanted) > 0 {
		t.Errorf("asked for %v %v", wanted, err)
	}
	w.carry(w.v, w.tw)
	w.sameCase(id, w.v, w.tw)
	w.clean(w.v, w.tw)
}

// TestGapIsAskedForWithoutNews: an office that has nothing to say still asks for a file
// that was lost on the way, once, and the gap closes.
func TestGapIsAskedForWithoutNews(t *testing.T) {
	w := newWorld(t)
	note := func() casework.ID { return w.open(w.v, "一件") }
	note()
	w.carry(w.v, w.tw)
	note()
	must(t, os.Remove(w.export(w.v, w.tw))) // lost
	w.carry(w.v, w.tw)                      // all that is not acknowledged went again
	if gaps, err := w.tw.Gaps(w.ctx); err != nil || len(gaps) != 1 {
		t.Fatalf("gaps %v %v", gaps, err)
	}
	w.take(w.v, w.export(w.tw, w.v)) // the question; what came is acknowledged too
	_, err := w.tw.Export(w.ctx, villageCode, w.stick, nil)
	refused(t, "asked already", err, "export.nothing_new")
	w.carry(w.v, w.tw)
	if gaps, err := w.tw.Gaps(w.ctx); err != nil || len(gaps) != 0 {
		t.Errorf("gaps %v %v", gaps, err)
	}
}
