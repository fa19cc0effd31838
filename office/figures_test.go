package office_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// november is the month of the tests, a whole one.
func november(t testing.TB) casework.Period {
	t.Helper()
	return casework.Period{From: day(t, "2026-11-01"), To: day(t, "2026-11-30")}
}

// begins says that meetings and village days began with November: before the day on
// which the files were founded nothing else is missed.
func (w *world) begins(offices ...*office.Office) {
	w.t.Helper()
	first := november(w.t).From
	for _, o := range offices {
		days, meetings := o.Rules().VillageDays(first), o.Rules().Meetings(first)
		days.From, days.Start, meetings.From, meetings.Start = first, first, first, first
		w.did(o.SetRule(w.ctx, office.Act{}, casework.RulesVillageDay, days))
		w.did(o.SetRule(w.ctx, office.Act{}, casework.RulesMeeting, meetings))
	}
}

// month writes a small month of the township, as it happens, and ends on 2026-12-02.
func (w *world) month() {
	w.t.Helper()
	on := office.Act{}
	w.at("2026-11-03")
	a := w.open(w.tw, "断头路")
	w.at("2026-11-05")
	w.open(w.tw, "河道垃圾") // nobody is told: its 15 days end on 11-20
	d := w.did(w.tw.OpenCase(w.ctx, on, demand(casework.TrackDispute, "两家争地界"))).Subject
	w.at("2026-11-06")
	w.did(w.tw.Mediate(w.ctx, on, d, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}, ""))
	w.at("2026-11-09")
	w.did(w.tw.Resolve(w.ctx, on, d, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, ""))
	m := w.plan(casework.ID{})
	w.did(w.tw.HoldMeeting(w.ctx, on, m, casework.HeldMeeting{Chair: casework.Seat{Unit: "镇党委", Post: "书记", Name: "赵某", Main: true}}, ""))
	w.at("2026-11-10")
	w.did(w.tw.Notice(w.ctx, on, a, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, ""))
	w.did(w.tw.Supervise(w.ctx, on, order(casework.ByPhone, 5, w, a), ""))
	w.at("2026-11-24")
	_, err := w.v.ReceiveVisitor(w.ctx, on, visit("问低保"))
	must(w.t, err)
	spot := visit("开证明")
	spot.OnTheSpot, spot.People = true, 3
	_, err = w.v.ReceiveVisitor(w.ctx, on, spot)
	must(w.t, err)
	w.carry(w.v, w.tw)
	w.begins(w.tw)
	w.at("2026-12-02")
}

// told writes the parts of figures that say anything, one a line.
func told(all []casework.Indicator) map[string]string {
	out := map[string]string{}
	for _, i := range all {
		if i.Numerator == 0 && i.Denominator == 0 {
			continue
		}
		out[fmt.Sprintf("%d %s", i.ID, i.Part)] = fmt.Sprintf("%d/%d", i.Numerator, i.Denominator)
	}
	return out
}

// TestFiguresOfAMonth: each figure of a small month, worked out by hand. The week of
// 11-30 is not over on 12-02, so four weeks of the meeting are judged.
func TestFiguresOfAMonth(t *testing.T) {
	w := newWorld(t)
	w.month()
	f, err := w.tw.Figures(w.ctx, november(t))
	must(t, err)
	want := map[string]string{
		"1 cases": "3/0", "1 registrations": "3/0", "2 groups": "2/0", "2 persons": "4/0", "3 ": "1/2",
		"4 new": "3/0", "4 resolved": "1/0", "4 end": "2/0", "5 ": "1/3", "6 ": "1/3",
		"8 village": "0/1", "8 township": "1/1", "8 county": "0/1", "9 within_village": "0/1", "9 within_township": "1/1",
		"10 in_time": "1/2", "10 late": "0/2", "10 undone": "1/2",
		"12 answer_median": "1/1", "12 answer_mean": "1/1", "12 resolved_median": "4/1", "12 resolved_mean": "4/1",
		"13 ": "0/3", "14 ": "0/1", "15 evaluated": "0/1", "19 ": "1/1",
		"20 ": "1/3", "21 ": "1/4", "22 all": "1/1", "22 township": "1/1", "23 phone": "1/0", "23 feedback": "0/1",
		"24 reported": "0/3",
	}
	if d := cmp.Diff(want, told(f.All)); d != "" {
		t.Errorf("township (-want +got):\n%s", d)
	}
	if f.Stock.End() != 2 || f.Share.Township != 1 || f.Share.Sum() != 1 {
		t.Errorf("stock %+v, share %+v", f.Stock, f.Share)
	}
	own, err := w.v.Figures(w.ctx, november(t))
	must(t, err)
	if d := cmp.Diff(map[string]string{"2 groups": "2/0", "2 persons": "4/0", "3 ": "1/2", "20 ": "1/1", "26 ": "0/0"}, withZero(told(own.All), "26 ")); d != "" {
		t.Errorf("village (-want +got):\n%s", d)
	}
}

