package casework

import "silian/calendar"

// Opened is the Data of CaseOpened.
type Opened struct {
	No          CaseNo       `json:"no"`
	Level       Level        `json:"level"`  // of the office that opens
	Parent      OfficeCode   `json:"parent"` // of the office that opens
	Track       Track        `json:"track"`
	Category    string       `json:"category"` // code of list 3.10.2
	Source      string       `json:"source"`   // code of list 3.10.1
	Place       OfficeCode   `json:"place"`    // 问题属地
	ReceivedOn  calendar.Day `json:"received_on"`
	People      int          `json:"people"` // 涉及人数, 1 or more
	Visit       ID           `json:"visit"`  // entry id of the visit it came from, or ""
	SplitFrom   ID           `json:"split_from"`
	Requests    int          `json:"requests"` // number of request lines
	HandlerOper int          `json:"handler"`  // operator who handles it, from 1
}

// Text is the Data of CaseText; a later one replaces an earlier one.
type Text struct {
	Title     string   `json:"title"`
	Narrative string   `json:"narrative"`
	Requests  []string `json:"requests"` // 逐项诉求
	Place     string   `json:"place"`
}

// Party is the Data of CaseParty (domain 3.3): minimal.
type Party struct {
	Part    PartyPart `json:"part"`
	Name    string    `json:"name"`
	Group   string    `json:"group"` // 村组
	Phone   Phone     `json:"phone"`
	Address string    `json:"address"`
}

// PartyPart says what a party is in the case.
type PartyPart string

// Parts of a party.
const (
	Applicant  PartyPart = "applicant"  // 申请人
	Respondent PartyPart = "respondent" // 对方
	Contact    PartyPart = "contact"    // 联系人
)

// Note is the Data of CaseNote.
type Note struct {
	About ID        `json:"about"` // the entry it belongs to, or "" for one alone
	Class NoteClass `json:"class"` // how far the words go
	Text  string    `json:"text"`
}

// NoteClass says what kind of talk a note keeps, and so how far it travels
// (domain 2.6; Skeleton.ShareCase).
type NoteClass string

// Classes of notes.
const (
	NoteOpen        NoteClass = ""             // goes with the case
	NoteMediation   NoteClass = "mediation"    // the record of a mediation: above the township with the parties' consent only
	NoteReturnVisit NoteClass = "return_visit" // what was said at a return visit: stays with the township
	NoteInternal    NoteClass = "internal"     // stays with the township
)

// Split is the Data of CaseSplit.
type Split struct {
	Other ID   `json:"other"`
	Into  bool `json:"into"` // true in the case that was split, false in the one that came out
}

// TakenUp is the Data of CaseTakenUp.
type TakenUp struct {
	Mediation bool `json:"mediation"` // 调解 rather than 办理
	Handler   int  `json:"handler"`   // operator who handles it
}

// HandedOver is the Data of CaseHandedOver. The entry's own id is the link.
type HandedOver struct {
	Way     Way          `json:"way"`
	To      OfficeCode   `json:"to"`
	ToLevel Level        `json:"to_level"`
	Demand  Demand       `json:"demand"`       // exactly one, upward (Appendix D.12)
	Tried   string       `json:"tried"`        // "" when a session stands in the case; else the code of the reason why none
	Due     calendar.Day `json:"due,omitzero"` // 交办: report by; 0 without
	Consent bool         `json:"consent"`
}

// Way is the kind of a hand-over.
type Way string

// Ways of handing over (条例 22).
const (
	ReportUp Way = "report_up" // 上报
	Assign   Way = "assign"    // 交办: a report is due
	Transfer Way = "transfer"  // 转送
)

// Demand is the one thing asked for when reporting up.
type Demand string

// Demands.
const (
	AskCoordinate Demand = "coordinate" // 请求协调
	AskRuling     Demand = "ruling"     // 请求裁定责任单位
	AskTakeOver   Demand = "take_over"  // 请求接办
	AskFunding    Demand = "funding"    // 请求资金政策支持
	AskNothing    Demand = "report"     // 仅报告
)

// Linked is the Data of CaseReceived, CaseAccepted and CaseRecalled.
type Linked struct {
	Link    ID  `json:"link"`
	Handler int `json:"handler"` // on acceptance: operator who will handle it
}

// Returned is the Data of CaseReturned.
type Returned struct {
	Link   ID           `json:"link"`
	Reason ReturnReason `json:"reason"`
}

// ReturnReason is of list 3.10.4.
type ReturnReason string

// Return reasons.
const (
	ReturnNotOurs      ReturnReason = "not_ours"      // 非本级职责
	ReturnIncomplete   ReturnReason = "incomplete"    // 材料不全
	ReturnWrongPlace   ReturnReason = "wrong_place"   // 属地不符
	ReturnDuplicate    ReturnReason = "duplicate"     // 重复转送
	ReturnStatutoryWay ReturnReason = "statutory_way" // 应走法定途径
	ReturnOther        ReturnReason = "other"
)

