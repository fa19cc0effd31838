package casework_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// supervisionOrder gives the Data of a supervision by a desk.
func supervisionOrder(d *testkit.Desk, form casework.SupervisionForm, cases ...casework.ID) casework.OrderedSupervision {
	return casework.OrderedSupervision{No: "督〔2026〕1号", Office: d.Code, Form: form, Unit: "农业农村局", Cases: cases}
}

func aboutSupervision(id casework.ID) casework.Subject {
	return casework.Subject{Kind: casework.SubjectSupervision, ID: id}
}

// supervise writes an order at a desk and gives the subject it names.
func supervise(d *testkit.Desk, o casework.OrderedSupervision) casework.Subject {
	s := aboutSupervision(d.NewID())
	d.Write(s, casework.SupervisionOrdered, o, testkit.Act{ID: s.ID})
	return s
}

func supervisionOf(d *testkit.Desk, s casework.Subject) casework.Supervision {
	return casework.FoldSupervision(d.Entries(s.ID))
}

// rowWhys gives why each entry does not count, in the order of the rows.
func rowWhys(rows []casework.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, string(r.Kind)+" "+string(r.Why))
	}
	return out
}

func verdictOf(v casework.Verdict) casework.JudgedSupervision {
	return casework.JudgedSupervision{Verdict: v}
}

