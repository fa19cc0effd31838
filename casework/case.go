package casework

import (
	"silian/calendar"
)

// Case is the fold of one case's entries. The fields of Skeleton are never
// withheld; Words are what this office may read.
type Case struct {
	Skeleton
	Words Words
	Rows  []Row // every entry, in order, with what it counted for
}

// Skeleton is the part of a case on which all offices that have seen the same
// entries agree, whatever text was withheld from them or destroyed.
type Skeleton struct {
	ID       ID           `json:"id"`
	No       CaseNo       `json:"no"`
	Track    Track        `json:"track"`
	Category string       `json:"category"`
	Source   string       `json:"source"`
	Place    OfficeCode   `json:"place"`
	People   int          `json:"people"`
	Opener   OfficeCode   `json:"opener"`
	Parent   OfficeCode   `json:"parent"`    // of the opener
	OpenedAt Level        `json:"opened_at"` // level of the opener
	OpenedOn calendar.Day `json:"opened_on"`
	Received calendar.Day `json:"received_on"`
	Visit    ID           `json:"visit"`
	Kin      []ID         `json:"kin"` // cases it was split from or into

	Holder      OfficeCode `json:"holder"`
	HolderLevel Level      `json:"holder_level"`
	Link        ID         `json:"link"` // on which the holder stands
	Handling    Handling   `json:"handling"`
	Resolution  Resolution `json:"resolution"`
	Cycle       int        `json:"cycle"` // 1 + number of reopenings
	MaxLevel    Level      `json:"max_level"`
	Handler     int        `json:"handler"` // operator in the holder's office, 0 unknown

	ResolvedBy    OfficeCode   `json:"resolved_by"`
	ResolvedLevel Level        `json:"resolved_level"` // level of the holder when 已化解 was recorded (domain 4.4)
	ResolvedOn    calendar.Day `json:"resolved_on"`
	ClosedOn      calendar.Day `json:"closed_on"`

	// Passed lists the addressees of hand-overs that did not come into effect: they
	// are told how the case stands, without its words.
	Passed []OfficeCode `json:"passed"`

	HandOvers []HandOver    `json:"hand_overs"`
	Sessions  []Session     `json:"sessions"`
	Notices   []Notice      `json:"notices"`
	Answers   []Answer      `json:"answers"`
	Promises  []Promise     `json:"promises"`
	Visits    []ReturnVisit `json:"visits"`
	Events    []Event       `json:"events"` // moves on the resolution axis, closings, reopenings

	records
	keeping
}

// HandOver is one hand-over and what became of it.
type HandOver struct {
	Link       ID            `json:"link"`
	Follows    ID            `json:"follows"`
	From       OfficeCode    `json:"from"`
	FromLevel  Level         `json:"from_level"`
	To         OfficeCode    `json:"to"`
	ToLevel    Level         `json:"to_level"`
	Way        Way           `json:"way"`
	Demand     Demand        `json:"demand"`
	On         calendar.Day  `json:"on"`
	Due        calendar.Day  `json:"due"`
	Consent    bool          `json:"consent"`     // the parties let the full mediation record go along
	ReceivedOn calendar.Day  `json:"received_on"` // day 0 of K2 and K3 at the addressee
	Outcome    HandOverState `json:"outcome"`
	OutcomeOn  calendar.Day  `json:"outcome_on"`
	Reason     ReturnReason  `json:"reason"`
}

// underWay reports whether nothing has ended the hand-over yet.
func (h HandOver) underWay() bool {
	return h.Outcome == HandOverPending || h.Outcome == HandOverReceived
}

// HandOverState is what became of a hand-over.
type HandOverState string

// States of a hand-over.
const (
	HandOverPending  HandOverState = "pending"
	HandOverReceived HandOverState = "received"
	HandOverAccepted HandOverState = "accepted"
	HandOverReturned HandOverState = "returned"
	HandOverRecalled HandOverState = "recalled"
)

// Up reports whether the hand-over goes to a higher level.
func (h HandOver) Up() bool { return h.ToLevel.Rank() > h.FromLevel.Rank() }

// Session is one mediation.
type Session struct {
	Entry     ID              `json:"entry"`
	On        calendar.Day    `json:"on"`
	By        MediationBody   `json:"by"`
	Result    MediationResult `json:"result"`
	Agreement AgreementForm   `json:"agreement"`
	Cycle     int             `json:"cycle"`
}

// Notice is a delivered notice.
type Notice struct {
	On      calendar.Day `json:"on"`
	Office  OfficeCode   `json:"office"`
	Kind    NoticeKind   `json:"kind"`
	Route31 int          `json:"route31"`
	Cycle   int          `json:"cycle"`
}

// Answer is a delivered answer.
type Answer struct {
	Entry    ID           `json:"entry"`
	On       calendar.Day `json:"on"`
	Office   OfficeCode   `json:"office"`
	Level    Level        `json:"level"`
	Form     AnswerForm   `json:"form"`
	Findings []Finding    `json:"findings"`
	Cycle    int          `json:"cycle"`
}

