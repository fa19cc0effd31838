package documents

import (
	"slices"
	"strings"
	"time"

	"silian/calendar"
)

// posterDraft is a poster being drawn; its measures are millimetres of A3.
type posterDraft struct {
	Poster
	sheet *sheet
	ruler *ruler
	words wording
	k     float64 // points to a millimetre of A3
	marks map[calendar.Day]dayMark
}

const a3Point = 1 / perMM // one point of type on A3, in millimetres

func (d *posterDraft) monthWide() float64 { return (297 - 2*posterSide - 2*monthGap) / 3 }

// put writes text of size points (on A3) with its em box beginning at y; it gives the
// width in millimetres.
func (d *posterDraft) put(x, y, size float64, isBold bool, c colour, text string) float64 {
	points := size * a3Point * d.k
	return d.sheet.write(d.ruler, x*d.k, y*d.k+baseline*points, points, isBold, c, text) / d.k
}

func (d *posterDraft) wide(size float64, isBold bool, text string) float64 {
	var t typed
	t.add(d.ruler, Run{Text: text, Size: size * a3Point, Face: faceOf(isBold)}, black)
	return t.width(0, len(t.runes))
}

// middle writes text centred on x, smaller when it is wider than most.
func (d *posterDraft) middle(x, y, size, most float64, isBold bool, c colour, text string) {
	w := d.wide(size, isBold, text)
	if w > most {
		size *= most / w
		w = most
	}
	d.put(x-w/2, y, size, isBold, c, text)
}

func (d *posterDraft) head() {
	most := 297 - 2*posterSide
	d.middle(297.0/2, 14, 52, most, true, red, d.title(d.words))
	rule := d.words.text("poster.rule.by_date")
	if len(d.LunarDays) > 0 {
		rule = d.words.text("poster.rule", "days", d.rule())
	}
	if year := d.lunarYear(); year != "" {
		rule = d.words.text("poster.year", "lunar", year) + "　" + rule
	}
	d.middle(297.0/2, 37, 24, most, true, black, rule)
	var facts []string
	for _, f := range [][2]string{{"hours", d.Hours}, {"place", d.Place}, {"phone", d.Phone}} {
		if f[1] != "" {
			facts = append(facts, d.words.text("poster."+f[0], f[0], f[1]))
		}
	}
	d.middle(297.0/2, 50, 20, most, false, black, strings.Join(facts, "　　"))
	y := (posterTop - 4) * d.k
	d.sheet.strokes = append(d.sheet.strokes, stroke{x1: posterSide * d.k, y1: y, x2: (297 - posterSide) * d.k, y2: y, weight: 0.6 * d.k, colour: red})
}

// month draws one month: its lunar months, a week a row, Monday first.
func (d *posterDraft) month(m time.Month, x, y float64) {
	wide := d.monthWide()
	cell := wide / 7
	title := d.words.text("poster.month", "month", itoa(int(m)))
	w := d.put(x+1, y, 20, true, black, title)
	d.put(x+w+4, y+2.4, 11, false, grey, d.lunarMonths(m))
	for i := range 7 {
		c := black
		if i > 4 {
			c = grey
		}
		d.middle(x+(float64(i)+0.5)*cell, y+monthHead, 10, cell, false, c, strings.TrimPrefix(calendar.WeekdayText(time.Weekday((i+1)%7)), "周"))
	}
	line := (y + monthHead + weekdayHigh - 0.6) * d.k
	d.sheet.line(x*d.k, line, (x+wide)*d.k, line, 0.15*d.k)
	first, err := calendar.Date(d.Year, m, 1)
	if err != nil {
		return
	}
	lead := (int(first.Weekday()) + 6) % 7
	for day := first; ; day++ {
		_, now, number := day.YMD()
		if now != m {
			return
		}
		at := lead + number - 1
		d.day(day, number, x+float64(at%7)*cell, y+monthHead+weekdayHigh+float64(at/7)*weekHigh, cell)
	}
}

// lunarMonths names the lunar months of a civil month: 九月、十月.
func (d *posterDraft) lunarMonths(m time.Month) string {
	var out []string
	first, err := calendar.Date(d.Year, m, 1)
	if err != nil {
		return ""
	}
	for day := first; ; day++ {
		if _, now, _ := day.YMD(); now != m {
			return strings.Join(out, "　")
		}
		if l, err := calendar.ToLunar(day); err == nil {
			l.Day = 1
			if name := strings.TrimSuffix(l.Text(calendar.StyleFolk), "初一"); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
}

// day draws one day: number, lunar day, and what it is.
func (d *posterDraft) day(day calendar.Day, number int, x, y, cell float64) {
	mark := d.marks[day]
	ink, lunarInk := black, grey
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		ink = grey
	}
	switch {
	case mark.village:
		d.sheet.fill((x+0.5)*d.k, y*d.k, (cell-1)*d.k, (weekHigh-0.5)*d.k, red)
		ink, lunarInk = white, white
	case mark.left:
		d.sheet.box((x+0.5)*d.k, y*d.k, (cell-1)*d.k, (weekHigh-0.5)*d.k, 0.25*d.k, red)
		ink, lunarInk = red, red
	}
	shift := 0.0
	tag, tagInk := d.tag(day, mark)
	if tag != "" {
		shift = -1.5
		d.put(x+cell-4.1, y+0.5, 8.5, true, tagInk, tag)
	}
	d.middle(x+cell/2+shift, y+0.2, 15, cell, mark.village, ink, itoa(number))
	d.middle(x+cell/2, y+5.7, 9, cell-1, mark.village, lunarInk, lunarDay(day))
}

// tag is the small word of a day, and its colour.
func (d *posterDraft) tag(day calendar.Day, mark dayMark) (string, colour) {
	switch {
	case mark.tag == "from":
		return d.words.text("poster.mark.moved_from"), red
	case mark.tag == "cancelled":
		return d.words.text("poster.mark.cancelled"), red
	case mark.tag != "":
		return d.words.text("poster.mark." + mark.tag), white
	}
	name, off, known := d.Holidays.Lookup(day)
	ink := red
	if mark.village {
		ink = white
	}
	if known && off && name != "" {
		return d.words.text("poster.mark.off"), ink
	}
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		if working, known := d.Holidays.WorkingDay(day); working && known {
			if !mark.village {
				ink = black
			}
			return d.words.text("poster.mark.work"), ink
		}
	}
	return "", black
}

// lunarDay is 廿六, and the name of the month on its first day.
func lunarDay(day calendar.Day) string {
	l, err := calendar.ToLunar(day)
	if err != nil {
		return ""
	}
	text := l.Text(calendar.StyleFolk)
	if l.Day == 1 {
		return strings.TrimSuffix(text, "初一")
	}
	runes := []rune(text)
	return string(runes[len(runes)-2:])
}
