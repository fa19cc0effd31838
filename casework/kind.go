package casework

import (
	"encoding/json"
	"fmt"
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
)

// Kinds of entry about a day of reception.
const (
	DayOpened    Kind = "day.opened"     // the village room is open, who is on duty
	DayVisit     Kind = "day.visit"      // one visit: numbers and codes only
	DayVisitText Kind = "day.visit_text" // who came and what was said: personal text
	DayClosed    Kind = "day.closed"     // the register is closed, zero visits confirmed
)

// Kinds of entry about the office itself; they stay in the office.
const (
	OfficeFounded  Kind = "office.founded"  // the file begins
	OfficeInstance Kind = "office.instance" // another copy of the file goes on: 恢复, 搬家, 另一台
	OfficeEnrolled Kind = "office.enrolled" // another office's card was compared
	OfficeExported Kind = "office.exported" // a sealed file was written
	OfficeImported Kind = "office.imported" // a sealed file was taken in
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
}

// upcast takes the Data of one version of a kind to the next. Pure.
type upcast func(json.RawMessage) (json.RawMessage, error)

// kindTable holds all kinds known to this version; it is never written after start.
var kindTable = kinds()

func kinds() map[Kind]spec {
	m := map[Kind]spec{
		CaseText:      {SubjectCase, 1, true, nil},
		CaseParty:     {SubjectCase, 1, true, nil},
		CaseNote:      {SubjectCase, 1, true, nil},
		CaseEvaluated: {SubjectCase, 1, true, nil},
		DayVisitText:  {SubjectDay, 1, true, nil},
	}
	for _, k := range []Kind{
		CaseOpened, CaseSplit, CaseTakenUp, CaseMediated, CaseHandedOver, CaseReceived, CaseAccepted,
		CaseReturned, CaseRecalled, CaseNoticed, CaseAnswered, CasePromised, CasePromiseChanged, CasePromiseSettled,
		CaseResolved, CaseReturnVisited, CaseClosed, CaseReopened, CaseVoided,
	} {
		m[k] = spec{SubjectCase, 1, false, nil}
	}
	for _, k := range []Kind{DayOpened, DayVisit, DayClosed} {
		m[k] = spec{SubjectDay, 1, false, nil}
	}
	for _, k := range []Kind{OfficeFounded, OfficeInstance, OfficeEnrolled, OfficeExported, OfficeImported} {
		m[k] = spec{SubjectOffice, 1, false, nil}
	}
	m[EntryDestroyed] = spec{"", 1, false, nil}
	return m
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
