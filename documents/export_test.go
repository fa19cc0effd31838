package documents

// BreakLines cuts text into lines of width ems, a wide character being one em and any
// other half.
func BreakLines(text string, width float64) []string {
	runes := []rune(text)
	widths := make([]float64, len(runes))
	for i, r := range runes {
		switch {
		case r == '\n':
		case r < 0x2000:
			widths[i] = 0.5
		default:
			widths[i] = 1
		}
	}
	var out []string
	for _, s := range breakLines(runes, widths, width, width) {
		out = append(out, string(runes[s.from:s.to]))
	}
	return out
}

// What begins and ends no line.
const (
	NoStart = noStart
	NoEnd   = noEnd
)

// Place is where a text is drawn.
type Place struct {
	Page       int
	Text       string
	X, Y, Size float64
}

// Places lays out a paper and tells where its texts stand.
func Places(p Paper) ([]Place, error) {
	sheets, err := compose(p)
	var out []Place
	for i, s := range sheets {
		for _, m := range s.marks {
			out = append(out, Place{i + 1, m.text, m.x, m.y, m.size})
		}
	}
	return out, err
}

// Fills counts the filled boxes of a poster: the village days that are held, and the
// signs of its legend.
func Fills(p Poster, f Format) (int, error) {
	s, _, err := p.compose(f)
	n := 0
	if err == nil {
		for _, one := range s.strokes {
			if one.fill {
				n++
			}
		}
	}
	return n, err
}
