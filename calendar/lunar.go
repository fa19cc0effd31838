package calendar

import (
	"cmp"
	"fmt"
)

// LunarDate is a day of the Chinese lunar calendar (GB/T 33661-2017), as the Hong Kong Observatory publishes it.
// Any field may hold anything; only ToSolar tells whether the date exists.
type LunarDate struct {
	Year  int  // lunar year, 1901 to 2100: it begins at the Spring Festival of the civil year of that number
	Month int  // 1 to 12
	Leap  bool // the leap month that follows the month of the same number
	Day   int  // 1 to 30
}

// ToLunar returns the lunar date of d, or ErrRange outside MinDay to MaxDay.
func ToLunar(d Day) (LunarDate, error) {
	if d < MinDay || d > MaxDay {
		return LunarDate{}, fmt.Errorf("day %d: %w", int32(d), ErrRange)
	}
	t := yearFor(d)
	return lunarIn(&t.months[t.month(d)], d), nil
}

// ToSolar returns the civil day of l. It returns ErrRange for a lunar year outside
// 1901 to 2100 and ErrNoSuchDate for a month or day which that year does not have.
func ToSolar(l LunarDate) (Day, error) {
	if l.Year < firstYear || l.Year > lastYear {
		return 0, fmt.Errorf("lunar %s: %w", l, ErrRange)
	}
	if l.Month < 1 || l.Month > 12 {
		return 0, fmt.Errorf("lunar %s: month: %w", l, ErrNoSuchDate)
	}
	t := tableOf(l.Year)
	if l.Leap && l.Month != t.leap {
		return 0, fmt.Errorf("lunar %s: leap month: %w", l, ErrNoSuchDate)
	}
	i := l.Month - 1
	if l.Leap || (t.leap != 0 && l.Month > t.leap) {
		i++
	}
	m := &t.months[i]
	if l.Day < 1 || l.Day > m.Length {
		return 0, fmt.Errorf("lunar %s: day: %w", l, ErrNoSuchDate)
	}
	return m.First + Day(l.Day-1), nil
}

// MonthOf returns the lunar month in which d lies, or ErrRange outside MinDay to MaxDay.
func MonthOf(d Day) (Month, error) {
	if d < MinDay || d > MaxDay {
		return Month{}, fmt.Errorf("day %d: %w", int32(d), ErrRange)
	}
	t := yearFor(d)
	return t.months[t.month(d)], nil
}

// Compare orders dates by year, month, leap month after its month, and day:
// the order of their civil days. It returns -1, 0 or +1.
func (l LunarDate) Compare(o LunarDate) int {
	return cmp.Or(
		cmp.Compare(l.Year, o.Year),
		cmp.Compare(l.Month, o.Month),
		cmp.Compare(flag(l.Leap), flag(o.Leap)),
		cmp.Compare(l.Day, o.Day),
	)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func lunarIn(m *Month, d Day) LunarDate {
	return LunarDate{Year: m.Year, Month: m.Number, Leap: m.Leap, Day: int(d-m.First) + 1}
}
