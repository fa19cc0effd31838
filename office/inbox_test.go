package office_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

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

// TestPreviewsDoNotDisturb: a file that waits for a yes stays good while others are
// opened and written.
func TestPreviewsDoNotDisturb(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	in, err := w.tw.Preview(w.ctx, w.export(w.v, w.tw), nil)
	must(t, err)
	if left, err := os.ReadDir(w.paths[townshipCode] + ".spool"); err != nil || len(left) > 0 {
		t.Errorf("the spool holds %v, %v", left, err)
	}
	w.up(w.tw, w.open(w.tw, "断头路"))
	w.export(w.tw, w.c)
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	w.sameOpening(id)
}
