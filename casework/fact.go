package casework

import "silian/calendar"

// Fact is one countable thing; figures read facts, never a million folds. It holds no
// name and no text.
type Fact struct {
	Kind FactKind
	On   calendar.Day // the day to which a period assigns it: of the act, or the due date of a duty
	Done calendar.Day // of a duty: when it was done, 0 while not; else 0
	// Office is the office in whose figures it stands: for what happens to a case, the
	// office that opened it, so that each case stands in the figures of one office only
	// and sums over offices count nothing twice; for a duty, the office that owes it.
	Office OfficeCode
	Level  Level  // resolving level, level of the meeting: see the kinds
	Top    Level  // highest level that held the case
	Track  Track  // of the case, "" without
	Mark   string // form, result or reason: see the kinds
	About  ID     // case, day, meeting, supervision
	Good   bool   // see the kinds
	Count  int    // persons, days or yuan: see the kinds; else 1
}

// FactKind says what is counted, and what Good, Mark and Count mean.
type FactKind string

// Kinds of fact. A "duty" has Done; whether it was done in time is for the figure to
// say, as of its own day.
const (
	FactRegistered  FactKind = "registered"   // 件
	FactRepeated    FactKind = "repeated"     // 件次 beside the first
	FactVisit       FactKind = "visit"        // 批次; Good: on the spot; Count: persons (人次)
	FactResolved    FactKind = "resolved"     // 已化解 event; Level: resolving level; Mark: "assigned" if it came down from above; Count: days since receipt
	FactExported    FactKind = "exported"     // 导出其他程序
	FactTerminated  FactKind = "terminated"   // 终止
	FactVoided      FactKind = "voided"       // Mark: mistaken (误登) or merged (并案); Count: 1 when it left the stock, else 0
	FactRestored    FactKind = "restored"     // 撤销并案; Count: 1 when it came back to the stock, else 0
	FactClosed      FactKind = "closed"       // 办结归档
	FactReopened    FactKind = "reopened"     // Good: 反弹; Count: 1 when it came back to the stock, else 0
	FactReportedUp  FactKind = "reported_up"  // 上报
	FactReturned    FactKind = "returned"     // 退回, of what was reported up
	FactNotice      FactKind = "notice"       // duty: K2, K3
	FactOpinion     FactKind = "opinion"      // duty: K6 with its extension
	FactPromise     FactKind = "promise"      // duty; Done only when kept; Mark "broken" when 无法兑现
	FactReturnVisit FactKind = "return_visit" // Good: reached; Count: persons (人次)
	FactAnswered    FactKind = "answered"     // first answer or agreement of a cycle; Count: days since receipt; Level
	FactVisitDue    FactKind = "visit_due"    // duty: 回访 of what was answered
	FactEvaluated   FactKind = "evaluated"    // Good: 满意, 基本满意; Mark: the value; township's own copy only
	FactTerm        FactKind = "term"         // duty: a term of an agreement; Done only when performed
	FactMediated    FactKind = "mediated"     // one session; Good: agreement; Mark: result
	FactAnalysed    FactKind = "analysed"     // a case at a meeting; Level: of the meeting
	FactLead        FactKind = "lead"         // 包案 from On to Done (0 while it lasts); Mark: the lead's entry
	FactLeadMet     FactKind = "lead_met"     // Mark: the lead's entry
	FactAided       FactKind = "aided"        // Good: granted; Mark: kind
	FactVillageDay  FactKind = "village_day"  // one scheduled day; Good: held; Mark: reason when lawfully not held
	FactInspected   FactKind = "inspected"    // 村务日督导; Good: nothing to rectify
	FactWeek        FactKind = "week"         // one week in which a meeting was due; Good: held; Mark: "skipped" when approved
	FactMeeting     FactKind = "meeting"      // one held; Good: chaired by a main leader; Mark: type; Level
	FactSupervision FactKind = "supervision"  // one; Mark: form; Count: cases
	FactFeedback    FactKind = "feedback"     // duty: of the supervised unit
	FactPackage     FactKind = "package"      // duty: a sealed file, due when it should be acknowledged
	FactSealed      FactKind = "sealed"       // 检举控告: envelopes received
)

// Day gives the day to which a period assigns the fact. A duty stands on its due date;
// a statutory one (notice, opinion) that was done before it stands on the day it was
// done: an opinion delivered within the month counts in that month (Appendix E).
func (f Fact) Day() calendar.Day {
	if (f.Kind == FactNotice || f.Kind == FactOpinion) && f.Done != 0 && f.Done < f.On {
		return f.Done
	}
	return f.On
}

// Facts gives the facts of a day of reception.
func (d ReceptionDay) Facts() []Fact {
	out := make([]Fact, 0, len(d.Visits))
	for _, v := range d.Visits {
		out = append(out, Fact{Kind: FactVisit, On: d.On, Office: d.Village, Level: Village, About: d.ID, Good: v.OnTheSpot, Count: v.People})
	}
	return append(out, d.inspectionFacts()...)
}
