package casework_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

func fromTo(t testing.TB, from, to string) casework.Period {
	return casework.Period{From: day(t, from), To: day(t, to)}
}

// TestMeetingDays: Mondays to the day of the source article (domain 1.2), and by other
// rules.
func TestMeetingDays(t *testing.T) {
	for _, c := range []struct {
		from, to string
		rule     casework.MeetingRule
		want     int
	}{
		{"2014-01-01", "2019-04-25", everyMonday, 277},
		{"2014-07-01", "2019-04-25", everyMonday, 251},
		{"2015-01-01", "2019-04-25", everyMonday, 225},
		{"2014-01-01", "2019-04-25", casework.MeetingRule{Weekday: time.Monday, Start: day(t, "2015-01-01")}, 225},
		{"2026-12-14", "2026-12-14", everyMonday, 1},
		{"2026-12-15", "2026-12-20", everyMonday, 0},
		{"2026-12-15", "2026-12-20", casework.MeetingRule{Weekday: time.Sunday}, 1},
		{"2026-12-20", "2026-12-15", casework.MeetingRule{Weekday: time.Sunday}, 0},
		{"2026-12-01", "2026-12-31", casework.MeetingRule{Weekday: -3}, 5}, // no weekday: read in sevens
	} {
		days := casework.MeetingDays(c.rule, fromTo(t, c.from, c.to), holidays(t))
		if len(days) != c.want {
			t.Errorf("%s to %s: %d days, want %d", c.from, c.to, len(days), c.want)
		}
		for _, d := range days {
			if d.On < day(t, c.from) || d.On > day(t, c.to) || (c.rule.Weekday >= 0 && d.On.Weekday() != c.rule.Weekday) {
				t.Errorf("%s to %s: %s is a %s", c.from, c.to, d.On, d.On.Weekday())
			}
		}
	}
	days := casework.MeetingDays(everyMonday, fromTo(t, "2026-09-28", "2026-10-12"), holidays(t))
	var off []string
	for _, d := range days {
		if d.Holiday != "" {
			off = append(off, d.On.String())
		}
	}
	if diff := cmp.Diff([]string{"2026-10-05"}, off); diff != "" {
		t.Errorf("holiday Mondays (-want +got):\n%s", diff)
	}
}

// season is the meetings of one office.
type season struct {
	*kit
	desk *testkit.Desk
	all  []*sitting
}

func (s *season) meet(planned string, kind casework.MeetingType) *sitting {
	plan := planOf(s.TB, s.desk, planned)
	plan.Type, plan.Evening = kind, kind == casework.FivePlusN
	m := s.convene(s.desk, plan)
	s.all = append(s.all, m)
	return m
}

func (s *season) meetings() []casework.Meeting {
	var out []casework.Meeting
	for _, m := range s.all {
		out = append(out, m.fold())
	}
	return out
}

func (s *season) weeks(from, to, asOf string) []casework.MeetingWeek {
	s.Helper()
	return casework.MeetingWeeks(s.meetings(), s.desk.Code, everyMonday, fromTo(s.TB, from, to), holidays(s.TB), day(s.TB, asOf))
}

// weekStatus gives the weeks by their Mondays.
func weekStatus(weeks []casework.MeetingWeek) map[string]casework.WeekStatus {
	out := map[string]casework.WeekStatus{}
	for _, w := range weeks {
		out[w.From.String()[5:]] = w.Status
	}
	return out
}

