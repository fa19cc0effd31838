package casework

import "silian/calendar"

// Terms of the rule table (domain 2.2).
const (
	K1   ClockID = "K1"   // register
	K2   ClockID = "K2"   // tell the petitioner, direct petition
	K3   ClockID = "K3"   // tell the petitioner, matter handed down
	K4   ClockID = "K4"   // object to a wrong transfer and hand it back
	K5   ClockID = "K5"   // 信访部门: sort and forward
	K6   ClockID = "K6"   // finish a matter of art. 31(6)
	K7   ClockID = "K7"   // extension of K6; no clock of its own
	K8   ClockID = "K8"   // the petitioner may ask for 复查
	K9   ClockID = "K9"   // 复查意见
	K10  ClockID = "K10"  // the petitioner may ask for 复核
	K11  ClockID = "K11"  // 复核意见
	K12  ClockID = "K12"  // report on an assigned matter: the date in the assignment
	K13  ClockID = "K13"  // report an urgent matter
	K14  ClockID = "K14"  // jointly ask a court to confirm an agreement
	K15  ClockID = "K15"  // reconsideration of an administrative answer
	K15S ClockID = "K15S" // suit against it
	K16A ClockID = "K16A" // simple procedure: transfer
	K16B ClockID = "K16B" // simple procedure: decide acceptance
	K16C ClockID = "K16C" // simple procedure: opinion
	K17  ClockID = "K17"  // mediation normally concluded
	K18  ClockID = "K18"  // answer a suggestion
)

// Days on which the instruments came into force.
const (
	regulationSince     calendar.Day = 19113 // 2022-05-01 信访工作条例
	mediationActSince   calendar.Day = 14975 // 2011-01-01 人民调解法
	reconsiderActSince  calendar.Day = 19723 // 2024-01-01 行政复议法, revised 2023
	litigationActSince  calendar.Day = 16556 // 2015-05-01 行政诉讼法, revised 2014
	simpleProcedureText              = "信访事项简易办理办法（试行）"
)

// NationalClocks gives the built-in rule table, K1 to K18. The simple procedure (K16)
// is off: a county that uses it switches it on, and then it holds for cases that are
// marked Simple.
func NationalClocks() []ClockRule {
	law := func(id ClockID, duty Duty, who Debtor, start StartEvent, length int, unit TermUnit, article string, from calendar.Day) ClockRule {
		return ClockRule{
			ID: id, Duty: duty, Who: who, Start: start, Length: length, Unit: unit, Article: article, From: from,
			On: true, Basis: BasisLaw,
		}
	}
	reg := func(id ClockID, duty Duty, who Debtor, start StartEvent, length int, unit TermUnit, article string) ClockRule {
		return law(id, duty, who, start, length, unit, "信访工作条例"+article, regulationSince)
	}
	simple := func(id ClockID, duty Duty, who Debtor, start StartEvent, length int) ClockRule {
		return ClockRule{
			ID: id, Duty: duty, Who: who, Start: start, Length: length, Unit: WorkingDays,
			Article: simpleProcedureText, Basis: BasisPractice,
		}
	}
	k17 := law(K17, DutyConclude, Committee, OnMediation, 1, Months, "人民调解工作若干规定第三十三条", 0)
	k17.Basis = BasisPractice
	k18 := reg(K18, DutyReply, Organ, OnReceipt, 30, CalendarDays, "第二十九条")
	k18.Basis = BasisJudgement // art. 29 sets no length
	return []ClockRule{
		reg(K1, DutyRegister, Receiver, OnReceipt, 0, AtOnce, "第二十二条、第二十三条"),
		reg(K2, DutyTell, Organ, OnReceipt, 15, CalendarDays, "第二十三条"),
		reg(K3, DutyTell, Organ, OnHandedDown, 15, CalendarDays, "第二十三条"),
		reg(K4, DutyObject, Organ, OnHandedDown, 5, WorkingDays, "第二十三条"),
		reg(K5, DutyForward, PetitionOffice, OnReceipt, 15, CalendarDays, "第二十二条"),
		reg(K6, DutyFinish, Organ, OnAccepted, 60, CalendarDays, "第三十四条"),
		reg(K7, DutyExtend, Organ, OnEndOfTerm, MaxExtension, CalendarDays, "第三十四条"),
		reg(K8, DutyAskReview, Petitioner, OnAnswer, 30, CalendarDays, "第三十五条"),
		reg(K9, DutyReview, ReviewOrgan, OnReviewAsked, 30, CalendarDays, "第三十五条"),
		reg(K10, DutyAskSecond, Petitioner, OnReviewReply, 30, CalendarDays, "第三十六条"),
		reg(K11, DutySecond, ReReviewOrgan, OnSecondAsked, 30, CalendarDays, "第三十六条"),
		reg(K12, DutyReportBack, AssignedUnit, OnAssigned, 0, AsSet, "第二十二条"),
		reg(K13, DutyReportUrgent, Receiver, OnAwareness, 0, AtOnce, "第二十五条"),
		law(K14, DutyCourt, Parties, OnAgreement, 30, CalendarDays, "人民调解法第三十三条", mediationActSince),
		law(K15, DutyReconsider, PartyOfAct, OnAdminReply, 60, CalendarDays, "行政复议法第二十条", reconsiderActSince),
		law(K15S, DutySue, PartyOfAct, OnAdminReply, 6, Months, "行政诉讼法第四十六条", litigationActSince),
		simple(K16A, DutyForward, PetitionOffice, OnReceipt, 3),
		simple(K16B, DutyDecide, Organ, OnReceipt, 3),
		simple(K16C, DutyOpinion, Organ, OnAccepted, 10),
		k17,
		k18,
	}
}
