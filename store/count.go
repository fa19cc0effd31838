package store

import (
	"reflect"
	"strings"
)

// counted gives the number of cases for a filter over the state of cases alone, or over
// the due dates of the open ones: what the room of cases shows above its list. The
// numbers are kept by triggers on case_row, so they cost the same in a file of any size.
func (v *View) counted(f Filter) (n int, ok bool, err error) {
	state := Filter{Handling: f.Handling, Resolution: f.Resolution, Open: f.Open}
	dates := Filter{Open: true, DueBefore: f.DueBefore, DueFrom: f.DueFrom, DueTo: f.DueTo}
	var c cond
	table := "case_count"
	switch {
	case sameChoice(f, state):
		all := oneOf(oneOf(nil, "", "handling", f.Handling), "", "resolution", f.Resolution)
		if f.Open {
			all = append(all, axis{arms: []cond{{sql: "handling NOT IN ('HZ', 'HX')"}}})
		}
		var conds []cond
		for _, a := range all {
			conds = append(conds, a.cond())
		}
		c = and(conds...)
	case f.dated() && sameChoice(f, dates):
		f.Open = false // the table is of open ones
		table, c = "case_count_due", f.rest()
	default:
		return 0, false, nil
	}
	_, err = v.one("SELECT coalesce(sum(n), 0) FROM "+table+" WHERE "+c.sql, c.args, &n)
	return n, true, err
}

// sameChoice reports whether two filters have the same conditions, whatever their page.
func sameChoice(f, g Filter) bool {
	f.Query = strings.TrimSpace(f.Query)
	for _, p := range []*Filter{&f, &g} {
		p.Order, p.After, p.Limit = 0, Key{}, 0
		if p.Handler <= 0 { // then whose number it is chooses nothing
			p.Handler, p.HandlerOffice = 0, ""
		}
	}
	return reflect.DeepEqual(f, g)
}
