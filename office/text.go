package office

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths in characters (desktop.md 5: a longer field makes typing slow).
const (
	maxWords = 4000
	maxTitle = 60
	maxName  = 40
)

// clean takes text as a person typed or pasted it: trims it, drops control and
// direction-changing characters, and refuses what is longer than most characters
// allow. Line breaks stay.
func clean(field, s string, most int) (string, error) {
	if !utf8.ValidString(s) {
		return "", &Problem{Field: field, Code: "not_text"}
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff':
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > most {
		return "", &Problem{Field: field, Code: "too_long"}
	}
	return s, nil
}

// titleOf makes a title from the first sentence of a narrative when none was given.
func titleOf(title, narrative string) string {
	if title != "" {
		return title
	}
	r := []rune(strings.FieldsFunc(narrative+"\n", func(r rune) bool { return strings.ContainsRune("\n。；;!！?？", r) })[0])
	if len(r) > 28 {
		return string(r[:27]) + "…"
	}
	return string(r)
}
