package widgets

import (
	"strings"
	"unicode"
)

// Characters a line must not begin with, and must not end with: GB/T 15834
// 5.1, plus their ASCII cousins.
const (
	noStart = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％‰℃°▸"
	noEnd   = "（《〈「『【〔“‘([{￥¥$№"
)

// Cut shortens a text to width w in pixels with an ellipsis; a text that fits
// stays as it is.
func Cut(text string, w float32, s Style) string {
	if s.Width(text) <= w {
		return text
	}
	runes := []rune(text)
	lo, hi := 0, len(runes) // lo runes fit, hi do not
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if s.Width(string(runes[:mid])+"…") <= w {
			lo = mid
		} else {
			hi = mid
		}
	}
	return strings.TrimRight(string(runes[:lo]), " ") + "…"
}

// Wrap breaks a text into lines of width w in pixels by the rules of Chinese
// setting: no closing mark at the start of a line, no opening mark at its end,
// no break inside a number or a Latin word. Line feeds stay breaks.
func Wrap(text string, w float32, s Style) []string {
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(part, w, s)...)
	}
	return lines
}

func wrapLine(text string, w float32, s Style) []string {
	var lines []string
	line := ""
	for _, unit := range units(text) {
		if line == "" {
			unit = strings.TrimLeft(unit, " ")
		}
		if s.Width(strings.TrimRight(line+unit, " ")) <= w {
			line += unit
			continue
		}
		if line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
		}
		broken := breakUnit(strings.TrimLeft(unit, " "), w, s)
		lines = append(lines, broken[:len(broken)-1]...)
		line = broken[len(broken)-1]
	}
	return append(lines, strings.TrimRight(line, " "))
}

// breakUnit cuts a unit wider than a line wherever it must.
func breakUnit(unit string, w float32, s Style) []string {
	var lines []string
	line := ""
	for _, r := range unit {
		if line != "" && s.Width(line+string(r)) > w {
			lines = append(lines, line)
			line = ""
		}
		line += string(r)
	}
	return append(lines, line)
}

// units cuts a text into the pieces no break may fall into.
func units(text string) []string {
	var out []string
	var unit []rune
	for _, r := range text {
		if len(unit) > 0 && mayBreak(unit[len(unit)-1], r) {
			out = append(out, string(unit))
			unit = unit[:0]
		}
		unit = append(unit, r)
	}
	if len(unit) > 0 {
		out = append(out, string(unit))
	}
	return out
}

// mayBreak says whether a line may end after a and begin with b.
func mayBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune(noStart, b), strings.ContainsRune(noEnd, a):
		return false
	case a == ' ':
		return true
	case b == ' ':
		return false
	case a == '-' || a == '/':
		return !word(b)
	case word(a) && (word(b) || b == '-' || b == '/'):
		return false
	case strings.ContainsRune(".,:", a) && unicode.IsDigit(b):
		return false
	default:
		return true
	}
}

// word says whether r is a letter or digit of a script that writes words in a row.
func word(r rune) bool {
	return r < 0x2E80 && (unicode.IsDigit(r) || unicode.IsLetter(r))
}
