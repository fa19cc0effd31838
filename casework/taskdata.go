package casework

import "silian/calendar"

// Submitted is the Data of CaseSubmitted: the case goes to the room of retired
// cadres before it may go on an agenda (source article, sentence 5).
type Submitted struct {
	Level Level `json:"level"` // of the meeting for which it is prepared
}

// Listed is the Data of CaseListed: the case stands on the agenda of a meeting.
type Listed struct {
	Meeting ID     `json:"meeting"`
	Item    ID     `json:"item"`
	Waiver  Waiver `json:"waiver"` // "" when the room took it first
}

// Waiver says why the chair let a case on the agenda that the room did not take.
type Waiver string

// Waivers.
const (
	WaiverUrgent   Waiver = "urgent"   // 情况紧急
	WaiverNoRoom   Waiver = "no_room"  // 本级没有调解室
	WaiverConflict Waiver = "conflict" // 调解室成员均需回避
	WaiverSuperior Waiver = "superior" // 上级要求直接研判
)

// Analysed is the Data of CaseAnalysed: the outcome of 研判 for one case. The
// opinion itself stands beside it as a note.
type Analysed struct {
	Meeting ID           `json:"meeting"`
	Item    ID           `json:"item"`
	Level   Level        `json:"level"`    // of the meeting
	Unit    string       `json:"unit"`     // 责任单位
	CoUnits []string     `json:"co_units"` // 配合单位
	Due     calendar.Day `json:"due,omitzero"`
}

// Tasked is the Data of CaseTasked; the entry's id is the task. Tasks are apart from
// holding: a case may be held by the county while a village performs them.
type Tasked struct {
	Meeting ID           `json:"meeting"` // "" for one set outside a meeting
	Unit    string       `json:"unit"`
	CoUnits []string     `json:"co_units"`
	Due     calendar.Day `json:"due"`
}

// TaskSettled is the Data of CaseTaskSettled.
type TaskSettled struct {
	Task ID   `json:"task"`
	Done bool `json:"done"` // verified by the office that set it; false: given up
}

// LeadAssigned is the Data of CaseLeadAssigned (包案); the entry's id is the lead.
// The name of an office-holder in function is no personal text of a party.
type LeadAssigned struct {
	Name string `json:"name"`
	Post string `json:"post"`
	Rank Rank   `json:"rank"`
}

// Rank is the rank of a lead cadre.
type Rank string

// Ranks of lead cadres.
const (
	CountyLeader   Rank = "county"   // 县处级
	TownshipLeader Rank = "township" // 乡科级
	UnitHead       Rank = "unit"     // 部门负责人
	VillageCadre   Rank = "village"  // 村干部
)

// LeadMet is the Data of CaseLeadMet: a personal contact with the party.
type LeadMet struct {
	Lead ID       `json:"lead"`
	Way  VisitWay `json:"way"`
}

// LeadEnded is the Data of CaseLeadEnded; reason codes: handover, resolved, left.
type LeadEnded struct {
	Lead   ID     `json:"lead"`
	Reason string `json:"reason"`
}

// Supervised is the Data of CaseSupervised: the mirror of a supervision in each case
// that it concerns.
type Supervised struct {
	Supervision ID              `json:"supervision"`
	Form        SupervisionForm `json:"form"`
	Unit        string          `json:"unit"`
	Due         calendar.Day    `json:"due,omitzero"`
}
