package casework

import "silian/calendar"

// OrderedSupervision is the Data of SupervisionOrdered: of the responsible unit,
// never of a petitioner (domain 0.1).
type OrderedSupervision struct {
	No      string          `json:"no"` // 督办编号, 文号
	Office  OfficeCode      `json:"office"`
	Form    SupervisionForm `json:"form"`
	Class   string          `json:"class"` // 普通 "", 挂牌 "listed"
	Unit    string          `json:"unit"`
	To      OfficeCode      `json:"to"` // the unit's office when it is one of ours, else ""
	Cases   []ID            `json:"cases"`
	Trigger Trigger         `json:"trigger"`
	Due     calendar.Day    `json:"due,omitzero"` // feedback by
}

// SupervisionForm is the form of a supervision; each has its own unit.
type SupervisionForm string

// Forms of supervision.
const (
	ByPhone   SupervisionForm = "phone"  // 电话督办, 次
	ByLetter  SupervisionForm = "letter" // 发函督查, 案
	OnSite    SupervisionForm = "site"   // 实地督查, 次
	ByRevisit SupervisionForm = "visit"  // 回访, 人次 (counted from the return visits themselves)
)

// Trigger is what gave rise to a supervision.
type Trigger string

// Triggers: they propose, a person decides.
const (
	TriggerHalfTime  Trigger = "half_time"  // half the time gone without a record
	TriggerRepeat    Trigger = "repeat"     // the person came again
	TriggerSuperior  Trigger = "superior"   // a superior asked
	TriggerRejected  Trigger = "rejected"   // feedback was not accepted and not given again in 5 days
	TriggerCoHandler Trigger = "co_handler" // a co-operating unit is silent for 3 days
	TriggerOverdue   Trigger = "overdue"    // a statutory term has run out (条例 40)
	TriggerTask      Trigger = "task"       // a task of a meeting is overdue
	TriggerPromise   Trigger = "promise"    // a promise is overdue
	TriggerPlanned   Trigger = "planned"    // the date set by the meeting has come
	TriggerNone      Trigger = ""           // a person's own decision
)

// FedBack is the Data of SupervisionFedBack; the entry's date is that of the
// feedback.
type FedBack struct {
	Progress string `json:"progress"` // code: done, under_way, not_begun
}

// JudgedSupervision is the Data of SupervisionJudged.
type JudgedSupervision struct {
	Verdict Verdict `json:"verdict"`
}

// Verdict is the verdict on a unit's feedback.
type Verdict string

// Verdicts.
const (
	CarriedOut    Verdict = "done"    // 已落实
	PartlyCarried Verdict = "partial" // 部分
	NotCarriedOut Verdict = "not"     // 未落实
)
