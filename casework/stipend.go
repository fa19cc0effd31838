package casework

import (
	"cmp"
	"slices"
	"time"

	"silian/calendar"
)

// Stipend is one line of the subsidy sheet (补助发放表: name, months, amount,
// signature).
type Stipend struct {
	Member ID
	Name   string
	Months int
	Yuan   int // for all the months
}

// Stipends gives the sheet of one civil month; a month that does not exist gives none.
func (r Room) Stipends(year int, month time.Month) []Stipend {
	first, err := calendar.Date(year, month, 1)
	if err != nil {
		return nil
	}
	return r.StipendsOver(Period{first, first})
}

// StipendsOver gives the sheet of all civil months that the period touches, by the day
// of joining. A month counts whole when the member served on any day of it; the
// amount is that of the month, the last one written.
func (r Room) StipendsOver(p Period) []Stipend {
	from := stipendMonth(max(p.From, calendar.MinDay))
	to := min(p.To, calendar.MaxDay)
	members := slices.Clone(r.Members)
	slices.SortStableFunc(members, func(a, b RoomMember) int { return cmp.Compare(a.From, b.From) })
	var out []Stipend
	for _, m := range members {
		s := Stipend{Member: m.Entry, Name: m.Name}
		for month := from; month <= to; month = month.AddMonths(1) {
			if m.served(Period{month, month.AddMonths(1).Add(-1)}) {
				s.Months++
				s.Yuan += m.monthly(month)
			}
		}
		if s.Months > 0 {
			out = append(out, s)
		}
	}
	return out
}

// monthly gives the amount that holds in a month.
func (m RoomMember) monthly(month calendar.Day) int {
	var last Amount
	for i, a := range m.Amounts {
		if a.From <= month && (i == 0 || a.From >= last.From) {
			last = a
		}
	}
	return last.Yuan
}
