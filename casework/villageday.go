package casework

import (
	"slices"

	"silian/calendar"
)

// VillageDayConfig is what decides the village days (逢六村务日) of one village beside
// its own entries. All of it is set by the county.
type VillageDayConfig struct {
	Village  OfficeCode
	Rule     calendar.Rule
	Start    calendar.Day // days of the rule before it are none of the mechanism; 0 none
	Postpone bool         // a public holiday moves the day to the first working day after it
	Holidays calendar.Holidays
	// Exceptions are decisions about the day of all villages, in order. One whose reason
	// is no code of DayReason counts as ReasonSuperior.
	Exceptions []calendar.Exception
}

// VillageDayLine is one scheduled village day of a village. A moved day stands on its
// new date, once, and keeps its lunar name.
type VillageDayLine struct {
	calendar.VillageDay
	Status VillageDayStatus
	Reason DayReason // of the decision, or of what was said afterwards; "" without
	Lawful bool      // not held for a lawful reason: shown apart, in no rate
	Judged bool      // its day has come and says something; until then it is in no figure
	// Reception is the day on which it was held, else nil. It is that of the old date
	// when the village had not heard of the move yet.
	Reception *ReceptionDay
}

// VillageDayStatus says how a village day stands.
type VillageDayStatus string

// Statuses. A moved day is DayIsMoved until its new date has come; then it is judged
// like the others, and Kind still says that it was moved.
const (
	DayUpcoming  VillageDayStatus = "upcoming" // today's too, until the room is opened
	DayIsHeld    VillageDayStatus = "held"     // 已开展
	DayIsZero    VillageDayStatus = "zero"     // 零来访, confirmed: held
	DayIsMoved   VillageDayStatus = "moved"    // 顺延
	DayCancelled VillageDayStatus = "cancelled"
	DayIsNotHeld VillageDayStatus = "not_held" // 未开展, said afterwards with the reason
	DayMissed    VillageDayStatus = "missed"   // gone by without a record
)

// Held reports whether the day counts as held (domain 4.5, 20).
func (l VillageDayLine) Held() bool { return l.Status == DayIsHeld || l.Status == DayIsZero }

// VillageDays gives the village days of a village that stand in the period, by date, as
// of a day. days are reception days, of any village and date; decisions and 未开展 stand
// in that of the date by the rule; 未开展 of a moved day may stand in that of its new
// date too. Of several decisions about one date the last counts:
// the village's own over those for all villages, those over the postponing rule. Leap
// months count; weekends are held (domain A.3). It returns the errors of
// calendar.Rule.List: a bad rule, a bad general exception, or a date out of range.
func VillageDays(c VillageDayConfig, days []ReceptionDay, p Period, asOf calendar.Day) ([]VillageDayLine, error) {
	own := map[calendar.Day]*ReceptionDay{}
	for i := range days {
		if d := &days[i]; d.Village == c.Village {
			own[d.On] = d
		}
	}
	ex, reasons, err := c.exceptions(own, p)
	if err != nil {
		return nil, err
	}
	list, err := c.Rule.List(p.From, p.To, c.Holidays, ex)
	if err != nil {
		return nil, err
	}
	out := make([]VillageDayLine, 0, len(list))
	for _, v := range list {
		if v.MovedFrom < c.Start {
			continue
		}
		l := VillageDayLine{VillageDay: v, Reason: reasons[v.MovedFrom]}
		l.judge(own, asOf)
		out = append(out, l)
	}
	onceHeld(out)
	return out, nil
}

// onceHeld lets one reception hold one village day only: a day moved onto the next one
// was not held, or every village could halve its days.
func onceHeld(lines []VillageDayLine) {
	taken := map[*ReceptionDay]bool{}
	for _, moved := range []bool{false, true} {
		for i := range lines {
			l := &lines[i]
			switch {
			case l.Reception == nil || (l.Kind == calendar.Moved) != moved:
			case taken[l.Reception]:
				l.Status, l.Reception, l.Lawful = DayIsNotHeld, nil, l.Reason.Lawful()
			default:
				taken[l.Reception] = true
			}
		}
	}
}

