package documents

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"

	"silian/assets"
)

// missing is printed for a character that the fonts of the program lack, as printers do.
const missing = '〓'

// fonts reads the two fonts once; they are never changed.
var fonts = sync.OnceValues(func() (both [2]*font.Font, err error) {
	for i, data := range [][]byte{assets.FontRegular(), assets.FontBold()} {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return both, fmt.Errorf("documents: font: %w", err)
		}
		both[i] = face.Font
	}
	return both, nil
})

// ruler measures text in the two faces of a PDF.
type ruler struct{ faces [2]*font.Face }

const regular, bold = 0, 1

func newRuler() (*ruler, error) {
	both, err := fonts()
	if err != nil {
		return nil, err
	}
	return &ruler{[2]*font.Face{font.NewFace(both[regular]), font.NewFace(both[bold])}}, nil
}

// glyph says what is drawn for a rune, in which of the two faces, and how wide it is in
// ems. What the bold face lacks is drawn in the regular one.
func (r *ruler) glyph(c rune, wantBold bool) (drawn rune, face int, width float64) {
	if wantBold {
		if w, ok := r.advance(c, bold); ok {
			return c, bold, w
		}
	}
	if w, ok := r.advance(c, regular); ok {
		return c, regular, w
	}
	w, _ := r.advance(missing, regular)
	return missing, regular, w
}

func (r *ruler) advance(c rune, face int) (float64, bool) {
	f := r.faces[face]
	g, ok := f.NominalGlyph(c)
	if !ok || g == 0 {
		return 0, false
	}
	return float64(f.HorizontalAdvance(g)) / float64(f.Upem()), true
}

// Missing gives the characters of a paper that a PDF prints as 〓, because no font of the
// program has them; a DOCX leaves them to the fonts of the PC.
func (p Paper) Missing() ([]rune, error) {
	r, err := newRuler()
	if err != nil {
		return nil, err
	}
	var out []rune
	seen := map[rune]bool{}
	for _, c := range p.Text() + p.Foot {
		if c == '\n' || c == '\t' || seen[c] {
			continue
		}
		seen[c] = true
		if drawn, _, _ := r.glyph(c, false); drawn != c {
			out = append(out, c)
		}
	}
	return out, nil
}
