package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// ToastTime is how long a toast stays.
const ToastTime = 6 * time.Second

// Toast says in the bottom right corner that something is done, with the verb
// that takes it back. It does not take the focus.
type Toast struct {
	widget.BaseWidget

	words string
	verb  Verb
	hot   fyne.CanvasObject
}

// NewToast returns a toast; an empty verb shows none.
func NewToast(words string, verb Verb) *Toast {
	t := &Toast{words: words, verb: verb}
	b := &toastVerb{word: verb.Word}
	b.extend(b, verb.Do)
	t.hot = b
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer makes the drawing; Fyne calls it.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	return &toastRenderer{renderer: renderer{w: t}, toast: t}
}

func (t *Toast) minimum(th *theme.Theme) fyne.Size {
	s := newPen(th).Style(theme.Body, nil)
	w := th.Px(42) + s.Width(t.words) + th.Px(20)
	if t.verb.Word != "" {
		w += t.hot.MinSize().Width + th.Px(20)
	}
	return fyne.NewSize(max(round(w), th.Px(240)), th.Px(48))
}

func (t *Toast) paint(p *Pen, size fyne.Size) {
	k := p.Tokens
	box := p.Box(0, 0, size.Width, size.Height, theme.RadiusBlock, k.ToastGround)
	box.Shadow = canvas.Shadow{Color: k.Shadow, BlurRadius: 16, Offset: fyne.NewPos(0, 4)}
	p.Tick(p.Px(24), size.Height/2, p.Px(13), Style{Color: k.ToastTick})
	end := size.Width - p.Px(12)
	if t.verb.Word != "" {
		end -= t.hot.MinSize().Width
	}
	p.Fit(p.Px(42), size.Height/2, end-p.Px(42), t.words, p.Style(theme.Body, k.ToastText))
}

// toastVerb is the verb on the dark ground.
type toastVerb struct {
	press
	word string
}

func (v *toastVerb) CreateRenderer() fyne.WidgetRenderer { return newRenderer(v) }

func (v *toastVerb) minimum(th *theme.Theme) fyne.Size {
	if v.word == "" {
		return fyne.Size{}
	}
	return fyne.NewSize(round(newPen(th).Strong(theme.Body, nil).Width(v.word)+th.Px(16)), th.Px(34))
}

func (v *toastVerb) paint(p *Pen, size fyne.Size) {
	if v.focused || v.hovered {
		p.Frame(0, 0, size.Width, size.Height, theme.RadiusControl, nil, p.Tokens.ToastVerb, 1)
	}
	p.TextMid(size.Width/2, size.Height/2, v.word, p.Strong(theme.Body, p.Tokens.ToastVerb))
}

type toastRenderer struct {
	renderer
	toast *Toast
}

func (r *toastRenderer) Objects() []fyne.CanvasObject {
	if r.toast.verb.Word == "" {
		return r.objects
	}
	return append(r.objects[:len(r.objects):len(r.objects)], r.toast.hot)
}

func (r *toastRenderer) Layout(size fyne.Size) {
	r.draw(size)
	m := r.toast.hot.MinSize()
	Put(r.toast.hot, size.Width-m.Width-8, round((size.Height-m.Height)/2), m.Width, m.Height)
}

func (r *toastRenderer) Refresh() {
	r.Layout(r.toast.Size())
	canvas.Refresh(r.toast)
}
