package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Stop is how far a matter has come at one level.
type Stop int

// The stops.
const (
	NotReached Stop = iota // outline
	Been                   // soft blue
	Holder                 // solid blue: has it now
	Resolved               // solid green: resolved here
)

// Track is where a matter is between village, township and county. InTransit
// is the gap it is crossing on a stick: 1 village–township, 2 township–county,
// 0 none.
type Track struct {
	Village, Township, County Stop
	InTransit                 int
}

// Track draws 村▸乡▸县 from x on and returns its width; side is the length of a
// square's side in pixels at normal scale, 20 in tables and 28 in a header.
func (p *Pen) Track(x, cy, side float32, t Track) float32 {
	side = p.Px(side)
	gap := round(side * 0.7)
	stops := [3]Stop{t.Village, t.Township, t.County}
	x = round(x)
	for i, word := range [3]string{"村", "乡", "县"} {
		left := x + float32(i)*(side+gap)
		p.stop(left, cy, side, stops[i], word)
		if i < 2 {
			p.link(left+side, cy, gap, stops[i], stops[i+1], t.InTransit == i+1)
		}
	}
	return trackWidth(side)
}

func trackWidth(side float32) float32 { return 3*side + 2*round(side*0.7) }

func (p *Pen) stop(x, cy, side float32, s Stop, word string) {
	k, y := p.Tokens, round(cy-side/2)
	st := Style{Size: round(side * 0.62), Color: k.Ink2}
	if p.Theme.Scale() == theme.Normal {
		st.Size = max(st.Size, 13)
	}
	r := min(theme.RadiusSquare, side/5)
	switch s {
	case Holder:
		p.Box(x, y, side, side, r, k.BlueFill)
		st.Bold, st.Color = true, k.OnBlue
	case Resolved:
		p.Box(x, y, side, side, r, k.Green)
		st.Bold, st.Color = true, k.OnGreen
	case Been:
		p.Box(x, y, side, side, r, k.BlueSoft)
		st.Color = k.Blue
	default:
		p.Frame(x, y, side, side, r, k.Card, k.Line, 1)
	}
	p.TextMid(x+side/2, cy, word, st)
}

// link draws what stands between two squares: an arrow, or dashes in transit.
func (p *Pen) link(x, cy, gap float32, from, to Stop, transit bool) {
	k := p.Tokens
	if transit {
		w := round(gap / 5)
		for i := range 3 {
			p.Rect(round(x+gap*(0.08+0.33*float32(i))), round(cy-1), max(w, 2), 2, k.Blue)
		}
		return
	}
	c := color.Color(k.Line)
	if from != NotReached && to != NotReached {
		c = k.Blue
	}
	h, cx := gap*0.3, x+gap/2
	p.Poly(c, fyne.NewPos(cx-h*0.75, cy-h), fyne.NewPos(cx+h*0.75, cy), fyne.NewPos(cx-h*0.75, cy+h))
}

// LevelTrack is a track as a part of its own.
type LevelTrack struct {
	widget.BaseWidget

	track Track
	side  float32
}

// NewLevelTrack returns a track with squares of the given side in pixels at
// normal scale: 20 in tables, 28 in a header.
func NewLevelTrack(t Track, side float32) *LevelTrack {
	l := &LevelTrack{track: t, side: side}
	l.ExtendBaseWidget(l)
	return l
}

// Set moves the matter.
func (l *LevelTrack) Set(t Track) { l.track = t; l.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (l *LevelTrack) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *LevelTrack) minimum(th *theme.Theme) fyne.Size {
	side := th.Px(l.side)
	return fyne.NewSize(trackWidth(side), side)
}

func (l *LevelTrack) paint(p *Pen, size fyne.Size) { p.Track(0, size.Height/2, l.side, l.track) }
