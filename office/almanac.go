package office

import (
	"bytes"
	"io"
	"strings"
	"time"

	"silian/assets"
	"silian/calendar"
)

// Holidays gives the built-in table of public holidays (State Council notices).
// Years without a notice are unknown and dates in them provisional.
func Holidays() (calendar.Holidays, error) {
	return calendar.ParseHolidays(bytes.NewReader(assets.Holidays()))
}

// RuleDays gives the village days of a range by the rule 逢六, without an office.
func RuleDays(from, to calendar.Day) ([]calendar.VillageDay, error) {
	h, err := Holidays()
	if err != nil {
		return nil, err
	}
	return calendar.DefaultRule().List(from, to, h, nil)
}

// DayNote says in words what is special about a village day; "" for nothing.
func DayNote(d calendar.VillageDay) string {
	var notes []string
	if d.Holiday != "" {
		notes = append(notes, d.Holiday+"假期")
	}
	if d.Weekend {
		notes = append(notes, "周末")
	}
	if d.Lunar.Month == 12 && d.Lunar.Day == 26 || d.Lunar.Month == 1 && d.Lunar.Day == 6 {
		notes = append(notes, "春节前后返乡多")
	}
	if d.Provisional {
		notes = append(notes, "历表暂定")
	}
	return strings.Join(notes, "、")
}

// WriteICS writes village days for a phone's calendar.
func WriteICS(w io.Writer, days []calendar.VillageDay, now time.Time) error {
	return calendar.WriteICS(w, days, calendar.ICSOptions{Name: "村务日", UID: "silian", Stamp: now})
}
