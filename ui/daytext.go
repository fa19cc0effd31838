package ui

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"silian/calendar"
	"silian/office"
	"silian/ui/widgets"
)

// errDayText says that a typed date cannot be read.
var errDayText = errors.New("ui: not a date")

// shapes of a typed date, with year, month and day as far as they are written.
var (
	shapeFull  = regexp.MustCompile(`^(\d{4})(?:[-./]|年)(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?$`)
	shapeTight = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	shapeMonth = regexp.MustCompile(`^(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?$`)
	shapeDay   = regexp.MustCompile(`^(\d{1,2})[日号]?$`)
)

// parseDay reads a date as people type it: 2026-11-24, 11.24, 12-4, 12月4日, 27日, 27,
// 明天, 十月廿六. What is not written is taken so that the day is the nearest to
// today, before or after. Any other text gives errDayText.
func parseDay(text string, today calendar.Day) (calendar.Day, error) {
	text = halfWidth(text)
	for i, word := range []string{"前天", "昨天", "今天", "明天", "后天", "大后天"} {
		if text == word {
			return today.Add(i - 2), nil
		}
	}
	for _, shape := range []*regexp.Regexp{shapeFull, shapeTight} {
		if m := shape.FindStringSubmatch(text); m != nil {
			return civil(number(m[1]), number(m[2]), number(m[3]))
		}
	}
	if m := shapeMonth.FindStringSubmatch(text); m != nil {
		return nearest(today, func(step int) (calendar.Day, error) {
			y, _, _ := today.YMD()
			return civil(y+step, number(m[1]), number(m[2]))
		})
	}
	if m := shapeDay.FindStringSubmatch(text); m != nil {
		return nearest(today, func(step int) (calendar.Day, error) {
			y, month, _ := today.YMD()
			first, err := civil(y, int(month), 1)
			if err != nil {
				return 0, err
			}
			y, month, _ = first.AddMonths(step).YMD()
			return civil(y, int(month), number(m[1]))
		})
	}
	return parseLunar(text, today)
}

// parseLunar reads 十月廿六 in the lunar year that brings it nearest to today.
func parseLunar(text string, today calendar.Day) (calendar.Day, error) {
	now, err := calendar.ToLunar(today)
	if err != nil {
		return 0, errDayText
	}
	return nearest(today, func(step int) (calendar.Day, error) {
		l, err := calendar.ParseLunarText(now.Year+step, text)
		if err != nil {
			return 0, err
		}
		return calendar.ToSolar(l)
	})
}

// nearest gives the readable date nearest to today among the steps -1, 0 and 1; of
// two equally near ones, the later.
func nearest(today calendar.Day, read func(step int) (calendar.Day, error)) (calendar.Day, error) {
	best, found := calendar.Day(0), false
	for _, step := range []int{1, 0, -1} {
		d, err := read(step)
		if err == nil && (!found || apart(d, today) < apart(best, today)) {
			best, found = d, true
		}
	}
	if !found {
		return 0, errDayText
	}
	return best, nil
}

func apart(a, b calendar.Day) calendar.Day { return max(a-b, b-a) }

func civil(y, m, d int) (calendar.Day, error) {
	day, err := calendar.Date(y, time.Month(m), d)
	if err != nil || day < calendar.MinDay || day > calendar.MaxDay {
		return 0, errDayText
	}
	return day, nil
}

// number reads digits that a shape has already checked.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// halfWidth drops blanks and turns the digits and marks of a Chinese input method
// into plain ones.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．' || r == '。' || r == '、':
			return '.'
		case r == '－' || r == '—' || r == '–':
			return '-'
		case r == '／':
			return '/'
		case r == ' ' || r == '　' || r == '\t':
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}

// typedDay is a date as a field shows it.
func typedDay(d calendar.Day) string {
	y, m, day := d.YMD()
	return fmt.Sprintf("%d-%02d-%02d", y, int(m), day)
}

// shortDay is month and day, with the year when another one is meant.
func shortDay(d, today calendar.Day) string {
	y, m, day := d.YMD()
	if now, _, _ := today.YMD(); y != now && apart(d, today) > 180 {
		return typedDay(d)
	}
	return fmt.Sprintf("%02d-%02d", int(m), day)
}

// wordDay is a date in words: 11月20日.
func wordDay(d calendar.Day) string {
	_, m, day := d.YMD()
	return fmt.Sprintf("%d月%d日", int(m), day)
}

// soonDay is 27日 within the month of a day, else 12月4日.
func soonDay(d, from calendar.Day) string {
	y, m, number := d.YMD()
	if fy, fm, _ := from.YMD(); y == fy && m == fm {
		return fmt.Sprintf("%d日", number)
	}
	return wordDay(d)
}

// weekDay is 11月20日 周五.
func weekDay(d calendar.Day) string { return wordDay(d) + " " + calendar.WeekdayText(d.Weekday()) }

// lunarDay is 十月廿六, "" outside the lunar table.
func lunarDay(d calendar.Day) string {
	l, err := calendar.ToLunar(d)
	if err != nil {
		return ""
	}
	return l.Text(calendar.StyleFolk)
}

// leftWords says how long it is to a date and in which tone. In a village room,
// where visitors look on, nothing is late and nothing is red (soft).
func leftWords(due, today calendar.Day, soft bool) (string, widgets.Tone) {
	n := int(due - today)
	switch {
	case due == office.NoDue:
		return "", widgets.Neutral
	case n < 0 && soft:
		return "先办", widgets.Ochre
	case n < 0:
		return fmt.Sprintf("超期%d天", -n), widgets.Red
	case n == 0:
		return "今天", widgets.Ochre
	case n <= 3:
		return fmt.Sprintf("剩%d天", n), widgets.Blue
	default:
		return fmt.Sprintf("剩%d天", n), widgets.Neutral
	}
}

// aheadWords says how far away a day to come is: 今天, 明天, 还有9天.
func aheadWords(d, today calendar.Day) string {
	switch n := int(d - today); n {
	case 0:
		return "今天"
	case 1:
		return "明天"
	default:
		return fmt.Sprintf("还有%d天", n)
	}
}
