package casework_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
)

func TestDefaults(t *testing.T) {
	r := national(t)
	d := day(t, "2026-11-24")
	want := casework.ShareTarget{Village: 40, Township: 40, County: 20, Basis: casework.BasisPetitionsAndDisputes, By: casework.ByHolderLevel}
	if diff := cmp.Diff(want, r.Target(d)); diff != "" {
		t.Error(diff)
	}
	labels := r.Labels(d)
	var names []string
	for _, l := range labels.Joint {
		names = append(names, l.Name)
	}
	if !slices.Equal(names, []string{"联席研判", "联合会诊", "领导联包", "联合督导"}) || labels.Confirmed || len(labels.Slogans) != 3 {
		t.Errorf("%+v", labels)
	}
	if diff := cmp.Diff(casework.Limits{ReopenDays: 180, SmallNumber: 10, GroupVisit: 5, VisitDays: 30, PackageDays: 7, StaleDays: 15}, r.Limits(d)); diff != "" {
		t.Error(diff)
	}
	v := r.VillageDays(d)
	if diff := cmp.Diff(calendar.DefaultRule(), v.Calendar()); diff != "" || v.Postpone || v.SkipLeap {
		t.Errorf("%+v %s", v, diff)
	}
	if m := r.Meetings(d); m.Weekday != time.Monday || len(m.Five) != 5 || m.Evenings != 1 || m.TopMost != 2 {
		t.Errorf("%+v", m)
	}
	if len(r.Exceptions()) != 0 || len(r.ClockRules()) != 21 || len(r.Ignored()) != 0 {
		t.Error("a fresh rule book has decisions")
	}
	// Accessors give copies.
	r.Labels(d).Joint[0].Name = "x"
	r.VillageDays(d).Days[0] = 9
	r.Meetings(d).Five[0] = "x"
	r.ClockRules()[0].Length = 9
	if r.Version() != national(t).Version() || r.Labels(d).Joint[0].Name == "x" {
		t.Error("an accessor lent its own memory")
	}
	if c := suggestionOn(d).Clocks(casework.Rules{}); len(c) != 0 {
		t.Errorf("the zero value knows %+v", c)
	}
}

// TestEffectiveDating: what began last holds; of two with one first day the later one;
// a correction of the past does not undo what began after it.
func TestEffectiveDating(t *testing.T) {
	target := func(from string, village int) casework.ShareTarget {
		return casework.ShareTarget{From: day(t, from), Village: village, Township: 100 - village, Basis: casework.BasisAll, By: casework.ByMaxLevel}
	}
	superior := casework.RuleBook{Targets: []casework.ShareTarget{target("2026-06-01", 50), target("2026-03-01", 60)}}
	own := casework.RuleBook{Targets: []casework.ShareTarget{target("2026-06-01", 70)}}
	r := national(t).With(superior)
	for on, want := range map[string]int{"2026-02-28": 40, "2026-03-01": 60, "2026-05-31": 60, "2026-06-01": 50, "2030-01-01": 50} {
		if got := r.Target(day(t, on)).Village; got != want {
			t.Errorf("on %s %d, want %d", on, got, want)
		}
	}
	if got := national(t).With(superior, own).Target(day(t, "2026-06-01")).Village; got != 50 {
		t.Errorf("what defines figures is for the highest office that set it: %d", got)
	}
	if got := national(t).With(casework.RuleBook{}, own).Target(day(t, "2026-06-01")).Village; got != 70 {
		t.Errorf("the superior set nothing, the own book stands: %d", got)
	}
}

// lineOf gives the national line of an id, changed.
func lineOf(t testing.TB, id casework.ClockID, change func(*casework.ClockRule)) casework.ClockRule {
	t.Helper()
	c, ok := national(t).ClockRule(id, day(t, "2026-01-01"))
	if !ok {
		for _, l := range casework.NationalClocks() {
			if l.ID == id {
				c = l
			}
		}
	}
	change(&c)
	return c
}

