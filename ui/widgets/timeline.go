package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Event is one row of a timeline.
type Event struct {
	Date    string // 11-20
	Weekday string // 周五
	Tone    Tone
	Kind    string // 研判意见
	Level   string // 村, 乡 or 县; "" draws no square
	Author  string // 东岭村 韩守田
	Text    string
}

// Timeline shows what happened, the newest first, as one drawing.
type Timeline struct {
	widget.BaseWidget

	events []Event
	width  float32
}

// NewTimeline returns a timeline; put it into a Card through Scrolling.
func NewTimeline(events ...Event) *Timeline {
	t := &Timeline{events: events}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes the rows.
func (t *Timeline) Set(events ...Event) { t.events = events; t.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

// textLeft is where kind and text begin; markAt is the middle of the marks.
func (t *Timeline) measures(p *Pen) (markAt, textLeft float32) {
	date, day := p.Style(theme.Body, nil), p.Style(theme.Small, nil)
	markAt = round(date.Width("00-00") + day.Width("周五") + p.Px(20))
	return markAt, markAt + p.Px(24)
}

func (t *Timeline) heightFor(w float32) float32 {
	p := newPen(theme.Current())
	_, left := t.measures(p)
	s := p.Style(theme.Second, nil)
	y := float32(0)
	for _, e := range t.events {
		y += t.rowHeight(p, e, w-left-8, s)
	}
	return y
}

func (t *Timeline) rowHeight(p *Pen, e Event, w float32, s Style) float32 {
	h := p.Px(36)
	if e.Text != "" {
		h += float32(len(Wrap(e.Text, w, s)))*p.Px(23) + p.Px(2)
	}
	return h
}

func (t *Timeline) minimum(th *theme.Theme) fyne.Size {
	w := t.width
	if w <= 0 {
		w = th.Px(420)
	}
	return fyne.NewSize(th.Px(300), t.heightFor(w))
}

func (t *Timeline) paint(p *Pen, size fyne.Size) {
	t.width = size.Width
	mark, left := t.measures(p)
	text := p.Style(theme.Second, p.Tokens.Ink2)
	y := float32(0)
	for i, e := range t.events {
		h, cy := t.rowHeight(p, e, size.Width-left-8, text), y+p.Px(13)
		if i < len(t.events)-1 {
			p.Rect(mark-1, round(cy+p.Px(12)), 2, h-p.Px(24), p.Tokens.Line)
		}
		x := p.Text(0, cy, e.Date, p.Style(theme.Body, p.Tokens.Ink))
		p.Text(x+2, cy, e.Weekday, p.Style(theme.Small, p.Tokens.Ink2))
		p.Mark(e.Tone, mark, cy, p.Px(12))
		x = left + p.Text(left, cy, e.Kind, p.Strong(theme.Body, p.Tokens.Ink)) + p.Px(12)
		if e.Level != "" {
			side := p.Px(20)
			p.stop(round(x), cy, side, NotReached, e.Level)
			x += side + p.Px(7)
		}
		p.Fit(x, cy, size.Width-x, e.Author, p.Style(theme.Second, p.Tokens.Ink2))
		if e.Text != "" {
			p.Para(left, y+p.Px(26), size.Width-left-8, e.Text, text, p.Px(23), 0)
		}
		y += h
	}
}
