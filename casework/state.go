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
	LedElsewhere  Handling = "H5"  // 导入法定程序
	AwaitRoom     Handling = "H6a" // 待会商(老同志调解室)
	AwaitMeeting  Handling = "H6b" // 待研判
	AfterMeeting  Handling = "H6c" // 已研判待落实
	InTransit     Handling = "H7a" // 在途: handed over, the addressee does not have it yet
	ReceivedAbove Handling = "H7b" // 上级已接收
	ReturnedBack  Handling = "H7d" // 被退回
	ReceivedBelow Handling = "H7e" // 交办、转送下来
	AnsweredState Handling = "H8"  // 已答复、已达成协议
	AwaitVisit    Handling = "H9"  // 待回访
	InReview      Handling = "HR1" // 复查中
	InReReview    Handling = "HR2" // 复核中
	ClosedState   Handling = "HZ"  // 办结归档
	VoidedState   Handling = "HX"  // 误登、并案
	notYet        Handling = ""    // before the case is opened
)

// HandledAbove (H7c, 上级办理中) is what an office below sees of a case that it handed
// up: no state of the fold, see HandlingAt.
const HandledAbove Handling = "H7c"

// HandlingAt gives the state as office o shows it: while an office above holds what o
// once held, o shows 上级办理中; closed, voided and offered cases show alike everywhere.
func (k Skeleton) HandlingAt(o OfficeCode) Handling {
	if k.Holder == o || k.UnderWay() != nil || k.Handling == ClosedState || k.Handling == VoidedState {
		return k.Handling
	}
	for _, h := range k.HandOvers {
		if h.From == o && h.Up() && h.Outcome == HandOverAccepted && k.HolderLevel.Rank() > h.FromLevel.Rank() {
			return HandledAbove
		}
	}
	return k.Handling
}

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
	NeedRoom      Need = "room"       // fold: the room took the case and did not succeed, or the chair waived it
	NeedListed    Need = "listed"     // fold: the case stands on the agenda of that meeting
	NeedExtend    Need = "extend"     // fold: 1 to 30 days, once, for a matter of art. 31(6) without opinion
	NeedOpinion   Need = "opinion"    // fold: a 处理意见书 to review
	NeedReviewed  Need = "reviewed"   // fold: a first review that upheld it
	NeedReview    Need = "review"     // fold: the review that is under way
	NeedMerged    Need = "merged"     // fold: the case was merged, not voided
	NeedRoute     Need = "route"      // fold: the item of art. 31 under which it is led elsewhere
	NeedInUse     Need = "in_use"     // fold: the file is not sealed off yet
	NeedSealedOff Need = "sealed_off" // fold: the file is sealed off
	NeedPromises  Need = "promises"   // write: no promise of this case is open
	NeedNotSelf   Need = "not_self"   // write: the return visit is not by the handler
	NeedTerms     Need = "terms"      // write: all terms of the agreement are performed
	NeedInTime    Need = "in_time"    // write: an extension is told before the 60 days are over
	NeedAfter     Need = "after"      // write: dated on or after what it follows
	NeedConsent   Need = "consent"    // write: help is given with consent only
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

// former stands for the state before a merge that is undone.
const former Handling = "<"

