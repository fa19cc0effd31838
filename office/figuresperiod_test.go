package office_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// sameFigures compares figures with those from all facts, for drawn periods and days.
func sameFigures(t *testing.T, o *office.Office, seed uint64, back int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 9))
	said := 0
	for range 60 {
		var q casework.Question
		q.AsOf = o.Today().Add(-r.IntN(back))
		spans := []casework.Span{casework.Week, casework.Month, casework.Quarter, casework.Year, "day"}
		q.Period = casework.PeriodOf(spans[r.IntN(len(spans))], o.Today().Add(-r.IntN(back)))
		want, err := o.FiguresFromAll(t.Context(), q)
		must(t, err)
		got, err := o.FiguresAsOf(t.Context(), q.Period, q.AsOf)
		must(t, err)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s to %s as of %s (-all +period):\n%s", q.From, q.To, q.AsOf, d)
		}
		said += len(told(got.All))
	}
	if said < 60 {
		t.Errorf("only %d figures say anything: the test shows nothing", said)
	}
}

// TestFiguresOfAnyPeriod: in a file filled with the cases of ten years, and in one that
// three offices made, what a period reads makes the figures that all facts make.
func TestFiguresOfAnyPeriod(t *testing.T) {
	now := time.Date(2026, 12, 31, 9, 0, 0, 0, calendar.Zone())
	o, _, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: filepath.Join(t.TempDir(), "o.db"), Password: office.DemoPassword, WeakKDF: true},
		Office:    casework.Office{Code: "419901000000", Name: "平川县", Level: casework.County},
		Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleCountyClerk}}, Demo: now,
	})
	must(t, err)
	defer func() { _ = o.Close() }()
	_, err = o.Fill(t.Context(), 80, 3, nil)
	must(t, err)
	sameFigures(t, o, 1, 3650)

	w := newWorld(t)
	w.month()
	sameFigures(t, w.tw, 2, 60)
}
