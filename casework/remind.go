package casework

import (
	"slices"

	"silian/calendar"
)

// Internal reminders of the state table (domain 4.1): all our judgement, none law.
const (
	R1 ClockID = "R1" // decide what is done with a registered dispute or demand
	R2 ClockID = "R2" // no record while at work
	R3 ClockID = "R3" // the room confers
	R4 ClockID = "R4" // acknowledgement of a hand-over
	R5 ClockID = "R5" // another way after a return
	R6 ClockID = "R6" // return visit after an answer or agreement
	R7 ClockID = "R7" // ask what became of it in another procedure
)

// ReminderRules gives the lines of the internal reminders; some lengths are the
// county's Limits.
func ReminderRules(l Limits) []ClockRule {
	line := func(id ClockID, duty Duty, start StartEvent, length int, unit TermUnit) ClockRule {
		return ClockRule{
			ID: id, Duty: duty, Who: HoldingOffice, Start: start, Length: length, Unit: unit,
			Article: "内部提醒", On: true, Internal: true, Basis: BasisJudgement,
		}
	}
	return []ClockRule{
		line(R1, DutyTakeUp, OnRegistered, 3, WorkingDays),
		line(R2, DutyRecord, OnLastRecord, l.StaleDays, CalendarDays),
		line(R3, DutyConfer, OnSubmitted, 7, CalendarDays),
		line(R4, DutyAcknowledge, OnSent, l.PackageDays, CalendarDays),
		line(R5, DutyReroute, OnReturned, 5, WorkingDays),
		line(R6, DutyReturnVisit, OnAnswered, l.VisitDays, CalendarDays),
		line(R7, DutyAskResult, OnLedElsewhere, 60, CalendarDays),
	}
}

// Reminders gives the internal reminders that run in the state in which the case
// stands, as clocks that are not stopped: what was done leaves the state, and with it
// the reminder. They are no terms of law and stand in no figure.
func (k Skeleton) Reminders(r Rules) []Clock {
	var out []Clock
	add := func(id ClockID, start calendar.Day) {
		if start == 0 {
			return
		}
		rules := ReminderRules(r.Limits(start))
		i := slices.IndexFunc(rules, func(c ClockRule) bool { return c.ID == id })
		out = append(out, r.dates(rules[i], term{id: id, office: k.Holder, start: start}))
	}
	switch k.Handling {
	case Registered:
		if k.Track == TrackDispute || k.Track == TrackDemand {
			add(R1, k.heldSince())
		}
	case AwaitRoom:
		add(R3, lastDay(k.Submissions, func(s Submission) calendar.Day { return s.On }))
	case ReturnedBack:
		add(R5, lastDay(k.HandOvers, returnedOn))
	case InTransit:
		if h := k.UnderWay(); h != nil {
			add(R4, h.On)
		}
	case AnsweredState, AwaitVisit:
		if since := k.answeredOn(); !visited(k.visitsSince(since)) {
			add(R6, since)
		}
	case LedElsewhere:
		add(R7, lastDay(k.Notices, func(n Notice) calendar.Day {
			if n.Kind != NoticeGuided {
				return 0
			}
			return n.On
		}))
	}
	if k.atWork() {
		add(R2, k.LastOn)
	}
	return out
}

// atWork reports the states in which the holder has the next step to take.
func (k Skeleton) atWork() bool {
	switch k.Handling {
	case Registered, AdmittedState, InHandling, InMediation, AwaitRoom, AwaitMeeting, AfterMeeting, ReturnedBack:
		return true
	}
	return false
}

// heldSince is the day on which the holder registered the case, or accepted it.
func (k Skeleton) heldSince() calendar.Day {
	for _, h := range k.HandOvers {
		if h.Link == k.Link && h.Outcome == HandOverAccepted {
			return h.OutcomeOn
		}
	}
	return k.OpenedOn
}

// answeredOn is the day of the last answer or agreement of this cycle.
func (k Skeleton) answeredOn() calendar.Day {
	return max(
		lastDay(k.Answers, func(a Answer) calendar.Day {
			if a.Cycle != k.Cycle {
				return 0
			}
			return a.On
		}),
		lastDay(k.Sessions, func(s Session) calendar.Day {
			if s.Cycle != k.Cycle || s.Result != MediationSuccess {
				return 0
			}
			return s.On
		}))
}

func (k Skeleton) visitsSince(day calendar.Day) []ReturnVisit {
	var out []ReturnVisit
	for _, v := range k.Visits {
		if v.On >= day {
			out = append(out, v)
		}
	}
	return out
}

// lastDay gives the latest day in a list; 0 for none.
func lastDay[T any](list []T, of func(T) calendar.Day) (last calendar.Day) {
	for _, v := range list {
		if d := of(v); d != 0 && (last == 0 || d > last) {
			last = d
		}
	}
	return last
}
