package casework

// MaskedField names a value of a party that is shown masked.
type MaskedField string

// MaskedPhone is the telephone number.
const MaskedPhone MaskedField = "phone"

// UnmaskReason says why somebody looked at a masked value whole.
type UnmaskReason string

// Reasons of unmasking.
const (
	UnmaskCall    UnmaskReason = "call"    // 电话回话、约见
	UnmaskDeliver UnmaskReason = "deliver" // 送达文书
	UnmaskVisit   UnmaskReason = "visit"   // 上门、回访
	UnmaskCheck   UnmaskReason = "check"   // 核对登记
	UnmaskUrgent  UnmaskReason = "urgent"  // 紧急情况
)

// UnmaskReasons lists the reasons in the order in which they are offered.
func UnmaskReasons() []UnmaskReason {
	return []UnmaskReason{UnmaskCall, UnmaskDeliver, UnmaskVisit, UnmaskCheck, UnmaskUrgent}
}

// Unmasked is the Data of CaseUnmasked: who looked and when stands in the body, the
// value itself nowhere.
type Unmasked struct {
	Party  ID           `json:"party"` // the entry that registered the party
	Field  MaskedField  `json:"field"`
	Reason UnmaskReason `json:"reason"`
}

// Succeeded is the Data of OfficeSucceeded (换届交接): people by number, never by
// name, and what was open on the day.
type Succeeded struct {
	Reason   string `json:"reason"` // code: election, transfer
	Left     []int  `json:"left"`
	Joined   []int  `json:"joined"`
	Cases    int    `json:"cases"`    // open cases
	Promises int    `json:"promises"` // open promises
	Unacked  int    `json:"unacked"`  // sealed files without a receipt
	Recovery bool   `json:"recovery"` // the recovery key on paper was checked
}
