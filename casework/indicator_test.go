package casework_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
)

// figures gives the indicators as "登记 cases" → numerator, denominator (0 for counts).
func figures(facts []casework.Fact, from, to calendar.Day) map[string][2]int {
	return named(casework.Indicators(facts, casework.Period{From: from, To: to}))
}

func named(all []casework.Indicator) map[string][2]int {
	out := map[string][2]int{}
	for _, i := range all {
		out[indicatorName(i)] = [2]int{i.Numerator, i.Denominator}
	}
	return out
}

// told leaves out the parts that say nothing.
func told(figures map[string][2]int) map[string][2]int {
	maps.DeleteFunc(figures, func(_ string, v [2]int) bool { return v == [2]int{} })
	return figures
}

func indicatorName(i casework.Indicator) string {
	names := map[int]string{
		1: "登记", 2: "接访", 3: "当场解决", 4: "未化解", 5: "化解率", 6: "批次化解率", 7: "研判", 8: "四四二", 9: "不出", 10: "告知", 11: "办结", 12: "天数",
		13: "重复", 14: "反弹", 15: "评价", 16: "回访", 17: "承诺兑现", 18: "协议履行", 19: "调解", 20: "村务日", 21: "例会", 22: "主持", 23: "督办",
		24: "上报退回", 25: "包案见面", 26: "送达", 27: "密封", 28: "帮扶",
	}
	return names[i.ID] + " " + i.Part
}

func TestValue(t *testing.T) {
	for _, c := range []struct {
		kind casework.IndicatorKind
		n, d int
		want string
	}{
		{casework.CountFigure, 0, 0, "0"},
		{casework.CountFigure, 12, 0, "12"},
		{casework.RatioFigure, 210, 226, "92.9%"},
		{casework.RatioFigure, 0, 0, "—"},
		{casework.MeanFigure, 48, 3, "16.0"},
		{casework.MeanFigure, 1, 8, "0.1"},
		{casework.MeanFigure, 1, 20, "0.1"}, // half up
		{casework.MeanFigure, 0, 0, "—"},
		{casework.MedianFigure, 79, 2, "39.5"},
		{casework.MedianFigure, 40, 1, "40.0"},
		{casework.MedianFigure, 0, 0, "—"},
	} {
		i := casework.Indicator{Kind: c.kind, Numerator: c.n, Denominator: c.d}
		if got := i.Value(); got != c.want {
			t.Errorf("%s %d/%d = %s, want %s", c.kind, c.n, c.d, got, c.want)
		}
	}
	if i := (casework.Indicator{Kind: casework.RatioFigure, Denominator: 4, Small: 3}); i.SmallNumber() {
		t.Error("4 is not below 3")
	}
}

// TestDefinitions: all 26 indicators are there, each part once, each with its unit, and
// what is counted comes in their order.
func TestDefinitions(t *testing.T) {
	seen, ids := map[string]bool{}, map[int]bool{}
	defs := casework.IndicatorDefs()
	all := casework.Count(nil, casework.Question{Period: casework.Period{From: first, To: last}}).All
	if len(all) != len(defs) {
		t.Fatalf("%d definitions, %d figures", len(defs), len(all))
	}
	lastID := 0
	for i, d := range defs {
		key := fmt.Sprint(d.ID, " ", d.Part)
		if seen[key] || d.ID < lastID || d.Unit == "" || d.Over == "" || (d.Under == "") != (d.Kind == casework.CountFigure) {
			t.Errorf("definition %+v", d)
		}
		seen[key], ids[d.ID], lastID = true, true, d.ID
		if f := all[i]; f.ID != d.ID || f.Part != d.Part || f.Kind != d.Kind || f.Unit != d.Unit || f.Numerator != 0 || f.Denominator != 0 {
			t.Errorf("%s: of nothing %+v", key, f)
		}
	}
	for id := range 26 {
		if !ids[id+1] {
			t.Errorf("indicator %d is missing", id+1)
		}
	}
	table := strings.Split(strings.TrimSpace(casework.IndicatorTable()), "\n")
	if len(table) != len(defs)+2 || !strings.HasPrefix(table[2], "| 1 | cases | count | case | cases registered") {
		t.Errorf("table of %d lines:\n%s", len(table), table[2])
	}
}
