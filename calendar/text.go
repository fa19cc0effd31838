package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Style is a way to write lunar months and days in Chinese.
type Style int

// The styles of LunarDate.Text. Both call the first month 正月 and the first ten days 初一 to 初十.
const (
	StyleFolk  Style = iota // 冬月, 腊月, 廿六
	StylePlain              // 十一月, 十二月, 二十六
)

// These tables are never changed.
var (
	numerals   = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
	stems      = [...]string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}
	branches   = [...]string{"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"}
	dayNumbers = [...]string{"日", "一", "二", "三", "四", "五", "六"}
)

// String returns the date for logs: 2026-10-16, with a leap month 2025-06L-16. ParseLunarDate reads it.
func (l LunarDate) String() string {
	leap := ""
	if l.Leap {
		leap = "L"
	}
	return fmt.Sprintf("%04d-%02d%s-%02d", l.Year, l.Month, leap, l.Day)
}

// Text returns month and day in Chinese without the year: 十月廿六, 冬月初六, 闰六月十六
// in StyleFolk, and 十月二十六, 十一月初六, 闰六月十六 in StylePlain.
// A month outside 1 to 12 or a day outside 1 to 30 gives the same as String.
func (l LunarDate) Text(style Style) string {
	if l.Month < 1 || l.Month > 12 || l.Day < 1 || l.Day > 30 {
		return l.String()
	}
	leap := ""
	if l.Leap {
		leap = "闰"
	}
	return leap + monthText(l.Month, style) + "月" + dayText(l.Day, style)
}

func monthText(m int, style Style) string {
	switch {
	case m == 1:
		return "正"
	case m == 11 && style == StyleFolk:
		return "冬"
	case m == 12 && style == StyleFolk:
		return "腊"
	default:
		return numerals[m]
	}
}

func dayText(d int, style Style) string {
	switch {
	case d <= 10:
		return "初" + numerals[d]
	case d < 20:
		return "十" + numerals[d-10]
	case d == 20:
		return "二十"
	case d == 30:
		return "三十"
	case style == StyleFolk:
		return "廿" + numerals[d-20]
	default:
		return "二十" + numerals[d-20]
	}
}

// YearName returns the name of the lunar year in the cycle of sixty: 丙午 for 2026.
func (l LunarDate) YearName() string {
	n := ((l.Year-4)%60 + 60) % 60
	return stems[n%10] + branches[n%12]
}

// WeekdayText returns 周一 to 周日, or "" for a value that is no weekday.
func WeekdayText(w time.Weekday) string { return weekday("周", w) }

// WeekdayLong returns 星期一 to 星期日, or "" for a value that is no weekday.
func WeekdayLong(w time.Weekday) string { return weekday("星期", w) }

func weekday(prefix string, w time.Weekday) string {
	if w < time.Sunday || w > time.Saturday {
		return ""
	}
	return prefix + dayNumbers[w]
}

// ParseLunarDate reads what LunarDate.String writes. It returns ErrSyntax for
// another form, and the errors of ToSolar for a date that does not exist.
func ParseLunarDate(s string) (LunarDate, error) {
	var l LunarDate
	parts := strings.Split(s, "-")
	if len(s) > 11 || len(parts) != 3 || len(parts[0]) != 4 || len(parts[2]) != 2 {
		return l, fmt.Errorf("lunar date %.20q: %w", s, ErrSyntax)
	}
	month, leap := strings.CutSuffix(parts[1], "L")
	y, okY := digits(parts[0])
	m, okM := digits(month)
	d, okD := digits(parts[2])
	if !okY || !okM || !okD || len(month) != 2 {
		return l, fmt.Errorf("lunar date %q: %w", s, ErrSyntax)
	}
	l = LunarDate{Year: y, Month: m, Leap: leap, Day: d}
	if _, err := ToSolar(l); err != nil {
		return LunarDate{}, err
	}
	return l, nil
}

// ParseLunarText reads a month and day in Chinese as they stand in the given lunar year: 十月廿六,
// 十一月二十六, 闰六月十六, in either style, with 一月 for 正月 and 卅 for 三十, an optional 农历 before
// and an optional 日 behind. It returns ErrSyntax for another form, and the errors of ToSolar.
func ParseLunarText(year int, s string) (LunarDate, error) {
	rest := strings.TrimPrefix(strings.TrimSpace(s), "农历")
	rest, leap := strings.CutPrefix(rest, "闰")
	month, day, ok := strings.Cut(rest, "月")
	l := LunarDate{Year: year, Leap: leap, Month: monthNumber(month), Day: dayNumber(strings.TrimSuffix(day, "日"))}
	if !ok || l.Month == 0 || l.Day == 0 {
		return LunarDate{}, fmt.Errorf("lunar text %.40q: %w", s, ErrSyntax)
	}
	if _, err := ToSolar(l); err != nil {
		return LunarDate{}, err
	}
	return l, nil
}

// monthNumber returns 0 for what is no month.
func monthNumber(s string) int {
	for m := 1; m <= 12; m++ {
		if s == numerals[m] || s == monthText(m, StyleFolk) {
			return m
		}
	}
	return 0
}

// dayNumber returns 0 for what is no day.
func dayNumber(s string) int {
	if s == "卅" {
		return 30
	}
	for d := 1; d <= 30; d++ {
		if s == dayText(d, StyleFolk) || s == dayText(d, StylePlain) {
			return d
		}
	}
	return 0
}
