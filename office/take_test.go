package office_test

import (
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestAdministratorTakesFiles: whoever is signed in, a stick can be taken in.
func TestAdministratorTakesFiles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	path := w.export(w.v, w.tw)
	must(t, w.tw.SignIn(4))
	w.take(w.tw, path)
	if c := w.fold(w.tw, id); c.Handling != casework.ReceivedAbove && c.Handling != casework.InTransit {
		t.Errorf("state %s", c.Handling)
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
