package casework

// Mediated is the Data of CaseMediated.
type Mediated struct {
	By        MediationBody   `json:"by"`
	Result    MediationResult `json:"result"`
	Agreement AgreementForm   `json:"agreement"` // "" without one
}

// MediationBody says who mediated (调解组织类型).
type MediationBody string

// Mediation bodies.
const (
	VillageCommittee  MediationBody = "village_committee"  // 村调委会
	TownshipCommittee MediationBody = "township_committee" // 乡镇调委会
	VeteransRoom      MediationBody = "veterans_room"      // 老同志信访调解室
)

// MediationResult is the outcome of a session.
type MediationResult string

// Mediation results; all but success pass the gate to the meeting (domain 0.0, 4).
const (
	MediationSuccess MediationResult = "success"
	MediationPartial MediationResult = "partial"
	MediationFailed  MediationResult = "failed"
	MediationRefused MediationResult = "refused" // one side refuses: 人民调解法 17
	MediationEnded   MediationResult = "ended"   // 终止
)

// AgreementForm is written or oral (人民调解法 28).
type AgreementForm string

// Forms of agreement.
const (
	WrittenAgreement AgreementForm = "written"
	OralAgreement    AgreementForm = "oral"
)
