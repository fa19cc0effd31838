package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// FingerprintDigits shows the thirty digits two offices read to each other:
// six boxes of five, two rows.
type FingerprintDigits struct {
	widget.BaseWidget

	digits string
}

// NewFingerprintDigits returns the boxes; other characters than digits are
// left out, missing digits leave their boxes empty.
func NewFingerprintDigits(digits string) *FingerprintDigits {
	f := &FingerprintDigits{}
	f.ExtendBaseWidget(f)
	f.Set(digits)
	return f
}

// Set changes the digits.
func (f *FingerprintDigits) Set(digits string) {
	kept := make([]rune, 0, 30)
	for _, r := range digits {
		if r >= '0' && r <= '9' && len(kept) < 30 {
			kept = append(kept, r)
		}
	}
	f.digits = string(kept)
	f.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (f *FingerprintDigits) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *FingerprintDigits) minimum(th *theme.Theme) fyne.Size {
	return fyne.NewSize(3*th.Px(88)+2*8, 2*th.Px(29)+5)
}

func (f *FingerprintDigits) paint(p *Pen, size fyne.Size) {
	w, h := round((size.Width-16)/3), round((size.Height-5)/2)
	s, cell := p.Strong(theme.Finger, p.Tokens.Ink), p.Px(15)
	for box := range 6 {
		x, y := float32(box%3)*(w+8), float32(box/3)*(h+5)
		p.Box(x, y, w, h, theme.RadiusSquare+1, p.Tokens.Quiet)
		for i := range 5 {
			if n := box*5 + i; n < len(f.digits) {
				p.TextMid(x+w/2+(float32(i)-2)*cell, y+h/2, f.digits[n:n+1], s)
			}
		}
	}
}
