package casework

import "silian/calendar"

// PlannedMeeting is the Data of MeetingPlanned.
type PlannedMeeting struct {
	Office  OfficeCode   `json:"office"`
	Level   Level        `json:"level"`
	Type    MeetingType  `json:"type"`
	No      int          `json:"no"` // 第n次, from 1
	On      calendar.Day `json:"on"` // planned date
	Time    string       `json:"time"`
	Evening bool         `json:"evening"`
	Place   string       `json:"place"`
	Chair   Seat         `json:"chair"`
}

// MeetingType is the type of a meeting.
type MeetingType string

// Types of meetings.
const (
	RegularMeeting MeetingType = "regular" // 例会, every Monday
	FivePlusN      MeetingType = "five_n"  // 5+N
	SpecialMeeting MeetingType = "special" // 专题
)

// Seat is one seat of a meeting: an office-holder in function.
type Seat struct {
	Unit string `json:"unit"`
	Post string `json:"post"`
	Name string `json:"name"`
	Main bool   `json:"main"` // 党政主要领导
}

// Invitee is one who is called to a meeting, and on what ground.
type Invitee struct {
	Seat
	Basis InviteBasis `json:"basis"`
}

// InviteBasis is the ground of an invitation.
type InviteBasis string

// Grounds of an invitation.
const (
	BasisStanding InviteBasis = "standing"   // 固定成员
	BasisFive     InviteBasis = "five_heads" // 五长
	BasisUnit     InviteBasis = "unit"       // 涉案单位负责人
	BasisLead     InviteBasis = "lead"       // 包案领导
)

// NotifiedMeeting is the Data of MeetingNotified.
type NotifiedMeeting struct {
	By      string    `json:"by"`      // 通知办公室
	Channel string    `json:"channel"` // code: phone, paper, message
	Invited []Invitee `json:"invited"`
}

// ConfirmedMeeting is the Data of MeetingConfirmed.
type ConfirmedMeeting struct {
	Unit string     `json:"unit"`
	As   Attendance `json:"as"`
}

// Attendance is how a unit took part.
type Attendance string

// Attendance values.
const (
	Present  Attendance = "present"  // 到会
	OnLeave  Attendance = "leave"    // 请假
	Deputy   Attendance = "deputy"   // 代会
	Absent   Attendance = "absent"   // 缺席
	Unstated Attendance = "unstated" // has not answered
)

// MovedMeeting is the Data of MeetingMoved; reason codes: holiday, flood, superior,
// chair, other.
type MovedMeeting struct {
	To     calendar.Day `json:"to"`
	Reason string       `json:"reason"`
}

// HeldMeeting is the Data of MeetingHeld; the entry's date is the day of the meeting.
type HeldMeeting struct {
	Chair     Seat       `json:"chair"`
	Delegated string     `json:"delegated"` // code of the reason when not the planned chair presided
	Attended  []Attended `json:"attended"`
}

// Attended is one line of the sign-in sheet.
type Attended struct {
	Unit string     `json:"unit"`
	As   Attendance `json:"as"`
}

// NotHeldMeeting is the Data of MeetingNotHeld.
type NotHeldMeeting struct {
	Reason   string `json:"reason"`   // code: holiday, flood, no_case, merged, superior, other
	Approved bool   `json:"approved"` // by the chair: the week counts in no rate
	Merged   ID     `json:"merged"`   // 并会: the meeting that took its place
}

// AgendaItem is the Data of MeetingItem; the entry's id is the item.
type AgendaItem struct {
	Order   int        `json:"order"` // from 1
	Kind    AgendaKind `json:"kind"`
	Case    ID         `json:"case"`
	Session ID         `json:"session"` // session of the room that did not succeed
	Waiver  Waiver     `json:"waiver"`
	Units   []string   `json:"units"` // whose heads are called
}

// AgendaKind is the kind of an item.
type AgendaKind string

// Kinds of items; follow-ups come first.
const (
	ItemFollowUp AgendaKind = "follow_up" // 上次研判事项落实情况
	ItemCase     AgendaKind = "case"      // 研判事项
	ItemReport   AgendaKind = "report"    // 通报
	ItemOther    AgendaKind = "other"
)

// DroppedItem is the Data of MeetingDropped; reason codes: settled, withdrawn, time.
type DroppedItem struct {
	Item   ID     `json:"item"`
	Reason string `json:"reason"`
}

// DecidedItem is the Data of MeetingDecided: clarities 5 and 6 for one case.
type DecidedItem struct {
	Item       ID           `json:"item"`
	Unit       string       `json:"unit"`
	CoUnits    []string     `json:"co_units"`
	Lead       Seat         `json:"lead"`
	Due        calendar.Day `json:"due"`
	Acceptance string       `json:"acceptance"` // code of the acceptance test: paid, built, signed, answered, other
	Supervise  calendar.Day `json:"supervise"`  // first supervision
}

// Beside is the Data of personal words beside an entry of a day, a meeting or a
// supervision.
type Beside struct {
	About ID     `json:"about"`
	Text  string `json:"text"`
}
