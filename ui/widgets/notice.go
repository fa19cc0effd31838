package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Verb is a word that does something.
type Verb struct {
	Word string
	Do   func()
}

// Notice is a soft block in a tone: what is so, and what can be done. Red is an
// error: what happened, whether the data is safe, what to do.
type Notice struct {
	widget.BaseWidget

	tone  Tone
	head  string
	lines []string
	verbs []fyne.CanvasObject
}

// NewError returns a red block: what happened, is the data safe, what to do.
func NewError(happened, safe string, verbs ...Verb) *Notice {
	return NewNotice(Red, happened, []string{safe}, verbs...)
}

// NewNotice returns a block with lines under its head.
func NewNotice(t Tone, head string, lines []string, verbs ...Verb) *Notice {
	n := &Notice{tone: t, head: head, lines: lines}
	for _, v := range verbs {
		n.verbs = append(n.verbs, NewButton(Quiet, v.Word, v.Do).At(InCard))
	}
	n.ExtendBaseWidget(n)
	return n
}

// CreateRenderer makes the drawing; Fyne calls it.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	return &noticeRenderer{renderer: renderer{w: n}, notice: n}
}

func (n *Notice) left(p *Pen) float32 { return p.Px(42) }

func (n *Notice) heightFor(w float32) float32 {
	p := newPen(theme.Current())
	h := p.Px(38)
	s := p.Style(theme.Second, nil)
	for _, line := range n.lines {
		h += float32(len(Wrap(line, w-n.left(p)-p.Px(14), s))) * p.Px(25)
	}
	if len(n.verbs) > 0 {
		h += p.Px(26)
	}
	return h + p.Px(8)
}

func (n *Notice) minimum(th *theme.Theme) fyne.Size {
	w := n.Size().Width
	if w <= 0 {
		w = th.Px(390)
	}
	return fyne.NewSize(th.Px(240), n.heightFor(w))
}

func (n *Notice) paint(p *Pen, size fyne.Size) {
	k, left := p.Tokens, n.left(p)
	p.Frame(0, 0, size.Width, size.Height, theme.RadiusBlock, n.tone.Soft(k), n.tone.Outline(k), 1)
	if n.tone == Red {
		p.Icon("warning", p.Px(24), p.Px(23), p.Px(20), k.Red)
	} else {
		p.Mark(n.tone, p.Px(24), p.Px(23), p.Px(14))
	}
	p.Fit(left, p.Px(23), size.Width-left-p.Px(12), n.head, p.Strong(theme.Body, n.tone.Text(k)))
	y, s := p.Px(36), p.Style(theme.Second, k.Ink)
	for _, line := range n.lines {
		y = p.Para(left, y, size.Width-left-p.Px(14), line, s, p.Px(25), 0)
	}
}

type noticeRenderer struct {
	renderer
	notice *Notice
}

func (r *noticeRenderer) Objects() []fyne.CanvasObject {
	return append(r.objects[:len(r.objects):len(r.objects)], r.notice.verbs...)
}

func (r *noticeRenderer) Layout(size fyne.Size) {
	r.draw(size)
	p := newPen(theme.Current())
	x := r.notice.left(p) - p.Px(8)
	for _, v := range r.notice.verbs {
		m := v.MinSize()
		Put(v, x, size.Height-m.Height-p.Px(4), m.Width, m.Height)
		x += m.Width + p.Px(4)
	}
}

func (r *noticeRenderer) Refresh() {
	r.Layout(r.notice.Size())
	canvas.Refresh(r.notice)
}
