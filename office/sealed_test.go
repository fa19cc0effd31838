package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

func TestUpAndDownThroughSealedFiles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水，村里修不了")
	w.up(w.v, id)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Entries == 0 || len(plan.Cases) != 1 || plan.Cases[0].What != "上报" {
		t.Errorf("plan %+v", plan)
	}
	r := w.carry(w.v, w.tw)
	if r.New != plan.Entries || r.Result != "imported" || len(r.Code) != 8 {
		t.Errorf("received %+v, planned %d", r, plan.Entries)
	}
	if c := w.fold(w.tw, id); c.Handling != casework.ReceivedAbove || c.Holder != villageCode {
		t.Errorf("township: %s held by %s", c.Handling, c.Holder)
	}
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.v)
	for _, o := range []*office.Office{w.v, w.tw} {
		if c := w.fold(o, id); c.Holder != townshipCode || c.Handling != casework.Registered {
			t.Errorf("%s: %s held by %s", o.Me().Name, c.Handling, c.Holder)
		}
	}
	w.sameCase(id, w.v, w.tw)
	w.clean(w.v, w.tw)
}

// sameCase fails when offices differ on the skeleton of a case.
func (w *world) sameCase(id casework.ID, offices ...*office.Office) {
	w.t.Helper()
	want := w.fold(offices[0], id).Skeleton
	for _, o := range offices[1:] {
		if d := cmp.Diff(want, w.fold(o, id).Skeleton); d != "" {
			w.t.Errorf("%s and %s differ:\n%s", offices[0].Me().Name, o.Me().Name, d)
		}
	}
}

// TestRecallAndAccept: the village recalls while the township accepts. Whichever
// file comes first, both end with the township as holder.
func TestRecallAndAccept(t *testing.T) {
	for _, villageFirst := range []bool{true, false} {
		w := newWorld(t)
		id := w.open(w.v, "水渠漏水")
		w.up(w.v, id)
		w.carry(w.v, w.tw)
		w.did(w.v.Recall(w.ctx, office.Act{}, id, "先不报了"))
		w.did(w.tw.Accept(w.ctx, office.Act{}, id))
		if c := w.fold(w.v, id); c.Holder != villageCode || c.Handling != casework.InHandling {
			t.Fatalf("after the recall the village has %s held by %s", c.Handling, c.Holder)
		}
		fromV, fromT := w.export(w.v, w.tw), w.export(w.tw, w.v)
		if villageFirst {
			w.take(w.tw, fromV)
			w.take(w.v, fromT)
		} else {
			w.take(w.v, fromT)
			w.take(w.tw, fromV)
		}
		w.sameCase(id, w.v, w.tw)
		c := w.fold(w.v, id)
		if c.Holder != townshipCode {
			t.Errorf("village first %v: held by %s", villageFirst, c.Holder)
		}
		i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Kind == casework.CaseRecalled })
		if i < 0 || c.Rows[i].InEffect || c.Rows[i].Why != casework.WhyOvertaken {
			t.Errorf("the recall is not shown as overtaken: %+v", c.Rows)
		}
		w.clean(w.v, w.tw)
	}
}

