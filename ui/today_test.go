package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// TestTodayOfAVillage: a promise stands on the list with its date and leads to its case;
// nothing on the page is called late.
func TestTodayOfAVillage(t *testing.T) {
	clock := newTestClock()
	village := foundOffice(t, casework.Village, clock)
	_, err := village.ReceiveVisitor(t.Context(), office.Act{}, office.VisitInput{
		Name: "田桂兰", Group: "二组", Words: "机耕路冲断了", Category: "land", People: 1,
		Case:    &office.CaseInput{Track: casework.TrackDemand, Category: "land", Requests: []string{"修路"}},
		Promise: aDay(t, "2026-12-04"),
	})
	if err != nil {
		t.Fatal(err)
	}
	clock.at = time.Date(2026, 12, 3, 9, 0, 0, 0, calendar.Zone())
	w := testWindow(t, theme.Light, theme.Village)
	s := openRooms(t, village, w)
	if s.at != roomToday || !shows(w, "答应12月4日前回话") || !shows(w, "剩1天") || !shows(w, "明天") {
		t.Fatalf("today shows %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if s.at != roomCases || s.now == s.rooms[roomCases] {
		t.Errorf("Enter does not open the case: %q", visibleTexts(w))
	}
	clock.at = time.Date(2026, 12, 9, 9, 0, 0, 0, calendar.Zone())
	s.goTo(roomToday)
	if shows(w, "超期") || !shows(w, "先办") {
		t.Errorf("a village room calls something late: %q", visibleTexts(w))
	}
}

// TestTodayHandsOver: what waits for the township is named, and F9 seals it.
func TestTodayHandsOver(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, village, w)
	s.goTo(roomToday)
	if !shows(w, "先到U盘交换里收指纹卡") {
		t.Errorf("nobody compared, and the page shows %q", visibleTexts(w))
	}
	acquaint(t, village, township)
	reportUp(t, village, "合作社拖欠土地流转费，涉及12户。")
	s.refresh()
	if !shows(w, "交给柳河镇") || !shows(w, "1件事项") {
		t.Fatalf("today shows %q", visibleTexts(w))
	}
	s.rooms[roomToday].key(fyne.KeyF9)
	if s.at != roomUSB || !shows(w, "给哪个单位") {
		t.Errorf("F9 shows %q", visibleTexts(w))
	}
}

// TestTodayOfATownship: what is late is red and counted, what came up stands in the list.
func TestTodayOfATownship(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	acquaint(t, village, township)
	stick := t.TempDir()
	id := reportUp(t, village, "合作社拖欠土地流转费，涉及12户。")
	export(t, village, willowTown, stick)
	takeAll(t, township, stick)
	if _, err := township.Accept(t.Context(), office.Act{}, id); err != nil {
		t.Fatal(err)
	}
	clock.at = time.Date(2027, 3, 1, 9, 0, 0, 0, calendar.Zone())
	w := testWindow(t, theme.Light, theme.Normal)
	openRooms(t, township, w)
	if text := strings.Join(visibleTexts(w), " "); !strings.Contains(text, "超期") {
		t.Errorf("today shows %q", text)
	}
}

func TestMonthDays(t *testing.T) {
	first, today := aDay(t, "2026-11-01"), aDay(t, "2026-11-23")
	village, err := office.RuleDays(first.Add(-7), first.Add(45))
	if err != nil {
		t.Fatal(err)
	}
	days, list := monthDays(first, today, village)
	if len(days) != 42 || list[0].String() != "2026-10-26" || !days[0].Outside || days[0].Lunar != "十七" {
		t.Errorf("%d days from %s: %+v", len(days), list[0], days[0])
	}
	marks := map[string]widgets.DayMark{"2026-11-04": widgets.DayHeld, "2026-11-14": widgets.DayHeld, "2026-11-24": widgets.DayAhead, "2026-12-04": widgets.DayNext}
	for i, d := range list {
		if want := marks[d.String()]; days[i].Mark != want {
			t.Errorf("%s is %v, want %v", d, days[i].Mark, want)
		}
		if days[i].Today != (d == today) {
			t.Errorf("%s: today %v", d, days[i].Today)
		}
	}
}

func TestMonthTurns(t *testing.T) {
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, foundOffice(t, casework.Township, newTestClock()), w)
	r := s.rooms[roomToday].(*todayRoom)
	for range 11 {
		r.turn(-1)
	}
	if !shows(w, "2025年12月") {
		t.Errorf("eleven months back: %q", visibleTexts(w))
	}
	for range 14 {
		r.turn(1)
	}
	if !shows(w, "2027年2月") {
		t.Errorf("fourteen months on: %q", visibleTexts(w))
	}
}
