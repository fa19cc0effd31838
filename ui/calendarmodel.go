package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// yearView is a year of village days as one sheet shows it.
type yearView struct {
	Year   int
	Name   string // 丙午
	Months []widgets.Month
	all    []calendar.VillageDay // those called off too
	days   []calendar.VillageDay
	lines  map[calendar.Day]casework.VillageDayLine // of one village, by date
	off    map[calendar.Day]dayException            // by the date by the rule
	since  calendar.Day                             // before it nothing is missed
	held   map[calendar.Day]heldDay
	today  calendar.Day
}

// heldDay is what was written down about one date, over all villages known here.
type heldDay struct {
	villages, open, visits, people int
}

// viewYear lays out a civil year: its village days by the rule, and the reception
// days that were written down. village "" counts all villages.
func viewYear(year int, days []calendar.VillageDay, rows []office.DayRow, village casework.OfficeCode, today calendar.Day) yearView {
	v := yearView{
		Year: year, today: today, all: days, held: map[calendar.Day]heldDay{},
		lines: map[calendar.Day]casework.VillageDayLine{}, off: map[calendar.Day]dayException{},
	}
	for _, r := range rows {
		if village != "" && r.Village != village || !r.Opened {
			continue
		}
		h := v.held[r.On]
		h.villages, h.visits, h.people = h.villages+1, h.visits+r.Visits, h.people+r.People
		if !r.Closed {
			h.open++
		}
		v.held[r.On] = h
	}
	if mid, err := calendar.Date(year, time.July, 1); err == nil {
		if l, err := calendar.ToLunar(mid); err == nil {
			v.Name = l.YearName()
		}
	}
	return v.decided(nil, false, 0)
}

// draw lays out the twelve sheets.
func (v *yearView) draw() {
	v.Months = nil
	for m := time.January; m <= time.December; m++ {
		v.Months = append(v.Months, v.month(m))
	}
}

// month lays out one sheet of the year.
func (v yearView) month(m time.Month) widgets.Month {
	first, err := calendar.Date(v.Year, m, 1)
	if err != nil {
		return widgets.Month{Title: fmt.Sprintf("%d月", int(m))}
	}
	out := widgets.Month{Title: fmt.Sprintf("%d月", int(m)), First: (int(first.Weekday()) + 6) % 7}
	var lunar []string
	for d := first; ; d++ {
		_, now, number := d.YMD()
		if now != m {
			break
		}
		cell := widgets.Day{Number: number, Today: d == v.today}
		x, excepted := v.off[d]
		switch {
		case v.isVillageDay(d) && (!excepted || v.held[d].villages > 0):
			cell.Mark = v.mark(d)
		case excepted:
			cell.Mark = x.Mark
		}
		out.Days = append(out.Days, cell)
		if l, err := calendar.ToLunar(d); err == nil {
			name := strings.TrimSuffix(l.Text(calendar.StyleFolk), dayOfMonth(l))
			if !slices.Contains(lunar, name) {
				lunar = append(lunar, name)
			}
		}
	}
	out.Lunar = strings.Join(lunar, " ")
	return out
}

// mark says what became of a village day: one that went by without a record does
// not look like one that was held.
func (v yearView) mark(d calendar.Day) widgets.DayMark {
	held := v.held[d]
	switch {
	case held.villages > 0 && (d < v.today || d == v.today && held.open == 0):
		return widgets.DayHeld
	case d < v.since:
		return widgets.DayBefore
	case d < v.today:
		return widgets.DayNext
	}
	return widgets.DayAhead
}

// dayOfMonth is the day part of a lunar date's words.
func dayOfMonth(l calendar.LunarDate) string {
	text := []rune(l.Text(calendar.StyleFolk))
	return string(text[len(text)-2:])
}

func (v yearView) isVillageDay(d calendar.Day) bool {
	return slices.ContainsFunc(v.days, func(x calendar.VillageDay) bool { return x.Day == d })
}

// yearCounts are the figures beside the year.
type yearCounts struct {
	Due, Held, Ahead, Blank int
	NotHeld, Before         int
	Moved, Off, Extra       int
}

