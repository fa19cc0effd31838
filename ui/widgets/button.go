package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// Kind is how much a button asks to be pressed.
type Kind int

// The kinds of button. One Primary a screen; DangerFill only in a confirm sheet.
const (
	Secondary Kind = iota
	Primary
	Quiet
	Danger
	DangerFill
)

// Place is where a button stands; it fixes its height.
type Place int

// The places.
const (
	OnPage   Place = iota // 38
	InCard                // 32
	OnAction              // 40, the main button of the village edition
)

// Button is a labelled action. It shows the key that does the same and, when
// it is off, the reason beside it.
type Button struct {
	press

	label, key, icon string
	spoken           string // what an icon alone says
	reason           string
	kind             Kind
	place            Place
}

// NewButton returns a button for the page; tap runs when it is pressed.
func NewButton(k Kind, label string, tap func()) *Button {
	b := &Button{kind: k, label: label}
	b.extend(b, tap)
	return b
}

// Key sets the key name drawn after the label, e.g. "F9"; it binds nothing.
func (b *Button) Key(name string) *Button { b.key = name; return b }

// Icon sets the icon before the label, by its name in assets.
func (b *Button) Icon(name string) *Button { b.icon = name; return b }

// At sets where the button stands.
func (b *Button) At(p Place) *Button { b.place = p; return b }

// SetLabel changes the words.
func (b *Button) SetLabel(label string) { b.label = label; b.Refresh() }

// Label returns the words; of an icon alone those that it stands for.
func (b *Button) Label() string {
	if b.label == "" {
		return b.spoken
	}
	return b.label
}

// SetOff makes the button grey with the reason in words beside it; an empty
// reason makes it work again.
func (b *Button) SetOff(reason string) {
	b.reason, b.off = reason, reason != ""
	b.Refresh()
}

// Off says why the button cannot be pressed, or "".
func (b *Button) Off() string { return b.reason }

// Press does what a tap does, for a shortcut of the window.
func (b *Button) Press() { b.Tapped(nil) }

// CreateRenderer makes the drawing; Fyne calls it.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *Button) height(th *theme.Theme) float32 {
	switch b.place {
	case InCard:
		return th.InCard()
	case OnAction:
		return th.MainButton()
	default:
		return th.Control()
	}
}

func (b *Button) styles(p *Pen) (label, key Style, icon, gap float32) {
	role := theme.Body
	if b.place == InCard && p.Theme.Scale() == theme.Normal {
		role = theme.Second
	}
	label = Style{Size: p.Theme.Text(role), Bold: b.kind == Primary || b.kind == DangerFill}
	if b.place == OnAction && p.Theme.Scale() == theme.Village {
		label.Size = 25
	}
	key = Style{Size: max(p.Theme.Text(theme.Floor), label.Size-2.5)}
	return label, key, round(label.Size * 1.2), round(label.Size * 0.5)
}

// inner is the width of icon, label and key together.
func (b *Button) inner(p *Pen) float32 {
	label, key, icon, gap := b.styles(p)
	w := label.Width(b.label)
	if b.icon != "" {
		w += icon
		if b.label != "" {
			w += gap
		}
	}
	if b.key != "" {
		w += gap + key.Width(b.key)
	}
	return w
}

func (b *Button) boxWidth(p *Pen) float32 {
	pad := p.Px(15)
	switch {
	case b.kind == Quiet:
		pad = p.Px(8)
	case b.place == InCard:
		pad = p.Px(14)
	case b.kind == Primary:
		pad = p.Px(16)
	}
	return round(b.inner(p) + 2*pad)
}

func (b *Button) minimum(th *theme.Theme) fyne.Size {
	p := newPen(th)
	w := b.boxWidth(p)
	if b.reason != "" {
		w += round(p.Px(12) + p.Style(theme.Small, nil).Width(b.reason))
	}
	return fyne.NewSize(w, b.height(th))
}

func (b *Button) paint(p *Pen, size fyne.Size) {
	w, h := size.Width, size.Height
	if b.reason != "" {
		w = b.boxWidth(p)
	}
	fill, edge, text := b.colors(p.Tokens)
	if b.focused && !b.off {
		p.halo(0, 0, w, h, theme.RadiusControl)
	}
	if fill != nil || edge != nil {
		p.Frame(0, 0, w, h, theme.RadiusControl, fill, edge, 1)
	}
	b.face(p, w, h, text)
	if b.reason != "" {
		s := p.Style(theme.Small, p.Tokens.Ink2)
		p.Fit(w+p.Px(12), h/2, size.Width-w-p.Px(12), b.reason, s)
	}
}

// face draws icon, label and key in the middle of a box.
func (b *Button) face(p *Pen, w, h float32, text color.NRGBA) {
	label, key, icon, gap := b.styles(p)
	x := (w - b.inner(p)) / 2
	label.Color, key.Color = text, p.Tokens.Ink2
	if b.kind == Primary || b.kind == DangerFill {
		key.Color = theme.Fade(text, 0.87)
	}
	if b.off {
		key.Color = text
	}
	if b.icon != "" {
		p.Icon(b.icon, x+icon/2, h/2, icon, text)
		x += icon + gap
	}
	x += p.Text(x, h/2, b.label, label)
	if b.key != "" {
		p.Text(x+gap, h/2, b.key, key)
	}
}

// colors returns ground, outline and words; a nil ground or outline is not drawn.
func (b *Button) colors(k theme.Tokens) (fill, edge color.Color, text color.NRGBA) {
	if b.off {
		return k.Quiet, k.Line, k.Ink3
	}
	switch b.kind {
	case Primary:
		fill, text = k.BlueFill, k.OnBlue
		if b.hovered {
			fill = blend(k.BlueFill, k.Ink, 0.14)
		}
		return fill, nil, text
	case DangerFill:
		return k.RedFill, nil, k.OnBlue
	case Danger:
		fill, edge, text = k.Card, k.Red, k.Red
		if b.hovered {
			fill = k.RedSoft
		}
		return fill, edge, text
	case Quiet:
		if b.hovered {
			fill = k.BlueSoft
		}
		return fill, nil, k.Blue
	default:
		fill = k.Card
		if b.hovered {
			fill = k.Quiet
		}
		return fill, k.Edge, k.Ink
	}
}

// blend mixes share (0 to 1) of b into a.
func blend(a, b color.NRGBA, share float32) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float32(x)*(1-share) + float32(y)*share + 0.5) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: a.A}
}

// NewArrow is a quiet button of an icon alone, for 上月 and 下月; words say what it does in
// the help and to tests.
func NewArrow(icon, words string, tap func()) *Button {
	b := NewButton(Quiet, "", tap).Icon(icon).At(InCard)
	b.spoken = words
	return b
}
