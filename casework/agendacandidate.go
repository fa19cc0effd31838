package casework

import (
	"cmp"
	"slices"

	"silian/calendar"
)

// Candidate is a case that is worth a place on the next agenda (domain 1.1, S4 row
// 5), and why: by the matter and its dates, never by who came.
type Candidate struct {
	Case ID
	No   CaseNo
	Why  []CandidateReason // in the order of the constants, at least one
	Due  calendar.Day      // earliest open date of the case, 0 for none
	Gate Gate              // without a waiver
}

// CandidateReason is one ground to put a case on an agenda.
type CandidateReason string

// Grounds, in the order in which candidates are listed.
const (
	CandidateListed   CandidateReason = "listed"   // stood on an agenda and was not analysed since
	CandidateRoom     CandidateReason = "room"     // the room did not succeed, and no meeting has taken it since
	CandidateOverdue  CandidateReason = "overdue"  // a term of an office has passed
	CandidateTask     CandidateReason = "task"     // a task is open past its date
	CandidateRepeat   CandidateReason = "repeat"   // registered again
	CandidateVillages CandidateReason = "villages" // more than one village office has a part in it
	CandidateMany     CandidateReason = "many"     // many people are concerned
)

// candidateOrder is the order of the grounds.
func candidateOrder() []CandidateReason {
	return []CandidateReason{
		CandidateListed, CandidateRoom, CandidateOverdue, CandidateTask, CandidateRepeat,
		CandidateVillages, CandidateMany,
	}
}

// Candidates gives the open cases held at the level of a meeting that have a ground to
// be on its agenda as of today. many is the number of persons from which a matter
// concerns many (Limits.GroupVisit); 0 asks for none. Order: by the first ground,
// then by due date, then by id.
func Candidates(cases []Case, r Rules, today calendar.Day, level Level, many int) []Candidate {
	order := candidateOrder()
	var out []Candidate
	for _, c := range cases {
		if c.HolderLevel != level || !c.analysable() {
			continue
		}
		var why []CandidateReason
		for _, w := range order {
			if c.speaksFor(w, r, today, many) {
				why = append(why, w)
			}
		}
		if len(why) > 0 {
			out = append(out, Candidate{c.ID, c.No, why, c.earliestDue(r), c.AgendaGate("")})
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Why[0]), slices.Index(order, b.Why[0])),
			dueOrder(a.Due, b.Due), idOrder(a.Case, b.Case))
	})
	return out
}

// analysable reports a case whose holder could still bring it to a meeting.
func (k Skeleton) analysable() bool {
	switch k.Handling {
	case Registered, AdmittedState, InHandling, InMediation, ReturnedBack, AwaitRoom, AwaitMeeting, AfterMeeting:
		return !k.Resolution.Settled()
	}
	return false
}

func (k Skeleton) speaksFor(w CandidateReason, r Rules, today calendar.Day, many int) bool {
	switch w {
	case CandidateListed:
		return k.Handling == AwaitMeeting && slices.ContainsFunc(k.Listings, func(l Listing) bool {
			return l.Cycle == k.Cycle && !k.analysedSince(l.On)
		})
	case CandidateRoom:
		return k.roomFailed()
	case CandidateOverdue:
		return slices.ContainsFunc(k.Clocks(r), func(c Clock) bool {
			return c.Office != "" && c.StoppedOn == 0 && c.Due < today
		})
	case CandidateTask:
		return slices.ContainsFunc(k.Tasks, func(t Task) bool { return t.Open() && t.Due != 0 && t.Due < today })
	case CandidateRepeat:
		return len(k.Repeats) > 0
	case CandidateVillages:
		return len(k.villages()) > 1
	case CandidateMany:
		return many > 0 && max(k.Marks.Concerned, k.People) >= many
	}
	return false
}

// roomFailed reports that the last session of the room in this cycle did not succeed
// and that no meeting has analysed the case since.
func (k Skeleton) roomFailed() bool {
	for i := len(k.Sessions) - 1; i >= 0; i-- {
		if s := k.Sessions[i]; s.Cycle == k.Cycle && s.By == VeteransRoom {
			return s.Result != MediationSuccess && !k.analysedSince(s.On)
		}
	}
	return false
}

func (k Skeleton) analysedSince(on calendar.Day) bool {
	return slices.ContainsFunc(k.Analyses, func(a Analysis) bool { return a.Cycle == k.Cycle && a.On >= on })
}

// villages gives the village offices that opened the case or to which or by which it
// was handed over, each once.
func (k Skeleton) villages() []OfficeCode {
	var out []OfficeCode
	add := func(o OfficeCode, l Level) {
		if l == Village && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	add(k.Opener, k.OpenedAt)
	for _, h := range k.HandOvers {
		add(h.From, h.FromLevel)
		add(h.To, h.ToLevel)
	}
	return out
}

// earliestDue gives the earliest open date of a case, its tasks included; 0 for none.
func (k Skeleton) earliestDue(r Rules) calendar.Day {
	due, _, _ := k.NextDue(r)
	for _, t := range k.Tasks {
		if t.Open() && dueOrder(t.Due, due) < 0 {
			due = t.Due
		}
	}
	return due
}
