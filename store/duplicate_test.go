package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/store"
)

func TestLikelyDuplicates(t *testing.T) {
	b := newBook(t)
	party := func(s casework.Subject, name, group string, phone casework.Phone) {
		b.add(s, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: name, Group: group, Phone: phone})
	}
	water := b.open("东边水渠漏水淹了庄稼")
	party(water, "王某某", "二组", "13912345678")
	other := b.open("宅基地界址不清")
	party(other, "王某某", "三组", "13900000000")
	bare := b.open("路灯坏了")
	party(bare, "赵某", "", "")
	secret := b.open("东边水渠漏水淹了庄稼")
	party(secret, "王某某", "二组", "13912345678")
	b.add(secret, casework.CaseMarked, casework.Marked{Sensitive: casework.Minors})
	for name, c := range map[string]struct {
		q    store.DuplicateQuery
		want []string
	}{
		"name and group":          {store.DuplicateQuery{Name: "王某某", Group: "第2村民组", Village: village}, []string{"东边水渠漏水淹了庄稼 same_name_group 100"}},
		"name in another group":   {store.DuplicateQuery{Name: "王某某", Group: "四组", Village: township}, nil},
		"name without a group":    {store.DuplicateQuery{Name: "王某某", Village: township}, []string{"宅基地界址不清 same_name_group 100", "东边水渠漏水淹了庄稼 same_name_group 100"}},
		"group missing there":     {store.DuplicateQuery{Name: "赵某", Group: "一组", Village: township}, []string{"路灯坏了 same_name_group 100"}},
		"name, group, no village": {store.DuplicateQuery{Name: "赵某", Group: "一组"}, nil},
		"part of a name":          {store.DuplicateQuery{Name: "王某", Group: "二组", Village: township}, nil},
		"telephone":               {store.DuplicateQuery{Phone: "13912345678"}, []string{"东边水渠漏水淹了庄稼 same_phone 100"}},
		"part of a telephone":     {store.DuplicateQuery{Phone: "1391234567"}, nil},
		"words":                   {store.DuplicateQuery{Words: "水渠漏水，把庄稼淹了", Village: township}, []string{"东边水渠漏水淹了庄稼 similar_words 71"}},
		"words elsewhere":         {store.DuplicateQuery{Words: "水渠漏水，把庄稼淹了", Village: village}, nil},
		"other words":             {store.DuplicateQuery{Words: "邻居家的狗整夜叫", Village: township}, nil},
		"too few words":           {store.DuplicateQuery{Words: "水渠漏", Village: township}, nil},
		"all": {
			store.DuplicateQuery{Name: "王某某", Group: "2组", Phone: "13912345678", Village: township, Words: "东边水渠漏水淹了庄稼"},
			[]string{"东边水渠漏水淹了庄稼 same_name_group 100 same_phone 100 similar_words 100"},
		},
		"itself":  {store.DuplicateQuery{Name: "王某某", Group: "二组", Village: village, Exclude: water.ID}, nil},
		"nothing": {store.DuplicateQuery{}, nil},
		"signs":   {store.DuplicateQuery{Name: `"'|*`, Group: `"`, Phone: "1234567", Words: `" OR " AND " NOT "`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			view(t, b.Store, func(v *store.View) error {
				found, err := v.LikelyDuplicates(c.q, 0)
				if err != nil {
					return err
				}
				var got []string
				for _, d := range found {
					var line strings.Builder
					line.WriteString(d.Case.Title)
					for _, r := range d.Reasons {
						fmt.Fprintf(&line, " %s %d", r.Kind, r.Score)
					}
					got = append(got, line.String())
				}
				if d := cmp.Diff(c.want, got); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
				return nil
			})
		})
	}
}

// TestLikelyDuplicatesAreFew: of many the newest are proposed, as many as asked for.
func TestLikelyDuplicatesAreFew(t *testing.T) {
	b := newBook(t)
	for range 8 {
		b.add(b.open("水渠漏水淹了庄稼"), casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "王某某", Group: "二组"})
	}
	view(t, b.Store, func(v *store.View) error {
		q := store.DuplicateQuery{Name: "王某某", Group: "二组", Village: township}
		five, err := v.LikelyDuplicates(q, 0)
		if err != nil {
			return err
		}
		two, err := v.LikelyDuplicates(q, 2)
		if err != nil || len(five) != 5 || len(two) != 2 || two[0].Case.No.Short() != "2026-0008" {
			t.Errorf("%d and %d proposals, %v", len(five), len(two), err)
		}
		return nil
	})
}
