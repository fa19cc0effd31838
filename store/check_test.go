package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

func same(t testing.TB, want, got map[string][]string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows differ (-want +got):\n%s", d)
	}
}

func TestCheckOfSoundFile(t *testing.T) {
	b := newBook(t)
	b.busy(9)
	r := clean(t, b.Store)
	if r.Cases != 9 || r.Days != 1 || r.Stubs != 0 || r.Entries == 0 {
		t.Errorf("report %+v", r)
	}
}

func TestRebuildEqualsIncremental(t *testing.T) {
	b := newBook(t)
	b.busy(12)
	want := rows(t, b.path)
	for table, r := range want {
		if len(r) == 0 {
			t.Errorf("table %s is empty: the test shows nothing", table)
		}
	}
	r, err := b.Check(context.Background(), true, nil)
	if err != nil || !r.Rebuilt || len(r.Problems) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	same(t, want, rows(t, b.path))
	if got := titles(t, b.Store, store.Filter{Query: "第3件"}); len(got) != 1 {
		t.Errorf("search after a rebuild: %v", got)
	}
}

// TestCheckNamesDamage changes a file behind the store's back. Damage near the end
// is found when opening, the rest by a check; projections are repaired.
func TestCheckNamesDamage(t *testing.T) {
	for _, c := range []struct {
		name, edit string
		want       string // a problem begins with it
		repaired   bool
	}{
		{"body edited", "UPDATE body SET bytes = CAST(replace(CAST(bytes AS TEXT), '补贴', '工资') AS BLOB) WHERE seq = 2", "entry 2", false},
		{"byte flipped in an envelope", "UPDATE entry SET envelope = CAST(replace(CAST(envelope AS TEXT), '\"n\":1', '\"n\":9') AS BLOB) WHERE seq = 1", "entry 1", false},
		{"a sheet taken out of the middle", "DELETE FROM body WHERE seq = 5; DELETE FROM entry WHERE seq = 5", "chain 5", false},
		{"number in a row edited", "UPDATE entry SET n = 77 WHERE seq = 2", "entry 2", false},
		{"office in a row edited", "UPDATE entry SET office = '419901103000' WHERE seq = 2", "entry 2", false},
		{"digests swapped", "UPDATE entry SET chain = zeroblob(32) WHERE seq = 3", "chain 3", false},
		{"title edited", "UPDATE case_row SET title = '别的' WHERE no LIKE '%0003A'", "projection", true},
		{"due edited", "UPDATE case_row SET due = due + 1 WHERE no LIKE '%0001A'", "projection", true},
		{"row lost", "DELETE FROM case_row WHERE no LIKE '%0002A'", "projection", true},
		{"row invented", "INSERT INTO case_row (seq, id, no, title, track, category, place, opener, holder, holder_level, max_level, handling, resolution, resolved_level, transit_to, cycle, opened_on, due, due_what, source, handler, handler_office, lead, received_on, resolved_on, closed_on, sensitive) SELECT 9999, randomblob(16), 'x', title, track, category, place, opener, holder, holder_level, max_level, handling, resolution, resolved_level, transit_to, cycle, opened_on, due, due_what, source, handler, handler_office, lead, received_on, resolved_on, closed_on, sensitive FROM case_row LIMIT 1", "projection", true},
		{"words edited", "UPDATE case_words SET hay = 'x'", "projection", true},
		{"spelling edited", "UPDATE case_words SET keys = 'x'", "projection", true},
		{"source edited", "UPDATE case_row SET source = 'x'", "projection", true},
		{"index holds other words", "DELETE FROM search WHERE rowid = (SELECT max(seq) FROM case_row); INSERT INTO search (rowid, head, body) SELECT max(seq), '', '' FROM case_row", "projection", true},
		{"fact edited", "UPDATE fact_pack SET facts = CAST(facts || x'010000' AS BLOB)", "projection", true},
		{"fact invented", "INSERT INTO fact_pack VALUES (randomblob(16), '419901102000', x'0100b0b902')", "projection", true},
		{"fact not found by a period", "DELETE FROM fact_in WHERE stretch = (SELECT max(stretch) FROM fact_in)", "projection", true},
		{"stock edited", "UPDATE fact_day SET stock = stock + 1", "projection", true},
		{"resolution edited", "UPDATE fact_day SET resolved = resolved + 1", "projection", true},
		{"lead invented", "INSERT INTO fact_lead VALUES ('419901102000', 2147483647, 20000, 'x', randomblob(16))", "projection", true},
		{"analysis invented", "INSERT INTO fact_ever VALUES ('419901102000', 20000, randomblob(16), 20000, 1)", "projection", true},
		{"count edited", "UPDATE case_count SET n = n + 1", "projection", true},
		{"count of due ones edited", "UPDATE case_count_due SET n = n + 1", "projection", true},
		{"piece of a row edited", "UPDATE case_row SET packed = CAST(packed || x'00' AS BLOB) WHERE no LIKE '%0003A'", "projection", true},
		{"promise edited", "UPDATE promise_row SET due = due + 1", "projection", true},
		{"promise lost", "DELETE FROM promise_row", "projection", true},
		{"day edited", "UPDATE day_row SET village_day = 1 - village_day", "projection", true},
		{"day counts edited", "UPDATE day_row SET people = people + 1", "projection", true},
		{"day lost", "DELETE FROM day_row", "projection", true},
		{"who sees a case", "INSERT INTO case_seen SELECT '419901103000', seq FROM case_row LIMIT 1", "projection", true},
		{"a word too many in the index", "INSERT INTO search (rowid, head, body) SELECT max(seq), 'zz', '' FROM case_row", "projection: search", true},
		{"search row lost", "DELETE FROM search WHERE rowid = (SELECT max(seq) FROM case_row)", "projection", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBook(t)
			b.busy(20) // more than the 100 entries that opening checks
			want := rows(t, b.path)
			b.raw(c.edit)
			r, err := b.Check(context.Background(), false, nil)
			if err != nil {
				t.Fatal(err)
			}
			if !begins(r.Problems, c.want) {
				t.Fatalf("problems %q, want %q", r.Problems, c.want)
			}
			r, err = b.Check(context.Background(), true, nil)
			if c.repaired {
				if err != nil || len(r.Problems) > 0 {
					t.Errorf("after a rebuild: %q, %v", r.Problems, err)
				}
				same(t, want, rows(t, b.path))
			} else if err == nil && !begins(r.Problems, c.want) {
				t.Errorf("a rebuild hid the damage: %q", r.Problems)
			}
		})
	}
}

