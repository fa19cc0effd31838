package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// facts are what the page of a case is made of.
func (w *world) facts(id casework.ID) caseFacts {
	w.t.Helper()
	f, err := loadCase(w.t.Context(), &desk{office: w.o}, id)
	w.must(err)
	return f
}

func TestCaseView(t *testing.T) {
	w := newWorld(t)
	id := w.rent()
	w.on("2026-11-23")
	v := w.facts(id).view()
	if v.Title != "合作社拖欠土地流转费（涉及12户）" || v.Handling != "办理中" || v.State != "化解中" || v.Holder != "柳河镇" || v.Handler != "周敏" {
		t.Errorf("the head is %+v", v)
	}
	if d := cmp.Diff(widgets.Track{Village: widgets.Been, Township: widgets.Holder}, v.Track); d != "" {
		t.Error(d)
	}
	// Accepted on 09-29: 15 days end on 10-14; accepted matter of art. 31(6) on 10-09: 60 days end on 12-08.
	want := []widgets.Clock{
		{Name: "受理告知", Due: "10月9日已办", Left: "按期", Tone: widgets.Green, Used: 1, Reason: "15日，限10月14日"},
		{Name: "回话承诺", Due: "11月20日 周五", Left: "超期3天", Tone: widgets.Red, Used: 1, Reason: "11月14日柳河镇答应"},
		{Name: "回话承诺", Due: "11月25日 周三", Left: "剩2天", Tone: widgets.Blue, Used: 7.0 / 9, Reason: "11月16日柳河镇答应"},
		{Name: "办结", Due: "12月8日 周二", Left: "剩15天", Tone: widgets.Neutral, Used: 45.0 / 60, Reason: "10月9日受理起60日"},
	}
	if d := cmp.Diff(want, v.Clocks); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]requestLine{
		{"付清2026年土地流转费14.4万元", "待答复", widgets.Neutral}, {"按实际亩数计算（3户有分歧）", "待答复", widgets.Neutral}, {"明年按季预付", "待答复", widgets.Neutral},
	}, v.Requests); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]factLine{
		{Label: "申请人", Text: "田桂兰（二组）"},
		{Label: "对方", Text: "东岭丰禾种植合作社"},
		{Label: "涉及", Text: "12人"},
		{Label: "来源", Text: "9月26日村务日来访·八月十六"},
		{Label: "地点", Text: "东岭村"},
		{Label: "现在", Text: "柳河镇"},
		{Label: "承办人", Text: "周敏"},
		{Label: "下次回话", Text: "11月20日前"},
	}, v.Facts); d != "" {
		t.Error(d)
	}
	first, last := v.Events[0], v.Events[len(v.Events)-1]
	if first.Date != "11-16" || last.Kind != "立为事项" || last.Date != "09-26" || last.Weekday != "周六" {
		t.Errorf("from %+v to %+v", first, last)
	}
	if len(v.Moves) != 2 || v.Moves[0].Kind != "接办" {
		t.Errorf("the moves are %+v", v.Moves)
	}
}

func TestCaseEnds(t *testing.T) {
	w := newWorld(t)
	id := w.rent()
	ctx := t.Context()
	w.on("2026-12-05")
	findings := []casework.Finding{casework.Supported, casework.NoBasis, casework.NotSupported}
	_, err := w.o.Answer(ctx, office.Act{}, id, casework.Answered{Form: casework.HandlingOpinion, Findings: findings}, "付清欠款")
	w.must(err)
	for i, p := range w.facts(id).c.Promises {
		_, err := w.o.SettlePromise(ctx, office.Act{}, id, p.Entry, i == 0, "")
		w.must(err)
	}
	v := w.facts(id).view()
	if d := cmp.Diff([]string{"支持", "合理无依据", "不支持"}, []string{v.Requests[0].Word, v.Requests[1].Word, v.Requests[2].Word}); d != "" {
		t.Error(d)
	}
	// 办结 has stopped in time; the petitioner may ask for a review until 2027-01-04.
	names := map[string]string{}
	for _, c := range v.Clocks {
		names[c.Name] = c.Left
	}
	if d := cmp.Diff(map[string]string{"受理告知": "按期", "办结": "按期", "可请求复查": "剩30天"}, names); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"已兑现，晚了", "无法兑现"}, []string{v.Promises[0].Word, v.Promises[1].Word}); d != "" {
		t.Error(d)
	}
}

