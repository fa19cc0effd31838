package ui

import (
	"testing"

	"silian/calendar"
	"silian/office"
	"silian/ui/widgets"
)

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDay(t *testing.T) {
	for _, tc := range []struct{ typed, today, want string }{
		{"2026-11-24", "2026-11-23", "2026-11-24"},
		{"2026.11.4", "2026-11-23", "2026-11-04"},
		{"2026/1/4", "2026-11-23", "2026-01-04"},
		{"2026年12月4日", "2026-11-23", "2026-12-04"},
		{"20261204", "2026-11-23", "2026-12-04"},
		{"11.24", "2026-11-23", "2026-11-24"},
		{"12-4", "2026-11-24", "2026-12-04"},
		{"12/4", "2026-11-24", "2026-12-04"},
		{" 12 月 4 日 ", "2026-11-24", "2026-12-04"},
		{"１２．４", "2026-11-24", "2026-12-04"},
		{"12。4", "2026-11-24", "2026-12-04"},
		{"1-15", "2026-11-24", "2027-01-15"},  // nearer than January gone by
		{"11.20", "2026-11-24", "2026-11-20"}, // a slip of the finger stays in the past
		{"12-28", "2027-01-03", "2026-12-28"},
		{"27日", "2026-11-24", "2026-11-27"},
		{"2号", "2026-11-24", "2026-12-02"},
		{"31日", "2026-11-24", "2026-10-31"}, // November has none, December's is farther
		{"24", "2026-11-23", "2026-11-24"},
		{"4", "2026-11-24", "2026-12-04"},
		{"今天", "2026-11-24", "2026-11-24"},
		{"昨天", "2026-12-01", "2026-11-30"},
		{"明天", "2026-11-30", "2026-12-01"},
		{"后天", "2026-11-30", "2026-12-02"},
		{"十月廿六", "2026-11-24", "2026-12-04"},
		{"十月二十六", "2026-11-24", "2026-12-04"},
		{"腊月初六", "2026-11-24", "2027-01-13"},
		{"腊月初六", "2027-01-10", "2027-01-13"}, // still the lunar year before
		{"2-29", "2027-11-24", "2028-02-29"},
		{"", "2026-11-24", ""},
		{"13-4", "2026-11-24", ""},
		{"2-30", "2026-11-24", ""},
		{"2026-02-30", "2026-11-24", ""},
		{"1700-01-01", "2026-11-24", ""},
		{"下周", "2026-11-24", ""},
		{"十月卅一", "2026-11-24", ""},
		{"99日", "2026-11-24", ""},
	} {
		got, err := parseDay(tc.typed, day(t, tc.today))
		switch {
		case tc.want == "" && err == nil:
			t.Errorf("%q on %s: %s, want a refusal", tc.typed, tc.today, got)
		case tc.want != "" && (err != nil || got.String() != tc.want):
			t.Errorf("%q on %s: %s %v, want %s", tc.typed, tc.today, got, err, tc.want)
		}
	}
}

func TestLeftWords(t *testing.T) {
	today := day(t, "2026-11-23")
	for _, tc := range []struct {
		due  calendar.Day
		soft bool
		word string
		tone widgets.Tone
	}{
		{today.Add(-3), false, "超期3天", widgets.Red},
		{today.Add(-3), true, "先办", widgets.Ochre},
		{today, false, "今天", widgets.Ochre},
		{today.Add(1), false, "剩1天", widgets.Blue},
		{today.Add(2), false, "剩2天", widgets.Blue},
		{today.Add(3), true, "剩3天", widgets.Blue},
		{today.Add(4), false, "剩4天", widgets.Neutral},
		{office.NoDue, false, "", widgets.Neutral},
	} {
		word, tone := leftWords(tc.due, today, tc.soft)
		if word != tc.word || tone != tc.tone {
			t.Errorf("%s soft %v: %s %v, want %s %v", tc.due, tc.soft, word, tone, tc.word, tc.tone)
		}
	}
}

func TestDayWords(t *testing.T) {
	today := day(t, "2026-11-23")
	for _, tc := range []struct{ got, want string }{
		{shortDay(day(t, "2026-11-04"), today), "11-04"},
		{shortDay(day(t, "2027-01-15"), today), "01-15"},
		{shortDay(day(t, "2025-01-15"), today), "2025-01-15"},
		{weekDay(day(t, "2026-11-20")), "11月20日 周五"},
		{lunarDay(day(t, "2026-12-04")), "十月廿六"},
		{aheadWords(today.Add(1), today), "明天"},
		{aheadWords(today.Add(11), today), "还有11天"},
		{aheadWords(today, today), "今天"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %s, want %s", tc.got, tc.want)
		}
	}
}
