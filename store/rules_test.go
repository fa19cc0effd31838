package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// settle says whose file it is, as the office does at its founding.
func (b *book) settle(code, parent casework.OfficeCode, level casework.Level) {
	b.t.Helper()
	who, err := json.Marshal(casework.Office{Code: code, Name: "柳河镇", Level: level, Parent: parent})
	if err != nil {
		b.t.Fatal(err)
	}
	err = b.Update(context.Background(), func(tx *store.Tx) error { return tx.SetMeta("office", string(who)) })
	if err != nil {
		b.t.Fatal(err)
	}
}

// notice is that of 2026 with two days off more, 12-09 and 12-10: made up, to move the
// end of a term that began on 11-24.
func notice(t testing.TB) casework.HolidayNotice {
	t.Helper()
	n := casework.HolidayNotice{Year: 2026}
	for _, h := range [][3]string{
		{"元旦", "2026-01-01", "2026-01-03"},
		{"春节", "2026-02-15", "2026-02-23"},
		{"清明", "2026-04-04", "2026-04-06"},
		{"劳动节", "2026-05-01", "2026-05-05"},
		{"端午", "2026-06-19", "2026-06-21"},
		{"中秋", "2026-09-25", "2026-09-27"},
		{"国庆节", "2026-10-01", "2026-10-07"},
		{"国家公祭", "2026-12-09", "2026-12-10"},
	} {
		for d := dayOf(t, h[1]); d <= dayOf(t, h[2]); d++ {
			n.Rows = append(n.Rows, casework.HolidayRow{Day: d, Name: h[0], Off: true})
		}
	}
	return n
}

func dayOf(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// due gives the due dates of all cases, by number.
func (b *book) due() (out []string) {
	b.t.Helper()
	view(b.t, b.Store, func(v *store.View) error {
		list, err := v.Cases(store.Filter{})
		for _, r := range list {
			out = append(out, r.Due.String()+" "+r.DueWhat)
		}
		return err
	})
	slices.Sort(out)
	return out
}

// owed gives the days on which notices are owed, as figures read them.
func (b *book) owed() (out []string) {
	b.t.Helper()
	view(b.t, b.Store, func(v *store.View) error {
		facts, err := v.Facts(calendar.MaxDay)
		for _, f := range facts {
			if f.Kind == casework.FactNotice {
				out = append(out, f.On.String())
			}
		}
		return err
	})
	return out
}

func (b *book) want(what string, got []string, want ...string) {
	b.t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		b.t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// TestRulesChangeInOneWrite: the entry that changes the rules and all due dates and facts
// stand together, or not at all.
func TestRulesChangeInOneWrite(t *testing.T) {
	b := newBook(t)
	b.settle(township, county, casework.Township)
	b.open("水渠漏水")
	b.open("断头路")
	const before, after = "2026-12-09", "2026-12-11" // 15 days; 12-09 and 12-10 are off in the notice
	b.want("due", b.due(), before+" K2", before+" K2")
	b.want("owed", b.owed(), before, before)
	version := b.Rules().Version()

	stop := errors.New("stop")
	book := casework.RulesSubject(township)
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		if _, err := tx.Append(b.sheet(nil, book, casework.RulesHolidays, calendar.DayOf(start), notice(t))); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) || b.Rules().Version() != version {
		t.Errorf("%v; the rules changed all the same", err)
	}
	b.want("due after what was taken back", b.due(), before+" K2", before+" K2")

	b.add(book, casework.RulesHolidays, notice(t))
	b.want("due", b.due(), after+" K2", after+" K2")
	b.want("owed", b.owed(), after, after)
	if b.Rules().Version() == version {
		t.Error("the rules are the old ones")
	}
	clean(t, b.Store)
	b.open("第三件")
	b.want("due of a later case", b.due(), after+" K2", after+" K2", after+" K2")
	text, err := b.Meta(context.Background(), "rules")
	if err != nil || text != b.Rules().Version().String() {
		t.Errorf("the file says rules %q, %v", text, err)
	}
	sound := rows(t, b.path)
	b.again()
	same(t, sound, rows(t, b.path))
	b.want("due after opening", b.due(), after+" K2", after+" K2", after+" K2")
	clean(t, b.Store)
}

// again closes the file and opens it again.
func (b *book) again() {
	b.t.Helper()
	if err := b.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.reopen()
}

// TestOtherRulesAtOpening: a file whose projections were written under other rules, by an
// older version or with another holiday table, is written anew when it is opened.
func TestOtherRulesAtOpening(t *testing.T) {
	b := newBook(t)
	b.settle(township, county, casework.Township)
	b.open("水渠漏水")
	sound := rows(t, b.path)
	b.raw("UPDATE case_row SET due = due + 7", "UPDATE fact_day SET on_day = on_day + 7")
	if d := cmp.Diff(sound, rows(t, b.path)); d == "" {
		t.Error("under the same rules nothing is rewritten: the test shows nothing")
	}
	b.raw("UPDATE meta SET value = 'other' WHERE key = 'rules'")
	same(t, sound, rows(t, b.path))
	clean(t, b.Store)
	b.raw("UPDATE case_row SET due = due + 7", "DELETE FROM meta WHERE key = 'rules'") // written before rules were kept
	same(t, sound, rows(t, b.path))
	clean(t, b.Store)

	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	table := []calendar.Holiday{}
	for _, r := range notice(t).Rows {
		table = append(table, calendar.Holiday(r))
	}
	h, err := calendar.NewHolidays(table)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: h}) // a newer program
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b.Store = s
	b.want("due", b.due(), "2026-12-11 K2")
	clean(t, b.Store)
}

