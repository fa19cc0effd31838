package casework

import (
	"math"
	"slices"
	"time"

	"silian/calendar"
)

// Rules is all that decides a date or a figure beside the entries: the holiday table,
// the terms and the county's settings. Take NationalRules; the zero value knows no
// rule and gives no clock. It is a value; safe for concurrent use.
type Rules struct {
	Holidays calendar.Holidays
	// Province is the two-digit code of the province whose law applies, "" for none. Set
	// it before With, which holds internal limits against the law in force.
	Province string
	clocks   []ClockRule
	targets  []ShareTarget
	labels   []Labels
	villages []VillageDayRule
	meetings []MeetingRule
	limits   []Limits
	moved    []calendar.Exception
	ignored  []IgnoredClock
}

// IgnoredClock is a line of a rule book that does not count, and why.
type IgnoredClock struct {
	Office OfficeCode
	Rule   ClockRule
	Err    error
}

// ShareTarget is 四四二: what is counted, and the target (domain 1.3). The county
// sets it; the default is reading A there.
type ShareTarget struct {
	From      calendar.Day `json:"from"` // in force from
	Village   int          `json:"village"`
	Township  int          `json:"township"`
	County    int          `json:"county"` // percent; the three add up to 100
	Basis     ShareBasis   `json:"basis"`
	By        LevelBasis   `json:"by"`
	OnTheSpot bool         `json:"on_the_spot"` // visits answered on the spot count as resolved at the village
}

// ShareBasis says which matters 四四二 counts.
type ShareBasis string

// Bases of 四四二.
const (
	BasisPetitionsAndDisputes ShareBasis = "x_d"     // X and D: the default
	BasisPetitions            ShareBasis = "x"       // X only
	BasisAll                  ShareBasis = "all"     // all tracks
	BasisMeeting              ShareBasis = "meeting" // only what reached a meeting
)

// LevelBasis says at which level a resolved matter counts (domain 4.4).
type LevelBasis string

// Bases of the level.
const (
	ByHolderLevel LevelBasis = "holder" // who held the case when it was resolved: the default
	ByMaxLevel    LevelBasis = "max"    // the highest level that held it
)

// Labels are the words of the county's mechanism: 四联 and the slogans. Until they are
// Confirmed no official paper prints them (domain 1.4).
type Labels struct {
	From      calendar.Day `json:"from"`
	Joint     []Label      `json:"joint"`   // 四联, four
	Slogans   []string     `json:"slogans"` // 小事不出村、大事不出乡、难事不出县
	Confirmed bool         `json:"confirmed"`
}

// Label is one of 四联.
type Label struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// VillageDayRule is the county's rule of 逢六村务日 from a day on.
type VillageDayRule struct {
	From     calendar.Day `json:"from"`
	Days     []int        `json:"days"` // lunar days of the month, 1 to 30
	SkipLeap bool         `json:"skip_leap"`
	Postpone bool         `json:"postpone"` // a public holiday moves the day to the first working day after it
	Start    calendar.Day `json:"start"`    // days before are not missed
}

// MeetingRule is 例会制度 from a day on.
type MeetingRule struct {
	From     calendar.Day `json:"from"`
	Weekday  time.Weekday `json:"weekday"`
	Five     []string     `json:"five"`          // posts of the 5 of 5+N
	Evenings int          `json:"evenings"`      // 5+N sessions a week, at least
	TopMost  int          `json:"evenings_most"` // and at most
	Start    calendar.Day `json:"start"`         // weeks before are not missed
}

// Limits are the windows and thresholds of figures and proposals, from a day on.
type Limits struct {
	From        calendar.Day `json:"from"`
	ReopenDays  int          `json:"reopen_days"`  // 反弹 window (domain 4.3)
	SmallNumber int          `json:"small_number"` // below, counts only
	GroupVisit  int          `json:"group_visit"`  // 集体访, persons
	VisitDays   int          `json:"visit_days"`   // 回访 after an answer
	PackageDays int          `json:"package_days"` // 送达 of a stick
	StaleDays   int          `json:"stale_days"`   // without a record
}

