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

// notice2027 is a made-up notice, whole: the Spring Festival is off up to 02-11.
func notice2027(t testing.TB) casework.HolidayNotice {
	n := casework.HolidayNotice{Year: 2027}
	off := func(name, from, to string) {
		for d := day(t, from); d <= day(t, to); d++ {
			n.Rows = append(n.Rows, casework.HolidayRow{Day: d, Name: name, Off: true})
		}
	}
	off("元旦", "2027-01-01", "2027-01-03")
	off("春节", "2027-02-05", "2027-02-11")
	off("清明", "2027-04-03", "2027-04-05")
	off("劳动节", "2027-05-01", "2027-05-05")
	off("端午", "2027-06-09", "2027-06-09")
	off("中秋", "2027-09-15", "2027-09-15")
	off("国庆节", "2027-10-01", "2027-10-07")
	n.Rows = append(n.Rows, casework.HolidayRow{Day: day(t, "2027-02-20"), Name: "春节"})
	return n
}

// county gives the desk of the county and a pen for its rule book.
func county(t testing.TB) (*testkit.Desk, func(casework.Kind, any) casework.Entry) {
	k := newKit(t)
	book := casework.RulesSubject(k.c.Code)
	return k.c, func(kind casework.Kind, data any) casework.Entry { return k.c.Write(book, kind, data, noAct) }
}

func TestFoldRules(t *testing.T) {
	c, write := county(t)
	book := casework.RulesSubject(c.Code)
	from := day(t, "2026-06-01")
	limits := casework.Limits{From: from, ReopenDays: 90, SmallNumber: 5, GroupVisit: 6, VisitDays: 20, PackageDays: 3, StaleDays: 10}
	labels := casework.Labels{From: from, Joint: []casework.Label{{"一联", ""}, {"二联", ""}, {"三联", ""}, {"四联", ""}}, Confirmed: true}
	k16 := lineOf(t, casework.K16A, func(c *casework.ClockRule) { c.On = true })
	want := casework.RuleBook{
		Office:      c.Code,
		Clocks:      []casework.ClockRule{k16},
		Targets:     []casework.ShareTarget{{From: from, Village: 50, Township: 30, County: 20, Basis: casework.BasisAll, By: casework.ByMaxLevel, OnTheSpot: true}},
		Labels:      []casework.Labels{labels},
		VillageDays: []casework.VillageDayRule{{From: from, Days: []int{5, 15, 25}, Postpone: true, Start: from}},
		Exceptions:  []calendar.Exception{{Day: from + 5, Kind: calendar.Cancelled, Reason: "防汛", Person: "张某"}},
		Meetings:    []casework.MeetingRule{{From: from, Weekday: 2, Five: []string{"甲", "乙", "丙", "丁", "戊"}, TopMost: 1, Start: from}},
		Limits:      []casework.Limits{limits},
		Holidays:    []casework.HolidayNotice{notice2027(t)},
	}
	write(casework.RulesClock, want.Clocks[0])
	write(casework.RulesTarget, want.Targets[0])
	write(casework.RulesLabels, want.Labels[0])
	write(casework.RulesVillageDay, want.VillageDays[0])
	write(casework.RulesException, want.Exceptions[0])
	write(casework.RulesMeeting, want.Meetings[0])
	write(casework.RulesLimits, limits)
	write(casework.RulesHolidays, want.Holidays[0])
	got := casework.FoldRules(c.Entries(book.ID), c.Code)
	for _, r := range got.Rows {
		if !r.InEffect || r.Why != "" || r.On != c.Clock.Today() || r.Operator != 1 {
			t.Errorf("%+v", r)
		}
	}
	rows := got.Rows
	if got.Rows = nil; len(rows) != 8 {
		t.Errorf("%d rows", len(rows))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("book (-want +got):\n%s", diff)
	}
	r := national(t).With(got)
	if r.Target(from).Village != 50 || r.Limits(from).StaleDays != 10 || r.VillageDays(from).Days[0] != 5 ||
		r.Meetings(from).Weekday != 2 || !r.Labels(from).Confirmed || len(r.Exceptions()) != 1 || r.Target(from-1).Village != 40 {
		t.Error("a setting of the book is not in force")
	}
	// 2027-02-07 lies in the festival: with the notice the end is known.
	c15 := suggestionOn(day(t, "2027-01-08")).Clocks(r)
	if len(c15) != 1 || c15[0].Due != day(t, "2027-02-12") || !c15[0].Known {
		t.Errorf("%+v", c15)
	}
}

