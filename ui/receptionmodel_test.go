package ui

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/assets"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

func officeCode(s string) casework.OfficeCode { return casework.OfficeCode(s) }

func testFrame(t *testing.T) visitFrame {
	return visitFrame{
		today: day(t, "2026-11-24"), next: day(t, "2026-12-04"), villageDay: true,
		groups: groupWords(), people: []string{"韩守田", "李小兰"},
	}
}

func TestVisitInput(t *testing.T) {
	full := visitForm{Name: "赵根生", Group: 3, Words: "村西头机耕路被雨水冲了一段", Category: 6, Solved: solvedLater, Due: "12-4"}
	set := func(change func(*visitForm)) visitForm { f := full; change(&f); return f }
	for _, tc := range []struct {
		name string
		form visitForm
		want office.VisitInput
	}{
		{"open a case", full, office.VisitInput{
			Name: "赵根生", Group: "四组", Words: full.Words, Category: "public", Promise: day(t, "2026-12-04"), Answer: "由韩守田去办，12月4日前回话",
			Case: &office.CaseInput{Track: casework.TrackDemand, Source: office.SourceVillageDay, Requests: []string{full.Words}, Handler: 1},
		}},
		{"lunar date, second person, petition", set(func(f *visitForm) { f.Due, f.Who, f.Track = "冬月初六", 1, 2 }), office.VisitInput{
			Name: "赵根生", Group: "四组", Words: full.Words, Category: "public", Promise: day(t, "2026-12-14"), Answer: "由李小兰去办，12月14日前回话",
			Case: &office.CaseInput{Track: casework.TrackPetition, Source: office.SourceVillageDay, Requests: []string{full.Words}, Handler: 2},
		}},
		{"the next village day", set(func(f *visitForm) { f.Due = "下个村务日" }), office.VisitInput{
			Name: "赵根生", Group: "四组", Words: full.Words, Category: "public", Promise: day(t, "2026-12-04"), Answer: "由韩守田去办，12月4日前回话",
			Case: &office.CaseInput{Track: casework.TrackDemand, Source: office.SourceVillageDay, Requests: []string{full.Words}, Handler: 1},
		}},
		{"visit only: no date that nobody would follow", set(func(f *visitForm) { f.Track = 3 }), office.VisitInput{
			Name: "赵根生", Group: "四组", Words: full.Words, Category: "public", Answer: "由韩守田接待",
		}},
		{"no name, typed group, on the spot", set(func(f *visitForm) {
			f.Anonymous, f.GroupText, f.Solved, f.Answer, f.Due = true, "西沟", solvedNow, "当场补发", "什么时候"
		}), office.VisitInput{Group: "西沟", Words: full.Words, Category: "public", OnTheSpot: true, Answer: "当场补发"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.form.input(testFrame(t))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestVisitRefusals(t *testing.T) {
	full := visitForm{Name: "赵根生", Group: 3, Words: "路", Category: 6, Solved: solvedLater, Due: "12-4"}
	for _, tc := range []struct {
		field, code string
		change      func(*visitForm)
	}{
		{"name", "missing", func(f *visitForm) { f.Name = " " }},
		{"words", "missing", func(f *visitForm) { f.Words = "\n" }},
		{"category", "missing", func(f *visitForm) { f.Category = -1 }},
		{"on_the_spot", "missing", func(f *visitForm) { f.Solved = -1 }},
		{"promise", "malformed", func(f *visitForm) { f.Due = "过几天" }},
	} {
		f := full
		tc.change(&f)
		_, err := f.input(testFrame(t))
		var p *casework.Problem
		if !errors.As(err, &p) || p.Field != tc.field || p.Code != tc.code {
			t.Errorf("%s: %v", tc.field, err)
		}
		if words := office.Explain(err); strings.Contains(words, "写得不对") {
			t.Errorf("%s.%s has no words of its own", tc.field, tc.code)
		}
	}
}

// Every category has a word, and every word of the list is on the form.
func TestCategories(t *testing.T) {
	want := map[string]bool{}
	for key := range assets.Words() {
		if code, ok := strings.CutPrefix(key, "category."); ok {
			want[code] = true
		}
	}
	got := map[string]bool{}
	for _, code := range categories() {
		got[code] = true
		if w := office.Word("category", code); strings.Contains(w, "干部") {
			t.Errorf("%s: a village takes no complaints on its own cadres", w)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDraft(t *testing.T) {
	blank := blankVisit(day(t, "2026-12-04"))
	if blank.draft() != "" {
		t.Error("an empty form needs no draft: the proposed day is nobody's typing")
	}
	f := blank
	f.Key, f.Words, f.Group = "0190", "高龄补贴没到账", 2
	got, ok := readDraft(f.draft())
	if d := cmp.Diff(f, got); d != "" || !ok {
		t.Error(ok, d)
	}
	for _, bad := range []string{"", "{", "{}"} {
		if _, ok := readDraft(bad); ok {
			t.Errorf("%q is no draft", bad)
		}
	}
}

func TestRequestOf(t *testing.T) {
	long := strings.Repeat("路", 150) + "。" + strings.Repeat("沟", 150)
	for words, want := range map[string]string{
		"垫一垫 路\n今年":              "垫一垫 路 今年",
		long:                     strings.Repeat("路", 150),
		strings.Repeat("路", 300): strings.Repeat("路", maxRequest),
	} {
		if got := requestOf(words); got != want {
			t.Errorf("%.20s: %d characters %.20s", words, len([]rune(got)), got)
		}
	}
}

func TestListVisits(t *testing.T) {
	visit := func(no int, v casework.Visit, text casework.VisitText) casework.DayEntry {
		v.No, v.People, v.Time = no, 2, "08:35"
		return casework.DayEntry{Visit: v, Words: text}
	}
	d := casework.ReceptionDay{On: day(t, "2026-11-24"), Visits: []casework.DayEntry{
		visit(1, casework.Visit{OnTheSpot: true}, casework.VisitText{Name: "马秀英", Group: "三组", Words: "高龄补贴没到账"}),
		visit(2, casework.Visit{Promise: day(t, "2026-11-27"), Cases: make([]casework.ID, 1)}, casework.VisitText{Words: "邻居排水沟"}),
		visit(3, casework.Visit{}, casework.VisitText{Name: "田桂兰"}),
	}}
	open := listVisits(d, false)
	want := []visitLine{
		{1, "8:35", "马秀英 三组", "高龄补贴没到账", "当场答复", widgets.Green},
		{2, "8:35", "未留名", "邻居排水沟", "27日前回话", widgets.Blue},
		{3, "8:35", "田桂兰", "", "已记下", widgets.Neutral},
	}
	if diff := cmp.Diff(want, open.Lines); diff != "" {
		t.Error(diff)
	}
	if got := open.Sum(); got != "来访3批6人次，当场答复1批，立为事项1件" {
		t.Error(got)
	}
	for _, l := range listVisits(d, true).Lines {
		if l.Who != "" || l.About != "" {
			t.Errorf("folded, yet it says %+v", l)
		}
	}
	if got := listVisits(casework.ReceptionDay{}, true).Sum(); got != "零来访" {
		t.Error(got)
	}
}
