package casework_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

func TestUnitAttendances(t *testing.T) {
	k := newKit(t)
	meet := func(on string, lines ...casework.Attended) casework.Meeting {
		s := k.convene(k.c, planOf(t, k.c, on))
		s.say(on, casework.MeetingNotified, casework.NotifiedMeeting{Invited: []casework.Invitee{{Seat: casework.Seat{Unit: "公安局"}}, {Seat: casework.Seat{Unit: "法院"}}}})
		s.say(on, casework.MeetingHeld, casework.HeldMeeting{Chair: secretary, Attended: lines})
		return s.fold()
	}
	ms := []casework.Meeting{
		meet("2026-12-07", casework.Attended{Unit: "公安局", As: casework.Absent}, casework.Attended{Unit: "公安局", As: casework.Deputy}, casework.Attended{Unit: "法院", As: casework.OnLeave}),
		meet("2026-12-14", casework.Attended{Unit: "公安局", As: casework.Present}, casework.Attended{Unit: "农业农村局", As: casework.Absent}),
		meet("2026-12-21", casework.Attended{Unit: "公安局", As: casework.Present}),
	}
	want := []casework.UnitAttendance{
		{Unit: "公安局", Called: 2, Present: 1, Deputy: 1},
		{Unit: "农业农村局", Called: 1, Absent: 1},
		{Unit: "法院", Called: 2, Leave: 1},
	}
	slices.SortFunc(want, func(a, b casework.UnitAttendance) int { return strings.Compare(a.Unit, b.Unit) })
	got := casework.UnitAttendances(ms, casework.Period{From: day(t, "2026-12-07"), To: day(t, "2026-12-20")})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attendance (-want +got):\n%s", diff)
	}
}
