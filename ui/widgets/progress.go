package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Progress is a thin bar with words: what is being done, how far, and that
// other things can be done meanwhile.
type Progress struct {
	widget.BaseWidget

	words, count, note string
	share              float32
	stop               *Button
}

// NewProgress returns a bar; stop is the verb that ends the work, empty for
// work that cannot be stopped.
func NewProgress(words, note string, stop Verb) *Progress {
	g := &Progress{words: words, note: note}
	if stop.Word != "" {
		g.stop = NewButton(Quiet, stop.Word, stop.Do).At(InCard)
	}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes the words, the count such as "2 / 3" and the share, 0 to 1.
func (g *Progress) Set(words, count string, share float32) {
	g.words, g.count, g.share = words, count, min(max(share, 0), 1)
	g.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (g *Progress) CreateRenderer() fyne.WidgetRenderer {
	return &progressRenderer{renderer: renderer{w: g}, progress: g}
}

func (g *Progress) minimum(th *theme.Theme) fyne.Size {
	h := th.Px(34)
	if g.note != "" || g.stop != nil {
		h += th.Px(28)
	}
	return fyne.NewSize(th.Px(220), h)
}

func (g *Progress) paint(p *Pen, size fyne.Size) {
	k, s := p.Tokens, p.Style(theme.Body, p.Tokens.Ink)
	w := p.TextRight(size.Width, p.Px(11), g.count, p.Style(theme.Second, k.Ink2))
	p.Fit(0, p.Px(11), size.Width-w-p.Px(12), g.words, s)
	p.Bar(0, p.Px(26), size.Width, 6, g.share, k.BlueFill)
	p.Fit(0, p.Px(48), size.Width*0.7, g.note, p.Style(theme.Small, k.Ink2))
}

type progressRenderer struct {
	renderer
	progress *Progress
}

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	if r.progress.stop == nil {
		return r.objects
	}
	return append(r.objects[:len(r.objects):len(r.objects)], r.progress.stop)
}

func (r *progressRenderer) Layout(size fyne.Size) {
	r.draw(size)
	if b := r.progress.stop; b != nil {
		m, p := b.MinSize(), newPen(theme.Current())
		Put(b, size.Width-m.Width+p.Px(8), round(p.Px(48)-m.Height/2), m.Width, m.Height)
	}
}

func (r *progressRenderer) Refresh() {
	r.Layout(r.progress.Size())
	canvas.Refresh(r.progress)
}
