package documents

import "unicode"

// typed is the text of one paragraph, rune by rune, as it will be drawn.
type typed struct {
	runes  []rune // as given: for breaking
	drawn  []rune
	faces  []int
	sizes  []float64
	widths []float64
	colour []colour
}

func (t *typed) add(r *ruler, run Run, c colour) {
	for _, one := range run.Text {
		drawn, face, width := one, regular, 0.0
		if one != '\n' {
			drawn, face, width = r.glyph(one, run.Face.bold())
		}
		t.runes, t.drawn, t.faces = append(t.runes, one), append(t.drawn, drawn), append(t.faces, face)
		t.sizes, t.widths = append(t.sizes, run.Size), append(t.widths, width*run.Size)
		t.colour = append(t.colour, c)
	}
}

func (t *typed) width(from, to int) float64 {
	w := 0.0
	for _, one := range t.widths[from:to] {
		w += one
	}
	return w
}

// marks places the runes from to on one base line, with spacing after each.
func (t *typed) marks(from, to int, x, y, spacing float64) []mark {
	var out []mark
	for i := from; i < to; i++ {
		if t.runes[i] == '\n' {
			continue
		}
		if i == from || t.faces[i] != t.faces[i-1] || t.sizes[i] != t.sizes[i-1] || t.colour[i] != t.colour[i-1] || len(out) == 0 {
			out = append(out, mark{x: x, y: y, size: t.sizes[i], spacing: spacing, face: t.faces[i], colour: t.colour[i]})
		}
		out[len(out)-1].text += string(t.drawn[i])
		x += t.widths[i] + spacing
	}
	return out
}

// ink counts the runes of a line without the spaces at its end.
func (t *typed) ink(s span) int {
	n := s.to
	for n > s.from && unicode.IsSpace(t.runes[n-1]) {
		n--
	}
	return n - s.from
}

// set breaks the paragraph into lines of width points and gives the marks of each, with
// y counted from the top of the line.
func (t *typed) set(width, indent, pitch, size float64, align Align) [][]mark {
	var out [][]mark
	for n, s := range breakLines(t.runes, t.widths, width-indent, width) {
		x, spacing := 0.0, 0.0
		if n == 0 {
			x = indent
		}
		slack := width - x - s.width
		switch ink := t.ink(s); {
		case align == Centre:
			x += slack / 2
		case align == Right:
			x += slack
		case align == Justify && !s.last && ink > 1 && slack > 0:
			if each := slack / float64(ink-1); each < size/8 {
				spacing = each
			}
		}
		out = append(out, t.marks(s.from, s.to, x, (pitch-size)/2+baseline*size, spacing))
	}
	return out
}
