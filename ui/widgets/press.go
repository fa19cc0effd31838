package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// press is what every part that can be pressed shares: pointer, focus and
// the two keys that press it. The part sets self and act when it is made.
type press struct {
	widget.BaseWidget

	self    fyne.Widget
	act     func()
	escape  func() // what Escape does; nil is nothing
	off     bool   // cannot be pressed
	hovered bool
	focused bool
}

func (b *press) extend(self fyne.Widget, act func()) {
	b.self, b.act = self, act
	b.ExtendBaseWidget(self)
}

// Tapped presses the part.
func (b *press) Tapped(*fyne.PointEvent) {
	if !b.off && b.act != nil {
		b.act()
	}
}

// TypedKey presses the part on Enter, and leaves on Escape.
func (b *press) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	case fyne.KeySpace: // its character follows
	case fyne.KeyEscape:
		if b.escape != nil {
			b.escape()
			return
		}
		passOn(b.self, e)
	default:
		passOn(b.self, e)
	}
}

// TypedRune presses the part on a space, wide or not: on its character and not on its key,
// which comes before it, so that no space is typed into a field that the press leads to.
func (b *press) TypedRune(r rune) {
	if r == ' ' || r == '\u3000' {
		b.Tapped(nil)
	}
}

// FocusGained shows the focus halo.
func (b *press) FocusGained() { b.focused = true; b.self.Refresh() }

// FocusLost takes the focus halo away.
func (b *press) FocusLost() { b.focused = false; b.self.Refresh() }

// MouseIn shows that the part can be pressed.
func (b *press) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.self.Refresh() }

// MouseMoved does nothing.
func (b *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (b *press) MouseOut() { b.hovered = false; b.self.Refresh() }

// Cursor is a hand while the part can be pressed.
func (b *press) Cursor() desktop.Cursor {
	if b.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// halo draws the focus halo around a box, outside of it.
func (p *Pen) halo(x, y, w, h, radius float32) {
	p.Frame(x-2, y-2, w+4, h+4, radius+2, nil, p.Tokens.BlueLine, 2)
}
