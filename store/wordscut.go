package store

import (
	"fmt"
	"strings"
	"unicode"
)

// Tokens that are no text begin with a letter for private use, which the tokenizer of
// the index takes for a letter and nobody types.
const (
	markSpelling = "\ue000" // the beginning of a spelling of a name
	markNumber   = "\ue001" // a part of a case number; stands for - in it too
	markCategory = "\ue003" // the category of a visit; stands for what is no letter in it too
	markRare     = "\ue002" // a character that the tokenizer may not know, in hex, and again behind it
)

// cutVersion names how text becomes tokens; a file whose index was written with another
// is indexed anew when it is opened.
const cutVersion = "3"

// cut turns text into what the index holds: every single character, every pair of
// neighbours, and every four digits in a row, because Chinese has no spaces between
// words, people type one or two characters, and pairs of digits stand in every
// telephone (storage.md 4).
func cut(text string) string {
	var b strings.Builder
	put := func(token string) {
		b.WriteString(token)
		b.WriteByte(' ')
	}
	runs(text, func(run []rune) {
		for i := range run {
			put(spell(run[i : i+1]))
			if i+1 < len(run) {
				put(spell(run[i : i+2]))
			}
			if i+4 <= len(run) && allDigits(run[i:i+4]) {
				put(string(run[i : i+4]))
			}
		}
	})
	return b.String()
}

// cutKeys turns keys into tokens: numbers and categories as they are, spellings with every beginning.
// Parties and telephones have none: they are found by their text first.
func cutKeys(keys string) string {
	var b strings.Builder
	seen := map[string]bool{}
	put := func(token string) {
		if !seen[token] {
			seen[token] = true
			b.WriteString(token)
			b.WriteByte(' ')
		}
	}
	for key := range strings.SplitSeq(keys, "\n") {
		switch {
		case key == "" || key[0] == '@' || key[0] == '#':
		case key[0] == '=':
			put(numberToken(key))
		case key[0] == '~':
			put(categoryToken(key))
		default:
			for n := range len(key) {
				put(markSpelling + key[:n+1])
			}
		}
	}
	return b.String()
}

func numberToken(key string) string { return markNumber + strings.ReplaceAll(key[1:], "-", markNumber) }

// categoryToken writes the key of a category as one token.
func categoryToken(key string) string {
	return markCategory + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return []rune(markCategory)[0]
	}, key[1:])
}

// runs hands over each stretch of what can be searched: letters, digits and signs such
// as emoji; punctuation and space part them. A run is valid until the next.
func runs(text string, take func([]rune)) {
	var run []rune
	for _, r := range text {
		if unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsControl(r) {
			if len(run) > 0 {
				take(run)
				run = run[:0]
			}
			continue
		}
		run = append(run, r)
	}
	if len(run) > 0 {
		take(run)
	}
}

// spell writes characters as a token. Small letters, digits and the common Chinese
// characters stand for themselves; the tokenizer's tables may lack others (GB 18030 has
// characters younger than they are).
func spell(run []rune) string {
	var b strings.Builder
	for _, r := range run {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x4e00 && r <= 0x9fa5:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "%s%x%s", markRare, r, markRare)
		}
	}
	return b.String()
}

func allDigits(run []rune) bool {
	for _, r := range run {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// terms gives the tokens that a text holds when the word stands in it: all fours of
// digits, pairs elsewhere, a single character alone.
func terms(word string) (out []string) {
	runs(word, func(run []rune) {
		if len(run) == 1 {
			out = append(out, spell(run))
			return
		}
		for i := range len(run) - 1 {
			switch {
			case i+4 <= len(run) && allDigits(run[i:i+4]):
				out = append(out, string(run[i:i+4]))
			case i >= 2 && allDigits(run[i-2:i+2]), i >= 1 && i+3 <= len(run) && allDigits(run[i-1:i+3]):
				// a pair inside four digits says nothing more
			default:
				out = append(out, spell(run[i:i+2]))
			}
		}
	})
	return out
}
