package calendar

import "time"

// statutorySince is 2025-01-01, when the thirteen statutory days came into force (放假办法, revised 2024-11-10).
// Before it they are only a guess, as the law then named other days.
const statutorySince Day = 20089

// The names of the seven holidays (放假办法 2024 art. 2).
const (
	newYear    = "元旦"
	spring     = "春节"
	qingming   = "清明"
	labour     = "劳动节"
	dragonBoat = "端午"
	midAutumn  = "中秋"
	national   = "国庆节"
)

// statutory returns the name of the statutory day off on d, or "". These are thirteen days a year (放假办法 2024
// art. 2): 01-01; the eve of the Spring Festival and the first three days of the lunar year; Qingming; 05-01 and
// 05-02; 端午; 中秋; 10-01 to 10-03. Outside MinDay to MaxDay only those of the civil calendar are known.
func statutory(d Day) string {
	year, month, day := d.YMD()
	switch {
	case month == time.January && day == 1:
		return newYear
	case month == time.May && day <= 2:
		return labour
	case month == time.October && day <= 3:
		return national
	}
	if d < MinDay || d > MaxDay {
		return ""
	}
	if month == time.April {
		if year <= lastYear && d == tableOf(year).qingming {
			return qingming
		}
		return ""
	}
	t := yearFor(d)
	l := lunarIn(&t.months[t.month(d)], d)
	switch {
	case d == t.last, l.Month == 1 && !l.Leap && l.Day <= 3:
		return spring
	case l.Month == 5 && l.Day == 5 && !l.Leap:
		return dragonBoat
	case l.Month == 8 && l.Day == 15 && !l.Leap:
		return midAutumn
	}
	return ""
}

// coreDays returns the first day of each of the seven holidays of a civil year, the Spring Festival by its
// lunar day 1; every notice since 2014 gives them off. It returns none for a year outside the lunar table.
func coreDays(year int) []Day {
	if year < firstYear || year > lastYear {
		return nil
	}
	t := tableOf(year)
	days := []Day{t.first, t.qingming}
	for _, f := range [...]struct {
		m time.Month
		d int
	}{{time.January, 1}, {time.May, 1}, {time.October, 1}} {
		if d, err := Date(year, f.m, f.d); err == nil {
			days = append(days, d)
		}
	}
	for _, l := range [...]LunarDate{{Year: year, Month: 5, Day: 5}, {Year: year, Month: 8, Day: 15}} {
		if d, err := ToSolar(l); err == nil {
			days = append(days, d)
		}
	}
	return days
}
