package office_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/exchange"
	"silian/office"
)

const violence = "丈夫魑魅殴打妻子"

// sensitive opens a case of 家庭暴力 whose handler is operator 1.
func (w *world) sensitive(o *office.Office) casework.ID {
	w.t.Helper()
	in := demand(casework.TrackDemand, violence)
	in.Parties[0].Name = "李魍魉"
	id := w.did(o.OpenCase(w.ctx, office.Act{}, in)).Subject
	w.did(o.Mark(w.ctx, office.Act{}, id, casework.Marked{Sensitive: casework.FamilyViolence}))
	w.did(o.TakeUp(w.ctx, office.Act{}, id, false))
	w.did(o.AddNote(w.ctx, office.Act{}, id, "已联系妇联魑魅", false))
	return id
}

// seen is what the person who is signed in reads of a case, everywhere it shows.
type seen struct {
	narrative, party, note, title, found bool
}

func (w *world) seen(o *office.Office, id casework.ID) seen {
	w.t.Helper()
	c := w.fold(o, id)
	out := seen{narrative: c.Words.Text.Narrative != "" || c.Words.Text.Title != "" || len(c.Words.Text.Requests) > 0, party: len(c.Words.Parties) > 0}
	for _, notes := range []map[casework.ID]string{c.Words.Notes, c.Words.Alone} {
		out.note = out.note || len(notes) > 0
	}
	for _, m := range o.Timeline(c) {
		out.note = out.note || m.Words != ""
	}
	rows, err := o.Cases(w.ctx, office.Filter{})
	must(w.t, err)
	for _, r := range rows {
		out.title = out.title || (r.ID == id && r.Title != office.Word("title", "none"))
	}
	for _, q := range []string{"魑魅", "李魍魉", "殴打", "13900000001", "妇联"} {
		rows, err := o.Cases(w.ctx, office.Filter{Query: q})
		must(w.t, err)
		n, err := o.Count(w.ctx, office.Filter{Query: q})
		must(w.t, err)
		out.found = out.found || len(rows) > 0 || n > 0
	}
	return out
}

// TestSensitiveIsForTheHandler: a second person of the same office reads nothing of it;
// lists and search show it to nobody.
func TestSensitiveIsForTheHandler(t *testing.T) {
	w := newWorld(t)
	id := w.sensitive(w.tw)
	no := w.fold(w.tw, id).No
	if got, want := w.seen(w.tw, id), (seen{narrative: true, party: true, note: true}); got != want {
		t.Errorf("the handler: %+v, want %+v", got, want)
	}
	for _, who := range []int{2, 3, 4} {
		must(t, w.tw.SignIn(who))
		if got := w.seen(w.tw, id); got != (seen{}) {
			t.Errorf("operator %d reads %+v", who, got)
		}
		c, err := w.tw.FindCase(w.ctx, string(no)) // the number finds it, without a word
		must(t, err)
		if c.ID != id || c.Words.Text.Narrative != "" || c.Handling != casework.InHandling {
			t.Errorf("operator %d by number: %+v", who, c.Words)
		}
		rows, err := w.tw.Cases(w.ctx, office.Filter{Query: string(no)})
		must(t, err)
		if len(rows) != 1 || rows[0].ID != id || rows[0].Title != office.Word("title", "none") {
			t.Errorf("by number: %+v", rows)
		}
	}
	must(t, w.tw.SignIn(2))
	w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "乙的一笔", false)) // writing does not open the case
	if got := w.seen(w.tw, id); got != (seen{}) {
		t.Errorf("operator 2 reads after writing %+v", got)
	}
	w.did(w.tw.Promise(w.ctx, office.Act{}, id, w.tw.Today()+3, ""))
	promises, err := w.tw.OpenPromises(w.ctx, 10)
	must(t, err)
	if len(promises) != 1 || promises[0].CaseTitle != office.Word("title", "none") {
		t.Errorf("promises %+v", promises)
	}
	w.clean(w.tw)
}

