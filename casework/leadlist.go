package casework

import (
	"cmp"
	"slices"

	"silian/calendar"
)

// LeadLine is one line of 包案一览表: one lead cadre of one case. The name is that of an
// office-holder in function; no party stands here.
type LeadLine struct {
	Case   ID
	No     CaseNo
	Lead   ID
	Name   string
	Post   string
	Rank   Rank
	From   calendar.Day
	To     calendar.Day // 0 while it lasts
	Met    int          // personal contacts in the period
	LastOn calendar.Day // newest record of the case
	Idle   int          // days from LastOn to the day of the question, 0 or more
	Open   bool         // the case is neither closed nor settled
	Stale  bool         // open, and idle for longer than the limit
}

// LeadList gives the leads that lasted at some time in the period, by case. today is
// the day of the question, staleDays the days that a case may go without a record
// (Limits.StaleDays); 0 marks none as stale.
func LeadList(cases []Case, p Period, today calendar.Day, staleDays int) []LeadLine {
	var out []LeadLine
	for _, c := range cases {
		if c.Handling == notYet || c.Handling == VoidedState {
			continue
		}
		open := c.Handling != ClosedState && !c.Resolution.Settled()
		idle := max(int(today)-int(c.LastOn), 0)
		for _, l := range c.Leads {
			if !l.Active(p) {
				continue
			}
			line := LeadLine{
				Case: c.ID, No: c.No, Lead: l.Entry, Name: l.Name, Post: l.Post, Rank: l.Rank, From: l.From, To: l.To,
				LastOn: c.LastOn, Idle: idle, Open: open, Stale: open && staleDays > 0 && idle > staleDays,
			}
			for _, on := range l.Met {
				if p.Contains(on) {
					line.Met++
				}
			}
			out = append(out, line)
		}
	}
	slices.SortFunc(out, func(a, b LeadLine) int {
		return cmp.Or(cmp.Compare(a.No, b.No), idOrder(a.Case, b.Case), cmp.Compare(a.From, b.From), idOrder(a.Lead, b.Lead))
	})
	return out
}

// LeadLoad is the number of open cases that one office-holder answers for.
type LeadLoad struct {
	Name  string
	Post  string
	Rank  Rank
	Cases int
}

// LeadLoads counts the open cases of each lead cadre whose lead lasts, by rank, post
// and name: no ranking by number.
func LeadLoads(lines []LeadLine) []LeadLoad {
	cases := map[LeadLoad]map[ID]bool{}
	for _, l := range lines {
		if !l.Open || l.To != 0 {
			continue
		}
		who := LeadLoad{Name: l.Name, Post: l.Post, Rank: l.Rank}
		if cases[who] == nil {
			cases[who] = map[ID]bool{}
		}
		cases[who][l.Case] = true
	}
	var out []LeadLoad
	for who, held := range cases {
		who.Cases = len(held)
		out = append(out, who)
	}
	ranks := []Rank{CountyLeader, TownshipLeader, UnitHead, VillageCadre}
	slices.SortFunc(out, func(a, b LeadLoad) int {
		return cmp.Or(cmp.Compare(slices.Index(ranks, a.Rank), slices.Index(ranks, b.Rank)), cmp.Compare(a.Post, b.Post), cmp.Compare(a.Name, b.Name))
	})
	return out
}
