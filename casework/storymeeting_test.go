package casework_test

import (
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

const storyUnit = "农业农村办"

func (s *story) meeting() casework.Subject {
	return casework.Subject{Kind: casework.SubjectMeeting, ID: s.m}
}

// atTheMeeting plays the Monday meeting of 12-14, a village day too (Appendix E).
func (s *story) atTheMeeting() {
	s.on("2026-12-14")
	s.m = s.t.NewID()
	chair := casework.Seat{Unit: "乡党委", Post: "书记", Name: "王某", Main: true}
	head := casework.Seat{Unit: storyUnit, Post: "主任", Name: "赵某"}
	s.t.Write(s.meeting(), casework.MeetingPlanned, casework.PlannedMeeting{
		Office: s.t.Code, Level: casework.Township, Type: casework.RegularMeeting, No: 1, On: s.clock.Today(), Time: "08:30", Place: "二楼会议室", Chair: chair,
	}, testkit.Act{ID: s.m})
	s.t.Write(s.meeting(), casework.MeetingNotified, casework.NotifiedMeeting{By: "乡党政办", Channel: "phone", Invited: []casework.Invitee{
		{Seat: chair, Basis: casework.BasisStanding}, {Seat: head, Basis: casework.BasisUnit},
	}}, noAct)
	items := map[casework.ID]casework.ID{}
	for i, id := range []casework.ID{s.a, s.b} {
		gate := s.t.Case(id).AgendaGate("")
		if !gate.Open || gate.Result != casework.MediationPartial {
			s.Errorf("case %d at the gate: %+v", i, gate)
		}
		items[id] = s.t.Write(s.meeting(), casework.MeetingItem, casework.AgendaItem{
			Order: i + 1, Kind: casework.ItemCase, Case: id, Session: gate.Session, Units: []string{storyUnit},
		}, noAct).ID
		s.about(id).do(s.t, casework.CaseListed, casework.Listed{Meeting: s.m, Item: items[id]})
	}
	s.t.Write(s.meeting(), casework.MeetingHeld, casework.HeldMeeting{Chair: chair, Attended: []casework.Attended{
		{Unit: "乡党委", As: casework.Present}, {Unit: storyUnit, As: casework.Present},
	}}, noAct)
	for id, due := range map[casework.ID]string{s.a: "2027-01-15", s.b: "2027-01-20"} {
		s.decide(id, items[id], due)
	}
	s.about(s.a).do(s.t, casework.CaseTasked, casework.Tasked{Meeting: s.m, Unit: storyUnit, Due: day(s.TB, "2026-12-25")})
}

func (s *story) decide(id, item casework.ID, due string) {
	on := day(s.TB, due)
	s.t.Write(s.meeting(), casework.MeetingDecided, casework.DecidedItem{
		Item: item, Unit: storyUnit, Lead: casework.Seat{Unit: "乡政府", Post: "副乡长", Name: "李某"},
		Due: on, Acceptance: "paid", Supervise: day(s.TB, "2026-12-28"),
	}, noAct)
	s.about(id).do(s.t, casework.CaseAnalysed, casework.Analysed{Meeting: s.m, Item: item, Level: casework.Township, Unit: storyUnit, Due: on})
	s.do(s.t, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "李某", Post: "副乡长", Rank: casework.TownshipLeader})
	s.do(s.t, casework.CaseTasked, casework.Tasked{Meeting: s.m, Unit: storyUnit, Due: on})
}

// supervise: on 12-28 the acreage list is late; the unit is called. The proposal comes
// from the rules, the call from a person.
func (s *story) supervise() {
	s.s = s.t.NewID()
	proposed := false
	for _, p := range casework.ProposeSupervision([]casework.Case{s.t.Case(s.a)}, nil, national(s.TB), s.clock.Today()) {
		proposed = proposed || p.Trigger == casework.TriggerTask && p.Case == s.a && p.Unit == storyUnit
	}
	if !proposed {
		s.Error("a task overdue for three days proposed no supervision")
	}
	due := day(s.TB, "2026-12-30")
	s.t.Write(casework.Subject{Kind: casework.SubjectSupervision, ID: s.s}, casework.SupervisionOrdered, casework.OrderedSupervision{
		Office: s.t.Code, Form: casework.ByPhone, Unit: storyUnit, Cases: []casework.ID{s.a}, Trigger: casework.TriggerTask, Due: due,
	}, testkit.Act{ID: s.s})
	s.about(s.a).do(s.t, casework.CaseSupervised, casework.Supervised{Supervision: s.s, Form: casework.ByPhone, Unit: storyUnit, Due: due})
	s.t.Write(casework.Subject{Kind: casework.SubjectSupervision, ID: s.s}, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, noAct)
}

// stations gives the facts of the meeting, its week and the supervision: they stay in
// the township's file.
func (s *story) stations() []casework.Fact {
	m := casework.FoldMeeting(s.t.Entries(s.m))
	week := casework.Period{From: day(s.TB, "2026-12-14"), To: day(s.TB, "2026-12-20")}
	rules := national(s.TB)
	weeks := casework.MeetingWeeks([]casework.Meeting{m}, s.t.Code, rules.Meetings(week.To), week, rules.Holidays, day(s.TB, "2027-01-31"))
	facts := append(m.Facts(), casework.WeekFacts(weeks, s.t.Code)...)
	return append(facts, casework.FoldSupervision(s.t.Entries(s.s)).Facts()...)
}

// TestStoryMeeting: 六个明确 of the meeting that was held, and nothing of it left to say.
func TestStoryMeeting(t *testing.T) {
	s := tell(t)
	m := casework.FoldMeeting(s.t.Entries(s.m))
	if m.Status != casework.MeetingWasHeld || !m.ChairMain || len(m.Agenda()) != 2 {
		t.Errorf("%s, main leader %v, %d items", m.Status, m.ChairMain, len(m.Agenda()))
	}
	cases := map[casework.ID]casework.Case{s.a: s.t.Case(s.a), s.b: s.t.Case(s.b)}
	for _, c := range m.Clarities(national(t).Meetings(m.HeldOn), cases) {
		if !c.OK {
			t.Errorf("clarity %d lacks %+v", c.No, c.Missing)
		}
	}
	for _, r := range append(m.Rows, casework.FoldSupervision(s.t.Entries(s.s)).Rows...) {
		if !r.InEffect {
			t.Errorf("%s: %s", r.Kind, r.Why)
		}
	}
}
