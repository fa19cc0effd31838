package casework_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// The period of the hand-made facts is days 100 to 130, counted as of day 130.
const first, last = calendar.Day(100), calendar.Day(130)

func caseID(n int) casework.ID { return casework.DerivedID(fmt.Sprint("case ", n)) }

// of makes a fact about case n; what is not said is 1 or nothing.
func of(kind casework.FactKind, n int, on calendar.Day, more ...func(*casework.Fact)) casework.Fact {
	f := casework.Fact{Kind: kind, On: on, About: caseID(n), Office: testkit.Township().Code, Track: casework.TrackDispute, Count: 1}
	for _, set := range more {
		set(&f)
	}
	return f
}

func good(f *casework.Fact)   { f.Good = true }
func gone(f *casework.Fact)   { f.Count = 0 }
func merged(f *casework.Fact) { f.Mark = "merged" }

func marked(m string) func(*casework.Fact)     { return func(f *casework.Fact) { f.Mark = m } }
func number(n int) func(*casework.Fact)        { return func(f *casework.Fact) { f.Count = n } }
func done(d calendar.Day) func(*casework.Fact) { return func(f *casework.Fact) { f.Done = d } }
func at(l casework.Level) func(*casework.Fact) {
	return func(f *casework.Fact) { f.Level, f.Top = l, l }
}
func track(t casework.Track) func(*casework.Fact) { return func(f *casework.Fact) { f.Track = t } }

const (
	registered = casework.FactRegistered
	resolved   = casework.FactResolved
	reopened   = casework.FactReopened
	voided     = casework.FactVoided
	analysed   = casework.FactAnalysed
	answered   = casework.FactAnswered
	evaluated  = casework.FactEvaluated
	mediated   = casework.FactMediated
)

// figureCase is a small set of facts and the parts of indicators that it must give.
type figureCase struct {
	name  string
	facts []casework.Fact
	want  map[string][2]int
}

// TestFigures counts small sets of facts, one for each thing that an indicator could
// get wrong.
func TestFigures(t *testing.T) {
	for _, c := range append(stockCases(), workCases()...) {
		got := figures(c.facts, first, last)
		for name, want := range c.want {
			if v, ok := got[name]; !ok || v != want {
				t.Errorf("%s: %s = %v, want %v", c.name, name, v, want)
			}
		}
	}
}

// stockCases are for 1 to 9, 13 and 14.
func stockCases() []figureCase {
	return []figureCase{
		{
			"repeats add to 件次 only",
			[]casework.Fact{of(registered, 1, 100), of(casework.FactRepeated, 1, 110), of(casework.FactRepeated, 2, 111), of(registered, 2, 90)},
			map[string][2]int{"登记 cases": {1, 0}, "登记 registrations": {3, 0}, "重复 ": {2, 3}},
		},
		{
			"a merged case is 件次, not 件; a mistaken one is neither",
			[]casework.Fact{of(registered, 1, 100), of(registered, 2, 100), of(registered, 3, 100), of(voided, 2, 101, merged), of(voided, 3, 101, marked("mistaken"))},
			map[string][2]int{"登记 cases": {1, 0}, "登记 registrations": {2, 0}, "未化解 new": {3, 0}, "未化解 voided": {2, 0}, "未化解 end": {1, 0}, "化解率 ": {0, 1}},
		},
		{
			"an undone merge is 件 again",
			[]casework.Fact{of(registered, 1, 100), of(voided, 1, 101, merged), of(casework.FactRestored, 1, 101)},
			map[string][2]int{"登记 cases": {1, 0}, "未化解 restored": {1, 0}, "未化解 end": {1, 0}},
		},
		{
			"merged once resolved leaves no stock",
			[]casework.Fact{of(registered, 1, 90), of(resolved, 1, 101), of(voided, 1, 102, merged, gone)},
			map[string][2]int{"未化解 carry": {1, 0}, "未化解 resolved": {1, 0}, "未化解 voided": {0, 0}, "未化解 end": {0, 0}},
		},
		{
			"visits",
			[]casework.Fact{of(casework.FactVisit, 1, 100, good, number(3)), of(casework.FactVisit, 1, 130, number(2)), of(casework.FactVisit, 1, 131, number(9))},
			map[string][2]int{"接访 groups": {2, 0}, "接访 persons": {5, 0}, "当场解决 ": {1, 2}},
		},
		{"stock", []casework.Fact{
			of(registered, 1, 90), of(registered, 2, 91), of(resolved, 2, 92), of(reopened, 2, 105, good), of(registered, 3, 106), of(registered, 4, 107),
			of(casework.FactExported, 3, 108), of(casework.FactTerminated, 4, 109), of(resolved, 1, 110), of(reopened, 1, 111, gone), of(registered, 5, 131),
		}, map[string][2]int{
			"未化解 carry": {1, 0}, "未化解 new": {2, 0}, "未化解 reopened": {1, 0}, "未化解 exported": {1, 0}, "未化解 terminated": {1, 0}, "未化解 resolved": {1, 0},
			"未化解 end": {1, 0}, "化解率 ": {1, 2}, "反弹 relapses": {1, 0}, "反弹 ": {1, 2},
		}},
		{"cohort: relapsed is not resolved, resolved again is", []casework.Fact{
			of(registered, 1, 100), of(resolved, 1, 101), of(reopened, 1, 102), of(registered, 2, 100), of(resolved, 2, 101), of(reopened, 2, 102), of(resolved, 2, 103),
			of(registered, 3, 100), of(casework.FactTerminated, 3, 103), of(registered, 4, 99), of(resolved, 4, 120),
		}, map[string][2]int{"批次化解率 ": {1, 3}, "化解率 ": {3, 5}}},
		{"one case discussed three times is one", []casework.Fact{
			of(analysed, 1, 100, at(casework.Township)), of(analysed, 1, 107, at(casework.Township)), of(analysed, 1, 114, at(casework.County)), of(resolved, 1, 120),
			of(analysed, 2, 114, at(casework.County)), of(analysed, 3, 93, at(casework.County)), of(resolved, 3, 94),
			of(registered, 4, 90), of(analysed, 4, 114, at(casework.County)), of(voided, 4, 115, merged),
		}, map[string][2]int{"研判 all": {1, 2}, "研判 township": {1, 1}, "研判 county": {1, 2}, "研判 cumulative": {2, 3}, "研判 times": {5, 0}}},
		{"shares take X and D, each matter once and by its latest", []casework.Fact{
			of(resolved, 1, 100, at(casework.Village)), of(resolved, 1, 105, at(casework.Township), marked("assigned")), of(resolved, 2, 100, at(casework.County), track(casework.TrackPetition)),
			of(resolved, 3, 100, at(casework.Village), track(casework.TrackDemand)), of(resolved, 4, 100, at(casework.Village)),
		}, map[string][2]int{
			"四四二 village": {1, 3}, "四四二 township": {1, 3}, "四四二 county": {1, 3}, "四四二 township_assigned": {1, 0}, "四四二 village_assigned": {0, 0},
			"不出 within_village": {1, 3}, "不出 within_township": {2, 3},
		}},
	}
}

