package casework

import "silian/calendar"

// Fact is one countable thing; figures read facts, never a million folds.
type Fact struct {
	Kind   FactKind
	On     calendar.Day // the day to which a period assigns it
	Office OfficeCode   // in whose name
	Level  Level
	About  ID   // case or day
	Good   bool // kept, on time, on the spot, reached, relapse: see the kinds
	Count  int  // persons, or 1
}

// FactKind says what is counted, and what Good and Count mean.
type FactKind string

// Kinds of fact.
const (
	FactRegistered  FactKind = "registered"   // 件
	FactVisit       FactKind = "visit"        // 批次; Good: on the spot; Count: persons (人次)
	FactResolved    FactKind = "resolved"     // 已化解 event; Level: resolving level
	FactExported    FactKind = "exported"     // 导出其他程序
	FactTerminated  FactKind = "terminated"   // 终止
	FactClosed      FactKind = "closed"       // 办结归档
	FactReopened    FactKind = "reopened"     // Good: 反弹
	FactReportedUp  FactKind = "reported_up"  // 上报
	FactReturned    FactKind = "returned"     // 退回, of what was reported up
	FactNotice      FactKind = "notice"       // K2, K3 judged; Good: in time
	FactOpinion     FactKind = "opinion"      // K6 judged; Good: in time
	FactPromise     FactKind = "promise"      // due on that day; Good: kept on time
	FactReturnVisit FactKind = "return_visit" // Good: reached; Count: persons (人次)
)

// Facts gives all facts of a case. No clock has a say: each fact stands on its own
// day, and a period that ends today leaves out what has not come yet. A duty done
// in time counts on the day it was done (a promise on the day it was due); one
// done late or not at all counts on the day after it was due.
func (k Skeleton) Facts(h calendar.Holidays) []Fact {
	if k.Handling == notYet || k.Handling == VoidedState {
		return nil
	}
	var out []Fact
	add := func(kind FactKind, on calendar.Day, office OfficeCode, level Level, good bool, count int) {
		if on != 0 {
			out = append(out, Fact{kind, on, office, level, k.ID, good, count})
		}
	}
	add(FactRegistered, k.OpenedOn, k.Opener, k.OpenedAt, false, 1)
	for _, e := range k.Events {
		if kind, ok := eventFacts[e.Kind]; ok {
			add(kind, e.On, e.Office, e.Level, e.Kind == EventRelapsed, 1)
		}
	}
	for _, t := range k.HandOvers {
		if t.Up() {
			add(FactReportedUp, t.On, t.From, t.FromLevel, false, 1)
			if t.Outcome == HandOverReturned {
				add(FactReturned, t.OutcomeOn, t.From, t.FromLevel, false, 1)
			}
		}
	}
	for _, c := range k.Clocks(h) {
		switch {
		case c.Rule.ID == K2 || c.Rule.ID == K3:
			add(FactNotice, judgedOn(c.StoppedOn, c.Due, c.OnTime()), c.Office, "", c.OnTime(), 1)
		case c.Rule.ID == K6:
			add(FactOpinion, judgedOn(c.StoppedOn, c.Due, c.OnTime()), c.Office, "", c.OnTime(), 1)
		}
	}
	for _, p := range k.Promises {
		add(FactPromise, judgedOn(p.Due, p.Due, p.KeptOnTime()), p.By, "", p.KeptOnTime(), 1)
	}
	for _, v := range k.Visits {
		add(FactReturnVisit, v.On, v.By, "", v.Reached(), v.Persons)
	}
	return out
}

// eventFacts maps events to facts. A relapse is one reopening, marked Good.
var eventFacts = map[EventKind]FactKind{
	EventResolved: FactResolved, EventExported: FactExported, EventTerminated: FactTerminated,
	EventClosed: FactClosed, EventRelapsed: FactReopened, EventReopened: FactReopened,
}

func judgedOn(stopped, due calendar.Day, inTime bool) calendar.Day {
	if inTime {
		return stopped
	}
	// late from the day after the due date; the due date itself still leaves time
	return due.Add(1)
}

// Facts gives the facts of a day of reception.
func (d ReceptionDay) Facts() []Fact {
	out := make([]Fact, 0, len(d.Visits))
	for _, v := range d.Visits {
		out = append(out, Fact{FactVisit, d.On, d.Village, Village, d.ID, v.OnTheSpot, v.People})
	}
	return out
}