// withZero fills in a figure that says nothing.
func withZero(m map[string]string, key string) map[string]string {
	if _, ok := m[key]; !ok {
		m[key] = "0/0"
	}
	return m
}

// TestFreeze: a period is published when it is over, once, and by a clerk; later entries
// change the figures but not what was published; counted again they tell the difference.
func TestFreeze(t *testing.T) {
	w := newWorld(t)
	w.month()
	p := november(t)
	w.at("2026-11-30")
	_, err := w.tw.Freeze(w.ctx, office.Act{}, casework.Month, p)
	refused(t, "on its last day", err, "period.not_over")
	if got := office.Explain(err); got != "这一期还没过完，过完再报出" {
		t.Errorf("explained as %q", got)
	}
	w.at("2026-12-02")
	must(t, w.tw.SignIn(3))
	_, err = w.tw.Freeze(w.ctx, office.Act{}, casework.Month, p)
	refused(t, "by the leader", err, "why:role")
	must(t, w.tw.SignIn(1))
	_, err = w.v.Freeze(w.ctx, office.Act{}, casework.Month, p)
	refused(t, "by a village", err, "why:role")
	if all, err := w.tw.Published(w.ctx, casework.Month, p); err != nil || len(all) != 0 {
		t.Errorf("published %+v, %v", all, err)
	}
	before, err := w.tw.Figures(w.ctx, p)
	must(t, err)
	act := office.Act{Key: ok2(w.tw.NewKey())}
	frozen := ok2(w.tw.Freeze(w.ctx, act, casework.Month, p))
	again := ok2(w.tw.Freeze(w.ctx, act, casework.Month, p)) // pressed twice
	if d := cmp.Diff(frozen, again); d != "" {
		t.Errorf("pressed twice (-first +second):\n%s", d)
	}
	if d := cmp.Diff(told(before.All), told(frozen.Indicators())); d != "" {
		t.Errorf("published (-figures +report):\n%s", d)
	}
	if frozen.Office != townshipCode || frozen.On != w.tw.Today() || frozen.Rules != w.tw.Rules().Version() || frozen.AsOf == 0 {
		t.Errorf("report %+v", frozen)
	}
	_, err = w.tw.Freeze(w.ctx, office.Act{}, casework.Month, p)
	refused(t, "a second time", err, "why:twice")

	count := func(asOf calendar.Day) []casework.Indicator {
		all, err := w.tw.Indicators(w.ctx, p, asOf)
		must(t, err)
		return all
	}
	w.at("2026-12-20") // nothing came late: counted again as of that day it is the same
	if c := casework.Corrections(frozen, count(frozen.On)); len(c) != 0 {
		t.Errorf("corrections without a late entry: %+v", c)
	}
	late := w.did(w.tw.OpenCase(w.ctx, office.Act{On: day(t, "2026-11-28")}, demand(casework.TrackDispute, "补登一件"))).Subject
	w.did(w.tw.Repeat(w.ctx, office.Act{On: day(t, "2026-11-29")}, late, casework.Repeated{Form: "call"}, ""))
	w.open(w.tw, "十二月的一件") // is of another month
	now, err := w.tw.Figures(w.ctx, p)
	must(t, err)
	if now.Get(1, "cases").Numerator != 4 || now.Get(1, "registrations").Numerator != 5 {
		t.Errorf("figures do not follow: %+v", now.Get(1, "cases"))
	}
	all := ok2(w.tw.Published(w.ctx, casework.Month, p))
	if len(all) != 1 || len(all[0].Figures) != len(frozen.Figures) {
		t.Fatalf("published %+v", all)
	}
	if d := cmp.Diff(frozen, all[0]); d != "" {
		t.Errorf("what was published changed:\n%s", d)
	}
	got := map[string]string{}
	for _, c := range casework.Corrections(frozen, count(frozen.On)) {
		got[fmt.Sprintf("%d %s", c.ID, c.Part)] = fmt.Sprintf("%d/%d is %d/%d", c.Was.Numerator, c.Was.Denominator, c.Is.Numerator, c.Is.Denominator)
	}
	want := map[string]string{
		"1 cases": "3/0 is 4/0", "1 registrations": "3/0 is 5/0", "4 new": "3/0 is 4/0", "4 end": "2/0 is 3/0",
		"5 ": "1/3 is 1/4", "6 ": "1/3 is 1/4", "13 ": "0/3 is 1/5", "24 reported": "0/3 is 0/4",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("corrections (-want +got):\n%s", d)
	}
	w.clean(w.tw)
}