func TestFoldSupervision(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-12-14"))
	a, b := k.c.NewID(), k.c.NewID()
	o := supervisionOrder(k.c, casework.OnSite, a, b, a)
	o.To, o.Due, o.Class, o.Trigger = k.t.Code, day(t, "2026-12-21"), "listed", casework.TriggerTask
	s := supervise(k.c, o)
	k.c.Write(s, casework.SupervisionText, casework.Beside{About: s.ID, Text: "面积未核"}, noAct)
	k.t.Take(k.c.Entries(s.ID)...)
	k.clock.Set(day(t, "2026-12-15"))
	k.t.Write(s, casework.SupervisionDelivered, struct{}{}, noAct)
	k.clock.Set(day(t, "2026-12-22"))
	k.t.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "under_way"}, noAct)
	k.c.Take(k.t.Entries(s.ID)...)
	k.c.Write(s, casework.SupervisionDelivered, struct{}{}, noAct) // said already
	k.c.Write(s, casework.SupervisionJudged, verdictOf(casework.PartlyCarried), noAct)
	if got := supervisionOf(k.c, s); !got.Rejected || got.Verdict != casework.PartlyCarried {
		t.Errorf("rejected %v, verdict %s", got.Rejected, got.Verdict)
	}
	late := k.t.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, testkit.Act{On: day(t, "2026-12-20"), N: 20})
	k.c.Take(late)
	k.clock.Set(day(t, "2026-12-28"))
	k.c.Write(s, casework.SupervisionJudged, verdictOf(casework.CarriedOut), noAct)
	k.c.Write(s, casework.SupervisionJudged, verdictOf(casework.NotCarriedOut), noAct) // 已落实 ends it
	k.c.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
	k.c.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
	k.c.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, actFor(k.t))
	k.c.Write(s, casework.SupervisionText, casework.Beside{About: s.ID, Text: "已核"}, noAct)

	got := supervisionOf(k.c, s)
	want := []string{
		"supervision.ordered ", "supervision.text ", "supervision.delivered ", "supervision.fed_back ",
		"supervision.delivered twice", "supervision.judged ", "supervision.fed_back ", "supervision.judged ",
		"supervision.judged state", "supervision.closed ", "supervision.closed state", "supervision.fed_back state", "supervision.text ",
	}
	if diff := cmp.Diff(want, rowWhys(got.Rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if got.Words[s.ID] != "面积未核\n已核" {
		t.Errorf("words %q", got.Words[s.ID])
	}
	second, first := got.Feedbacks[1], got.Feedbacks[0]
	got.Rows, got.Words = nil, nil
	if diff := cmp.Diff(casework.Supervision{
		ID: s.ID, No: o.No, Office: k.c.Code, Form: casework.OnSite, Class: "listed", Unit: o.Unit, To: k.t.Code,
		Cases: []casework.ID{a, b}, Trigger: casework.TriggerTask, OrderedOn: day(t, "2026-12-14"), DeliveredOn: day(t, "2026-12-15"),
		Due: o.Due, Feedbacks: []casework.Feedback{first, second},
		Verdict: casework.CarriedOut, VerdictOn: day(t, "2026-12-28"), ClosedOn: day(t, "2026-12-28"),
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if first.Progress != "under_way" || second.Progress != "done" || got.FedBackOn() != day(t, "2026-12-20") {
		t.Errorf("feedbacks %+v, first on %s: a late entry counts from its own date", got.Feedbacks, got.FedBackOn())
	}
}

// TestSupervisionByWhom: who may write what, by whether the unit is an office of ours.
func TestSupervisionByWhom(t *testing.T) {
	fedBack := casework.FedBack{Progress: "done"}
	for _, c := range []struct {
		name string
		to   bool
		by   func(*kit) *testkit.Desk
		kind casework.Kind
		data any
		act  func(*kit) testkit.Act
		want casework.Why
	}{
		{"the orderer, from paper", false, atCounty, casework.SupervisionFedBack, fedBack, nil, ""},
		{"the orderer, for an office that feeds back itself", true, atCounty, casework.SupervisionFedBack, fedBack, nil, casework.WhyStranger},
		{"the orderer, in the name of that office", true, atCounty, casework.SupervisionFedBack, fedBack, forTownship, ""},
		{"the unit", true, atTownship, casework.SupervisionFedBack, fedBack, nil, ""},
		{"the unit confirms", true, atTownship, casework.SupervisionDelivered, struct{}{}, nil, ""},
		{"the unit judges itself", true, atTownship, casework.SupervisionJudged, verdictOf(casework.CarriedOut), nil, casework.WhyStranger},
		{"the unit closes", true, atTownship, casework.SupervisionClosed, struct{}{}, nil, casework.WhyStranger},
		{"a township that is not the unit", false, atTownship, casework.SupervisionFedBack, fedBack, nil, casework.WhyStranger},
		{"a village", true, atVillage, casework.SupervisionFedBack, fedBack, nil, casework.WhyStranger},
		{"a village for the unit", true, atVillage, casework.SupervisionFedBack, fedBack, forTownship, casework.WhyStranger},
		{"a verdict of another age", true, atCounty, casework.SupervisionJudged, verdictOf("half"), nil, casework.WhyDamaged},
		{"a second order", true, atCounty, casework.SupervisionOrdered, casework.OrderedSupervision{Form: casework.ByPhone}, nil, casework.WhyTwice},
		{"words of a case", true, atCounty, casework.CaseNote, casework.Note{Text: "x"}, nil, casework.WhyDamaged},
		{"destroying", true, atCounty, casework.EntryDestroyed, casework.Destroying{Ground: "request"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newKit(t)
			o := supervisionOrder(k.c, casework.ByPhone, k.c.NewID())
			if c.to {
				o.To = k.t.Code
			}
			s := supervise(k.c, o)
			act := testkit.Act{N: 2}
			if c.act != nil {
				act = c.act(k)
			}
			e := c.by(k).Write(s, c.kind, c.data, act)
			k.c.Take(e)
			rows := supervisionOf(k.c, s).Rows
			if r := rows[1]; r.Entry != e.ID || r.Why != c.want || r.InEffect != (c.want == "") {
				t.Errorf("%+v, want %q", r, c.want)
			}
		})
	}
}

func atCounty(k *kit) *testkit.Desk   { return k.c }
func atTownship(k *kit) *testkit.Desk { return k.t }
func atVillage(k *kit) *testkit.Desk  { return k.v }
func forTownship(k *kit) testkit.Act  { return testkit.Act{For: k.t.Code, N: 2} }
func phoneOrder(d *testkit.Desk) casework.OrderedSupervision {
	return supervisionOrder(d, casework.ByPhone, d.NewID())
}

// TestSupervisionThatNamesNothing: a letter concerns exactly one case (案), and only the
// entry that gave the id is the order.
func TestSupervisionThatNamesNothing(t *testing.T) {
	k := newKit(t)
	foreign := phoneOrder(k.t)
	for name, c := range map[string]struct {
		order casework.OrderedSupervision
		why   casework.Why
	}{
		"a letter about two cases":    {supervisionOrder(k.c, casework.ByLetter, k.c.NewID(), k.c.NewID()), casework.WhyDamaged},
		"a letter about none":         {supervisionOrder(k.c, casework.ByLetter), casework.WhyDamaged},
		"an unknown form":             {supervisionOrder(k.c, "drone", k.c.NewID()), casework.WhyDamaged},
		"in another office's name":    {foreign, casework.WhyStranger},
		"a letter about one":          {supervisionOrder(k.c, casework.ByLetter, k.c.NewID()), ""},
		"a trip about no case at all": {supervisionOrder(k.c, casework.OnSite), ""},
	} {
		s := supervise(k.c, c.order)
		k.c.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
		got := supervisionOf(k.c, s)
		later := casework.WhyEarlier
		if c.why == "" {
			later = ""
		}
		if got.Rows[0].Why != c.why || got.Rows[1].Why != later || got.ID.IsZero() != (c.why != "") || (got.Facts() == nil) != (c.why != "") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	s := aboutSupervision(k.c.NewID())
	k.c.Write(s, casework.SupervisionOrdered, phoneOrder(k.c), noAct) // its id is not that of the subject
	if got := supervisionOf(k.c, s); got.Open() || got.Rows[0].Why != casework.WhyEarlier {
		t.Errorf("%+v", got)
	}
}

// TestSupervisionDestroyed: words that were destroyed say so, in whatever order.
func TestSupervisionDestroyed(t *testing.T) {
	k := newKit(t)
	s := supervise(k.c, phoneOrder(k.c))
	text := k.c.Write(s, casework.SupervisionText, casework.Beside{About: s.ID, Text: "话"}, noAct)
	k.c.Write(s, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{text.ID}, Ground: "request"}, noAct)
	entries := k.c.Entries(s.ID)
	entries[1] = entries[1].WithoutBody()
	got := casework.FoldSupervision(entries)
	if got.Rows[1].Why != casework.WhyDestroyed || len(got.Words) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestFoldSupervisionConverges: any order and repetition, words withheld at random,
// folds to the same supervision but for the words.
func TestFoldSupervisionConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newKit(t)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "history"), 1))
		o := phoneOrder(k.c)
		o.To, o.Due = k.t.Code, k.clock.Today()+7
		s := supervise(k.c, o)
		k.t.Take(k.c.Entries(s.ID)...)
		for range 12 {
			d := pick(r, k.c, k.c, k.t, k.v)
			a := pick(r,
				act{kind: casework.SupervisionDelivered, data: struct{}{}},
				act{kind: casework.SupervisionFedBack, data: casework.FedBack{Progress: "under_way"}},
				act{kind: casework.SupervisionJudged, data: verdictOf(pick(r, casework.PartlyCarried, casework.NotCarriedOut, casework.CarriedOut))},
				act{kind: casework.SupervisionClosed, data: struct{}{}},
				act{kind: casework.SupervisionText, data: casework.Beside{About: s.ID, Text: "话"}},
			)
			d.Write(s, a.kind, a.data, noAct)
			if r.IntN(2) == 0 {
				k.c.Take(k.t.Entries(s.ID)...)
				k.t.Take(k.c.Entries(s.ID)...)
			}
			k.clock.Set(k.clock.Today() + calendar.Day(r.IntN(3)))
		}
		all := append(append(k.c.Entries(s.ID), k.t.Entries(s.ID)...), k.v.Entries(s.ID)...)
		want := casework.FoldSupervision(all)
		words := want.Words
		for range 2 {
			mixed := shuffled(r, all)
			got := casework.FoldSupervision(mixed)
			if diff := cmp.Diff(bareSupervision(want), bareSupervision(got)); diff != "" {
				rt.Fatalf("another order (-want +got):\n%s", diff)
			}
			if got := casework.FoldSupervision(append(mixed, all...)); !cmp.Equal(words, got.Words) || !cmp.Equal(want.Rows, got.Rows) {
				rt.Fatalf("a full body wins over its stub: %v %v", got.Words, rowWhys(got.Rows))
			}
		}
	})
}

// bareSupervision leaves out what a withheld body may take away.
func bareSupervision(s casework.Supervision) casework.Supervision {
	s.Words, s.Rows = nil, nil
	return s
}