// HolidayNotice is the Data of RulesHolidays: 放假安排 of one civil year.
type HolidayNotice struct {
	Year int          `json:"year"`
	Rows []HolidayRow `json:"rows"`
}

// HolidayRow is one day of the notice.
type HolidayRow struct {
	Day  calendar.Day `json:"day"`
	Name string       `json:"name"`
	Off  bool         `json:"off"`
}

// NationalRules gives the rules in force without any county's: national terms, the
// defaults of the settings.
func NationalRules(h calendar.Holidays) Rules {
	return Rules{
		Holidays: h, clocks: NationalClocks(),
		targets: []ShareTarget{defaultTarget()}, labels: []Labels{defaultLabels()},
		villages: []VillageDayRule{defaultVillageDays()}, meetings: []MeetingRule{defaultMeetings()},
		limits: []Limits{defaultLimits()},
	}
}

// inForce gives the setting in force on a day: of those that began by then the one that
// began last, and of two with the same first day the later one.
func inForce[T any](list []T, from func(T) calendar.Day, on calendar.Day) (best T) {
	since := func(s T) calendar.Day {
		if f := from(s); f != 0 {
			return f
		}
		return math.MinInt32 // always
	}
	found := false
	for _, s := range list {
		if since(s) <= on && (!found || since(s) >= since(best)) {
			best, found = s, true
		}
	}
	return best
}

// Target gives what 四四二 counts, as in force on a day.
func (r Rules) Target(on calendar.Day) ShareTarget {
	return inForce(r.targets, func(t ShareTarget) calendar.Day { return t.From }, on)
}

// Labels gives the words of the mechanism, as in force on a day.
func (r Rules) Labels(on calendar.Day) Labels {
	l := inForce(r.labels, func(l Labels) calendar.Day { return l.From }, on)
	l.Joint, l.Slogans = slices.Clone(l.Joint), slices.Clone(l.Slogans)
	return l
}

// Limits gives the windows and thresholds in force on a day.
func (r Rules) Limits(on calendar.Day) Limits {
	return inForce(r.limits, func(l Limits) calendar.Day { return l.From }, on)
}

// VillageDays gives the rule of 逢六村务日 in force on a day.
func (r Rules) VillageDays(on calendar.Day) VillageDayRule {
	v := inForce(r.villages, func(v VillageDayRule) calendar.Day { return v.From }, on)
	v.Days = slices.Clone(v.Days)
	return v
}

// Calendar gives the days of the rule; Postpone and Start are for the caller.
func (v VillageDayRule) Calendar() calendar.Rule {
	return calendar.Rule{LunarDays: slices.Clone(v.Days), SkipLeap: v.SkipLeap}
}

// Meetings gives 例会制度 in force on a day.
func (r Rules) Meetings(on calendar.Day) MeetingRule {
	m := inForce(r.meetings, func(m MeetingRule) calendar.Day { return m.From }, on)
	m.Five = slices.Clone(m.Five)
	return m
}

// Exceptions gives the decisions about single village days, in the order in which
// they were made: the last about a day counts.
func (r Rules) Exceptions() []calendar.Exception { return slices.Clone(r.moved) }

// ClockRules gives all lines of the rule table; which of them is in force for a term
// depends on the day on which it starts.
func (r Rules) ClockRules() []ClockRule { return slices.Clone(r.clocks) }

// ClockRule gives the line of law or practice in force for terms that start on a day;
// ok is false when there is none. The line may be off.
func (r Rules) ClockRule(id ClockID, start calendar.Day) (rule ClockRule, ok bool) {
	return r.line(id, start, false)
}

// InternalRule gives the office's own limit for terms that start on a day, beside the
// line of law (ClockRule); ok is false when there is none. The line may be off.
func (r Rules) InternalRule(id ClockID, start calendar.Day) (rule ClockRule, ok bool) {
	return r.line(id, start, true)
}

// Ignored lists the lines of the rule books that With left out.
func (r Rules) Ignored() []IgnoredClock { return slices.Clone(r.ignored) }
