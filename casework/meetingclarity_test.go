package casework_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

var everyMonday = casework.MeetingRule{Weekday: time.Monday, Five: []string{"县委书记", "政法委书记"}, Evenings: 1, TopMost: 2}

// lackCodes gives what each clarity misses; clarities that are all right are left out.
func lackCodes(cs []casework.Clarity) map[int][]casework.LackCode {
	out := map[int][]casework.LackCode{}
	for _, c := range cs {
		for _, l := range c.Missing {
			out[c.No] = append(out[c.No], l.Code)
		}
	}
	return out
}

func (s *sitting) lacks(cases map[casework.ID]casework.Case, want map[int][]casework.LackCode) {
	s.Helper()
	cs := s.fold().Clarities(everyMonday, cases)
	if len(cs) != 6 {
		s.Fatalf("%d clarities", len(cs))
	}
	for _, c := range cs {
		if c.OK != (len(c.Missing) == 0) {
			s.Errorf("clarity %d: %+v", c.No, c)
		}
	}
	if diff := cmp.Diff(want, lackCodes(cs)); diff != "" {
		s.Errorf("missing (-want +got):\n%s", diff)
	}
}

type lacks = map[int][]casework.LackCode

func invite(basis casework.InviteBasis, units ...string) []casework.Invitee {
	var out []casework.Invitee
	for _, u := range units {
		out = append(out, casework.Invitee{Seat: casework.Seat{Unit: u, Post: "负责人", Name: u + "某"}, Basis: basis})
	}
	return out
}

func callTo(groups ...[]casework.Invitee) casework.NotifiedMeeting {
	n := casework.NotifiedMeeting{By: "县委办公室", Channel: "phone"}
	for _, g := range groups {
		n.Invited = append(n.Invited, g...)
	}
	return n
}

var fiveHeads = invite(casework.BasisFive, "法院", "检察院", "公安局", "司法局", "信访局")

func TestClaritiesOfAnEmptyPlan(t *testing.T) {
	k := newKit(t)
	k.convene(k.c, casework.PlannedMeeting{Office: k.c.Code, Level: casework.County, Type: casework.RegularMeeting, On: day(t, "2026-12-15")}).
		lacks(nil, lacks{
			1: {casework.LackTime, casework.LackWeekday},
			2: {casework.LackChair},
			3: {casework.LackStanding, casework.LackFive},
			4: {casework.LackPlace, casework.LackNotice},
			5: {casework.LackAgenda},
			6: {casework.LackNotYet},
		})
}

func TestClarityOfTime(t *testing.T) {
	k := newKit(t)
	base := lacks{3: {casework.LackStanding}, 4: {casework.LackNotice}, 5: {casework.LackAgenda}}
	for name, c := range map[string]struct {
		on    string
		moves []casework.MovedMeeting
		held  string
		want  []casework.LackCode
	}{
		"on Monday":                {"2026-10-12", nil, "2026-10-12", nil},
		"on Tuesday":               {"2026-10-13", nil, "2026-10-13", []casework.LackCode{casework.LackWeekday}},
		"moved with a reason":      {"2026-10-05", []casework.MovedMeeting{{To: day(t, "2026-10-08"), Reason: "holiday"}}, "2026-10-08", nil},
		"moved without":            {"2026-10-05", []casework.MovedMeeting{{To: day(t, "2026-10-08")}}, "2026-10-08", []casework.LackCode{casework.LackMoveReason}},
		"moved to another Monday":  {"2026-10-05", []casework.MovedMeeting{{To: day(t, "2026-10-12")}}, "2026-10-12", nil},
		"held on an unnoticed day": {"2026-10-12", nil, "2026-10-14", []casework.LackCode{casework.LackOtherDay}},
	} {
		s := k.convene(k.t, planOf(t, k.t, c.on))
		for _, m := range c.moves {
			s.say("2026-09-30", casework.MeetingMoved, m)
		}
		s.say(c.held, casework.MeetingHeld, heldBy(secretary))
		want := lacks{3: base[3], 4: base[4], 5: base[5]}
		if c.want != nil {
			want[1] = c.want
		}
		t.Run(name, func(sub *testing.T) { s.TB = sub; s.lacks(nil, want); s.TB = t })
	}
	s := k.convene(k.t, planOf(t, k.t, "2026-10-12"))
	s.say("2026-10-12", casework.MeetingNotHeld, casework.NotHeldMeeting{})
	s.lacks(nil, lacks{1: {casework.LackNotHeld}})
	s = k.convene(k.t, planOf(t, k.t, "2026-10-12"))
	s.say("2026-10-12", casework.MeetingNotHeld, casework.NotHeldMeeting{Merged: s.desk.NewID()})
	s.lacks(nil, lacks{})
}

