package casework_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// history is what several offices wrote on one case, each knowing only what had
// reached it.
type history struct {
	*kit
	random *rand.Rand
	desks  []*testkit.Desk
	wrote  map[casework.ID]bool // in effect on the writer's own copy when written
	// forked: two copies of one file, or two pens for one village, were at work.
	forked bool
	// byRules: entries travel by the sharing rules, not in random parts.
	byRules bool
}

// randomHistory lets four to six offices act and send for a while.
func randomHistory(t *rapid.T, tb testing.TB, forks, byRules bool) *history {
	h := &history{kit: newKit(tb), wrote: map[casework.ID]bool{}, forked: forks, byRules: byRules}
	h.random = rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "history"), rapid.Uint64().Draw(t, "more")))
	opener := pick(h.random, h.v, h.v, h.t)
	h.open(opener, pick(h.random, casework.TrackPetition, casework.TrackDispute))
	h.desks = []*testkit.Desk{h.v, h.t, h.c, h.v2}
	if forks {
		h.desks = append(h.desks, h.t.Copy(8), h.v.Copy(9))
	}
	for range 45 - rapid.IntRange(0, 35).Draw(t, "less") {
		from := pick(h.random, h.desks...)
		if len(from.Entries(h.id)) == 0 {
			continue
		}
		h.act(from)
		for _, to := range h.desks {
			if to != from && h.random.IntN(5) < 2 {
				h.sendSome(from, to)
			}
		}
		if h.random.IntN(6) == 0 {
			h.clock.Set(h.clock.Today() + 1)
		}
	}
	return h
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// sendSome carries all that a desk has, a random part of it, or what the sharing
// rules let go.
func (h *history) sendSome(from, to *testkit.Desk) {
	if h.byRules {
		from.Send(to, h.id)
		return
	}
	part := h.random.IntN(3) == 0
	for _, e := range from.Entries(h.id) {
		if !part || h.random.IntN(2) == 0 {
			to.Take(e)
		}
	}
}

// act writes one random act that is legal on the desk's own copy; it gives up
// after some that are not.
func (h *history) act(d *testkit.Desk) {
	c := d.Case(h.id)
	link := c.Link
	if n := len(c.HandOvers); n > 0 {
		link = c.HandOvers[h.random.IntN(n)].Link
		if u := c.UnderWay(); u != nil && h.random.IntN(4) > 0 {
			link = u.Link
		}
	}
	var promise casework.ID
	if n := len(c.Promises); n > 0 {
		promise = c.Promises[h.random.IntN(n)].Entry
	}
	for range 8 {
		a := pick(h.random, randomActs(h, d, link, promise)...)
		if moves(a.kind) && d.Code != c.Holder && !h.forked {
			continue // refused for sure: handover_test tries that
		}
		how := testkit.Act{Operator: 1 + h.random.IntN(2)}
		if h.forked && d.Code == h.t.Code && h.random.IntN(4) == 0 {
			how.For = h.v.Code
		}
		if e, err := d.Try(h.id, a.kind, a.data, how); err == nil {
			h.wrote[e.ID] = true
			return
		}
	}
}

// moves reports whether a kind needs the holder's power.
func moves(kind casework.Kind) bool {
	return slices.ContainsFunc(casework.Transitions(), func(t casework.Transition) bool { return t.Act == kind && t.Who == casework.ByHolder })
}

