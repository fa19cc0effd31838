package store_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
	"silian/store"
)

// sick is an office as a crash leaves it: a file, a log that holds acknowledged
// entries, and what stands beside them; closed is the same, closed; older is a copy
// of the file from before.
type sick struct {
	crashed, closed, older string
	want                   map[string][]string
}

func newSick(t testing.TB) sick {
	t.Helper()
	b := newBook(t)
	b.busy(4)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(t.TempDir(), "older.db")
	copyFile(t, b.path, older)
	b.reopen()
	b.busy(3)
	correspond(t, b)
	s := sick{t.TempDir(), t.TempDir(), older, nil}
	copyDir(t, filepath.Dir(b.path), s.crashed) // the store is still open: this is what a crash leaves
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	copyDir(t, filepath.Dir(b.path), s.closed)
	s.want = everything(t, filepath.Join(s.closed, "office.db"))
	return s
}

// correspond fills the tables that are not the journal.
func correspond(t testing.TB, b *book) {
	t.Helper()
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		sent := map[casework.ID]bool{}
		for i := range 20 {
			sent[b.id()] = i%3 > 0
		}
		var errs []error
		for i, code := range []casework.OfficeCode{village, county} {
			errs = append(errs, tx.PutPeer(store.Peer{Office: casework.Office{Code: code, Name: "邻近单位", Level: casework.Village}, Card: make([]byte, 700), State: "compared", Added: 20000}),
				tx.PutSent(store.Sent{Bundle: [16]byte{byte(i + 1)}, Peer: code, Seq: 1, File: "a.xfb", Code: "12345678", Written: 20001}, sent),
				tx.Delivered([16]byte{byte(i + 1)}, 20002),
				tx.PutTaken(store.Taken{Peer: code, Seq: 1, Bundle: [16]byte{byte(i + 7)}, On: 20003, Fresh: 3, Receipt: make([]byte, 900), ReceiptName: "a.xfr", Code: "87654321"}))
		}
		errs = append(errs, tx.PutHouseholds(village, []store.Villager{{Name: "田桂兰", Group: "二组", Head: "陈大年"}, {Name: "赵根生", Group: "四组"}}))
		return errors.Join(append(errs, tx.SaveDraft("visit", "写了一半的话", start))...)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copyDir(t testing.TB, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(from, e.Name()))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// everything gives all rows of all tables but the note of who has the file open.
func everything(t testing.TB, path string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	out := map[string][]string{}
	for _, table := range []string{
		"entry", "body", "destroyed", "case_row", "case_seen", "case_words", "promise_row", "day_row", "fact_pack", "fact_in", "fact_day", "fact_lead", "fact_ever", "case_count", "case_count_due",
		"peer", "sent", "sent_entry", "acked", "taken", "draft",
	} {
		out[table] = dump(t, db, "SELECT * FROM "+table)
	}
	out["meta"] = dump(t, db, "SELECT * FROM meta WHERE key NOT IN ('open', 'quick', 'quick_due')")
	return out
}

// TestDamage spoils the files of a crashed office in every way there is. Opening
// refuses it with a name we have words for, or a check finds it, or it does no harm:
// every row is as it was.
func TestDamage(t *testing.T) {
	s := newSick(t)
	seen := map[string]int{}
	for i, d := range testkit.Damages(11, variants(t), s.older) {
		t.Run(d.Name, func(t *testing.T) {
			dir := t.TempDir()
			from := s.crashed
			if i/20%2 == 1 && !d.Log {
				from = s.closed
			}
			copyDir(t, from, dir)
			path := filepath.Join(dir, "office.db")
			if err := d.Do(path); err != nil {
				t.Fatal(err)
			}
			seen[fate(t, path, s.want)]++
		})
	}
	t.Log(seen)
	for _, f := range []string{"refused", "found", "harmless"} {
		if seen[f] == 0 {
			t.Errorf("no damage was %s: the test shows nothing", f)
		}
	}
}

// variants is how many: SILIAN_DAMAGE says otherwise (make soak).
func variants(t *testing.T) int {
	text := os.Getenv("SILIAN_DAMAGE")
	if text == "" {
		return 40
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func fate(t *testing.T, path string, want map[string][]string) string {
	t.Helper()
	s, err := store.Open(context.Background(), store.Config{Path: path, Holidays: holidays(t)})
	if err != nil {
		for _, name := range []error{store.ErrDamaged, store.ErrForeign, store.ErrInstance, store.ErrNewer} {
			if errors.Is(err, name) {
				return "refused"
			}
		}
		t.Errorf("refused without a name: %v", err)
		return "nameless"
	}
	r, err := s.Check(context.Background(), false, nil)
	closed := s.Close()
	if errors.Is(err, store.ErrDamaged) || len(r.Problems) > 0 {
		return "found"
	}
	if err := errors.Join(err, closed); err != nil {
		t.Errorf("a check ended with %v", err)
		return "nameless"
	}
	if d := cmp.Diff(want, everything(t, path)); d != "" {
		t.Errorf("not seen by anybody (-sound +damaged):\n%s", d)
	}
	return "harmless"
}
