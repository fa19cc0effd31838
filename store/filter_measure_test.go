package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// TestMeasureLists prints how long pages and searches take at SILIAN_MEASURE cases:
//
//	SILIAN_MEASURE=100000 go test ./store -run TestMeasureLists -v -timeout 1h
func TestMeasureLists(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("SILIAN_MEASURE"))
	if n == 0 {
		t.Skip("SILIAN_MEASURE is not set")
	}
	b := newBook(t)
	r := rand.New(rand.NewPCG(1, 2))
	var texts []string
	began := time.Now()
	for from := 0; from < n; from += 5000 {
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			for i := from; i < min(n, from+5000); i++ {
				row, text, name := synthetic(r, i, n)
				if i%50 == 0 {
					texts = append(texts, text)
				}
				if err := tx.PutCase(row, text, name); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d cases written in %.1f s", n, time.Since(began).Seconds())
	began = time.Now()
	if err := b.OptimizeSearch(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Logf("optimize %.1f s", time.Since(began).Seconds())
	info, err := os.Stat(b.path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("file %d MB", info.Size()>>20)
	day := calendar.Day(20500)
	filters := single()
	for name, f := range map[string]store.Filter{
		"overdue": {DueBefore: day}, "open overdue": {Open: true, DueBefore: day}, "due window": {DueFrom: day, DueTo: day.Add(7)},
		"period month": {OpenedFrom: day.Add(-900), OpenedTo: day.Add(-870)}, "period 3 years": {OpenedFrom: day.Add(-2200), OpenedTo: day.Add(-1100)},
		"village open": {Area: []casework.OfficeCode{village}, Open: true}, "village+category": {Area: []casework.OfficeCode{village}, Category: []string{"land"}},
		"town+category+source": {Area: []casework.OfficeCode{township}, Category: []string{"land"}, Source: []string{"letter"}},
		"rare+frequent":        {Handling: []casework.Handling{casework.InTransit}, Category: []string{"land"}, Track: []casework.Track{"A"}},
		"handler open":         {Handler: 2, HandlerOffice: township, Open: true}, "lead open": {Lead: "周某", Open: true},
		"town+text": {Area: []casework.OfficeCode{township}, Query: "土地"}, "closed+period": {Handling: []casework.Handling{casework.ClosedState}, OpenedFrom: day.Add(-900), OpenedTo: day.Add(-870)},
	} {
		filters[name] = f
	}
	for _, name := range slices.Sorted(keysOf(filters)) {
		for _, f := range deep(t, b.Store, filters[name]) {
			measure(t, b.Store, name, []store.Filter{f})
		}
	}
	for name, draw := range map[string]func() string{
		"search 1":        func() string { return piecesOf(r, texts, 1) },
		"search 2":        func() string { return piecesOf(r, texts, 2) },
		"search 3":        func() string { return piecesOf(r, texts, 3) },
		"search 6":        func() string { return piecesOf(r, texts, 6) },
		"search 2+2":      func() string { return piecesOf(r, texts, 2) + " " + piecesOf(r, texts, 2) },
		"pinyin initials": func() string { return spelled(r, 2, 3) },
		"pinyin full":     func() string { return spelled(r, 6, 30) },
		"phone tail 4":    func() string { return fmt.Sprintf("%04d", r.IntN(10000)) },
		"phone start 4":   func() string { return fmt.Sprintf("13%02d", r.IntN(100)) },
		"phone start 7":   func() string { return fmt.Sprintf("13%05d", r.IntN(100000)) },
		"phone whole":     func() string { return store.MadeUpPhone(r) },
		"number 3A":       func() string { return fmt.Sprintf("%da", r.IntN(n)+1) },
		"number short":    func() string { return fmt.Sprintf("2026-%d", r.IntN(n)+1) },
		"name":            func() string { return store.MadeUpName(r) },
	} {
		var asked []store.Filter
		for range 200 {
			asked = append(asked, store.Filter{Query: draw()})
		}
		measure(t, b.Store, name, asked)
		for i := range asked {
			asked[i].Order = store.EarliestDue
		}
		measure(t, b.Store, name+" by due", asked)
	}
	var took []time.Duration
	for range 200 {
		q := store.DuplicateQuery{Name: store.MadeUpName(r), Group: "二组", Phone: casework.Phone(store.MadeUpPhone(r)), Village: village, Words: store.MadeUpText(r, 30)}
		began := time.Now()
		view(t, b.Store, func(v *store.View) error { _, err := v.LikelyDuplicates(q, 0); return err })
		took = append(took, time.Since(began))
	}
	say(t, "duplicates", took, 0)
}

func keysOf(m map[string]store.Filter) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// deep gives the first and the tenth page of a filter in both orders.
func deep(t *testing.T, s *store.Store, f store.Filter) (out []store.Filter) {
	for _, f.Order = range []store.Order{store.NewestFirst, store.EarliestDue} {
		f.After = store.Key{}
		out = append(out, f)
		for range 10 {
			rows := list(t, s, f)
			if len(rows) == 0 {
				break
			}
			f.After = rows[len(rows)-1].Key()
		}
		out = append(out, f)
	}
	return out
}

func measure(t *testing.T, s *store.Store, name string, asked []store.Filter) {
	var took []time.Duration
	rows := 0
	for i := range max(40, len(asked)) {
		f := asked[i%len(asked)]
		began := time.Now()
		rows += len(list(t, s, f))
		took = append(took, time.Since(began))
	}
	if len(asked) == 1 {
		name += []string{" newest", " due"}[asked[0].Order]
		if asked[0].After != (store.Key{}) {
			name += " p10"
		}
	}
	say(t, name, took, rows/len(took))
}

func say(t *testing.T, name string, took []time.Duration, rows int) {
	slices.Sort(took)
	t.Logf("%-34s p50 %7.2f ms  p95 %7.2f ms  rows %d", name, took[len(took)/2].Seconds()*1e3, took[len(took)*95/100].Seconds()*1e3, rows)
}

// piecesOf takes n neighbouring characters out of a text that is there.
func piecesOf(r *rand.Rand, texts []string, n int) string {
	text := []rune(texts[r.IntN(len(texts))])
	for {
		from := r.IntN(len(text) - n)
		if piece := string(text[from : from+n]); !strings.ContainsAny(piece, "， \n") {
			return piece
		}
	}
}

// spelled gives a spelling of a drawn name of a length.
func spelled(r *rand.Rand, least, most int) string {
	for {
		all := store.Spellings(store.MadeUpName(r))
		if s := all[r.IntN(len(all))]; len(s) >= least && len(s) <= most {
			return s
		}
	}
}

func synthetic(r *rand.Rand, i, n int) (store.CaseRow, string, string) {
	of := func(values ...string) string { return store.MadeUp(r, values...) }
	place := casework.OfficeCode(fmt.Sprintf("4199011%02d%03d", r.IntN(35), 200+r.IntN(20)))
	no := casework.CaseNo(fmt.Sprintf("%s-%d-%04dA", place, 2017+i*10/n, i+1))
	row := store.CaseRow{
		Seq: int64(i + 1), ID: casework.ID{byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i), 1}, No: no, Title: store.MadeUpText(r, 16),
		Place: place, Opener: place, Holder: place, HolderLevel: casework.Level(of("village", "township", "county")),
		Track: casework.Track(of("A", "D", "B", "C")), Category: of("neighbour", "homestead", "land", "benefit", "family", "money", "other"),
		Source: of("village_day", "visit", "phone", "letter", "assigned"), Handling: casework.ClosedState, Resolution: casework.ResolvedFully,
		OpenedOn: calendar.Day(17200 + i*3650/n - r.IntN(60)), Due: store.NoDue, Handler: r.IntN(4), HandlerOffice: township,
	}
	if r.IntN(500) == 0 {
		row.Lead = of("周某", "钱某", "孙某", "吴某")
	}
	if r.IntN(12) == 0 || i > n*98/100 {
		row.Handling, row.Resolution = casework.Handling(of("H3", "H1", "H2", "H5", "H9")), casework.Resolution(of("unresolved", "resolving", "relapsed"))
		if r.IntN(10) > 0 {
			row.Due = calendar.Day(20300 + r.IntN(400))
		}
	}
	name := store.MadeUpName(r)
	return row, row.Title + "\n" + name + " 二组 " + store.MadeUpPhone(r) + "\n" + store.MadeUpText(r, 180), name
}
