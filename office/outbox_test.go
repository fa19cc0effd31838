package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/office"
)

func TestExportNothingNew(t *testing.T) {
	w := newWorld(t)
	_, err := w.v.Export(w.ctx, townshipCode, w.stick, nil)
	refused(t, "empty office", err, "export.nothing_new")
	w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	_, err = w.v.Export(w.ctx, townshipCode, w.stick, nil)
	refused(t, "all delivered", err, "export.nothing_new")
	w.carry(w.tw, w.v) // acknowledgements alone
	w.at("2026-11-25")
	_, err = w.tw.Export(w.ctx, villageCode, w.stick, nil)
	refused(t, "acknowledgements that were given", err, "export.nothing_new")
}

func TestExportRefusals(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	_, err := w.v.Export(w.ctx, otherTown, w.stick, nil)
	refused(t, "unknown office", err, "to.unknown")
	_, err = w.v.Export(w.ctx, townshipCode, filepath.Join(w.stick, "none"), nil)
	refused(t, "no folder", err, "dir.missing")
	must(t, w.v.Close())
	o, err := office.Open(w.ctx, office.Config{Path: w.paths[villageCode], Clock: w.clock, WeakKDF: true})
	must(t, err)
	defer func() { _ = o.Close() }()
	if _, err := o.Export(w.ctx, townshipCode, w.stick, nil); !errors.Is(err, office.ErrLocked) {
		t.Errorf("without keys: %v", err)
	}
	if _, err := o.Preview(w.ctx, "x", nil); !errors.Is(err, office.ErrLocked) {
		t.Errorf("preview without keys: %v", err)
	}
}

// TestStickFails: the folder goes away in mid-write. The next try writes the same
// file, and no number is used twice.
func TestStickFails(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	ctx, cancel := context.WithCancel(w.ctx)
	stopped := false
	gone := filepath.Join(t.TempDir(), "gone")
	must(t, os.Mkdir(gone, 0o700))
	_, err := w.v.Export(ctx, townshipCode, gone, func(done, total int64) {
		if entries, err := os.ReadDir(gone); !stopped && err == nil && len(entries) > 0 {
			stopped = true
			cancel()
		}
	})
	if err == nil {
		t.Fatal("the write was not stopped")
	}
	if left, _ := office.FindSealed(gone); len(left) > 0 {
		t.Errorf("left on the stick: %v", left)
	}
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	if len(sent) != 1 || sent[0].Seq != 1 || sent[0].Written != 0 {
		t.Fatalf("recorded %+v", sent)
	}
	w.did(w.v.AddNote(w.ctx, office.Act{}, id, "后来加的一笔", false))
	first := w.export(w.v, w.tw)
	if filepath.Base(first) != sent[0].File {
		t.Errorf("wrote %s, not the waiting %s", first, sent[0].File)
	}
	second := w.export(w.v, w.tw)
	w.take(w.tw, first)
	w.take(w.tw, second)
	if c := w.fold(w.tw, id); !strings.Contains(words(c), "后来加的一笔") {
		t.Error("the later note did not arrive")
	}
	sent, err = w.v.SentFiles(w.ctx)
	must(t, err)
	if len(sent) != 2 || sent[0].Seq == sent[1].Seq {
		t.Errorf("numbers %+v", sent)
	}
}

// TestOutboxLost: a waiting file whose copy is gone (a restored backup holds the
// database alone) must not stop all further files.
func TestOutboxLost(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	ctx, cancel := context.WithCancel(w.ctx)
	_, err := w.v.Export(ctx, townshipCode, w.stick, func(done, total int64) {
		if found, err := w.v.SentFiles(w.ctx); err == nil && len(found) > 0 {
			cancel()
		}
	})
	cancel()
	if err == nil {
		t.Skip("the file was on the stick before it could be stopped")
	}
	must(t, os.RemoveAll(w.paths[villageCode]+".outbox"))
	path := w.export(w.v, w.tw)
	if r := w.take(w.tw, path); r.New == 0 {
		t.Errorf("received %+v", r)
	}
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	if len(sent) != 2 || sent[0].Seq == sent[1].Seq {
		t.Errorf("numbers %+v", sent)
	}
}

func TestReceiptLost(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	r := w.take(w.tw, w.export(w.v, w.tw))
	must(t, os.Remove(filepath.Join(w.stick, r.Receipt)))
	delivered := func() bool {
		sent, err := w.v.SentFiles(w.ctx)
		must(t, err)
		return sent[0].Delivered != 0
	}
	if delivered() {
		t.Fatal("delivered without a receipt")
	}
	w.take(w.v, w.export(w.tw, w.v))
	if !delivered() {
		t.Error("the acknowledgement in the next file did not count")
	}
	_, err := w.v.Export(w.ctx, otherTown, w.stick, nil)
	refused(t, "after", err, "to.unknown")
}

func TestDeliveredByCode(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	r := w.take(w.tw, path)
	if r.Code != sent[0].Code {
		t.Errorf("codes %s and %s", r.Code, sent[0].Code)
	}
	wrong := "00000000"
	if r.Code == wrong {
		wrong = "11111111"
	}
	refused(t, "wrong code", w.v.DeliveredByCode(w.ctx, sent[0], wrong), "receipt_code.differs")
	refused(t, "empty code", w.v.DeliveredByCode(w.ctx, sent[0], ""), "receipt_code.differs")
	other := sent[0]
	other.Seq = 99
	refused(t, "unknown file", w.v.DeliveredByCode(w.ctx, other, r.Code), "receipt_code.unknown_file")
	must(t, w.v.DeliveredByCode(w.ctx, sent[0], r.Code[:4]+" "+r.Code[4:]))
	sent, err = w.v.SentFiles(w.ctx)
	must(t, err)
	if sent[0].Delivered == 0 {
		t.Error("not marked as delivered")
	}
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Entries != 0 {
		t.Errorf("%d entries would go again", plan.Entries)
	}
}

func TestFindSealed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "U盘[1]")
	must(t, os.Mkdir(dir, 0o700))
	for _, name := range []string{"b.xfr", "a.xfb", "C.XFB", "d.txt", "e.xfb.part"} {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	must(t, os.Mkdir(filepath.Join(dir, "f.xfb"), 0o700))
	got, err := office.FindSealed(dir)
	must(t, err)
	for i := range got {
		got[i] = filepath.Base(got[i])
	}
	if d := cmp.Diff([]string{"C.XFB", "a.xfb", "b.xfr"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
