package ui

import (
	"fmt"

	"silian/calendar"
	"silian/ui/widgets"
)

// leafOf writes today on the almanac leaf. Outside the lunar table the lunar line
// stays empty.
func leafOf(today calendar.Day) widgets.Leaf {
	y, m, d := today.YMD()
	leaf := widgets.Leaf{
		Month: fmt.Sprintf("%d年%d月", y, m), Day: fmt.Sprint(d), Weekday: calendar.WeekdayLong(today.Weekday()),
	}
	if l, err := calendar.ToLunar(today); err == nil {
		leaf.Lunar = l.Text(calendar.StyleFolk)
	}
	return leaf
}

// dayNote says when the village day is: 今天村务日, 明天 村务日, 12-04 村务日. days are
// the village days from today on; those that were called off do not count.
func dayNote(today calendar.Day, days []calendar.VillageDay) (note string, isToday bool) {
	for _, v := range days {
		switch {
		case v.Kind == calendar.Cancelled || v.Day < today:
		case v.Day == today:
			return "今天村务日", true
		case v.Day == today.Add(1):
			return "明天 村务日", false
		default:
			_, m, d := v.Day.YMD()
			return fmt.Sprintf("%02d-%02d 村务日", m, d), false
		}
	}
	return "", false
}

// demoBand says over the window of a demo file that time stands still.
func demoBand(today calendar.Day) string {
	y, m, d := today.YMD()
	return fmt.Sprintf("演示时间：%d年%d月%d日。人和事都是编的，请不要记真事", y, m, d)
}
