package casework

import (
	"slices"

	"silian/calendar"
)

// Permitted tells whether a person with this role may write this kind of entry in
// an office of this level; the error is *Refused. The table is Permissions.
func Permitted(level Level, role Role, kind Kind) error {
	refused := &Refused{Act: kind, Why: WhyRole}
	p, known := permissionTable[kind]
	switch {
	case !known || level.Rank() == 0:
		return refused
	case role.Level() != "" && role.Level() != level:
		return refused
	case p.Organs && level == Village:
		return refused
	case !slices.Contains(p.Roles, role):
		return refused
	}
	return nil
}

// Permission is one line of the table: which roles write these kinds.
type Permission struct {
	Kinds []Kind
	Roles []Role
	// Organs: in a township or county office only. A village committee is no organ and
	// writes none of it (村组法 2); it matters for the administrator, who has no level.
	Organs bool
}

// permissionTable is never written after start.
var permissionTable = permissionsByKind()

func permissionsByKind() map[Kind]Permission {
	out := map[Kind]Permission{}
	for _, p := range Permissions() {
		for _, k := range p.Kinds {
			out[k] = p
		}
	}
	return out
}

// Permissions gives the table of kinds and roles (domain 3.1). Each kind stands in one
// line. What a role may read is another table: Visibility.
func Permissions() []Permission {
	return slices.Concat(casePermissions(), dayPermissions(), officePermissions())
}

func casePermissions() []Permission {
	const (
		vr, vs, vm = RoleVillageRegistrar, RoleVillageSecretary, RoleVillageMediator
		tc, tl     = RoleTownshipClerk, RoleTownshipLeader
		cc, cs     = RoleCountyClerk, RoleCountySupervisor
	)
	return []Permission{
		// 村登记员 receives and writes down.
		{Kinds: []Kind{CaseOpened, CaseText, CaseParty, CaseSplit, CaseRepeated, CaseReceived, CaseAccepted, CaseAnswered, CaseVoided}, Roles: []Role{vr, vs, tc, cc}},
		// 村调解员 mediates, agrees terms and sees them performed (人民调解法 31).
		{
			Kinds: []Kind{CaseMarked, CaseTakenUp, CaseMediated, CaseTermAgreed, CaseTermSettled, CaseCourtAsked, CaseResolved},
			Roles: []Role{vr, vs, vm, tc, cc},
		},
		// Whoever gave his word settles it.
		{Kinds: []Kind{CasePromised, CasePromiseChanged, CasePromiseSettled}, Roles: []Role{vr, vs, vm, tc, tl, cc}},
		// Who pays a return visit writes down what he was told; reading it is another matter.
		// An urgent matter is reported by whoever learns of it (条例 25, 人民调解法 25).
		// Whose number may be looked at is asked of Visible, case by case.
		{Kinds: []Kind{CaseNote, CaseAttached, CaseReturnVisited, CaseEvaluated, CaseUrgentReported, CaseUnmasked}, Roles: []Role{vr, vs, vm, tc, tl, cc, cs}},
		// Handing over, closing, joining and help are for who answers for the office.
		{
			Kinds: []Kind{
				CaseHandedOver, CaseReturned, CaseRecalled, CaseClosed, CaseReopened,
				CaseMerged, CaseAbsorbed, CaseUnmerged, CaseReleased, CaseAided, EntryDestroyed,
				CaseReclassified, CaseSealedOff, CaseSealLifted, RetentionDestroyed,
			},
			Roles: []Role{vs, tc, cc},
		},
		{Kinds: []Kind{RetentionAppraised}, Roles: []Role{vr, vs, tc, cc}},
		// A leader approves an appraisal himself, or a clerk writes down that he did.
		{Kinds: []Kind{RetentionApproved, RetentionConsulted}, Roles: []Role{vs, tc, tl, cc}},
		{Kinds: []Kind{CaseLeadAssigned, CaseLeadMet, CaseLeadEnded}, Roles: []Role{vs, tc, tl, cc}},
		// Notices, terms and reviews are acts of an organ (村组法 2), and so are its meeting
		// and the tasks that it sets.
		{
			Kinds: []Kind{
				CaseNoticed, CaseExtended, CaseReviewAsked, CaseReviewed, CaseReopenAsked,
				CaseSubmitted, CaseListed, CaseAnalysed, CaseTasked, CaseTaskSettled,
			},
			Roles: []Role{tc, cc}, Organs: true,
		},
		// 县督查 looks at units, it handles no case.
		{Kinds: []Kind{CaseSupervised}, Roles: []Role{tc, cc, cs}, Organs: true},
	}
}

func dayPermissions() []Permission {
	const vr, vs, tc, cc, cs = RoleVillageRegistrar, RoleVillageSecretary, RoleTownshipClerk, RoleCountyClerk, RoleCountySupervisor
	return []Permission{
		{Kinds: []Kind{DayPlanned, DayOpened, DayVisit, DayVisitText, DayNote, DayClosed, DayNotHeld}, Roles: []Role{vr, vs, tc, cc}},
		{Kinds: []Kind{DayDecided}, Roles: []Role{vs, tc}},
		// Nobody inspects himself.
		{Kinds: []Kind{DayInspected, DayRectified}, Roles: []Role{tc, cc, cs}, Organs: true},
	}
}