// Counts gives 全年应开, 已开 (something was written down), 待开 (today or later),
// 没有记录 (gone by, nothing written down here), 没开有说明, those from before the records
// begin, and the exceptions among them: 顺延, 停开 (not in Due), 加开.
func (v yearView) Counts() yearCounts {
	c := yearCounts{Due: len(v.days)}
	for _, d := range v.days {
		switch {
		case v.held[d.Day].villages > 0:
			c.Held++
		case d.Day >= v.today:
			c.Ahead++
		case d.Day < v.since:
			c.Before++
		case v.lines[d.Day].Status == casework.DayIsNotHeld:
			c.NotHeld++
		default:
			c.Blank++
		}
	}
	for _, x := range v.off {
		switch x.Mark {
		case widgets.DayMoved:
			c.Moved++
		case widgets.DayOff:
			c.Off++
		case widgets.DayExtra:
			c.Extra++
		}
	}
	return c
}

// dayLine is one village day in the list of a month.
type dayLine struct {
	Date, Weekday, Lunar, Note, Word string
	Tone                             widgets.Tone
}

// Lines lists the village days of a month, 0 to 11; many says that the office
// sees several villages.
func (v yearView) Lines(month int, many bool) []dayLine {
	var out []dayLine
	for _, d := range v.all {
		_, m, number := d.Day.YMD()
		if int(m) != month+1 {
			continue
		}
		line := dayLine{
			Date: fmt.Sprintf("%02d-%02d", int(m), number), Weekday: calendar.WeekdayText(d.Day.Weekday()),
			Lunar: d.Lunar.Text(calendar.StyleFolk), Note: office.DayNote(d),
		}
		if line.Word, line.Tone = v.state(d.Day, many); d.Kind == calendar.Cancelled {
			line.Word, line.Tone = "停开", widgets.Neutral
		}
		out = append(out, line)
	}
	return out
}

// state says whether a village day was held.
func (v yearView) state(d calendar.Day, many bool) (string, widgets.Tone) {
	h := v.held[d]
	switch {
	case h.villages > 0 && many:
		return fmt.Sprintf("%d村已开", h.villages), widgets.Green
	case h.villages > 0 && h.open > 0 && d == v.today:
		return "正在接访", widgets.Blue
	case h.villages > 0 && h.visits == 0:
		return "零来访", widgets.Green
	case h.villages > 0:
		return fmt.Sprintf("已开，来访%d批", h.visits), widgets.Green
	case d >= v.today:
		return aheadWords(d, v.today), widgets.Blue
	case d < v.since:
		return "建账以前", widgets.Neutral
	case v.lines[d].Status == casework.DayIsNotHeld:
		return "没开", widgets.Neutral
	default:
		return "没有记录", widgets.Neutral
	}
}

// About says in lines what is known of one day.
func (v yearView) About(d calendar.Day, many bool) (head string, lines []string) {
	y, _, _ := d.YMD()
	head = fmt.Sprintf("%d年%s", y, weekDay(d))
	if l := lunarDay(d); l != "" {
		lines = append(lines, "农历"+l)
	}
	h := v.held[d]
	for _, x := range v.days {
		if x.Day != d {
			continue
		}
		word, _ := v.state(d, many)
		lines = append(lines, "村务日："+word)
		if note := office.DayNote(x); note != "" {
			lines = append(lines, "注意："+note)
		}
	}
	if l := v.lines[d]; l.Status == casework.DayIsNotHeld && l.Reason != "" {
		lines = append(lines, "没开的原因："+reasonWord(l.Reason))
	}
	for _, x := range v.off {
		if x.day == d || x.Mark == widgets.DayMoved && v.ruleDay(d) == x.day {
			words := x.When
			if x.Why != "" {
				words += "，" + x.Why
			}
			lines = append(lines, words)
		}
	}
	if _, off := v.off[d]; !off && !v.isVillageDay(d) {
		lines = append(lines, "不是村务日")
	}
	if h.visits > 0 {
		lines = append(lines, fmt.Sprintf("来访%d批%d人次", h.visits, h.people))
	}
	return head, lines
}
