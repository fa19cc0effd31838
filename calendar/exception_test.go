package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

func TestExceptions(t *testing.T) {
	on := func(s string) calendar.Day { return day(t, s) }
	moved := func(from, to string) calendar.Exception {
		return calendar.Exception{Day: on(from), Kind: calendar.Moved, To: on(to), Reason: "r", Person: "p"}
	}
	act := func(kind calendar.Kind, d string) calendar.Exception {
		return calendar.Exception{Day: on(d), Kind: kind, Reason: "r", Person: "p"}
	}
	// By the rule: 11-24, 12-04, 12-14 (a Monday), 12-24. A line is: day, kind, lunar date, date by the rule, decided.
	const (
		d1 = "2026-11-24 normal 2026-10-16 2026-11-24 false"
		d2 = "2026-12-04 normal 2026-10-26 2026-12-04 false"
		d3 = "2026-12-14 normal 2026-11-06 2026-12-14 false"
	)
	tests := []struct {
		name string
		ex   []calendar.Exception
		want []string
	}{
		{"none", nil, []string{d1, d2, d3}},
		{
			"moved keeps its lunar name",
			[]calendar.Exception{moved("2026-12-14", "2026-12-15")},
			[]string{d1, d2, "2026-12-15 moved 2026-11-06 2026-12-14 true"},
		},
		{
			"moved forward over another",
			[]calendar.Exception{moved("2026-12-14", "2026-12-01")},
			[]string{d1, "2026-12-01 moved 2026-11-06 2026-12-14 true", d2},
		},
		{
			"moved onto another",
			[]calendar.Exception{moved("2026-12-14", "2026-12-04")},
			[]string{d1, d2, "2026-12-04 moved 2026-11-06 2026-12-14 true"},
		},
		{"moved out", []calendar.Exception{moved("2026-12-14", "2027-03-01")}, []string{d1, d2}},
		{
			"moved in",
			[]calendar.Exception{moved("2026-12-24", "2026-12-18")},
			[]string{d1, d2, d3, "2026-12-18 moved 2026-11-16 2026-12-24 true"},
		},
		{
			"cancelled",
			[]calendar.Exception{act(calendar.Cancelled, "2026-12-04")},
			[]string{d1, "2026-12-04 cancelled 2026-10-26 2026-12-04 true", d3},
		},
		{
			"held as usual",
			[]calendar.Exception{act(calendar.Held, "2026-12-14")},
			[]string{d1, d2, "2026-12-14 normal 2026-11-06 2026-12-14 true"},
		},
		{
			"added",
			[]calendar.Exception{act(calendar.Added, "2026-12-08")},
			[]string{d1, d2, "2026-12-08 added 2026-10-30 2026-12-08 true", d3},
		},
		{
			"added on a village day",
			[]calendar.Exception{act(calendar.Added, "2026-12-04")},
			[]string{d1, "2026-12-04 normal 2026-10-26 2026-12-04 true", d3},
		},
		{
			"the last counts",
			[]calendar.Exception{moved("2026-12-14", "2026-12-15"), act(calendar.Cancelled, "2026-12-14"), moved("2026-12-14", "2026-12-16")},
			[]string{d1, d2, "2026-12-16 moved 2026-11-06 2026-12-14 true"},
		},
		{
			"put back",
			[]calendar.Exception{moved("2026-12-14", "2026-12-15"), act(calendar.Held, "2026-12-14")},
			[]string{d1, d2, "2026-12-14 normal 2026-11-06 2026-12-14 true"},
		},
		{
			"added, then moved",
			[]calendar.Exception{act(calendar.Added, "2026-12-08"), moved("2026-12-08", "2026-12-09")},
			[]string{d1, d2, "2026-12-09 moved 2026-10-30 2026-12-08 true", d3},
		},
		{
			"added, then cancelled",
			[]calendar.Exception{act(calendar.Added, "2026-12-08"), act(calendar.Cancelled, "2026-12-08")},
			[]string{d1, d2, "2026-12-08 cancelled 2026-10-30 2026-12-08 true", d3},
		},
		{"no such village day", []calendar.Exception{act(calendar.Cancelled, "2026-12-05"), moved("2026-12-06", "2026-12-07")}, []string{d1, d2, d3}},
	}
	for _, c := range tests {
		list, err := calendar.DefaultRule().List(on("2026-11-24"), on("2026-12-20"), calendar.Holidays{}, c.ex)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, v := range list {
			got = append(got, fmt.Sprint(v.Day, " ", v.Kind, " ", v.Lunar, " ", v.MovedFrom, " ", v.Decided))
			if v.Decided != (v.Note == "r" && v.Person == "p") {
				t.Errorf("%s: %+v lost its reason or person", c.name, v)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestMovedDayNotes(t *testing.T) {
	// From a holiday to the first working day after it: the notes are those of the new date.
	ex := []calendar.Exception{{Day: day(t, "2026-10-06"), Kind: calendar.Moved, To: day(t, "2026-10-12")}}
	list, err := calendar.DefaultRule().List(day(t, "2026-10-05"), day(t, "2026-10-12"), shipped(t), ex)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if v := list[0]; v.Holiday != "" || !v.MeetingDay || v.NeedsDecision() || v.Lunar.Text(calendar.StyleFolk) != "八月廿六" {
		t.Errorf("%+v", v)
	}
}

func TestExceptionValidate(t *testing.T) {
	d := day(t, "2026-12-14")
	for _, e := range []calendar.Exception{
		{Day: d},
		{Day: d, Kind: "normal"},
		{Day: d, Kind: "gone"},
		{Day: d, Kind: calendar.Moved, To: d},
		{Day: d, Kind: calendar.Moved, To: calendar.MaxDay + 1},
		{Day: d, Kind: calendar.Moved, To: math.MinInt32},
		{Day: calendar.MinDay - 1, Kind: calendar.Cancelled},
		{Day: math.MaxInt32, Kind: calendar.Added},
	} {
		if err := e.Validate(); !errors.Is(err, calendar.ErrException) {
			t.Errorf("%+v: %v", e, err)
		}
		if _, err := calendar.DefaultRule().List(d, d, calendar.Holidays{}, []calendar.Exception{e}); !errors.Is(err, calendar.ErrException) {
			t.Errorf("List with %+v: %v", e, err)
		}
	}
}

func TestUnmatched(t *testing.T) {
	ex := []calendar.Exception{
		{Day: day(t, "2026-12-14"), Kind: calendar.Held},
		{Day: day(t, "2026-12-05"), Kind: calendar.Cancelled},
		{Day: day(t, "2026-12-08"), Kind: calendar.Cancelled},
		{Day: day(t, "2026-12-08"), Kind: calendar.Added},
	}
	if diff := cmp.Diff(ex[1:2], calendar.DefaultRule().Unmatched(ex)); diff != "" {
		t.Errorf("unmatched (-want +got):\n%s", diff)
	}
}

func TestExceptionJSON(t *testing.T) {
	in := calendar.Exception{Day: day(t, "2026-12-14"), Kind: calendar.Cancelled, Reason: "大雪", Person: "张"}
	data, err := json.Marshal(in)
	if err != nil || string(data) != `{"day":"2026-12-14","kind":"cancelled","reason":"大雪","person":"张"}` {
		t.Errorf("%s, %v", data, err)
	}
	var out calendar.Exception
	if err := json.Unmarshal(data, &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
}
