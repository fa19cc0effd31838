package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Picker is one choice from a list too long to show: a field that opens a menu.
type Picker struct {
	press

	options     []string
	placeholder string
	chosen      int
	wrong       bool
	changed     func(i int)
}

// NewPicker returns a picker with nothing chosen; changed is told the index the
// user has taken.
func NewPicker(placeholder string, options []string, changed func(i int)) *Picker {
	k := &Picker{placeholder: placeholder, options: options, chosen: NoChoice, changed: changed}
	k.extend(k, k.open)
	return k
}

// Chosen is the index of the chosen word, or NoChoice.
func (k *Picker) Chosen() int { return k.chosen }

// SetChosen chooses without telling changed; an index out of range is NoChoice.
func (k *Picker) SetChosen(i int) {
	if i < 0 || i >= len(k.options) {
		i = NoChoice
	}
	k.chosen = i
	k.Refresh()
}

// SetOptions changes the words and takes the choice back.
func (k *Picker) SetOptions(options []string) {
	k.options, k.chosen = options, NoChoice
	k.Refresh()
}

// SetWrong draws the red outline of a wrong answer.
func (k *Picker) SetWrong(on bool) { k.wrong = on; k.Refresh() }

// TypedKey opens the menu on Enter, Space and ↓, and steps on ↑.
func (k *Picker) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		k.open()
	case fyne.KeyUp:
		k.take(max(0, k.chosen-1))
	default:
		k.press.TypedKey(e)
	}
}

func (k *Picker) take(i int) {
	if i < 0 || i >= len(k.options) {
		return
	}
	k.SetChosen(i)
	if k.changed != nil {
		k.changed(i)
	}
}

func (k *Picker) open() {
	d := fyne.CurrentApp().Driver()
	cv := d.CanvasForObject(k)
	if cv == nil || len(k.options) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(k.options))
	for i, word := range k.options {
		items[i] = fyne.NewMenuItem(word, func() { k.take(i) })
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), cv)
	menu.ShowAtPosition(d.AbsolutePositionForObject(k).AddXY(0, k.Size().Height+2))
	menu.Resize(fyne.NewSize(max(k.Size().Width, menu.MinSize().Width), menu.MinSize().Height))
}

// CreateRenderer makes the drawing; Fyne calls it.
func (k *Picker) CreateRenderer() fyne.WidgetRenderer { return newRenderer(k) }

func (k *Picker) minimum(th *theme.Theme) fyne.Size {
	s := newPen(th).Style(theme.Body, nil)
	w := s.Width(k.placeholder)
	for _, o := range k.options {
		w = max(w, s.Width(o))
	}
	return fyne.NewSize(min(round(w), s.Size*16)+th.Px(46), th.Control())
}

func (k *Picker) paint(p *Pen, size fyne.Size) {
	t, edge, width := p.Tokens, p.Tokens.Edge, float32(1)
	switch {
	case k.wrong:
		edge, width = t.Red, 1.5
	case k.focused:
		p.halo(0, 0, size.Width, size.Height, theme.RadiusControl)
		edge, width = t.Blue, 1.5
	}
	fill := t.Card
	if k.hovered {
		fill = t.Quiet
	}
	p.Frame(0, 0, size.Width, size.Height, theme.RadiusControl, fill, edge, width)
	word, s := k.placeholder, p.Style(theme.Body, t.Ink3)
	if k.chosen != NoChoice {
		word, s.Color = k.options[k.chosen], t.Ink
	}
	x := p.Theme.Gap(8) * 1.5
	p.Fit(x, size.Height/2, size.Width-x-p.Px(30), word, s)
	p.Icon("chevron-down", size.Width-p.Px(18), size.Height/2, p.Px(16), t.Ink2)
}
