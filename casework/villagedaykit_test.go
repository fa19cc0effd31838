package casework_test

import (
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// villageYear is one village's days: real entries, folded by date.
type villageYear struct {
	*kit
	casework.VillageDayConfig
}

func newVillageYear(t *testing.T) *villageYear {
	k := newKit(t)
	return &villageYear{k, casework.VillageDayConfig{Village: k.v.Code, Rule: calendar.DefaultRule(), Holidays: holidays(t)}}
}

// write writes one record about the day of a date by the rule.
func (y *villageYear) write(on string, kind casework.Kind, data any) {
	y.Helper()
	d := day(y.TB, on)
	y.v.Write(casework.DaySubject(y.v.Code, d), kind, data, testkit.Act{On: d})
}

func (y *villageYear) open(on string) {
	y.write(on, casework.DayOpened, casework.OpenedDay{Village: y.v.Code, VillageDay: true})
}

func (y *villageYear) decide(on string, kind calendar.Kind, to string, reason casework.DayReason) {
	x := casework.DecidedDay{Village: y.v.Code, Kind: kind, Reason: reason}
	if to != "" {
		x.To = day(y.TB, to)
	}
	y.write(on, casework.DayDecided, x)
}

func (y *villageYear) notHeld(on string, reason casework.DayReason) {
	y.write(on, casework.DayNotHeld, casework.NotHeldDay{Village: y.v.Code, Reason: reason})
}

// days folds the reception days of a range.
func (y *villageYear) days(from, to calendar.Day) []casework.ReceptionDay {
	var out []casework.ReceptionDay
	for d := from; d <= to; d++ {
		if e := y.v.Entries(casework.DaySubject(y.v.Code, d).ID); len(e) > 0 {
			out = append(out, casework.FoldDay(e))
		}
	}
	return out
}

func (y *villageYear) lines(from, to, asOf string) []casework.VillageDayLine {
	y.Helper()
	p := casework.Period{From: day(y.TB, from), To: day(y.TB, to)}
	lines, err := casework.VillageDays(y.VillageDayConfig, y.days(p.From-100, p.To+100), p, day(y.TB, asOf))
	if err != nil {
		y.Fatal(err)
	}
	return lines
}

// sayLines writes lines as "2026-12-04 held", with the old date, the reason and "lawful".
func sayLines(lines []casework.VillageDayLine) []string {
	var out []string
	for _, l := range lines {
		words := []string{l.Day.String(), string(l.Status)}
		if l.MovedFrom != l.Day {
			words = append(words, "from", l.MovedFrom.String())
		}
		if l.Reason != "" {
			words = append(words, string(l.Reason))
		}
		if l.Lawful {
			words = append(words, "lawful")
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// dayRate gives held, scheduled, and those shown apart, from the facts.
func dayRate(lines []casework.VillageDayLine, village casework.OfficeCode) (held, scheduled, apart int) {
	for _, f := range casework.VillageDayFacts(lines, village) {
		switch {
		case f.Mark != "":
			apart++
		case f.Good:
			held++
			scheduled++
		default:
			scheduled++
		}
	}
	return held, scheduled, apart
}

func (y *villageYear) judged(lines []casework.VillageDayLine, held, scheduled, apart int) {
	y.Helper()
	if h, s, a := dayRate(lines, y.v.Code); h != held || s != scheduled || a != apart {
		y.Errorf("held %d of %d, %d apart; want %d of %d, %d apart", h, s, a, held, scheduled, apart)
	}
}
