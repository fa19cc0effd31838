package ui

import (
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// dayException is one village day that is not held by the rule.
type dayException struct {
	Mark  widgets.DayMark
	Lunar string // 正月初六
	When  string // 02-22改到02-24, 07-10停开, 11-12加开
	Why   string // 法定节假日
	day   calendar.Day
}

// decided puts what is known of one village in the place of the days by the rule: its
// own exceptions and what it said of days that were not held. Days before since stay by
// the rule and count as nothing. Without lines it holds for all villages.
func (v yearView) decided(lines []casework.VillageDayLine, one bool, since calendar.Day) yearView {
	v.since = since
	if one {
		v.all = slices.DeleteFunc(slices.Clone(v.all), func(d calendar.VillageDay) bool { return d.MovedFrom >= since })
		for _, l := range lines {
			v.all = append(v.all, l.VillageDay)
			v.lines[l.Day] = l
		}
		slices.SortStableFunc(v.all, func(a, b calendar.VillageDay) int { return int(a.Day - b.Day) })
	}
	v.days = nil
	for _, d := range v.all {
		if d.Kind != calendar.Cancelled {
			v.days = append(v.days, d)
		}
		if x, ok := v.exception(d); ok {
			v.off[x.day] = x
		}
	}
	v.draw()
	return v
}

// exception says in words how a day differs from the rule.
func (v yearView) exception(d calendar.VillageDay) (x dayException, ok bool) {
	x = dayException{Lunar: d.Lunar.Text(calendar.StyleFolk), Why: d.Note, day: d.Day}
	if l, found := v.lines[d.Day]; found && l.Reason != "" {
		x.Why = reasonWord(l.Reason)
	}
	at := shortDay(d.Day, d.Day)
	switch d.Kind {
	case calendar.Moved:
		x.Mark, x.day, x.When = widgets.DayMoved, d.MovedFrom, shortDay(d.MovedFrom, d.MovedFrom)+"改到"+at
	case calendar.Cancelled:
		x.Mark, x.When = widgets.DayOff, at+"停开"
	case calendar.Added:
		x.Mark, x.When = widgets.DayExtra, at+"加开"
	default:
		return x, false
	}
	return x, true
}

// reasonWord is a reason in words; one of a newer version stays as it is.
func reasonWord(r casework.DayReason) string { return office.Word("day_reason", r) }

// Exceptions lists them by date.
func (v yearView) Exceptions() []dayException {
	out := make([]dayException, 0, len(v.off))
	for _, x := range v.off {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b dayException) int { return int(a.day - b.day) })
	return out
}

// ruleDay is the date by the rule of the village day that stands on a date; 0 when none.
func (v yearView) ruleDay(d calendar.Day) calendar.Day {
	for _, x := range v.days {
		if x.Day == d {
			return x.MovedFrom
		}
	}
	return 0
}