// autumn plays one week of each sort at the county.
func autumn(t testing.TB) *season {
	k := newKit(t)
	s := &season{kit: k, desk: k.c}
	s.meet("2026-08-31", casework.RegularMeeting).say("2026-08-31", casework.MeetingHeld, heldBy(secretary))
	s.meet("2026-09-07", casework.RegularMeeting).say("2026-09-07", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "no_case", Approved: true})
	s.meet("2026-09-14", casework.RegularMeeting).say("2026-09-14", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "flood"})
	// 09-21: nothing; 09-28: planned, nothing said since, but two evening sessions
	s.meet("2026-09-28", casework.RegularMeeting)
	s.meet("2026-09-29", casework.FivePlusN).say("2026-09-29", casework.MeetingHeld, heldBy(secretary))
	s.meet("2026-09-30", casework.FivePlusN).say("2026-09-30", casework.MeetingHeld, heldBy(secretary))
	s.meet("2026-10-01", casework.FivePlusN) // not held: no session
	// 10-05 is a holiday: moved within the week
	m := s.meet("2026-10-05", casework.RegularMeeting)
	m.say("2026-09-28", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-10-08"), Reason: "holiday"})
	m.say("2026-10-08", casework.MeetingHeld, heldBy(viceSecretary))
	// 10-12 was merged with 10-19
	merged, target := s.meet("2026-10-12", casework.RegularMeeting), s.meet("2026-10-19", casework.RegularMeeting)
	merged.say("2026-10-12", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "merged", Merged: target.of.ID})
	target.say("2026-10-19", casework.MeetingHeld, heldBy(secretary))
	// 10-26 was moved out of its week, and a special meeting fills none
	s.meet("2026-10-28", casework.SpecialMeeting).say("2026-10-28", casework.MeetingHeld, heldBy(secretary))
	late := s.meet("2026-10-26", casework.RegularMeeting)
	late.say("2026-10-26", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-11-04"), Reason: "superior"})
	late.say("2026-11-04", casework.MeetingHeld, heldBy(secretary))
	return s
}

func TestMeetingWeeks(t *testing.T) {
	s := autumn(t)
	weeks := s.weeks("2026-08-31", "2026-11-30", "2026-11-09")
	want := map[string]casework.WeekStatus{
		"08-31": casework.WeekHeld, "09-07": casework.WeekSkipped, "09-14": casework.WeekNotHeld, "09-21": casework.WeekMissing,
		"09-28": casework.WeekMissing, "10-05": casework.WeekHeld, "10-12": casework.WeekMerged, "10-19": casework.WeekHeld,
		"10-26": casework.WeekNotHeld, "11-02": casework.WeekHeld, "11-09": casework.WeekRunning,
	}
	if diff := cmp.Diff(want, weekStatus(weeks)); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}
	w := weeks[5]
	if w.To != day(t, "2026-10-11") || w.Due.Holiday == "" || w.NeedsDate || !w.Over || len(w.Meetings) != 1 {
		t.Errorf("the holiday week: %+v", w)
	}
	good, skipped, facts := 0, 0, casework.WeekFacts(weeks, s.desk.Code)
	for _, f := range facts {
		if f.Kind != casework.FactWeek || f.Office != s.desk.Code || f.On.Weekday() != time.Monday || f.Count != 1 {
			t.Errorf("fact %+v", f)
		}
		if f.Good {
			good++
		}
		if f.Mark == "skipped" {
			skipped++
		}
	}
	if good != 5 || skipped != 1 || len(facts) != 10 { // 例会开展率 5/9
		t.Errorf("%d good, %d skipped of %d", good, skipped, len(facts))
	}
	if n := len(s.weeks("2026-09-01", "2026-09-13", "2026-11-09")); n != 1 {
		t.Errorf("%d weeks whose Monday lies in the period", n)
	}
	for asOf, want := range map[string]casework.WeekStatus{"2026-11-15": casework.WeekRunning, "2026-11-16": casework.WeekMissing} {
		if w := s.weeks("2026-11-09", "2026-11-09", asOf)[0]; w.Status != want || w.To != day(t, "2026-11-15") {
			t.Errorf("as of %s the week to %s is %s, want %s", asOf, w.To, w.Status, want)
		}
	}
	for asOf, want := range map[string]int{"2026-09-20": 0, "2026-09-21": 1} { // not held: judged when the week is over
		if n := len(casework.WeekFacts(s.weeks("2026-09-14", "2026-09-14", asOf), s.desk.Code)); n != want {
			t.Errorf("as of %s: %d facts, want %d", asOf, n, want)
		}
	}
	s.desk = s.t // another office's weeks
	for _, w := range s.weeks("2026-08-31", "2026-09-07", "2026-11-09") {
		if w.Status != casework.WeekMissing {
			t.Errorf("the township: %+v", w)
		}
	}
}