// TestRecountAsItWasThen: a day that came about and a file that was acknowledged after the
// report are not in the figures as of its day.
func TestRecountAsItWasThen(t *testing.T) {
	w := newWorld(t)
	p := casework.Period{From: day(t, "2026-11-20"), To: day(t, "2026-12-31")}
	w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw) // to be acknowledged by 12-01
	w.at("2026-12-02")
	then := w.v.Today()
	before, err := w.v.Indicators(w.ctx, p, 0)
	must(t, err)
	if got := told(before); got["26 "] != "0/1" || got["20 "] != "0/1" {
		t.Errorf("then %+v", got)
	}
	w.at("2026-12-14")
	w.did(w.v.CloseDay(w.ctx, office.Act{}))
	r := w.take(w.tw, path)
	w.take(w.v, w.stick+"/"+r.Receipt)
	now, err := w.v.Indicators(w.ctx, p, 0)
	must(t, err)
	if got := told(now); got["26 "] != "1/1" || got["20 "] != "1/3" {
		t.Errorf("now %+v", got)
	}
	again, err := w.v.Indicators(w.ctx, p, then)
	must(t, err)
	if d := cmp.Diff(told(before), told(again)); d != "" {
		t.Errorf("counted again as of %s (-then +again):\n%s", then, d)
	}
}

// TestReportsGoUp: the county adds up what was published below, and names who is silent.
func TestReportsGoUp(t *testing.T) {
	w := newWorld(t)
	other := w.found(casework.Office{Code: otherTown, Name: "石桥镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	w.begins(w.c, other)
	w.meet(other, w.c)
	w.at("2026-11-20")
	w.open(w.c, "县里的一件")
	w.month()
	p := november(t)
	sum, missing, err := w.c.Together(w.ctx, casework.Month, p)
	must(t, err)
	if d := cmp.Diff([]casework.OfficeCode{townshipCode, otherTown}, missing); d != "" || told(sum)["1 cases"] != "1/0" {
		t.Errorf("before: %s, missing (-want +got):\n%s", told(sum)["1 cases"], d)
	}
	frozen := ok2(w.tw.Freeze(w.ctx, office.Act{}, casework.Month, p))
	w.did(w.tw.OpenCase(w.ctx, office.Act{On: day(t, "2026-11-28")}, demand(casework.TrackDispute, "补登一件"))) // after the report
	for _, e := range w.opened(w.export(w.tw, w.c), w.tw, w.c) {
		if holds(e, "张某某") || holds(e, "赵某") || e.Kind != casework.SubjectReport {
			t.Errorf("the report carries %s", e.Kind)
		}
	}
	w.carry2(w.tw, w.c)
	all := ok2(w.c.Published(w.ctx, casework.Month, p))
	if len(all) != 1 {
		t.Fatalf("the county holds %+v", all)
	}
	if d := cmp.Diff(frozen, all[0]); d != "" {
		t.Errorf("at the county (-sent +got):\n%s", d)
	}
	for _, none := range []struct {
		span casework.Span
		p    casework.Period
	}{{casework.Week, p}, {casework.Month, casework.Period{From: p.From, To: p.To - 1}}} {
		if got := ok2(w.c.Published(w.ctx, none.span, none.p)); len(got) != 0 {
			t.Errorf("%s: %+v", none.span, got)
		}
	}
	sum, missing, err = w.c.Together(w.ctx, casework.Month, p)
	must(t, err)
	if d := cmp.Diff([]casework.OfficeCode{otherTown}, missing); d != "" {
		t.Errorf("missing (-want +got):\n%s", d)
	}
	got := told(sum)
	for part, want := range map[string]string{"1 cases": "4/0", "4 end": "3/0", "5 ": "1/4", "6 ": "1/4", "20 ": "1/3", "21 ": "1/8", "8 township": "1/1", "10 undone": "1/2"} {
		if got[part] != want {
			t.Errorf("together %s: %s, want %s", part, got[part], want)
		}
	}
	empty := ok2(other.Freeze(w.ctx, office.Act{}, casework.Month, p))
	w.carry(other, w.c)
	if sum, missing, err = w.c.Together(w.ctx, casework.Month, p); err != nil || len(missing) != 0 {
		t.Errorf("missing %v, %v", missing, err)
	}
	if got := told(sum); got["1 cases"] != "4/0" || got["21 "] != "1/12" || told(empty.Indicators())["21 "] != "0/4" {
		t.Errorf("together %v", got)
	}
	forged := frozen
	forged.Figures = nil
	forged.From--
	e := w.entry(townshipCode, casework.ReportSubject(townshipCode, casework.Month, forged.From), 1, casework.ReportFrozen, forged)
	_, err = w.tryTake(w.c, w.forge(other, w.c, 50, e))
	refused(t, "a report in another's name", err, "seal:foreign_author")
	w.clean(w.tw, w.c, other)
}

// carry2 takes the file that waits on the stick over.
func (w *world) carry2(from, to *office.Office) {
	w.t.Helper()
	sent, err := from.SentFiles(w.ctx)
	must(w.t, err)
	w.take(to, w.stick+"/"+sent[0].File)
}