// TestOrdinaryIsForAll: the same words unmarked are read, found and listed.
func TestOrdinaryIsForAll(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, violence)
	must(t, w.tw.SignIn(2))
	got := w.seen(w.tw, id)
	if !got.narrative || !got.party || !got.title || !got.found {
		t.Errorf("operator 2 reads %+v: the tests beside show nothing", got)
	}
	must(t, w.tw.SignIn(4))
	if got := w.seen(w.tw, id); got.narrative || got.party || got.note {
		t.Errorf("the administrator reads %+v", got)
	}
}

// TestMarkingHidesAtOnce: what was in the index leaves it when the case is marked.
func TestMarkingHidesAtOnce(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, violence)
	if !w.seen(w.tw, id).found {
		t.Fatal("not found before: the test shows nothing")
	}
	w.did(w.tw.Mark(w.ctx, office.Act{}, id, casework.Marked{Sensitive: casework.Minors}))
	if got := w.seen(w.tw, id); got.found || got.title || !got.narrative {
		t.Errorf("after marking %+v", got)
	}
	w.did(w.tw.Mark(w.ctx, office.Act{}, id, casework.Marked{})) // never taken back
	if got := w.seen(w.tw, id); got.found || got.title {
		t.Errorf("after unmarking %+v", got)
	}
	w.clean(w.tw)
}

// TestSensitiveTravelsToTheHolderOnly: the township of the village that holds it gets
// the skeleton; when it is offered the case it gets the words, and its titles hide them.
func TestSensitiveTravelsToTheHolderOnly(t *testing.T) {
	w := newWorld(t)
	id := w.sensitive(w.v)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if len(plan.Cases) != 1 || plan.Cases[0].Title != office.Word("title", "none") {
		t.Errorf("export preview %+v", plan.Cases)
	}
	path := w.export(w.v, w.tw)
	for _, e := range w.opened(path, w.v, w.tw) {
		if holds(e, "魑魅") || holds(e, "魍魉") {
			t.Errorf("%s is in the file", e.ID)
		}
	}
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	if len(in.Cases) != 1 || in.Cases[0].Title != office.Word("title", "none") {
		t.Errorf("import preview %+v", in.Cases)
	}
	must(t, in.Discard())
	w.take(w.tw, path)
	if found := filesWith(t, filepath.Dir(w.paths[townshipCode]), "魑魅"); len(found) > 0 {
		t.Errorf("it lies in %v", found)
	}
	if got := w.seen(w.tw, id); got != (seen{}) {
		t.Errorf("the township reads %+v", got)
	}
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	if got, want := w.seen(w.tw, id), (seen{narrative: true, party: true, note: true}); got != want {
		t.Errorf("its handler at the township: %+v, want %+v", got, want)
	}
	must(t, w.tw.SignIn(2))
	if got := w.seen(w.tw, id); got != (seen{}) {
		t.Errorf("operator 2 of the township reads %+v", got)
	}
	must(t, w.tw.SignIn(1))
	w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "镇里的魑魅", false))
	path = w.export(w.tw, w.v)
	for _, e := range w.opened(path, w.tw, w.v) {
		if holds(e, "镇里的魑魅") {
			t.Errorf("the village no longer holds it, and gets %s", e.ID)
		}
	}
	w.take(w.v, path)
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling, Tried: "urgent"}))
	w.did(w.tw.Recall(w.ctx, office.Act{}, id, ""))
	path = w.export(w.tw, w.c)
	entries := w.opened(path, w.tw, w.c)
	for _, e := range entries {
		if holds(e, "魑魅") || holds(e, "魍魉") {
			t.Errorf("the county was offered it in vain, and gets %s", e.ID)
		}
	}
	if len(entries) == 0 {
		t.Error("an empty file shows nothing")
	}
	w.take(w.c, path)
	w.clean(w.v, w.tw, w.c)
}

