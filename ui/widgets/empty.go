package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Empty says that there is nothing yet and what the next step is.
type Empty struct {
	widget.BaseWidget

	icon, words, next string
}

// NewEmpty returns an empty state: 还没有事项 / 从村务日接访，或按Ctrl+N登记.
func NewEmpty(icon, words, next string) *Empty {
	e := &Empty{icon: icon, words: words, next: next}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer makes the drawing; Fyne calls it.
func (e *Empty) CreateRenderer() fyne.WidgetRenderer { return newRenderer(e) }

func (e *Empty) minimum(th *theme.Theme) fyne.Size { return fyne.NewSize(th.Px(240), th.Px(92)) }

func (e *Empty) paint(p *Pen, size fyne.Size) {
	k, cx, cy := p.Tokens, size.Width/2, size.Height/2
	p.Box(0, 0, size.Width, size.Height, theme.RadiusBlock, k.Quiet)
	p.Icon(e.icon, cx, cy-p.Px(22), p.Px(28), k.Ink2)
	words := p.Style(theme.Body, k.Ink)
	p.TextMid(cx, cy+p.Px(8), Cut(e.words, size.Width-24, words), words)
	next := p.Style(theme.Small, k.Ink2)
	p.TextMid(cx, cy+p.Px(31), Cut(e.next, size.Width-24, next), next)
}
