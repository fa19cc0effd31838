package casework

import (
	"encoding/json"
	"fmt"
	"maps"

	"silian/calendar"
)

// Kinds of entry about a case.
const (
	CaseOpened         Kind = "case.opened"          // 立为事项; the entry's id is the case's id
	CaseText           Kind = "case.text"            // title, narrative, requests: personal text
	CaseParty          Kind = "case.party"           // a party: personal text
	CaseNote           Kind = "case.note"            // words beside another entry, or alone: personal text
	CaseSplit          Kind = "case.split"           // 拆分, written in both cases
	CaseTakenUp        Kind = "case.taken_up"        // 开始办理、开始调解
	CaseMediated       Kind = "case.mediated"        // one mediation session and its result
	CaseHandedOver     Kind = "case.handed_over"     // 上报、交办、转送: a hand-over link
	CaseReceived       Kind = "case.received"        // the addressee has it (回执)
	CaseAccepted       Kind = "case.accepted"        // 接办: the addressee holds it now
	CaseReturned       Kind = "case.returned"        // 退回
	CaseRecalled       Kind = "case.recalled"        // 撤回, by the sender
	CaseNoticed        Kind = "case.noticed"         // 告知书 delivered
	CaseAnswered       Kind = "case.answered"        // 答复 delivered
	CasePromised       Kind = "case.promised"        // 承诺
	CasePromiseChanged Kind = "case.promise_changed" // a new date, with the person's consent
	CasePromiseSettled Kind = "case.promise_settled" // 兑现 or 无法兑现
	CaseResolved       Kind = "case.resolved"        // a move on the resolution axis
	CaseReturnVisited  Kind = "case.return_visited"  // 回访
	CaseEvaluated      Kind = "case.evaluated"       // 评价: stays with the township
	CaseClosed         Kind = "case.closed"          // 办结归档
	CaseReopened       Kind = "case.reopened"        // 重启
	CaseVoided         Kind = "case.voided"          // 误登
	CaseMarked         Kind = "case.marked"          // 事项要素: urgency, people, money, safety, sensitivity
	CaseRepeated       Kind = "case.repeated"        // 重复来访: a new 件次 on the same 件
	CaseMerged         Kind = "case.merged"          // 并案, in the case that ends
	CaseAbsorbed       Kind = "case.absorbed"        // 并案, in the case that goes on
	CaseUnmerged       Kind = "case.unmerged"        // 撤销并案, in the case that begins again
	CaseReleased       Kind = "case.released"        // 撤销并案, in the case that went on
	CaseSubmitted      Kind = "case.submitted"       // 提交老同志调解室会商
	CaseListed         Kind = "case.listed"          // 列入议程
	CaseAnalysed       Kind = "case.analysed"        // 研判
	CaseTasked         Kind = "case.tasked"          // 任务: what a unit is to do by when
	CaseTaskSettled    Kind = "case.task_settled"    // 任务落实与否
	CaseLeadAssigned   Kind = "case.lead_assigned"   // 包案
	CaseLeadMet        Kind = "case.lead_met"        // 包案领导与当事人见面
	CaseLeadEnded      Kind = "case.lead_ended"      // 包案移交、结束
	CaseSupervised     Kind = "case.supervised"      // 督办 that concerns this case
	CaseExtended       Kind = "case.extended"        // 延期告知书 delivered (条例 34)
	CaseTermAgreed     Kind = "case.term_agreed"     // one term of an agreement
	CaseTermSettled    Kind = "case.term_settled"    // the term was performed, or not
	CaseCourtAsked     Kind = "case.court_asked"     // 司法确认 asked for, or its result
	CaseReviewAsked    Kind = "case.review_asked"    // 复查, 复核 asked for
	CaseReviewed       Kind = "case.reviewed"        // 复查意见, 复核意见 delivered
	CaseUrgentReported Kind = "case.urgent_reported" // 重大紧急情况报告 (条例 25)
	CaseReopenAsked    Kind = "case.reopen_asked"    // 上级再次交办 of a closed case
	CaseAided          Kind = "case.aided"           // 帮扶救助, with consent
	CaseReclassified   Kind = "case.reclassified"    // 保管期限变更 of a closed file
	CaseSealedOff      Kind = "case.sealed_off"      // 封存: kept and not used
	CaseSealLifted     Kind = "case.seal_lifted"     // 解除封存
	CaseUnmasked       Kind = "case.unmasked"        // somebody looked at a masked number whole, and why
)