// Promise is one promise and how it stands; late and broken are told from the
// dates, never stored.
type Promise struct {
	Entry     ID           `json:"entry"`
	By        OfficeCode   `json:"by"`
	MadeOn    calendar.Day `json:"made_on"`
	Due       calendar.Day `json:"due"` // the last date agreed with the person
	Changed   int          `json:"changed"`
	SettledOn calendar.Day `json:"settled_on"` // 0 while open
	Kept      bool         `json:"kept"`
}

// Open reports whether nothing has been recorded on the promise yet.
func (p Promise) Open() bool { return p.SettledOn == 0 }

// KeptOnTime reports whether the promise was kept on or before its due date.
func (p Promise) KeptOnTime() bool { return p.Kept && p.SettledOn <= p.Due }

// ReturnVisit is one return visit or attempt.
type ReturnVisit struct {
	Entry   ID           `json:"entry"`
	On      calendar.Day `json:"on"`
	By      OfficeCode   `json:"by"`
	Way     VisitWay     `json:"way"`
	Met     bool         `json:"reached"`
	Persons int          `json:"persons"` // counted in this case; 0 when counted in another
	order   int          // place in the sorted entries
}

// Reached reports whether somebody was spoken to.
func (v ReturnVisit) Reached() bool { return v.Met }

// Event is a move that figures count.
type Event struct {
	Kind   EventKind    `json:"kind"`
	On     calendar.Day `json:"on"`
	Office OfficeCode   `json:"office"` // holder at that time
	Level  Level        `json:"level"`
	Cycle  int          `json:"cycle"`
	Stock  int          `json:"stock"` // what it adds to the cases not yet resolved: 1, 0 or -1
}

// EventKind says what happened.
type EventKind string

// Events.
const (
	EventResolved   EventKind = "resolved"
	EventPartial    EventKind = "partial"
	EventExported   EventKind = "exported"
	EventTerminated EventKind = "terminated"
	EventClosed     EventKind = "closed"
	EventReopened   EventKind = "reopened"
	EventRelapsed   EventKind = "relapsed" // reopened with the same demand
	EventVoided     EventKind = "voided"
	EventMerged     EventKind = "merged"
	EventUnmerged   EventKind = "unmerged"
)

// Words are the personal text of a case as far as this office has it.
type Words struct {
	Text        Text
	Parties     []Party
	Notes       map[ID]string    // by the entry they belong to; key "" for those alone is not used, see Alone
	Alone       map[ID]string    // notes that stand alone, by their own entry id
	Evaluations map[ID]Evaluated // by the return visit they belong to
	Attachments []Attachment
}

// Row is one entry in the timeline of a case.
type Row struct {
	Entry    ID           `json:"entry"`
	Kind     Kind         `json:"kind"` // "" for a stub
	Office   OfficeCode   `json:"office"`
	For      OfficeCode   `json:"for"`
	Operator int          `json:"operator"`
	On       calendar.Day `json:"on"`
	At       string       `json:"at"`
	InEffect bool         `json:"in_effect"`
	Why      Why          `json:"why"` // when not in effect
	Need     Need         `json:"need"`
	Detail   string       `json:"detail"` // variant of the act, for the words beside it
}

// Why says why an entry does not count.
type Why string

// Reasons. Nothing is dropped: the entry stays in the file and is shown.
const (
	WhyWithheld  Why = "withheld"   // envelope only
	WhyDestroyed Why = "destroyed"  // the body was destroyed, the entry says on what ground
	WhyNewer     Why = "newer"      // 需要新版本
	WhyDamaged   Why = "damaged"    // a body that its own kind cannot read
	WhyEarlier   Why = "earlier"    // an earlier entry has not arrived yet
	WhyNotHolder Why = "not_holder" // its office did not hold the case on that link
	WhyNotNamed  Why = "not_named"  // not the addressee of that hand-over
	WhyStranger  Why = "stranger"   // an office that has no part in the case
	WhyState     Why = "state"      // not possible in the state the case was in
	WhyNeed      Why = "need"       // a condition is missing, see Need
	WhyOvertaken Why = "overtaken"  // the addressee accepted or returned: that beats a recall
	WhyTwice     Why = "twice"      // said already
	WhyRole      Why = "role"       // not an act of this role or level
)

// Refused says that an act cannot be done now, and which condition is missing.
type Refused struct {
	Act  Kind
	Why  Why
	Need Need
}

// Error names the act and the reason.
func (r *Refused) Error() string {
	s := "casework: " + string(r.Act) + " refused: " + string(r.Why)
	if r.Need != "" {
		s += " " + string(r.Need)
	}
	return s
}

// UnderWay gives the hand-over whose addressee has neither accepted nor returned
// the case, nil when it is not under way.
func (k Skeleton) UnderWay() *HandOver {
	for i := len(k.HandOvers) - 1; i >= 0; i-- {
		h := &k.HandOvers[i]
		if h.Follows == k.Link && h.underWay() {
			return h
		}
	}
	return nil
}
