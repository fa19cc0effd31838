package documents

// colour is one of the few that papers use.
type colour int

const (
	black colour = iota
	red
	grey
	white
	paleRed
)

func (c colour) rgb() (r, g, b uint8) {
	switch c {
	case red:
		return 0xc0, 0x18, 0x18
	case grey:
		return 0x66, 0x66, 0x66
	case white:
		return 0xff, 0xff, 0xff
	case paleRed:
		return 0xfb, 0xe6, 0xe2
	}
	return 0, 0, 0
}

// mark is text in one face at one place: x is its left edge and y its base line, in
// points from the upper left corner of the page.
type mark struct {
	x, y, size, spacing float64
	face                int
	colour              colour
	text                string
}

// stroke is a line, or a filled box when fill is set.
type stroke struct {
	x1, y1, x2, y2 float64
	weight         float64
	colour         colour
	fill           bool
	dashed         bool
}

// sheet is one page as it is drawn.
type sheet struct {
	strokes []stroke
	marks   []mark
}

const perMM = 72 / 25.4

// baseline is how far the base line of Noto Sans SC lies under the top of its em box.
const baseline = 0.88

func (s *sheet) line(x1, y1, x2, y2, weight float64) {
	s.strokes = append(s.strokes, stroke{x1: x1, y1: y1, x2: x2, y2: y2, weight: weight})
}

// box draws the four edges of a rectangle.
func (s *sheet) box(x, y, w, h, weight float64, c colour) {
	for _, e := range [][4]float64{{x, y, x + w, y}, {x, y + h, x + w, y + h}, {x, y, x, y + h}, {x + w, y, x + w, y + h}} {
		s.strokes = append(s.strokes, stroke{x1: e[0], y1: e[1], x2: e[2], y2: e[3], weight: weight, colour: c})
	}
}

func (s *sheet) fill(x, y, w, h float64, c colour) {
	s.strokes = append(s.strokes, stroke{x1: x, y1: y, x2: x + w, y2: y + h, colour: c, fill: true})
}

// write puts one line of text at x, cut into marks of one face each; it gives the width.
func (s *sheet) write(r *ruler, x, y, size float64, isBold bool, c colour, text string) float64 {
	var t typed
	t.add(r, Run{Text: text, Size: size, Face: faceOf(isBold)}, c)
	s.marks = append(s.marks, t.marks(0, len(t.runes), x, y, 0)...)
	return t.width(0, len(t.runes))
}

func faceOf(isBold bool) Face {
	if isBold {
		return HeiTi
	}
	return FangSong
}
