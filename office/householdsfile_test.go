package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/office"
)

// TestReadHouseholdFile: sheets with headings count, the others are named; what is not
// kept is named by its heading; lines are numbered as the file numbers them.
func TestReadHouseholdFile(t *testing.T) {
	path := workbook(t, []sheet{
		{Name: "说明", Rows: [][]string{{"这是去年的名册"}}},
		{Name: "一组", Rows: [][]string{{"东岭村名册"}, nil, {"序号", "姓名", "组", "身份证号"}, {"1", "赵根生", "1", "410000199001010011"}, nil, {"2", "", "一组", "x"}}},
		{Name: "二组", Rows: [][]string{{"姓名", "村民小组", "户主", "身份证号"}, {"田桂兰", "2", "陈大年"}, {"赵根生", "1", ""}}},
	})
	got, err := office.ReadHouseholdFile(t.Context(), path, nil)
	must(t, err)
	want := office.Households{
		People:  []office.Villager{{Name: "赵根生", Group: "一组"}, {Name: "田桂兰", Group: "二组", Head: "陈大年"}},
		Left:    []office.HouseholdLine{{Sheet: "一组", Line: 6, Why: "no_name"}},
		Dropped: 3, Columns: []string{"序号", "身份证号"}, Skipped: []string{"说明"},
	}
	want.People = append(want.People, office.Villager{Name: "赵根生", Group: "一组", Head: "陈大年"}) // a head stands for the lines under it
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReadHouseholdText: a text is read as a pasted one, whatever cuts its lines.
func TestReadHouseholdText(t *testing.T) {
	for _, text := range []string{"赵根生 4组\n\n马秀英 5组\n", "赵根生,4组\n\n马秀英,5组\n", "赵根生\t4组\n\n马秀英\t5组\n", "赵根生，4组\n\n马秀英，5组\n"} {
		path := filepath.Join(t.TempDir(), "名册.txt")
		must(t, os.WriteFile(path, []byte(text), 0o600))
		got, err := office.ReadHouseholdFile(t.Context(), path, nil)
		must(t, err)
		want := office.Households{People: []office.Villager{{Name: "赵根生", Group: "四组"}, {Name: "马秀英", Group: "五组"}}, Headless: true}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q\n%s", text, diff)
		}
	}
}

// TestHouseholdFileRefused: each refusal has Chinese words, and a stop is a stop.
func TestHouseholdFileRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	must(t, os.WriteFile(path, nil, 0o600))
	_, err := office.ReadHouseholdFile(t.Context(), path, nil)
	refused(t, "an empty file", err, "table.empty")
	for _, code := range strings.Fields("unreadable empty too_large password old_xls wps_et xlsb ods web_page not_a_table damaged bomb encoding quotes no_rows too_many_rows too_wide cell_too_long too_much_text") {
		if words := office.Explain(&office.Problem{Field: "table", Code: code}); !strings.Contains(words, "没有变") {
			t.Errorf("%s: %q", code, words)
		}
	}
	for _, why := range []string{"no_name", "too_long", "twice", "number"} {
		if office.Word("household_line", why) == why {
			t.Errorf("no word for %s", why)
		}
	}
	must(t, os.WriteFile(path, []byte("赵根生\n"), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := office.ReadHouseholdFile(ctx, path, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestHouseholdSizes: a village keeps its own roster, a township those of its villages.
func TestHouseholdSizes(t *testing.T) {
	w := newWorld(t)
	must(t, w.tw.PutHouseholds(w.ctx, villageCode, []office.Villager{{Name: "赵根生"}}))
	sizes := func(o *office.Office) []office.RosterSize {
		got, err := o.HouseholdSizes(w.ctx)
		must(t, err)
		return got
	}
	if diff := cmp.Diff([]office.RosterSize{{Village: villageCode, Name: "东岭村", Names: 1}}, sizes(w.tw)); diff != "" {
		t.Error(diff)
	}
	if got := sizes(w.v); len(got) != 1 || got[0].Names != 0 {
		t.Errorf("the village has %v", got)
	}
	if got := sizes(w.c); got != nil {
		t.Errorf("the county has %v", got)
	}
}
