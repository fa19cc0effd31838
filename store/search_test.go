package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// TestSearchFinds plays what people type against cases of all sorts.
func TestSearchFinds(t *testing.T) {
	b := newBook(t)
	water := b.open("水渠漏水")
	b.add(water, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "单国强", Group: "二组", Phone: "13912345678", Address: "东岭村8号"})
	land := b.open("流转费ＡＢＣ没有付")
	b.add(land, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "𬱖㛃", Group: "第9村民组", Phone: "15000008765"})
	b.add(land, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "尉迟某", Rank: casework.TownshipLeader})
	b.open("路灯😀坏了")
	b.open("ὠ0") // in hex 1f60 and 0, and 😀 is 1f600
	for range 10 {
		b.open("别的")
	}
	found := func(query string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, titles(t, b.Store, store.Filter{Query: query})); d != "" {
			t.Errorf("%q (-want +got):\n%s", query, d)
		}
	}
	const w, l, lamp = "水渠漏水", "流转费ＡＢＣ没有付", "路灯😀坏了"
	for _, query := range []string{
		"单国强", "单", "国强", "shanguoqiang", "sgq", "SGQ", "shang", "guoqiang", "二组", "2组", "２组", "5678", "345678", "1391", "13912345678",
		"12345", "单 漏水", "sgq 漏水 5678", "2026-0001", "1a", "0001A", "０００１ａ", "2026-0001A", "419901102000-2026-0001A", "东岭村8号", "水　渠",
	} {
		found(query, w)
	}
	for _, query := range []string{"𬱖", "㛃", "𬱖㛃", "weijie", "wj", "九组", "9组", "abc", "ABC", "8765", "尉迟", "yuchimou", "mou 流转"} {
		found(query, l)
	}
	found("😀", lamp)
	found("灯😀坏", lamp)
	found("moumou 流转")
	found("3A", lamp)
	found("2026-3", lamp)
	found("13a", "别的")
	found("ὠ0", "ὠ0")
	if got := titles(t, b.Store, store.Filter{Query: "2026-00"}); len(got) != 14 {
		t.Errorf("half a number finds %d cases", len(got))
	}
}

// TestSearchOfSensitiveCase: it is found by its number and by nothing else.
func TestSearchOfSensitiveCase(t *testing.T) {
	b := newBook(t)
	s := b.open("不该看到")
	b.add(s, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "单国强", Phone: "13912345678"})
	b.add(s, casework.CaseMarked, casework.Marked{Sensitive: casework.Minors})
	for query, want := range map[string]int{
		"不该": 0, "单国强": 0, "sgq": 0, "5678": 0, "2026-0001": 1, "1a": 1, "419901102000-2026-0001A": 1,
	} {
		got := list(t, b.Store, store.Filter{Query: query})
		if len(got) != want {
			t.Errorf("%q finds %d, want %d", query, len(got), want)
		}
		for _, r := range got {
			if r.Title != "" || !r.Sensitive {
				t.Errorf("%q shows %q, sensitive %v", query, r.Title, r.Sensitive)
			}
		}
	}
	clean(t, b.Store)
}

// TestSearchTakesAnything: nothing that can be typed or pasted fails or says more to the
// index than words.
func TestSearchTakesAnything(t *testing.T) {
	b := newBook(t)
	b.open("水渠漏水")
	b.open("土地")
	for _, query := range []string{
		`"`, `""`, `'`, `水" OR "土`, `水渠" OR search MATCH "土地`, "水渠 OR 土地", "NOT 水渠", "NEAR(水渠 土地)", "水*", "^水", "head:水", "{head body}:水",
		"'; DROP TABLE search; --", "水渠\x00土地", "\xff\xfe", "\ue000zs", "\ue0011a", "（）()[]{}", "-", "+", "水 -土", "%", "_", "\\",
		"﷽", "👨‍👩‍👧", "é", "e\u0301", "İ", "ß", strings.Repeat("水", 5000), strings.Repeat("水渠 ", 500), strings.Repeat("a", 300), strings.Repeat("9", 400),
		"水渠 " + numbered(2000),
	} {
		for _, order := range []store.Order{store.NewestFirst, store.EarliestDue} {
			got := titles(t, b.Store, store.Filter{Query: query, Order: order})
			want := 0
			if query == strings.Repeat("水渠 ", 500) {
				want = 1
			}
			if len(got) != want {
				t.Errorf("%.40q finds %v", query, got)
			}
		}
	}
	clean(t, b.Store)
}

// numbered gives n different words.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "词%d ", i)
	}
	return b.String()
}

