package documents

import (
	"io"
	"strings"
	"time"

	"silian/calendar"
)

// Poster is the sheet for the wall with the village days of a year.
type Poster struct {
	Office    string
	Year      int
	Days      []calendar.VillageDay // of the year, with those that are moved or cancelled
	LunarDays []int                 // by the rule
	Holidays  calendar.Holidays
	Hours     string
	Place     string
	Phone     string
	Upper     string // whom to tell when the room was not open
	UpperTel  string
	Village   bool // hangs in a village: names the door for what is about its cadres
}

// Format is a size of paper for a poster.
type Format string

// Sizes of posters.
const (
	FormatA3 Format = "A3" // 297 by 420 mm
	FormatA4 Format = "A4" // 210 by 297 mm
)

// Places on the poster in millimetres of A3; A4 is the same made smaller.
const (
	posterSide  = 14.0
	posterTop   = 66.0 // where the months begin
	monthGap    = 7.0
	monthHigh   = 78.4
	monthHead   = 9.5
	weekdayHigh = 6.0
	weekHigh    = 9.9
)

// PDF writes the poster on one page.
func (p Poster) PDF(w io.Writer, f Format) error {
	s, page, err := p.compose(f)
	if err != nil {
		return err
	}
	return draw(w, p.title(newWording()), page.Width, page.Height, []*sheet{s})
}

func (p Poster) compose(f Format) (*sheet, Page, error) {
	r, err := newRuler()
	if err != nil {
		return nil, Page{}, err
	}
	page := Page{Width: 297, Height: 420}
	if f == FormatA4 {
		page = Page{Width: 210, Height: 297}
	}
	d := &posterDraft{Poster: p, sheet: &sheet{}, ruler: r, words: newWording(), k: page.Width / 297 * perMM, marks: p.marks()}
	d.head()
	for m := time.January; m <= time.December; m++ {
		n := int(m) - 1
		wide := d.monthWide()
		d.month(m, posterSide+float64(n%3)*(wide+monthGap), posterTop+float64(n/3)*monthHigh)
	}
	d.foot()
	return d.sheet, page, nil
}

func (p Poster) title(w wording) string {
	key := "poster.title"
	if p.Office == "" {
		key = "poster.title.plain"
	}
	return w.text(key, "office", p.Office, "year", itoa(p.Year))
}

// dayMark is how one day of the year is drawn.
type dayMark struct {
	village bool   // the room is open
	left    bool   // a village day that is not held here: moved away or cancelled
	tag     string // key of the small word
}

func (p Poster) marks() map[calendar.Day]dayMark {
	out := map[calendar.Day]dayMark{}
	for _, d := range p.Days {
		switch d.Kind {
		case calendar.Cancelled:
			if !out[d.Day].village {
				out[d.Day] = dayMark{left: true, tag: "cancelled"}
			}
		case calendar.Moved:
			if !out[d.MovedFrom].village {
				out[d.MovedFrom] = dayMark{left: true, tag: "from"}
			}
			tag := "moved"
			if d.Day < d.MovedFrom {
				tag = "moved_early"
			}
			out[d.Day] = dayMark{village: true, tag: tag}
		case calendar.Added:
			out[d.Day] = dayMark{village: true, tag: "added"}
		default:
			out[d.Day] = dayMark{village: true}
		}
	}
	return out
}

// rule says on which lunar days the room is open: 初六、十六、廿六.
func (p Poster) rule() string {
	var out []string
	for _, d := range p.LunarDays {
		text := calendar.LunarDate{Year: p.Year, Month: 1, Day: d}.Text(calendar.StyleFolk)
		out = append(out, strings.TrimPrefix(text, "正月"))
	}
	return strings.Join(out, "、")
}

// lunarYear is 丙午: the year that begins at the Spring Festival of the civil year.
func (p Poster) lunarYear() string {
	mid, err := calendar.Date(p.Year, time.July, 1)
	if err != nil {
		return ""
	}
	l, err := calendar.ToLunar(mid)
	if err != nil {
		return ""
	}
	return l.YearName()
}
