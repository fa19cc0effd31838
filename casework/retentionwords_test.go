package casework_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/casework"
	"silian/internal/testkit"
)

// TestDestroyingLeavesSkeletonAndFigures: whatever several offices wrote on a case, any
// part of the words that end with its term may go, and the skeleton and all facts stand
// as before, also with the entry that says so.
func TestDestroyingLeavesSkeletonAndFigures(t *testing.T) {
	rules := national(t)
	rapid.Check(t, func(rt *rapid.T) {
		h := randomHistory(rt, t, rapid.Bool().Draw(rt, "forks"), false)
		all := h.union()
		c := casework.FoldCase(all)
		pen := testkit.NewDesk(77, testkit.Township(), h.clock)
		pen.Take(all...)
		for i, v := range c.Visits {
			for _, said := range []casework.Evaluated{{Visit: v.Entry, Result: casework.Satisfied}, {Visit: v.Entry, Result: casework.Dissatisfied, Reason: "张三说慢"}} {
				if i%2 == 0 || said.Reason != "" {
					all = append(all, pen.Write(h.subject(), casework.CaseEvaluated, said, noAct))
				}
			}
		}
		before := casework.FoldCase(all)
		words := casework.WordsOf(all)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "which"), 1))
		var gone []casework.ID
		for _, id := range words {
			if r.IntN(3) > 0 {
				gone = append(gone, id)
			}
		}
		left := slices.Clone(all)
		for i, e := range left {
			if slices.Contains(gone, e.ID) {
				left[i] = e.WithoutBody()
			}
		}
		left = append(left, pen.Draft(h.subject(), casework.EntryDestroyed, casework.Destroying{IDs: gone, Ground: "retention", ApprovedBy: 3}, noAct))
		after := casework.FoldCase(left)
		if skeleton(t, before) != skeleton(t, after) {
			rt.Errorf("skeleton:\n%s\nafter\n%s", skeleton(t, before), skeleton(t, after))
		}
		if diff := cmp.Diff(before.Facts(rules), after.Facts(rules)); diff != "" {
			rt.Errorf("figures (-before +after)\n%s", diff)
		}
		if len(casework.WordsOf(left)) != len(words)-len(gone) {
			rt.Errorf("%d words left of %d without %d", len(casework.WordsOf(left)), len(words), len(gone))
		}
	})
}

// TestWordsBeside: words about cases that are gone go, and those about another stay.
func TestWordsBeside(t *testing.T) {
	k := newKit(t)
	a, b := casework.DerivedID("a"), casework.DerivedID("b")
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	visit := func(no int, cases ...casework.ID) (text, note casework.Entry) {
		v := k.v.Write(s, casework.DayVisit, casework.Visit{Village: k.v.Code, No: no, People: 1, Category: "land", Cases: cases}, noAct)
		return k.v.Write(s, casework.DayVisitText, casework.VisitText{About: v.ID, Name: "张某某"}, noAct),
			k.v.Write(s, casework.DayNote, casework.Beside{About: v.ID, Text: "话"}, noAct)
	}
	one, oneNote := visit(1, a)
	visit(2, a, b)
	visit(3)
	visit(4, b)
	onlyA := func(id casework.ID) bool { return id == a }
	want := []casework.ID{one.ID, oneNote.ID}
	if got := casework.WordsBeside(k.v.Entries(s.ID), onlyA); !slices.Equal(got, want) {
		t.Errorf("day: %v, want %v", got, want)
	}
	if got := casework.WordsBeside(k.v.Entries(s.ID), func(casework.ID) bool { return true }); len(got) != 6 {
		t.Errorf("day, all gone: %d of 6; the visit without a case stays", len(got))
	}
	m := casework.Subject{Kind: casework.SubjectMeeting, ID: k.t.NewID()}
	item := k.t.Write(m, casework.MeetingItem, casework.AgendaItem{Order: 1, Kind: casework.ItemCase, Case: a}, noAct)
	other := k.t.Write(m, casework.MeetingItem, casework.AgendaItem{Order: 2, Kind: casework.ItemCase, Case: b}, noAct)
	decided := k.t.Write(m, casework.MeetingDecided, casework.DecidedItem{Item: item.ID, Unit: "乡水利站"}, noAct)
	var mine []casework.ID
	for i, about := range []casework.ID{item.ID, decided.ID, other.ID, {}} {
		e := k.t.Write(m, casework.MeetingText, casework.Beside{About: about, Text: "话"}, noAct)
		if i < 2 {
			mine = append(mine, e.ID)
		}
	}
	if got := casework.WordsBeside(k.t.Entries(m.ID), onlyA); !slices.Equal(got, mine) {
		t.Errorf("meeting: %v, want %v", got, mine)
	}
	for _, c := range []struct {
		cases []casework.ID
		want  int
	}{{[]casework.ID{a}, 1}, {[]casework.ID{a, b}, 0}, {nil, 0}} {
		sup := casework.Subject{Kind: casework.SubjectSupervision, ID: k.t.NewID()}
		k.t.Write(sup, casework.SupervisionOrdered, casework.OrderedSupervision{Office: k.t.Code, Unit: "柳树村", Cases: c.cases}, noAct)
		k.t.Write(sup, casework.SupervisionText, casework.Beside{Text: "话"}, noAct)
		if got := casework.WordsBeside(k.t.Entries(sup.ID), onlyA); len(got) != c.want {
			t.Errorf("supervision of %d cases: %v", len(c.cases), got)
		}
	}
}
