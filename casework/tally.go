package casework

import "silian/calendar"

// tally holds the sums behind the indicators of one question.
type tally struct {
	q      Question
	asOf   calendar.Day
	end    calendar.Day // of the period, or asOf when that is earlier
	limits Limits
	target ShareTarget

	all    map[FactKind]int // facts of the period
	good   map[FactKind]int // those of them marked Good
	sum    map[FactKind]int // of their Count
	duties map[FactKind]*dutyTally
	stock  StockFlow
	share  Share442

	onTheSpot, refused int
	answered, settled  []int // days, one for each answer and each 已化解
	recent             int   // 已化解 in the window of 反弹
	persons            int   // of return visits that reached somebody
	lawful             int   // village days not held for a lawful reason
	days, weeks        int   // judged, of village days and of weeks of meetings
	skipped            int   // weeks without a meeting, approved
	meetings, main     map[Level]int
	forms              map[SupervisionForm]int
	leads              map[string]*leadTally
	cases              map[ID]*caseTally
	of                 caseSums
}

// leadTally is one lead cadre's assignment.
type leadTally struct{ active, met bool }

func newTally(q Question) *tally {
	asOf := q.asOf()
	end := min(q.To, asOf)
	return &tally{
		q: q, asOf: asOf, end: end, limits: q.Rules.Limits(end), target: q.Rules.Target(end),
		all: map[FactKind]int{}, good: map[FactKind]int{}, sum: map[FactKind]int{}, duties: map[FactKind]*dutyTally{},
		meetings: map[Level]int{}, main: map[Level]int{}, forms: map[SupervisionForm]int{},
		leads: map[string]*leadTally{}, cases: map[ID]*caseTally{},
	}
}

// add takes one fact in.
func (t *tally) add(f Fact) {
	if t.q.Offices != nil && !t.q.Offices[f.Office] {
		return
	}
	switch {
	case isDuty(f.Kind):
		t.duty(f)
		return
	case f.On > t.asOf:
		return
	}
	t.know(f)
	switch {
	case f.On > t.end:
		return
	case f.On < t.q.From:
		t.stock.Carry += stockOf(f)
	default:
		t.stock.take(f)
	}
	t.window(f)
	if f.On < t.q.From {
		return
	}
	t.all[f.Kind]++
	t.sum[f.Kind] += f.Count
	if f.Good {
		t.good[f.Kind]++
	}
	t.within(f)
}

// window takes what reaches into the period from before it.
func (t *tally) window(f Fact) {
	switch f.Kind {
	case FactResolved:
		if f.On >= t.q.From.Add(-t.limits.ReopenDays) {
			t.recent++
		}
	case FactLead:
		if f.Done == 0 || f.Done >= t.q.From {
			t.lead(f.Mark).active = true
		}
	}
}

// within takes a fact of the period that its kind alone does not say enough of.
func (t *tally) within(f Fact) {
	switch f.Kind {
	case FactVisit:
		if f.Good {
			t.onTheSpot++
		}
	case FactReturnVisit:
		if f.Good {
			t.persons += f.Count
		}
	case FactMediated:
		t.refused += flag(MediationResult(f.Mark) == MediationRefused)
	case FactAnswered:
		t.answered = append(t.answered, f.Count)
	case FactResolved:
		t.settled = append(t.settled, f.Count)
	case FactLeadMet:
		t.lead(f.Mark).met = true
	case FactMeeting:
		t.meetings[f.Level]++
		if f.Good {
			t.main[f.Level]++
		}
	case FactSupervision:
		// a letter is counted in 案, the cases that it concerns; the others in 次
		if form := SupervisionForm(f.Mark); form == ByLetter {
			t.forms[form] += f.Count
		} else {
			t.forms[form]++
		}
	case FactVillageDay:
		t.villageDay(f)
	case FactWeek:
		switch {
		case f.Good:
			t.weeks++
		case f.Mark == markSkipped:
			t.skipped++
		case f.On < t.asOf:
			t.weeks++
		}
	}
}

// markSkipped marks a week that was left out with approval.
const markSkipped = "skipped"

// villageDay judges one scheduled day: one of today may still be held.
func (t *tally) villageDay(f Fact) {
	switch {
	case f.Good:
		t.days++
	case DayReason(f.Mark).Lawful():
		t.lawful++
	case f.On < t.asOf:
		t.days++
	}
}

func (t *tally) lead(id string) *leadTally {
	l := t.leads[id]
	if l == nil {
		l = &leadTally{}
		t.leads[id] = l
	}
	return l
}

// leadsMet gives the leads active in the period and those of them who met a party.
func (t *tally) leadsMet() (met, active int) {
	for _, l := range t.leads {
		if l.active {
			active++
			if l.met {
				met++
			}
		}
	}
	return met, active
}

// chaired gives the meetings of one level, "" of all, and how many a main leader chaired.
func (t *tally) chaired(l Level) (main, held int) {
	if l != "" {
		return t.main[l], t.meetings[l]
	}
	return t.good[FactMeeting], t.all[FactMeeting]
}