// Kinds of entry about a day of reception.
const (
	DayOpened    Kind = "day.opened"     // the village room is open, who is on duty
	DayVisit     Kind = "day.visit"      // one visit: numbers and codes only
	DayVisitText Kind = "day.visit_text" // who came and what was said: personal text
	DayClosed    Kind = "day.closed"     // the register is closed, zero visits confirmed
	DayPlanned   Kind = "day.planned"    // 值班安排: who will be there, from when to when
	DayDecided   Kind = "day.decided"    // 照常, 顺延, 取消, 加开 of one village's day
	DayNotHeld   Kind = "day.not_held"   // 未开展, with the reason
	DayInspected Kind = "day.inspected"  // 村务日督导
	DayRectified Kind = "day.rectified"  // what an inspection asked for was done
	DayNote      Kind = "day.note"       // words beside another entry: personal text
)

// Kinds of entry about a meeting (信访工作例会, 5+N); its subject is named by its
// first entry.
const (
	MeetingPlanned   Kind = "meeting.planned"
	MeetingNotified  Kind = "meeting.notified"  // 会议通知
	MeetingConfirmed Kind = "meeting.confirmed" // a unit answered the notice
	MeetingMoved     Kind = "meeting.moved"     // 改期
	MeetingHeld      Kind = "meeting.held"
	MeetingNotHeld   Kind = "meeting.not_held" // 未召开, 并会
	MeetingItem      Kind = "meeting.item"     // one line of the agenda
	MeetingDropped   Kind = "meeting.dropped"  // a line taken off the agenda
	MeetingDecided   Kind = "meeting.decided"  // 研判意见 on one line
	MeetingText      Kind = "meeting.text"     // words beside another entry: personal text
)

// Kinds of entry about a supervision (督办) of a unit; its subject is named by its
// first entry.
const (
	SupervisionOrdered   Kind = "supervision.ordered"
	SupervisionDelivered Kind = "supervision.delivered" // 送达
	SupervisionFedBack   Kind = "supervision.fed_back"  // 反馈
	SupervisionJudged    Kind = "supervision.judged"    // 已落实, 部分, 未落实
	SupervisionClosed    Kind = "supervision.closed"
	SupervisionText      Kind = "supervision.text" // words beside another entry: personal text
)

// Kinds of entry about the room of retired cadres (老同志信访调解室); they stay in
// the office.
const (
	RoomJoined  Kind = "room.joined"  // 聘请
	RoomLeft    Kind = "room.left"    // 解聘
	RoomStipend Kind = "room.stipend" // a new monthly amount
)

// Kinds of entry about an office's rule book (口径与规则); they go down with the
// next file.
const (
	RulesClock      Kind = "rules.clock"       // a term: provincial law or a stricter internal limit
	RulesTarget     Kind = "rules.target"      // 四四二
	RulesLabels     Kind = "rules.labels"      // 四联 and slogans
	RulesVillageDay Kind = "rules.village_day" // the rule 逢六, and since when
	RulesException  Kind = "rules.exception"   // one village-affairs day of all villages below
	RulesMeeting    Kind = "rules.meeting"     // 例会制度
	RulesLimits     Kind = "rules.limits"      // windows and thresholds
	RulesHolidays   Kind = "rules.holidays"    // 放假安排 of one year
)

// Kinds of entry about an office's closed files; they stay in the office.
const (
	RetentionAppraised Kind = "retention.appraised" // 鉴定: which files, extend or destroy
	RetentionApproved  Kind = "retention.approved"  // the leader approved the form, or refused it
	RetentionDestroyed Kind = "retention.destroyed" // 销毁清册
	RetentionConsulted Kind = "retention.consulted" // a sealed-off file was read, with the reason
)

// Kinds with a subject of their own.
const (
	ReportFrozen   Kind = "report.frozen"   // 报出的数据: figures of a period, as published; go up
	SealedReceived Kind = "sealed.received" // 检举控告: that an envelope came; never travels
)

