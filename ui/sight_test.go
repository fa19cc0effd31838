package ui

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/go-text/typesetting/font"

	"silian/assets"
)

// written is a text of the window and where it stands.
type written struct {
	words      string
	bold       bool
	x, y, w, h float32
	in         place  // the widget it belongs to
	clip       *place // the scroll above it, nil for none
}

// place is a rectangle of the window.
type place struct{ x, y, w, h float32 }

func (p place) String() string { return fmt.Sprintf("%.0f,%.0f %.0fx%.0f", p.x, p.y, p.w, p.h) }

// sight walks over a window and gathers its texts and what stands outside of it.
type sight struct {
	size  fyne.Size
	texts []written
	out   []string // objects that reach over the window's edge
}

// sightOf gathers what a person sees.
func sightOf(w fyne.Window) sight {
	s := sight{size: w.Canvas().Size()}
	whole := place{0, 0, s.size.Width, s.size.Height}
	s.walk(w.Canvas().Content(), fyne.Position{}, whole, nil)
	for _, o := range w.Canvas().Overlays().List() {
		s.walk(o, fyne.Position{}, whole, nil)
	}
	return s
}

func (s *sight) walk(o fyne.CanvasObject, from fyne.Position, in place, clip *place) {
	if o == nil || !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	here := place{at.X, at.Y, o.Size().Width, o.Size().Height}
	if clip != nil && (here.y+here.h <= clip.y || here.y >= clip.y+clip.h) {
		return // scrolled out of sight
	}
	const slack = 1.5
	if clip == nil && here.w > 0 && here.h > 0 && (here.x < -slack-2 || here.y < -slack-2 || here.x+here.w > s.size.Width+slack+2 || here.y+here.h > s.size.Height+slack+2) {
		s.out = append(s.out, fmt.Sprintf("%T at %v", o, here))
	}
	switch c := o.(type) {
	case *canvas.Text:
		if strings.TrimSpace(c.Text) != "" {
			s.texts = append(s.texts, written{c.Text, c.TextStyle.Bold, at.X, at.Y, c.MinSize().Width, here.h, in, clip})
		}
	case *fyne.Container:
		for _, child := range c.Objects {
			s.walk(child, at, in, clip)
		}
	case *container.Scroll, *widget.List:
		if clip != nil && clip.w > s.size.Width { // the scroll inside of a field
			here = *clip
		}
		for _, child := range test.WidgetRenderer(c.(fyne.Widget)).Objects() {
			s.walk(child, at, here, &here)
		}
	case fyne.Widget:
		if _, entry := c.(fyne.Focusable); entry && strings.Contains(fmt.Sprintf("%T", c), "Entry") {
			clip = &place{-1e5, here.y, 2e5, here.h} // a field scrolls its own text
		}
		for _, child := range test.WidgetRenderer(c).Objects() {
			s.walk(child, at, here, clip)
		}
	}
}

// faults are what nobody should see: a text wider than its place, one over another, an
// object over the window's edge, a character without a glyph.
func (s sight) faults() []string {
	out := append([]string{}, s.out...)
	for i, t := range s.texts {
		const slack = 2
		if t.clip == nil && (t.x < t.in.x-slack || t.x+t.w > t.in.x+t.in.w+slack) {
			out = append(out, fmt.Sprintf("%q is %.0f wide at %.0f, its place is %v", t.words, t.w, t.x, t.in))
		}
		if t.clip == nil && (t.y+t.h*0.2 < t.in.y-slack || t.y+t.h*0.8 > t.in.y+t.in.h+slack) {
			out = append(out, fmt.Sprintf("%q is %.0f high at %.0f, its place is %v", t.words, t.h, t.y, t.in))
		}
		if t.clip != nil && (t.x < t.clip.x-slack || t.x+t.w > t.clip.x+t.clip.w+slack) && !strings.HasPrefix(t.words, " ") {
			out = append(out, fmt.Sprintf("%q is %.0f wide at %.0f, the scroll is %v", t.words, t.w, t.x, *t.clip))
		}
		for _, o := range s.texts[i+1:] {
			if o.in == t.in && overlap(t, o) {
				out = append(out, fmt.Sprintf("%q and %q stand over each other", t.words, o.words))
			}
		}
		for _, r := range t.words {
			if !drawable(r, t.bold) {
				out = append(out, fmt.Sprintf("%q has no glyph in %q", r, t.words))
			}
		}
	}
	return out
}

// overlap says whether two texts cover each other by more than a hair.
func overlap(a, b written) bool {
	wide := min(a.x+a.w, b.x+b.w) - max(a.x, b.x)
	high := min(a.y+a.h*0.8, b.y+b.h*0.8) - max(a.y+a.h*0.2, b.y+b.h*0.2)
	return wide > 2 && high > 2
}

// faces are the two fonts of the program, read once.
var faces = sync.OnceValue(func() [2]*font.Face {
	var out [2]*font.Face
	for i, b := range [2][]byte{assets.FontRegular(), assets.FontBold()} {
		f, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			panic(err)
		}
		out[i] = f
	}
	return out
})

// drawable says whether the font of a text has a character.
func drawable(r rune, bold bool) bool {
	face := faces()[0]
	if bold {
		face = faces()[1]
	}
	_, ok := face.NominalGlyph(r)
	return ok || unicode.IsControl(r)
}

// TestSight: the checks see what they are for.
func TestSight(t *testing.T) {
	mk := func(words string, x, w float32) written {
		return written{words: words, x: x, w: w, h: 20, in: place{0, 0, 100, 20}}
	}
	for name, tc := range map[string]struct {
		texts []written
		want  string
	}{
		"fits":    {[]written{mk("村务日", 0, 45)}, ""},
		"wide":    {[]written{mk("村务日", 70, 45)}, "its place is"},
		"over":    {[]written{mk("村务日", 0, 45), mk("今天", 40, 30)}, "stand over each other"},
		"beside":  {[]written{mk("村务日", 0, 45), mk("今天", 45, 30)}, ""},
		"noglyph": {[]written{mk("村\U0001F3E0", 0, 45)}, "has no glyph"},
	} {
		got := strings.Join(sight{size: fyne.NewSize(100, 20), texts: tc.texts}.faults(), "; ")
		if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
