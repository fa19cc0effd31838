package calendar_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"silian/calendar"
)

func anyDay() *rapid.Generator[calendar.Day] {
	return rapid.Custom(func(t *rapid.T) calendar.Day {
		return calendar.Day(rapid.Int32Range(int32(calendar.MinDay), int32(calendar.MaxDay)).Draw(t, "day"))
	})
}

func anyRule() *rapid.Generator[calendar.Rule] {
	return rapid.Custom(func(t *rapid.T) calendar.Rule {
		weekday := rapid.Custom(func(t *rapid.T) time.Weekday { return time.Weekday(rapid.IntRange(0, 6).Draw(t, "w")) })
		return calendar.Rule{
			LunarDays: rapid.SliceOfNDistinct(rapid.IntRange(1, 30), 1, 5, rapid.ID).Draw(t, "lunar"),
			SkipLeap:  rapid.Bool().Draw(t, "skip leap"),
			MonthDays: rapid.SliceOfNDistinct(rapid.IntRange(1, 31), 0, 2, rapid.ID).Draw(t, "month"),
			Weekdays:  rapid.SliceOfNDistinct(weekday, 0, 1, rapid.ID).Draw(t, "week"),
		}
	})
}

// anyExceptions hits village days of the rule about half the time.
func anyExceptions(r calendar.Rule, from calendar.Day) *rapid.Generator[[]calendar.Exception] {
	kinds := []calendar.Kind{calendar.Moved, calendar.Cancelled, calendar.Added, calendar.Held}
	one := rapid.Custom(func(t *rapid.T) calendar.Exception {
		e := calendar.Exception{
			Day:    from.Add(rapid.IntRange(0, 60).Draw(t, "on")),
			Kind:   rapid.SampledFrom(kinds).Draw(t, "kind"),
			Reason: rapid.String().Draw(t, "reason"),
		}
		if v, err := r.Next(e.Day, calendar.Holidays{}, nil); err == nil && rapid.Bool().Draw(t, "hit") {
			e.Day = v.Day
		}
		if e.Kind == calendar.Moved {
			e.To = e.Day.Add(rapid.IntRange(1, 9).Draw(t, "by"))
		}
		return e
	})
	return rapid.SliceOfN(one, 0, 6)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay().Draw(t, "d")
		l, err := calendar.ToLunar(d)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := calendar.ToSolar(l); err != nil || back != d {
			t.Fatalf("%s is %s is %s, %v", d, l, back, err)
		}
		if back, err := calendar.ParseLunarDate(l.String()); err != nil || back != l {
			t.Fatalf("%s reads as %s, %v", l, back, err)
		}
		for _, style := range []calendar.Style{calendar.StyleFolk, calendar.StylePlain} {
			if back, err := calendar.ParseLunarText(l.Year, l.Text(style)); err != nil || back != l {
				t.Fatalf("%s reads as %s, %v", l.Text(style), back, err)
			}
		}
		if back, err := calendar.ParseDay(d.String()); err != nil || back != d {
			t.Fatalf("%s reads as %s, %v", d, back, err)
		}
	})
}

func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyDay().Draw(t, "a")
		b := rapid.OneOf(anyDay(), rapid.Custom(func(t *rapid.T) calendar.Day {
			return min(a.Add(rapid.IntRange(0, 60).Draw(t, "near")), calendar.MaxDay)
		})).Draw(t, "b")
		la, errA := calendar.ToLunar(a)
		lb, errB := calendar.ToLunar(b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		want := 0
		if a < b {
			want = -1
		} else if a > b {
			want = 1
		}
		if la.Compare(lb) != want || lb.Compare(la) != -want {
			t.Fatalf("%s against %s: %d, want %d", la, lb, la.Compare(lb), want)
		}
	})
}

// TestToSolarTotal: any lunar date either exists, and comes back, or is refused.
func TestToSolarTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := calendar.LunarDate{
			Year:  rapid.OneOf(rapid.IntRange(1899, 2102), rapid.Int()).Draw(t, "year"),
			Month: rapid.OneOf(rapid.IntRange(-1, 14), rapid.Int()).Draw(t, "month"),
			Leap:  rapid.Bool().Draw(t, "leap"),
			Day:   rapid.OneOf(rapid.IntRange(-1, 32), rapid.Int()).Draw(t, "day"),
		}
		_ = l.Text(calendar.StyleFolk) + l.YearName()
		d, err := calendar.ToSolar(l)
		if err != nil {
			return
		}
		if back, err := calendar.ToLunar(d); err != nil || back != l {
			t.Fatalf("%s is %s is %s, %v", l, d, back, err)
		}
	})
}

