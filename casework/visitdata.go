package casework

import (
	"silian/calendar"
)

// OpenedDay is the Data of DayOpened.
type OpenedDay struct {
	Village    OfficeCode `json:"village"`
	VillageDay bool       `json:"village_day"` // by the rule in force when written
	Duty       []int      `json:"duty"`        // operators on duty
}

// Visit is the Data of DayVisit: numbers and codes only.
type Visit struct {
	Village   OfficeCode   `json:"village"`
	No        int          `json:"no"`     // of the day, from 1
	People    int          `json:"people"` // persons in the group, 1 or more
	Category  string       `json:"category"`
	OnTheSpot bool         `json:"on_the_spot"` // 当场解决
	Cases     []ID         `json:"cases"`
	Promise   calendar.Day `json:"promise,omitzero"` // day of the promised answer for a visit without a case; 0 without
	Time      string       `json:"time"`             // hh:mm
}

// VisitText is the Data of DayVisitText.
type VisitText struct {
	About  ID     `json:"about"` // entry id of the visit
	Name   string `json:"name"`  // "" for one who leaves no name
	Group  string `json:"group"`
	Phone  Phone  `json:"phone"`
	Words  string `json:"words"`  // one sentence
	Answer string `json:"answer"` // what was said to it
}

// ClosedDay is the Data of DayClosed.
type ClosedDay struct {
	Zero bool `json:"zero"` // 零来访 confirmed
}

// PlannedDay is the Data of DayPlanned (值班安排).
type PlannedDay struct {
	Village  OfficeCode   `json:"village"`
	Day      calendar.Day `json:"day,omitzero"` // the date by the rule; 0: that of the entry
	Duty     []int        `json:"duty"`         // operators
	Opens    string       `json:"opens"`        // hh:mm
	Closes   string       `json:"closes"`       // hh:mm
	Township bool         `json:"township"`     // 包村干部 attends
}

// DecidedDay is the Data of DayDecided: one decision about the village day of one
// village (照常, 顺延, 取消, 加开). The subject is the date by the rule.
type DecidedDay struct {
	Village OfficeCode    `json:"village"`
	Day     calendar.Day  `json:"day,omitzero"` // the date by the rule; 0: that of the entry
	Kind    calendar.Kind `json:"kind"`         // Moved, Cancelled, Added or Held
	To      calendar.Day  `json:"to,omitzero"`  // Moved
	Reason  DayReason     `json:"reason"`
}

// NotHeldDay is the Data of DayNotHeld: said afterwards.
type NotHeldDay struct {
	Village OfficeCode   `json:"village"`
	Day     calendar.Day `json:"day,omitzero"` // the date by the rule; 0: that of the entry
	Reason  DayReason    `json:"reason"`
}

// DayReason is why a village day was moved, cancelled or not held.
type DayReason string

// Reasons; see Lawful.
const (
	ReasonHoliday  DayReason = "holiday"  // 法定节假日
	ReasonDisaster DayReason = "disaster" // 灾害、疫情等
	ReasonSuperior DayReason = "superior" // 上级统一安排
	ReasonElection DayReason = "election" // 换届选举
	ReasonMourning DayReason = "mourning" // 村内丧事等民俗
	ReasonStaff    DayReason = "staff"    // 无人值班
	ReasonOther    DayReason = "other"
)

// Lawful reports whether a day not held for this reason is shown apart and counts in
// no rate (domain 4.5, 20).
func (r DayReason) Lawful() bool {
	return r == ReasonHoliday || r == ReasonDisaster || r == ReasonSuperior || r == ReasonElection
}

// InspectedDay is the Data of DayInspected (村务日督导, domain 3.12), written by the
// township or county that looked; the entry's id is the inspection. It looks at the
// village office, not at visitors.
type InspectedDay struct {
	Village    OfficeCode   `json:"village"`
	Arrived    string       `json:"arrived"` // hh:mm
	Open       bool         `json:"open"`    // 村室开门
	OnDuty     int          `json:"on_duty"` // duty cadres present
	Missing    int          `json:"missing"` // duty cadres absent
	Register   bool         `json:"register"`
	Poster     bool         `json:"poster"`
	Visits     int          `json:"visits"`
	Kept       int          `json:"kept"` // of the promises looked at
	Due        int          `json:"due"`  // promises looked at
	Problems   []string     `json:"problems"`
	RectifyBy  calendar.Day `json:"rectify_by,omitzero"`
	SignedHere bool         `json:"signed_here"` // by the village secretary
}

// RectifiedDay is the Data of DayRectified: the re-check of an inspection.
type RectifiedDay struct {
	Village    OfficeCode `json:"village"`
	Inspection ID         `json:"inspection"`
	Done       bool       `json:"done"`
}