// workCases are for the others.
func workCases() []figureCase {
	return []figureCase{
		{
			"days, median first",
			[]casework.Fact{of(answered, 1, 100, number(3)), of(answered, 2, 101, number(40)), of(answered, 3, 102, number(5)), of(resolved, 1, 100, number(1)), of(resolved, 2, 100, number(2))},
			map[string][2]int{"天数 answer_median": {5, 1}, "天数 answer_mean": {48, 3}, "天数 resolved_median": {3, 2}, "天数 resolved_mean": {3, 2}},
		},
		{"evaluations of what was answered", []casework.Fact{
			of(answered, 1, 100), of(evaluated, 1, 101), of(evaluated, 1, 105, good), of(answered, 2, 100), of(evaluated, 2, 99, good), of(answered, 3, 90), of(evaluated, 3, 101, good),
		}, map[string][2]int{"评价 evaluated": {1, 2}, "评价 satisfied": {1, 1}}},
		{"mediation: the latest that concluded; a refusal is listed", []casework.Fact{
			of(mediated, 1, 100, good, marked("success")), of(mediated, 1, 105, marked("failed")), of(mediated, 2, 100, marked("failed")), of(mediated, 2, 100, good, marked("partial")),
			of(mediated, 3, 100, marked("refused")), of(mediated, 4, 100, marked("partial")), of(mediated, 5, 100, marked("ended")),
		}, map[string][2]int{"调解 ": {1, 3}, "调解 refused": {1, 0}}},
		{"village days and weeks", []casework.Fact{
			of(casework.FactVillageDay, 1, 106, good), of(casework.FactVillageDay, 2, 107), of(casework.FactVillageDay, 3, 108, marked("disaster")), of(casework.FactVillageDay, 4, 109, marked("staff")), of(casework.FactVillageDay, 5, 130),
			of(casework.FactWeek, 1, 102, good), of(casework.FactWeek, 2, 109, marked("skipped")), of(casework.FactWeek, 3, 116),
		}, map[string][2]int{"村务日 ": {1, 3}, "村务日 lawful": {1, 0}, "例会 ": {1, 2}, "例会 skipped": {1, 0}}},
		{"three units of supervision", []casework.Fact{
			of(casework.FactSupervision, 1, 100, marked("letter"), number(2)), of(casework.FactSupervision, 2, 100, marked("site"), number(5)), of(casework.FactSupervision, 3, 100, marked("phone"), number(2)),
			of(casework.FactReturnVisit, 1, 100, good, number(4)), of(casework.FactReturnVisit, 1, 101, good, number(1)), of(casework.FactReturnVisit, 2, 100, number(7)),
			of(casework.FactFeedback, 1, 110, done(110)), of(casework.FactFeedback, 2, 110, done(111)),
		}, map[string][2]int{"督办 letters": {2, 0}, "督办 site": {1, 0}, "督办 phone": {1, 0}, "督办 revisits": {5, 0}, "督办 feedback": {1, 2}, "回访 persons": {5, 0}, "回访 cases": {1, 0}}},
		{"leads", []casework.Fact{
			of(casework.FactLead, 1, 50, marked("a")), of(casework.FactLead, 1, 50, marked("b"), done(99)), of(casework.FactLead, 1, 50, marked("c"), done(100)), of(casework.FactLead, 1, 131, marked("d")),
			of(casework.FactLeadMet, 1, 99, marked("a")), of(casework.FactLeadMet, 1, 100, marked("c")), of(casework.FactLeadMet, 1, 101, marked("c")),
		}, map[string][2]int{"包案见面 ": {1, 2}}},
		{"reported up and returned", []casework.Fact{
			of(registered, 1, 100), of(registered, 2, 100), of(casework.FactReportedUp, 1, 101), of(casework.FactReportedUp, 1, 102), of(casework.FactReturned, 1, 103),
		}, map[string][2]int{"上报退回 reported": {1, 2}, "上报退回 returned": {1, 2}}},
		{
			"beside them",
			[]casework.Fact{of(casework.FactSealed, 1, 100, number(2)), of(casework.FactSealed, 1, 101), of(casework.FactAided, 1, 100, good), of(casework.FactAided, 1, 100)},
			map[string][2]int{"密封 ": {3, 0}, "帮扶 ": {1, 0}},
		},
	}
}