// The dates of years whose holiday notice is not known are provisional.
func TestProvisionalClock(t *testing.T) {
	f := caseFacts{caseEyes: testEyes(t, false), me: casework.Office{Code: testTownship}}
	rule := casework.ClockRule{ID: casework.K2, Start: casework.OnReceipt, Length: 15}
	for _, tc := range []struct {
		clock casework.Clock
		want  widgets.Clock
	}{
		{
			casework.Clock{Rule: rule, Office: testTownship, Start: day(t, "2026-11-20"), Due: day(t, "2026-12-07"), Internal: day(t, "2026-12-04")},
			widgets.Clock{Name: "受理告知", Due: "12月7日 周一暂定", Left: "剩14天", Used: 3.0 / 17, Reason: "11月20日收到起15日"},
		},
		{ // 内控日 has gone by
			casework.Clock{Rule: rule, Office: testTownship, Start: day(t, "2026-11-08"), Due: day(t, "2026-11-24"), Internal: day(t, "2026-11-20"), Known: true},
			widgets.Clock{Name: "受理告知", Due: "11月24日 周二", Left: "剩1天", Tone: widgets.Ochre, Used: 15.0 / 16, Reason: "内控日已过，11月8日收到起15日"},
		},
		{ // another office's duty is named
			casework.Clock{Rule: rule, Office: testVillage, Start: day(t, "2026-11-01"), Due: day(t, "2026-11-16"), Internal: day(t, "2026-11-16"), Known: true},
			widgets.Clock{Name: "受理告知（东岭村）", Due: "11月16日 周一", Left: "超期7天", Tone: widgets.Red, Used: 1, Reason: "11月1日收到起15日"},
		},
		{
			casework.Clock{Rule: rule, Office: testTownship, Start: day(t, "2026-11-01"), Due: day(t, "2026-11-16"), StoppedOn: day(t, "2026-11-18"), Known: true},
			widgets.Clock{Name: "受理告知", Due: "11月18日已办", Left: "已办，晚了", Used: 1, Reason: "15日，限11月16日"},
		},
	} {
		if d := cmp.Diff(tc.want, f.clock(tc.clock, true)); d != "" {
			t.Error(d)
		}
	}
}

// Of many deadlines the strip shows four: duties that run before what is done.
func TestStripTakesWhatRuns(t *testing.T) {
	today := day(t, "2026-11-23")
	f := caseFacts{caseEyes: testEyes(t, false), me: casework.Office{Code: testTownship}}
	clock := func(id casework.ClockID, office casework.OfficeCode, due, stopped calendar.Day) casework.Clock {
		return casework.Clock{Rule: casework.ClockRule{ID: id, Start: casework.OnReceipt, Length: 15}, Office: office, Start: due.Add(-15), Due: due, Internal: due, StoppedOn: stopped, Known: true}
	}
	f.clocks = []casework.Clock{
		clock(casework.K2, testTownship, today.Add(-30), today.Add(-31)),
		clock(casework.K6, testTownship, today.Add(20), 0),
		clock(casework.K8, "", today.Add(5), 0),
		clock(casework.K14, "", today.Add(-1), 0), // a right that has lapsed
	}
	for _, in := range []int{2, 9, 4} {
		f.c.Promises = append(f.c.Promises, casework.Promise{By: testTownship, MadeOn: today, Due: today.Add(in)})
	}
	var got []string
	for _, c := range f.strip(false) {
		got = append(got, c.Name+c.Left)
	}
	if d := cmp.Diff([]string{"回话承诺剩2天", "回话承诺剩4天", "回话承诺剩9天", "办结剩20天"}, got); d != "" {
		t.Error(d)
	}
}