func officePermissions() []Permission {
	const vs, tc, cc, cs, ad = RoleVillageSecretary, RoleTownshipClerk, RoleCountyClerk, RoleCountySupervisor, RoleAdministrator
	all := []Role{RoleVillageRegistrar, vs, RoleVillageMediator, tc, RoleTownshipLeader, cc, cs, ad}
	return []Permission{
		{
			Kinds: []Kind{
				MeetingPlanned, MeetingNotified, MeetingConfirmed, MeetingMoved, MeetingHeld, MeetingNotHeld,
				MeetingItem, MeetingDropped, MeetingDecided, MeetingText, RoomJoined, RoomLeft, RoomStipend,
			},
			Roles: []Role{tc, cc}, Organs: true,
		},
		{
			Kinds: []Kind{SupervisionOrdered, SupervisionJudged, SupervisionClosed},
			Roles: []Role{tc, cc, cs}, Organs: true,
		},
		// A village that is supervised confirms the letter and answers it.
		{Kinds: []Kind{SupervisionDelivered, SupervisionFedBack, SupervisionText}, Roles: []Role{vs, tc, cc, cs}},
		// A rule book says nothing of any matter, so the administrator may keep it.
		{
			Kinds: []Kind{RulesClock, RulesTarget, RulesLabels, RulesVillageDay, RulesException, RulesMeeting, RulesLimits, RulesHolidays},
			Roles: []Role{tc, cc, ad}, Organs: true,
		},
		// 检举控告: at township and county only (domain 0.0, 2).
		{Kinds: []Kind{ReportFrozen, SealedReceived}, Roles: []Role{tc, cc}, Organs: true},
		{Kinds: []Kind{OfficeFounded, OfficeInstance, OfficeEnrolled, OfficeExported, OfficeImported, OfficeSucceeded, OfficeRotated, OfficeRevoked, OfficeListed}, Roles: all},
	}
}

// CheckWriting asks the conditions that a late entry of another office could
// break; they are asked once, when the act is written, and never in a fold. The error
// is *Refused.
func CheckWriting(c Case, kind Kind, data any, actor OfficeCode, operator int) error {
	need := func(n Need, missing bool) error {
		if !missing {
			return nil
		}
		return &Refused{Act: kind, Why: WhyNeed, Need: n}
	}
	switch d := data.(type) {
	case Closed:
		return need(NeedPromises, slices.ContainsFunc(c.Promises, Promise.Open))
	case ReturnVisited:
		confirmed := d.Way == VisitConfirm && c.HolderLevel == Village // domain 0.0, 8
		return need(NeedNotSelf, !confirmed && actor == c.Holder && operator == c.Handler)
	case Resolved:
		return need(NeedTerms, d.To == ResolvedFully && d.Evidence == AgreementPerformed && slices.ContainsFunc(c.Terms, func(t Term) bool {
			return t.Cycle == c.Cycle && !t.Performed
		}))
	case Aided:
		return need(NeedConsent, !d.Consent) // 条例 27, 37
	}
	return nil
}

// CheckTiming asks the conditions on the date of an act, on being the civil day on
// which it happened. They are asked when the act is written, as those of CheckWriting,
// and need the rules. The error is *Refused.
func CheckTiming(c Case, kind Kind, data any, on calendar.Day, r Rules) error {
	if kindTable[kind].subject != SubjectCase {
		return nil
	}
	after := &Refused{Act: kind, Why: WhyNeed, Need: NeedAfter}
	if kind != CaseOpened && !kind.Personal() && on < c.began() {
		return after
	}
	switch data.(type) {
	case Extended:
		// 条例 34: the person is told while the 60 days run.
		if due, runs := c.runningK6(r); runs && on > due {
			return &Refused{Act: kind, Why: WhyNeed, Need: NeedInTime}
		}
	case Reopened:
		if on < c.lastSettled() {
			return after
		}
	}
	return nil
}

// began gives the earlier of receipt and opening; 0 for a case not opened.
func (k Skeleton) began() calendar.Day {
	if k.Received == 0 || (k.OpenedOn != 0 && k.OpenedOn < k.Received) {
		return k.OpenedOn
	}
	return k.Received
}

// runningK6 gives the end of the 60 days that run; of several, of those that began last.
func (k Skeleton) runningK6(r Rules) (due calendar.Day, runs bool) {
	var start calendar.Day
	for _, c := range k.Clocks(r) {
		if c.Rule.ID == K6 && c.StoppedOn == 0 && (!runs || c.Start > start) {
			due, start, runs = c.Due, c.Start, true
		}
	}
	return due, runs
}

// lastSettled gives the last day on which the case was resolved, led elsewhere, ended
// or closed; 0 never.
func (k Skeleton) lastSettled() calendar.Day {
	var last calendar.Day
	for _, e := range k.Events {
		switch e.Kind {
		case EventResolved, EventExported, EventTerminated, EventClosed:
			last = max(last, e.On)
		}
	}
	return last
}
