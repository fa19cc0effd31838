package casework

import "silian/calendar"

// Meeting is the fold of the entries of one meeting (信访工作例会, 5+N, 专题).
type Meeting struct {
	ID        ID           `json:"id"`
	Office    OfficeCode   `json:"office"`
	Level     Level        `json:"level"`
	Type      MeetingType  `json:"type"`
	No        int          `json:"no"`         // 第n次
	PlannedOn calendar.Day `json:"planned_on"` // by the first plan
	On        calendar.Day `json:"on"`         // present date, after moves
	Time      string       `json:"time"`
	Evening   bool         `json:"evening"`
	Place     string       `json:"place"`
	Chair     Seat         `json:"chair"` // planned

	Status  MeetingStatus  `json:"status"` // "" while the plan has not arrived
	Moves   []MeetingMove  `json:"moves"`
	Notice  *MeetingNotice `json:"notice"` // the last one; nil for none
	HeldOn  calendar.Day   `json:"held_on"`
	HeldBy  Seat           `json:"held_by"` // who presided
	Reason  string         `json:"reason"`  // of a meeting not held
	Skipped bool           `json:"skipped"` // not held, approved by the chair: the week counts in no rate
	// ChairMain says that a main leader (党政主要领导) presided; Delegated is the code of
	// the reason when somebody else did.
	ChairMain  bool       `json:"chair_main"`
	Delegated  string     `json:"delegated"`
	Attended   []Attended `json:"attended"` // sign-in sheet
	MergedInto ID         `json:"merged_into"`

	// Confirmations are the units' answers to the notice of the present date.
	Confirmations map[string]Attendance `json:"confirmations"`
	Items         []Item                `json:"items"` // as written, dropped ones too; see Agenda
	Words         map[ID]string         `json:"-"`     // personal words, by the entry they belong to
	Rows          []Row                 `json:"-"`

	keeper    OfficeCode // who wrote the plan in the name of Office
	confirmed []confirmation
}

// MeetingStatus says how a meeting stands.
type MeetingStatus string

// States of a meeting; the last three are final.
const (
	MeetingIsPlanned  MeetingStatus = "planned"
	MeetingIsNotified MeetingStatus = "notified" // for the present date
	MeetingWasHeld    MeetingStatus = "held"
	MeetingWasNotHeld MeetingStatus = "not_held"
	MeetingWasMerged  MeetingStatus = "merged" // 并会: another meeting took its place
)

// MeetingMove is one new date (改期).
type MeetingMove struct {
	Entry  ID           `json:"entry"`
	On     calendar.Day `json:"on"`
	To     calendar.Day `json:"to"`
	Reason string       `json:"reason"`
}

// MeetingNotice is the notice of a meeting (会议通知).
type MeetingNotice struct {
	Entry    ID           `json:"entry"`
	On       calendar.Day `json:"on"`
	By       string       `json:"by"`
	Channel  string       `json:"channel"`
	Invited  []Invitee    `json:"invited"`
	Outdated bool         `json:"outdated"` // the meeting was moved after it
}

// Item is one line of an agenda; its entry's id is the item.
type Item struct {
	Entry ID           `json:"entry"`
	On    calendar.Day `json:"on"`
	AgendaItem
	Dropped  string        `json:"dropped"` // code of the reason; "" while it stands
	Decision *ItemDecision `json:"decision"`
}

// ItemDecision is what the meeting decided on one item (研判意见); its words stand
// beside the entry.
type ItemDecision struct {
	Entry ID           `json:"entry"`
	On    calendar.Day `json:"on"`
	DecidedItem
}

type confirmation struct {
	on calendar.Day
	ConfirmedMeeting
}

// Over reports whether the meeting was held, not held or merged: that is final.
func (m Meeting) Over() bool {
	return m.Status == MeetingWasHeld || m.Status == MeetingWasNotHeld || m.Status == MeetingWasMerged
}

// Day gives the day on which the meeting was held, else its present date.
func (m Meeting) Day() calendar.Day {
	if m.Status == MeetingWasHeld {
		return m.HeldOn
	}
	return m.On
}

// Facts gives the meeting as figures count it: only when it was held.
func (m Meeting) Facts() []Fact {
	if m.Status != MeetingWasHeld {
		return nil
	}
	return []Fact{{
		Kind: FactMeeting, On: m.HeldOn, Office: m.Office, Level: m.Level, Mark: string(m.Type),
		About: m.ID, Good: m.ChairMain, Count: 1,
	}}
}
