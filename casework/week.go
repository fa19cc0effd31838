package casework

import (
	"slices"

	"silian/calendar"
)

// MeetingDay is one day on which the regular meeting is due by the rule.
type MeetingDay struct {
	On      calendar.Day
	Holiday string // name of the public holiday that makes it a day off, "" for none
}

// MeetingDays lists the days of the rule in a period, from the start of the rule on.
func MeetingDays(rule MeetingRule, p Period, h calendar.Holidays) []MeetingDay {
	from, to := max(p.From, rule.Start, calendar.MinDay), min(p.To, calendar.MaxDay)
	first := from.Add(((int(rule.Weekday)-int(from.Weekday()))%7 + 7) % 7)
	var out []MeetingDay
	for d := first; d <= to; d = d.Add(7) {
		out = append(out, MeetingDay{d, dayOff(d, h)})
	}
	return out
}

func dayOff(d calendar.Day, h calendar.Holidays) string {
	if name, off, known := h.Lookup(d); known && off {
		return name
	}
	return ""
}

// MeetingWeek is one week, Monday to Sunday, in which the regular meeting was due.
type MeetingWeek struct {
	From, To  calendar.Day // Monday, Sunday
	Due       MeetingDay
	Status    WeekStatus
	NeedsDate bool // the due day is a holiday, and no other date stands
	Over      bool // the week ended before the day of the question
	Meetings  []ID // regular meetings planned for, dated or held in the week
	Sessions  int  // 5+N sessions held in the week
}

// WeekStatus says what became of the meeting of a week.
type WeekStatus string

// States of a week.
const (
	WeekHeld    WeekStatus = "held"
	WeekMerged  WeekStatus = "merged"   // the meeting that took its place was held: counts as held
	WeekSkipped WeekStatus = "skipped"  // not held, approved: counts in no rate
	WeekNotHeld WeekStatus = "not_held" // not held, or moved out of the week
	WeekMissing WeekStatus = "missing"  // nothing recorded of what came of it
	WeekRunning WeekStatus = "running"  // not over yet, nothing judged
)

// Met reports whether the week counts as one with a meeting.
func (w MeetingWeek) Met() bool { return w.Status == WeekHeld || w.Status == WeekMerged }

// MeetingWeeks judges the weeks of one office whose due day lies in the period and not
// after asOf (domain 4.5, 21). A regular meeting fills the week in which it was held;
// 5+N and special meetings fill none, save one into which a regular meeting was merged.
func MeetingWeeks(ms []Meeting, office OfficeCode, rule MeetingRule, p Period, h calendar.Holidays, asOf calendar.Day) []MeetingWeek {
	byID := make(map[ID]Meeting, len(ms))
	dated := map[calendar.Day][]Meeting{} // regular meetings by the Mondays of their weeks
	sessions := map[calendar.Day]int{}
	for _, m := range ms {
		byID[m.ID] = m
	}
	for _, m := range byID { // each once
		switch {
		case m.Office != office:
		case m.Type == FivePlusN && m.Status == MeetingWasHeld:
			sessions[mondayOf(m.HeldOn)]++
		case m.Type == RegularMeeting:
			weeks := []calendar.Day{mondayOf(m.PlannedOn), mondayOf(m.On), mondayOf(m.Day())}
			slices.Sort(weeks)
			for _, w := range slices.Compact(weeks) {
				dated[w] = append(dated[w], m)
			}
		}
	}
	p.To = min(p.To, asOf)
	var out []MeetingWeek
	for _, due := range MeetingDays(rule, p, h) {
		w := MeetingWeek{From: mondayOf(due.On), Due: due}
		w.To = w.From.Add(6)
		w.Over, w.Sessions = w.To < asOf, sessions[w.From]
		w.judge(dated[w.From], byID, h)
		out = append(out, w)
	}
	return out
}

func mondayOf(d calendar.Day) calendar.Day { return d.Add(-((int(d.Weekday()) + 6) % 7)) }

// judge gives the week the best that its meetings say of it.
func (w *MeetingWeek) judge(ms []Meeting, byID map[ID]Meeting, h calendar.Holidays) {
	best := []WeekStatus{WeekHeld, WeekMerged, WeekSkipped, WeekRunning, WeekNotHeld, WeekMissing}
	dated := false // on a day that is no holiday
	for _, m := range ms {
		w.Meetings = append(w.Meetings, m.ID)
		dated = dated || (w.has(m.On) && dayOff(m.On, h) == "")
		s := w.statusOf(m, byID)
		if w.Status == "" || slices.Index(best, s) < slices.Index(best, w.Status) {
			w.Status = s
		}
	}
	if w.Status == "" {
		w.Status = w.unrecorded()
	}
	slices.SortFunc(w.Meetings, idOrder)
	w.NeedsDate = w.Due.Holiday != "" && w.Status == w.unrecorded() && !dated
}

// unrecorded is the status of a week of which nobody has said what came of it.
func (w *MeetingWeek) unrecorded() WeekStatus {
	if w.Over {
		return WeekMissing
	}
	return WeekRunning
}

func (w *MeetingWeek) has(d calendar.Day) bool { return w.From <= d && d <= w.To }

// statusOf says what one meeting makes of the week.
func (w *MeetingWeek) statusOf(m Meeting, byID map[ID]Meeting) WeekStatus {
	switch {
	case m.Status == MeetingWasHeld && w.has(m.HeldOn):
		return WeekHeld
	case !w.has(m.Day()):
		return WeekNotHeld // moved out of it
	case m.Status == MeetingWasMerged:
		return mergedStatus(m, byID)
	case m.Status == MeetingWasNotHeld && m.Skipped:
		return WeekSkipped
	case m.Status == MeetingWasNotHeld:
		return WeekNotHeld
	}
	return w.unrecorded()
}

// mergedStatus follows a merged meeting to the one that took its place in the end.
func mergedStatus(m Meeting, byID map[ID]Meeting) WeekStatus {
	approved := m.Skipped
	for range byID { // a ring of merges ends here
		next, ok := byID[m.MergedInto]
		if m.Status != MeetingWasMerged || !ok {
			break
		}
		m, approved = next, approved || next.Skipped
	}
	switch {
	case m.Status == MeetingWasHeld:
		return WeekMerged
	case approved:
		return WeekSkipped
	}
	return WeekNotHeld
}

// WeekFacts gives the weeks of an office as figures count them: each on its due day. A
// week that is not over may still get its meeting: it counts only when met or skipped.
func WeekFacts(weeks []MeetingWeek, office OfficeCode) []Fact {
	var out []Fact
	for _, w := range weeks {
		if w.Status == WeekRunning || (w.Status == WeekNotHeld && !w.Over) {
			continue
		}
		f := Fact{Kind: FactWeek, On: w.Due.On, Office: office, Good: w.Met(), Count: 1}
		if w.Status == WeekSkipped {
			f.Mark = "skipped"
		}
		out = append(out, f)
	}
	return out
}

// EveningCoverage counts the 5+N sessions, the weeks that had as many as the rule asks
// (Evenings to TopMost; 0 sets no upper limit) and the weeks that can be judged: those
// over, and those that had enough already.
func EveningCoverage(weeks []MeetingWeek, rule MeetingRule) (sessions, weeksMet, judged int) {
	for _, w := range weeks {
		sessions += w.Sessions
		met := w.Sessions >= rule.Evenings && (rule.TopMost == 0 || w.Sessions <= rule.TopMost)
		if met {
			weeksMet++
		}
		if met || w.Over {
			judged++
		}
	}
	return sessions, weeksMet, judged
}
