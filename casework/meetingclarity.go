package casework

import (
	"slices"
)

// Clarity is one of the six clarities of a meeting (六个明确, source article, sentence
// 4). Of the fifth and sixth the source gives the names only; what they ask here is
// judgement (docs/rules.md).
type Clarity struct {
	No      int // 1 time, 2 chair, 3 participants, 4 notice, 5 content, 6 decisions
	OK      bool
	Missing []Lack // empty exactly when OK
}

// Lack is one thing that is not clear yet, with what it is about.
type Lack struct {
	Code LackCode
	Unit string // unit or post, or ""
	Item ID     // item of the agenda, or none
	Case ID     // case, or none
}

// LackCode says what is missing.
type LackCode string

// What may be missing.
const (
	LackTime       LackCode = "time"        // 1: no hour
	LackWeekday    LackCode = "weekday"     // 1: not on the day of the rule, and not moved
	LackMoveReason LackCode = "move_reason" // 1: moved off the day of the rule without a reason
	LackOtherDay   LackCode = "other_day"   // 1: held on another day than announced
	LackEvening    LackCode = "evening"     // 1: a 5+N session is an evening session
	LackNotHeld    LackCode = "not_held"    // 1: not held, without a reason

	LackChair      LackCode = "chair"       // 2: nobody named
	LackMain       LackCode = "main_leader" // 2: the planned chair is no main leader
	LackDelegation LackCode = "delegation"  // 2: no main leader presided, no reason given

	LackStanding LackCode = "standing"   // 3: no standing member invited
	LackFive     LackCode = "five_heads" // 3: fewer than five of 五长 (county)
	LackPost     LackCode = "post"       // 3: a post of 5+N not invited
	LackUnits    LackCode = "units"      // 3: a case item names no unit
	LackUnitHead LackCode = "unit_head"  // 3: the head of a unit of a case not invited
	LackLead     LackCode = "lead"       // 3: the lead cadre of a case not invited to 5+N

	LackNotice      LackCode = "notice"          // 4: not sent
	LackNotifier    LackCode = "notifier"        // 4: by no office
	LackLate        LackCode = "notice_late"     // 4: sent after the day
	LackOutdated    LackCode = "notice_outdated" // 4: of a date that was moved
	LackPlace       LackCode = "place"           // 4: says no place
	LackUnconfirmed LackCode = "unconfirmed"     // 4: a unit has not answered

	LackAgenda   LackCode = "agenda"          // 5: no item
	LackFollowUp LackCode = "follow_up"       // 5: an open task is on no item
	LackFirst    LackCode = "follow_up_first" // 5: follow-ups do not stand first
	LackGate     LackCode = "gate"            // 5: neither the room nor a waiver
	LackCase     LackCode = "case"            // 5: the case is not here

	LackNotYet     LackCode = "not_yet"    // 6: the meeting is still to come
	LackDecision   LackCode = "decision"   // 6
	LackUnit       LackCode = "unit"       // 6: no responsible unit
	LackDue        LackCode = "due"        // 6: no date
	LackAcceptance LackCode = "acceptance" // 6: no acceptance test
	LackSupervise  LackCode = "supervise"  // 6: no date of the first supervision
	LackTask       LackCode = "task"       // 6: no task in the case for this meeting
)

// Clarities checks the six clarities by the rule in force. cases are those of the
// agenda and those whose tasks the meeting must look back on. A meeting that was not
// held or merged owes a reason only.
func (m Meeting) Clarities(rule MeetingRule, cases map[ID]Case) []Clarity {
	var missing [6][]Lack
	switch {
	case m.Status == "":
		return nil
	case m.Status == MeetingWasNotHeld && m.Reason == "":
		missing[0] = []Lack{{Code: LackNotHeld}}
	case m.Over() && m.Status != MeetingWasHeld:
	default:
		missing = [6][]Lack{
			m.lacksTime(rule), m.lacksChair(), m.lacksPeople(rule, cases),
			m.lacksNotice(), m.lacksContent(cases), m.lacksDecisions(cases),
		}
	}
	out := make([]Clarity, 6)
	for i, lacks := range missing {
		out[i] = Clarity{i + 1, len(lacks) == 0, lacks}
	}
	return out
}