// Kinds of entry about the office itself; they stay in the office.
const (
	OfficeFounded  Kind = "office.founded"  // the file begins
	OfficeInstance Kind = "office.instance" // another copy of the file goes on: 恢复, 搬家, 另一台
	OfficeEnrolled Kind = "office.enrolled" // another office's card was compared
	OfficeExported Kind = "office.exported" // a sealed file was written
	OfficeImported Kind = "office.imported" // a sealed file was taken in

	OfficeSucceeded Kind = "office.succeeded" // 换届交接: other people, another password
	OfficeRotated   Kind = "office.rotated"   // new keys and a new card of ours
	OfficeRevoked   Kind = "office.revoked"   // a card is not believed any more after a number
	OfficeListed    Kind = "office.listed"    // the county's roster was issued or taken in
)

// EntryDestroyed removes bodies of the same subject; it exists for each kind of
// subject (architecture, section 1: withholding and destroying).
const EntryDestroyed Kind = "entry.destroyed"

// spec is what this version knows of a kind.
type spec struct {
	subject  SubjectKind
	ver      int      // version this program writes
	personal bool     // carries personal text: may be withheld or destroyed
	lift     []upcast // lift[i] takes Data of version i+1 to i+2
	read     func(Body, spec) (any, error)
}

// upcast takes the Data of one version of a kind to the next. Pure.
type upcast func(json.RawMessage) (json.RawMessage, error)

// kindTable holds all kinds known to this version; it is never written after start.
var kindTable = kinds()

// about gives the spec of a kind in its first version, with Data of type T.
func about[T any](s SubjectKind) spec {
	return spec{subject: s, ver: 1, read: func(b Body, s spec) (any, error) { return decodeWith[T](b, s) }}
}

// words is about for personal text.
func words[T any](s SubjectKind) spec {
	out := about[T](s)
	out.personal = true
	return out
}

func kinds() map[Kind]spec {
	m := map[Kind]spec{EntryDestroyed: about[Destroying]("")}
	for _, part := range []map[Kind]spec{caseKinds(), meetingKinds(), dayKinds(), officeKinds()} {
		maps.Copy(m, part)
	}
	return m
}

func caseKinds() map[Kind]spec {
	const s = SubjectCase
	return map[Kind]spec{
		CaseOpened: about[Opened](s), CaseText: words[Text](s), CaseParty: words[Party](s), CaseNote: words[Note](s),
		CaseSplit: about[Split](s), CaseTakenUp: about[TakenUp](s), CaseMediated: about[Mediated](s),
		CaseHandedOver: about[HandedOver](s), CaseReceived: about[Linked](s), CaseAccepted: about[Linked](s),
		CaseReturned: about[Returned](s), CaseRecalled: about[Linked](s), CaseNoticed: about[Noticed](s),
		CaseAnswered: about[Answered](s), CasePromised: about[Promised](s), CasePromiseChanged: about[PromiseChanged](s),
		CasePromiseSettled: about[PromiseSettled](s), CaseResolved: about[Resolved](s),
		CaseReturnVisited: about[ReturnVisited](s), CaseEvaluated: words[Evaluated](s), CaseClosed: about[Closed](s),
		CaseReopened: about[Reopened](s), CaseVoided: about[Voided](s), CaseMarked: about[Marked](s),
		CaseRepeated: about[Repeated](s), CaseMerged: about[Merged](s), CaseAbsorbed: about[Joined](s),
		CaseUnmerged: about[Unmerged](s), CaseReleased: about[Joined](s), CaseSubmitted: about[Submitted](s),
		CaseListed: about[Listed](s), CaseAnalysed: about[Analysed](s), CaseTasked: about[Tasked](s),
		CaseTaskSettled: about[TaskSettled](s), CaseLeadAssigned: about[LeadAssigned](s), CaseLeadMet: about[LeadMet](s),
		CaseLeadEnded: about[LeadEnded](s), CaseSupervised: about[Supervised](s), CaseExtended: about[Extended](s),
		CaseTermAgreed: about[TermAgreed](s), CaseTermSettled: about[TermSettled](s), CaseCourtAsked: about[CourtAsked](s),
		CaseReviewAsked: about[ReviewAsked](s), CaseReviewed: about[Reviewed](s), CaseUrgentReported: about[UrgentReported](s),
		CaseReopenAsked: about[ReopenAsked](s), CaseAided: about[Aided](s), CaseAttached: words[Attached](s),
		CaseReclassified: about[Reclassified](s), CaseSealedOff: about[SealedOff](s), CaseSealLifted: about[SealLifted](s),
		CaseUnmasked: about[Unmasked](s),
	}
}

