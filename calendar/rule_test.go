package calendar_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

func TestRuleValidate(t *testing.T) {
	tests := []struct {
		rule calendar.Rule
		part string // "" for a good rule
	}{
		{calendar.DefaultRule(), ""},
		{calendar.Rule{MonthDays: []int{5, 15, 25}}, ""},
		{calendar.Rule{Weekdays: []time.Weekday{time.Sunday, time.Saturday}}, ""},
		{calendar.Rule{LunarDays: []int{1, 30}, MonthDays: []int{1, 31}, SkipLeap: true}, ""},
		{calendar.Rule{}, "no day"},
		{calendar.Rule{SkipLeap: true}, "no day"},
		{calendar.Rule{LunarDays: []int{0}}, "lunar_days: 0"},
		{calendar.Rule{LunarDays: []int{6, 31}}, "lunar_days: 31"},
		{calendar.Rule{LunarDays: []int{6, 16, 6}}, "lunar_days: 6 twice"},
		{calendar.Rule{LunarDays: []int{6}, MonthDays: []int{32}}, "month_days: 32"},
		{calendar.Rule{MonthDays: []int{-1}}, "month_days: -1"},
		{calendar.Rule{Weekdays: []time.Weekday{7}}, "weekdays: 7"},
	}
	for _, c := range tests {
		err := c.rule.Validate()
		if (c.part == "") != (err == nil) || (err != nil && (!errors.Is(err, calendar.ErrRule) || !strings.Contains(err.Error(), c.part))) {
			t.Errorf("%+v: %v, want %q", c.rule, err, c.part)
		}
		if _, listErr := c.rule.List(0, 100, calendar.Holidays{}, nil); (listErr == nil) != (err == nil) {
			t.Errorf("%+v: List says %v", c.rule, listErr)
		}
	}
}

func TestRuleJSON(t *testing.T) {
	in := calendar.Rule{LunarDays: []int{6, 16, 26}, Weekdays: []time.Weekday{time.Monday}}
	data, err := json.Marshal(in)
	if err != nil || string(data) != `{"lunar_days":[6,16,26],"weekdays":[1]}` {
		t.Errorf("%s, %v", data, err)
	}
	var out calendar.Rule
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, out); diff != "" {
		t.Error(diff)
	}
}

// TestRuleParts compares List with On, day by day, for rules of every make.
func TestRuleParts(t *testing.T) {
	rules := map[string]calendar.Rule{
		"default":   calendar.DefaultRule(),
		"unsorted":  {LunarDays: []int{30, 1, 15}},
		"skip leap": {LunarDays: []int{6, 16, 26}, SkipLeap: true},
		"civil":     {MonthDays: []int{31, 5}},
		"weekly":    {Weekdays: []time.Weekday{time.Friday}},
		"all":       {LunarDays: []int{6}, MonthDays: []int{6}, Weekdays: []time.Weekday{time.Monday}, SkipLeap: true},
	}
	from, to := day(t, "2024-12-20"), day(t, "2026-03-03") // over the leap month of 2025
	for name, r := range rules {
		var want, got []calendar.Day
		for d := from; d <= to; d++ {
			if r.On(d) {
				want = append(want, d)
			}
		}
		list, err := r.List(from, to, calendar.Holidays{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			got = append(got, v.Day)
			if l, err := calendar.ToLunar(v.Day); err != nil || v.Lunar != l || v.MovedFrom != v.Day || v.Kind != calendar.Normal {
				t.Errorf("%s: %+v is %s", name, v, l)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if n := len(village(t, 2025, 2025, calendar.Holidays{})); n != 37 {
		t.Errorf("2025 has %d village days", n)
	}
}