func TestCheckClock(t *testing.T) {
	r := national(t)
	r.Province = "41"
	provincial := func(c *casework.ClockRule) {
		c.Province, c.Length, c.From, c.To = "41", 30, day(t, "2027-01-01"), day(t, "2027-12-31")
	}
	r = r.With(casework.RuleBook{Clocks: []casework.ClockRule{lineOf(t, casework.K6, provincial)}})
	internal := func(days int, from, to string) casework.ClockRule {
		return lineOf(t, casework.K6, func(c *casework.ClockRule) {
			c.Internal, c.Basis, c.Length, c.From = true, casework.BasisJudgement, days, day(t, from)
			if to != "" {
				c.To = day(t, to)
			}
		})
	}
	tests := []struct {
		name string
		line casework.ClockRule
		want error
	}{
		{"stricter", internal(45, "2026-01-01", "2026-12-31"), nil},
		{"as long", internal(60, "2026-01-01", "2026-12-31"), nil},
		{"longer", internal(61, "2026-01-01", "2026-12-31"), casework.ErrLooser},
		{"longer than the province's, later in the span", internal(45, "2026-01-01", ""), casework.ErrLooser},
		{"longer than the national one, when the province's has ended", internal(61, "2027-06-01", ""), casework.ErrLooser},
		{"within both", internal(30, "2026-01-01", ""), nil},
		{"longer, after the province's", internal(45, "2028-01-01", ""), nil},
		{"another unit", lineOf(t, casework.K6, func(c *casework.ClockRule) { c.Internal, c.Unit, c.Length = true, casework.WorkingDays, 20 }), casework.ErrLooser},
		{"gone again", lineOf(t, casework.K6, func(c *casework.ClockRule) { c.Internal, c.On, c.Length = true, false, 99 }), nil},
		{"cuts a right", lineOf(t, casework.K8, func(c *casework.ClockRule) { c.Internal, c.Length = true, 20 }), casework.ErrLooser},
		{"turns a right into a duty", lineOf(t, casework.K8, func(c *casework.ClockRule) { c.Who = casework.Organ }), casework.ErrLooser},
		{"law off", lineOf(t, casework.K6, func(c *casework.ClockRule) { c.On = false }), casework.ErrLooser},
		{"law longer without a law", lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Length, c.Basis = 30, casework.BasisPractice }), casework.ErrLooser},
		{"law longer by a judgement", lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Length, c.Basis = 30, casework.BasisJudgement }), casework.ErrLooser},
		{"law longer without a first day", lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Length, c.From = 30, 0 }), casework.ErrLooser},
		{"a new law", lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Length, c.From = 20, day(t, "2030-01-01") }), nil},
		{"provincial off", lineOf(t, casework.K6, func(c *casework.ClockRule) { c.Province, c.On = "41", false }), nil},
		{"practice on", lineOf(t, casework.K16A, func(c *casework.ClockRule) { c.On = true }), nil},
		{"judgement off", lineOf(t, casework.K18, func(c *casework.ClockRule) { c.On = false }), nil},
		{"no such clock", lineOf(t, casework.K18, func(c *casework.ClockRule) { c.ID = "K99" }), casework.ErrUnknownClock},
		{"no length", lineOf(t, casework.K18, func(c *casework.ClockRule) { c.Length = 0 }), casework.ErrBadRule},
		{"no article", lineOf(t, casework.K18, func(c *casework.ClockRule) { c.Article = "" }), casework.ErrBadRule},
		{"ends before it begins", lineOf(t, casework.K18, func(c *casework.ClockRule) { c.To = c.From - 1 }), casework.ErrBadRule},
	}
	for _, c := range tests {
		if err := r.CheckClock(c.line); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		with := r.With(casework.RuleBook{Office: "411626000000", Clocks: []casework.ClockRule{c.line}})
		if ignored := with.Ignored(); (len(ignored) == 1) != (c.want != nil) || c.want != nil && !errors.Is(ignored[0].Err, c.want) {
			t.Errorf("%s: ignored %+v", c.name, ignored)
		}
		if len(r.Ignored()) != 0 {
			t.Fatal("With changed its receiver")
		}
	}
}

