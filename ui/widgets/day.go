package widgets

import (
	"strconv"

	"silian/ui/theme"
)

// DayMark is what a day is to the village day calendar.
type DayMark int

// The marks.
const (
	DayPlain  DayMark = iota
	DayAhead          // a village day to come: solid
	DayHeld           // a village day that was held: soft
	DayNext           // a village day of the next month, or one that went by without a record: outline
	DayMoved          // put off to this or from this day: 延 in place of the digit
	DayOff            // cancelled: 停 in place of the digit
	DayExtra          // added: 加 in place of the digit
	DayBefore         // a village day from before the records begin: no ground
)

// Day is one cell of a calendar.
type Day struct {
	Number  int    // 1 to 31
	Lunar   string // 十六; "" in a year's calendar
	Mark    DayMark
	Today   bool // ink outline
	Outside bool // a day of the month before or after
}

// dayText is what stands in the cell, and in which colour.
func (p *Pen) dayText(d Day) (word string, s Style) {
	k := p.Tokens
	s = Style{Color: k.Ink}
	word = strconv.Itoa(d.Number)
	switch d.Mark {
	case DayAhead:
		s.Color, s.Bold = k.OnBlue, true
	case DayHeld, DayNext, DayBefore:
		s.Color, s.Bold = k.Blue, true
	case DayMoved:
		word, s.Color = "延", k.Ochre
	case DayOff:
		word, s.Color = "停", k.Ink2
	case DayExtra:
		word, s.Color = "加", k.Blue
	default:
		s.Bold = d.Today
		if d.Outside {
			s.Color = k.Ink3
		}
	}
	return word, s
}

// dayGround draws the ground and the outline of a day.
func (p *Pen) dayGround(d Day, x, y, w, h, radius float32) {
	k := p.Tokens
	switch d.Mark {
	case DayAhead:
		p.Box(x, y, w, h, radius, k.BlueFill)
	case DayHeld:
		p.Box(x, y, w, h, radius, k.BlueSoft)
	case DayNext:
		p.Frame(x, y, w, h, radius, nil, k.BlueLine, 1)
	case DayMoved:
		p.Frame(x, y, w, h, radius, k.OchreSoft, k.Ochre, 1)
	case DayOff:
		p.Frame(x, y, w, h, radius, nil, k.Edge, 1)
	case DayExtra:
		p.Frame(x, y, w, h, radius, k.BlueSoft, k.Blue, 1)
	}
	if d.Today {
		p.Frame(x, y, w, h, radius, nil, k.Ink, 2)
	}
}

// DaySample draws one cell around (cx, cy) for a legend.
func (p *Pen) DaySample(d Day, cx, cy float32) {
	side := p.Px(22)
	p.dayGround(d, round(cx-side/2), round(cy-side/2), side, side, theme.RadiusSquare+1)
	word, s := p.dayText(d)
	s.Size = p.Theme.Text(theme.Small)
	if d.Number == 0 && d.Mark != DayMoved && d.Mark != DayOff && d.Mark != DayExtra {
		return
	}
	p.TextMid(cx, cy, word, s)
}
