package office_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// Village days of the tests: 十月十六 2026-11-24, 十月廿六 12-04, 冬月初六 12-14, 冬月十六 12-24.

// year writes the village days of a period, one a line.
func (w *world) year(o *office.Office, from, to string) []string {
	w.t.Helper()
	lines, err := o.VillageYear(w.ctx, villageCode, casework.Period{From: day(w.t, from), To: day(w.t, to)})
	must(w.t, err)
	var out []string
	for _, l := range lines {
		s := fmt.Sprintf("%s %s", l.Day, l.Status)
		if l.MovedFrom != l.Day {
			s += " from " + l.MovedFrom.String()
		}
		if l.Reason != "" {
			s += " " + string(l.Reason)
		}
		if l.Lawful {
			s += " lawful"
		}
		out = append(out, s)
	}
	return out
}

func (w *world) lines(o *office.Office, from, to string, want ...string) {
	w.t.Helper()
	if d := cmp.Diff(want, w.year(o, from, to)); d != "" {
		w.t.Errorf("%s (-want +got):\n%s", o.Me().Name, d)
	}
}

// part20 is indicator 20 of a month: days held of days scheduled, and those lawfully not.
func (w *world) part20(o *office.Office, from, to string) string {
	w.t.Helper()
	f, err := o.Figures(w.ctx, casework.Period{From: day(w.t, from), To: day(w.t, to)})
	must(w.t, err)
	held := f.Get(20, "")
	return fmt.Sprintf("%d/%d, %d", held.Numerator, held.Denominator, f.Get(20, "lawful").Numerator)
}

// TestDutyIsPlannedAhead: the plan stands in the day to come, here and at the township.
func TestDutyIsPlannedAhead(t *testing.T) {
	w := newWorld(t)
	on := day(t, "2026-12-04")
	w.did(w.v.PlanDay(w.ctx, office.Act{}, on, casework.PlannedDay{Duty: []int{2, 3}, Opens: "08:30", Closes: "17:00"}))
	w.did(w.v.PlanDay(w.ctx, office.Act{}, on, casework.PlannedDay{Duty: []int{1}, Opens: "09:00", Closes: "17:00", Township: true}))
	w.no("village.missing")(w.tw.PlanDay(w.ctx, office.Act{}, on, casework.PlannedDay{}))
	w.no("village.not_ours")(w.tw.PlanDay(w.ctx, office.Act{For: "419901103201"}, on, casework.PlannedDay{}))
	w.no("village.missing")(w.c.PlanDay(w.ctx, office.Act{}, on, casework.PlannedDay{}))
	w.no("village.missing")(w.tw.SayNotHeld(w.ctx, office.Act{}, w.tw.Today(), casework.ReasonStaff, ""))
	w.carry(w.v, w.tw)
	for _, o := range []*office.Office{w.v, w.tw} {
		d, err := o.Day(w.ctx, villageCode, on)
		must(t, err)
		if d.Plan == nil || d.Plan.Opens != "09:00" || !d.Plan.Township || d.Plan.Day != on || d.Opened || d.Held() {
			t.Errorf("%s: %+v", o.Me().Name, d.Plan)
		}
	}
	w.lines(w.v, "2026-11-24", "2026-12-14", "2026-11-24 upcoming", "2026-12-04 upcoming", "2026-12-14 upcoming")
	w.did(w.tw.PlanDay(w.ctx, office.Act{For: hamletCode}, on, casework.PlannedDay{Duty: []int{1}})) // the township keeps its books
	if d := ok2(w.tw.Day(w.ctx, hamletCode, on)); d.Plan == nil {
		t.Error("no plan for the hamlet")
	}
	w.clean(w.v, w.tw)
}

