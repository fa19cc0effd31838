package casework

import "silian/calendar"

// Extended is the Data of CaseExtended: a 延期告知书 was delivered on the entry's
// date (条例 34). Days is 1 to 30, added to the end of the 60 days before it is
// rolled.
type Extended struct {
	Days       int          `json:"days"`
	ApprovedOn calendar.Day `json:"approved_on"` // by the head of the organ
}

// MaxExtension is the longest extension, in days (条例 34).
const MaxExtension = 30

// TermAgreed is the Data of CaseTermAgreed: one term of an agreement, its words in a
// note. The entry's id is the term (人民调解法 29, 31).
type TermAgreed struct {
	Session ID           `json:"session"`
	No      int          `json:"no"` // from 1
	Due     calendar.Day `json:"due"`
}

// TermSettled is the Data of CaseTermSettled.
type TermSettled struct {
	Term      ID   `json:"term"`
	Performed bool `json:"performed"`
}

// CourtAsked is the Data of CaseCourtAsked (人民调解法 33).
type CourtAsked struct {
	Session ID          `json:"session"`
	Result  CourtResult `json:"result"`
}

// CourtResult is what a court said to a request for confirmation.
type CourtResult string

// Results of 司法确认.
const (
	CourtPending   CourtResult = "" // asked for
	CourtConfirmed CourtResult = "confirmed"
	CourtRefused   CourtResult = "refused"
)

// ReviewAsked is the Data of CaseReviewAsked. The holder writes it from the review
// organ's paper.
type ReviewAsked struct {
	Stage    ReviewStage  `json:"stage"`
	Organ    OfficeCode   `json:"organ"`    // "" for one outside the system
	Received calendar.Day `json:"received"` // day on which the organ received the request: day 0 of its term
}

// ReviewStage is 复查 or 复核.
type ReviewStage int

// Stages of review.
const (
	FirstReview  ReviewStage = 1 // 复查 (条例 35)
	SecondReview ReviewStage = 2 // 复核 (条例 36)
)

// Reviewed is the Data of CaseReviewed: the opinion was delivered on the entry's
// date.
type Reviewed struct {
	Stage       ReviewStage  `json:"stage"`
	Upheld      bool         `json:"upheld"`       // false: sent back to be handled again
	DecidedOn   calendar.Day `json:"decided_on"`   // date of the opinion: it ends the organ's term
	HearingDays int          `json:"hearing_days"` // not counted in the term of a 复核 (条例 36)
}
