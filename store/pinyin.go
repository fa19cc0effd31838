package store

import (
	_ "embed" // the readings are part of the program
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

//go:embed pinyin.txt
var pinyinText string

// readingsFirst gives the readings of pinyin.txt by character or word; a word has one
// reading a character.
var readingsFirst = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(pinyinText) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			out[f[0]] = f[1:]
		}
	}
	return out
})

// Bounds of what one name can become: a name of four characters of three readings each
// keeps them all.
const (
	maxNameRunes = 8  // of a longer name or place the beginning is taken
	maxSpellings = 96 // of one name from one character on
)

// spellings gives how the beginning of a name can be typed: its pinyin in full and by
// initials, in every reading and from every character on ("zhangsan", "zs", "san", "s").
// Each is a key that a typed word may be the beginning of. A name without Chinese has
// none: its letters are found as text.
func spellings(name string) []string {
	run := han(name)
	perRune := make([][]string, len(run))
	for i := range run {
		perRune[i] = readings(run, i)
	}
	var out []string
	for i := range run {
		out = append(out, join(perRune[i:])...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// han gives the Chinese characters of a name, at most maxNameRunes.
func han(name string) []rune {
	var run []rune
	for _, r := range name {
		if unicode.Is(unicode.Han, r) && len(run) < maxNameRunes {
			run = append(run, r)
		}
	}
	return run
}

// readings gives the readings of one character where it stands, the likeliest first.
func readings(run []rune, at int) []string {
	first := readingsFirst()
	var out []string
	for n := 2; n <= 4; n++ {
		for from := max(0, at-n+1); from <= at && from+n <= len(run); from++ {
			if word := first[string(run[from:from+n])]; len(word) == n {
				out = append(out, word[at-from])
			}
		}
	}
	out = append(out, first[string(run[at])]...)
	out = append(out, pinyin.SinglePinyin(run[at], pinyin.Args{Style: pinyin.Normal, Heteronym: true})...)
	var once []string
	for _, r := range out {
		if !slices.Contains(once, r) && r != "" {
			once = append(once, r)
		}
	}
	return once
}

// join gives every way to read the characters, in full and by initials. When there are
// too many ways, the unlikeliest readings are left out.
func join(perRune [][]string) []string {
	most := 6
	for ways(perRune, most) > maxSpellings {
		most--
	}
	full, initials := []string{""}, []string{""}
	for _, all := range perRune {
		if len(all) == 0 {
			break // a character without a known reading ends what can be typed
		}
		var f, i []string
		for _, r := range all[:min(most, len(all))] {
			for _, before := range full {
				f = append(f, before+r)
			}
			for _, before := range initials {
				if !slices.Contains(i, before+r[:1]) {
					i = append(i, before+r[:1])
				}
			}
		}
		full, initials = f, i
	}
	if full[0] == "" {
		return nil
	}
	return append(full, initials...)
}

func ways(perRune [][]string, most int) int {
	n := 1
	for _, all := range perRune {
		n *= max(1, min(most, len(all)))
		if n > maxSpellings && most > 1 {
			return n
		}
	}
	if most == 1 {
		return 1
	}
	return n
}

// typedPinyin gives a typed word as pinyin, ok false when it is none: letters, with v or
// ü for ü, and an apostrophe between syllables.
func typedPinyin(word string) (typed string, ok bool) {
	typed = strings.NewReplacer("ü", "v", "'", "", "’", "").Replace(word)
	if typed == "" || len(typed) > 6*maxNameRunes {
		return "", false
	}
	for i := range len(typed) {
		if typed[i] < 'a' || typed[i] > 'z' {
			return "", false
		}
	}
	return typed, true
}
