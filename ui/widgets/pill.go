package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Pill is a state as a part of its own: mark and word on a soft round ground.
type Pill struct {
	widget.BaseWidget

	tone Tone
	word string
}

// NewPill returns a pill.
func NewPill(t Tone, word string) *Pill {
	l := &Pill{tone: t, word: word}
	l.ExtendBaseWidget(l)
	return l
}

// Set changes tone and word; an empty word draws nothing.
func (l *Pill) Set(t Tone, word string) { l.tone, l.word = t, word; l.Refresh() }

// CreateRenderer makes the drawing; Fyne calls it.
func (l *Pill) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *Pill) minimum(th *theme.Theme) fyne.Size {
	s := newPen(th).Style(theme.Second, nil)
	return fyne.NewSize(pillWidth(l.word, s), round(s.Size*1.7))
}

func (l *Pill) paint(p *Pen, size fyne.Size) { p.Pill(0, size.Height/2, l.tone, l.word) }

// Tag is an outlined word for a kind of matter; never for a person.
type Tag struct {
	widget.BaseWidget

	word string
}

// NewTag returns a tag.
func NewTag(word string) *Tag {
	t := &Tag{word: word}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer makes the drawing; Fyne calls it.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

func (t *Tag) minimum(th *theme.Theme) fyne.Size {
	s := newPen(th).Style(theme.Small, nil)
	return fyne.NewSize(round(s.Width(t.word)+s.Size), round(s.Size*1.75))
}

func (t *Tag) paint(p *Pen, size fyne.Size) { p.Tag(0, size.Height/2, t.word) }
