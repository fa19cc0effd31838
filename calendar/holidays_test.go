package calendar_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

// TestShippedTable holds the embedded copy against this package's and counts the notices.
func TestShippedTable(t *testing.T) {
	ours, err := os.ReadFile("testdata/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := os.ReadFile("../assets/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(ours, embedded) {
		t.Error("testdata/holidays.csv and assets/holidays.csv differ")
	}
	h := shipped(t)
	off, work := 0, 0
	for _, r := range h.Rows() {
		if r.Off {
			off++
		} else {
			work++
		}
	}
	if off != 357 || work != 80 {
		t.Errorf("%d days off, %d make-up days, want 357 and 80", off, work)
	}
	for y := 2010; y <= 2030; y++ {
		if got, want := h.Announced(y), y >= 2014 && y <= 2026; got != want {
			t.Errorf("Announced(%d) = %v", y, got)
		}
	}
}

func TestLookup(t *testing.T) {
	h := shipped(t)
	tests := []struct {
		date       string
		name       string
		off, known bool
	}{
		{"2026-02-17", "春节", true, true},
		{"2026-02-28", "春节", false, true}, // make-up Saturday
		{"2026-11-24", "", false, true},
		{"2026-11-28", "", false, true}, // ordinary Saturday
		{"2027-01-01", "元旦", true, true},
		{"2027-01-04", "", false, false},
		{"2027-02-05", "春节", true, true}, // eve
		{"2027-02-08", "春节", true, true}, // third day
		{"2027-02-09", "", false, false},
		{"2027-04-05", "清明", true, true},
		{"2027-05-02", "劳动节", true, true},
		{"2027-05-03", "", false, false},
		{"2027-06-09", "端午", true, true},
		{"2027-09-15", "中秋", true, true},
		{"2027-10-03", "国庆节", true, true},
		{"2027-10-04", "", false, false},
		{"2013-10-01", "国庆节", true, false}, // another law then
		{"1901-01-01", "元旦", true, false},
		{"1901-02-20", "春节", true, false},
		{"1901-01-20", "", false, false},
		{"2101-01-28", "春节", true, true}, // last day of the lunar table
		{"2101-01-29", "", false, false}, // first day past it
		{"2101-10-01", "国庆节", true, true},
	}
	for _, c := range tests {
		name, off, known := h.Lookup(day(t, c.date))
		if name != c.name || off != c.off || known != c.known {
			t.Errorf("Lookup(%s) = %q off %v known %v, want %q %v %v", c.date, name, off, known, c.name, c.off, c.known)
		}
	}
}

// TestStatutoryDays counts the thirteen days of the law in every year without a notice, and finds
// them off in each notice since the law changed.
func TestStatutoryDays(t *testing.T) {
	var none calendar.Holidays
	for y := 2025; y <= 2099; y++ {
		n := 0
		first, _ := calendar.Date(y, time.January, 1)
		for d := first; ; d++ {
			if year, _, _ := d.YMD(); year != y {
				break
			}
			if _, off, known := none.Lookup(d); off && known {
				n++
			}
		}
		want := 13
		if l, _ := calendar.ToSolar(calendar.LunarDate{Year: y, Month: 8, Day: 15}); l.String()[5:] >= "10-01" && l.String()[5:] <= "10-03" {
			want-- // Mid-Autumn falls into the National Day holiday
		}
		if n != want {
			t.Errorf("%d statutory days in %d, want %d", n, y, want)
		}
	}
	h := shipped(t)
	for d := day(t, "2025-01-01"); d <= day(t, "2026-12-31"); d++ {
		if name, off, _ := none.Lookup(d); off {
			if _, really, _ := h.Lookup(d); !really {
				t.Errorf("%s %s is off by law and not by notice", d, name)
			}
		}
	}
}

func TestParseHolidaysErrors(t *testing.T) {
	tests := []struct {
		name, text string
		line       int
	}{
		{"bad date", "date,name,kind\n2026-02-30,春节,off\n", 2},
		{"bad form", "# note\n2026-1-1,元旦,off\n", 2},
		{"two fields", "date,name,kind\n\n2026-01-01,off\n", 3},
		{"four fields", "2026-01-01,元旦,off,x\n", 1},
		{"kind", "2026-01-01,元旦,free\n", 1},
		{"no name", "2026-01-01, ,off\n", 1},
		{"twice", "2026-01-01,元旦,off\n2026-01-02,元旦,off\n2026-01-01,元旦,off\n", 3},
		{"work on a Tuesday", "2026-11-24,元旦,work\n", 1},
		{"GBK", "2026-01-01,\xd4\xaa\xb5\xa9,off\n", 1},
		{"quote", "2026-01-01,\"元旦,off\n", 1},
		{"too early", "1899-01-01,元旦,off\n", 1},
		{"header late", "2026-01-01,元旦,off\ndate,name,kind\n", 2},
	}
	for _, c := range tests {
		_, err := calendar.ParseHolidays(strings.NewReader(c.text))
		var line *calendar.LineError
		if !errors.As(err, &line) || line.Line != c.line || !errors.Is(err, calendar.ErrHoliday) {
			t.Errorf("%s: %v, want line %d", c.name, err, c.line)
		}
	}
	if _, err := calendar.ParseHolidays(strings.NewReader(strings.Repeat("#\n", 1<<20))); !errors.Is(err, calendar.ErrHoliday) {
		t.Errorf("2 MB: %v", err)
	}
}

func TestParseHolidaysForms(t *testing.T) {
	want := []calendar.Holiday{{Day: day(t, "2026-01-01"), Name: "元旦", Off: true}, {Day: day(t, "2026-01-04"), Name: "元旦"}}
	for _, text := range []string{
		"date,name,kind\n2026-01-01,元旦,off\n2026-01-04,元旦,work\n",
		"\ufeffdate,name,kind\r\n2026-01-04,元旦,work\r\n2026-01-01,元旦,off",
		"# typed by hand\n2026-01-01 , 元旦 , off\n# more\n\"2026-01-04\",\"元旦\",work\n",
	} {
		h, err := calendar.ParseHolidays(strings.NewReader(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, h.Rows()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		if h.Announced(2026) {
			t.Errorf("%q: half a notice counts as whole", text)
		}
	}
	h, err := calendar.ParseHolidays(strings.NewReader(""))
	if err != nil || len(h.Rows()) != 0 {
		t.Errorf("empty file: %v, %v", h.Rows(), err)
	}
}

func TestHolidaysWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := shipped(t).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	again, err := calendar.ParseHolidays(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shipped(t).Rows(), again.Rows()); diff != "" {
		t.Errorf("written and read again (-want +got):\n%s", diff)
	}
}

func TestHolidaysReplace(t *testing.T) {
	old := shipped(t)
	parse := func(s string) calendar.Holidays {
		h, err := calendar.ParseHolidays(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	// A notice of 2027 that also takes the last day of 2026 off.
	next := parse("2026-12-31,元旦,off\n2027-01-01,元旦,off\n2027-02-06,春节,off\n2027-04-05,清明,off\n" +
		"2027-05-01,劳动节,off\n2027-06-09,端午,off\n2027-09-15,中秋,off\n2027-10-01,国庆节,off\n2027-10-09,国庆节,work\n")
	both := old.Replace(next)
	if !both.Announced(2026) || !both.Announced(2027) || both.Announced(2028) {
		t.Error("2026 and 2027 should be announced, 2028 not")
	}
	for date, want := range map[string]bool{"2026-12-31": false, "2026-02-28": true, "2027-10-09": true, "2027-02-08": true, "2027-02-06": false} {
		if working, known := both.WorkingDay(day(t, date)); working != want || !known {
			t.Errorf("WorkingDay(%s) = %v, %v", date, working, known)
		}
	}
	if n := len(both.Rows()); n != len(old.Rows())+9 {
		t.Errorf("%d rows", n)
	}
	// A whole notice wipes the older one of its year; a single day does not.
	if again := both.Replace(next); len(again.Rows()) != len(both.Rows()) {
		t.Errorf("replaced twice: %d rows, want %d", len(again.Rows()), len(both.Rows()))
	}
	// A second edition of the notice without the make-up day and the eve of 2026 drops the first alone.
	second := both.Replace(parse("2027-01-01,元旦,off\n2027-02-06,春节,off\n2027-04-05,清明,off\n" +
		"2027-05-01,劳动节,off\n2027-06-09,端午,off\n2027-09-15,中秋,off\n2027-10-01,国庆节,off\n"))
	if working, known := second.WorkingDay(day(t, "2027-10-09")); working || !known || len(second.Rows()) != len(both.Rows())-1 {
		t.Errorf("the make-up day of the first edition is still there: %v, %v", working, known)
	}
	one := both.Replace(parse("2027-10-09,国庆节,off\n"))
	if working, _ := one.WorkingDay(day(t, "2027-10-09")); working || len(one.Rows()) != len(both.Rows()) {
		t.Error("one corrected day should replace its row alone")
	}
	if len(old.Rows()) != 437 {
		t.Error("Replace changed its receiver")
	}
}

func TestNewHolidaysRefuses(t *testing.T) {
	d := day(t, "2026-01-01")
	for _, rows := range [][]calendar.Holiday{
		{{Day: d, Name: "", Off: true}},
		{{Day: d, Name: " 元旦", Off: true}},
		{{Day: d, Name: "元,旦", Off: true}},
		{{Day: d, Name: "元\n旦", Off: true}},
		{{Day: d, Name: strings.Repeat("元", 41), Off: true}},
		{{Day: d, Name: "元旦", Off: true}, {Day: d, Name: "元旦", Off: true}},
		{{Day: calendar.MaxDay + 1, Name: "元旦", Off: true}},
	} {
		if _, err := calendar.NewHolidays(rows); !errors.Is(err, calendar.ErrHoliday) {
			t.Errorf("NewHolidays(%v): %v", rows, err)
		}
	}
}