func TestReturnedWithReason(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.no("return_reason.missing")(w.tw.Return(w.ctx, office.Act{}, id, "", ""))
	w.did(w.tw.Return(w.ctx, office.Act{}, id, casework.ReturnIncomplete, "请补照片"))
	w.no("why:state")(w.tw.Accept(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.v)
	c := w.fold(w.v, id)
	if c.Handling != casework.ReturnedBack || c.Holder != villageCode || c.HandOvers[0].Reason != casework.ReturnIncomplete {
		t.Errorf("%s held by %s, %+v", c.Handling, c.Holder, c.HandOvers)
	}
	if !strings.Contains(words(c), "请补照片") {
		t.Errorf("the words did not arrive: %v", c.Words.Notes)
	}
	w.did(w.v.TakeUp(w.ctx, office.Act{}, id, false))
}

func words(c casework.Case) string {
	var out []string
	for _, m := range []map[casework.ID]string{c.Words.Notes, c.Words.Alone} {
		for _, text := range m {
			out = append(out, text)
		}
	}
	return strings.Join(append(out, c.Words.Text.Narrative), "\n")
}

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

// TestAlreadyImported: the same file again changes nothing and gives the same
// receipt, byte for byte.
func TestAlreadyImported(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	first := w.take(w.tw, path)
	receipt := filepath.Join(w.stick, first.Receipt)
	want, err := os.ReadFile(receipt)
	must(t, err)
	must(t, os.Remove(receipt))
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	if !in.Already {
		t.Error("not seen as taken in before")
	}
	again, err := w.tw.Take(w.ctx, in, w.stick)
	must(t, err)
	if again.Result != "already" || again.Receipt != first.Receipt || again.Code != first.Code {
		t.Errorf("again %+v, first %+v", again, first)
	}
	got, err := os.ReadFile(receipt)
	must(t, err)
	if string(got) != string(want) {
		t.Error("another receipt")
	}
	taken, err := w.tw.TakenFiles(w.ctx)
	must(t, err)
	if len(taken) != 1 {
		t.Errorf("taken %+v", taken)
	}
}

// TestTakeTwice: a second press of the button on the same preview does no harm, and
// neither does a second preview that was made before the first was taken.
func TestTakeTwice(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	twin, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	first, err := w.tw.Take(w.ctx, in, w.stick)
	must(t, err)
	for name, second := range map[string]*office.Incoming{"pressed twice": in, "previewed twice": twin} {
		r, err := w.tw.Take(w.ctx, second, w.stick)
		must(t, err)
		if r.Result != "already" || r.Receipt != first.Receipt || r.Code != first.Code {
			t.Errorf("%s: %+v, first %+v", name, r, first)
		}
	}
	gone, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	must(t, gone.Discard())
	must(t, gone.Discard())
	w.sameOpening(id)
}

func (w *world) sameOpening(id casework.ID) {
	w.t.Helper()
	if c := w.fold(w.tw, id); len(c.Rows) != len(w.fold(w.v, id).Rows) {
		w.t.Errorf("rows %+v", c.Rows)
	}
}

// TestDiscardedFileIsNotTaken: a preview that was put aside says so, without harm.
func TestDiscardedFileIsNotTaken(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	in, err := w.tw.Preview(w.ctx, w.export(w.v, w.tw), nil)
	must(t, err)
	must(t, in.Discard())
	if _, err := w.tw.Take(w.ctx, in, w.stick); err == nil {
		t.Error("taken after it was discarded")
	}
	if rows, err := w.tw.Cases(w.ctx, office.Filter{}); err != nil || len(rows) != 0 {
		t.Errorf("%d cases, %v", len(rows), err)
	}
}

// TestOutOfOrder: file 2 comes before file 1.
func TestOutOfOrder(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	one := w.export(w.v, w.tw)
	// what went on a stick but has no receipt goes again, so that a lost stick
	// loses nothing; the order shows only in what is late
	other := w.open(w.v, "机井停电")
	w.did(w.v.AddNote(w.ctx, office.Act{}, id, "后来加的一笔", false))
	two := w.export(w.v, w.tw)
	in, err := w.tw.Preview(w.ctx, two, nil)
	must(t, err)
	if !slices.Equal(in.Missing, []uint64{1}) {
		t.Errorf("missing %v, want [1]", in.Missing)
	}
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	in, err = w.tw.Preview(w.ctx, one, nil)
	must(t, err)
	if len(in.Missing) != 0 || in.Same == 0 || in.New != 0 {
		t.Errorf("file 1 after file 2: %+v", in)
	}
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	w.sameOpening(id)
	w.sameOpening(other)
	if got := w.tw.InOrder(w.ctx, []string{two, one}); got[0] != one || got[1] != two {
		t.Errorf("in order: %v", got)
	}
}

// TestLateEntries: the township's word on a case comes before what it answers.
func TestLateEntries(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "两镇交界处断头路")
	w.up(w.tw, id)
	one := w.export(w.tw, w.c)
	sent, err := w.tw.SentFiles(w.ctx)
	must(t, err)
	// by telephone: the office believes that the file arrived, so it does not send it again
	must(t, w.tw.DeliveredByCode(w.ctx, sent[0], sent[0].Code))
	w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "补充照片", false))
	two := w.export(w.tw, w.c)
	r := w.take(w.c, two)
	if r.New != 1 || r.NotInEffect != 1 {
		t.Errorf("file 2 alone: %+v", r)
	}
	if rows, err := w.c.Cases(w.ctx, office.Filter{}); err != nil || len(rows) != 0 {
		t.Errorf("a case without its opening is listed: %+v, %v", rows, err)
	}
	r = w.take(w.c, one)
	if r.Late == 0 || r.NotInEffect != 0 {
		t.Errorf("file 1: %+v", r)
	}
	if c := w.fold(w.c, id); c.Handling != casework.ReceivedAbove || !strings.Contains(words(c), "补充照片") {
		t.Errorf("%s, %q", c.Handling, words(c))
	}
	w.clean(w.c)
}

