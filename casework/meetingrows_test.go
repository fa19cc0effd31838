package casework_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// TestMeetingKeepsWhatItCannotRead: nothing is dropped, each entry says why it does not
// count.
func TestMeetingKeepsWhatItCannotRead(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	write := func(n uint64, b casework.Body, id casework.ID) {
		b.Operator, b.On, b.At = 1, day(t, "2026-12-14"), "2026-12-14T09:00:00+08:00"
		if b.Data == nil {
			b.Data = json.RawMessage(`{}`)
		}
		k.c.Take(k.c.Seal(s.of, b, testkit.Act{N: n, ID: id}))
	}
	write(2, casework.Body{Kind: "meeting.sung", Ver: 1}, casework.ID{})
	write(3, casework.Body{Kind: casework.MeetingHeld, Ver: 9}, casework.ID{})
	write(4, casework.Body{Kind: casework.CaseClosed, Ver: 1}, casework.ID{})
	write(5, casework.Body{Kind: casework.MeetingHeld, Ver: 1, Data: json.RawMessage(`{"chair":7}`)}, casework.ID{})
	write(6, casework.Body{Kind: casework.MeetingHeld, Ver: 1}, s.of.ID) // under the id of the plan
	write(7, casework.Body{Kind: casework.MeetingMoved, Ver: 1, Data: json.RawMessage(`null`)}, casework.ID{})
	m := s.whys("", casework.WhyNewer, casework.WhyNewer, casework.WhyDamaged, casework.WhyDamaged, casework.WhyTwice, casework.WhyDamaged)
	if m.Status != casework.MeetingIsPlanned {
		t.Errorf("status %s", m.Status)
	}
	kinds := []casework.Kind{casework.MeetingPlanned, "meeting.sung", casework.MeetingHeld, casework.CaseClosed, casework.MeetingHeld, casework.MeetingHeld, casework.MeetingMoved}
	var got []casework.Kind
	for _, r := range m.Rows {
		got = append(got, r.Kind)
	}
	if diff := cmp.Diff(kinds, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}