// TestMovedDayCountsOnce: the township moves a day with the reason; held on the new date
// it is one day, also when somebody came on the old one.
func TestMovedDayCountsOnce(t *testing.T) {
	w := newWorld(t)
	from, to := day(t, "2026-12-04"), day(t, "2026-12-07")
	move := casework.DecidedDay{Kind: calendar.Moved, To: to, Reason: casework.ReasonElection}
	w.no("day.bad_decision")(w.tw.DecideDay(w.ctx, office.Act{}, villageCode, from, casework.DecidedDay{Kind: calendar.Moved, To: from}, ""))
	w.no("day.bad_decision")(w.tw.DecideDay(w.ctx, office.Act{}, villageCode, from, casework.DecidedDay{Kind: calendar.Moved}, ""))
	w.no("day.bad_decision")(w.tw.DecideDay(w.ctx, office.Act{}, villageCode, from, casework.DecidedDay{Kind: "skipped"}, ""))
	w.no("village.not_ours")(w.tw.DecideDay(w.ctx, office.Act{}, "419901103201", from, move, ""))
	w.no("village.not_ours")(w.tw.DecideDay(w.ctx, office.Act{}, townshipCode, from, move, ""))
	w.no("why:role")(w.c.DecideDay(w.ctx, office.Act{}, villageCode, from, move, ""))
	w.no("why:stranger")(w.v.DecideDay(w.ctx, office.Act{}, hamletCode, from, move, "")) // not its own
	w.did(w.tw.DecideDay(w.ctx, office.Act{}, villageCode, from, move, "换届选举，顺延三天"))
	w.lines(w.tw, "2026-11-25", "2026-12-10", "2026-12-07 moved from 2026-12-04 election")
	w.lines(w.v, "2026-11-25", "2026-12-10", "2026-12-04 upcoming") // has not heard yet
	w.carry(w.tw, w.v)
	w.lines(w.v, "2026-11-25", "2026-12-10", "2026-12-07 moved from 2026-12-04 election")
	if d := ok2(w.v.Day(w.ctx, villageCode, from)); len(d.Decisions) != 1 || d.Notes[d.Decisions[0].Entry] != "换届选举，顺延三天" {
		t.Errorf("day %+v", d.Decisions)
	}
	w.at("2026-12-04")
	w.did(w.v.OpenDay(w.ctx, office.Act{}, nil)) // somebody came all the same
	if d := ok2(w.v.Day(w.ctx, villageCode, from)); d.VillageDay {
		t.Error("the old date stands as a village day")
	}
	w.at("2026-12-07")
	_, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, visit("问低保"))
	must(t, err)
	if d := ok2(w.v.Day(w.ctx, villageCode, to)); !d.VillageDay {
		t.Error("the new date is an ordinary day")
	}
	w.at("2026-12-10")
	w.carry(w.v, w.tw)
	for _, o := range []*office.Office{w.v, w.tw} {
		w.lines(o, "2026-11-25", "2026-12-10", "2026-12-07 held from 2026-12-04 election")
		if got := w.part20(o, "2026-11-25", "2026-12-10"); got != "1/1, 0" {
			t.Errorf("%s: 20 is %s", o.Me().Name, got)
		}
	}
	w.did(w.v.DecideDay(w.ctx, office.Act{}, villageCode, day(t, "2026-12-14"), casework.DecidedDay{Kind: calendar.Cancelled, Reason: casework.ReasonStaff}, ""))
	w.lines(w.v, "2026-12-11", "2026-12-20", "2026-12-14 cancelled staff")
	w.clean(w.v, w.tw)
}

// TestDayNotHeld: a lawful reason stands apart, another one counts against the village;
// what was held cannot be said not to have been.
func TestDayNotHeld(t *testing.T) {
	w := newWorld(t)
	first, second := day(t, "2026-11-24"), day(t, "2026-12-04")
	w.at("2026-12-05")
	w.lines(w.v, "2026-11-20", "2026-12-05", "2026-11-24 missed", "2026-12-04 missed")
	if got := w.part20(w.v, "2026-11-20", "2026-12-05"); got != "0/2, 0" {
		t.Errorf("20 is %s", got)
	}
	w.did(w.v.SayNotHeld(w.ctx, office.Act{}, first, casework.ReasonDisaster, "大雪封路"))
	w.did(w.v.SayNotHeld(w.ctx, office.Act{}, second, casework.ReasonStaff, ""))
	w.carry(w.v, w.tw)
	for _, o := range []*office.Office{w.v, w.tw} {
		w.lines(o, "2026-11-20", "2026-12-05", "2026-11-24 not_held disaster lawful", "2026-12-04 not_held staff")
		if got := w.part20(o, "2026-11-20", "2026-12-05"); got != "0/1, 1" {
			t.Errorf("%s: 20 is %s", o.Me().Name, got)
		}
	}
	w.did(w.v.OpenDay(w.ctx, office.Act{On: second}, nil)) // 补登: it was held
	w.lines(w.v, "2026-12-01", "2026-12-05", "2026-12-04 held")
	w.no("why:state")(w.v.SayNotHeld(w.ctx, office.Act{}, second, casework.ReasonStaff, ""))
	must(t, w.v.SignIn(3))
	w.no("why:role")(w.v.SayNotHeld(w.ctx, office.Act{}, first, casework.ReasonHoliday, "")) // the mediator does not
	w.clean(w.v, w.tw)
}