// TestWhoseRulesCount: those of the offices above and of this one; of a neighbour and of
// an office below, none.
func TestWhoseRulesCount(t *testing.T) {
	const otherTown casework.OfficeCode = "419901103000"
	b := newBook(t)
	b.settle(village, township, casework.Village)
	target := func(p *pen, share int) {
		subject := casework.RulesSubject(p.office)
		data := casework.ShareTarget{Village: share, Township: 100 - share, Basis: casework.BasisAll, By: casework.ByMaxLevel}
		e := p.sheet(nil, subject, casework.RulesTarget, calendar.DayOf(start), data)
		if out := appendOne(t, b.Store, e); out != store.Fresh {
			t.Fatalf("append: %s", out)
		}
	}
	share := func() int { return b.Rules().Target(calendar.DayOf(start)).Village }
	check := func(what string, want int) {
		t.Helper()
		if got := share(); got != want {
			t.Errorf("%s: %d, want %d", what, got, want)
		}
	}
	check("national", 40)
	target(newPen(t, otherTown, 7), 11)
	check("a neighbour's", 40)
	target(newPen(t, village, 8), 12)
	check("our own", 12)
	target(newPen(t, township, 9), 13)
	check("the township's", 13)
	target(newPen(t, county, 6), 14)
	check("the county's, while nobody says that the township is its own", 13)
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		return tx.PutPeer(store.Peer{Office: casework.Office{Code: township, Name: "柳河镇", Level: casework.Township, Parent: county}, Card: []byte{1}, State: "compared"})
	})
	if err != nil {
		t.Fatal(err)
	}
	check("the county's, once the township's card is here", 14)
	clean(t, b.Store)
	b.again()
	check("after opening", 14)
}

// TestNewFileKnowsItsProvince: the rules are those of the office from its founding on, not
// from the second opening on.
func TestNewFileKnowsItsProvince(t *testing.T) {
	b := newBook(t)
	if b.Rules().Province != "" {
		t.Errorf("province %q of nobody", b.Rules().Province)
	}
	b.settle(township, county, casework.Township)
	if b.Rules().Province != "41" {
		t.Errorf("province %q", b.Rules().Province)
	}
	version := b.Rules().Version()
	b.again()
	if b.Rules().Version() != version {
		t.Error("opening changes the rules")
	}
}

// TestRulesUnderManyWriters: nobody writes with rules that another write has replaced.
func TestRulesUnderManyWriters(t *testing.T) {
	b := newBook(t)
	b.settle(township, county, casework.Township)
	first := b.sheet(nil, casework.RulesSubject(township), casework.RulesHolidays, calendar.DayOf(start), notice(t))
	var sheets [][2]casework.Entry
	for i := range 12 {
		s := casework.Subject{Kind: casework.SubjectCase, ID: b.id()}
		opened := b.sheet(nil, s, casework.CaseOpened, calendar.DayOf(start), b.opened(i+1))
		sheets = append(sheets, [2]casework.Entry{opened, b.sheet([]casework.Entry{opened}, s, casework.CaseText, calendar.DayOf(start), casework.Text{Title: "水渠", Requests: []string{"修"}})})
	}
	var all sync.WaitGroup
	for i, pair := range sheets {
		all.Go(func() {
			err := b.Update(context.Background(), func(tx *store.Tx) error {
				if i == 5 {
					if _, err := tx.Append(first); err != nil {
						return err
					}
				}
				for _, e := range pair {
					if _, err := tx.Append(e); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, due := range b.due() {
		if due != "2026-12-11 K2" {
			t.Errorf("due %s", due)
		}
	}
	clean(t, b.Store)
}

// TestRulesOfADamagedFile: a file that is opened to be looked at is checked under its own
// rules, and nothing is written into it.
func TestRulesOfADamagedFile(t *testing.T) {
	b := newBook(t)
	b.settle(township, county, casework.Township)
	b.open("水渠漏水")
	b.add(casework.RulesSubject(township), casework.RulesHolidays, notice(t))
	version := b.Rules().Version()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: holidays(t), EvenDamaged: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b.Store = s
	if b.Rules().Version() != version {
		t.Error("the rules are others")
	}
	clean(t, b.Store)
}
