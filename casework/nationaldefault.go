package casework

import (
	"time"

	"silian/calendar"
)

// The settings that hold until a county writes its own (domain 1.3, 1.4, 1.1 S10).

func defaultTarget() ShareTarget {
	return ShareTarget{Village: 40, Township: 40, County: 20, Basis: BasisPetitionsAndDisputes, By: ByHolderLevel}
}

// defaultLabels are the likeliest reading of 四联, not confirmed by any county.
func defaultLabels() Labels {
	return Labels{
		Joint: []Label{
			{"联席研判", "党政联席会议集体研判"},
			{"联合会诊", "相关单位共同会诊"},
			{"领导联包", "领导包案，与相关单位共同化解"},
			{"联合督导", "联合督导组督促落实"},
		},
		Slogans: []string{"小事不出村", "大事不出乡", "难事不出县"},
	}
}

func defaultVillageDays() VillageDayRule {
	return VillageDayRule{Days: calendar.DefaultRule().LunarDays}
}

func defaultMeetings() MeetingRule {
	return MeetingRule{
		Weekday:  time.Monday,
		Five:     []string{"县委书记", "县委副书记、政法委书记", "县委办公室主任", "分管信访的副县长", "县委群众工作部部长"},
		Evenings: 1, TopMost: 2,
	}
}

func defaultLimits() Limits {
	return Limits{ReopenDays: 180, SmallNumber: 10, GroupVisit: 5, VisitDays: 30, PackageDays: 7, StaleDays: 15}
}
