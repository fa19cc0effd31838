package casework_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// toTheRoom plays Appendix E at the township up to the room on 2026-12-09, with a task
// that was set before; it gives A and B with their sessions, and the task.
func (k *kit) toTheRoom() (ids []casework.ID, sessions map[casework.ID]casework.ID, old casework.ID) {
	k.clock.Set(day(k.TB, "2026-12-01"))
	for _, track := range []casework.Track{casework.TrackPetition, casework.TrackDispute} {
		k.open(k.t, track)
		ids = append(ids, k.id)
		if g := k.agendaGate(k.t, ""); g.Open {
			k.Errorf("before the room: %+v", g)
		}
	}
	k.clock.Set(day(k.TB, "2026-12-04"))
	old = k.toTask("合作社", "2026-12-11")
	k.clock.Set(day(k.TB, "2026-12-09"))
	sessions = map[casework.ID]casework.ID{}
	for _, id := range ids {
		k.id = id
		sessions[id] = k.do(k.t, casework.CaseMediated, byRoom(casework.MediationPartial)).ID
	}
	return ids, sessions, old
}

// TestAppendixEMeeting: the meeting of 2026-12-14, a Monday that is a village day too,
// takes A and B, which the room did not settle.
func TestAppendixEMeeting(t *testing.T) {
	k := newKit(t)
	if l, err := calendar.ToLunar(day(t, "2026-12-14")); err != nil || l.Day%10 != 6 || day(t, "2026-12-14").Weekday() != time.Monday {
		t.Fatalf("2026-12-14 is %v, %v", l, err)
	}
	ids, sessions, old := k.toTheRoom()
	k.clock.Set(day(t, "2026-12-10"))
	s := k.convene(k.t, planOf(t, k.t, "2026-12-14"))
	cases := func() map[casework.ID]casework.Case {
		out := map[casework.ID]casework.Case{}
		for _, id := range ids {
			out[id] = k.t.Case(id)
		}
		return out
	}
	items := map[casework.ID]casework.ID{}
	for i, id := range ids {
		items[id] = s.say("2026-12-10", casework.MeetingItem, casework.AgendaItem{Order: i + 2, Kind: casework.ItemCase, Case: id, Session: sessions[id], Units: []string{"农业农村站"}})
	}
	notYet := []casework.LackCode{casework.LackNotYet}
	s.say("2026-12-10", casework.MeetingNotified, callTo(invite(casework.BasisStanding, "党委")))
	s.say("2026-12-10", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "党委", As: casework.Present})
	s.lacks(cases(), lacks{3: {casework.LackUnitHead, casework.LackUnitHead}, 5: {casework.LackFollowUp}, 6: notYet})
	s.say("2026-12-11", casework.MeetingNotified, callTo(invite(casework.BasisStanding, "党委"), invite(casework.BasisUnit, "农业农村站")))
	s.say("2026-12-11", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "农业农村站", As: casework.Present})
	last := s.say("2026-12-11", casework.MeetingItem, casework.AgendaItem{Order: 9, Kind: casework.ItemFollowUp, Case: ids[1]})
	s.lacks(cases(), lacks{5: {casework.LackFirst}, 6: notYet})
	s.say("2026-12-11", casework.MeetingDropped, casework.DroppedItem{Item: last, Reason: "other"})
	s.say("2026-12-11", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemFollowUp})
	s.lacks(cases(), lacks{6: notYet})

	k.clock.Set(day(t, "2026-12-14"))
	s.say("2026-12-14", casework.MeetingHeld, heldBy(secretary))
	s.lacks(cases(), lacks{6: {casework.LackDecision, casework.LackDecision}})
	s.decide(ids, items)
	s.lacks(cases(), lacks{})
	for _, id := range ids {
		c := k.t.Case(id)
		if c.Handling != casework.AfterMeeting || c.TimesOnAgenda() != 1 || len(c.Analyses) != 1 {
			t.Errorf("%s: %s, %d times on the agenda", c.No, c.Handling, c.TimesOnAgenda())
		}
	}
	next := casework.FollowUps([]casework.Case{k.t.Case(ids[0]), k.t.Case(ids[1])}, k.t.Code, day(t, "2026-12-14"), day(t, "2026-12-21"))
	if len(next) != 3 || next[0].Task.Entry != old || !next[0].Late || next[1].Task.Due != day(t, "2026-12-25") {
		t.Errorf("the next meeting looks back on %+v", next)
	}
	missing := s.fold().Clarities(everyMonday, nil) // cases that are not here
	if diff := cmp.Diff(lacks{5: {casework.LackCase, casework.LackCase}, 6: {casework.LackTask, casework.LackTask}}, lackCodes(missing)); diff != "" {
		t.Errorf("without the cases (-want +got):\n%s", diff)
	}
}

