package office

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// VisitKey is the place of a visit in a list; see SearchVisits.
type VisitKey = store.VisitKey

// FoundVisit is one visit that never became a case, with the words that the page of its
// day shows.
type FoundVisit struct {
	casework.DayEntry
	Key VisitKey
	On  calendar.Day
}

// VisitPage is one page of found visits; More says that others follow.
type VisitPage struct {
	Rows []FoundVisit
	More bool
}

// visitsPage is the number of visits of a page.
const visitsPage = 50

// SearchVisits gives one page of the visits that never became a case and in which every
// typed word is found: what was said and answered, the visitor by characters, pinyin,
// initials, telephone or village group, the category by its name. The newest day comes
// first; after is the Key of the last row before, 0 for the first page. Of each visit it
// shows what Day shows, and one whose words are not to be read is not in the list: a page
// may be shorter than others while More holds, but never empty. Without a typed word
// nothing is found.
func (o *Office) SearchVisits(ctx context.Context, query string, after VisitKey) (page VisitPage, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		days := map[casework.ID]casework.ReceptionDay{}
		for page.More = true; page.More && len(page.Rows) == 0; {
			found, err := v.Visits(store.VisitAsk{Query: query, Categories: categoriesNamed, After: after, Limit: visitsPage})
			if err != nil {
				return err
			}
			for _, r := range found.Rows {
				after = r.Place
				if visit, ok, err := o.visitOf(v, r, days); err != nil {
					return err
				} else if ok {
					page.Rows = append(page.Rows, FoundVisit{visit, r.Place, r.On})
				}
			}
			page.More = found.More
		}
		return nil
	})
	return page, err
}

// visitOf reads one visit as its day shows it; days are those read before.
func (o *Office) visitOf(v *store.View, r store.VisitRow, days map[casework.ID]casework.ReceptionDay) (casework.DayEntry, bool, error) {
	id := casework.DaySubject(r.Village, r.On).ID
	d, ok := days[id]
	if !ok {
		var err error
		if d, err = o.dayIn(v, r.Village, r.On); err != nil {
			return casework.DayEntry{}, false, err
		}
		days[id] = d
	}
	i := slices.IndexFunc(d.Visits, func(x casework.DayEntry) bool { return x.Entry == r.Entry })
	if i < 0 || d.Visits[i].Words == (casework.VisitText{}) {
		return casework.DayEntry{}, false, nil
	}
	return d.Visits[i], true, nil
}

// dayIn gives the reception day of a village as the person at the screen may read it.
func (o *Office) dayIn(v *store.View, village casework.OfficeCode, on calendar.Day) (casework.ReceptionDay, error) {
	entries, err := v.Entries(casework.DaySubject(village, on).ID)
	if err != nil {
		return casework.ReceptionDay{}, err
	}
	d := casework.FoldDay(entries)
	d.Village, d.On = village, on
	return d, hushVisits(v, &d)
}

// categoriesNamed gives the codes of the categories in whose names a typed word stands;
// one character alone names none.
func categoriesNamed(word string) (out []string) {
	if utf8.RuneCountInString(word) < 2 {
		return nil
	}
	for key, name := range words {
		if code, ok := strings.CutPrefix(key, "category."); ok && strings.Contains(name, word) {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}
