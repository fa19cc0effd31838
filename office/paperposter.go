package office

import (
	"context"
	"slices"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/documents"
)

// poster gathers the village days of a year: those by the rule, and for one village what
// was decided about its own.
func (o *Office) poster(ctx context.Context, village casework.OfficeCode, year int) (documents.Poster, error) {
	from, err1 := calendar.Date(year, time.January, 1)
	to, err2 := calendar.Date(year, time.December, 31)
	if err1 != nil || err2 != nil || from < calendar.MinDay || to > calendar.MaxDay {
		return documents.Poster{}, &Problem{Field: "year", Code: "outside_calendar"}
	}
	days, err := o.VillageDays(from, to)
	if err != nil {
		return documents.Poster{}, err
	}
	if village != "" {
		lines, err := o.VillageYear(ctx, village, casework.Period{From: from, To: to})
		if err != nil {
			return documents.Poster{}, err
		}
		days = decided(days, lines)
	}
	at := village
	if at == "" {
		at = o.me.Code
	}
	contact, err := o.Contact(ctx, village)
	if err != nil {
		return documents.Poster{}, err
	}
	rules := o.Rules()
	return documents.Poster{
		Office: o.OfficeName(at), Year: year, Days: days, LunarDays: rules.VillageDays(to).Days, Holidays: rules.Holidays,
		Hours: contact.Hours, Place: contact.Place, Phone: contact.Phone,
		Upper: contact.Upper, UpperTel: contact.UpperPhone, Village: village != "",
	}, nil
}

// decided puts what one village decided in the place of the days by the rule. Days before
// the village began stand in the first list alone.
func decided(days []calendar.VillageDay, lines []casework.VillageDayLine) []calendar.VillageDay {
	for _, l := range lines {
		days = slices.DeleteFunc(days, func(d calendar.VillageDay) bool { return d.MovedFrom == l.MovedFrom })
	}
	for _, l := range lines {
		days = append(days, l.VillageDay)
	}
	slices.SortStableFunc(days, func(a, b calendar.VillageDay) int { return int(a.Day - b.Day) })
	return days
}
