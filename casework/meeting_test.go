package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"silian/casework"
	"silian/internal/testkit"
)

// sitting is one meeting that a desk keeps.
type sitting struct {
	*kit
	desk *testkit.Desk
	of   casework.Subject
}

var (
	secretary     = casework.Seat{Unit: "县委", Post: "县委书记", Name: "李某", Main: true}
	viceSecretary = casework.Seat{Unit: "县委", Post: "县委副书记", Name: "王某"}
)

// planOf gives the plan of a regular meeting of a desk's office.
func planOf(t testing.TB, d *testkit.Desk, on string) casework.PlannedMeeting {
	return casework.PlannedMeeting{
		Office: d.Code, Level: d.Level, Type: casework.RegularMeeting, No: 1, On: day(t, on), Time: "09:00", Place: "三楼会议室", Chair: secretary,
	}
}

func (k *kit) convene(d *testkit.Desk, plan casework.PlannedMeeting) *sitting {
	s := &sitting{k, d, casework.Subject{Kind: casework.SubjectMeeting, ID: d.NewID()}}
	act := testkit.Act{ID: s.of.ID}
	if plan.Office != d.Code {
		act.For = plan.Office
	}
	d.Write(s.of, casework.MeetingPlanned, plan, act)
	return s
}

// say writes an entry of the meeting on a date.
func (s *sitting) say(on string, kind casework.Kind, data any) casework.ID {
	s.Helper()
	return s.desk.Write(s.of, kind, data, testkit.Act{On: day(s.TB, on)}).ID
}

func (s *sitting) fold() casework.Meeting { return casework.FoldMeeting(s.desk.Entries(s.of.ID)) }

// whys checks what the entries count for, by the order in which they stand.
func (s *sitting) whys(want ...casework.Why) casework.Meeting {
	s.Helper()
	m := s.fold()
	var got []casework.Why
	for _, r := range m.Rows {
		got = append(got, r.Why)
		if r.InEffect != (r.Why == "") {
			s.Errorf("%s: in effect %v, why %q", r.Kind, r.InEffect, r.Why)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.Errorf("rows (-want +got):\n%s", diff)
	}
	return m
}

func heldBy(by casework.Seat) casework.HeldMeeting { return casework.HeldMeeting{Chair: by} }

func TestMeetingFromPlanToMinutes(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	notice := casework.NotifiedMeeting{By: "县委办公室", Channel: "phone", Invited: []casework.Invitee{
		{Seat: secretary, Basis: casework.BasisStanding}, {Seat: casework.Seat{Unit: "农业农村局", Post: "局长", Name: "赵某"}, Basis: casework.BasisUnit},
	}}
	n := s.say("2026-12-10", casework.MeetingNotified, notice)
	if m := s.fold(); m.Status != casework.MeetingIsNotified || m.Over() || m.Facts() != nil {
		t.Errorf("status %q, facts %v", m.Status, m.Facts())
	}
	s.say("2026-12-11", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "县委", As: casework.Present})
	item := s.say("2026-12-11", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemCase, Case: k.c.NewID(), Units: []string{"农业农村局"}})
	s.say("2026-12-11", casework.MeetingText, casework.Beside{About: item, Text: "案情"})
	if got := s.fold().Unconfirmed(); !slices.Equal(got, []string{"农业农村局"}) {
		t.Errorf("not confirmed: %v", got)
	}
	s.say("2026-12-14", casework.MeetingHeld, casework.HeldMeeting{Chair: viceSecretary, Delegated: "away", Attended: []casework.Attended{{Unit: "县委", As: casework.Present}}})
	decided := casework.DecidedItem{Item: item, Unit: "农业农村局", Due: day(t, "2026-12-25"), Acceptance: "paid", Supervise: day(t, "2026-12-28")}
	d := s.say("2026-12-15", casework.MeetingDecided, decided)
	s.say("2026-12-15", casework.MeetingText, casework.Beside{About: item, Text: "补充"})

	m := s.whys(make([]casework.Why, 8)...)
	want := casework.Meeting{
		ID: s.of.ID, Office: k.c.Code, Level: casework.County, Type: casework.RegularMeeting, No: 1,
		PlannedOn: day(t, "2026-12-14"), On: day(t, "2026-12-14"), Time: "09:00", Place: "三楼会议室", Chair: secretary,
		Status: casework.MeetingWasHeld, HeldOn: day(t, "2026-12-14"), HeldBy: viceSecretary, Delegated: "away",
		Attended:      []casework.Attended{{Unit: "县委", As: casework.Present}},
		Notice:        &casework.MeetingNotice{Entry: n, On: day(t, "2026-12-10"), By: "县委办公室", Channel: "phone", Invited: notice.Invited},
		Confirmations: map[string]casework.Attendance{"县委": casework.Present},
		Words:         map[casework.ID]string{item: "案情\n补充"},
	}
	want.Items = []casework.Item{{Entry: item, On: day(t, "2026-12-11"), AgendaItem: m.Items[0].AgendaItem, Decision: &casework.ItemDecision{Entry: d, On: day(t, "2026-12-15"), DecidedItem: decided}}}
	if diff := cmp.Diff(want, m, cmpopts.IgnoreUnexported(casework.Meeting{}), cmpopts.IgnoreFields(casework.Meeting{}, "Rows"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("meeting (-want +got):\n%s", diff)
	}
	fact := casework.Fact{Kind: casework.FactMeeting, On: m.HeldOn, Office: k.c.Code, Level: casework.County, Mark: "regular", About: m.ID, Count: 1}
	if diff := cmp.Diff([]casework.Fact{fact}, m.Facts()); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func TestMeetingEndsOnce(t *testing.T) {
	k := newKit(t)
	other := k.c.NewID()
	for name, c := range map[string]struct {
		end    any
		kind   casework.Kind
		status casework.MeetingStatus
	}{
		"held":     {heldBy(secretary), casework.MeetingHeld, casework.MeetingWasHeld},
		"not held": {casework.NotHeldMeeting{Reason: "flood"}, casework.MeetingNotHeld, casework.MeetingWasNotHeld},
		"merged":   {casework.NotHeldMeeting{Reason: "merged", Merged: other}, casework.MeetingNotHeld, casework.MeetingWasMerged},
	} {
		s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
		s.say("2026-12-14", c.kind, c.end)
		s.say("2026-12-14", casework.MeetingHeld, heldBy(viceSecretary))
		s.say("2026-12-14", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "other", Approved: true})
		s.say("2026-12-13", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-12-21"), Reason: "flood"})
		m := s.whys("", "", casework.WhyTwice, casework.WhyTwice, casework.WhyState)
		if m.Status != c.status || m.Skipped || m.On != day(t, "2026-12-14") {
			t.Errorf("%s: %s on %s", name, m.Status, m.On)
		}
	}
}

func TestMeetingMoved(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.t, planOf(t, k.t, "2026-10-05"))
	s.say("2026-09-28", casework.MeetingNotified, casework.NotifiedMeeting{By: "党政办"})
	s.say("2026-09-29", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "柳树村", As: casework.Present})
	s.say("2026-09-30", casework.MeetingMoved, casework.MovedMeeting{To: day(t, "2026-10-08"), Reason: "holiday"})
	m := s.whys("", "", "", "")
	if m.Status != casework.MeetingIsPlanned || m.On != day(t, "2026-10-08") || m.PlannedOn != day(t, "2026-10-05") || !m.Notice.Outdated || len(m.Confirmations) != 0 {
		t.Errorf("moved: %+v", m)
	}
	s.say("2026-09-30", casework.MeetingNotified, casework.NotifiedMeeting{By: "党政办"})
	s.say("2026-09-30", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "槐树村", As: casework.OnLeave})
	if m = s.fold(); m.Status != casework.MeetingIsNotified || m.Notice.Outdated || len(m.Confirmations) != 1 {
		t.Errorf("notified anew: %s", m.Status)
	}
	s.say("2026-10-02", casework.MeetingMoved, casework.MovedMeeting{})
	s.whys("", "", "", "", "", "", casework.WhyDamaged)
}

