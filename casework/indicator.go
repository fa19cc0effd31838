package casework

import (
	"fmt"

	"silian/calendar"
)

// Indicator is one figure: numerator and denominator stand beside any percentage
// and are never summed across units (domain 4.5). ID is the number there.
type Indicator struct {
	ID          int
	Part        string // which part of the indicator, for those with several units
	Numerator   int
	Denominator int  // 0 with Ratio: nothing to judge
	Ratio       bool // false: a plain count
}

// Percent gives the value with one decimal, rounded half up; "—" without a
// denominator. Under 10 cases only the counts speak: see SmallNumber.
func (i Indicator) Percent() string {
	if !i.Ratio || i.Denominator == 0 {
		return "—"
	}
	tenths := (i.Numerator*2000 + i.Denominator) / (2 * i.Denominator)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// SmallNumber reports whether a percentage would mislead (fewer than 10).
func (i Indicator) SmallNumber() bool { return i.Ratio && i.Denominator < 10 }

// Period is an inclusive range of civil days.
type Period struct{ From, To calendar.Day }

// Contains reports whether d lies in the period.
func (p Period) Contains(d calendar.Day) bool { return p.From <= d && d <= p.To }

// Indicators counts the facts of one period, which ends today at the latest. Sums
// of several sets of offices are sums of these integers.
func Indicators(facts []Fact, p Period) []Indicator {
	t := tally{levels: map[Level]int{}}
	visited := map[ID]bool{}
	for _, f := range facts {
		if !p.Contains(f.On) {
			continue
		}
		t.add(f)
		if f.Kind == FactReturnVisit && f.Good {
			visited[f.About] = true
		}
	}
	resolved := t.levels[Village] + t.levels[Township] + t.levels[County]
	count := func(id int, part string, n int) Indicator { return Indicator{ID: id, Part: part, Numerator: n} }
	ratio := func(id int, part string, n, d int) Indicator { return Indicator{id, part, n, d, true} }
	return []Indicator{
		count(1, "cases", t.all[FactRegistered]),
		count(2, "groups", t.all[FactVisit]),
		count(2, "persons", t.persons[0]),
		ratio(3, "", t.good[FactVisit], t.all[FactVisit]),
		ratio(8, "village", t.levels[Village], resolved),
		ratio(8, "township", t.levels[Township], resolved),
		ratio(8, "county", t.levels[County], resolved),
		ratio(9, "within_village", t.levels[Village], resolved),
		ratio(9, "within_township", t.levels[Village]+t.levels[Township], resolved),
		ratio(10, "", t.good[FactNotice], t.all[FactNotice]),
		ratio(11, "", t.good[FactOpinion], t.all[FactOpinion]),
		count(14, "relapses", t.good[FactReopened]),
		count(16, "persons", t.persons[1]),
		count(16, "cases", len(visited)),
		ratio(17, "", t.good[FactPromise], t.all[FactPromise]),
		ratio(24, "reported", t.all[FactReportedUp], t.all[FactRegistered]),
		ratio(24, "returned", t.all[FactReturned], t.all[FactReportedUp]),
	}
}

// tally holds the sums behind the indicators.
type tally struct {
	all, good map[FactKind]int
	levels    map[Level]int
	persons   [2]int // visits, return visits
}

func (t *tally) add(f Fact) {
	if t.all == nil {
		t.all, t.good = map[FactKind]int{}, map[FactKind]int{}
	}
	t.all[f.Kind]++
	if f.Good {
		t.good[f.Kind]++
	}
	switch f.Kind {
	case FactResolved:
		t.levels[f.Level]++
	case FactVisit:
		t.persons[0] += f.Count
	case FactReturnVisit:
		if f.Good {
			t.persons[1] += f.Count
		}
	}
}
