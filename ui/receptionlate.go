package ui

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// date is the day that is written down: today, or one gone by.
func (p *receptionPane) date() calendar.Day {
	if p.on != 0 {
		return p.on
	}
	return p.room.d.office.Today()
}

// dayWord names it: 今天, 11月14日.
func (p *receptionPane) dayWord() string {
	if p.on != 0 {
		return wordDay(p.on)
	}
	return "今天"
}

// endWord is what ends the day.
func (p *receptionPane) endWord(visits int) string {
	switch {
	case p.on != 0 && visits == 0:
		return "补记零来访"
	case p.on != 0:
		return "合上这天的登记簿"
	case visits == 0:
		return "零来访，结束今天"
	}
	return "结束今天的接访"
}

// printLast offers the slip of the visit that was written down last.
func (p *receptionPane) printLast() {
	if p.last.No > 0 {
		p.papers.ask(slipJob(p.room.d, p.last.Visit))
	}
}

// villageDayOn reports whether a date is a village day of a village: by the rule and by
// what was decided about its own days; before its records begin, by the rule alone.
func villageDayOn(ctx context.Context, o *office.Office, village casework.OfficeCode, on calendar.Day) (bool, error) {
	lines, err := o.VillageYear(ctx, village, casework.Period{From: on, To: on})
	if err != nil {
		return false, err
	}
	if len(lines) > 0 {
		return slices.ContainsFunc(lines, func(l casework.VillageDayLine) bool { return l.Day == on && l.Kind != calendar.Cancelled }), nil
	}
	since, err := o.Since(ctx, on)
	if err != nil || on >= since {
		return false, err
	}
	days, err := o.VillageDays(on, on)
	return slices.ContainsFunc(days, func(d calendar.VillageDay) bool { return d.Kind != calendar.Cancelled }), err
}