// Transitions gives the state table of the handling axis (domain 4.1-4.3). One
// function applies it; tests and docs print it. The first line that fits an act, its
// variant and the state is taken.
func Transitions() []Transition {
	plain := []Handling{Registered, AdmittedState, InHandling, InMediation, ReturnedBack}
	// The room and the meeting are stations on the way: they stop no notice, no answer
	// and no settlement (domain 0.0, 4), so their states allow all that plain ones do.
	stations := []Handling{AwaitRoom, AwaitMeeting, AfterMeeting}
	atWork := slices.Concat(plain, stations)
	offered := []Handling{InTransit, ReceivedAbove, ReceivedBelow}
	// A mediation never stops the notice, nor does a return.
	tellable := []Handling{Registered, InHandling, InMediation, ReturnedBack}
	// H8 and H9 differ by the resolution axis alone, which a late entry of an
	// earlier holder may move: they must allow the same acts.
	done := []Handling{AnsweredState, AwaitVisit}
	reviewed := []Handling{InReview, InReReview}
	elsewhere := []Handling{NotOurs, LedElsewhere}
	ended := []Handling{ClosedState, VoidedState}
	doneOrClosed := append(slices.Clone(done), ClosedState)
	// 办结 is not 化解 (domain 0, 2): a closed case may be resolved later.
	open := slices.Concat(done, atWork, offered, elsewhere, reviewed, []Handling{ClosedState})
	return []Transition{
		{[]Handling{notYet}, CaseOpened, "", Registered, ByRecipient, nil},
		{atWork, CaseTakenUp, "handling", InHandling, ByHolder, nil},
		{[]Handling{LedElsewhere}, CaseTakenUp, "handling", InHandling, ByHolder, nil},
		{atWork, CaseTakenUp, "mediation", InMediation, ByHolder, nil},
		{atWork, CaseMediated, "success", AnsweredState, ByHolder, nil},
		{[]Handling{AwaitRoom}, CaseMediated, "room", AwaitMeeting, ByHolder, nil},
		{stations, CaseMediated, "", same, ByHolder, nil},
		{plain, CaseMediated, "", InHandling, ByHolder, nil},
		{append(slices.Clone(plain), AfterMeeting), CaseSubmitted, "", AwaitRoom, ByHolder, nil},
		{atWork, CaseListed, "", AwaitMeeting, ByHolder, []Need{NeedRoom}},
		{atWork, CaseAnalysed, "", AfterMeeting, ByHolder, []Need{NeedListed}},
		{atWork, CaseHandedOver, "up", InTransit, ByHolder, []Need{NeedLevelUp, NeedDemand, NeedTried}},
		{atWork, CaseHandedOver, "down", InTransit, ByHolder, []Need{NeedLevelDown}},
		{[]Handling{InTransit}, CaseReceived, "up", ReceivedAbove, ByAddressee, nil},
		{[]Handling{InTransit}, CaseReceived, "down", ReceivedBelow, ByAddressee, nil},
		{offered, CaseAccepted, "up", Registered, ByAddressee, nil},
		{offered, CaseAccepted, "down", InHandling, ByAddressee, nil},
		{offered, CaseReturned, "", ReturnedBack, ByAddressee, nil},
		{offered, CaseRecalled, "", InHandling, ByHolder, nil},
		{tellable, CaseNoticed, "accepted", AdmittedState, ByHolder, []Need{NeedOrgan}},
		{stations, CaseNoticed, "accepted", same, ByHolder, []Need{NeedOrgan}},
		{append(slices.Clone(tellable), stations...), CaseNoticed, "not_ours", NotOurs, ByHolder, []Need{NeedOrgan}},
		{atWork, CaseNoticed, "guided", LedElsewhere, ByHolder, []Need{NeedOrgan, NeedRoute}},
		{atWork, CaseExtended, "", same, ByHolder, []Need{NeedOrgan, NeedExtend}},
		{append(slices.Clone(done), atWork...), CaseAnswered, "of_organ", AnsweredState, ByHolder, []Need{NeedOrgan}},
		{append(slices.Clone(done), atWork...), CaseAnswered, "", AnsweredState, ByHolder, nil},
		{open, CaseResolved, "resolved", same, ByHolder, []Need{NeedEvidence}},
		{open, CaseResolved, "other", same, ByHolder, nil},
		{doneOrClosed, CaseReviewAsked, "first", InReview, ByHolder, []Need{NeedOpinion}},
		{doneOrClosed, CaseReviewAsked, "second", InReReview, ByHolder, []Need{NeedReviewed}},
		{reviewed, CaseReviewed, "upheld", AnsweredState, ByHolder, []Need{NeedReview}},
		{reviewed, CaseReviewed, "revoked", InHandling, ByHolder, []Need{NeedReview}},
		{append(slices.Clone(elsewhere), done...), CaseClosed, "", ClosedState, ByHolder, []Need{NeedAnswer, NeedVisit, NeedPromises}},
		{doneOrClosed, CaseReopened, "", InHandling, ByHolder, nil},
		{ended, CaseReclassified, "", same, ByHolder, nil},
		{ended, CaseSealedOff, "", same, ByHolder, []Need{NeedInUse}},
		{ended, CaseSealLifted, "", same, ByHolder, []Need{NeedSealedOff}},
		{[]Handling{Registered}, CaseVoided, "", VoidedState, ByHolder, []Need{NeedOpener}},
		{plain, CaseMerged, "", VoidedState, ByHolder, nil},
		{[]Handling{VoidedState}, CaseUnmerged, "", former, ByHolder, []Need{NeedMerged}},
	}
}