func begins(problems []string, with string) bool {
	for _, p := range problems {
		if strings.HasPrefix(p, with) {
			return true
		}
	}
	return false
}

// TestOpenSeesDamagedTail: the last 100 entries are checked at each opening.
func TestOpenSeesDamagedTail(t *testing.T) {
	for _, edits := range [][]string{
		{"UPDATE body SET bytes = CAST(replace(CAST(bytes AS TEXT), 'closed', 'opened') AS BLOB) WHERE seq = (SELECT max(seq) FROM entry)"},
		{"UPDATE entry SET chain = randomblob(32) WHERE seq = (SELECT max(seq) FROM entry)"},
		{"DELETE FROM body WHERE seq = (SELECT max(seq) FROM entry)", "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)"},
	} {
		b := newBook(t)
		s := b.open("水渠漏水")
		b.add(s, casework.CaseNote, casework.Note{Text: "closed"})
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		edit(t, b.path, edits...)
		got, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: holidays(t)})
		if err == nil {
			_ = got.Close()
		}
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", edits[0], err)
		}
	}
}

// TestCancelLeavesAllAsBefore cancels from within the progress of a check and of a
// rebuild.
func TestCancelLeavesAllAsBefore(t *testing.T) {
	b := newBook(t)
	b.busy(40)
	before := rows(t, b.path)
	for name, run := range map[string]func(context.Context, func(int, int)) error{
		"check": func(ctx context.Context, p func(int, int)) error {
			_, err := b.Check(ctx, false, p)
			return err
		},
		"rebuild": b.Rebuild,
	} {
		ctx, cancel := context.WithCancel(context.Background())
		called := false
		err := run(ctx, func(int, int) {
			called = true
			cancel()
		})
		cancel()
		if !called || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: progress called %v, error %v", name, called, err)
		}
		same(t, before, rows(t, b.path))
	}
	clean(t, b.Store)
}

// TestFactsEqualRecount: the query that figures use equals counting all folds
// afresh from the journal, for several periods.
func TestFactsEqualRecount(t *testing.T) {
	b := newBook(t)
	subjects := b.busy(20)
	day := calendar.DayOf(start)
	var all []casework.Fact
	view(t, b.Store, func(v *store.View) error {
		for _, s := range subjects {
			entries, err := v.Entries(s.ID)
			if err != nil {
				return err
			}
			all = append(all, casework.FoldCase(entries).Facts(casework.NationalRules(holidays(t)))...)
		}
		entries, err := v.Entries(casework.DaySubject(b.office, day).ID)
		all = append(all, casework.FoldDay(entries).Facts()...)
		return err
	})
	for _, p := range []casework.Period{
		{From: day, To: day}, {From: day.Add(-5), To: day.Add(-1)}, {From: day, To: day.Add(10)}, {From: day.Add(3), To: day.Add(400)},
	} {
		var got []casework.Fact
		view(t, b.Store, func(v *store.View) (err error) {
			got, err = v.Facts(p.To)
			return err
		})
		if d := cmp.Diff(casework.Indicators(all, p), casework.Indicators(got, p)); d != "" {
			t.Errorf("%s to %s (-recount +query):\n%s", p.From, p.To, d)
		}
	}
}