// TestRulesThatDoNotCount stay in Rows with the reason.
func TestRulesThatDoNotCount(t *testing.T) {
	k := newKit(t)
	book := casework.RulesSubject(k.c.Code)
	good := casework.Limits{ReopenDays: 90, SmallNumber: 5, GroupVisit: 6, VisitDays: 20, PackageDays: 3, StaleDays: 10}
	half := notice2027(t)
	half.Rows = half.Rows[:5]
	far := notice2027(t)
	far.Year = 2030
	for _, c := range []struct {
		name string
		by   *testkit.Desk
		at   casework.Subject
		kind casework.Kind
		data any
		act  testkit.Act
		want casework.Why
	}{
		{"own", k.c, book, casework.RulesLimits, good, noAct, ""},
		{"of a township in the county's book", k.t, book, casework.RulesLimits, good, noAct, casework.WhyStranger},
		{"of a township in the county's name", k.t, book, casework.RulesLimits, good, actFor(k.c), casework.WhyStranger},
		{"of the county in a township's name", k.c, book, casework.RulesLimits, good, actFor(k.t), casework.WhyStranger},
		{"in another book", k.c, casework.RulesSubject(k.t.Code), casework.RulesLimits, good, noAct, casework.WhyStranger},
		{"of another subject", k.c, book, casework.CaseNote, casework.Note{}, noAct, casework.WhyDamaged},
		{"unreadable", k.c, book, casework.RulesLimits, "x", noAct, casework.WhyDamaged},
		{"newer", k.c, book, "rules.tomorrow", good, noAct, casework.WhyNewer},
		{"no limits", k.c, book, casework.RulesLimits, casework.Limits{}, noAct, casework.WhyDamaged},
		{"shares", k.c, book, casework.RulesTarget, casework.ShareTarget{Village: 40, Basis: casework.BasisAll, By: casework.ByHolderLevel}, noAct, casework.WhyDamaged},
		{"basis", k.c, book, casework.RulesTarget, casework.ShareTarget{Village: 100, Basis: "odd", By: casework.ByHolderLevel}, noAct, casework.WhyDamaged},
		{"level basis", k.c, book, casework.RulesTarget, casework.ShareTarget{Village: 100, Basis: casework.BasisAll}, noAct, casework.WhyDamaged},
		{"three labels", k.c, book, casework.RulesLabels, casework.Labels{Joint: make([]casework.Label, 3)}, noAct, casework.WhyDamaged},
		{"no name", k.c, book, casework.RulesLabels, casework.Labels{Joint: make([]casework.Label, 4)}, noAct, casework.WhyDamaged},
		{"lunar day 31", k.c, book, casework.RulesVillageDay, casework.VillageDayRule{Days: []int{31}}, noAct, casework.WhyDamaged},
		{"exception", k.c, book, casework.RulesException, calendar.Exception{Day: 20000, Kind: "odd"}, noAct, casework.WhyDamaged},
		{"weekday", k.c, book, casework.RulesMeeting, casework.MeetingRule{Weekday: 7}, noAct, casework.WhyDamaged},
		{"half a notice", k.c, book, casework.RulesHolidays, half, noAct, casework.WhyDamaged},
		{"of another year", k.c, book, casework.RulesHolidays, far, noAct, casework.WhyDamaged},
		{"term", k.c, book, casework.RulesClock, casework.ClockRule{ID: casework.K2}, noAct, casework.WhyDamaged},
		{"destroying", k.c, book, casework.EntryDestroyed, casework.Destroying{Ground: "wrong_data"}, noAct, ""},
	} {
		e := c.by.Write(c.at, c.kind, c.data, c.act)
		b := casework.FoldRules([]casework.Entry{e}, k.c.Code)
		if r := b.Rows[0]; r.Why != c.want || r.InEffect != (c.want == "") {
			t.Errorf("%s: %+v, want %q", c.name, r, c.want)
		}
		if n := len(b.Limits) + len(b.Targets) + len(b.Clocks) + len(b.Holidays); (n > 0) != (c.name == "own") {
			t.Errorf("%s: %+v", c.name, b)
		}
	}
}

// TestFoldRulesIsAFunctionOfASet: order, repetition and missing bodies.
func TestFoldRulesIsAFunctionOfASet(t *testing.T) {
	c, write := county(t)
	good := casework.Limits{ReopenDays: 90, SmallNumber: 5, GroupVisit: 6, VisitDays: 20, PackageDays: 3, StaleDays: 10}
	var entries []casework.Entry
	for i := range 4 {
		good.StaleDays = 10 + i
		entries = append(entries, write(casework.RulesLimits, good))
	}
	entries = append(entries, write(casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{entries[1].ID}, Ground: "wrong_data"}))
	entries[1] = entries[1].WithoutBody()
	entries[2] = entries[2].WithoutBody()
	want := casework.FoldRules(entries, c.Code)
	if len(want.Limits) != 2 || want.Rows[1].Why != casework.WhyDestroyed || want.Rows[2].Why != casework.WhyWithheld {
		t.Errorf("%+v", want)
	}
	if got := national(t).With(want).Limits(c.Clock.Today()).StaleDays; got != 13 {
		t.Errorf("the last line of one day counts, not %d", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		more := append(append([]casework.Entry{}, entries...), entries[:rapid.IntRange(0, len(entries)).Draw(t, "again")]...)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1)).Shuffle(len(more), func(i, j int) { more[i], more[j] = more[j], more[i] })
		if diff := cmp.Diff(want, casework.FoldRules(more, c.Code)); diff != "" {
			t.Fatal(diff)
		}
	})
}