// TestDutiesAsOf: one duty, counted as of other days (domain 4.5, 10, 11, 17).
func TestDutiesAsOf(t *testing.T) {
	count := func(f casework.Fact, p casework.Period, asOf calendar.Day) map[string][2]int {
		return told(named(casework.Count([]casework.Fact{f}, casework.Question{Period: p, AsOf: asOf}).All))
	}
	now, next := casework.Period{From: first, To: last}, casework.Period{From: last + 1, To: last + 30}
	buckets := func(name string, in, late, undone int) map[string][2]int {
		n := in + late + undone
		return map[string][2]int{name + " in_time": {in, n}, name + " late": {late, n}, name + " undone": {undone, n}}
	}
	none := map[string][2]int{}
	for _, c := range []struct {
		name string
		fact casework.Fact
		p    casework.Period
		asOf calendar.Day
		want map[string][2]int
	}{
		{"time left", of(casework.FactNotice, 1, 120), now, 120, none},
		{"the day after", of(casework.FactNotice, 1, 120), now, 121, buckets("告知", 0, 0, 1)},
		{"done on the due day", of(casework.FactNotice, 1, 120, done(120)), now, 120, buckets("告知", 1, 0, 0)},
		{"done late", of(casework.FactNotice, 1, 120, done(125)), now, 140, buckets("告知", 0, 1, 0)},
		{"done late, not known then", of(casework.FactNotice, 1, 120, done(125)), now, 124, buckets("告知", 0, 0, 1)},
		{"done late, in the next period", of(casework.FactNotice, 1, 120, done(135)), next, 140, none},
		{"delivered ahead: counts when delivered", of(casework.FactOpinion, 1, 140, done(110)), now, 130, buckets("办结", 1, 0, 0)},
		{"and not when it was due", of(casework.FactOpinion, 1, 140, done(110)), next, 160, none},
		{"a promise counts when it was due", of(casework.FactPromise, 1, 140, done(110)), next, 160, map[string][2]int{"承诺兑现 ": {1, 1}}},
		{"and not when it was kept", of(casework.FactPromise, 1, 140, done(110)), now, 130, none},
		{"a broken promise counts", of(casework.FactPromise, 1, 120, marked("broken")), now, 130, map[string][2]int{"承诺兑现 ": {0, 1}}},
		{"a promise kept late", of(casework.FactPromise, 1, 120, done(121)), now, 130, map[string][2]int{"承诺兑现 ": {0, 1}}},
		{"a term performed late is performed", of(casework.FactTerm, 1, 120, done(121)), now, 130, map[string][2]int{"协议履行 ": {1, 1}}},
		{"visited late", of(casework.FactVisitDue, 1, 120, done(121)), now, 130, map[string][2]int{"回访 ": {0, 1}}},
		{"a file acknowledged late is acknowledged", of(casework.FactPackage, 1, 120, done(129)), now, 130, map[string][2]int{"送达 ": {1, 1}}},
		{"a file not acknowledged", of(casework.FactPackage, 1, 120), now, 130, map[string][2]int{"送达 ": {0, 1}}},
	} {
		if diff := cmp.Diff(c.want, count(c.fact, c.p, c.asOf)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestWhatComesLaterDoesNotExist: a report made again as of its own day says the same.
func TestWhatComesLaterDoesNotExist(t *testing.T) {
	facts := []casework.Fact{of(registered, 1, 100), of(resolved, 1, 110), of(analysed, 1, 105, at(casework.County)), of(answered, 1, 108), of(casework.FactOpinion, 1, 140)}
	later := append(facts[:len(facts):len(facts)], of(reopened, 1, 131, good), of(voided, 2, 132), of(registered, 2, 131), of(evaluated, 1, 131, good), of(casework.FactLead, 1, 131))
	if diff := cmp.Diff(figures(facts, first, last), figures(later, first, last)); diff != "" {
		t.Errorf("what came later changed the report (-then +now):\n%s", diff)
	}
	as := named(casework.Count(later, casework.Question{Period: casework.Period{From: first, To: last}, AsOf: 140}).All)
	if as["批次化解率 "] != [2]int{0, 1} || as["评价 evaluated"] != [2]int{1, 1} || as["未化解 end"] != [2]int{0, 0} {
		t.Errorf("as of a later day: cohort %v, evaluated %v, end %v", as["批次化解率 "], as["评价 evaluated"], as["未化解 end"])
	}
}

// seed gives facts with the numbers of the source article (domain 1.2).
func seed() []casework.Fact {
	var facts []casework.Fact
	add := func(n int, fact func(i int) casework.Fact) {
		for i := range n {
			facts = append(facts, fact(i))
		}
	}
	add(226, func(i int) casework.Fact {
		f := of(casework.FactMeeting, i, 100, at(casework.County), marked("regular"))
		f.Good = i < 210
		return f
	})
	add(242, func(i int) casework.Fact { return of(analysed, i, 101, at(casework.County)) })
	add(242, func(i int) casework.Fact { return of(registered, i, 90) })
	add(216, func(i int) casework.Fact { return of(resolved, i, 120, at(casework.County)) })
	add(163, func(i int) casework.Fact { return of(casework.FactSupervision, i, 110, marked("letter")) })
	add(132, func(i int) casework.Fact { return of(casework.FactSupervision, i, 110, marked("site")) })
	add(105, func(i int) casework.Fact { return of(casework.FactReturnVisit, i, 125, good, number(2)) })
	return facts
}

func TestTheSentenceOfTheArticle(t *testing.T) {
	got := casework.Count(seed(), casework.Question{Period: casework.Period{From: first, To: last}})
	for _, c := range []struct {
		id        int
		part      string
		n, d      int
		says      string
		countOnly bool
	}{
		{22, "county", 210, 226, "92.9%", false},
		{7, "all", 216, 242, "89.3%", false},
		{23, "letters", 163, 0, "163", true},
		{23, "site", 132, 0, "132", true},
		{23, "revisits", 210, 0, "210", true},
	} {
		i := got.Get(c.id, c.part)
		if i.Numerator != c.n || i.Denominator != c.d || i.Value() != c.says || i.SmallNumber() || (i.Kind == casework.CountFigure) != c.countOnly {
			t.Errorf("%d %s: %+v says %s, want %d/%d, %s", c.id, c.part, i, i.Value(), c.n, c.d, c.says)
		}
	}
	if a, b, c := got.Get(23, "letters").Unit, got.Get(23, "site").Unit, got.Get(23, "revisits").Unit; a != casework.UnitLetter || b != casework.UnitTime || c != casework.UnitPerson {
		t.Errorf("units %s, %s, %s are three", a, b, c)
	}
	// The townships: 3169 meetings and 1743 cases in all, of twenty reports.
	var sets [][]casework.Indicator
	for i := range 20 {
		held, cases, settled := 158, 87, 84
		if i < 9 {
			held++
		}
		if i < 3 {
			cases++
		}
		if i < 11 {
			settled++
		}
		sets = append(sets, []casework.Indicator{
			{ID: 22, Part: "township", Kind: casework.RatioFigure, Numerator: held, Denominator: held},
			{ID: 7, Part: "township", Kind: casework.RatioFigure, Numerator: settled, Denominator: cases},
		})
	}
	sum := casework.RollUp(sets...)
	if m := sum[0]; m.Denominator != 3169 {
		t.Errorf("%d meetings", m.Denominator)
	}
	if c := sum[1]; c.Numerator != 1691 || c.Denominator != 1743 || c.Percent() != "97.0%" {
		t.Errorf("townships: %+v, %s", c, c.Percent())
	}
}
