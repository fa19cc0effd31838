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
