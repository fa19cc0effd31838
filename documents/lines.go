package documents

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// What never begins and never ends a line (避头尾, GB/T 15834). Quotes are here because
// UAX #14 knows no Chinese ones.
const (
	noStart = "，。、；：！？）】》〉」』〕〗］｝”’…—～·％‰℃!),.:;?]}%"
	noEnd   = "（【《〈「『〔〖［｛“‘([{＃￥$#"
)

// span is one line of a paragraph: runes from to.
type span struct {
	from, to int
	width    float64 // without the spaces at its end
	last     bool    // of its paragraph: not stretched
}

// breakLines cuts text into lines: the first up to first wide, the others up to rest.
// Every rune stands in exactly one line, in order; a line break ends its line. Spaces at
// the end of a line hang over the edge. A line breaks where UAX #14 lets it, never before or
// after what noStart and noEnd name, and not inside a number, unless nothing else fits.
func breakLines(text []rune, widths []float64, first, rest float64) []span {
	var out []span
	may := breaks(text)
	limit := first
	for at := 0; at < len(text); {
		s := nextLine(text, widths, may, at, limit)
		out = append(out, s)
		at, limit = s.to, rest
	}
	if len(out) == 0 {
		out = append(out, span{last: true})
	}
	return out
}

func nextLine(text []rune, widths []float64, may []breakAt, at int, limit float64) span {
	width, ink := 0.0, 0.0 // with and without the spaces at the end
	var fits [breakFree + 1]span
	for i := at; i < len(text); i++ {
		if text[i] == '\n' {
			return span{at, i + 1, ink, true}
		}
		width += widths[i]
		if !unicode.IsSpace(text[i]) {
			ink = width
		}
		if ink > limit+0.01 && i > at {
			break
		}
		next := i + 1
		if next == len(text) {
			return span{at, next, ink, true}
		}
		fits[may[next]] = span{from: at, to: next, width: ink}
	}
	for how := breakFree; how > breakNever; how-- {
		if fits[how].to > at {
			return fits[how]
		}
	}
	return fits[breakNever]
}

// breakAt says whether a line may end before a rune.
type breakAt int8

const (
	breakNever  breakAt = iota // inside a character, or 避头尾
	breakForced                // inside a word or a number: when nothing else fits
	breakFree
)

func breaks(text []rune) []breakAt {
	out := make([]breakAt, len(text)+1)
	var seg segmenter.Segmenter
	seg.Init(text)
	for it := seg.GraphemeIterator(); it.Next(); {
		out[it.Grapheme().Offset] = breakForced
	}
	for it := seg.LineIterator(); it.Next(); {
		out[it.Line().Offset] = breakFree
	}
	for i := 1; i < len(text); i++ {
		out[i] = kinsoku(text[i-1], text[i], out[i])
	}
	return out
}

// kinsoku judges the place between two runes after UAX #14 did.
func kinsoku(a, b rune, uax breakAt) breakAt {
	switch {
	case uax == breakNever:
		return uax
	case strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a):
		return breakNever
	case b == '-' || b == '/':
		return breakNever
	case inNumber(a) && inNumber(b):
		return breakForced
	case (a == '”' || a == '’') && wide(b), (b == '“' || b == '‘') && wide(a):
		return breakFree
	}
	return uax
}

// inNumber takes in dates, times, telephone and case numbers.
func inNumber(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune(".,:-*/", r) }

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
