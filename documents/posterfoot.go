package documents

import (
	"strings"

	"silian/calendar"
)

// foot draws what stands under the months: what the signs mean, what was changed, whom
// to tell.
func (d *posterDraft) foot() {
	y := posterTop + 4*monthHigh + 1
	d.legend(y)
	y += 10
	for _, text := range d.notes() {
		if text == "" {
			continue
		}
		y = d.paragraph(y, 13, 6.2, black, text)
	}
	d.paragraph(y+0.8, 9.5, 4.6, grey, d.words.text("poster.information", "office", d.Office))
}

// legend explains the signs that the poster uses, and no others.
func (d *posterDraft) legend(y float64) {
	used := map[string]bool{"village_day": true}
	for _, m := range d.marks {
		if m.tag != "" {
			used[m.tag] = true
		}
	}
	first, last := yearOf(d.Year)
	for day := first; day <= last; day++ {
		switch tag, _ := d.tag(day, dayMark{}); tag {
		case d.words.text("poster.mark.off"):
			used["off"] = true
		case d.words.text("poster.mark.work"):
			used["work"] = true
		}
	}
	x := posterSide
	for _, key := range []string{"village_day", "moved", "moved_early", "added", "from", "cancelled", "off", "work"} {
		if !used[key] || key == "moved_early" && used["moved"] && d.words.text("poster.mark.moved") == d.words.text("poster.mark.moved_early") {
			continue
		}
		x = d.sign(key, x, y) + 8
	}
}

// sign draws one sign of the legend and gives where it ends.
func (d *posterDraft) sign(key string, x, y float64) float64 {
	const high, wide = 6.0, 8.0
	ink := white
	label, tag := key, key
	switch key {
	case "village_day", "moved", "moved_early", "added":
		d.sheet.fill(x*d.k, y*d.k, wide*d.k, high*d.k, red)
	case "from", "cancelled":
		d.sheet.box(x*d.k, y*d.k, wide*d.k, high*d.k, 0.25*d.k, red)
		ink = red
	default:
		ink = red
		if key == "work" {
			ink = black
		}
	}
	switch key {
	case "moved_early":
		label = "moved"
	case "from":
		tag = "moved_from"
	}
	if key != "village_day" {
		d.middle(x+wide/2, y+0.9, 11, wide, true, ink, d.words.text("poster.mark."+tag))
	}
	x += wide + 2
	return x + d.put(x, y+0.7, 13, false, black, d.words.text("poster.legend."+label))
}

// notes are the lines under the legend.
func (d *posterDraft) notes() []string {
	out := []string{d.changes()}
	if !d.Holidays.Announced(d.Year) {
		out = append(out, d.words.text("poster.holidays_unknown", "year", itoa(d.Year)))
	}
	for _, v := range d.Days {
		if v.Provisional {
			out = append(out, d.words.text("poster.provisional"))
			break
		}
	}
	door := ""
	switch {
	case d.Upper != "" && d.UpperTel != "":
		door = d.words.text("poster.upper.phone", "upper", d.Upper, "phone", d.UpperTel)
	case d.Upper != "":
		door = d.words.text("poster.upper", "upper", d.Upper)
	}
	if d.Village {
		door += d.words.text("poster.cadres")
	}
	return append(out, door)
}

// changes names the days that are not where the rule puts them, as many as fit.
func (d *posterDraft) changes() string {
	const most = 8
	var all []string
	for _, v := range d.Days {
		switch v.Kind {
		case calendar.Moved:
			all = append(all, d.words.text("poster.change.moved", "from", monthDay(v.MovedFrom), "to", monthDay(v.Day)))
		case calendar.Cancelled:
			all = append(all, d.words.text("poster.change.cancelled", "from", monthDay(v.Day)))
		case calendar.Added:
			all = append(all, d.words.text("poster.change.added", "to", monthDay(v.Day)))
		}
	}
	if len(all) == 0 {
		return ""
	}
	more := ""
	if len(all) > most {
		more = d.words.text("poster.more", "n", itoa(len(all)))
		all = all[:most]
	}
	return d.words.text("poster.changes") + strings.Join(all, "；") + more + "。"
}

// paragraph writes text over the width of the poster and gives where it ends.
func (d *posterDraft) paragraph(y, size, pitch float64, c colour, text string) float64 {
	var t typed
	t.add(d.ruler, Run{Text: text, Size: size * a3Point * d.k}, c)
	for _, marks := range t.set((297-2*posterSide)*d.k, 0, pitch*d.k, size*a3Point*d.k, Left) {
		for _, m := range marks {
			m.x, m.y = m.x+posterSide*d.k, m.y+y*d.k
			d.sheet.marks = append(d.sheet.marks, m)
		}
		y += pitch
	}
	return y
}

// yearOf gives the first and the last day of a civil year.
func yearOf(year int) (first, last calendar.Day) {
	first, err1 := calendar.Date(year, 1, 1)
	last, err2 := calendar.Date(year, 12, 31)
	if err1 != nil || err2 != nil {
		return 1, 0
	}
	return first, last
}
