package casework

import "silian/calendar"

// Marked is the Data of CaseMarked: what is known of the matter, never of a person
// (domain 0.0, 6; 2.7). A later one replaces an earlier one, but what makes a case
// sensitive is never taken back by it.
type Marked struct {
	Urgency     Urgency     `json:"urgency"`
	Difficulty  Difficulty  `json:"difficulty"`
	Concerned   int         `json:"concerned"` // 涉及人数; 0 unknown
	Money       int64       `json:"money"`     // 涉及金额, yuan; 0 unknown
	Safety      bool        `json:"safety"`    // safety of people is at stake
	Sensitive   Sensitivity `json:"sensitive"`
	Unreachable bool        `json:"unreachable"` // 姓名（名称）、住址不清: no notice is owed (条例 23)
	Simple      bool        `json:"simple"`      // 简易办理
}

// Urgency is 紧急程度 of a matter.
type Urgency string

// Degrees of urgency.
const (
	NormalUrgency Urgency = ""         // 一般
	Pressing      Urgency = "pressing" // 较急
	Urgent        Urgency = "urgent"   // 紧急: report at once (条例 25)
)

// Difficulty is 疑难标志 of a matter.
type Difficulty string

// Degrees of difficulty.
const (
	NormalDifficulty Difficulty = ""        // 一般
	HardMatter       Difficulty = "hard"    // 疑难
	Backlog          Difficulty = "backlog" // 积案
)

// Sensitivity says why only named handlers may read the words of a case (domain
// 2.6; 反家庭暴力法 5; 个人信息保护法 28).
type Sensitivity string

// Kinds of sensitive matters.
const (
	NotSensitive   Sensitivity = ""
	FamilyViolence Sensitivity = "family_violence"
	Minors         Sensitivity = "minors"
	Medical        Sensitivity = "medical"
)

// Repeated is the Data of CaseRepeated: the same person came with the same matter
// again; one more 件次, the same 件.
type Repeated struct {
	Visit ID     `json:"visit"` // entry id of the visit, or "" for a letter or call
	Form  string `json:"form"`  // code of list 3.10.1
}

// Merged is the Data of CaseMerged; the case it goes into says so too.
type Merged struct {
	Into ID `json:"into"`
}

// Joined is the Data of CaseAbsorbed and CaseReleased.
type Joined struct {
	Other ID `json:"other"`
}

// Unmerged is the Data of CaseUnmerged.
type Unmerged struct {
	From ID `json:"from"`
}

// UrgentReported is the Data of CaseUrgentReported: to whom (条例 25): "committee",
// "government", "joint_meeting", "superior".
type UrgentReported struct {
	To []string `json:"to"`
}

// ReopenAsked is the Data of CaseReopenAsked: a superior assigns a closed case
// again; its holder reopens it (domain 4.3).
type ReopenAsked struct {
	Due calendar.Day `json:"due,omitzero"`
}

// Aided is the Data of CaseAided (条例 27, 37): only with the person's consent.
type Aided struct {
	Kind    string `json:"kind"` // relief, subsistence, legal_aid, judicial_relief, counselling, other
	Consent bool   `json:"consent"`
	Granted bool   `json:"granted"`
}