func meetingKinds() map[Kind]spec {
	const m, s = SubjectMeeting, SubjectSupervision
	return map[Kind]spec{
		MeetingPlanned: about[PlannedMeeting](m), MeetingNotified: about[NotifiedMeeting](m),
		MeetingConfirmed: about[ConfirmedMeeting](m), MeetingMoved: about[MovedMeeting](m), MeetingHeld: about[HeldMeeting](m),
		MeetingNotHeld: about[NotHeldMeeting](m), MeetingItem: about[AgendaItem](m), MeetingDropped: about[DroppedItem](m),
		MeetingDecided: about[DecidedItem](m), MeetingText: words[Beside](m),
		SupervisionOrdered: about[OrderedSupervision](s), SupervisionDelivered: about[struct{}](s),
		SupervisionFedBack: about[FedBack](s), SupervisionJudged: about[JudgedSupervision](s),
		SupervisionClosed: about[struct{}](s), SupervisionText: words[Beside](s),
	}
}

func dayKinds() map[Kind]spec {
	const s = SubjectDay
	return map[Kind]spec{
		DayOpened: about[OpenedDay](s), DayVisit: about[Visit](s), DayVisitText: words[VisitText](s), DayClosed: about[ClosedDay](s),
		DayPlanned: about[PlannedDay](s), DayDecided: about[DecidedDay](s), DayNotHeld: about[NotHeldDay](s),
		DayInspected: about[InspectedDay](s), DayRectified: about[RectifiedDay](s), DayNote: words[Beside](s),
	}
}

func officeKinds() map[Kind]spec {
	const o, room, rules = SubjectOffice, SubjectRoom, SubjectRules
	return map[Kind]spec{
		OfficeFounded: about[Founded](o), OfficeInstance: about[Founded](o), OfficeEnrolled: about[Bundle](o),
		OfficeExported: about[Bundle](o), OfficeImported: about[Bundle](o), OfficeSucceeded: about[Succeeded](o),
		OfficeRotated: about[Bundle](o), OfficeRevoked: about[Bundle](o), OfficeListed: about[Bundle](o),
		RoomJoined: about[JoinedRoom](room), RoomLeft: about[LeftRoom](room), RoomStipend: about[ChangedStipend](room),
		RulesClock: about[ClockRule](rules), RulesTarget: about[ShareTarget](rules), RulesLabels: about[Labels](rules),
		RulesVillageDay: about[VillageDayRule](rules), RulesException: about[calendar.Exception](rules),
		RulesMeeting: about[MeetingRule](rules), RulesLimits: about[Limits](rules), RulesHolidays: about[HolidayNotice](rules),
		RetentionAppraised: about[Appraised](SubjectArchive), RetentionApproved: about[AppraisalJudged](SubjectArchive),
		RetentionDestroyed: about[AppraisalDone](SubjectArchive), RetentionConsulted: about[Consulted](SubjectArchive),
		ReportFrozen: about[FrozenReport](SubjectReport), SealedReceived: about[SealedEnvelope](SubjectSealed),
	}
}

// Personal reports whether entries of kind k carry personal text. Such entries
// never move holder, handling or resolution; they alone may travel as envelope
// only, and they alone may be destroyed one by one.
func (k Kind) Personal() bool { return kindTable[k].personal }

// Known reports whether this version can read body version ver of kind k; what
// it cannot read is kept and shown as 需要新版本.
func (k Kind) Known(ver int) bool {
	s, ok := kindTable[k]
	return ok && ver >= 1 && ver <= s.ver
}

// belongs reports whether k is a kind of entry about a subject of this kind.
func (k Kind) belongs(subject SubjectKind) bool {
	s := kindTable[k].subject
	return s == subject || s == ""
}

// Version gives the body version that this program writes for k.
func (k Kind) Version() int { return kindTable[k].ver }

// decode lifts Data to the current version and reads it into a T.
func decode[T any](b Body) (T, error) {
	return decodeWith[T](b, kindTable[b.Kind])
}

func decodeWith[T any](b Body, s spec) (T, error) {
	var out T
	data := b.Data
	for v := b.Ver; v < s.ver; v++ {
		lifted, err := s.lift[v-1](data)
		if err != nil {
			return out, fmt.Errorf("%w: lifting %s from version %d: %w", ErrBadEntry, b.Kind, v, err)
		}
		data = lifted
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return out, fmt.Errorf("%w: data of %s: %w", ErrBadEntry, b.Kind, err)
	}
	return out, nil
}
