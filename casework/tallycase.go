package casework

import "silian/calendar"

// caseTally is what the figures must know of one case as of the day of the question.
// It comes out the same whatever the order of the facts: they are compared by their
// days, and on one day what resolves less counts.
type caseTally struct {
	registered bool // in the period
	mistaken   int  // voided as 误登
	repeats    int  // in the period
	merged     int  // merged, less undone merges
	settled    int  // times settled less times reopened: 1 while it is
	lastSettle Fact // the latest 已化解, 导出 or 终止
	resolved   Fact // the latest 已化解 of the period
	evaluated  Fact // the latest evaluation since the answer

	analysed    map[Level]bool // at meetings of the period
	everAt      bool           // at a meeting up to the end of the period
	answeredOn  calendar.Day   // first answer of the period
	evaluations []Fact
	mediation   Fact // the latest session of the period that concluded
	visited     bool
	reported    bool
}

// caseSums are the figures of distinct cases.
type caseSums struct {
	cases, cohort, resolved      int // registered; of them resolved; 已化解 in the period
	mistaken                     int // registrations that never were
	mistakenRepeats              int // repeats of them
	analysed, analysedResolved   map[Level]int
	ever, everResolved           int
	answered, evaluated, pleased int
	mediated, agreed             int
	visited, reported            int
}

func (c *caseTally) void() bool { return c.mistaken > 0 || c.merged > 0 }

// stands reports whether the case is resolved: settled, and that by 已化解.
func (c *caseTally) stands() bool { return c.settled > 0 && c.lastSettle.Kind == FactResolved }

// know takes what tells how a case stands as of the day of the question.
func (t *tally) know(f Fact) {
	switch f.Kind {
	case FactRegistered, FactRepeated, FactVoided, FactRestored, FactResolved, FactExported, FactTerminated, FactReopened,
		FactAnalysed, FactAnswered, FactEvaluated, FactMediated, FactReturnVisit, FactReportedUp:
	default:
		return
	}
	c := t.cases[f.About]
	if c == nil {
		c = &caseTally{}
		t.cases[f.About] = c
	}
	switch f.Kind {
	case FactVoided:
		if f.Mark == markMerged {
			c.merged++
		} else {
			c.mistaken++
		}
	case FactRestored:
		c.merged--
	case FactReopened:
		c.settled -= f.Count
	case FactResolved, FactExported, FactTerminated:
		c.settled++
		if later(f, c.lastSettle) {
			c.lastSettle = f
		}
	case FactEvaluated:
		c.evaluations = append(c.evaluations, f)
	case FactAnalysed:
		c.everAt = c.everAt || f.On <= t.end
	}
	if t.q.From <= f.On && f.On <= t.end {
		c.within(f)
	}
}

// within takes what happened to a case in the period.
func (c *caseTally) within(f Fact) {
	switch f.Kind {
	case FactRegistered:
		c.registered = true
	case FactRepeated:
		c.repeats++
	case FactResolved:
		if later(f, c.resolved) {
			c.resolved = f
		}
	case FactAnalysed:
		if c.analysed == nil {
			c.analysed = map[Level]bool{}
		}
		c.analysed[f.Level] = true
	case FactAnswered:
		if c.answeredOn == 0 || f.On < c.answeredOn {
			c.answeredOn = f.On
		}
	case FactMediated:
		if concluded(f) && laterSession(f, c.mediation) {
			c.mediation = f
		}
	case FactReturnVisit:
		c.visited = c.visited || f.Good
	case FactReportedUp:
		c.reported = true
	}
}

// later reports whether a settlement takes the place of another: the later one, on one
// day another than 已化解, and of two 已化解 the one at the higher level.
func later(f, than Fact) bool {
	rank := func(f Fact) int {
		if f.Kind == FactResolved {
			return 4*f.Level.Rank() + f.Top.Rank()
		}
		return 100
	}
	return f.On > than.On || than.Kind == "" || (f.On == than.On && rank(f) > rank(than))
}

// concluded reports a session with an outcome: agreement, failure or end. A refusal is
// none (人民调解法 17).
func concluded(f Fact) bool {
	switch MediationResult(f.Mark) {
	case MediationSuccess, MediationFailed, MediationEnded:
		return true
	case MediationRefused:
		return false
	}
	return f.Good
}

// laterSession reports whether a session takes the place of another; on one day an
// agreement does, for it ends the talks.
func laterSession(f, than Fact) bool {
	return f.On > than.On || than.Kind == "" || (f.On == than.On && f.Good)
}

// close sums the cases up, when all facts are in.
func (t *tally) close() {
	t.of.analysed, t.of.analysedResolved = map[Level]int{}, map[Level]int{}
	t.share.Target = t.target
	for _, c := range t.cases {
		t.sumCase(c)
	}
	if t.target.OnTheSpot {
		t.share.Village += t.onTheSpot
	}
}

func (t *tally) sumCase(c *caseTally) {
	s := &t.of
	stands := c.stands()
	if c.mistaken > 0 {
		s.mistakenRepeats += c.repeats
	}
	if c.registered {
		s.mistaken += flag(c.mistaken > 0)
		s.cases += flag(!c.void())
		s.cohort += flag(!c.void() && stands)
	}
	if c.resolved.Kind != "" {
		s.resolved++
		if t.target.counts(c.resolved, c.everAt) {
			t.share.take(t.target.level(c.resolved), c.resolved.Mark == markAssigned)
		}
	}
	if !c.void() {
		for level := range c.analysed {
			s.analysed[level]++
			s.analysedResolved[level] += flag(stands)
		}
		if len(c.analysed) > 0 {
			s.analysed[""]++
			s.analysedResolved[""] += flag(stands)
		}
		s.ever += flag(c.everAt)
		s.everResolved += flag(c.everAt && stands)
	}
	s.visited += flag(c.visited)
	s.reported += flag(c.reported)
	if c.mediation.Kind != "" {
		s.mediated++
		s.agreed += flag(c.mediation.Good)
	}
	t.sumEvaluation(c)
}

// sumEvaluation counts the latest evaluation of a case answered in the period; on one
// day the worse one.
func (t *tally) sumEvaluation(c *caseTally) {
	if c.answeredOn == 0 {
		return
	}
	t.of.answered++
	for _, f := range c.evaluations {
		if f.On >= c.answeredOn && (f.On > c.evaluated.On || c.evaluated.Kind == "" || (f.On == c.evaluated.On && !f.Good)) {
			c.evaluated = f
		}
	}
	if c.evaluated.Kind != "" {
		t.of.evaluated++
		t.of.pleased += flag(c.evaluated.Good)
	}
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