// TestMeetingWeeksInAnyOrder: order and repetition of the meetings say nothing.
func TestMeetingWeeksInAnyOrder(t *testing.T) {
	s := autumn(t)
	want := s.weeks("2026-08-31", "2026-11-30", "2026-11-09")
	slices.Reverse(s.all)
	s.all = append(s.all, s.all...)
	if diff := cmp.Diff(want, s.weeks("2026-08-31", "2026-11-30", "2026-11-09")); diff != "" {
		t.Errorf("another order (-want +got):\n%s", diff)
	}
}

// TestWeekAsksForADate: a holiday Monday wants another date until there is one.
func TestWeekAsksForADate(t *testing.T) {
	k := newKit(t)
	s := &season{kit: k, desk: k.c}
	ask := func() bool { return s.weeks("2026-10-05", "2026-10-05", "2026-10-05")[0].NeedsDate }
	if !ask() {
		t.Error("nothing planned: no date asked for")
	}
	m := s.meet("2026-10-05", casework.RegularMeeting)
	if !ask() {
		t.Error("planned on the holiday: no date asked for")
	}
	m.say("2026-09-28", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-10-08"), Reason: "holiday"})
	if ask() {
		t.Error("moved: a date is asked for")
	}
	if w := s.weeks("2026-10-05", "2026-10-05", "2026-10-12")[0]; w.NeedsDate || w.Status != casework.WeekMissing {
		t.Errorf("nobody said what came of it: %+v", w)
	}
	m.say("2026-10-08", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "flood", Approved: true})
	if w := s.weeks("2026-10-05", "2026-10-05", "2026-10-05")[0]; w.NeedsDate || w.Status != casework.WeekSkipped {
		t.Errorf("skipped: %+v", w)
	}
	if w := s.weeks("2026-09-28", "2026-09-28", "2026-09-28")[0]; w.NeedsDate || w.Status != casework.WeekRunning {
		t.Errorf("an ordinary Monday: %+v", w)
	}
}

func TestMergedWeeks(t *testing.T) {
	for name, c := range map[string]struct {
		approved bool
		end      any // of the target
		want     casework.WeekStatus
	}{
		"into one held":             {false, heldBy(secretary), casework.WeekMerged},
		"into one to come":          {false, nil, casework.WeekNotHeld},
		"into one not held":         {false, casework.NotHeldMeeting{Reason: "flood"}, casework.WeekNotHeld},
		"into one skipped":          {false, casework.NotHeldMeeting{Approved: true}, casework.WeekSkipped},
		"approved, into one failed": {true, casework.NotHeldMeeting{}, casework.WeekSkipped},
	} {
		k := newKit(t)
		s := &season{kit: k, desk: k.c}
		first, second, target := s.meet("2026-11-02", casework.RegularMeeting), s.meet("2026-11-09", casework.RegularMeeting), s.meet("2026-11-18", casework.SpecialMeeting)
		first.say("2026-11-02", casework.MeetingNotHeld, casework.NotHeldMeeting{Merged: second.of.ID, Approved: c.approved})
		second.say("2026-11-09", casework.MeetingNotHeld, casework.NotHeldMeeting{Merged: target.of.ID})
		switch end := c.end.(type) {
		case casework.HeldMeeting:
			target.say("2026-11-18", casework.MeetingHeld, end)
		case casework.NotHeldMeeting:
			target.say("2026-11-18", casework.MeetingNotHeld, end)
		}
		if w := s.weeks("2026-11-02", "2026-11-02", "2026-11-30")[0]; w.Status != c.want {
			t.Errorf("%s: %s, want %s", name, w.Status, c.want)
		}
	}
	k := newKit(t)
	s := &season{kit: k, desk: k.c}
	a, b := s.meet("2026-11-02", casework.RegularMeeting), s.meet("2026-11-09", casework.RegularMeeting)
	a.say("2026-11-02", casework.MeetingNotHeld, casework.NotHeldMeeting{Merged: b.of.ID})
	b.say("2026-11-09", casework.MeetingNotHeld, casework.NotHeldMeeting{Merged: a.of.ID})
	want := map[string]casework.WeekStatus{"11-02": casework.WeekNotHeld, "11-09": casework.WeekNotHeld}
	if diff := cmp.Diff(want, weekStatus(s.weeks("2026-11-02", "2026-11-09", "2026-11-30"))); diff != "" {
		t.Errorf("a ring (-want +got):\n%s", diff)
	}
}