func (m Meeting) lacksTime(rule MeetingRule) (out []Lack) {
	if m.Time == "" {
		out = append(out, Lack{Code: LackTime})
	}
	if m.Type == FivePlusN && !m.Evening {
		out = append(out, Lack{Code: LackEvening})
	}
	if m.Type == RegularMeeting && m.On.Weekday() != rule.Weekday {
		switch n := len(m.Moves); {
		case n == 0:
			out = append(out, Lack{Code: LackWeekday})
		case m.Moves[n-1].Reason == "":
			out = append(out, Lack{Code: LackMoveReason})
		}
	}
	if m.Day() != m.On {
		out = append(out, Lack{Code: LackOtherDay})
	}
	return out
}

// lacksChair asks for a main leader, save at a special meeting.
func (m Meeting) lacksChair() []Lack {
	chair, held := m.Chair, m.Status == MeetingWasHeld
	if held {
		chair = m.HeldBy
	}
	switch {
	case chair.Name == "":
		return []Lack{{Code: LackChair}}
	case chair.Main || m.Type == SpecialMeeting:
		return nil
	case !held:
		return []Lack{{Code: LackMain}}
	case m.Delegated == "":
		return []Lack{{Code: LackDelegation}}
	}
	return nil
}

func (m Meeting) lacksPeople(rule MeetingRule, cases map[ID]Case) (out []Lack) {
	switch m.Type {
	case RegularMeeting:
		if m.invited(func(i Invitee) bool { return i.Basis == BasisStanding }) == 0 {
			out = append(out, Lack{Code: LackStanding})
		}
		if m.Level == County && m.invited(func(i Invitee) bool { return i.Basis == BasisFive }) < 5 {
			out = append(out, Lack{Code: LackFive})
		}
	case FivePlusN:
		for _, post := range rule.Five {
			if m.invited(func(i Invitee) bool { return i.Post == post }) == 0 {
				out = append(out, Lack{Code: LackPost, Unit: post})
			}
		}
	}
	for _, item := range m.caseItems() {
		if len(item.Units) == 0 {
			out = append(out, Lack{Code: LackUnits, Item: item.Entry, Case: item.Case})
		}
		for _, unit := range item.Units {
			if m.invited(func(i Invitee) bool { return i.Unit == unit }) == 0 {
				out = append(out, Lack{Code: LackUnitHead, Unit: unit, Item: item.Entry, Case: item.Case})
			}
		}
		lead := cases[item.Case].ActiveLead()
		if m.Type == FivePlusN && lead != nil && m.invited(func(i Invitee) bool { return i.Name == lead.Name }) == 0 {
			out = append(out, Lack{Code: LackLead, Unit: lead.Post, Item: item.Entry, Case: item.Case})
		}
	}
	return out
}

// invited counts the seats called on a ground, each once.
func (m Meeting) invited(fits func(Invitee) bool) int {
	if m.Notice == nil {
		return 0
	}
	seats := map[Seat]bool{}
	for _, i := range m.Notice.Invited {
		if fits(i) {
			seats[i.Seat] = true
		}
	}
	return len(seats)
}

func (m Meeting) lacksNotice() (out []Lack) {
	if m.Place == "" {
		out = append(out, Lack{Code: LackPlace})
	}
	n := m.Notice
	if n == nil {
		return append(out, Lack{Code: LackNotice})
	}
	if n.By == "" {
		out = append(out, Lack{Code: LackNotifier})
	}
	if n.Outdated {
		out = append(out, Lack{Code: LackOutdated})
	}
	if n.On > m.Day() { // within the day no date can tell
		out = append(out, Lack{Code: LackLate})
	}
	if !m.Over() { // afterwards the sign-in sheet speaks
		for _, unit := range m.Unconfirmed() {
			out = append(out, Lack{Code: LackUnconfirmed, Unit: unit})
		}
	}
	return out
}

// Unconfirmed gives the invited units that have not answered the notice, each once, in
// the order of the notice.
func (m Meeting) Unconfirmed() []string {
	var out []string
	if m.Notice == nil {
		return nil
	}
	for _, i := range m.Notice.Invited {
		if as := m.Confirmations[i.Unit]; (as == "" || as == Unstated) && !slices.Contains(out, i.Unit) {
			out = append(out, i.Unit)
		}
	}
	return out
}

// caseItems gives the items that stand for the analysis of a case.
func (m Meeting) caseItems() []Item {
	return slices.DeleteFunc(m.Agenda(), func(i Item) bool { return i.Kind != ItemCase })
}
