package casework

import "silian/calendar"

// term is what a case says of one clock: the rules make the dates of it.
type term struct {
	id     ClockID
	office OfficeCode
	start  calendar.Day
	stop   calendar.Day // 0 while it runs
	set    calendar.Day // AsSet: the date as written
	extra  int          // days that lengthen it: extension, hearing
}

// line gives the line in force for terms of an id that start on a day: that of the
// province wins over the national one, a later one over an earlier one.
func (r Rules) line(id ClockID, start calendar.Day, internal bool) (best ClockRule, ok bool) {
	for _, c := range r.clocks {
		switch {
		case c.ID != id || c.Internal != internal || !c.covers(start):
		case c.Province != "" && c.Province != r.Province:
		case ok && best.Province != "" && c.Province == "":
		default:
			best, ok = c, true
		}
	}
	return best, ok
}

// clock makes the dates of a term; ok is false where no rule is in force, or the rule
// is off.
func (r Rules) clock(t term) (c Clock, ok bool) {
	rule, ok := r.line(t.id, t.start, false)
	if !ok || !rule.On {
		return Clock{}, false
	}
	c = r.dates(rule, t)
	limit, limited := r.line(t.id, t.start, true)
	if !limited || !limit.On || rule.Citizen() {
		return c, true
	}
	raw, _ := limit.end(t.start, r.Holidays)
	day, _ := r.Holidays.PrevWorking(raw.Add(t.extra))
	if day = max(day, t.start); day <= c.Raw {
		c.Limit = day
	}
	return c, true
}

func (r Rules) dates(rule ClockRule, t term) Clock {
	c := Clock{Rule: rule, Office: t.office, Start: t.start, StoppedOn: t.stop}
	raw, known := rule.end(t.start, r.Holidays)
	c.Raw = raw.Add(t.extra)
	switch rule.Unit {
	case AtOnce: // no rest day puts it off
		c.Internal, c.Due, c.Known = c.Raw, c.Raw, true
		return c
	case AsSet: // a date set in an assignment stands as written
		c.Raw, c.Due, c.Known = t.set, t.set, true
		c.Internal, _ = r.Holidays.PrevWorking(t.set)
		return c
	}
	due, knownDue := r.Holidays.NextWorking(c.Raw)
	c.Due, c.Known = due, known && knownDue
	if !rule.Citizen() {
		before, knownBefore := r.Holidays.PrevWorking(c.Raw)
		c.Internal, c.Known = before, c.Known && knownBefore
	}
	return c
}

// earlier gives the earlier of two days of which 0 is none.
func earlier(a, b calendar.Day) calendar.Day {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
