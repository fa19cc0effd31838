package casework_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// frozen gives the report of a desk for December 2026 with one figure.
func frozen(d *testkit.Desk, cases int) casework.FrozenReport {
	p := casework.Period{From: 20788, To: 20818} // 2026-12
	return casework.Freeze(d.Code, casework.Month, p, d.Clock.Today(), 7, casework.DigestOf([]byte("rules")), []casework.Indicator{{ID: 1, Part: "cases", Numerator: cases}})
}

func TestFreeze(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2027-01-02"))
	p, err := casework.Period{}, error(nil)
	if _, p, err = casework.ParsePeriod("2026-12"); err != nil {
		t.Fatal(err)
	}
	got := casework.Freeze(k.t.Code, casework.Month, p, k.clock.Today(), 41, casework.Digest{1}, []casework.Indicator{{ID: 17, Kind: casework.RatioFigure, Unit: casework.UnitDuty, Numerator: 3, Denominator: 4, Small: 10}})
	want := casework.FrozenReport{
		Office: k.t.Code, Span: casework.Month, From: day(t, "2026-12-01"), To: day(t, "2026-12-31"), On: day(t, "2027-01-02"), AsOf: 41, Rules: casework.Digest{1},
		Figures: []casework.Figure{{ID: 17, Numerator: 3, Denominator: 4}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Period() != p {
		t.Errorf("period %v", got.Period())
	}
	got.Figures = append(got.Figures, casework.Figure{ID: 99, Part: "unknown"})
	back := []casework.Indicator{{ID: 17, Kind: casework.RatioFigure, Unit: casework.UnitDuty, Numerator: 3, Denominator: 4}}
	if diff := cmp.Diff(back, got.Indicators()); diff != "" {
		t.Errorf("given back (-want +got):\n%s", diff)
	}
}

// TestFoldReports: what was published stays published, and only by the office itself.
func TestFoldReports(t *testing.T) {
	k := newKit(t)
	r := frozen(k.t, 5)
	s := casework.ReportSubject(r.Office, r.Span, r.From)
	publish := func(d *testkit.Desk, s casework.Subject, r casework.FrozenReport, act testkit.Act) casework.Entry {
		return d.Write(s, casework.ReportFrozen, r, act)
	}
	one := publish(k.t, s, r, noAct)
	again := publish(k.t, s, frozen(k.t, 6), noAct)
	copied := publish(k.t.Copy(8), s, frozen(k.t, 7), actN(2))
	foreign := publish(k.c, s, r, noAct)
	forThem := publish(k.c, s, r, actFor(k.t))
	elsewhere := publish(k.t, casework.ReportSubject(r.Office, casework.Week, r.From), r, noAct)
	village := frozen(k.v, 2)
	other := publish(k.v, casework.ReportSubject(village.Office, village.Span, village.From), village, noAct)
	backwards := r
	backwards.Span, backwards.To = casework.Year, r.From-1
	wrong := publish(k.t, casework.ReportSubject(r.Office, casework.Year, r.From), backwards, noAct)
	note := k.t.Write(s, casework.CaseNote, casework.Note{Text: "话"}, noAct)
	destroyed := k.t.Write(s, casework.EntryDestroyed, casework.Destroying{Ground: "request"}, noAct)
	newer := k.t.Seal(s, casework.Body{Kind: casework.ReportFrozen, Ver: 9, On: k.clock.Today(), Data: []byte(`{}`)}, noAct)
	withheld := publish(k.t, s, frozen(k.t, 8), noAct).WithoutBody()
	all := []casework.Entry{one, again, copied, foreign, forThem, elsewhere, other, wrong, note, destroyed, newer, withheld}
	want := casework.FoldReports(all)
	for id, why := range map[casework.ID]casework.Why{
		one.ID: "", again.ID: casework.WhyTwice, copied.ID: casework.WhyTwice, foreign.ID: casework.WhyStranger, forThem.ID: casework.WhyStranger,
		elsewhere.ID: casework.WhyStranger, other.ID: "", wrong.ID: casework.WhyDamaged, note.ID: casework.WhyDamaged, destroyed.ID: "", newer.ID: casework.WhyNewer, withheld.ID: casework.WhyWithheld,
	} {
		row := row(t, casework.Case{Rows: want.Rows}, id)
		if row.Why != why || row.InEffect != (why == "") {
			t.Errorf("%s of %s: %q, want %q", row.Kind, row.Office, row.Why, why)
		}
	}
	if diff := cmp.Diff([]casework.PublishedReport{{Entry: one.ID, FrozenReport: r}, {Entry: other.ID, FrozenReport: village}}, want.Published); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	if got, ok := want.Find(r.Office, casework.Month, r.From); !ok || got.Figures[0].Numerator != 5 {
		t.Errorf("found %+v, %v", got, ok)
	}
	if _, ok := want.Find(r.Office, casework.Year, r.From); ok {
		t.Error("a report that nobody published")
	}
	rapid.Check(t, func(rt *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		mixed := append(append([]casework.Entry{}, all...), all[random.IntN(len(all))], all[random.IntN(len(all))])
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, casework.FoldReports(mixed)); diff != "" {
			rt.Fatalf("another order:\n%s", diff)
		}
	})
}

// TestCorrections: a case that was registered late (补登) shows beside the next report;
// what came after the report is no correction.
func TestCorrections(t *testing.T) {
	p := casework.Period{From: first, To: last}
	facts := []casework.Fact{of(registered, 1, 100), of(resolved, 1, 110, at(casework.Township))}
	then := casework.Count(facts, casework.Question{Period: p, AsOf: last + 2})
	report := casework.Freeze("411626102000", casework.Month, p, last+2, 2, casework.Digest{}, then.All)
	again := func(more ...casework.Fact) []casework.Correction {
		all := append(facts[:len(facts):len(facts)], more...)
		return casework.Corrections(report, casework.Count(all, casework.Question{Period: p, AsOf: report.On}).All)
	}
	if c := again(of(reopened, 1, last+3, good), of(registered, 3, last+1)); len(c) != 0 {
		t.Errorf("later news are no corrections: %+v", c)
	}
	fig := func(id int, part string, n, d int) casework.Figure {
		return casework.Figure{ID: id, Part: part, Numerator: n, Denominator: d}
	}
	corrected := func(id int, part string, n, d, m, e int) casework.Correction {
		return casework.Correction{ID: id, Part: part, Was: fig(id, part, n, d), Is: fig(id, part, m, e)}
	}
	want := []casework.Correction{
		corrected(1, "cases", 1, 0, 2, 0), corrected(1, "registrations", 1, 0, 2, 0), corrected(4, "new", 1, 0, 2, 0), corrected(4, "end", 0, 0, 1, 0),
		corrected(5, "", 1, 1, 1, 2), corrected(6, "", 1, 1, 1, 2), corrected(13, "", 0, 1, 0, 2), corrected(24, "reported", 0, 1, 0, 2),
	}
	if diff := cmp.Diff(want, again(of(registered, 2, 120))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	report.Figures = append(report.Figures, fig(99, "gone", 1, 1))
	if c := casework.Corrections(report, append(then.All, casework.Indicator{ID: 98})); len(c) != 0 {
		t.Errorf("parts that one side lacks: %+v", c)
	}
}