func TestEveningCoverage(t *testing.T) {
	weeks := autumn(t).weeks("2026-08-31", "2026-11-30", "2026-11-09")
	for _, c := range []struct {
		least, most             int
		sessions, met, ofJudged int
	}{
		{1, 2, 2, 1, 10}, {1, 1, 2, 0, 10}, {3, 0, 2, 0, 10}, {2, 0, 2, 1, 10}, {0, 0, 2, 11, 11},
	} {
		s, met, n := casework.EveningCoverage(weeks, casework.MeetingRule{Evenings: c.least, TopMost: c.most})
		if s != c.sessions || met != c.met || n != c.ofJudged {
			t.Errorf("%d to %d: %d sessions, %d of %d weeks; want %d, %d of %d", c.least, c.most, s, met, n, c.sessions, c.met, c.ofJudged)
		}
	}
}

// TestCountyOfTheSource: 226 meetings, 210 chaired by main leaders (source article,
// sentence 2), one each Monday from the last of 2014.
func TestCountyOfTheSource(t *testing.T) {
	k := newKit(t)
	s := &season{kit: k, desk: k.c}
	const meetings, byMain = 226, 210
	for i, d := range casework.MeetingDays(everyMonday, fromTo(t, "2014-12-29", "2019-04-25"), holidays(t)) {
		k.clock.Set(d.On)
		plan := planOf(t, k.c, d.On.String())
		plan.No = i + 1
		m := k.convene(k.c, plan)
		chair := secretary
		if i%14 == 13 {
			chair = viceSecretary // 16 times
		}
		m.say(d.On.String(), casework.MeetingHeld, casework.HeldMeeting{Chair: chair, Delegated: "away"})
		s.all = append(s.all, m)
	}
	all, main := 0, 0
	ms := s.meetings()
	for _, m := range ms {
		for _, f := range m.Facts() {
			if f.Kind != casework.FactMeeting || f.Level != casework.County || f.Office != k.c.Code || f.Mark != "regular" {
				t.Fatalf("fact %+v", f)
			}
			all += f.Count
			if f.Good {
				main++
			}
		}
	}
	if all != meetings || main != byMain || ms[225].No != meetings || ms[225].HeldOn != day(t, "2019-04-22") {
		t.Errorf("%d meetings, %d by main leaders; want %d, %d", all, main, meetings, byMain)
	}
	for from, want := range map[string]int{"2014-01-01": 277, "2014-12-29": meetings} {
		good, weeks := 0, casework.MeetingWeeks(ms, k.c.Code, everyMonday, fromTo(t, from, "2019-04-25"), holidays(t), day(t, "2019-04-29"))
		for _, f := range casework.WeekFacts(weeks, k.c.Code) {
			if f.Good {
				good++
			}
		}
		if good != meetings || len(weeks) != want {
			t.Errorf("since %s: %d of %d weeks, want %d of %d", from, good, len(weeks), meetings, want)
		}
	}
}