// TestSearchEqualsScan: search gives exactly the cases whose text holds what was typed,
// for pieces of the texts themselves and for others.
func TestSearchEqualsScan(t *testing.T) {
	b := newBook(t)
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("土地流转费水渠𬱖㛃😀9071，b"))
		var texts []string
		err := b.Update(context.Background(), func(tx *store.Tx) error {
			if err := tx.DropCases(); err != nil {
				return err
			}
			for i := range 12 {
				text := string(rapid.SliceOfN(letters, 1, 14).Draw(t, "text"))
				texts = append(texts, text)
				r := store.CaseRow{Seq: int64(i + 1), ID: casework.ID{byte(i), 1}, No: "x", Title: text, Due: store.NoDue}
				if err := tx.PutCase(r, text); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 2, 3, 6} {
			for _, query := range []string{piece(t, texts, n), string(rapid.SliceOfN(letters, n, n).Draw(t, "typed"))} {
				var want []string
				for i := len(texts) - 1; i >= 0 && strings.Trim(query, "，") != ""; i-- {
					if strings.Contains(texts[i], query) {
						want = append(want, texts[i])
					}
				}
				var got []string
				err := b.View(context.Background(), func(v *store.View) error {
					rows, err := v.Cases(store.Filter{Query: query})
					for _, r := range rows {
						got = append(got, r.Title)
					}
					return err
				})
				if d := cmp.Diff(want, got); err != nil || d != "" {
					t.Fatalf("%q: %v (-want +got):\n%s", query, err, d)
				}
			}
		}
	})
}

func piece(t *rapid.T, texts []string, n int) string {
	r := []rune(rapid.SampledFrom(texts).Draw(t, "of"))
	if len(r) <= n {
		return string(r)
	}
	from := rapid.IntRange(0, len(r)-n).Draw(t, "from")
	return string(r[from : from+n])
}

// TestIndexOfAnotherCut: an index that was cut in another way is written anew when the
// file is opened; stopping half-way leaves the old one.
func TestIndexOfAnotherCut(t *testing.T) {
	b := newBook(t)
	for i := range 7 {
		b.open(fmt.Sprintf("第%d件水渠", i))
	}
	b.raw("UPDATE meta SET value = '0' WHERE key = 'search'", "INSERT INTO search (search) VALUES ('delete-all')")
	if got := titles(t, b.Store, store.Filter{Query: "水渠"}); len(got) != 7 {
		t.Errorf("after opening: %v", got)
	}
	clean(t, b.Store)
	ctx, cancel := context.WithCancel(context.Background())
	err := b.RebuildSearch(ctx, func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if got := titles(t, b.Store, store.Filter{Query: "水渠"}); len(got) != 7 {
		t.Errorf("after a rebuild that was stopped: %v", got)
	}
	var last [2]int64
	if err := b.RebuildSearch(context.Background(), func(done, total int64) { last = [2]int64{done, total} }); err != nil || last != [2]int64{7, 7} {
		t.Errorf("progress ends at %v, %v", last, err)
	}
	if err := b.OptimizeSearch(context.Background()); err != nil {
		t.Error(err)
	}
	clean(t, b.Store)
}

// TestSearchOfManyRows: in both orders and with filters search gives the same rows where
// so many match that it reads lists instead of the index.
func TestSearchOfManyRows(t *testing.T) {
	b := newBook(t)
	const n = 3300 // above what is sorted by due date
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		for i := range n {
			text := "水渠水渠"
			if i%11 == 0 {
				text = "渠水渠" // the pairs of 水渠水, and not the word
			}
			r := store.CaseRow{Seq: int64(i + 1), ID: casework.ID{byte(i), byte(i >> 8), 1}, No: "x", Title: text, Due: store.NoDue, Category: "land"}
			if i%3 == 0 {
				r.Due = calendar.Day(20000 + i%7)
			}
			if i%1000 == 5 {
				r.Lead = "周某"
			}
			if err := tx.PutCase(r, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []store.Filter{
		{Query: "水渠"}, {Query: "水渠水"}, {Query: "渠水渠"}, {Query: "水渠", Category: []string{"land"}}, {Query: "水渠水", Lead: "周某"},
	} {
		want := 0
		for i := range n {
			if (i%11 != 0 || f.Query != "水渠水") && (f.Lead == "" || i%1000 == 5) {
				want++
			}
		}
		for _, f.Order = range []store.Order{store.NewestFirst, store.EarliestDue} {
			seen := map[int64]bool{}
			last := store.Key{}
			for f.After, f.Limit = (store.Key{}), 200; ; f.After = last {
				rows := list(t, b.Store, f)
				for _, r := range rows {
					k := r.Key()
					if seen[r.Seq] || f.Order == store.EarliestDue && (k.Due < last.Due || k.Due == last.Due && k.Seq < last.Seq) {
						t.Fatalf("%+v: %d stands twice or out of order", f, r.Seq)
					}
					seen[r.Seq], last = true, k
				}
				if len(rows) < f.Limit {
					break
				}
			}
			if len(seen) != want {
				t.Errorf("%s, order %d: %d rows, want %d", f.Query, f.Order, len(seen), want)
			}
		}
	}
}