// TestMeetingWrittenDownLate: what is dated on or before the day of the meeting counts,
// whenever it is typed; minutes come afterwards.
func TestMeetingWrittenDownLate(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-12-20"))
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	s.say("2026-12-14", casework.MeetingHeld, heldBy(secretary))
	s.say("2026-12-10", casework.MeetingNotified, casework.NotifiedMeeting{By: "县委办公室"})
	s.say("2026-12-14", casework.MeetingConfirmed, casework.ConfirmedMeeting{Unit: "公安局", As: casework.Present})
	item := s.say("2026-12-14", casework.MeetingItem, casework.AgendaItem{Order: 2, Kind: casework.ItemCase})
	gone := s.say("2026-12-14", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemReport})
	s.say("2026-12-14", casework.MeetingDropped, casework.DroppedItem{Item: gone, Reason: "time"})
	s.say("2026-12-15", casework.MeetingItem, casework.AgendaItem{Order: 3, Kind: casework.ItemCase}) // too late
	other := s.say("2026-12-15", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemOther})
	s.say("2026-12-15", casework.MeetingNotified, casework.NotifiedMeeting{By: "县委办公室"})
	s.say("2026-12-16", casework.MeetingDecided, casework.DecidedItem{Item: item})
	s.say("2026-12-16", casework.MeetingDecided, casework.DecidedItem{Item: item})
	s.say("2026-12-16", casework.MeetingDecided, casework.DecidedItem{Item: gone})
	s.say("2026-12-16", casework.MeetingDecided, casework.DecidedItem{Item: s.of.ID})
	s.say("2026-12-14", casework.MeetingDropped, casework.DroppedItem{Item: item})
	s.say("2026-12-14", casework.MeetingDropped, casework.DroppedItem{Item: gone})
	m := s.whys(
		"", "", "", "", "", "", "", casework.WhyState, "", casework.WhyState,
		"", casework.WhyTwice, casework.WhyState, casework.WhyEarlier, casework.WhyState, casework.WhyTwice)
	var agenda []casework.ID
	for _, i := range m.Agenda() {
		agenda = append(agenda, i.Entry)
	}
	if diff := cmp.Diff([]casework.ID{other, item}, agenda); diff != "" {
		t.Errorf("agenda (-want +got):\n%s", diff)
	}
}

// TestMeetingNotHeldTakesNoItems: there is no agenda of a meeting that did not happen.
func TestMeetingNotHeldTakesNoItems(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	item := s.say("2026-12-10", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemCase})
	s.say("2026-12-12", casework.MeetingDecided, casework.DecidedItem{Item: item}) // not held yet
	s.say("2026-12-14", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "merged", Merged: s.of.ID})
	s.say("2026-12-14", casework.MeetingNotHeld, casework.NotHeldMeeting{Reason: "no_case", Approved: true})
	s.say("2026-12-10", casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemOther})
	s.say("2026-12-14", casework.MeetingDecided, casework.DecidedItem{Item: item})
	m := s.whys("", "", casework.WhyState, casework.WhyDamaged, "", casework.WhyState, casework.WhyState)
	if m.Status != casework.MeetingWasNotHeld || !m.Skipped || m.Reason != "no_case" || m.Day() != day(t, "2026-12-14") {
		t.Errorf("%s, %q", m.Status, m.Reason)
	}
}
