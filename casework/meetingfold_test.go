package casework_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

func TestMeetingIsItsOfficesOwn(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	k.t.Take(k.c.Entries(s.of.ID)...)
	for _, act := range []testkit.Act{noAct, actFor(k.c)} { // nor in the county's name
		k.c.Take(k.t.Write(s.of, casework.MeetingHeld, heldBy(secretary), act))
	}
	s.say("2026-12-14", casework.MeetingPlanned, planOf(t, k.c, "2026-12-21"))
	if m := s.whys("", casework.WhyStranger, casework.WhyStranger, casework.WhyTwice); m.Status != casework.MeetingIsPlanned {
		t.Errorf("status %s", m.Status)
	}

	foreign := planOf(t, k.c, "2026-12-14")
	k.convene(k.t, foreign).whys(casework.WhyStranger)
	foreign.Level = "province"
	k.convene(k.c, foreign).whys(casework.WhyDamaged)
	if m := k.convene(k.c, casework.PlannedMeeting{Office: k.c.Code, Level: casework.County}).whys(casework.WhyDamaged); m.Status != "" {
		t.Errorf("a meeting without a date: %q", m.Status)
	}

	// A village's books may be kept by its township, which then writes on.
	v := k.convene(k.t, planOf(t, k.v, "2026-12-14"))
	k.t.Write(v.of, casework.MeetingHeld, heldBy(secretary), actFor(k.v))
	k.t.Take(k.v.Write(v.of, casework.MeetingNotHeld, casework.NotHeldMeeting{}, testkit.Act{N: 3}))
	k.t.Take(k.t2.Write(v.of, casework.MeetingHeld, heldBy(secretary), testkit.Act{N: 4, For: k.v.Code}))
	if m := v.whys("", "", casework.WhyTwice, casework.WhyStranger); m.Office != k.v.Code || m.Status != casework.MeetingWasHeld {
		t.Errorf("%s %s", m.Office, m.Status)
	}
}

func TestMeetingWithoutItsPlan(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	s.say("2026-12-14", casework.MeetingHeld, heldBy(secretary))
	m := casework.FoldMeeting(s.desk.Entries(s.of.ID)[1:])
	if m.Status != "" || m.ID != s.of.ID || len(m.Rows) != 1 || m.Rows[0].Why != casework.WhyEarlier || m.Facts() != nil || m.Clarities(casework.MeetingRule{}, nil) != nil {
		t.Errorf("without its plan: %+v", m)
	}
	if m := casework.FoldMeeting(nil); m.Status != "" || len(m.Rows) != 0 {
		t.Errorf("nothing: %+v", m)
	}
}

func TestMeetingWordsDestroyed(t *testing.T) {
	k := newKit(t)
	s := k.convene(k.c, planOf(t, k.c, "2026-12-14"))
	words := s.say("2026-12-14", casework.MeetingText, casework.Beside{Text: "张某某"})
	if m := s.fold(); m.Words[words] != "张某某" {
		t.Errorf("words %v", m.Words)
	}
	s.say("2026-12-20", casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{words}, Ground: "request", ApprovedBy: 1})
	entries := s.desk.Entries(s.of.ID)
	entries[1] = entries[1].WithoutBody()
	if m := casework.FoldMeeting(entries); len(m.Words) != 0 || m.Rows[1].Why != casework.WhyDestroyed {
		t.Errorf("words %v, %+v", m.Words, m.Rows[1])
	}
	if m := casework.FoldMeeting(entries[:2]); m.Rows[1].Why != casework.WhyWithheld {
		t.Errorf("%+v", m.Rows[1])
	}
}

// scribble lets two copies of the county's file and a township write at random.
func scribble(rt *rapid.T, tb testing.TB) []casework.Entry {
	k := newKit(tb)
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "acts"), 2))
	s := k.convene(k.c, planOf(tb, k.c, "2026-12-14"))
	desks := []*testkit.Desk{k.c, k.c.Copy(9), k.t}
	items := []casework.ID{s.of.ID}
	for range 14 {
		d := pick(r, desks...)
		item := pick(r, items...)
		acts := []act{
			{kind: casework.MeetingNotified, data: casework.NotifiedMeeting{By: "办", Invited: []casework.Invitee{{Seat: secretary}}}},
			{kind: casework.MeetingConfirmed, data: casework.ConfirmedMeeting{Unit: pick(r, "县委", "公安局"), As: pick(r, casework.Present, casework.Absent)}},
			{kind: casework.MeetingMoved, data: casework.MovedMeeting{To: day(tb, "2026-12-14").Add(r.IntN(9)), Reason: "flood"}},
			{kind: casework.MeetingItem, data: casework.AgendaItem{Order: r.IntN(3), Kind: pick(r, casework.ItemCase, casework.ItemFollowUp, casework.ItemOther)}},
			{kind: casework.MeetingItem, data: casework.AgendaItem{Order: r.IntN(3), Kind: casework.ItemCase}},
			{kind: casework.MeetingDropped, data: casework.DroppedItem{Item: item}},
			{kind: casework.MeetingDecided, data: casework.DecidedItem{Item: item, Unit: "公安局"}},
			{kind: casework.MeetingText, data: casework.Beside{About: item, Text: pick(r, "甲", "乙")}},
			{kind: casework.MeetingPlanned, data: planOf(tb, k.c, "2026-12-21")},
			{kind: casework.EntryDestroyed, data: casework.Destroying{IDs: items}},
		}
		if r.IntN(4) == 0 {
			acts = []act{{kind: casework.MeetingHeld, data: heldBy(pick(r, secretary, viceSecretary))}, {kind: casework.MeetingNotHeld, data: casework.NotHeldMeeting{Merged: item}}}
		}
		a := pick(r, acts...)
		e := d.Write(s.of, a.kind, a.data, testkit.Act{On: day(tb, "2026-12-08").Add(r.IntN(9))})
		items = append(items, e.ID)
		for _, to := range desks {
			if r.IntN(3) > 0 {
				to.Take(e)
			}
		}
	}
	for _, d := range desks[1:] {
		k.c.Take(d.Entries(s.of.ID)...)
	}
	return k.c.Entries(s.of.ID)
}

func TestMeetingConverges(t *testing.T) {
	same := cmpopts.IgnoreUnexported(casework.Meeting{})
	rapid.Check(t, func(rt *rapid.T) {
		all := scribble(rt, t)
		want := casework.FoldMeeting(all)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "order"), 3))
		mixed := append(slices.Clone(all), all[r.IntN(len(all))], all[r.IntN(len(all))].WithoutBody())
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, casework.FoldMeeting(mixed), same); diff != "" {
			rt.Fatalf("another order (-want +got):\n%s", diff)
		}
		for i := range mixed { // bodies withheld: some of it stands, nothing breaks
			if r.IntN(4) == 0 {
				mixed[i] = mixed[i].WithoutBody()
			}
		}
		m := casework.FoldMeeting(mixed)
		m.Clarities(casework.MeetingRule{}, nil)
		if (m.HeldOn != 0) != (m.Status == casework.MeetingWasHeld) || (len(m.Facts()) == 1) != (m.HeldOn != 0) {
			rt.Fatalf("%s, held on %s, %d facts", m.Status, m.HeldOn, len(m.Facts()))
		}
		for _, i := range m.Items {
			if i.Decision != nil && (i.Dropped != "" || m.Status != casework.MeetingWasHeld) {
				rt.Fatalf("decided: %+v in %s", i, m.Status)
			}
		}
	})
}
