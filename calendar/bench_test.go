package calendar_test

import (
	"testing"

	golunar "github.com/6tail/lunar-go/calendar"

	"silian/calendar"
)

// The benchmarks come in pairs, ours and raw lunar-go, so that one run gives a ratio.

func BenchmarkToLunarWarm(b *testing.B) {
	d := day(b, "2026-11-24")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = calendar.ToLunar(d)
	}
}

func BenchmarkRawLunarGoToLunar(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = golunar.NewSolarFromYmd(2026, 11, 24).GetLunar()
	}
}

func BenchmarkToSolarWarm(b *testing.B) {
	l := calendar.LunarDate{Year: 2026, Month: 10, Day: 16}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = calendar.ToSolar(l)
	}
}

// BenchmarkYearCold builds the table of one lunar year anew, another one each time.
func BenchmarkYearCold(b *testing.B) {
	y := 1901
	for b.Loop() {
		calendar.BuildYear(y)
		if y++; y > 2100 {
			y = 1901
		}
	}
}

// Benchmark200YearsCold builds the whole table anew.
func Benchmark200YearsCold(b *testing.B) {
	for b.Loop() {
		for y := 1901; y <= 2100; y++ {
			calendar.BuildYear(y)
		}
	}
}

// BenchmarkYearWarm lists the 37 village days of 2026 with all notes.
func BenchmarkYearWarm(b *testing.B) {
	benchmarkYear(b, shipped(b))
}

// BenchmarkYearWarmNoNotices lists them where no notice is known.
func BenchmarkYearWarmNoNotices(b *testing.B) {
	benchmarkYear(b, calendar.Holidays{})
}

func benchmarkYear(b *testing.B, h calendar.Holidays) {
	r := calendar.DefaultRule()
	from, to := day(b, "2026-01-01"), day(b, "2026-12-31")
	b.ReportAllocs()
	for b.Loop() {
		if list, err := r.List(from, to, h, nil); err != nil || len(list) != 37 {
			b.Fatal(len(list), err)
		}
	}
}

// Benchmark200YearsWarm lists all 7,400 village days of the table.
func Benchmark200YearsWarm(b *testing.B) {
	h := shipped(b)
	r := calendar.DefaultRule()
	for b.Loop() {
		if list, err := r.List(calendar.MinDay, calendar.MaxDay, h, nil); err != nil || len(list) != 7419 {
			b.Fatal(len(list), err)
		}
	}
}

// BenchmarkRawLunarGoYear finds the village days of 2026 as one would with the library alone.
func BenchmarkRawLunarGoYear(b *testing.B) {
	for b.Loop() {
		n := 0
		for d := golunar.NewSolarFromYmd(2026, 1, 1); d.GetYear() == 2026; d = d.NextDay(1) {
			if x := d.GetLunar().GetDay(); x == 6 || x == 16 || x == 26 {
				n++
			}
		}
		if n != 37 {
			b.Fatal(n)
		}
	}
}

func BenchmarkAddWorkingDays(b *testing.B) {
	h := shipped(b)
	d := day(b, "2026-09-16")
	for b.Loop() {
		_, _ = h.AddWorkingDays(d, 10)
	}
}
