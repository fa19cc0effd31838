package calendar

import (
	"fmt"
	"math"
	"sync"

	golunar "github.com/6tail/lunar-go/calendar"
)

// The lunar years that the table covers, and the day number of 1970-01-01 in Julian days at noon.
const (
	firstYear  = 1901
	lastYear   = 2100
	julianDay0 = 2440588
)

// Month is one lunar month.
type Month struct {
	Year   int  // lunar year, 1901 to 2100
	Number int  // 1 to 12
	Leap   bool // the leap month after the month of the same number
	First  Day  // civil day of its first day
	Length int  // 29 or 30 days
	// Provisional marks the years 2057, 2089 and 2097, in which a new moon falls so near
	// to midnight that a later computation may move a month by one day.
	Provisional bool
}

// Months returns the lunar months of the lunar years from to to, both included, in order.
// The years run from 1901 to 2100 (else ErrRange); from > to gives none.
func Months(from, to int) ([]Month, error) {
	if from < firstYear || to > lastYear {
		return nil, fmt.Errorf("lunar years %d to %d: %w", from, to, ErrRange)
	}
	if from > to {
		return nil, nil
	}
	out := make([]Month, 0, (to-from+1)*13)
	for y := from; y <= to; y++ {
		t := tableOf(y)
		out = append(out, t.months[:t.count]...)
	}
	return out, nil
}

// yearTable is one lunar year; it is never changed once built.
type yearTable struct {
	first, last Day // first day of month 1, last day of month 12
	leap        int // number of the leap month, 0 for none
	count       int // 12 or 13 months
	months      [13]Month
	qingming    Day // solar term Qingming of the civil year of the same number
}

// years holds one builder a lunar year, each run once on first use. Building
// all of them at the start would cost every short command some 100 ms.
var years = lazyYears()

func lazyYears() (t [lastYear - firstYear + 1]func() *yearTable) {
	for i := range t {
		t[i] = sync.OnceValue(func() *yearTable { return buildYear(firstYear + i) })
	}
	return t
}

// tableOf wants firstYear <= y <= lastYear.
func tableOf(y int) *yearTable { return years[y-firstYear]() }

// override replaces what lunar-go computes for one month by what the Hong Kong
// Observatory publishes. The new moon of 2057-09-28/29 is within a minute of midnight.
type override struct {
	year, number, length int
	first                Day
}

// overrides is never changed.
var overrides = [...]override{
	{year: 2057, number: 8, first: 32018, length: 29}, // 2057-08-30
	{year: 2057, number: 9, first: 32047, length: 30}, // 2057-09-28
}

// buildYear takes the months of one lunar year out of lunar-go, whose list also
// holds months of the years before and after.
func buildYear(y int) *yearTable {
	src := golunar.NewLunarYear(y)
	t := &yearTable{}
	for e := src.GetMonths().Front(); e != nil; e = e.Next() {
		m, ok := e.Value.(*golunar.LunarMonth)
		if !ok || m.GetYear() != y || t.count == len(t.months) {
			continue
		}
		month := Month{
			Year: y, Number: m.GetMonth(), Leap: m.IsLeap(),
			First: julian(m.GetFirstJulianDay()), Length: m.GetDayCount(),
			Provisional: y == 2057 || y == 2089 || y == 2097,
		}
		if month.Leap {
			month.Number = -month.Number
			t.leap = month.Number
		}
		for _, o := range overrides {
			if o.year == y && o.number == month.Number && !month.Leap {
				month.First, month.Length = o.first, o.length
			}
		}
		t.months[t.count] = month
		t.count++
	}
	end := t.months[t.count-1]
	t.first, t.last = t.months[0].First, end.First.Add(end.Length-1)
	// Its solar terms begin with Daxue of the civil year before; Qingming is the ninth.
	t.qingming = julian(src.GetJieQiJulianDays()[8] + 0.5)
	return t
}

// julian turns a Julian day, already in UTC+8 and counted from the midnight before its noon, into a Day.
func julian(jd float64) Day { return Day(int64(math.Floor(jd)) - julianDay0) }

// yearFor returns the lunar year in which d lies; d lies within MinDay to MaxDay.
func yearFor(d Day) *yearTable {
	y, _, _ := d.YMD()
	if y > lastYear {
		return tableOf(lastYear)
	}
	if t := tableOf(y); d >= t.first {
		return t
	}
	return tableOf(y - 1)
}

// month returns the position in months of the month in which d lies.
func (t *yearTable) month(d Day) int {
	// A month has at most 30 days, so this guess is never too late.
	i := int(d-t.first) / 30
	for i+1 < t.count && d >= t.months[i+1].First {
		i++
	}
	return i
}
