package casework

import (
	"slices"

	"silian/calendar"
)

// RuleBook is the fold of the rule book of one office (口径与规则). What it says of
// terms counts only as far as the law lets it (Rules.With).
type RuleBook struct {
	Office      OfficeCode
	Clocks      []ClockRule
	Targets     []ShareTarget
	Labels      []Labels
	VillageDays []VillageDayRule
	Exceptions  []calendar.Exception
	Meetings    []MeetingRule
	Limits      []Limits
	Holidays    []HolidayNotice
	Rows        []Row // every entry, in order, with what it counted for
}

// RulesSubject names the rule book of an office.
func RulesSubject(office OfficeCode) Subject {
	return Subject{SubjectRules, DerivedID("rules/" + string(office))}
}

// FoldRules folds the entries of the rule book of an office, in any order and
// repetition. Only that office writes in it. It never fails: what does not count stays
// in Rows with the reason; settings that make no sense (CheckRule) are WhyDamaged.
func FoldRules(entries []Entry, office OfficeCode) RuleBook {
	b := RuleBook{Office: office}
	seen := map[ID]bool{}
	var destroyed []ID
	for _, e := range Sort(entries) {
		row := Row{Entry: e.ID, Office: e.Office}
		body, ok := e.Body()
		switch {
		case seen[e.ID]:
			row.Why = WhyTwice
		case !ok:
			row.Why = WhyWithheld
		default:
			row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
			var gone []ID
			row.Why, gone = b.take(e, body)
			row.InEffect = row.Why == ""
			destroyed = append(destroyed, gone...)
		}
		seen[e.ID] = true
		b.Rows = append(b.Rows, row)
	}
	for i, r := range b.Rows {
		if r.Why == WhyWithheld && slices.Contains(destroyed, r.Entry) {
			b.Rows[i].Why = WhyDestroyed
		}
	}
	return b
}

func (b *RuleBook) take(e Entry, body Body) (why Why, destroyed []ID) {
	if !body.Kind.Known(body.Ver) {
		return WhyNewer, nil
	}
	data, err := dataOf(body)
	switch {
	case err != nil, !body.Kind.belongs(SubjectRules):
		return WhyDamaged, nil
	case e.About() != RulesSubject(b.Office), e.Office != b.Office, e.Actor() != b.Office:
		return WhyStranger, nil
	case CheckRule(data) != nil:
		return WhyDamaged, nil
	}
	switch d := data.(type) {
	case ClockRule:
		b.Clocks = append(b.Clocks, d)
	case ShareTarget:
		b.Targets = append(b.Targets, d)
	case Labels:
		b.Labels = append(b.Labels, d)
	case VillageDayRule:
		b.VillageDays = append(b.VillageDays, d)
	case calendar.Exception:
		b.Exceptions = append(b.Exceptions, d)
	case MeetingRule:
		b.Meetings = append(b.Meetings, d)
	case Limits:
		b.Limits = append(b.Limits, d)
	case HolidayNotice:
		b.Holidays = append(b.Holidays, d)
	case Destroying:
		return "", d.IDs
	}
	return "", nil
}