// TestProvincialLine replaces the national one for terms that start in its span, in
// its own province.
func TestProvincialLine(t *testing.T) {
	book := casework.RuleBook{Clocks: []casework.ClockRule{lineOf(t, casework.K2, func(c *casework.ClockRule) {
		c.Province, c.Length, c.Article, c.From, c.To = "41", 10, "某省信访条例第二十条", day(t, "2026-06-01"), day(t, "2026-12-31")
	})}}
	for _, c := range []struct {
		province, received string
		days               calendar.Day
	}{
		{"41", "2026-05-31", 15}, {"41", "2026-06-01", 10}, {"41", "2026-12-31", 10}, {"41", "2027-01-01", 15}, {"33", "2026-06-01", 15}, {"", "2026-06-01", 15},
	} {
		r := national(t)
		r.Province = c.province
		k := newKit(t)
		k.clock.Set(day(t, c.received))
		k.open(k.t, casework.TrackPetition)
		if got := onlyClock(k, k.clocksOf(k.t, r.With(book), casework.K2)); got.Raw != got.Start+c.days {
			t.Errorf("%s received %s: raw %s", c.province, c.received, got.Raw)
		}
	}
}

// TestInternalLimit gives an earlier alarm and changes no due date.
func TestInternalLimit(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition) // Tuesday 2026-11-24
	limit := func(days int) casework.Rules {
		return national(t).With(casework.RuleBook{Clocks: []casework.ClockRule{
			lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Internal, c.Length = true, days }),
		}})
	}
	for days, want := range map[int]string{5: "2026-11-27", 7: "2026-12-01", 15: "2026-12-09"} { // 11-29 is a Sunday
		c := onlyClock(k, k.clocksOf(k.t, limit(days), casework.K2))
		if c.Limit != day(t, want) || c.Alarm() != c.Limit || c.Due != day(t, "2026-12-09") || c.Internal != c.Due {
			t.Errorf("%d days: %+v", days, c)
		}
	}
	if c := onlyClock(k, k.clocksOf(k.t, limit(16), casework.K2)); c.Limit != 0 {
		t.Errorf("a looser limit gives %s", c.Limit)
	}
	off := lineOf(t, casework.K2, func(c *casework.ClockRule) { c.Internal, c.On = true, false })
	if c := onlyClock(k, k.clocksOf(k.t, limit(5).With(casework.RuleBook{Clocks: []casework.ClockRule{off}}), casework.K2)); c.Limit != 0 {
		t.Errorf("switched off, yet %s", c.Limit)
	}
}

func TestSwitchedOff(t *testing.T) {
	off := lineOf(t, casework.K18, func(c *casework.ClockRule) { c.On = false })
	r := national(t).With(casework.RuleBook{Clocks: []casework.ClockRule{off}})
	if got := suggestionOn(day(t, "2026-11-24")).Clocks(r); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestVersion(t *testing.T) {
	r := national(t)
	base := r.Version()
	if base.IsZero() || base != national(t).Version() || base != r.With().Version() || base != r.With(casework.RuleBook{}).Version() {
		t.Error("the same content has another version")
	}
	seen := map[casework.Digest]int{base: -1}
	other := r
	other.Province = "41"
	for i, x := range []casework.Rules{
		other,
		casework.NationalRules(calendar.Holidays{}),
		r.With(casework.RuleBook{Clocks: []casework.ClockRule{lineOf(t, casework.K18, func(c *casework.ClockRule) { c.Length = 20 })}}),
		r.With(casework.RuleBook{Limits: []casework.Limits{{ReopenDays: 90}}}),
		r.With(casework.RuleBook{Targets: []casework.ShareTarget{{Village: 100}}}),
		r.With(casework.RuleBook{Meetings: []casework.MeetingRule{{Weekday: time.Friday}}}),
		r.With(casework.RuleBook{VillageDays: []casework.VillageDayRule{{Days: []int{1}}}}),
		r.With(casework.RuleBook{Exceptions: []calendar.Exception{{Day: 20000, Kind: calendar.Held}}}),
		r.With(casework.RuleBook{Holidays: []casework.HolidayNotice{notice2027(t)}}),
	} {
		if was, ok := seen[x.Version()]; ok {
			t.Errorf("change %d has the version of %d", i, was)
		}
		seen[x.Version()] = i
	}
	if r.With(casework.RuleBook{Labels: []casework.Labels{{Confirmed: true}}}).Version() != base {
		t.Error("words decide no figure")
	}
}