// TestListNextAgree: Next walks exactly the days of List that are held, and a window holds what the whole holds.
func TestListNextAgree(t *testing.T) {
	h := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule().Draw(t, "rule")
		from := day(t, "2014-01-01").Add(rapid.IntRange(0, 5000).Draw(t, "from"))
		ex := anyExceptions(r, from).Draw(t, "exceptions")
		to := from.Add(120)
		list, err := r.List(from, to, h, ex)
		if err != nil {
			t.Fatal(err)
		}
		var held []calendar.Day
		for i, v := range list {
			if v.Day < from || v.Day > to || (i > 0 && v.Day < list[i-1].Day) {
				t.Fatalf("%s out of place", v.Day)
			}
			if (v.Kind == calendar.Moved) != (v.MovedFrom != v.Day) {
				t.Fatalf("%+v moved from itself or unmoved from elsewhere", v)
			}
			if l, err := calendar.ToLunar(v.MovedFrom); err != nil || v.Lunar != l {
				t.Fatalf("%+v lost its lunar name", v)
			}
			if v.Kind != calendar.Cancelled {
				held = append(held, v.Day)
			}
		}
		var walked []calendar.Day
		for d := from - 1; ; {
			v, err := r.Next(d, h, ex)
			if err != nil {
				t.Fatal(err)
			}
			if v.Day > to {
				break
			}
			walked = append(walked, v.Day)
			d = v.Day
		}
		if held = slices.Compact(held); !slices.Equal(held, walked) {
			t.Fatalf("List %v, Next %v", held, walked)
		}
		mid := from.Add(rapid.IntRange(0, 119).Draw(t, "cut"))
		one, err1 := r.List(from, mid, h, ex)
		two, err2 := r.List(mid+1, to, h, ex)
		if err1 != nil || err2 != nil || !slices.Equal(list, append(one, two...)) {
			t.Fatalf("cut at %s: %v, %v", mid, err1, err2)
		}
	})
}

func TestWorkingDaysProperty(t *testing.T) {
	h := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d := day(t, "2014-02-01").Add(rapid.IntRange(0, 4500).Draw(t, "d"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		end, _ := h.AddWorkingDays(d, n)
		count := 0
		for x := d + 1; x <= end; x++ {
			if working, _ := h.WorkingDay(x); working {
				count++
			}
		}
		last, _ := h.WorkingDay(end)
		if count != n || !last {
			t.Fatalf("%s + %d = %s: %d working days, last works %v", d, n, end, count, last)
		}
		if d, _ := h.NextWorking(d); d != must(h.PrevWorking(d)) {
			t.Fatalf("%s is a working day one way only", d)
		}
		if back, _ := h.AddWorkingDays(end, -n); back > end || must(h.AddWorkingDays(back, n)) != end {
			t.Fatalf("%s - %d = %s does not lead back", end, n, back)
		}
	})
}

func must(d calendar.Day, _ bool) calendar.Day { return d }

// TestICSProperty: whatever people type, the file keeps its form and the text comes back whole.
func TestICSProperty(t *testing.T) {
	list := village(t, 2026, 2026, shipped(t))[:3]
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringOf(rapid.RuneFrom([]rune("农历十月廿六é𠀀a;,\\\n "))), rapid.String()).Draw(t, "text")
		opts := icsOptions()
		opts.Summary = func(calendar.VillageDay) string { return text }
		opts.Description = func(calendar.VillageDay) string { return text + text }
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, list, opts); err != nil {
			t.Fatal(err)
		}
		checkICS(t, b.String())
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '�' }) {
			return // such characters are dropped
		}
		back := strings.NewReplacer(`\n`, "\n", `\\`, `\`, `\;`, ";", `\,`, ",")
		for _, line := range unfold(b.String()) {
			if s, ok := strings.CutPrefix(line, "SUMMARY:"); ok && back.Replace(s) != text {
				t.Fatalf("%q came back as %q", text, back.Replace(s))
			}
		}
	})
}