// randomActs gives one act of each sort that matters, each sort as likely as the
// others: moves between offices, work, and words.
func randomActs(h *history, d *testkit.Desk, link, promise casework.ID) []act {
	today := d.Clock.Today()
	above, below := h.t, pick(h.random, h.v, h.v2)
	switch d.Level {
	case casework.Township:
		above = h.c
	case casework.County:
		below = pick(h.random, h.t, h.t, h.v, h.v2)
	}
	move := []act{
		{kind: casework.CaseHandedOver, data: reportUp(above)},
		{kind: casework.CaseHandedOver, data: assign(below)},
		{kind: casework.CaseReceived, data: casework.Linked{Link: link}},
		{kind: casework.CaseAccepted, data: casework.Linked{Link: link, Handler: 1}},
		{kind: casework.CaseAccepted, data: casework.Linked{Link: link, Handler: 2}},
		{kind: casework.CaseReturned, data: casework.Returned{Link: link, Reason: casework.ReturnOther}},
		{kind: casework.CaseRecalled, data: casework.Linked{Link: link}},
		{kind: casework.CaseReopened, data: casework.Reopened{Relapse: h.random.IntN(2) == 0}},
	}
	work := append(holderActs(h.kit),
		act{kind: casework.CaseMediated, data: casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationPartial, Agreement: casework.OralAgreement}},
		act{kind: casework.CaseResolved, data: casework.Resolved{To: casework.ResolvedFully, Evidence: casework.PersonConfirmed}},
		act{kind: casework.CaseResolved, data: casework.Resolved{To: casework.PartlyResolved}},
	)
	work = slices.DeleteFunc(work, func(a act) bool {
		return (a.kind == casework.CaseVoided || a.kind == casework.CaseMerged || a.variant == "not_ours" || a.variant == "guided") && h.random.IntN(8) > 0 // they end the story
	})
	words := []act{
		{kind: casework.CaseText, data: casework.Text{Title: "张三家的地"}},
		{kind: casework.CaseParty, data: casework.Party{Part: casework.Applicant, Name: "张三"}},
		{kind: casework.CaseNote, data: casework.Note{Text: "话", Class: casework.NoteMediation}},
		{kind: casework.CaseSplit, data: casework.Split{Other: link}},
		{kind: casework.CasePromised, data: casework.Promised{Due: today + 5}},
		{kind: casework.CasePromiseChanged, data: casework.PromiseChanged{Promise: promise, Due: today + 9}},
		{kind: casework.CasePromiseSettled, data: casework.PromiseSettled{Promise: promise, Kept: true}},
		{kind: casework.CaseReturnVisited, data: casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}},
		{kind: casework.CaseReturnVisited, data: casework.ReturnVisited{Way: casework.VisitHome, Reached: false}},
		{kind: casework.EntryDestroyed, data: casework.Destroying{IDs: []casework.ID{link}, Ground: "request", ApprovedBy: 1}},
	}
	return []act{pick(h.random, move...), pick(h.random, move...), pick(h.random, work...), pick(h.random, words...), pick(h.random, around(h, d)...)}
}

// around gives the acts that stand around a case and move nothing.
func around(h *history, d *testkit.Desk) []act {
	today, c := d.Clock.Today(), d.Case(h.id)
	var task, lead, term, session casework.ID
	if n := len(c.Tasks); n > 0 {
		task = c.Tasks[h.random.IntN(n)].Entry
	}
	if n := len(c.Leads); n > 0 {
		lead = c.Leads[h.random.IntN(n)].Entry
	}
	if n := len(c.Terms); n > 0 {
		term = c.Terms[h.random.IntN(n)].Entry
	}
	if n := len(c.Sessions); n > 0 {
		session = c.Sessions[h.random.IntN(n)].Entry
	}
	other := casework.DerivedID("another case")
	return []act{
		{kind: casework.CaseMarked, data: casework.Marked{Urgency: casework.Urgent, Concerned: h.random.IntN(9)}},
		{kind: casework.CaseMarked, data: casework.Marked{Sensitive: pick(h.random, casework.NotSensitive, casework.Minors), Unreachable: true}},
		{kind: casework.CaseRepeated, data: casework.Repeated{Form: "village_day"}},
		{kind: casework.CaseTasked, data: casework.Tasked{Unit: "乡水利站", Due: today + 4}},
		{kind: casework.CaseTaskSettled, data: casework.TaskSettled{Task: task, Done: true}},
		{kind: casework.CaseLeadAssigned, data: casework.LeadAssigned{Name: "王某", Rank: casework.TownshipLeader}},
		{kind: casework.CaseLeadMet, data: casework.LeadMet{Lead: lead, Way: casework.VisitHome}},
		{kind: casework.CaseLeadEnded, data: casework.LeadEnded{Lead: lead, Reason: "handover"}},
		{kind: casework.CaseSupervised, data: casework.Supervised{Supervision: other, Form: casework.ByPhone, Unit: "乡水利站"}},
		{kind: casework.CaseTermAgreed, data: casework.TermAgreed{Session: session, No: 1, Due: today + 7}},
		{kind: casework.CaseTermSettled, data: casework.TermSettled{Term: term, Performed: h.random.IntN(2) == 0}},
		{kind: casework.CaseCourtAsked, data: casework.CourtAsked{Session: session}},
		{kind: casework.CaseUrgentReported, data: casework.UrgentReported{To: []string{"government"}}},
		{kind: casework.CaseAbsorbed, data: casework.Joined{Other: other}},
		{kind: casework.CaseReleased, data: casework.Joined{Other: other}},
		{kind: casework.CaseReopenAsked, data: casework.ReopenAsked{Due: today + 20}},
		{kind: casework.CaseAided, data: casework.Aided{Kind: "relief", Consent: true, Granted: true}},
	}
}

// union gives what all desks have together.
func (h *history) union() []casework.Entry {
	var all []casework.Entry
	for _, d := range h.desks {
		all = append(all, d.Entries(h.id)...)
	}
	return casework.Sort(all)
}

