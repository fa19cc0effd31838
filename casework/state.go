package casework

import "slices"

// Track is the legal track of a case (domain 3.2); the two must not be mixed:
// only a petition matter has statutory clocks.
type Track string

// Tracks. Accusations (检举控告) are not among them: version 1 keeps no text of
// them and never lets them travel (domain 0.0, 2).
const (
	TrackDispute    Track = "D" // 矛盾纠纷
	TrackPetition   Track = "X" // 信访事项
	TrackDemand     Track = "M" // 民生诉求
	TrackSuggestion Track = "J" // 建议意见
)

// Handling is the handling state 办理状态 (domain 4.1).
type Handling string

// Handling states of this version.
const (
	Registered    Handling = "H1"  // 已登记
	AdmittedState Handling = "H2"  // 已受理: the notice is delivered
	InHandling    Handling = "H3"  // 办理中
	InMediation   Handling = "H3m" // 调解中
	NotOurs       Handling = "H4"  // 不属本级，已书面告知
	InTransit     Handling = "H7a" // 在途: handed over, the addressee does not have it yet
	ReceivedAbove Handling = "H7b" // 上级已接收
	ReturnedBack  Handling = "H7d" // 被退回
	ReceivedBelow Handling = "H7e" // 交办、转送下来
	AnsweredState Handling = "H8"  // 已答复、已达成协议
	AwaitVisit    Handling = "H9"  // 待回访
	ClosedState   Handling = "HZ"  // 办结归档
	VoidedState   Handling = "HX"  // 误登、并案
	notYet        Handling = ""    // before the case is opened
)

// Resolution is the resolution state 化解状态. It moves apart from Handling:
// 办结 is not 化解 (domain 0, 2).
type Resolution string

// Resolution states.
const (
	Unresolved        Resolution = "unresolved" // 未化解
	Resolving         Resolution = "resolving"  // 化解中
	PartlyResolved    Resolution = "partial"    // 部分化解
	ResolvedFully     Resolution = "resolved"   // 已化解
	Relapsed          Resolution = "relapsed"   // 反弹
	ExportedElsewhere Resolution = "exported"   // 导出其他程序
	Terminated        Resolution = "terminated" // 终止
)

// Settled reports whether nothing more is owed on the resolution axis.
func (r Resolution) Settled() bool {
	return r == ResolvedFully || r == ExportedElsewhere || r == Terminated
}

// Who says by whose power a move is made.
type Who string

// Powers.
const (
	ByHolder    Who = "holder"    // the holder, citing the link on which it stands
	ByAddressee Who = "addressee" // the office to which the case is handed over
	ByInvolved  Who = "involved"  // any office on the case; moves nothing
	ByRecipient Who = "opener"    // the office that opens
)

// Need is a condition of a move.
type Need string

// Conditions. Those marked "fold" hold in every fold: they can only become true
// as more entries arrive. Those marked "write" could be broken by a late entry of
// another office, so they are asked once, when the act is written
// (docs/decisions/0001-journal.md).
const (
	NeedTried     Need = "tried"      // fold: a mediation session, or the reason why none
	NeedDemand    Need = "demand"     // fold: exactly one demand when reporting up
	NeedLevelUp   Need = "level_up"   // fold: the addressee is one level above
	NeedLevelDown Need = "level_down" // fold: the addressee is below
	NeedEvidence  Need = "evidence"   // fold: evidence of 已化解
	NeedAnswer    Need = "answer"     // fold: answer, agreement or notice of not being competent
	NeedOpener    Need = "opener"     // fold: only who opened a case can say that it was a mistake
	NeedVisit     Need = "visit"      // fold: a return visit reached, or two attempts on two days
	NeedOrgan     Need = "organ"      // fold: a village committee is not an organ; it issues no notice (村组法 2)
	NeedPromises  Need = "promises"   // write: no promise of this case is open
	NeedNotSelf   Need = "not_self"   // write: the return visit is not by the handler
)

// Transition is one line of the state table.
type Transition struct {
	From    []Handling
	Act     Kind
	Variant string // which form of the act; "" any
	To      Handling
	Who     Who
	Needs   []Need
}

// same stands for "the state does not change".
const same Handling = "="

// Transitions gives the state table of the handling axis (domain 4.1-4.3). One
// function applies it; tests and docs print it.
func Transitions() []Transition {
	atWork := []Handling{Registered, AdmittedState, InHandling, InMediation, ReturnedBack}
	offered := []Handling{InTransit, ReceivedAbove, ReceivedBelow}
	// A mediation never stops the notice (domain 0.0, 4), nor does a return.
	tellable := []Handling{Registered, InHandling, InMediation, ReturnedBack}
	// H8 and H9 differ by the resolution axis alone, which a late entry of an
	// earlier holder may move: they must allow the same acts.
	done := []Handling{AnsweredState, AwaitVisit}
	// 办结 is not 化解 (domain 0, 2): a closed case may be resolved later.
	open := slices.Concat(done, atWork, offered, []Handling{ClosedState})
	return []Transition{
		{[]Handling{notYet}, CaseOpened, "", Registered, ByRecipient, nil},
		{atWork, CaseTakenUp, "handling", InHandling, ByHolder, nil},
		{atWork, CaseTakenUp, "mediation", InMediation, ByHolder, nil},
		{atWork, CaseMediated, "success", AnsweredState, ByHolder, nil},
		{atWork, CaseMediated, "other", InHandling, ByHolder, nil},
		{atWork, CaseHandedOver, "up", InTransit, ByHolder, []Need{NeedLevelUp, NeedDemand, NeedTried}},
		{atWork, CaseHandedOver, "down", InTransit, ByHolder, []Need{NeedLevelDown}},
		{[]Handling{InTransit}, CaseReceived, "up", ReceivedAbove, ByAddressee, nil},
		{[]Handling{InTransit}, CaseReceived, "down", ReceivedBelow, ByAddressee, nil},
		{offered, CaseAccepted, "up", Registered, ByAddressee, nil},
		{offered, CaseAccepted, "down", InHandling, ByAddressee, nil},
		{offered, CaseReturned, "", ReturnedBack, ByAddressee, nil},
		{offered, CaseRecalled, "", InHandling, ByHolder, nil},
		{tellable, CaseNoticed, "accepted", AdmittedState, ByHolder, []Need{NeedOrgan}},
		{tellable, CaseNoticed, "not_ours", NotOurs, ByHolder, []Need{NeedOrgan}},
		{append(slices.Clone(done), atWork...), CaseAnswered, "", AnsweredState, ByHolder, nil},
		{open, CaseResolved, "resolved", same, ByHolder, []Need{NeedEvidence}},
		{open, CaseResolved, "other", same, ByHolder, nil},
		{append([]Handling{NotOurs}, done...), CaseClosed, "", ClosedState, ByHolder, []Need{NeedAnswer, NeedVisit, NeedPromises}},
		{append([]Handling{ClosedState}, done...), CaseReopened, "", InHandling, ByHolder, nil},
		{[]Handling{Registered}, CaseVoided, "", VoidedState, ByHolder, []Need{NeedOpener}},
	}
}
