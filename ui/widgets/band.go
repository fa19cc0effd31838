package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Band is a line across the top of a window for what must not be forgotten:
// 演示数据 or 演示时间. It is hidden while it has no words.
type Band struct {
	widget.BaseWidget

	words string
}

// NewBand returns a band.
func NewBand(words string) *Band {
	b := &Band{words: words}
	b.ExtendBaseWidget(b)
	b.Hidden = words == ""
	return b
}

// Set changes the words.
func (b *Band) Set(words string) {
	b.words, b.Hidden = words, words == ""
	b.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (b *Band) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *Band) minimum(th *theme.Theme) fyne.Size { return fyne.NewSize(0, th.Px(26)) }

func (b *Band) paint(p *Pen, size fyne.Size) {
	k, s := p.Tokens, p.Style(theme.Small, p.Tokens.Ochre)
	p.Rect(0, 0, size.Width, size.Height, k.OchreSoft)
	p.Rect(0, size.Height-1, size.Width, 1, k.OchreLine)
	words := Cut(b.words, size.Width-48, s)
	w := statusWidth(words, s)
	p.Status((size.Width-w)/2, size.Height/2, Ochre, words, s)
}
