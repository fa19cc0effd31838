package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Field is a question: label above, the control, and under it what is wrong or
// a hint. Asked is the rule; only what may stay empty is marked （选填）.
type Field struct {
	widget.BaseWidget

	label, hint, wrong string
	optional           bool
	number             int
	control            fyne.CanvasObject
}

// NewField puts a label over an Entry, a Choice, a Picker or any other object.
func NewField(label string, control fyne.CanvasObject) *Field {
	f := &Field{label: label, control: control}
	f.ExtendBaseWidget(f)
	return f
}

// Optional marks the field （选填）.
func (f *Field) Optional() *Field { f.optional = true; return f }

// Number draws the field's number in a disc, for the village edition.
func (f *Field) Number(n int) *Field { f.number = n; return f }

// Hint sets the grey words under the control; "" takes them away. A field that
// has a hint or an error is one line higher.
func (f *Field) Hint(words string) *Field { f.hint = words; f.Refresh(); return f }

// SetWrong says what is wrong and what to do; "" is right again.
func (f *Field) SetWrong(words string) {
	f.wrong = words
	if c, ok := f.control.(interface{ SetWrong(on bool) }); ok {
		c.SetWrong(words != "")
	}
	f.Refresh()
}

// Wrong is what SetWrong said last.
func (f *Field) Wrong() string { return f.wrong }

// CreateRenderer makes the drawing; Fyne calls it.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return &fieldRenderer{renderer: renderer{w: f}, field: f}
}

func (f *Field) labelHeight(th *theme.Theme) float32 { return th.Px(27) }

func (f *Field) footHeight(p *Pen, w float32) float32 {
	if f.wrong == "" && f.hint == "" {
		return 0
	}
	return p.Px(6) + float32(len(f.foot(p, w)))*p.Px(21)
}

func (f *Field) foot(p *Pen, w float32) []string {
	s := p.Style(theme.Small, nil)
	if f.wrong != "" {
		return Wrap(f.wrong, w-p.Px(22), s)
	}
	return Wrap(f.hint, w, s)
}

func (f *Field) words() string {
	if f.optional {
		return f.label + "（选填）"
	}
	return f.label
}

func (f *Field) minimum(th *theme.Theme) fyne.Size {
	p, size := newPen(th), f.control.MinSize()
	w := p.Style(theme.Second, nil).Width(f.words())
	if f.number > 0 {
		w += p.Px(26)
	}
	foot := f.footHeight(p, max(size.Width, f.Size().Width))
	return fyne.NewSize(max(size.Width, round(w)), f.labelHeight(th)+size.Height+foot)
}

func (f *Field) heightFor(w float32) float32 {
	th := theme.Current()
	return f.labelHeight(th) + f.control.MinSize().Height + f.footHeight(newPen(th), w)
}

func (f *Field) paint(p *Pen, size fyne.Size) {
	k, cy, x := p.Tokens, p.Px(11), float32(0)
	role := theme.Second
	if f.number > 0 {
		r := p.Px(9)
		p.Disc(r, cy, r, k.BlueSoft)
		p.TextMid(r, cy, strconv.Itoa(f.number), Style{Size: p.Theme.Text(theme.Floor), Bold: true, Color: k.Blue})
		x, role = 2*r+p.Px(8), theme.Body
	}
	p.Fit(x, cy, size.Width-x, f.words(), p.Style(role, k.Ink2))
	foot := f.foot(p, size.Width)
	y := size.Height - f.footHeight(p, size.Width) + p.Px(6)
	switch {
	case f.wrong != "":
		p.Icon("warning", p.Px(8), y+p.Px(10), p.Px(16), k.Red)
		for i, line := range foot {
			p.Text(p.Px(22), y+p.Px(21)*(float32(i)+0.5), line, p.Style(theme.Small, k.Red))
		}
	case f.hint != "":
		for i, line := range foot {
			p.Text(0, y+p.Px(21)*(float32(i)+0.5), line, p.Style(theme.Small, k.Ink2))
		}
	}
}

type fieldRenderer struct {
	renderer
	field *Field
}

func (r *fieldRenderer) Objects() []fyne.CanvasObject {
	return append(r.objects[:len(r.objects):len(r.objects)], r.field.control)
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	r.draw(size)
	th := theme.Current()
	top := r.field.labelHeight(th)
	Put(r.field.control, 0, top, size.Width, size.Height-top-r.field.footHeight(newPen(th), size.Width))
}

func (r *fieldRenderer) Refresh() {
	r.Layout(r.field.Size())
	canvas.Refresh(r.field)
}
