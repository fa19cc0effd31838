package documents

import (
	"fmt"
	"strings"

	"silian/assets"
	"silian/calendar"
)

// wording is the words of papers, from a file that can be edited.
type wording map[string]string

func newWording() wording { return assets.Papers() }

// text gives one text with its places filled: pairs are a name and what stands there. A
// place is filled once: braces in what a person wrote are not read as places.
func (w wording) text(key string, pairs ...string) string {
	places := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		places = append(places, "{"+pairs[i]+"}", tidy(pairs[i+1]))
	}
	return strings.NewReplacer(places...).Replace(w[key])
}

// date is 2026年11月24日.
func date(d calendar.Day) string {
	y, m, day := d.YMD()
	return fmt.Sprintf("%d年%d月%d日", y, int(m), day)
}

// monthDay is 11月24日.
func monthDay(d calendar.Day) string {
	_, m, day := d.YMD()
	return fmt.Sprintf("%d月%d日", int(m), day)
}

// lunarText is 十月十六, "" outside the tables.
func lunarText(d calendar.Day) string {
	l, err := calendar.ToLunar(d)
	if err != nil {
		return ""
	}
	return l.Text(calendar.StyleFolk)
}
