package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// assignLead assigns a lead cadre and gives the lead's id.
func (k *kit) assignLead(d *testkit.Desk, name, post string, rank casework.Rank) casework.ID {
	k.Helper()
	return k.do(d, casework.CaseLeadAssigned, casework.LeadAssigned{Name: name, Post: post, Rank: rank}).ID
}

func TestLeadList(t *testing.T) {
	k := newKit(t)
	set := func(date string) { k.clock.Set(day(t, date)) }
	set("2026-10-01")
	k.open(k.c, casework.TrackDispute)
	a := k.id
	first := k.assignLead(k.c, "周某", "副县长", casework.CountyLeader)
	set("2026-11-10")
	k.do(k.c, casework.CaseLeadMet, casework.LeadMet{Lead: first, Way: casework.VisitHome})
	set("2026-11-20")
	k.do(k.c, casework.CaseLeadEnded, casework.LeadEnded{Lead: first, Reason: "handover"})
	second := k.assignLead(k.c, "冯某", "县委常委", casework.CountyLeader)
	set("2026-12-02")
	k.do(k.c, casework.CaseLeadMet, casework.LeadMet{Lead: second, Way: casework.VisitHome})
	k.do(k.c, casework.CaseLeadMet, casework.LeadMet{Lead: second, Way: casework.VisitPhone})
	set("2026-12-05")
	k.open(k.c, casework.TrackDispute)
	b := k.id
	third := k.assignLead(k.c, "冯某", "县委常委", casework.CountyLeader)
	k.do(k.c, casework.CaseResolved, fulfilled)
	k.open(k.c, casework.TrackDispute)
	k.do(k.c, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	cases := []casework.Case{k.c.Case(k.id), k.c.Case(b), k.c.Case(a)}
	if cases[1].No != cases[2].No {
		t.Fatal("the test gives one number to all cases")
	}
	line := func(id casework.ID, lead casework.ID, name, post, from, to, last string) casework.LeadLine {
		l := casework.LeadLine{Case: id, No: cases[1].No, Lead: lead, Name: name, Post: post, Rank: casework.CountyLeader, From: day(t, from), LastOn: day(t, last)}
		if to != "" {
			l.To = day(t, to)
		}
		return l
	}
	l1 := line(a, first, "周某", "副县长", "2026-10-01", "2026-11-20", "2026-12-02")
	l2 := line(a, second, "冯某", "县委常委", "2026-11-20", "", "2026-12-02")
	l3 := line(b, third, "冯某", "县委常委", "2026-12-05", "", "2026-12-05")
	for _, l := range []*casework.LeadLine{&l1, &l2} {
		l.Idle, l.Open, l.Stale = 18, true, true
	}
	l1.Met, l2.Met, l3.Idle = 1, 2, 15
	want := []casework.LeadLine{l1, l2, l3} // ids rise with time
	today := day(t, "2026-12-20")
	if diff := cmp.Diff(want, casework.LeadList(cases, fromTo(t, "2026-10-01", "2026-12-31"), today, 17)); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
	december := casework.LeadList(cases, fromTo(t, "2026-12-01", "2026-12-04"), today, 18)
	l2.Stale = false
	if diff := cmp.Diff([]casework.LeadLine{l2}, december); diff != "" {
		t.Errorf("early December (-want +got):\n%s", diff)
	}
	if l := casework.LeadList(cases, fromTo(t, "2026-12-01", "2026-12-04"), day(t, "2026-11-01"), 0)[0]; l.Idle != 0 || l.Stale {
		t.Errorf("asked of an earlier day: %+v", l)
	}
}

// TestLeadLoads: open cases of an office-holder, listed by office and never by number.
func TestLeadLoads(t *testing.T) {
	k := newKit(t)
	today := k.clock.Today()
	var cases []casework.Case
	for i, names := range [][]string{{"冯某", "冯某"}, {"冯某"}, {"陈某"}, {"冯某"}} {
		k.open(k.c, casework.TrackDispute)
		for _, n := range names {
			k.assignLead(k.c, n, "县委常委", casework.CountyLeader)
		}
		if i == 0 {
			k.assignLead(k.c, "卫某", "乡长", casework.TownshipLeader)
			gone := k.assignLead(k.c, "蒋某", "乡长", casework.TownshipLeader)
			k.do(k.c, casework.CaseLeadEnded, casework.LeadEnded{Lead: gone, Reason: "left"})
		}
		if i == 3 {
			k.do(k.c, casework.CaseResolved, fulfilled)
		}
		cases = append(cases, k.c.Case(k.id))
	}
	p := casework.Period{From: today, To: today}
	want := []casework.LeadLoad{
		{Name: "冯某", Post: "县委常委", Rank: casework.CountyLeader, Cases: 2},
		{Name: "陈某", Post: "县委常委", Rank: casework.CountyLeader, Cases: 1},
		{Name: "卫某", Post: "乡长", Rank: casework.TownshipLeader, Cases: 1},
	}
	lines := casework.LeadList(cases, p, today, 30)
	if diff := cmp.Diff(want, casework.LeadLoads(lines)); diff != "" {
		t.Errorf("loads (-want +got):\n%s", diff)
	}
	slices.Reverse(lines)
	if diff := cmp.Diff(want, casework.LeadLoads(lines)); diff != "" {
		t.Errorf("another order (-want +got):\n%s", diff)
	}
}
