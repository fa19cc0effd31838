package casework

import "silian/calendar"

// Before is what figures take from facts that they are not given: those of cases on
// which nothing happened in the period (Question.Before). The zero value says that the
// facts are all there.
type Before struct {
	Carry            int // not resolved when the period began
	Resolved         int // 已化解 in the window of 反弹 before the period
	Analysed         int // cases analysed at a meeting up to the end of the period, not voided
	AnalysedResolved int // of these resolved as of the report
}

// take adds what stands in no fact.
func (t *tally) take(b Before) {
	t.stock.Carry += b.Carry
	t.recent += b.Resolved
	t.of.ever += b.Analysed
	t.of.everResolved += b.AnalysedResolved
}

// Standing is how a case stands after all its facts: what figures of a period in which
// nothing happened to it ask of it.
type Standing struct {
	Analysed calendar.Day // first at a meeting, 0 never
	Changed  calendar.Day // last day on which anything changed it
	Void     bool         // voided or merged
	Resolved bool         // and that by 已化解
}

// StandingOf gives it for the facts of one case.
func StandingOf(facts []Fact) (s Standing) {
	all := Period{calendar.MinDay, calendar.MaxDay}
	t := tally{q: Question{Period: all}, asOf: all.To, end: all.To, cases: map[ID]*caseTally{}}
	for _, f := range facts {
		if isDuty(f.Kind) {
			continue
		}
		t.know(f)
		if f.Kind == FactAnalysed && (s.Analysed == 0 || f.On < s.Analysed) {
			s.Analysed = f.On
		}
		s.Changed = max(s.Changed, f.On)
	}
	for _, c := range t.cases {
		s.Void, s.Resolved = c.void(), c.stands()
	}
	return s
}

// StockOf says what a fact adds to the cases that are not resolved.
func StockOf(f Fact) int { return stockOf(f) }