// opened gives the entries of a sealed file as its addressee reads them.
func (w *world) opened(path string, from, to *office.Office) []casework.Entry {
	w.t.Helper()
	card := func(o *office.Office) exchange.Card {
		data, err := os.ReadFile(w.paths[o.Me().Code] + ".xfcard")
		must(w.t, err)
		return ok2(exchange.ParseCard(data))
	}
	keyFile, err := os.ReadFile(w.paths[to.Me().Code] + ".key")
	must(w.t, err)
	ring, err := exchange.OpenKeyFileWith(keyFile, password, exchange.KDFParams{ArgonMemory: 64, ArgonTime: 1, ArgonThreads: 1, SM3Rounds: 1})
	must(w.t, err)
	spool, err := exchange.OpenSpool(w.t.TempDir())
	must(w.t, err)
	defer func() { _ = spool.Close() }()
	in, err := exchange.Open(w.ctx, exchange.OpenConfig{
		Spool: spool, Keys: ring, Me: card(to), Trust: exchange.Trust{{Card: card(from), Standing: exchange.StandingCompared}},
		Past: func(casework.OfficeCode) ([]exchange.Imported, error) { return nil, nil },
	}, path)
	must(w.t, err)
	defer func() { _ = in.Close() }()
	var out []casework.Entry
	for e, err := range in.Entries() {
		must(w.t, err)
		out = append(out, e)
	}
	return out
}

// holds reports whether an entry carries the text in its body.
func holds(e casework.Entry, text string) bool {
	b, ok := e.Body()
	return ok && bytes.Contains(b.Data, []byte(text))
}

// TestSealedEnvelopeStaysHere: of an accusation (检举控告) not a byte leaves the office,
// and a village writes none.
func TestSealedEnvelopeStaysHere(t *testing.T) {
	const number, addressee = "密信魑魅0007", "县纪委魍魉"
	w := newWorld(t)
	in := casework.SealedEnvelope{Envelope: number, Addressee: addressee}
	w.no("why:role")(w.v.ReceiveEnvelope(w.ctx, office.Act{}, in))
	w.no("envelope.missing")(w.tw.ReceiveEnvelope(w.ctx, office.Act{}, casework.SealedEnvelope{Envelope: number, Addressee: " "}))
	w.no("why:stranger")(w.tw.ReceiveEnvelope(w.ctx, office.Act{For: hamletCode}, in))
	w.did(w.tw.ReceiveEnvelope(w.ctx, office.Act{}, in))
	w.did(w.c.ReceiveEnvelope(w.ctx, office.Act{}, in))
	for _, o := range []*office.Office{w.tw, w.c} {
		if len(filesWith(t, filepath.Dir(w.paths[o.Me().Code]), "魑魅")) == 0 {
			t.Fatalf("%s: found nowhere at home: the test shows nothing", o.Me().Name)
		}
		f, err := o.Figures(w.ctx, casework.Period{From: o.Today(), To: o.Today()})
		must(t, err)
		if n := f.Get(27, "").Numerator; n != 1 {
			t.Errorf("%s counts %d envelopes", o.Me().Name, n)
		}
	}
	for _, way := range [][2]*office.Office{{w.tw, w.v}, {w.tw, w.c}, {w.c, w.tw}} {
		_, err := way[0].Export(w.ctx, way[1].Me().Code, w.stick, nil)
		refused(t, "an envelope alone", err, "export.nothing_new")
	}
	// with other things in the file
	down := w.open(w.v, "水渠漏水")
	w.up(w.v, down)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, down))
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, down, office.ReportInput{Demand: casework.AskRuling, Tried: "urgent"}))
	w.did(w.c.SetRule(w.ctx, office.Act{}, casework.RulesHolidays, notice2027(t)))
	w.at("2026-12-02")
	_, err := w.tw.Freeze(w.ctx, office.Act{}, casework.Month, november(t))
	must(t, err)
	for _, way := range [][2]*office.Office{{w.tw, w.v}, {w.tw, w.c}, {w.c, w.tw}} {
		path := w.export(way[0], way[1])
		entries := w.opened(path, way[0], way[1])
		if len(entries) == 0 {
			t.Errorf("%s to %s: an empty file shows nothing", way[0].Me().Name, way[1].Me().Name)
		}
		for _, e := range entries {
			if e.Kind == casework.SubjectSealed || holds(e, "魑魅") || holds(e, "魍魉") {
				t.Errorf("%s to %s carries %s", way[0].Me().Name, way[1].Me().Name, e.Kind)
			}
		}
	}
	stray := w.entry(townshipCode, casework.SealedSubject(townshipCode), 1, casework.SealedReceived, in)
	_, err = w.tryTake(w.c, w.forge(w.tw, w.c, 50, stray))
	refused(t, "an envelope in a file", err, "seal:bad_entries")
	w.clean(w.v, w.tw, w.c)
}
