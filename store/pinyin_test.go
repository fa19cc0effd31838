package store_test

import (
	"slices"
	"testing"

	"silian/store"
)

// TestSpellings: each name is found by what a person would type, surnames and places
// that character tables read wrongly included.
func TestSpellings(t *testing.T) {
	for name, typed := range map[string][]string{
		"张三丰":   {"zhangsanfeng", "zsf", "sanfeng", "feng", "sf"},
		"单国强":   {"shanguoqiang", "sgq", "danguoqiang"},
		"仇某":    {"qiumou", "qm", "choumou"},
		"曾庆红":   {"zengqinghong", "zqh", "cengqinghong"},
		"翟某某":   {"zhaimoumou", "zmm"},
		"解放":    {"xiefang", "jiefang", "xf"},
		"区某":    {"oumou", "om", "qumou"},
		"查某":    {"zhamou", "zm"},
		"任某":    {"renmou", "rm"},
		"盖某":    {"gemou", "gaimou"},
		"尉迟恭":   {"yuchigong", "ycg"},
		"万俟卨":   {"moqi", "mq"},
		"朴某":    {"piaomou", "pm"},
		"冼星海":   {"xianxinghai", "xxh"},
		"纪某":    {"jimou"},
		"宁某":    {"ningmou", "nm"},
		"华某":    {"huamou"},
		"吕某":    {"lvmou", "lm"},
		"覃某":    {"qinmou", "tanmou"},
		"谌某":    {"chenmou", "shenmou"},
		"缪某":    {"miaomou"},
		"种某":    {"chongmou", "cm"},
		"贠某":    {"yunmou"},
		"令狐冲":   {"linghuchong", "lhc"},
		"澹台某":   {"tantaimou"},
		"阿依古丽":  {"ayiguli", "aygl"},
		"韩守田":   {"hanshoutian", "hst"},
		"𬱖某":    {"weimou"},
		"重庆":    {"chongqing", "cq"},
		"厦门":    {"xiamen", "xm"},
		"六安":    {"luan", "la"},
		"浚县王庄村": {"xunxianwangzhuangcun", "wangzhuang", "wz"},
	} {
		got := store.Spellings(name)
		for _, want := range typed {
			if !slices.ContainsFunc(got, func(s string) bool { return len(s) >= len(want) && s[:len(want)] == want }) {
				t.Errorf("%s is not found by %s: %q", name, want, got)
			}
		}
		if len(got) > 400 {
			t.Errorf("%s has %d spellings", name, len(got))
		}
	}
	for _, none := range []string{"", "Smith", "，。", "\x00"} {
		if got := store.Spellings(none); len(got) != 0 {
			t.Errorf("%q is spelled %q", none, got)
		}
	}
}