// judge gives a line its status from the village's own reception days.
func (l *VillageDayLine) judge(own map[calendar.Day]*ReceptionDay, asOf calendar.Day) {
	l.Judged = l.Day <= asOf
	if d := l.heldOn(own); d != nil && l.Judged {
		l.Status, l.Reception = DayIsHeld, d
		if d.Zero && len(d.Visits) == 0 {
			l.Status = DayIsZero
		}
		return
	}
	said := l.notHeld(own)
	switch {
	case l.Kind == calendar.Cancelled:
		l.Status, l.Lawful = DayCancelled, l.Reason.Lawful()
	case said != nil:
		l.Reason = said.Reason
		l.Status, l.Lawful = DayIsNotHeld, l.Reason.Lawful()
	case l.Day < asOf:
		l.Status = DayMissed
	case l.Kind == calendar.Moved:
		l.Status, l.Judged = DayIsMoved, false
	default:
		l.Status, l.Judged = DayUpcoming, false
	}
}

// heldOn gives the reception on the day's date, or on its old date when the village
// opened there as on a village day. The entries win over what was decided: a day that
// was cancelled and held all the same was held.
func (l *VillageDayLine) heldOn(own map[calendar.Day]*ReceptionDay) *ReceptionDay {
	if d := own[l.Day]; d != nil && d.Held() {
		return d
	}
	if d := own[l.MovedFrom]; d != nil && d.Held() && d.VillageDay {
		return d
	}
	return nil
}

// notHeld gives what was said of a day that was not held, be it under the date by the
// rule or under the new one.
func (l *VillageDayLine) notHeld(own map[calendar.Day]*ReceptionDay) *NotHeldSaid {
	for _, on := range []calendar.Day{l.MovedFrom, l.Day} {
		if d := own[on]; d != nil && d.NotHeld != nil {
			return d.NotHeld
		}
	}
	return nil
}

// exceptions gives all that moves, cancels or adds a day, the weaker first, and the
// reason of the last decision about each date by the rule.
func (c VillageDayConfig) exceptions(own map[calendar.Day]*ReceptionDay, p Period) ([]calendar.Exception, map[calendar.Day]DayReason, error) {
	reasons := map[calendar.Day]DayReason{}
	ex, err := c.postponed(p)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range ex {
		reasons[e.Day] = ReasonHoliday
	}
	for _, e := range c.Exceptions {
		ex = append(ex, e)
		reasons[e.Day] = codedReason(e.Reason)
	}
	var on []calendar.Day
	for d := range own {
		on = append(on, d)
	}
	slices.Sort(on)
	for _, d := range on {
		for _, x := range own[d].Decisions {
			ex = append(ex, x.exception(d))
			reasons[d] = x.Reason
		}
	}
	return ex, reasons, nil
}

// longestRest is a little more than the longest public holiday, in days.
const longestRest = 31

// postponed gives the moves that the rule itself makes (顺延到节后首个工作日): only where
// the notice of the year tells both the holiday and the working day after it.
func (c VillageDayConfig) postponed(p Period) ([]calendar.Exception, error) {
	if !c.Postpone || p.From > p.To || p.From < calendar.MinDay {
		return nil, nil
	}
	list, err := c.Rule.List(max(p.From-longestRest, calendar.MinDay), p.To, c.Holidays, nil)
	if err != nil {
		return nil, err
	}
	var out []calendar.Exception
	for _, v := range list {
		if v.Holiday == "" || !v.HolidayKnown {
			continue
		}
		if to, known := c.Holidays.NextWorking(v.Day); known {
			out = append(out, calendar.Exception{Day: v.Day, Kind: calendar.Moved, To: to, Reason: string(ReasonHoliday)})
		}
	}
	return out, nil
}

// codedReason reads the reason of a decision for all villages. One in free words is the
// county's own arrangement.
func codedReason(s string) DayReason {
	switch r := DayReason(s); r {
	case ReasonHoliday, ReasonDisaster, ReasonSuperior, ReasonElection, ReasonMourning, ReasonStaff, ReasonOther:
		return r
	}
	return ReasonSuperior
}

// VillageDayFacts gives one fact for each line whose day has come; those to come, and
// today's until it is opened, give none. On is the date on which the day stands.
func VillageDayFacts(lines []VillageDayLine, village OfficeCode) []Fact {
	var out []Fact
	for _, l := range lines {
		if !l.Judged {
			continue
		}
		f := Fact{Kind: FactVillageDay, On: l.Day, Office: village, Level: Village, About: DaySubject(village, l.MovedFrom).ID, Good: l.Held(), Count: 1}
		if l.Lawful {
			f.Mark = string(l.Reason)
		}
		out = append(out, f)
	}
	return out
}
