package assets

import (
	"slices"
	"strings"
	"unicode"
)

// Search finds places of a level by what a person types: a part of the name, the first
// letters of the reading (zmx is 中牟县), or digits of the code. Several words part by
// spaces: each must fit the place or one above it, one of them the place. The best come
// first, at most limit of them.
func (r *Regions) Search(level RegionLevel, typed string, limit int) []Region {
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 0 || limit <= 0 {
		return nil
	}
	type hit struct{ at, rank int }
	var hits []hit
	fits := r.fitting(level, words)
	for i, p := range r.places {
		if p.Level != level {
			continue
		}
		best, all := 0, true
		for w := range words {
			own := fits(i, w)
			best = max(best, own)
			up := r.above[i]
			for own == 0 && up >= 0 {
				own, up = fits(up, w), r.above[up]
			}
			all = all && own > 0
		}
		if all && best > 0 {
			hits = append(hits, hit{i, best})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.rank - a.rank })
	out := make([]Region, 0, min(limit, len(hits)))
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, r.places[h.at])
	}
	return out
}

// fitting remembers how well the words fit places above the level: they are asked for
// each place below them.
func (r *Regions) fitting(level RegionLevel, words []string) func(i, w int) int {
	known := map[[2]int]int{}
	return func(i, w int) int {
		if r.places[i].Level == level {
			return r.fit(r.places[i], words[w])
		}
		key := [2]int{i, w}
		rank, ok := known[key]
		if !ok {
			rank = r.fit(r.places[i], words[w])
			known[key] = rank
		}
		return rank
	}
}

// fit ranks how well a word names a place, 0 for not at all.
func (r *Regions) fit(p Region, word string) int {
	switch {
	case p.Name == word:
		return 6
	case strings.HasPrefix(p.Name, word):
		return 5
	case strings.Contains(p.Name, word):
		return 3
	case word[0] >= '0' && word[0] <= '9':
		if strings.HasPrefix(p.Code, word) {
			return 5
		}
		return 0
	}
	return r.fitLetters(p.Name, word)
}

// fitLetters looks for the first letters of the readings: all of the name, its
// beginning, or somewhere within.
func (r *Regions) fitLetters(name, word string) int {
	for _, c := range word {
		if c > unicode.MaxASCII {
			return 0
		}
	}
	runes := []rune(name)
	for from := 0; from+len(word) <= len(runes); from++ {
		n := 0
		for n < len(word) && slices.Contains(r.letters[runes[from+n]], word[n:n+1]) {
			n++
		}
		switch {
		case n < len(word):
		case from > 0:
			return 1
		case n == len(runes):
			return 4
		default:
			return 2
		}
	}
	return 0
}
