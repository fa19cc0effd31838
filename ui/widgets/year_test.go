package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// year2026 is 2026 with some village days.
func year2026() []widgets.Month {
	marks := map[string]widgets.DayMark{
		"1-4": widgets.DayHeld, "2-22": widgets.DayMoved, "7-10": widgets.DayOff, "11-4": widgets.DayHeld,
		"11-14": widgets.DayHeld, "11-24": widgets.DayAhead, "12-4": widgets.DayAhead,
	}
	var months []widgets.Month
	for m := time.January; m <= time.December; m++ {
		first := time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC)
		month := widgets.Month{Title: fmt.Sprintf("%d月", m), Lunar: "九月 十月", First: int(first.Weekday()+6) % 7}
		for d := first; d.Month() == m; d = d.AddDate(0, 0, 1) {
			month.Days = append(month.Days, widgets.Day{
				Number: d.Day(), Mark: marks[fmt.Sprintf("%d-%d", m, d.Day())],
				Today: m == time.November && d.Day() == 23,
			})
		}
		months = append(months, month)
	}
	return months
}

func TestYearLook(t *testing.T) {
	goldens(t, "year", 874, 654, func() fyne.CanvasObject { return widgets.NewYearGrid(year2026(), nil) })
}

func TestYearKeys(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []string
	y := widgets.NewYearGrid(year2026(), func(m, d int) { got = append(got, fmt.Sprintf("pick %d-%d", m+1, d)) })
	y.OnMove = func(m, d int) { got = append(got, fmt.Sprintf("%d-%d", m+1, d)) }
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyReturn} {
		y.TypedKey(&fyne.KeyEvent{Name: k})
	}
	y.MoveTo(0, 31)
	y.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) // February has no 31st
	y.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	y.MoveTo(11, 31)
	y.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // the year ends
	want := []string{"11-24", "12-1", "11-24", "11-23", "pick 11-23", "2-28", "1-28"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestYearTap(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got [2]int
	y := widgets.NewYearGrid(year2026(), func(m, d int) { got = [2]int{m, d} })
	show(t, 874, 654, y)
	for m := range 12 {
		for _, d := range []int{1, 15, 28} {
			x, top := float32(m%4)*221, float32(m/4)*221.3
			slot := year2026()[m].First + d - 1
			pos := fyne.NewPos(x+7+28*(float32(slot%7)+0.5), top+51+26*(float32(slot/7)+0.5))
			test.TapAt(y, pos)
			if got != [2]int{m, d} {
				t.Fatalf("a tap on %d-%d picked %d-%d", m+1, d, got[0]+1, got[1])
			}
		}
	}
}

func monthDays() []widgets.Day {
	days := make([]widgets.Day, 42)
	for i := range days {
		n := i - 5 // 1 November 2026 is a Sunday
		days[i] = widgets.Day{Number: n, Lunar: "十五", Outside: n < 1 || n > 30}
		if n < 1 {
			days[i].Number += 31
		}
		if n > 30 {
			days[i].Number -= 30
		}
	}
	days[9].Mark, days[19].Mark, days[29].Mark, days[39].Mark = widgets.DayHeld, widgets.DayHeld, widgets.DayAhead, widgets.DayNext
	days[28].Today = true
	return days
}

func TestMonthLook(t *testing.T) {
	goldens(t, "month", 390, 310, func() fyne.CanvasObject {
		return widgets.Pad(8, 8, 8, 8, widgets.NewMonthGrid(monthDays(), nil))
	})
}

func TestMonthKeys(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var got []int
	m := widgets.NewMonthGrid(monthDays(), func(i int) { got = append(got, i) })
	show(t, 350, 300, m)
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyRight, fyne.KeySpace, fyne.KeyUp, fyne.KeyLeft, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn} {
		m.TypedKey(&fyne.KeyEvent{Name: k})
	}
	test.TapAt(m, fyne.NewPos(60, 24+46+20))
	if diff := cmp.Diff([]int{28, 29, 21, 28, 8}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	m.Set(nil)
	m.TypedKey(enter())
	if len(got) != 5 {
		t.Error("a month without days was picked from")
	}
}
