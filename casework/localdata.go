package casework

// Destroying is the Data of EntryDestroyed.
type Destroying struct {
	IDs        []ID   `json:"ids"`
	Ground     string `json:"ground"`      // code: retention, wrong_data, request, undo_import
	ApprovedBy int    `json:"approved_by"` // operator number
}

// Founded is the Data of OfficeFounded and OfficeInstance.
type Founded struct {
	Level  Level  `json:"level"`
	Reason string `json:"reason"` // of a new instance: restored, moved, second; "" at the founding
}

// Bundle is what the office-local entries say of a sealed file: see
// OfficeExported and OfficeImported.
type Bundle struct {
	ID      string     `json:"id"` // bundle id, hex
	Peer    OfficeCode `json:"peer"`
	Seq     uint64     `json:"seq"`
	Entries int        `json:"entries"`
	New     int        `json:"new"`
}
