package calendar_test

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	golunar "github.com/6tail/lunar-go/calendar"
	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

// oracle reads the months published by the Hong Kong Observatory.
func oracle(t testing.TB) []calendar.Month {
	t.Helper()
	f, err := os.Open("testdata/hko_months.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []calendar.Month
	for _, row := range rows[1:] {
		var n [4]int
		for i := range n {
			if n[i], err = strconv.Atoi(row[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, calendar.Month{
			Year: n[0], Number: n[1], Leap: n[2] == 1, First: day(t, row[0]), Length: n[3],
			Provisional: n[0] == 2057 || n[0] == 2089 || n[0] == 2097,
		})
	}
	if len(out) != 2473 {
		t.Fatalf("%d months in the oracle, want 2473", len(out))
	}
	return out
}

func TestMonthsAgainstObservatory(t *testing.T) {
	got, err := calendar.Months(1901, 2100)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(oracle(t), got); diff != "" {
		t.Errorf("months differ from the observatory (-want +got):\n%s", diff)
	}
}

func TestEveryDayAgainstObservatory(t *testing.T) {
	n := 0
	next := calendar.MinDay
	for _, m := range oracle(t) {
		if m.First != next {
			t.Fatalf("oracle has a gap before %s", m.First)
		}
		for i := range m.Length {
			d := m.First.Add(i)
			want := calendar.LunarDate{Year: m.Year, Month: m.Number, Leap: m.Leap, Day: i + 1}
			if got, err := calendar.ToLunar(d); err != nil || got != want {
				t.Errorf("ToLunar(%s) = %s, %v, want %s", d, got, err, want)
			}
			if got, err := calendar.ToSolar(want); err != nil || got != d {
				t.Errorf("ToSolar(%s) = %s, %v, want %s", want, got, err, d)
			}
			n++
		}
		next = m.First.Add(m.Length)
	}
	if next != calendar.MaxDay+1 || n != int(calendar.MaxDay-calendar.MinDay)+1 {
		t.Errorf("%d days up to %s", n, next)
	}
}

// TestRawLunarGo holds the one difference between the pinned lunar-go and the observatory. If it fails, the
// library has changed: look at the override table before anything else.
func TestRawLunarGo(t *testing.T) {
	raw := map[calendar.Day]calendar.LunarDate{}
	for y := 1901; y <= 2100; y++ {
		for e := golunar.NewLunarYear(y).GetMonths().Front(); e != nil; e = e.Next() {
			m, ok := e.Value.(*golunar.LunarMonth)
			if !ok {
				t.Fatalf("lunar-go lists a %T", e.Value)
			}
			if m.GetYear() != y {
				continue
			}
			first := calendar.Day(int64(m.GetFirstJulianDay()) - 2440588)
			for i := range m.GetDayCount() {
				raw[first.Add(i)] = calendar.LunarDate{Year: y, Month: max(m.GetMonth(), -m.GetMonth()), Leap: m.IsLeap(), Day: i + 1}
			}
		}
	}
	var got []string
	for d := calendar.MinDay; d <= calendar.MaxDay; d++ {
		ours, err := calendar.ToLunar(d)
		if err != nil {
			t.Fatal(err)
		}
		if raw[d] != ours {
			got = append(got, d.String()+" raw "+raw[d].String())
		}
	}
	want := []string{"2057-09-28 raw 2057-08-30"}
	for i, d := 1, day(t, "2057-09-29"); i <= 29; i, d = i+1, d.Add(1) {
		l := calendar.LunarDate{Year: 2057, Month: 9, Day: i}
		want = append(want, d.String()+" raw "+l.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("days on which lunar-go differs (-want +got):\n%s", diff)
	}
	if len(raw) != int(calendar.MaxDay-calendar.MinDay)+1 {
		t.Errorf("lunar-go names %d days", len(raw))
	}
}

func TestMonthsRange(t *testing.T) {
	for _, c := range [][2]int{{1900, 1901}, {2100, 2101}, {math.MinInt, math.MaxInt}} {
		if _, err := calendar.Months(c[0], c[1]); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("Months(%d, %d): %v", c[0], c[1], err)
		}
	}
	if got, err := calendar.Months(2026, 2025); err != nil || len(got) != 0 {
		t.Errorf("Months(2026, 2025) = %v, %v", got, err)
	}
	got, err := calendar.Months(2025, 2025)
	if err != nil || len(got) != 13 {
		t.Fatalf("2025 has %d months, %v", len(got), err)
	}
	got[0].First = 0
	if again, _ := calendar.Months(2025, 2025); again[0].First == 0 {
		t.Error("a caller can change the table")
	}
}

// TestConcurrent is for the race detector: many readers, and builders that share lunar-go's one cached year.
func TestConcurrent(t *testing.T) {
	h := shipped(t)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for y := 1901 + g; y <= 2100; y += 20 {
				months, err := calendar.Months(y, y)
				if err != nil || calendar.BuildYear(y) != len(months) {
					t.Errorf("%d: %d months, %v", y, len(months), err)
					return
				}
				if _, err := calendar.DefaultRule().List(months[0].First, months[0].First+99, h, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// TestQingming computes the term by an independent, coarse method: apparent longitude of the sun 15 degrees after
// J. Meeus, Astronomical Algorithms, chapter 25, good to 0.01 degrees. Days on which the term falls within
// 30 minutes of midnight are out of its reach; lunar-go decides them.
func TestQingming(t *testing.T) {
	tests := map[int]string{2014: "2014-04-05", 2024: "2024-04-04", 2025: "2025-04-04", 2026: "2026-04-05", 2027: "2027-04-05", 1903: "1903-04-06"}
	for y, want := range tests {
		if got := calendar.Qingming(y).String(); got != want {
			t.Errorf("Qingming of %d on %s, want %s", y, got, want)
		}
	}
	sure := 0
	for y := 1901; y <= 2100; y++ {
		d := calendar.Qingming(y)
		before, after := sunPast15(d.Time().Add(-30*time.Minute)), sunPast15(d.Add(1).Time().Add(30*time.Minute))
		if before || !after {
			t.Errorf("Qingming of %d on %s: past before %v, past after %v", y, d, before, after)
		}
		if !sunPast15(d.Time().Add(30*time.Minute)) && sunPast15(d.Add(1).Time().Add(-30*time.Minute)) {
			sure++
		}
	}
	if sure < 185 {
		t.Errorf("only %d of 200 years decided", sure)
	}
}

// sunPast15 tells whether the sun has passed the longitude of 15 degrees; use it in spring only.
func sunPast15(at time.Time) bool {
	rad := math.Pi / 180
	c := (float64(at.Unix())/86400 + 2440587.5 + 69.0/86400 - 2451545) / 36525
	l0 := 280.46646 + 36000.76983*c + 0.0003032*c*c
	m := (357.52911 + 35999.05029*c - 0.0001537*c*c) * rad
	eq := (1.914602-0.004817*c)*math.Sin(m) + (0.019993-0.000101*c)*math.Sin(2*m) + 0.000289*math.Sin(3*m)
	long := math.Mod(l0+eq-0.00569-0.00478*math.Sin((125.04-1934.136*c)*rad), 360)
	if long < 0 {
		long += 360
	}
	return long >= 15 && long < 195
}
