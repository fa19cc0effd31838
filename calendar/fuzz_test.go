package calendar_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"silian/calendar"
)

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-24", "2026-02-30", "0000-01-01", "9999-12-31", "1901-02-18", "2026-1-1", "", "-999-01-01", "２026-11-24"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := calendar.ParseDay(s)
		if err != nil {
			return
		}
		if d.String() != s {
			t.Errorf("%q reads as %s", s, d)
		}
		l, err := calendar.ToLunar(d)
		if err != nil {
			return
		}
		if back, err := calendar.ToSolar(l); err != nil || back != d {
			t.Errorf("%s is %s is %s, %v", d, l, back, err)
		}
	})
}

func FuzzParseLunarText(f *testing.F) {
	for _, s := range []string{"十月廿六", "闰六月十六", "农历腊月三十日", "正月卅", "2025-06L-16", "月", "闰", ""} {
		f.Add(2025, s)
	}
	f.Fuzz(func(t *testing.T, year int, s string) {
		if l, err := calendar.ParseLunarText(year, s); err == nil {
			if again, err := calendar.ParseLunarText(year, l.Text(calendar.StylePlain)); err != nil || again != l {
				t.Errorf("%q reads as %s, then as %s, %v", s, l, again, err)
			}
		}
		if l, err := calendar.ParseLunarDate(s); err == nil && l.String() != s {
			t.Errorf("%q reads as %s", s, l)
		}
	})
}

func FuzzParseHolidays(f *testing.F) {
	for _, s := range []string{
		"date,name,kind\n2026-01-01,元旦,off\n2026-01-04,元旦,work\n",
		"# c\r\n\ufeff2026-01-01,\"元,旦\",off", "\"", ",,\n", "2026-01-01,#x,off", "",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := calendar.ParseHolidays(bytes.NewReader(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Errorf("the error names no line: %v", err)
			}
			return
		}
		var b bytes.Buffer
		if err := h.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		again, err := calendar.ParseHolidays(&b)
		if err != nil || !slices.Equal(h.Rows(), again.Rows()) {
			t.Errorf("written %q, read %v, %v", b.String(), again.Rows(), err)
		}
	})
}

func FuzzRule(f *testing.F) {
	f.Add(`{"lunar_days":[6,16,26]}`, `[]`, int32(20000), int32(20400))
	f.Add(`{"lunar_days":[30],"skip_leap":true}`, `[{"day":"2026-12-14","kind":"moved","to":"2026-12-15"}]`, int32(20300), int32(21000))
	f.Add(`{"month_days":[31],"weekdays":[0,6]}`, `[{"day":"2026-12-08","kind":"added"},{"day":"2026-12-08","kind":"cancelled"}]`, int32(20790), int32(20810))
	f.Add(`{"lunar_days":[-1]}`, `null`, int32(-25153), int32(47874))
	f.Add(`{}`, `[{"kind":"x"}]`, int32(-1<<31), int32(1<<31-1))
	f.Fuzz(func(t *testing.T, rule, exceptions string, from, to int32) {
		var r calendar.Rule
		var ex []calendar.Exception
		if json.Unmarshal([]byte(rule), &r) != nil || json.Unmarshal([]byte(exceptions), &ex) != nil {
			return
		}
		_ = r.Unmatched(ex)
		_, _ = r.Next(calendar.Day(from), calendar.Holidays{}, ex)
		list, err := r.List(calendar.Day(from), calendar.Day(to), calendar.Holidays{}, ex)
		if err != nil {
			return
		}
		if r.Validate() != nil {
			t.Errorf("List took a bad rule %+v", r)
		}
		for i, v := range list {
			if v.Day < calendar.Day(from) || v.Day > calendar.Day(to) || (i > 0 && v.Day < list[i-1].Day) {
				t.Errorf("%s out of place", v.Day)
			}
			if (v.Kind == calendar.Normal || v.Kind == "") && !r.On(v.Day) {
				t.Errorf("%s is not on the rule", v.Day)
			}
		}
	})
}
