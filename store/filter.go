package store

import (
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// Filter chooses cases; its conditions combine, and an empty one lets all through.
type Filter struct {
	Query      string // typed text: every word must be found, as text, spelling of a name or number
	Handling   []casework.Handling
	Resolution []casework.Resolution
	Level      []casework.Level      // of the holder
	Area       []casework.OfficeCode // 属地: a village; a township or county with all that carries its code
	Category   []string
	Track      []casework.Track
	Source     []string
	Holder     []casework.OfficeCode
	Lead       string // lead cadre who answers for it now, by the whole name

	Handler       int                 // operator who handles it; 0 any
	HandlerOffice casework.OfficeCode // to which the number belongs

	Open       bool         // neither closed nor voided
	DueBefore  calendar.Day // due strictly before: with today, what is late; 0 any
	DueFrom    calendar.Day // due on this day or later; 0 any
	DueTo      calendar.Day // due on this day or earlier; 0 any
	OpenedFrom calendar.Day // registered on this day or later; 0 any
	OpenedTo   calendar.Day // registered on this day or earlier; 0 any

	Order Order
	After Key // last row of the page before; zero for the first page
	Limit int // 1 to 200; 0 means 50
}

// Order is the order of a list.
type Order int

// Orders.
const (
	NewestFirst Order = iota // as the cases came into this file, the last first
	EarliestDue              // cases without an open date at the end
)

// Key is the place of a row in a list, for the next page.
type Key struct {
	Seq int64
	Due calendar.Day
}

// Key gives the row's place.
func (r CaseRow) Key() Key { return Key{r.Seq, r.Due} }

// cond is a condition on case_row and its arguments.
type cond struct {
	sql  string
	args []any
}

func and(conds ...cond) cond {
	var all cond
	var parts []string
	for _, c := range conds {
		if c.sql == "" {
			continue
		}
		parts, all.args = append(parts, c.sql), append(all.args, c.args...)
	}
	if len(parts) == 0 {
		return cond{sql: "1"}
	}
	all.sql = strings.Join(parts, " AND ")
	return all
}

// axis is one condition of a filter that an index of migration 0003 answers: the list of
// each arm is in order there, and no row is in two of them.
type axis struct {
	index string
	arms  []cond
}

// maxArms bounds the lists that are merged; a filter with more reads through another one.
const maxArms = 30

// cond is the axis as a plain condition.
func (a axis) cond() cond {
	var c cond
	var parts []string
	for _, arm := range a.arms {
		parts, c.args = append(parts, "("+arm.sql+")"), append(c.args, arm.args...)
	}
	c.sql = "(" + strings.Join(parts, " OR ") + ")"
	return c
}

// oneOf adds an axis for a column that must have one of some values.
func oneOf[T ~string](all []axis, index, column string, values []T) []axis {
	if len(values) == 0 {
		return all
	}
	a := axis{index: index}
	for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
		a.arms = append(a.arms, cond{column + " = ?", []any{string(v)}})
	}
	return append(all, a)
}

// axes gives the conditions that an index answers, in the order in which they are tried
// when all choose many: people and places before words that every office uses.
func (f Filter) axes() []axis {
	var all []axis
	if f.Lead != "" {
		all = append(all, axis{"case_lead", []cond{{"lead = ? AND lead <> ''", []any{f.Lead}}}})
	}
	if f.Handler > 0 {
		all = append(all, axis{"case_handler", []cond{{
			"handler_office = ? AND handler = ? AND handler > 0", []any{string(f.HandlerOffice), f.Handler},
		}}})
	}
	villages, towns := f.areas()
	switch {
	case len(towns) == 0:
		all = oneOf(all, "case_place", "place", villages)
	case len(villages) == 0:
		all = oneOf(all, "case_town", "town", towns)
	}
	all = oneOf(all, "case_handling", "handling", f.Handling)
	all = oneOf(all, "case_resolution", "resolution", f.Resolution)
	all = oneOf(all, "case_category", "category", f.Category)
	all = oneOf(all, "case_holder", "holder", f.Holder)
	all = oneOf(all, "case_source", "source", f.Source)
	all = oneOf(all, "case_track", "track", f.Track)
	all = oneOf(all, "case_level", "holder_level", f.Level)
	if a, ok := f.seasons(); ok {
		all = append(all, a)
	}
	return all
}

// areas parts the area into villages and the nine digits of townships; ok villages lie
// outside those townships. A county is in neither: see rest.
func (f Filter) areas() (villages, towns []string) {
	for _, code := range f.Area {
		if len(code) == 12 && code[9:] == "000" && code[6:] != "000000" {
			towns = append(towns, string(code[:9]))
		}
	}
	for _, code := range f.Area {
		switch {
		case county(code):
			return nil, nil
		case len(code) == 12 && code[9:] == "000", len(code) == 12 && slices.Contains(towns, string(code[:9])):
		default:
			villages = append(villages, string(code))
		}
	}
	return villages, towns
}

func county(code casework.OfficeCode) bool { return len(code) == 12 && code[6:] == "000000" }

// seasons covers the window over the day of registration by stretches of 92 days, when
// those are few enough to be merged; rest cuts its ends.
func (f Filter) seasons() (axis, bool) {
	if f.OpenedFrom == 0 || f.OpenedTo == 0 || f.OpenedTo < f.OpenedFrom {
		return axis{}, false
	}
	a := axis{index: "case_season"}
	for s := int64(f.OpenedFrom) / 92; s <= int64(f.OpenedTo)/92; s++ {
		if len(a.arms) == maxArms {
			return axis{}, false
		}
		a.arms = append(a.arms, cond{"season = ?", []any{s}})
	}
	return a, true
}

// dated reports whether only cases with an open date can be chosen.
func (f Filter) dated() bool { return f.DueBefore != 0 || f.DueFrom != 0 || f.DueTo != 0 }

// rest gives the conditions that no axis holds.
func (f Filter) rest() cond {
	var all []cond
	if f.Open {
		all = append(all, cond{sql: "open = 1"})
	}
	if f.dated() {
		all = append(all, cond{sql: "due < 2147483647"})
	}
	for _, c := range []struct {
		sql string
		day calendar.Day
	}{
		{"due < ?", f.DueBefore},
		{"due >= ?", f.DueFrom},
		{"due <= ?", f.DueTo},
		{"opened_on >= ?", f.OpenedFrom},
		{"opened_on <= ?", f.OpenedTo},
	} {
		if c.day != 0 {
			all = append(all, cond{c.sql, []any{int64(c.day)}})
		}
	}
	return and(append(all, f.restOfArea())...)
}

// restOfArea is the area where it is no axis: villages and townships mixed, or a county.
func (f Filter) restOfArea() cond {
	villages, towns := f.areas()
	var a axis
	if len(villages) > 0 && len(towns) > 0 {
		both := oneOf(oneOf(nil, "", "place", villages), "", "town", towns)
		return axis{arms: append(both[0].arms, both[1].arms...)}.cond()
	}
	if !slices.ContainsFunc(f.Area, county) {
		return cond{}
	}
	for _, code := range f.Area {
		n := 12
		switch {
		case county(code):
			n = 6
		case len(code) == 12 && code[9:] == "000":
			n = 9
		}
		a.arms = append(a.arms, cond{"substr(place, 1, ?) = ?", []any{n, string(code[:min(n, len(code))])}})
	}
	return a.cond()
}
