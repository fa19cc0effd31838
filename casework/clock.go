package casework

import (
	"slices"

	"silian/calendar"
)

// ClockRule is one statutory term (domain 2.2). Day 0, the day that starts it, is
// not counted (民法典 201); unmarked days are calendar days.
type ClockRule struct {
	ID      ClockID
	Days    int    // calendar days
	Article string // where it stands
	Citizen bool   // a citizen's right: only the rolled date counts, and generously
}

// ClockID names a term as in domain 2.2.
type ClockID string

// Terms of this version.
const (
	K2  ClockID = "K2"  // tell the petitioner, direct petition
	K3  ClockID = "K3"  // tell the petitioner, matter handed down
	K6  ClockID = "K6"  // finish a matter of art. 31(6)
	K8  ClockID = "K8"  // the petitioner may ask for 复查
	K12 ClockID = "K12" // report on an assigned matter: the date in the assignment
	K14 ClockID = "K14" // jointly ask a court to confirm an agreement
)

// ClockRules gives the national terms in force (信访工作条例, 2022-05-01).
func ClockRules() []ClockRule {
	return []ClockRule{
		{K2, 15, "信访工作条例 23", false},
		{K3, 15, "信访工作条例 23", false},
		{K6, 60, "信访工作条例 34", false},
		{K8, 30, "信访工作条例 35", true},
		{K12, 0, "信访工作条例 22", false},
		{K14, 30, "人民调解法 33", true},
	}
}

// Clock is one term of one case.
type Clock struct {
	Rule      ClockRule
	Office    OfficeCode   // whose duty; "" for a citizen's right
	Start     calendar.Day // day 0
	Raw       calendar.Day // Start + Days
	Internal  calendar.Day // 内控日: the last working day on or before Raw
	Due       calendar.Day // 届满日: Raw, rolled past rest days (民法典 203)
	Known     bool         // false: the year's holiday notice is not loaded, the date is provisional
	StoppedOn calendar.Day // 0 while it runs
}

// OnTime reports whether the duty was done on or before the due date.
func (c Clock) OnTime() bool { return c.StoppedOn != 0 && c.StoppedOn <= c.Due }

// Clocks gives the terms of a case. A dispute has no statutory clock for an
// office; reporting up stops none (domain 2.2).
func (k Skeleton) Clocks(h calendar.Holidays) []Clock {
	var out []Clock
	add := func(id ClockID, office OfficeCode, start, stop calendar.Day) {
		i := slices.IndexFunc(ClockRules(), func(r ClockRule) bool { return r.ID == id })
		out = append(out, newClock(ClockRules()[i], office, start, start.Add(ClockRules()[i].Days), stop, h))
	}
	if k.Track == TrackPetition {
		if k.OpenedAt != Village {
			add(K2, k.Opener, k.Received, k.told(k.Received))
		}
		for _, t := range k.HandOvers {
			if t.ReceivedOn == 0 || t.Outcome == HandOverReturned || t.Outcome == HandOverRecalled {
				continue
			}
			switch {
			case t.Up() && t.FromLevel == Village:
				add(K2, t.To, t.ReceivedOn, k.told(t.ReceivedOn))
			case !t.Up() && t.ToLevel != Village:
				add(K3, t.To, t.ReceivedOn, k.told(t.ReceivedOn))
			}
		}
		for _, n := range k.Notices {
			if n.Kind == NoticeAccepted && n.Route31 == 6 {
				add(K6, n.Office, n.On, k.opinion(n.On))
			}
		}
	}
	for _, t := range k.HandOvers {
		if t.Way == Assign && t.Due != 0 && t.ReceivedOn != 0 {
			i := slices.IndexFunc(ClockRules(), func(r ClockRule) bool { return r.ID == K12 })
			out = append(out, newClock(ClockRules()[i], t.To, t.ReceivedOn, t.Due, k.answeredBy(t.To, t.ReceivedOn), h))
		}
	}
	for _, a := range k.Answers {
		if a.Form == HandlingOpinion {
			add(K8, "", a.On, 0)
		}
	}
	for _, s := range k.Sessions {
		if s.Agreement != "" {
			add(K14, "", s.On, 0)
		}
	}
	return out
}

func newClock(r ClockRule, office OfficeCode, start, raw, stop calendar.Day, h calendar.Holidays) Clock {
	c := Clock{Rule: r, Office: office, Start: start, Raw: raw, StoppedOn: stop}
	var known1, known2 bool
	c.Internal, known1 = h.PrevWorking(raw)
	c.Due, known2 = h.NextWorking(raw)
	if r.Days == 0 {
		c.Due = raw // a date set in an assignment stands as written
	}
	c.Known = known1 && known2
	return c
}

// told gives the first day on or after from on which an organ told the petitioner;
// 0 none. Whoever of the organs does it ends the term: after a take-over the duty
// is the new holder's (domain 2.2). An answer tells the petitioner as well.
func (k Skeleton) told(from calendar.Day) calendar.Day {
	first := k.firstAnswer(from, func(a Answer) bool { return a.Level != Village })
	for _, n := range k.Notices {
		if n.On >= from && (first == 0 || n.On < first) {
			first = n.On
		}
	}
	return first
}

func (k Skeleton) answeredBy(office OfficeCode, from calendar.Day) calendar.Day {
	return k.firstAnswer(from, func(a Answer) bool { return a.Office == office })
}

// opinion gives the first 处理意见书 delivered on or after from, by whatever organ.
func (k Skeleton) opinion(from calendar.Day) calendar.Day {
	return k.firstAnswer(from, func(a Answer) bool { return a.Form == HandlingOpinion && a.Level != Village })
}

// firstAnswer gives the earliest day, which a late entry (补登) may move: answers
// stand in the order in which they were written.
func (k Skeleton) firstAnswer(from calendar.Day, fits func(Answer) bool) calendar.Day {
	var first calendar.Day
	for _, a := range k.Answers {
		if a.On >= from && fits(a) && (first == 0 || a.On < first) {
			first = a.On
		}
	}
	return first
}

// NextDue gives the earliest open date of a case: a running duty of an office or
// an open promise; a closed or voided case has none. what is the clock's id or
// "promise"; ok is false for none.
func (k Skeleton) NextDue(h calendar.Holidays) (due calendar.Day, what string, ok bool) {
	if k.Handling == ClosedState || k.Handling == VoidedState || k.Handling == notYet {
		return 0, "", false
	}
	take := func(d calendar.Day, w string) {
		if !ok || d < due {
			due, what, ok = d, w, true
		}
	}
	for _, c := range k.Clocks(h) {
		if c.Office != "" && c.StoppedOn == 0 {
			take(c.Due, string(c.Rule.ID))
		}
	}
	for _, p := range k.Promises {
		if p.Open() {
			take(p.Due, "promise")
		}
	}
	return due, what, ok
}
