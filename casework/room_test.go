package casework_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// hall is the room of retired cadres of one desk's office.
type hall struct {
	*kit
	desk *testkit.Desk
	of   casework.Subject
}

func newHall(t testing.TB) *hall {
	k := newKit(t)
	return &hall{k, k.c, casework.RoomSubject(k.c.Code)}
}

func (h *hall) say(on string, kind casework.Kind, data any) casework.ID {
	h.Helper()
	return h.desk.Write(h.of, kind, data, testkit.Act{On: day(h.TB, on)}).ID
}

func (h *hall) join(on, name string, monthly int) casework.ID {
	return h.say(on, casework.RoomJoined, casework.JoinedRoom{Name: name, Post: "原司法所长", Speciality: "land", Monthly: monthly})
}

func (h *hall) leave(on string, m casework.ID) {
	h.say(on, casework.RoomLeft, casework.LeftRoom{Member: m})
}

func (h *hall) pay(on string, m casework.ID, monthly int) {
	h.say(on, casework.RoomStipend, casework.ChangedStipend{Member: m, Monthly: monthly})
}

func (h *hall) fold() casework.Room { return casework.FoldRoom(h.desk.Entries(h.of.ID)) }

func (h *hall) whys(want ...casework.Why) casework.Room {
	h.Helper()
	r := h.fold()
	var got []casework.Why
	for _, row := range r.Rows {
		got = append(got, row.Why)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("rows (-want +got):\n%s", diff)
	}
	return r
}

func TestRoom(t *testing.T) {
	h := newHall(t)
	a := h.join("2026-03-10", "孙某", 2000)
	b := h.join("2026-05-01", "吴某", 2000)
	h.pay("2026-06-15", a, 2500)
	h.leave("2026-07-31", b)
	h.leave("2026-08-31", b)               // said already
	h.leave("2026-01-01", a)               // before joining
	h.leave("2026-08-01", h.of.ID)         // nobody
	h.pay("2026-08-01", b, 3000)           // has left
	h.pay("2026-03-01", a, 3000)           // before joining
	h.pay("2026-09-01", a, -1)             // no amount
	h.join("2026-09-01", "郑某", -1)         // no amount
	h.pay("2026-09-01", h.desk.NewID(), 1) // nobody
	r := h.whys("", "", "", "", casework.WhyTwice, casework.WhyState, casework.WhyEarlier, casework.WhyState, casework.WhyState,
		casework.WhyDamaged, casework.WhyDamaged, casework.WhyEarlier)
	want := []casework.RoomMember{
		{Entry: a, Name: "孙某", Post: "原司法所长", Speciality: "land", From: day(t, "2026-03-10"), Amounts: []casework.Amount{{From: day(t, "2026-03-01"), Yuan: 2000}, {From: day(t, "2026-06-01"), Yuan: 2500}}},
		{Entry: b, Name: "吴某", Post: "原司法所长", Speciality: "land", From: day(t, "2026-05-01"), To: day(t, "2026-07-31"), Amounts: []casework.Amount{{From: day(t, "2026-05-01"), Yuan: 2000}}},
	}
	if diff := cmp.Diff(want, r.Members); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	if r.Office != h.desk.Code || r.ID != h.of.ID {
		t.Errorf("room of %s, %s", r.Office, r.ID)
	}
	for on, n := range map[string]int{"2026-03-09": 0, "2026-03-10": 1, "2026-05-01": 2, "2026-07-31": 2, "2026-08-01": 1} {
		if got := len(r.Serving(day(t, on))); got != n {
			t.Errorf("%s: %d serve, want %d", on, got, n)
		}
	}
}

func TestRoomIsItsOfficesOwn(t *testing.T) {
	h := newHall(t)
	h.join("2026-03-10", "孙某", 2000)
	h.desk.Take(h.t.Write(h.of, casework.RoomJoined, casework.JoinedRoom{Name: "某"}, noAct))
	h.desk.Take(h.t.Write(h.of, casework.RoomJoined, casework.JoinedRoom{Name: "某"}, testkit.Act{For: h.c.Code}))
	r := h.fold()
	strangers := 0
	for _, row := range r.Rows {
		if row.Why == casework.WhyStranger {
			strangers++
		}
	}
	if len(r.Members) != 1 || strangers != 2 {
		t.Errorf("%d members, %d strangers", len(r.Members), strangers)
	}
	if r := casework.FoldRoom(nil); r.Office != "" || len(r.Stipends(2026, 12)) != 0 {
		t.Errorf("no room: %+v", r)
	}
}

func TestRoomConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "acts"), 4))
		h := newHall(t)
		second := h.c.Copy(9)
		members := []casework.ID{h.of.ID}
		for range 12 {
			d := pick(r, h.c, second)
			m := pick(r, members...)
			a := pick(r,
				act{kind: casework.RoomJoined, data: casework.JoinedRoom{Name: "某", Monthly: r.IntN(3) * 1000}},
				act{kind: casework.RoomLeft, data: casework.LeftRoom{Member: m}},
				act{kind: casework.RoomStipend, data: casework.ChangedStipend{Member: m, Monthly: r.IntN(4)*1000 - 1000}},
				act{kind: casework.EntryDestroyed, data: casework.Destroying{IDs: members}},
			)
			e := d.Write(h.of, a.kind, a.data, testkit.Act{On: day(t, "2026-01-15").AddMonths(r.IntN(6))})
			members = append(members, e.ID)
			if r.IntN(2) == 0 {
				h.c.Take(e)
				second.Take(e)
			}
		}
		h.c.Take(second.Entries(h.of.ID)...)
		all := h.c.Entries(h.of.ID)
		want := casework.FoldRoom(all)
		mixed := append(slices.Clone(all), all[r.IntN(len(all))], all[r.IntN(len(all))].WithoutBody())
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, casework.FoldRoom(mixed)); diff != "" {
			rt.Fatalf("another order (-want +got):\n%s", diff)
		}
		for i := range mixed {
			if r.IntN(4) == 0 {
				mixed[i] = mixed[i].WithoutBody()
			}
		}
		room := casework.FoldRoom(mixed)
		months, year := 0, casework.Period{From: day(t, "2026-01-01"), To: day(t, "2026-12-31")}
		for m := time.January; m <= time.December; m++ { // the year is the sum of its months
			for _, s := range room.Stipends(2026, m) {
				months += s.Yuan
			}
		}
		for _, s := range room.StipendsOver(year) {
			if s.Months < 1 || s.Months > 12 {
				rt.Fatalf("%+v", s)
			}
			months -= s.Yuan
		}
		if months != 0 {
			rt.Fatalf("the months and the year differ by %d", months)
		}
	})
}