// decide writes what the meeting of Appendix E decided, and its mirror in the cases.
func (s *sitting) decide(ids []casework.ID, items map[casework.ID]casework.ID) {
	due := map[casework.ID]calendar.Day{ids[0]: day(s.TB, "2026-12-25"), ids[1]: day(s.TB, "2027-01-20")}
	for _, id := range ids {
		s.id = id
		s.do(s.desk, casework.CaseListed, casework.Listed{Meeting: s.of.ID, Item: items[id]})
		s.do(s.desk, casework.CaseAnalysed, casework.Analysed{Meeting: s.of.ID, Item: items[id], Level: casework.Township, Unit: "农业农村站", Due: due[id]})
		s.do(s.desk, casework.CaseTasked, casework.Tasked{Meeting: s.of.ID, Unit: "农业农村站", Due: due[id]})
		s.do(s.desk, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "钱某", Post: "副乡长", Rank: casework.TownshipLeader})
		s.say("2026-12-15", casework.MeetingDecided, casework.DecidedItem{
			Item: items[id], Unit: "农业农村站", Due: due[id], Acceptance: "paid", Supervise: day(s.TB, "2026-12-28"),
		})
	}
}

// TestClarityOfDecisions: each part of a decision is asked for.
func TestClarityOfDecisions(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	plan := planOf(t, k.t, "2026-12-14")
	s := k.convene(k.t, plan)
	s.say("2026-12-10", casework.MeetingNotified, callTo(invite(casework.BasisStanding, "党委")))
	item := s.say("2026-12-10", casework.MeetingItem, casework.AgendaItem{Kind: casework.ItemCase, Case: k.id, Units: []string{"党委"}})
	s.say("2026-12-14", casework.MeetingHeld, heldBy(secretary))
	s.say("2026-12-14", casework.MeetingDecided, casework.DecidedItem{Item: item})
	s.lacks(map[casework.ID]casework.Case{k.id: k.t.Case(k.id)}, lacks{
		5: {casework.LackGate},
		6: {casework.LackUnit, casework.LackDue, casework.LackAcceptance, casework.LackSupervise, casework.LackTask},
	})
	// A task of this meeting is nothing to look back on, whatever date it bears.
	k.doAs(k.t, casework.CaseTasked, casework.Tasked{Meeting: s.of.ID, Unit: "党委"}, testkit.Act{On: day(t, "2026-12-11")})
	s.lacks(map[casework.ID]casework.Case{k.id: k.t.Case(k.id)}, lacks{
		5: {casework.LackGate},
		6: {casework.LackUnit, casework.LackDue, casework.LackAcceptance, casework.LackSupervise},
	})
}

// TestGateOfAPastMeeting: a case that began another cycle since was through the gate
// when the meeting took it.
func TestGateOfAPastMeeting(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	session := k.do(k.t, casework.CaseMediated, byRoom(casework.MediationFailed)).ID
	take := func(item casework.AgendaItem, listed bool) map[int][]casework.LackCode {
		s := k.convene(k.t, planOf(t, k.t, "2026-12-14"))
		item.Kind, item.Case = casework.ItemCase, k.id
		s.say("2026-12-10", casework.MeetingItem, item)
		if listed {
			k.do(k.t, casework.CaseListed, casework.Listed{Meeting: s.of.ID})
		}
		c := k.t.Copy(7)
		k.do(c, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
		k.do(c, casework.CaseReopened, casework.Reopened{})
		if c.Case(k.id).AgendaGate("").Open {
			t.Fatal("the second cycle is before the room")
		}
		return lackCodes(s.fold().Clarities(everyMonday, map[casework.ID]casework.Case{k.id: c.Case(k.id)}))
	}
	if got := take(casework.AgendaItem{}, false)[5]; len(got) != 1 || got[0] != casework.LackGate {
		t.Errorf("nothing lets it pass: %v", got)
	}
	if got := take(casework.AgendaItem{Session: session}, false)[5]; len(got) != 0 {
		t.Errorf("its session lets it pass: %v", got)
	}
	if got := take(casework.AgendaItem{}, true)[5]; len(got) != 0 {
		t.Errorf("the case was listed: %v", got)
	}
}