// TestFoldConverges: any partition, order and repetition of what the offices
// wrote, with personal text withheld at random, folds to one skeleton.
func TestFoldConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := randomHistory(rt, t, rapid.Bool().Draw(rt, "forks"), false)
		all := h.union()
		whole := casework.FoldCase(all)
		want := skeleton(t, whole)
		if !known[whole.Handling] || !knownResolution[whole.Resolution] {
			rt.Fatalf("state %q, resolution %q", whole.Handling, whole.Resolution)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		for range 4 {
			mixed := shuffled(r, all)
			if got := skeleton(t, casework.FoldCase(mixed)); got != want {
				rt.Fatalf("another order:\n%s\nwant\n%s", got, want)
			}
		}
		desk := testkit.NewDesk(99, testkit.County(), h.clock)
		for _, e := range shuffled(r, all) { // one by one, as files come in
			desk.Take(e)
			c := desk.Case(h.id)
			if c.Handling != "" && (!known[c.Handling] || !knownResolution[c.Resolution]) {
				rt.Fatalf("on the way: state %q, resolution %q", c.Handling, c.Resolution)
			}
		}
		if got := skeleton(t, desk.Case(h.id)); got != want {
			rt.Fatalf("taken in one by one:\n%s\nwant\n%s", got, want)
		}
		h.oneHolder(rt, all, whole)
	})
}

// shuffled gives entries in another order, some of them twice, and the words of
// some withheld: those are personal text, on which no state may stand.
func shuffled(r *rand.Rand, all []casework.Entry) []casework.Entry {
	out := slices.Clone(all)
	for i, e := range out {
		if b, ok := e.Body(); ok && b.Kind.Personal() && r.IntN(2) == 0 {
			out[i] = e.WithoutBody()
		}
	}
	for range len(all) / 3 {
		out = append(out, out[r.IntN(len(all))])
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// oneHolder checks that of all offices only one could act as holder.
func (h *history) oneHolder(rt *rapid.T, all []casework.Entry, c casework.Case) {
	for _, o := range []casework.Office{testkit.Village(), testkit.Township(), testkit.County(), testkit.Neighbour(), testkit.OtherTownship()} {
		d := testkit.NewDesk(50, o, h.clock)
		d.Take(all...)
		e := d.Write(h.subject(), casework.CaseResolved, casework.Resolved{To: casework.Resolving}, noAct)
		i := slices.IndexFunc(d.Case(h.id).Rows, func(r casework.Row) bool { return r.Entry == e.ID })
		if r := d.Case(h.id).Rows[i]; (r.Why == casework.WhyNotHolder) == (o.Code == c.Holder) {
			rt.Fatalf("%s holds, yet an act of %s is %q", c.Holder, o.Code, r.Why)
		}
	}
}

// TestWhatCountedStaysCounted: without forks, what was in effect on its writer's
// copy is in effect when everything has arrived. The exceptions are the ones the
// rules name: a recall that was overtaken, what its writer did on the strength of
// it, and a resolution that an earlier holder had already recorded in transit.
func TestWhatCountedStaysCounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := randomHistory(rt, t, false, false)
		all := h.union()
		c := casework.FoldCase(all)
		if overtakenByAcceptance(c, all) {
			return // TestRecallAgainstAnswer says what becomes of it
		}
		for _, r := range c.Rows {
			switch {
			case r.InEffect || !h.wrote[r.Entry]:
			case r.Kind == casework.CaseRecalled && r.Why == casework.WhyOvertaken:
			case r.Kind == casework.CaseResolved && r.Why == casework.WhyTwice:
			case r.Kind == casework.CaseReceived && r.Why == casework.WhyState: // of a recalled hand-over
			default:
				rt.Errorf("%s of %s counted when written; now %s %s", r.Kind, r.Office, r.Why, r.Need)
			}
		}
	})
}

func overtakenByAcceptance(c casework.Case, all []casework.Entry) bool {
	for i, r := range c.Rows {
		if r.Kind != casework.CaseRecalled || r.Why != casework.WhyOvertaken {
			continue
		}
		for _, h := range c.HandOvers {
			b, _ := all[i].Body()
			if b.Holds == h.Follows && h.Outcome == casework.HandOverAccepted {
				return true
			}
		}
	}
	return false
}

// TestSharingConverges lets entries travel by the sharing rules alone, among honest
// offices: when all sticks have gone round, everybody who has a part of the case
// sees it as it stands, even those that were handed it in vain.
func TestSharingConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := randomHistory(rt, t, rapid.Bool().Draw(rt, "forks"), true)
		for range 4 {
			for _, from := range h.desks {
				for _, to := range h.desks {
					from.Send(to, h.id)
				}
			}
		}
		want := skeleton(t, casework.FoldCase(h.union()))
		for _, d := range h.desks {
			if got := d.Case(h.id); got.Handling != "" && skeleton(t, got) != want {
				rt.Errorf("%s sees\n%s\nit stands\n%s", d.Name, skeleton(t, got), want)
			}
		}
	})
}
