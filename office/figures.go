package office

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Figures gives the 26 indicators of a period as of today, over this office and, for a
// township, its villages. What is dated after today does not exist yet.
func (o *Office) Figures(ctx context.Context, p casework.Period) (casework.Figures, error) {
	return o.FiguresAsOf(ctx, p, 0)
}

// FiguresAsOf gives them as of a day, 0 for today: what was published on a day can be
// counted again as it was then.
func (o *Office) FiguresAsOf(ctx context.Context, p casework.Period, asOf calendar.Day) (out casework.Figures, err error) {
	q := o.question(p, asOf)
	err = o.store.View(ctx, func(v *store.View) error {
		villages, err := o.villages(v)
		if err != nil {
			return err
		}
		if q.Offices, err = o.scope(v, villages); err != nil {
			return err
		}
		var facts []casework.Fact
		if facts, q.Before, err = v.FactsOf(q, slices.Sorted(maps.Keys(q.Offices))); err != nil {
			return err
		}
		beside, err := o.besideFacts(v, q, villages)
		out = casework.Count(append(facts, beside...), q)
		return err
	})
	return out, err
}

func (o *Office) question(p casework.Period, asOf calendar.Day) casework.Question {
	if asOf == 0 || asOf > o.Today() {
		asOf = o.Today()
	}
	return casework.Question{Period: p, AsOf: asOf, Rules: o.Rules()}
}

// Indicators gives the figures of some subjects alone, whosever they are: of a case
// and its village day, say; without subjects those of Figures. They are counted as of
// a day, 0 for today: what was published on a day can be counted again as it was then.
func (o *Office) Indicators(ctx context.Context, p casework.Period, asOf calendar.Day, about ...casework.ID) (out []casework.Indicator, err error) {
	if len(about) == 0 {
		f, err := o.FiguresAsOf(ctx, p, asOf)
		return f.All, err
	}
	q := o.question(p, asOf)
	err = o.store.View(ctx, func(v *store.View) error {
		var facts []casework.Fact
		for _, id := range slices.CompactFunc(slices.SortedFunc(slices.Values(about), func(a, b casework.ID) int { return bytes.Compare(a[:], b[:]) }), func(a, b casework.ID) bool { return a == b }) {
			some, err := v.FactsAbout(id, q.AsOf)
			if err != nil {
				return err
			}
			facts = append(facts, some...)
		}
		out = casework.Count(facts, q).All
		return nil
	})
	return out, err
}

// since gives the day before which nothing is missed: the start that the rule names, or
// the day on which this file was founded.
func (o *Office) since(v *store.View, start calendar.Day) (calendar.Day, error) {
	if start != 0 {
		return start, nil
	}
	entries, err := v.Entries(casework.OfficeSubject(o.me.Code).ID)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if b, ok := e.Body(); ok && b.Kind == casework.OfficeFounded {
			return b.On, nil
		}
	}
	return 0, nil
}

// Since gives the day from which village days are counted under the rule in force on a
// day: none before it is missed. 0 counts all.
func (o *Office) Since(ctx context.Context, on calendar.Day) (since calendar.Day, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		since, err = o.since(v, o.Rules().VillageDays(on).Start)
		return err
	})
	return since, err
}

// besideFacts gives the facts that only the calendar and the outbox know: village days,
// weeks of the meeting, files on their way.
func (o *Office) besideFacts(v *store.View, q casework.Question, villages []casework.OfficeCode) (facts []casework.Fact, err error) {
	for _, code := range villages {
		lines, err := o.villageDays(v, code, q.Period, q.AsOf)
		if err != nil {
			return nil, err
		}
		facts = append(facts, casework.VillageDayFacts(lines, code)...)
	}
	all, err := meetings(v)
	if err != nil {
		return nil, err
	}
	if o.me.Level != casework.Village {
		rule := q.Rules.Meetings(q.To)
		if rule.Start, err = o.since(v, rule.Start); err != nil {
			return nil, err
		}
		weeks := casework.MeetingWeeks(all, o.me.Code, rule, q.Period, q.Rules.Holidays, q.AsOf)
		facts = append(facts, casework.WeekFacts(weeks, o.me.Code)...)
	}
	files, err := o.fileFacts(v, q.Rules)
	return append(facts, files...), err
}

// fileFacts says which sealed files should be acknowledged by when.
func (o *Office) fileFacts(v *store.View, r casework.Rules) ([]casework.Fact, error) {
	sent, err := v.SentTo("")
	if err != nil {
		return nil, err
	}
	var out []casework.Fact
	for _, s := range sent {
		if s.Written == 0 {
			continue
		}
		out = append(out, casework.Fact{
			Kind: casework.FactPackage, On: s.Written.Add(r.Limits(s.Written).PackageDays), Done: s.Delivered,
			Office: o.me.Code, About: casework.ID(s.Bundle), Count: 1,
		})
	}
	return out, nil
}

// villages lists the villages whose days stand in this file: the office itself, or for
// a township the enrolled ones below it and those for which it keeps the books.
func (o *Office) villages(v *store.View) ([]casework.OfficeCode, error) {
	if o.me.Level == casework.Village {
		return []casework.OfficeCode{o.me.Code}, nil
	}
	peers, err := v.Peers()
	if err != nil {
		return nil, err
	}
	var out []casework.OfficeCode
	for _, p := range peers {
		if p.Level == casework.Village && p.Parent == o.me.Code {
			out = append(out, p.Code)
		}
	}
	if o.me.Level == casework.Township {
		held, err := v.DayVillages(string(o.me.Code[:9]))
		if err != nil {
			return nil, err
		}
		out = append(out, held...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// scope is whose figures these are: ours and those of our villages.
func (o *Office) scope(v *store.View, villages []casework.OfficeCode) (map[casework.OfficeCode]bool, error) {
	out := map[casework.OfficeCode]bool{o.me.Code: true}
	for _, code := range villages {
		out[code] = true
	}
	if o.me.Level != casework.Township {
		return out, nil
	}
	below, err := v.FactOffices(string(o.me.Code[:9]))
	for _, code := range below {
		if len(code) == len(o.me.Code) {
			out[code] = true
		}
	}
	return out, err
}

// VillageYear gives the village days of one village in a period, planned and held.
func (o *Office) VillageYear(ctx context.Context, village casework.OfficeCode, p casework.Period) (out []casework.VillageDayLine, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		out, err = o.villageDays(v, village, p, o.Today())
		return err
	})
	return out, err
}

func (o *Office) villageDays(v *store.View, village casework.OfficeCode, p casework.Period, asOf calendar.Day) ([]casework.VillageDayLine, error) {
	const moves = 60 // days by which a village day may be moved
	rows, err := v.DaysOf(village, casework.Period{From: p.From.Add(-moves), To: p.To.Add(moves)})
	if err != nil {
		return nil, err
	}
	var days []casework.ReceptionDay
	for _, row := range rows {
		entries, err := v.Entries(row.ID)
		if err != nil {
			return nil, err
		}
		days = append(days, casework.FoldDay(entries))
	}
	r := o.Rules()
	rule := r.VillageDays(p.To)
	if rule.Start, err = o.since(v, rule.Start); err != nil {
		return nil, err
	}
	return casework.VillageDays(casework.VillageDayConfig{
		Village: village, Rule: rule.Calendar(), Start: rule.Start, Postpone: rule.Postpone,
		Holidays: r.Holidays, Exceptions: r.Exceptions(),
	}, days, p, asOf)
}
