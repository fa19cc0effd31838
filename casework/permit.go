package casework

import "slices"

// Permitted tells whether a person with this role may write this kind of entry in
// an office of this level. The administrator writes about the office only, never
// about matters; a village issues no notices (村组法 2: it is not an organ).
func Permitted(level Level, role Role, kind Kind) error {
	refused := &Refused{Act: kind, Why: WhyRole}
	if role.Level() != "" && role.Level() != level {
		return refused
	}
	s, known := kindTable[kind]
	switch {
	case !known:
		return refused
	case s.subject == SubjectOffice:
		return nil
	case role == RoleAdministrator:
		return refused
	case level == Village && (kind == CaseNoticed):
		return refused
	}
	if denied, ok := roleDenials[role]; ok && slices.Contains(denied, kind) {
		return refused
	}
	return nil
}

// roleDenials lists what a role may not write although its office may.
var roleDenials = map[Role][]Kind{
	// 村登记员 receives and writes down; handing over and closing are the secretary's.
	RoleVillageRegistrar: {CaseHandedOver, CaseRecalled, CaseReturned, CaseClosed, CaseReopened, EntryDestroyed},
	// 村调解员 mediates.
	RoleVillageMediator: {CaseHandedOver, CaseRecalled, CaseReturned, CaseClosed, CaseReopened, CaseVoided, EntryDestroyed, DayClosed},
	// 领导 promise and note; the clerks keep the file.
	RoleTownshipLeader: {CaseVoided, EntryDestroyed, DayOpened, DayVisit, DayVisitText, DayClosed},
	// 县督查 looks at units, it handles no case.
	RoleCountySupervisor: {CaseTakenUp, CaseMediated, CaseNoticed, CaseReopened, CaseHandedOver, CaseAccepted, CaseReturned, CaseRecalled, CaseAnswered, CaseClosed, CaseVoided, CaseResolved, EntryDestroyed},
}

// CheckWriting asks the conditions that a late entry of another office could
// break; they are asked once, when the act is written, and never in a fold.
func CheckWriting(c Case, kind Kind, data any, actor OfficeCode, operator int) error {
	switch d := data.(type) {
	case Closed:
		if slices.ContainsFunc(c.Promises, Promise.Open) {
			return &Refused{Act: kind, Why: WhyNeed, Need: NeedPromises}
		}
	case ReturnVisited:
		confirmed := d.Way == VisitConfirm && c.HolderLevel == Village // domain 0.0, 8
		if !confirmed && actor == c.Holder && operator == c.Handler {
			return &Refused{Act: kind, Why: WhyNeed, Need: NeedNotSelf}
		}
	}
	return nil
}