// TestInspection: the township looks at the village office on a village day, and again.
func TestInspection(t *testing.T) {
	w := newWorld(t)
	today := w.v.Today()
	in := casework.InspectedDay{Village: villageCode, Arrived: "09:40", Open: false, OnDuty: 0, Missing: 2, Problems: []string{"closed"}, RectifyBy: today.Add(3)}
	own := in
	w.no("village.missing")(w.v.InspectDay(w.ctx, office.Act{}, today, own, ""))
	own.Village = ""
	w.no("village.missing")(w.tw.InspectDay(w.ctx, office.Act{}, today, own, ""))
	own.Village = hamletCode
	w.no("why:role")(w.v.InspectDay(w.ctx, office.Act{}, today, own, ""))
	w.no("why:stranger")(w.tw.InspectDay(w.ctx, office.Act{For: hamletCode}, today, own, "")) // not in the village's name
	w.no("on.in_the_future")(w.tw.InspectDay(w.ctx, office.Act{}, today+1, in, ""))
	w.at("2026-11-25")
	seen := w.did(w.tw.InspectDay(w.ctx, office.Act{}, today, in, "村室锁门")).Entry // written down a day later
	d := ok2(w.tw.Day(w.ctx, villageCode, today))
	if len(d.Inspections) != 1 || d.Inspections[0].On != today || d.Inspections[0].By != townshipCode || d.Inspections[0].Missing != 2 || d.Notes[seen] != "村室锁门" {
		t.Errorf("day %+v", d)
	}
	w.no("why:earlier")(w.tw.RectifyDay(w.ctx, office.Act{}, villageCode, today, ok2(w.tw.NewKey()), true))
	w.no("why:role")(w.v.RectifyDay(w.ctx, office.Act{}, villageCode, today, seen, true))
	state := func(o *office.Office) casework.InspectionState {
		lines := casework.Inspections([]casework.ReceptionDay{ok2(o.Day(w.ctx, villageCode, today))}, o.Today())
		if len(lines) != 1 {
			t.Fatalf("%s: %d inspections", o.Me().Name, len(lines))
		}
		return lines[0].State
	}
	w.carry(w.tw, w.v)
	if got := state(w.v); got != casework.InspectionOpen {
		t.Errorf("at the village %s", got)
	}
	w.at("2026-11-28")
	if got := state(w.tw); got != casework.InspectionOverdue {
		t.Errorf("past its day %s", got)
	}
	w.did(w.tw.RectifyDay(w.ctx, office.Act{}, villageCode, today, seen, false))
	w.did(w.tw.RectifyDay(w.ctx, office.Act{}, villageCode, today, seen, true))
	w.no("why:twice")(w.tw.RectifyDay(w.ctx, office.Act{}, villageCode, today, seen, true))
	w.carry(w.tw, w.v)
	for _, o := range []*office.Office{w.v, w.tw} {
		if got := state(o); got != casework.InspectionDone {
			t.Errorf("%s: %s", o.Me().Name, got)
		}
	}
	w.lines(w.tw, "2026-11-20", "2026-11-28", "2026-11-24 missed") // an inspection is no reception
	w.clean(w.v, w.tw)
}

// TestForgedInspection: a village says that it was inspected, and found well.
func TestForgedInspection(t *testing.T) {
	w := newWorld(t)
	s := casework.DaySubject(villageCode, w.v.Today())
	e := w.entry(villageCode, s, 1, casework.DayInspected, casework.InspectedDay{Village: villageCode, Open: true, SignedHere: true})
	r := w.take(w.tw, w.forge(w.v, w.tw, 50, e))
	if d := ok2(w.tw.Day(w.ctx, villageCode, w.v.Today())); len(d.Inspections) != 0 || r.NotInEffect != 1 {
		t.Errorf("it counts: %+v, %+v", d.Inspections, r)
	}
	other := w.entry(townshipCode, s, 2, casework.DayInspected, casework.InspectedDay{Village: villageCode, Open: true})
	in, err := w.tw.Preview(w.ctx, w.forge(w.v, w.tw, 51, other), nil)
	must(t, err)
	if in.Own != 1 || in.New != 0 {
		t.Errorf("in the township's name: own %d, new %d", in.Own, in.New)
	}
	must(t, in.Discard())
	w.clean(w.tw)
}

// TestDayOfTheCountysException: what the county decided for all villages holds for the
// day that is opened, and a village's own decision goes before it.
func TestDayOfTheCountysException(t *testing.T) {
	w := newWorld(t)
	add := func(o *office.Office, e calendar.Exception) {
		w.did(o.SetRule(w.ctx, office.Act{}, casework.RulesException, e))
	}
	add(w.c, calendar.Exception{Day: day(t, "2026-12-04"), Kind: calendar.Cancelled, Reason: "disaster"})
	add(w.c, calendar.Exception{Day: day(t, "2026-12-09"), Kind: calendar.Added, Reason: "superior"})
	w.carry(w.c, w.tw)
	w.carry(w.tw, w.v)
	w.lines(w.v, "2026-12-01", "2026-12-10", "2026-12-04 cancelled disaster lawful", "2026-12-09 upcoming superior")
	w.did(w.v.DecideDay(w.ctx, office.Act{}, villageCode, day(t, "2026-12-04"), casework.DecidedDay{Kind: calendar.Held, Reason: casework.ReasonOther}, ""))
	w.at("2026-12-04")
	w.did(w.v.OpenDay(w.ctx, office.Act{}, nil))
	w.at("2026-12-09")
	w.did(w.v.OpenDay(w.ctx, office.Act{}, nil))
	for _, on := range []string{"2026-12-04", "2026-12-09"} {
		if d := ok2(w.v.Day(w.ctx, villageCode, day(t, on))); !d.VillageDay {
			t.Errorf("%s is an ordinary day", on)
		}
	}
	w.at("2026-12-10")
	got := strings.Join(w.year(w.v, "2026-12-01", "2026-12-10"), "; ")
	if got != "2026-12-04 held other; 2026-12-09 held superior" {
		t.Errorf("%s", got)
	}
	w.clean(w.v, w.tw, w.c)
}