// Noticed is the Data of CaseNoticed: a notice that was delivered on the entry's
// date (clocks K2, K3 stop at delivery, not at printing).
type Noticed struct {
	Notice  NoticeKind `json:"notice"`
	Route31 int        `json:"route31"` // item of 条例 art. 31, 1 to 6; 0 when none
}

// NoticeKind says which notice was delivered.
type NoticeKind string

// Notices.
const (
	NoticeAccepted NoticeKind = "accepted" // 受理告知书
	NoticeNotOurs  NoticeKind = "not_ours" // 不属于本机关职权范围告知书
	NoticeGuided   NoticeKind = "guided"   // 依法应走其他途径的告知书 (条例 31(1)-(5))
)

// Answered is the Data of CaseAnswered, delivered on the entry's date.
type Answered struct {
	Form     AnswerForm `json:"form"`
	Findings []Finding  `json:"findings"` // one for each request line
}

// AnswerForm says how the answer was given.
type AnswerForm string

// Answer forms.
const (
	OralAnswer      AnswerForm = "oral"    // 当面答复
	HandlingOpinion AnswerForm = "opinion" // 信访处理意见书 (条例 32)
	SuperiorReply   AnswerForm = "reply"   // 批复
	AdminReply      AnswerForm = "admin"   // 行政程序答复书 (条例 31(4)(5)): with reconsideration and suit
)

// Finding is the conclusion on one request (条例 32); never about a person.
type Finding string

// Findings.
const (
	Supported    Finding = "supported"
	NoBasis      Finding = "no_basis" // 合理无依据
	NotSupported Finding = "not_supported"
)

// Promised is the Data of CasePromised; the entry's id is the promise.
type Promised struct {
	Due calendar.Day `json:"due"`
}

// PromiseChanged is the Data of CasePromiseChanged: re-agreed with the person.
type PromiseChanged struct {
	Promise ID           `json:"promise"`
	Due     calendar.Day `json:"due"`
}

// PromiseSettled is the Data of CasePromiseSettled.
type PromiseSettled struct {
	Promise ID   `json:"promise"`
	Kept    bool `json:"kept"` // false: 无法兑现
}

// Resolved is the Data of CaseResolved.
type Resolved struct {
	To       Resolution `json:"to"`
	Evidence Evidence   `json:"evidence"` // required for ResolvedFully
}

// Evidence is what shows that a case is 已化解 (domain 4.1 rule 5).
type Evidence string

// Evidence kinds.
const (
	AgreementPerformed Evidence = "agreement_performed" // 协议已履行
	DemandFulfilled    Evidence = "demand_fulfilled"    // 诉求已办到
	SignedWithdrawal   Evidence = "signed_withdrawal"   // 撤回并附和解书
	PersonConfirmed    Evidence = "person_confirmed"    // 回访时本人确认
)

// ReturnVisited is the Data of CaseReturnVisited: that there was a visit, not what
// was said. It moves the case towards closing, so it travels to every office on it.
type ReturnVisited struct {
	Way     VisitWay `json:"way"`
	Reached bool     `json:"reached"` // somebody was spoken to
	Persons int      `json:"persons"`
	Covers  []ID     `json:"covers"` // other cases covered by the same visit: 人次 counts once
	First   bool     `json:"first"`  // true in the case where the persons are counted
}

// Evaluated is the Data of CaseEvaluated: what the person thinks of it. It stays
// with the township: a village must not read who was dissatisfied with it (domain
// 2.6).
type Evaluated struct {
	Visit  ID          `json:"visit"` // entry id of the return visit
	Result VisitResult `json:"result"`
	Reason string      `json:"reason"` // of list 3.10.5, or ""
}

// VisitWay is how the person was reached.
type VisitWay string

// Ways of a return visit.
const (
	VisitHome    VisitWay = "home"
	VisitPhone   VisitWay = "phone"
	VisitDay     VisitWay = "village_day"
	VisitConfirm VisitWay = "confirmed" // one-cadre village: the party's own confirmation (domain 0.0, 8)
)

// VisitResult is the evaluation (评价), or why there is none.
type VisitResult string

// Results of a return visit.
const (
	Satisfied        VisitResult = "satisfied"
	BasicSatisfied   VisitResult = "basically_satisfied"
	Dissatisfied     VisitResult = "dissatisfied"
	VisitDeclined    VisitResult = "declined"
	VisitUnreachable VisitResult = "unreachable"
)

// Closed is the Data of CaseClosed.
type Closed struct {
	Class string `json:"class"` // retention class (domain 2.8): "30" or "10" years, "permanent"
}

// Reopened is the Data of CaseReopened. Whether the same demand came back within
// the county's window is decided when written and stands here.
type Reopened struct {
	Relapse bool   `json:"relapse"` // 反弹: the same demand within the window
	Reason  string `json:"reason"`  // code: returned, superior, unmet
}

// Voided is the Data of CaseVoided.
type Voided struct {
	Reason string `json:"reason"` // code: mistaken, merged
}
