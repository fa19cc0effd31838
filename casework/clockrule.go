package casework

import "silian/calendar"

// ClockRule is one term: a line of the rule table, and the Data of RulesClock. Day 0,
// the day that starts it, is not counted (民法典 201); unmarked days of the regulation
// are calendar days (domain 2.2).
type ClockRule struct {
	ID       ClockID      `json:"id"`
	Duty     Duty         `json:"duty"`
	Who      Debtor       `json:"who"`
	Start    StartEvent   `json:"start"`
	Length   int          `json:"length"`
	Unit     TermUnit     `json:"unit"`
	Article  string       `json:"article"`  // where it stands, as printed: 信访工作条例第三十四条
	Province string       `json:"province"` // two digits; "" national
	From     calendar.Day `json:"from"`     // in force from; 0 always
	To       calendar.Day `json:"to"`       // in force up to and including; 0 without end
	On       bool         `json:"on"`
	Internal bool         `json:"internal"` // an office's own limit beside the law: only stricter
	Basis    Basis        `json:"basis"`
}

// ClockID names a term as in domain 2.2.
type ClockID string

// Duty is what is owed, or what a citizen may do.
type Duty string

// Duties and rights.
const (
	DutyRegister     Duty = "register"      // 登记
	DutyTell         Duty = "tell"          // 书面告知
	DutyObject       Duty = "object"        // 提出异议, 交还
	DutyForward      Duty = "forward"       // 转送, 交办, 报请
	DutyFinish       Duty = "finish"        // 办结
	DutyExtend       Duty = "extend"        // 延期
	DutyAskReview    Duty = "ask_review"    // 请求复查
	DutyReview       Duty = "review"        // 复查意见
	DutyAskSecond    Duty = "ask_second"    // 请求复核
	DutySecond       Duty = "second_review" // 复核意见
	DutyReportBack   Duty = "report_back"   // 报送办结报告
	DutyReportUrgent Duty = "report_urgent" // 报告重大紧急情况
	DutyCourt        Duty = "court"         // 申请司法确认
	DutyReconsider   Duty = "reconsider"    // 申请行政复议
	DutySue          Duty = "sue"           // 提起行政诉讼
	DutyDecide       Duty = "decide"        // 决定是否受理
	DutyOpinion      Duty = "opinion"       // 出具处理意见
	DutyConclude     Duty = "conclude"      // 调解结束
	DutyReply        Duty = "reply"         // 研究并答复

	// Internal reminders.
	DutyTakeUp      Duty = "take_up"      // 决定怎么办
	DutyRecord      Duty = "record"       // 记一笔进展
	DutyConfer      Duty = "confer"       // 会商
	DutyAcknowledge Duty = "acknowledge"  // 回执
	DutyReroute     Duty = "reroute"      // 退回后另行移送或办理
	DutyReturnVisit Duty = "return_visit" // 回访
	DutyAskResult   Duty = "ask_result"   // 询问其他程序的结果
)

// Debtor is who owes it, or whose right it is.
type Debtor string

// Debtors, and those whose right it is: Petitioner, Parties and Party are citizens.
const (
	Receiver       Debtor = "receiver"         // every organ that receives a matter
	Organ          Debtor = "organ"            // the organ with power
	PetitionOffice Debtor = "petition_office"  // 信访部门: the county
	ReviewOrgan    Debtor = "review_organ"     // 复查机关
	ReReviewOrgan  Debtor = "re_review_organ"  // 复核机关
	AssignedUnit   Debtor = "assigned_unit"    // 承办单位
	Committee      Debtor = "committee"        // 调解组织
	HoldingOffice  Debtor = "holder"           // who holds the case
	Petitioner     Debtor = "petitioner"       // 信访人
	Parties        Debtor = "both_parties"     // 双方当事人
	PartyOfAct     Debtor = "party_of_the_act" // 行政相对人
)

// StartEvent is the event on day 0.
type StartEvent string

// Start events.
const (
	OnReceipt      StartEvent = "receipt"       // received directly
	OnHandedDown   StartEvent = "handed_down"   // received an assignment or transfer
	OnAccepted     StartEvent = "accepted"      // 受理告知书 delivered
	OnEndOfTerm    StartEvent = "end_of_term"   // the unrolled end of K6
	OnAnswer       StartEvent = "answer"        // 处理意见书 delivered
	OnReviewAsked  StartEvent = "review_asked"  // the organ received the request for 复查
	OnReviewReply  StartEvent = "review_reply"  // 复查意见 delivered
	OnSecondAsked  StartEvent = "second_asked"  // the organ received the request for 复核
	OnAssigned     StartEvent = "assigned"      // received an assignment with a date
	OnAwareness    StartEvent = "awareness"     // marked as urgent
	OnAgreement    StartEvent = "agreement"     // the agreement took effect
	OnAdminReply   StartEvent = "admin_reply"   // 行政程序答复书 delivered
	OnMediation    StartEvent = "mediation"     // mediation began
	OnRegistered   StartEvent = "registered"    // reminder: registered
	OnLastRecord   StartEvent = "last_record"   // reminder: last entry
	OnSubmitted    StartEvent = "submitted"     // reminder: submitted to the room
	OnSent         StartEvent = "sent"          // reminder: handed over
	OnReturned     StartEvent = "returned"      // reminder: returned
	OnAnswered     StartEvent = "answered"      // reminder: answer or agreement
	OnLedElsewhere StartEvent = "led_elsewhere" // reminder: led to another procedure
)

// TermUnit is the unit of a length.
type TermUnit string

// Units of a term.
const (
	CalendarDays TermUnit = "days"
	WorkingDays  TermUnit = "working_days"
	Months       TermUnit = "months"  // 民法典 202
	AtOnce       TermUnit = "at_once" // due on day 0
	AsSet        TermUnit = "as_set"  // the date written in the assignment
)

// Basis tells law and judgement apart (docs/rules.md).
type Basis string

// Bases of a rule.
const (
	BasisLaw       Basis = "law"
	BasisPractice  Basis = "practice"  // ministry rule or practice not read in its text
	BasisJudgement Basis = "judgement" // ours
)

// Citizen reports a citizen's right rather than a duty of an office: strict on the
// office, generous to the citizen, so it has no earlier alarm date (domain 2.3).
func (c ClockRule) Citizen() bool {
	return c.Who == Petitioner || c.Who == Parties || c.Who == PartyOfAct
}

// covers reports whether the line is in force for terms that start on a day.
func (c ClockRule) covers(start calendar.Day) bool {
	return (c.From == 0 || start >= c.From) && (c.To == 0 || start <= c.To)
}

// end gives the unrolled last day of a term that starts on a day; known is false
// where rest days on the way are not known. A date that is set has no end of its own.
func (c ClockRule) end(start calendar.Day, h calendar.Holidays) (raw calendar.Day, known bool) {
	switch c.Unit {
	case WorkingDays:
		return h.AddWorkingDays(start, c.Length)
	case Months:
		return start.AddMonths(c.Length), true
	case CalendarDays:
		return start.Add(c.Length), true
	}
	return start, true
}
