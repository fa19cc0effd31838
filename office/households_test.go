package office_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/office"
)

func TestReadHouseholds(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []office.Villager
		left       []office.HouseholdLine
		dropped    int
	}{
		{
			"pasted from a table, with more than is kept",
			"序号\t姓名\t组别\t户主\t与户主关系\t身份证号\t手机\n1\t田桂兰\t2\t陈大年\t妻\t410000\t138\n2\t陈大年\t第二村民小组\t陈大年\t户主\t410001\t139\n",
			[]office.Villager{{Name: "田桂兰", Group: "二组", Head: "陈大年"}, {Name: "陈大年", Group: "二组", Head: "陈大年"}},
			nil, 4,
		},
		{
			"merged cells", "村组,户主姓名,家庭成员\n四组,赵根生,赵根生\n,,赵小娟\n五组,马秀英,马秀英\n",
			[]office.Villager{{Name: "赵根生", Group: "四组", Head: "赵根生"}, {Name: "赵小娟", Group: "四组", Head: "赵根生"}, {Name: "马秀英", Group: "五组", Head: "马秀英"}},
			nil, 0,
		},
		{"no headings", "赵根生 4组\n马 秀英\n", []office.Villager{{Name: "赵根生", Group: "四组"}, {Name: "马", Group: "秀英"}}, nil, 0},
		{"heads alone, under a title", "东岭村户籍册\n户主\t小组\n赵根生\t东头\n", []office.Villager{{Name: "赵根生", Group: "东头", Head: "赵根生"}}, nil, 0},
		{
			"twice, empty and too long", "姓名,村组\n赵根生,四组\n\n赵根生,4组\n,五组\n" + strings.Repeat("长", 41) + ",五组\n",
			[]office.Villager{{Name: "赵根生", Group: "四组"}},
			[]office.HouseholdLine{{Line: 4, Why: "twice"}, {Line: 5, Why: "no_name"}, {Line: 6, Why: "too_long"}},
			0,
		},
		{
			"an empty line of a household is nobody, not its head", "姓名,组,户主\n赵根生,4,赵根生\n,5,\n",
			[]office.Villager{{Name: "赵根生", Group: "四组", Head: "赵根生"}},
			[]office.HouseholdLine{{Line: 3, Why: "no_name"}},
			0,
		},
		{
			"a telephone or the number of a document is in no column that is kept", "赵根生 13900000000\n马秀英 3组\n姓410000199001010011\n",
			[]office.Villager{{Name: "马秀英", Group: "三组"}},
			[]office.HouseholdLine{{Line: 1, Why: "number"}, {Line: 3, Why: "number"}},
			0,
		},
		{"controls and marks of direction", "姓名\n赵\u202e根\x00生\n", []office.Villager{{Name: "赵根生"}}, nil, 0},
		{"nothing", "", nil, nil, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := office.ReadHouseholds(tc.text)
			if diff := cmp.Diff(tc.want, got.People); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.left, got.Left); diff != "" {
				t.Error(diff)
			}
			if got.Dropped != tc.dropped {
				t.Errorf("dropped %d columns, want %d", got.Dropped, tc.dropped)
			}
		})
	}
}

// TestFindVillagers: by the first characters, by any, by pinyin and by initials, within a
// group; those that begin with what was typed come first.
func TestFindVillagers(t *testing.T) {
	w := newWorld(t)
	people := office.ReadHouseholds("陈田生 1组\n田桂兰 2组 陈大年\n田桂兰 4组 田有福\n单玉兰 4组\n赵根生 4组").People
	must(t, w.v.PutHouseholds(w.ctx, hamletCode, people))
	find := func(group, typed string) (out []string) {
		list, err := w.v.FindVillagers(w.ctx, hamletCode, group, typed, 10)
		must(t, err)
		for _, p := range list {
			out = append(out, p.Name+p.Group+p.Head)
		}
		return out
	}
	for _, tc := range []struct {
		group, typed string
		want         []string
	}{
		{"", "田", []string{"田桂兰二组陈大年", "田桂兰四组田有福", "陈田生一组"}},
		{"", "tgl", []string{"田桂兰二组陈大年", "田桂兰四组田有福"}},
		{"四组", "tian", []string{"田桂兰四组田有福"}},
		{"", "shan", []string{"单玉兰四组"}},
		{"", "桂兰", []string{"田桂兰二组陈大年", "田桂兰四组田有福"}},
		{"四组", "", []string{"田桂兰四组田有福", "单玉兰四组", "赵根生四组"}},
		{"", "张", nil},
	} {
		if diff := cmp.Diff(tc.want, find(tc.group, tc.typed)); diff != "" {
			t.Errorf("%s %q\n%s", tc.group, tc.typed, diff)
		}
	}
	groups, n, err := w.v.HouseholdGroups(w.ctx, hamletCode)
	must(t, err)
	if diff := cmp.Diff([]string{"一组", "二组", "四组"}, groups); diff != "" || n != 5 {
		t.Errorf("%d names\n%s", n, diff)
	}
	w.no("households.too_long")(office.Done{}, w.v.PutHouseholds(w.ctx, hamletCode, make([]office.Villager, office.MaxVillagers+1)))
	must(t, w.v.PutHouseholds(w.ctx, hamletCode, nil))
	if got := find("", ""); got != nil {
		t.Errorf("after taking it away: %v", got)
	}
	w.clean(w.v)
}

// TestHouseholdsNeverTravel: no name of the roster is in a sealed file or in a list that
// leaves the office.
func TestHouseholdsNeverTravel(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.PutHouseholds(w.ctx, hamletCode, []office.Villager{{Name: "癫痫魑", Group: "四组", Head: "魅病史"}}))
	w.up(w.v, w.open(w.v, "路灯不亮"))
	for _, e := range w.opened(w.export(w.v, w.tw), w.v, w.tw) {
		if holds(e, "癫痫魑") || holds(e, "魅病史") {
			t.Error("an entry carries a name of the roster")
		}
	}
	if list, err := w.tw.FindVillagers(w.ctx, hamletCode, "", "", 10); err != nil || len(list) != 0 {
		t.Errorf("the township knows %v, %v", list, err)
	}
}