func TestSealRefusals(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	data, err := os.ReadFile(path)
	must(t, err)
	write := func(name string, data []byte) string {
		p := filepath.Join(t.TempDir(), name)
		must(t, os.WriteFile(p, data, 0o600))
		return p
	}
	body := slices.Clone(data)
	body[len(body)/2] ^= 1
	stranger := w.found(casework.Office{Code: otherTown, Name: "大埠镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	w.meet(w.v, stranger)
	for _, c := range []struct {
		name string
		o    *office.Office
		path string
		want string
	}{
		{"tampered", w.tw, write("a.xfb", body), "seal:damaged"},
		{"cut short", w.tw, write("a.xfb", data[:len(data)-512]), "seal:damaged"},
		{"not sealed", w.tw, write("a.xfb", []byte("hello")), "seal:not_sealed_file"},
		{"missing", w.tw, filepath.Join(t.TempDir(), "none.xfb"), "seal:unreadable"},
		{"unknown signer", w.c, path, "seal:unknown_signer"},
		{"wrong addressee", stranger, path, "seal:not_addressed"},
		{"our own file", w.v, path, "seal:unknown_signer"},
	} {
		_, err := w.tryTake(c.o, c.path)
		refused(t, c.name, err, c.want)
		if text := office.Explain(err); !strings.Contains(text, "。") || strings.ContainsAny(text, "abcdefghijklmnopqrstuvw") && !strings.Contains(text, ".xfb") {
			t.Errorf("%s: not plain Chinese: %s", c.name, text)
		}
		if rows, err := c.o.Cases(w.ctx, office.Filter{}); c.o != w.v && (err != nil || len(rows) != 0) {
			t.Errorf("%s: something was stored", c.name)
		}
	}
	_, err = w.v.Export(w.ctx, otherTown, w.stick, nil)
	if err == nil {
		t.Error("a village wrote to a township that is not its own")
	}
}

// TestReceiptOfAnother: a receipt that answers nothing of ours is refused.
func TestReceiptOfAnother(t *testing.T) {
	w := newWorld(t)
	w.open(w.tw, "断头路")
	other := w.open(w.tw, "另一件")
	w.up(w.tw, other)
	r := w.take(w.c, w.export(w.tw, w.c))
	_, err := w.tryTake(w.v, filepath.Join(w.stick, r.Receipt))
	refused(t, "a receipt for the township", err, "seal:unknown_signer")
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

// TestPreviewsDoNotDisturb: a file that waits for a yes stays good while others are
// opened and written.
func TestPreviewsDoNotDisturb(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	in, err := w.tw.Preview(w.ctx, w.export(w.v, w.tw), nil)
	must(t, err)
	w.up(w.tw, w.open(w.tw, "断头路"))
	w.export(w.tw, w.c)
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	w.sameOpening(id)
}