func TestClarityOfTheChair(t *testing.T) {
	k := newKit(t)
	rest := lacks{3: {casework.LackStanding}, 4: {casework.LackNotice}, 5: {casework.LackAgenda}}
	for name, c := range map[string]struct {
		planned casework.Seat
		held    *casework.HeldMeeting
		kind    casework.MeetingType
		want    []casework.LackCode
	}{
		"a main leader planned":    {secretary, nil, casework.RegularMeeting, nil},
		"another planned":          {viceSecretary, nil, casework.RegularMeeting, []casework.LackCode{casework.LackMain}},
		"nobody presided":          {secretary, &casework.HeldMeeting{}, casework.RegularMeeting, []casework.LackCode{casework.LackChair}},
		"a main leader presided":   {viceSecretary, &casework.HeldMeeting{Chair: secretary}, casework.RegularMeeting, nil},
		"delegated":                {secretary, &casework.HeldMeeting{Chair: viceSecretary, Delegated: "away"}, casework.RegularMeeting, nil},
		"another presided":         {secretary, &casework.HeldMeeting{Chair: viceSecretary}, casework.RegularMeeting, []casework.LackCode{casework.LackDelegation}},
		"anybody at a special one": {viceSecretary, &casework.HeldMeeting{Chair: viceSecretary}, casework.SpecialMeeting, nil},
	} {
		plan := planOf(t, k.t, "2026-10-12")
		plan.Chair, plan.Type = c.planned, c.kind
		s := k.convene(k.t, plan)
		want := lacks{4: rest[4], 5: rest[5]}
		if c.kind == casework.RegularMeeting {
			want[3] = rest[3]
		}
		if c.held != nil {
			s.say("2026-10-12", casework.MeetingHeld, *c.held)
		} else {
			want[6] = []casework.LackCode{casework.LackNotYet}
		}
		if c.want != nil {
			want[2] = c.want
		}
		t.Run(name, func(sub *testing.T) { s.TB = sub; s.lacks(nil, want); s.TB = t })
	}
}

func TestClarityOfTheNotice(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-10-12"))
	s.say("2026-10-09", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemReport})
	call := callTo(invite(casework.BasisStanding, "县委", "县政府"), fiveHeads[:4])
	call.By = ""
	s.say("2026-10-13", casework.MeetingNotified, call)
	s.say("2026-10-13", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "县委", As: casework.Unstated})
	for _, u := range []string{"法院", "检察院", "公安局", "司法局", "县政府"} {
		s.say("2026-10-13", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: u, As: casework.OnLeave})
	}
	s.lacks(nil, lacks{
		3: {casework.LackFive},
		4: {casework.LackNotifier, casework.LackLate, casework.LackUnconfirmed},
		6: {casework.LackNotYet},
	})
	s.say("2026-10-14", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-10-19"), Reason: "chair"})
	got := lackCodes(s.fold().Clarities(everyMonday, nil))[4]
	if got[1] != casework.LackOutdated || len(got) != 2+6 { // all must answer anew
		t.Errorf("after the move: %v", got)
	}
}

// TestClaritiesOf5N: the posts of the rule, the lead cadre and the units, in the evening.
func TestClaritiesOf5N(t *testing.T) {
	k := newKit(t)
	k.open(k.c, casework.TrackDispute)
	k.do(k.c, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "周某", Post: "副县长", Rank: casework.CountyLeader})
	plan := planOf(t, k.c, "2026-10-14")
	plan.Type = casework.FivePlusN
	s := k.convene(k.c, plan)
	s.say("2026-10-13", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemCase, Case: k.id, Waiver: casework.WaiverUrgent})
	s.say("2026-10-14", casework.MeetingNotified, callTo([]casework.Invitee{{Seat: secretary, Basis: casework.BasisStanding}}))
	s.say("2026-10-14", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "县委", As: casework.Present})
	cases := map[casework.ID]casework.Case{k.id: k.c.Case(k.id)}
	s.lacks(cases, lacks{
		1: {casework.LackEvening},
		3: {casework.LackPost, casework.LackUnits, casework.LackLead},
		6: {casework.LackNotYet},
	})
}
