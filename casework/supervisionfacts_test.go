package casework_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// TestSupervisionFacts: a trip to two cases, fed back on 12-22 and, by a late entry, on
// 12-20 already.
func TestSupervisionFacts(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2026-12-14"))
	o := supervisionOrder(k.c, casework.OnSite, k.c.NewID(), k.c.NewID())
	o.To, o.Due = k.t.Code, day(t, "2026-12-21")
	s := supervise(k.c, o)
	for _, on := range []string{"2026-12-22", "2026-12-20"} {
		k.c.Write(s, casework.SupervisionFedBack, casework.FedBack{Progress: "done"}, testkit.Act{On: day(t, on), For: k.t.Code})
	}
	want := []casework.Fact{
		{Kind: casework.FactSupervision, On: day(t, "2026-12-14"), Office: k.c.Code, Mark: "site", About: s.ID, Count: 2},
		{Kind: casework.FactFeedback, On: o.Due, Done: day(t, "2026-12-20"), Office: k.t.Code, About: s.ID, Count: 1},
	}
	if diff := cmp.Diff(want, supervisionOf(k.c, s).Facts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFeedbackDuty: when the unit owes an answer, and in whose figures.
func TestFeedbackDuty(t *testing.T) {
	due := day(t, "2026-12-10")
	for _, c := range []struct {
		name   string
		closed string
		due    calendar.Day
		duty   int
	}{
		{"no date was set", "", 0, 0},
		{"open", "", due, 1},
		{"given up by the due day", "2026-12-10", due, 0},
		{"closed after the due day", "2026-12-11", due, 1},
	} {
		k := newKit(t)
		o := phoneOrder(k.c)
		o.Due = c.due
		s := supervise(k.c, o)
		if c.closed != "" {
			k.clock.Set(day(t, c.closed))
			k.c.Write(s, casework.SupervisionClosed, struct{}{}, noAct)
		}
		facts := supervisionOf(k.c, s).Facts()
		if len(facts) != 1+c.duty {
			t.Errorf("%s: %+v", c.name, facts)
		}
		if c.duty == 1 && (facts[1].Office != k.c.Code || facts[1].Done != 0) {
			t.Errorf("%s: %+v stands with the orderer when the unit is none of ours", c.name, facts[1])
		}
	}
	k := newKit(t)
	o := supervisionOrder(k.c, casework.ByRevisit, k.c.NewID())
	if facts := supervisionOf(k.c, supervise(k.c, o)).Facts(); len(facts) != 0 {
		t.Errorf("回访 is counted from the return visits: %+v", facts)
	}
}

// TestSeedSentence builds sentence 13 of the source article: 发督办函163案、实地督办132次、
// 回访信访人210人次. Three units; they are never added.
func TestSeedSentence(t *testing.T) {
	k := newKit(t)
	var facts []casework.Fact
	ids := make([]casework.ID, 163)
	for i := range ids {
		ids[i] = k.c.NewID()
		facts = append(facts, supervisionOf(k.c, supervise(k.c, supervisionOrder(k.c, casework.ByLetter, ids[i]))).Facts()...)
	}
	covered := 0
	for i := range 132 {
		cases := []casework.ID{ids[i], ids[i+1]}
		if i%4 == 0 {
			cases = append(cases, ids[i+2])
		}
		covered += len(cases)
		facts = append(facts, supervisionOf(k.c, supervise(k.c, supervisionOrder(k.c, casework.OnSite, cases...))).Facts()...)
	}
	for visits, persons := range map[int]int{30: 5, 20: 3} { // 30 visits to 5 persons, 20 to 3
		for range visits {
			k.open(k.c, casework.TrackDemand)
			k.doAs(k.c, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: persons, First: true}, byOther)
			facts = append(facts, k.c.Case(k.id).Facts(national(t))...)
		}
	}
	letters, trips, cases, persons := 0, 0, 0, 0
	for _, f := range facts {
		switch {
		case f.Kind == casework.FactSupervision && f.Mark == string(casework.ByLetter):
			letters += f.Count // 案
		case f.Kind == casework.FactSupervision && f.Mark == string(casework.OnSite):
			trips++ // 次
			cases += f.Count
		case f.Kind == casework.FactReturnVisit && f.Good:
			persons += f.Count // 人次
		}
	}
	if got := fmt.Sprintf("发督办函%d案、实地督办%d次、回访信访人%d人次", letters, trips, persons); got != "发督办函163案、实地督办132次、回访信访人210人次" {
		t.Error(got)
	}
	if cases != covered || covered != 2*132+33 {
		t.Errorf("the trips covered %d cases, want %d", cases, covered)
	}
}

// TestStorySupervision: Appendix E, 12-28: the acreage list is late, 电话督办.
func TestStorySupervision(t *testing.T) {
	s := &story{kit: newKit(t)}
	s.on("2026-12-28")
	o := supervisionOrder(s.t, casework.ByPhone, s.t.NewID(), s.t.NewID())
	o.Trigger = casework.TriggerTask
	forms := map[string]int{}
	for _, f := range supervisionOf(s.t, supervise(s.t, o)).Facts() {
		if f.Kind != casework.FactSupervision || f.On != day(t, "2026-12-28") || f.Office != s.t.Code {
			t.Errorf("%+v", f)
		}
		forms[f.Mark]++
	}
	if diff := cmp.Diff(map[string]int{"phone": 1}, forms); diff != "" {
		t.Errorf("电话 1 次, 函 0 案 (-want +got):\n%s", diff)
	}
}
