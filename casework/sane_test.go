package casework_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// impossible names what is wrong with a folded case, "" for nothing: no sequence of
// moves may lead there.
func impossible(c casework.Case) string {
	stock, cycles := 1, 1
	for _, e := range c.Events {
		stock += e.Stock
		if e.Kind == casework.EventReopened || e.Kind == casework.EventRelapsed {
			cycles++
		}
	}
	for _, r := range c.Reviews {
		if r.DeliveredOn != 0 && !r.Upheld {
			cycles++
		}
	}
	unresolved := 1
	if c.Resolution.Settled() || c.Handling == casework.VoidedState {
		unresolved = 0
	}
	offered := c.Handling == casework.InTransit || c.Handling == casework.ReceivedAbove || c.Handling == casework.ReceivedBelow
	pending := slices.ContainsFunc(c.Reviews, func(r casework.Review) bool { return r.DeliveredOn == 0 && r.Cycle == c.Cycle })
	reviewing := c.Handling == casework.InReview || c.Handling == casework.InReReview
	for name, bad := range map[string]bool{
		"unknown state":             !known[c.Handling],
		"unknown resolution":        !knownResolution[c.Resolution],
		"offered to nobody":         offered != (c.UnderWay() != nil),
		"closed without a date":     (c.Handling == casework.ClosedState) && c.ClosedOn == 0,
		"resolved by nobody":        (c.Resolution == casework.ResolvedFully) != (c.ResolvedOn != 0) || (c.ResolvedBy == "") != (c.ResolvedLevel == ""),
		"H8 although settled":       c.Handling == casework.AnsweredState && c.Resolution.Settled(),
		"H9 although owed":          c.Handling == casework.AwaitVisit && !c.Resolution.Settled(),
		"in review of nothing":      reviewing != pending,
		"merged but alive":          !c.MergedInto.IsZero() && c.Handling != casework.VoidedState,
		"held above its top":        c.HolderLevel.Rank() > c.MaxLevel.Rank(),
		"cycle":                     c.Cycle != cycles,
		"stock":                     stock != unresolved,
		"relapse without beginning": c.Resolution == casework.Relapsed && c.Cycle == 1,
	} {
		if bad {
			return fmt.Sprintf("%s: %s, %s, cycle %d, stock %d", name, c.Handling, c.Resolution, c.Cycle, stock)
		}
	}
	return ""
}

// TestNoImpossibleState folds random histories of several offices, whole, on each
// desk's copy, and in random parts as they may arrive.
func TestNoImpossibleState(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := randomHistory(rt, t, rapid.Bool().Draw(rt, "forks"), false)
		all := h.union()
		sets := [][]casework.Entry{all}
		for _, d := range h.desks {
			sets = append(sets, d.Entries(h.id))
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		for range 6 {
			part := shuffled(r, all)
			sets = append(sets, part[:r.IntN(len(part)+1)])
		}
		for _, set := range sets {
			if c := casework.FoldCase(set); c.Handling != "" {
				if bad := impossible(c); bad != "" {
					rt.Fatal(bad)
				}
			}
		}
	})
}

// TestNoClockHasASay: the time at which an entry was written is shown and decides
// nothing. A history of one office has no two entries with one n, so nothing else
// moves either.
func TestNoClockHasASay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := &history{kit: newKit(t), wrote: map[casework.ID]bool{}}
		h.random = rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "history"), 3))
		h.open(h.t, casework.TrackPetition)
		h.desks = []*testkit.Desk{h.t}
		for range 25 {
			h.act(h.t)
		}
		want := skeleton(t, h.t.Case(h.id))
		other := testkit.NewDesk(7, testkit.Township(), h.clock)
		for _, e := range casework.Sort(h.t.Entries(h.id)) {
			b, _ := e.Body()
			b.At = time.Unix(h.random.Int64N(4e9), 0).UTC().Format(time.RFC3339)
			other.Take(other.Seal(h.subject(), b, testkit.Act{ID: e.ID, N: e.N}))
		}
		if got := skeleton(t, other.Case(h.id)); got != want {
			rt.Fatalf("with other times of writing:\n%s\nwant\n%s", got, want)
		}
	})
}

// TestLongWalks lets one township act on one case for long, any legal act as likely as
// another: every state that a township alone can reach is reached, none is impossible.
func TestLongWalks(t *testing.T) {
	seen := map[casework.Handling]bool{}
	for seed := range uint64(60) {
		h := &history{kit: newKit(t), random: rand.New(rand.NewPCG(seed, 4))}
		h.open(h.t, casework.TrackPetition)
		for range 40 {
			h.step()
			c := h.t.Case(h.id)
			seen[c.Handling] = true
			if bad := impossible(c); bad != "" {
				t.Fatalf("seed %d: %s", seed, bad)
			}
		}
	}
	for state := range known {
		if !seen[state] && state != casework.ReceivedAbove && state != casework.ReceivedBelow && state != casework.ReturnedBack {
			t.Errorf("no walk reached %s", state)
		}
	}
}

// step writes the first legal one of all acts in random order.
func (h *history) step() {
	acts := append(holderActs(h.kit), around(h, h.t)...)
	acts = append(acts, act{kind: casework.CaseReturnVisited, data: casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1}})
	if u := h.t.Case(h.id).UnderWay(); u != nil {
		acts = append(acts, act{kind: casework.CaseRecalled, data: casework.Linked{Link: u.Link}})
	}
	ends := func(a act) bool { // these end a walk early
		return a.kind == casework.CaseVoided || a.kind == casework.CaseMerged || a.variant == "not_ours" || a.variant == "guided"
	}
	acts = slices.DeleteFunc(acts, func(a act) bool { return ends(a) && h.random.IntN(6) > 0 })
	h.random.Shuffle(len(acts), func(i, j int) { acts[i], acts[j] = acts[j], acts[i] })
	for _, a := range acts {
		if _, err := h.t.Try(h.id, a.kind, a.data, byOther); err == nil {
			return
		}
	}
}
