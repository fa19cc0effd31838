package store

import (
	"strings"
	"unicode"
)

// cut turns text into what the index holds: every single letter or digit and
// every pair of neighbours, because Chinese has no spaces between words and
// people type one or two characters (storage.md 4).
func cut(text string) string {
	var b strings.Builder
	runs(text, func(run []rune) {
		for i := range run {
			b.WriteRune(run[i])
			b.WriteByte(' ')
			if i+1 < len(run) {
				b.WriteRune(run[i])
				b.WriteRune(run[i+1])
				b.WriteByte(' ')
			}
		}
	})
	return b.String()
}

// runs hands over each stretch of letters and digits.
func runs(text string, take func([]rune)) {
	var run []rune
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			run = append(run, r)
			continue
		}
		if len(run) > 0 {
			take(run)
			run = run[:0]
		}
	}
	if len(run) > 0 {
		take(run)
	}
}

// match builds the index query of a typed text: a single character as it is, else
// all pairs of each stretch. plain is what instr then looks for in the row. ok is
// false when nothing searchable was typed.
func match(typed string) (query string, plain []string, ok bool) {
	var terms []string
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		plain = append(plain, word)
		runs(word, func(run []rune) {
			if len(run) == 1 {
				terms = append(terms, `"`+string(run)+`"`)
			}
			for i := range len(run) - 1 {
				terms = append(terms, `"`+string(run[i:i+2])+`"`)
			}
		})
	}
	return strings.Join(terms, " AND "), plain, len(terms) > 0
}
